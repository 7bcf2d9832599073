package article_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
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

// TestAnswersInAllMarkups asks the same two questions in each markup of real articles, in two languages. The
// answers must not depend on it.
func TestAnswersInAllMarkups(t *testing.T) {
	t.Parallel()
	markups := map[string]string{
		"bold, numbered":               "**1\\. Q1?**\n\nA1 *x*.\n\n**2\\. Q2?**\n\nA2:\n\n- B\n- C\n",
		"bold":                         "**Q1?**\n\nA1 *x*.\n\n**Q2?**\n\nA2:\n\n- B\n- C\n",
		"bold, answer on the line":     "**1\\. Q1?** A1 *x*.\n\n**2\\. Q2?** A2:\n\n- B\n- C\n",
		"bold, answer on the next":     "**1. Q1?**\nA1 *x*.\n\n**2. Q2?**\nA2:\n- B\n- C\n",
		"bold labels":                  "**LQ1: Q1?**\n\n**LA:** A1 *x*.\n\n**LQ2: Q2?**\n\n**LA:** A2:\n\n- B\n- C\n",
		"labels":                       "LQ: Q1?\n\nLA: A1 *x*.\n\nLQ: Q2?\n\nLA: A2:\n\n- B\n- C\n",
		"labels, tight":                "**LQ:** Q1?\n**LA:** A1 *x*.\n\n**LQ:** Q2?\n**LA:** A2:\n- B\n- C\n",
		"FAQ as a label":               "**FAQ 1:** Q1?\n\nA1 *x*.\n\n**FAQ 2:** Q2?\n\nA2:\n\n- B\n- C\n",
		"items":                        "- **Q1?** A1 *x*.\n- **Q2?** A2:\n  - B\n  - C\n",
		"items with paragraphs":        "- **Q1?**\n\n  A1 *x*.\n\n- **Q2?**\n\n  A2:\n\n  - B\n  - C\n",
		"labelled items":               "- **LQ: Q1?**\n  **LA:** A1 *x*.\n- **LQ: Q2?**\n  **LA:** A2:\n  - B\n  - C\n",
		"ordered items":                "1. **Q1?**\n\n   A1 *x*.\n\n2. **Q2?**\n\n   A2:\n   - B\n   - C\n",
		"headings":                     "### Q1?\n\nA1 *x*.\n\n### Q2?\n\nA2:\n\n- B\n- C\n",
		"numbered headings":            "### 1\\. Q1?\n\nA1 *x*.\n\n### 2\\. Q2?\n\nA2:\n\n- B\n- C\n",
		"labelled headings":            "### LQ: Q1?\n\n**LA:** A1 *x*.\n\n### LQ: Q2?\n\n**LA:** A2:\n\n- B\n- C\n",
		"headings of a generator":      "### H3: 1\\. Q1?\n\nA1 *x*.\n\n### H3: 2\\. Q2?\n\nA2:\n\n- B\n- C\n",
		"details":                      "<details><summary>Q1?</summary>\n\nA1 *x*.\n\n</details>\n\n<details>\n<summary><b>Q2?</b></summary>\n\nA2:\n\n- B\n- C\n\n</details>\n",
		"containers":                   "::: details Q1?\nA1 *x*.\n:::\n\n:::details[Q2?]\n\nA2:\n\n- B\n- C\n\n:::\n",
		"components":                   "<Accordion title=\"Q1?\">\n  A1 *x*.\n</Accordion>\n<Accordion title='Q2?'>\n\n  A2:\n\n  - B\n  - C\n\n</Accordion>\n",
		"admonitions":                  "??? question \"Q1?\"\n    A1 *x*.\n\n!!! question \"Q2?\"\n\n    A2:\n\n    - B\n    - C\n",
		"bold, with blanks for nobody": "**1\\. Q1?**\n\n\u00a0\n\nA1 *x*.\n\n\u00a0\n\n**2\\. Q2?**\n\n&nbsp;\n\nA2:\n\n- B\n- C\n",
	}
	languages := map[string]*strings.Replacer{
		"en": strings.NewReplacer("LQ", "Q", "LA", "A", "Q1", "Is my data lost", "Q2", "What do I need", "A1", "Yes, all", "A2", "You need", "x", "really", "B", "a cable", "C", "a laptop"),
		"id": strings.NewReplacer("LQ", "Pertanyaan", "LA", "Jawaban", "Q1", "Apakah data saya hilang", "Q2", "Apa saja yang dibutuhkan", "A1", "Ya, semua", "A2", "Siapkan", "x", "benar", "B", "kabel", "C", "laptop"),
	}
	for markup, body := range markups {
		for language, words := range languages {
			for _, end := range []string{"\n", "\r\n"} {
				src := strings.ReplaceAll("## FAQ\n\n"+words.Replace(body)+"\n## End\n", "\n", end)
				a := article.Parse("a.mdx", []byte(src), lexicon.Default())
				var got []string
				for _, faq := range a.FAQs() {
					for i := range faq.Entries {
						q := &faq.Entries[i]
						got = append(got, a.QuestionText(q), a.AnswerExcerpt(q).HTML(func(string) string { return "" }), a.AnswerExcerpt(q).Text())
					}
				}
				want := []string{
					words.Replace("Q1?"), words.Replace("<p>A1 <em>x</em>.</p>"), words.Replace("A1 x."),
					words.Replace("Q2?"), words.Replace("<p>A2:</p><ul><li>B</li><li>C</li></ul>"), words.Replace("A2:\n- B\n- C"),
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s in %s: %q (-want +got)\n%s", markup, language, src, diff)
				}
			}
		}
	}
}
