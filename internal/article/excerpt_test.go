package article_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
)

// allowedInAnswers are the elements that search engines take in answers.
var allowedInAnswers = strings.Fields("h1 h2 h3 h4 h5 h6 br ol ul li a p div b strong i em")

// checkAnswerHTML demands that an answer has allowed elements only, that they nest, and that nothing but
// links has attributes.
func checkAnswerHTML(t *testing.T, answer string) {
	t.Helper()
	var open []string
	for z := html.NewTokenizer(strings.NewReader(answer)); z.Next() != html.ErrorToken; {
		raw := string(z.Raw()) // which Token unescapes in place
		token := z.Token()
		switch token.Type {
		case html.TextToken:
			if strings.ContainsAny(raw, "<>") {
				t.Fatalf("raw text %q in %q", raw, answer)
			}
		case html.StartTagToken:
			if !slices.Contains(allowedInAnswers, token.Data) || len(token.Attr) > 1 ||
				len(token.Attr) == 1 && (token.Data != "a" || token.Attr[0].Key != "href") {
				t.Fatalf("tag %v in %q", token, answer)
			}
			if token.Data != "br" {
				open = append(open, token.Data)
			}
			checkNesting(t, open, answer)
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != token.Data {
				t.Fatalf("</%s> closes %q in %q", token.Data, open, answer)
			}
			open = open[:len(open)-1]
		default:
			t.Fatalf("token %v in %q", token, answer)
		}
	}
	if len(open) > 0 {
		t.Fatalf("%q remain open in %q", open, answer)
	}
}

// checkNesting demands of the element that was opened last that it may stand where it does.
func checkNesting(t *testing.T, open []string, answer string) {
	t.Helper()
	if len(open) < 2 {
		return
	}
	parent, child := open[len(open)-2], open[len(open)-1]
	isList := parent == "ul" || parent == "ol"
	isBlock := child[0] == 'h' || slices.Contains([]string{"p", "ul", "ol", "li"}, child)
	if isList != (child == "li") || isBlock && !isList && parent != "li" || slices.Contains(open[:len(open)-1], child) && !isBlock {
		t.Fatalf("<%s> in <%s> in %q", child, parent, answer)
	}
}

func FuzzAnswers(f *testing.F) {
	for _, src := range seeds(f) {
		f.Add([]byte(src))
	}
	f.Add([]byte("# FAQ\n\n## A?\n\n" + strings.Repeat("<div><ul><li><b><i><a href=x>", 100) + "x</p></b>\n"))
	f.Add([]byte("# FAQ\n\n**A?** <script>b</script> {{< c \"d\" >}} [e]({{ f }}) <a href=g\n>h</a>\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		a := article.Parse("faq.mdx", src, lexicon.Default())
		for _, faq := range a.FAQs() {
			for i := range faq.Entries {
				answer := a.AnswerExcerpt(&faq.Entries[i])
				checkAnswerHTML(t, answer.HTML(func(url string) string { return url }))
				checkAnswerHTML(t, answer.HTML(func(string) string { return "" }))
				if text := answer.Text(); text != strings.TrimSpace(text) {
					t.Fatalf("blanks around %q", text)
				}
				if name := a.QuestionText(&faq.Entries[i]); strings.ContainsAny(name, "\n\t") {
					t.Fatalf("question %q", name)
				}
			}
		}
	})
}

// TestHostileAnswers holds answers to linear time: each of these takes minutes where it is not.
func TestHostileAnswers(t *testing.T) {
	t.Parallel()
	const n = 100_000
	for name, answer := range map[string]string{
		"words":       strings.Repeat("word ", n),
		"empty links": strings.Repeat("x <a href=y></a> ", n),
		"tags":        strings.Repeat("<b>", n) + strings.Repeat("</i>", n),
		"blocks":      "<div>\n" + strings.Repeat("<p><ul><li>", n) + strings.Repeat("</h1>", n),
		"unclosed":    "<div>\n" + strings.Repeat("<script", n) + strings.Repeat("<style></", n),
		"templates":   strings.Repeat("{{ x }} ", n),
		"brackets":    strings.Repeat("]({{ x }}) ", n),
		"half":        strings.Repeat("{{ {% {: ", n),
		"addresses":   strings.Repeat("https://example.com ", n/4),
		"cells":       "|" + strings.Repeat("a|", n/100) + "\n|" + strings.Repeat("-|", n/100) + "\n" + strings.Repeat("|"+strings.Repeat("b|", n/100)+"\n", 10),
		"items":       strings.Repeat("- x\n", n/4),
		"code":        "```\n" + strings.Repeat("x\n", n) + "```\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := article.Parse("a.md", []byte("## FAQ\n\n### Why?\n\n"+answer+"\n"), lexicon.Default())
			for _, faq := range a.FAQs() {
				for i := range faq.Entries {
					e := a.AnswerExcerpt(&faq.Entries[i])
					checkAnswerHTML(t, e.HTML(func(url string) string { return url }))
					e.Text()
				}
			}
		})
	}
}
