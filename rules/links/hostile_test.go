package links_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kblint/kblint/internal/linttest"
	"github.com/kblint/kblint/rules/links"
)

func TestHostile(t *testing.T) {
	t.Parallel()
	linttest.Hostile(t, links.Family, hostile)
}

func BenchmarkHostile(b *testing.B) { linttest.BenchmarkHostile(b, links.Family, hostile) }

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
		"long destination":    "[a](https://example.com/" + repeated("a,") + "\")",
		"long blank":          "[ab](https://example.com/" + repeated("a ") + ")",
		"long text":           "[" + repeated("a ") + "] (https://example.com)",
		"quotes":              "[a](" + repeated("“") + "https://example.com" + repeated("”") + ")",
		"encoded":             "[a](https://example.com/" + repeated("%20") + ")",
		"host":                "[a](" + repeated("a.") + "com)",
		"mail":                "[a](mailto:" + repeated("a@") + ")",
		"backslashes":         "[ab" + repeated("\\") + "] (https://example.com)",
		"open":                repeated("[ab](https://a.com/("),
		"parted":              repeated("[ab] (https://a.com) "),
		"reversed":            repeated("(https://a.com)[ab] "),
		"reversed, no opener": repeated(")[ab]"),
		"brackets":            repeated("]"),
		"brackets and parens": repeated("](a"),
		"references":          repeated("[ab cd][ef-g] "),
		"dollars":             repeated("$[ab cd][ef-g]"),
		"definitions":         numbered("[a%d]: /a\n\n"),
		"duplicates":          repeated("[a]: https//a\n\n"),
		"misspelt":            numbered("[label-%d]: /a\n\n") + numbered("[ab cd][lable-%d] "),
		"addresses":           numbered("[https://a%d.com](https://b.com) "),
		"controls":            "[a](https://a\x00b.com) [b](<https://a\x01b>) [c](\xff\xfe) <a href=\"\xff\">",
	}
}
