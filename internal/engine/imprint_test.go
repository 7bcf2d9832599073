package engine_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/config"
	"github.com/kblint/kblint/internal/engine"
	"github.com/kblint/kblint/internal/lint"
)

// marked reports what stands between "{" and "}" in an article, and "N" as a finding without a place.
var marked = []lint.Family{{Name: "test", Rules: []lint.Rule{lint.ArticleRule[lint.None]{
	Meta: lint.Meta{ID: "test/marked", Summary: "Nothing is marked.", Severity: lint.Error},
	Check: func(p *lint.Pass, _ lint.None) {
		start := 0
		for i, b := range p.Source {
			switch b {
			case '{':
				start = i + 1
			case '}':
				p.Report(article.Span{Start: start, End: i}, "%d of \"%s\"", i, "2024-05-01")
			case 'N':
				p.Report(article.Span{}, "%d of %d in \"%s\" have \"%s\", but %s", 3, 4, "guides", "title", "1 has not")
			}
		}
	},
}}}}

func imprintsOf(src string) []engine.Imprint {
	r := engine.Run(context.Background(), engine.Options{
		Families: marked, Config: config.Default(marked), SkipDiscovery: true,
		Stdin: &engine.Stdin{Path: "guides/a.md", Abs: "/guides/a.md", Reader: strings.NewReader(src)},
	})
	var out []engine.Imprint
	for _, f := range r.Findings {
		out = append(out, f.Imprint)
	}
	return out
}

func TestImprints(t *testing.T) {
	long := strings.Repeat("satu dua tiga ", 10)
	for name, tc := range map[string]struct {
		src  string
		want engine.Imprint
	}{
		"a telling text":         {"# A  *b*\n\nkata {panjang sekali  ini\n\tdan itu}\n", engine.Imprint{Section: "A b", Text: "panjang sekali ini dan itu"}},
		"a long text":            {"{" + long + "}", engine.Imprint{Text: long[:80]}},
		"a short text":           {"## S\n\nyang pertama kali adalah {4.} yang kedua kalinya adalah lagi\n", engine.Imprint{Section: "S", Text: "pertama kali adalah {4.} yang kedua kalinya"}},
		"a whole short line":     {"\n- {4.}\r\n- 5.", engine.Imprint{Text: "- {4.}"}},
		"an insertion point":     {"> kata {}\n", engine.Imprint{Text: "> kata {}"}},
		"no blanks":              {"五四三二一五四三二一五四三二一{、}五四三二一五四三二一五四三二一\n", engine.Imprint{Text: "二一五四三二一{、}五四三二一五四"}},
		"a heading":              {"## {A b}\n", engine.Imprint{Section: "{A b}", Text: "## {A b}"}},
		"below a quoted heading": {"# A\n\n> # B\n\n{kata demi kata demi kata}\n", engine.Imprint{Section: "A", Text: "kata demi kata demi kata"}},
		"no UTF-8":               {"{\xff}\n", engine.Imprint{Text: "{\ufffd}"}},
		"a password":             {"[x]({https://u:pw@a.id})\n", engine.Imprint{Text: "https://****@a.id"}},
		"nowhere":                {"N", engine.Imprint{Text: "title"}},
		"a value":                {"---\ntitle: {}\n---\n# A\n", engine.Imprint{Text: "title:"}},
		"a nested value":         {"---\nseo:\n  title: \"{a}\"\n---\n# A\n", engine.Imprint{Text: "seo.title: a"}},
		"an item":                {"---\nx: 1\ntags: [a, \"{b}\", c]\n---\n", engine.Imprint{Text: "tags: b"}},
		"in TOML":                {"+++\ntitle = \"{a}\"\n+++\n", engine.Imprint{Text: "title: a"}},
	} {
		for ending, breaks := range map[string]string{"LF": "\n", "CRLF": "\r\n"} {
			got := imprintsOf(strings.ReplaceAll(tc.src, "\n", breaks))
			if len(got) != 1 || got[0] != tc.want {
				t.Errorf("%s, %s: got %q, want %q", name, ending, got, tc.want)
			}
		}
	}
}

// TestCorpusFindingsHaveImprints, too, though their articles are gone by then.
func TestCorpusFindingsHaveImprints(t *testing.T) {
	lastLine := lint.CorpusRule[lint.None, int]{
		Meta:  lint.Meta{ID: "test/last", Summary: "No last line.", Severity: lint.Error},
		Facts: &lint.Facts[int]{Name: "last", Collect: func(a *article.Article) int { return bytes.LastIndexByte(a.Source, '\n') + 1 }},
		Judge: func(c *lint.Corpus[int], _ lint.None) {
			for where, at := range c.All() {
				c.Report(where, article.Span{Start: at, End: at + 1}, "the last line")
			}
		},
	}
	only := []lint.Family{{Name: "test", Rules: []lint.Rule{lastLine}}}
	dir := site(t, map[string]string{"a.md": "# A\n\nsatu", "b.md": "# B\n\ndua"})
	r := run(t, dir, func(o *engine.Options) {
		o.Families, o.Config = only, config.Default(only)
		o.Stdin = &engine.Stdin{Path: "c.md", Abs: filepath.Join(dir, "c.md"), Reader: strings.NewReader("# C\n\ntiga")}
	})
	var got []engine.Imprint
	for _, f := range r.Findings {
		got = append(got, f.Imprint)
	}
	if diff := cmp.Diff([]engine.Imprint{{Section: "A", Text: "satu"}, {Section: "B", Text: "dua"}, {Section: "C", Text: "tiga"}}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestJudged(t *testing.T) {
	asks := lint.CorpusRule[lint.None, int]{
		Meta:  lint.Meta{ID: "test/asks", Summary: "The web answers.", Severity: lint.Error},
		Facts: &lint.Facts[int]{Name: "asks", Collect: func(*article.Article) int { return 0 }},
		Judge: func(c *lint.Corpus[int], _ lint.None) { c.Web() },
	}
	with := append([]lint.Family{{Name: "asks", Rules: []lint.Rule{asks}}}, families...)
	dir := site(t, map[string]string{
		".kblint.yaml": "overrides: [{paths: [off.md], rules: {test/x: off}}]",
		"a.md":         "a", "off.md": "b", "large.md": strings.Repeat("a", 1001),
	})
	cfg, problems := config.Load(filepath.Join(dir, ".kblint.yaml"), with)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	r := run(t, dir, func(o *engine.Options) { o.Families, o.Config = with, cfg })
	for _, tc := range []struct {
		path, rule string
		want       bool
	}{
		{"a.md", "test/x", true},
		{"a.md", "test/same-size", true},
		{"a.md", "test/asks", false}, // there was nobody to ask
		{"a.md", "test/nothing", false},
		{"off.md", "test/x", false},
		{"large.md", "test/x", false},
		{"nowhere.md", "test/x", false},
	} {
		if got := r.Judged(tc.path, tc.rule); got != tc.want {
			t.Errorf("%s on %s: judged is %v", tc.rule, tc.path, got)
		}
	}
}

// TestImprintOfAChangedFile is that of a file whose text is gone: nothing is made up.
func TestImprintOfAChangedFile(t *testing.T) {
	dir := site(t, map[string]string{"a.md": "X"})
	rewrites := lint.CorpusRule[lint.None, int]{
		Meta:  lint.Meta{ID: "test/rewrites", Summary: "Files stay.", Severity: lint.Error},
		Facts: &lint.Facts[int]{Name: "rewrites", Collect: func(*article.Article) int { return 0 }},
		Judge: func(c *lint.Corpus[int], _ lint.None) {
			if err := os.WriteFile(filepath.Join(dir, "a.md"), []byte("another text"), 0o644); err != nil {
				t.Error(err)
			}
			for where := range c.All() {
				c.Report(where, article.Span{Start: 0, End: 1}, "a finding")
			}
		},
	}
	only := []lint.Family{{Name: "test", Rules: []lint.Rule{rewrites}}}
	r := run(t, dir, func(o *engine.Options) { o.Families, o.Config = only, config.Default(only) })
	if got := r.Findings[0].Imprint; got != (engine.Imprint{}) {
		t.Errorf("got %q", got)
	}
}
