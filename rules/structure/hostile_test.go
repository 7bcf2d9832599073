package structure_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/rules/structure"
)

// BenchmarkHostile runs the rules on articles that are made to take long, of two sizes: what grows faster
// than the article is a mistake.
func BenchmarkHostile(b *testing.B) {
	for _, size := range []int{50_000, 200_000} {
		for name, src := range hostile(size) {
			b.Run(fmt.Sprintf("%s/size=%d", name, size), func(b *testing.B) {
				a := article.Parse("a.md", []byte(src), lexicon.Default())
				for b.Loop() {
					checkAll(a)
				}
			})
		}
	}
}

// TestHostile runs them once: none may panic.
func TestHostile(t *testing.T) {
	t.Parallel()
	for name, src := range hostile(100_000) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkAll(article.Parse("a.md", []byte(src), lexicon.Default()))
		})
	}
}

// checkAll runs the article rules and gathers the facts of the others.
func checkAll(a *article.Article) {
	p := lint.NewPass(a, article.Date{})
	for _, r := range structure.Family.Rules {
		switch bound := lint.Bind(r, nil, lint.Env{}); {
		case bound.Check != nil:
			bound.Check(p)
		case bound.Facts != nil:
			bound.Facts.CollectAny(a)
		}
	}
	p.Take()
}

// hostile are articles of about a size, by what they consist of.
func hostile(size int) map[string]string {
	numbered := func(format string) string {
		var b strings.Builder
		for i := range size / 10 {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	repeated := func(s string) string { return strings.Repeat(s, size/len(s)) }
	return map[string]string{
		"headings":         repeated("# a\n"),
		"distinct":         numbered("## a%d:\n"),
		"leaps":            repeated("## a\n#### b\n"),
		"empty headings":   repeated("#\n"),
		"questions":        "## FAQ\n\n" + numbered("### Why %d?\n\n") + numbered("### It is %d.\n\n"),
		"FAQs":             repeated("## FAQ\n\n**a b c**\n\nd\n\n"),
		"bold":             repeated("**a b c**\n\nd\n\n"),
		"bold before bold": repeated("**a b c**\n\n"),
		"bold in bold":     "**" + repeated("**a ") + "**\n\na\n",
		"bold labels":      numbered("**a%d: b**\n\nc\n\n"),
		"long heading":     "## " + repeated("a ") + ":",
		"long word":        "## " + repeated("a.") + "\n\n## " + repeated(":"),
		"attributes":       "## a" + repeated(" {: b}"),
		"comments":         repeated("# a\n<!-- b -->\n"),
		"one line":         "# a\n\n" + repeated("<!-- b --> "),
		"directives":       "# a\n\n" + repeated("<!-- toc -->") + "\n",
		"anchors":          repeated("# a\n\n") + "\n<a>" + repeated("<br>") + "\n",
		"open tags":        "# a\n\n" + repeated("<a ") + "\n",
		"definitions":      "# a\n\n" + numbered("[a%d]: /a\n\n"),
		"breaks":           "# a\n\n" + repeated("* * * ") + "\n",
		"HTML headings":    "# a\n\n" + repeated("<h1>") + "\n\n#### b\n",
		"angles":           "# a\n\nb" + repeated("<") + "\n\n#### b\n",
		"entities":         "# a\n\n" + repeated("&nbsp;") + "\n",
		"quotes":           strings.Repeat("> ", 90) + repeated("# a"),
		"Han":              repeated("字") + "\n\n" + repeated("ก"),
		"controls":         "# \x00:\n\n**\xff**\n\n**\xfe\n\n# \xff.\n\n\xc2\n",
	}
}
