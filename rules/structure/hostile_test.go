package structure_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kblint/kblint/internal/linttest"
	"github.com/kblint/kblint/rules/structure"
)

func TestHostile(t *testing.T) {
	t.Parallel()
	linttest.Hostile(t, structure.Family, hostile)
}

func BenchmarkHostile(b *testing.B) { linttest.BenchmarkHostile(b, structure.Family, hostile) }

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
