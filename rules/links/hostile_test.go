package links_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/rules/links"
)

// TestHostile runs the article rules on articles that are made to take long, and on what must not
// panic. None may take longer than a second, which is hundreds of times what they take.
func TestHostile(t *testing.T) {
	const size = 100_000
	numbered := func(format string) string {
		var b strings.Builder
		for i := range 10_000 {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	repeated := func(s string) string { return strings.Repeat(s, size/len(s)) }
	for name, src := range map[string]string{
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
	} {
		t.Run(name, func(t *testing.T) {
			p := lint.NewPass(article.Parse("a.md", []byte(src), lexicon.Default()), article.Date{})
			start := time.Now()
			for _, r := range links.Family.Rules {
				if b := lint.Bind(r, nil, lint.Env{}); b.Check != nil {
					b.Check(p)
				}
			}
			took := time.Since(start)
			t.Logf("%v, %d findings", took, len(p.Take()))
			if took > time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}
