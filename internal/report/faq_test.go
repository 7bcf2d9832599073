package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/faqpage"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/report"
	"github.com/kblint/kblint/internal/site"
)

// noFiles is a site of articles alone.
type noFiles struct{}

func (noFiles) IsFile(string) bool           { return false }
func (noFiles) IsFolder(string) bool         { return false }
func (noFiles) Nearly(string) (string, bool) { return "", false }

// pagesOf lists the FAQs of one article of a site of Hugo.
func pagesOf(name string, src []byte) []faqpage.Page {
	a := article.Parse(name, src, lexicon.Default())
	root := fstest.MapFS{"hugo.yaml": {Data: []byte("baseURL: https://help.example.com/\n")}}
	view := &lint.View{
		Entries: []lint.Entry{{Place: lint.Place{Path: name, Site: name}, Facts: faqpage.Listing.Facts.Collect(a), Asked: true}},
		Site:    lint.Site{Configs: []*site.Config{site.Load(root, ".", site.Overrides{})}, Files: noFiles{}},
	}
	return faqpage.Listing.Of(view)
}

func printFAQs(t *testing.T, format string, src []byte, pages []faqpage.Page) string {
	t.Helper()
	var out bytes.Buffer
	faqs := report.FAQs{Pages: pages, Sources: func(string) ([]byte, error) { return src, nil }, Text: english{}}
	if err := report.PrintFAQs(&out, format, faqs); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// faqPage is what search engines read.
type faqPage struct {
	Context    string `json:"@context"`
	Type       string `json:"@type"`
	ID         string `json:"@id"`
	URL        string `json:"url"`
	Name       string `json:"name"`
	Language   string `json:"inLanguage"`
	MainEntity []struct {
		Type   string `json:"@type"`
		Name   string `json:"name"`
		Answer struct {
			Type string `json:"@type"`
			Text string `json:"text"`
		} `json:"acceptedAnswer"`
	} `json:"mainEntity"`
}

// answerTag is a tag that may stand in an answer. Whatever else begins with "<" may not.
var answerTag = regexp.MustCompile(`</?(?:h[1-6]|ol|ul|li|p|div|b|strong|i|em)>|<br>|</a>|<a href="(?:https?://[^/"]|mailto:.)[^"<>]*">`)

// checkFAQPages demands what Google's documentation of FAQPage does, and that the text may stand in a script
// element.
func checkFAQPages(t *testing.T, text string) []faqPage {
	t.Helper()
	if strings.ContainsAny(text, "<>&\u2028\u2029") {
		t.Fatalf("not fit for a script element: %s", text)
	}
	var pages []faqPage
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&pages); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	for _, p := range pages {
		if p.Context != "https://schema.org" || p.Type != "FAQPage" || len(p.MainEntity) == 0 || p.ID != p.URL {
			t.Fatalf("page %+v", p)
		}
		for _, q := range p.MainEntity {
			if q.Type != "Question" || strings.TrimSpace(q.Name) == "" || q.Answer.Type != "Answer" || strings.TrimSpace(q.Answer.Text) == "" {
				t.Fatalf("question %+v", q)
			}
			rest := answerTag.ReplaceAllString(q.Answer.Text, "")
			if strings.ContainsAny(rest, "<>") || strings.TrimSpace(rest) == "" {
				t.Fatalf("answer %q", q.Answer.Text)
			}
			checkBalance(t, q.Answer.Text)
		}
	}
	return pages
}

func checkBalance(t *testing.T, answer string) {
	t.Helper()
	var open []string
	for _, tag := range answerTag.FindAllString(answer, -1) {
		name, _, _ := strings.Cut(strings.Trim(tag, "</>"), " ")
		switch {
		case tag == "<br>":
		case tag[1] != '/':
			open = append(open, name)
		case len(open) == 0 || open[len(open)-1] != name:
			t.Fatalf("%s closes %q in %q", tag, open, answer)
		default:
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Fatalf("%q remain open in %q", open, answer)
	}
}

const faqArticle = "---\ntitle: Reset\nlang: id\nfaq:\n  - {question: Sama?, answer: \"Satu\\u2028 <b>dua</b> & [tiga](#x)\"}\n---\n" +
	"## FAQ\n\n**Q: Sama?**\n\n**A:** Lain.\n\n**Q: Kosong?**\n\n**Q: Aman?**\n\n**A:** Ya, <script>alert(1)</script>[lihat](javascript:alert(1)).\n"

func TestFAQPage(t *testing.T) {
	t.Parallel()
	pages := checkFAQPages(t, printFAQs(t, "json-ld", []byte(faqArticle), pagesOf("content/a.md", []byte(faqArticle))))
	if len(pages) != 1 || pages[0].URL != "https://help.example.com/a/" || pages[0].Name != "Reset" || pages[0].Language != "id" {
		t.Fatalf("pages %+v", pages)
	}
	var got []string
	for _, q := range pages[0].MainEntity {
		got = append(got, q.Name, q.Answer.Text)
	}
	want := []string{
		"Sama?", "<p>Satu\u2028 <b>dua</b> &amp; <a href=\"https://help.example.com/a/#x\">tiga</a></p>",
		"Aman?", "<p>Ya, lihat.</p>",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestFAQWithoutSource(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	gone := errors.New("gone")
	faqs := report.FAQs{
		Pages:   pagesOf("content/a.md", []byte(faqArticle)),
		Sources: func(string) ([]byte, error) { return nil, gone }, Text: english{},
	}
	if err := report.PrintFAQs(&out, "json", faqs); !errors.Is(err, gone) || !strings.Contains(out.String(), `"question":"Aman?","line":1`) {
		t.Errorf("%v: %s", err, &out)
	}
}

func TestFAQFormats(t *testing.T) {
	t.Parallel()
	if err := report.PrintFAQs(&bytes.Buffer{}, "xml", report.FAQs{}); err == nil {
		t.Error("no error for a format that does not exist")
	}
	if got := printFAQs(t, "json-ld", nil, nil); got != "[\n]\n" {
		t.Errorf("nothing is %q", got)
	}
	src := []byte("## FAQ\n\nNothing.\n")
	if got := printFAQs(t, "json-ld", src, pagesOf("a.md", src)); got != "[\n]\n" {
		t.Errorf("a FAQ without questions is %q", got)
	}
	if got := printFAQs(t, "text", src, pagesOf("a.md", src)); got != "a.md:1: FAQ\n    (no questions)\n\n" {
		t.Errorf("a FAQ without questions is %q", got)
	}
}

// FuzzFAQPages states what holds of the FAQPage of every article.
func FuzzFAQPages(f *testing.F) {
	f.Add("content/faq.md", []byte(faqArticle))
	f.Add("faq/index.mdx", []byte("# FAQ\n\n<Accordion title=\"Q?\">\n- [a](b.md) `</script>`\n</Accordion>\n"))
	f.Add("a.md", []byte("## FAQ\n\n- **Q?** A <a href='//x.y'>b</a>\n  - c\n\n??? question \"D?\"\n    | e |\n    |---|\n    | f |\n"))
	f.Fuzz(func(t *testing.T, name string, src []byte) {
		if !slices.Contains([]string{"a.md", "content/faq.md", "faq/index.mdx"}, name) {
			name = "content/faq.md"
		}
		pages := pagesOf(name, src)
		checkFAQPages(t, printFAQs(t, "json-ld", src, pages))
		if text := printFAQs(t, "json", src, pages); !json.Valid([]byte(text)) {
			t.Fatalf("no JSON: %s", text)
		}
		printFAQs(t, "text", src, pages)
	})
}
