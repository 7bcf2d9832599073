package faqpage_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/faqpage"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/site"
)

// tree is a content root.
type tree struct{ fstest.MapFS }

func (t tree) IsFile(name string) bool         { return t.MapFS[name] != nil }
func (tree) IsFolder(string) bool              { return false }
func (tree) Nearly(string) (s string, ok bool) { return "", false }
func (t tree) put(name, text string)           { t.MapFS[name] = &fstest.MapFile{Data: []byte(text)} }
func (t tree) article(name string) lint.Place  { return lint.Place{Path: name, Site: name} }
func (t tree) pages(asked string) []faqpage.Page {
	view := &lint.View{Site: lint.Site{Configs: []*site.Config{site.Load(t, ".", site.Overrides{})}, Files: t}}
	for name, file := range t.MapFS {
		if strings.HasSuffix(name, ".md") {
			a := article.Parse(name, file.Data, lexicon.Default())
			view.Entries = append(view.Entries, lint.Entry{
				Place: t.article(name), Facts: faqpage.Listing.Facts.Collect(a), Asked: name == asked,
			})
		}
	}
	return faqpage.Listing.Of(view)
}

// TestLinks follows links of all sorts from an answer.
func TestLinks(t *testing.T) {
	t.Parallel()
	for destination, want := range map[string]string{
		"https://example.org/a?b=1&c=2#d":     "https://example.org/a?b=1&amp;c=2#d",
		"http://example.org":                  "http://example.org",
		"//example.org/a":                     "https://example.org/a",
		"mailto:help@example.org":             "mailto:help@example.org",
		"../other.md":                         "https://help.example.com/docs/other/",
		"/docs/other/#a%20b":                  "https://help.example.com/docs/other/#a%20b",
		"/docs/other":                         "https://help.example.com/docs/other/",
		"https://help.example.com/docs/other": "https://help.example.com/docs/other/",
		"https://help.example.com/gone":       "https://help.example.com/gone",
		"#here":                               "https://help.example.com/docs/here/#here",
		"list.pdf":                            "https://help.example.com/docs/here/list.pdf",
		"/gone/":                              "",
		"gone.md":                             "",
		"../draft.md":                         "",
		"javascript:alert(1)":                 "",
		"JaVaScRiPt:alert(1)":                 "",
		"data:text/html,x":                    "",
		"vbscript:x":                          "",
		"tel:123":                             "",
		"mailto:":                             "",
		"https://":                            "",
		"http:a":                              "",
		"https://a b":                         "",
		"":                                    "",
	} {
		help := tree{fstest.MapFS{}}
		help.put("hugo.yaml", "baseURL: https://help.example.com/docs/\n")
		help.put("content/other.md", "# Other\n")
		help.put("content/draft.md", "---\ndraft: true\n---\n")
		help.put("content/here/list.pdf", "")
		help.put("content/here/index.md", "# FAQ\n\n## Why?\n\nSee [it](<"+destination+">).\n")
		html := "<p>See it.</p>"
		if want != "" {
			html = `<p>See <a href="` + want + `">it</a>.</p>`
		}
		pages := help.pages("content/here/index.md")
		if len(pages) != 1 {
			t.Fatalf("%d pages", len(pages))
		}
		if diff := cmp.Diff(html, pages[0].FAQs[0].Questions[0].HTML); diff != "" {
			t.Errorf("%q (-want +got)\n%s", destination, diff)
		}
	}
}

// TestLanguages asks for the language of articles: what says it most surely counts.
func TestLanguages(t *testing.T) {
	t.Parallel()
	const english = "## FAQ\n\n### Why?\n\nBecause it is the best of all that you can have, and this is not in the way.\n"
	for name, c := range map[string]struct{ config, path, src, want string }{
		"front matter":  {"languages: {id: {}, en: {}}", "content/a.id.md", "---\nlang: pt_BR\n---\n" + english, "pt-BR"},
		"site":          {"languages: {id: {}, en: {}}", "content/a.id.md", english, "id"},
		"one language":  {"languages: {id: {}}", "content/a.md", english, "en"},
		"words":         {"title: x", "content/a.md", english, "en"},
		"unclear words": {"title: x", "content/a.md", "## FAQ\n\n### Warum?\n\nDarum.\n", ""},
	} {
		help := tree{fstest.MapFS{}}
		help.put("hugo.yaml", c.config)
		help.put(c.path, c.src)
		pages := help.pages(c.path)
		if len(pages) != 1 || pages[0].Language != c.want || pages[0].URL != "" {
			t.Errorf("%s: %+v", name, pages)
		}
	}
}

func TestTitles(t *testing.T) {
	t.Parallel()
	help := tree{fstest.MapFS{}}
	help.put("a.md", "---\nfaq:\n- {question: A?, answer: B}\n---\n# H\n\n## I\n\n**FAQ**\n\n**1. C?**\n\nD.\n\n## H2: Pertanyaan *Umum*\n\n**1. E?**\n\nF.\n")
	var got []string
	for _, page := range help.pages("a.md") {
		for _, faq := range page.FAQs {
			got = append(got, faq.Title)
		}
	}
	if diff := cmp.Diff([]string{"", "FAQ", "H2: Pertanyaan Umum"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
