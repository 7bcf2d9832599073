package structure_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/linttest"
	"github.com/kblint/kblint/rules/structure"
)

func TestHostileDebris(t *testing.T) {
	t.Parallel()
	linttest.Hostile(t, structure.Family, hostileDebris)
}

func BenchmarkHostileDebris(b *testing.B) {
	linttest.BenchmarkHostile(b, structure.Family, hostileDebris)
}

// check runs some rules of the family.
func check(p *lint.Pass, ids ...string) {
	for _, r := range structure.Family.Rules {
		if slices.Contains(ids, r.Describe().ID) {
			lint.Bind(r, nil, lint.Env{}).Check(p)
		}
	}
}

// hostileDebris are articles of about a size, by what they consist of.
func hostileDebris(size int) map[string]string {
	repeated := func(s string) string { return strings.Repeat(s, size/len(s)) }
	return map[string]string{
		"level prefixes":    repeated("## H2: a\n\n"),
		"plain prefixes":    repeated("H2: a\n\n"),
		"double markers":    repeated("1. 1. a\n"),
		"nested markers":    repeated("- - a\n    - - b\n        - - c\n"),
		"one long item":     "- - a\n" + repeated("    b\n"),
		"spacers":           repeated("\u00a0\n\n"),
		"spacers in lists":  repeated("1. a\n\n\u00a0\n\n"),
		"entities":          repeated("&nbsp;\n\n"),
		"broken bold":       repeated("**a:**b "),
		"asterisks":         repeated("** a"),
		"empty marks":       "**" + repeated("a****b") + "**",
		"bold and marks":    repeated("**a****b** "),
		"empty bars":        repeated("_a__b_ "),
		"escaped asterisks": repeated(`\*\*a `),
		"converted":         repeated(`\*_a_ b\*\* `),
		"converted openers": repeated(`\*_a_ `),
		"open shortcodes":   repeated("[caption "),
		"open tags":         repeated("{% "),
		"open lists":        repeated("{: "),
		"open braces":       repeated("{"),
		"open gaps":         repeated("[a "),
		"open tag gaps":     repeated("<a "),
		"ampersands":        repeated("&amp;"),
		"control":           repeated("a\u0001"),
		"zero width":        repeated("a\u200b"),
		"replacement":       repeated("\ufffd"),
		"cyrillic":          repeated("a \u0431 "),
		"mixed word":        repeated("a\u0430"),
		"one mixed word":    repeated("a") + "\u0430" + repeated("b"),
		"long word":         repeated("a") + " \u0431\u0431\u0431 " + repeated("a "),
		"fields":            repeated("Keyword: a\n"),
		"sections":          repeated("# a\n\nSure, b.\n\n"),
		"one line":          repeated("sure here is the article "),
	}
}

// TestOtherGenerators proves that marks of a template are reported where the site's generator is known, and does not
// read them.
func TestOtherGenerators(t *testing.T) {
	t.Parallel()
	const src = "Text.\n{: .notice}\n\n{% include toc %}\n\n{{< note >}}a{{< /note >}}\n\n`{% raw %}` and {:a 1}\n"
	for _, tt := range []struct{ generator, want string }{
		{"", ""},
		{"hugo", "{: .notice} {% include toc %}"},
		{"jekyll", "{{< note >}}"},
		{"mkdocs", "{{< note >}}"},
		{"vitepress", "{: .notice} {% include toc %} {{< note >}}"},
		{"docusaurus", "{: .notice} {% include toc %} {{< note >}}"},
		{"plain", "{: .notice}"},
	} {
		t.Run(tt.generator, func(t *testing.T) {
			t.Parallel()
			p := lint.NewPass(article.Parse("a.md", []byte(src), lexicon.Default()), article.Date{})
			p.Generator = tt.generator
			check(p, "structure/exporter-debris")
			if got := flagged(p); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// flagged is the text of all that was reported.
func flagged(p *lint.Pass) string {
	var all []string
	for _, d := range p.Take() {
		all = append(all, string(d.Span.Text(p.Source)))
	}
	return strings.Join(all, " ")
}

// TestTolerantGenerators proves that emphasis is not called broken where the site's generator shows it as it was meant.
func TestTolerantGenerators(t *testing.T) {
	t.Parallel()
	const src = "**a:**b\n\n**c: ** d\n\n**e****f**\n\n**G\n"
	for _, tt := range []struct{ generator, want string }{
		{"", "**a:** **c: ** **** **"},
		{"hugo", "**a:** **c: ** **** **"},
		{"jekyll", "**c: ** **"},
		{"mkdocs", "**"},
	} {
		t.Run(tt.generator, func(t *testing.T) {
			t.Parallel()
			p := lint.NewPass(article.Parse("a.md", []byte(src), lexicon.Default()), article.Date{})
			p.Generator = tt.generator
			check(p, "structure/exporter-debris")
			if got := flagged(p); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// FuzzDebrisFixes proves that applying the safe fixes comes to an end.
func FuzzDebrisFixes(f *testing.F) {
	for _, src := range hostileDebris(100) {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		text := []byte(src)
		for range 6 {
			p := lint.NewPass(article.Parse("a.md", text, lexicon.Default()), article.Date{})
			check(p, "structure/generator-residue", "structure/exporter-debris")
			var sets [][]edit.Edit
			for _, d := range p.Take() {
				if len(d.Fixes) > 0 && d.Fixes[0].Safe {
					sets = append(sets, d.Fixes[0].Edits)
				}
			}
			if len(sets) == 0 {
				return
			}
			merged, _ := edit.Merge(sets)
			text = edit.Apply(text, merged)
		}
		t.Errorf("fixing %q does not end: %q", src, text)
	})
}
