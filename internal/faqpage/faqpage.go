// Package faqpage gathers the questions and answers of a site's articles, each with the address of its
// article and with links that hold wherever the answers are shown: what schema.org's FAQPage is made of.
//
// It is a room of its own because it needs both what an article says (internal/article) and where its links
// lead (internal/site), and because neither rules nor reports are about it: it judges nothing.
package faqpage

import (
	"cmp"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/site"
)

// Page is an article that has FAQs.
type Page struct {
	Path     string // as people see it
	Title    string // "" where it has none
	URL      string // in full; "" where the address of the site is unknown, or readers do not find the page
	Language string // a BCP 47 tag; "" where neither the site nor the article says it
	FAQs     []FAQ
}

// FAQ is a set of questions and answers.
type FAQ struct {
	Title     string // "" where the article or its front matter itself is the FAQ
	Span      article.Span
	Questions []Question
}

// Question is a question with its answer. Where there is none, that is empty.
type Question struct {
	Text       string // plain, on one line
	Span       article.Span
	Answer     string // plain
	HTML       string // of the elements that search engines take
	AnswerSpan article.Span
}

// Listing lists the articles that were asked for and have FAQs, in the order of their paths.
var Listing = lint.Listing[*facts, []Page]{Name: "faq", Facts: collected, List: list}

// facts are what must be known of each article: of those without FAQ, where links to them lead.
type facts struct {
	Source    *site.Source `json:"source"`
	Title     string       `json:"title,omitempty"`
	Language  string       `json:"language,omitempty"`  // as the front matter has it
	Tongue    string       `json:"tongue,omitempty"`    // the language that its words are of
	Addresses []string     `json:"addresses,omitempty"` // destinations in full, by which the site's own is learned
	FAQs      []faqFacts   `json:"faqs,omitempty"`
}

type faqFacts struct {
	Title     string          `json:"title,omitempty"`
	Span      article.Span    `json:"span"`
	Questions []questionFacts `json:"questions,omitempty"`
}

type questionFacts struct {
	Text       string          `json:"text"`
	Span       article.Span    `json:"span"`
	Answer     article.Excerpt `json:"answer,omitempty"`
	AnswerSpan article.Span    `json:"answer_span,omitzero"`
}

var collected = &lint.Facts[*facts]{Name: "faqpage/1", Collect: factsOf}

func factsOf(a *article.Article) *facts {
	f := &facts{Source: site.SourceOf(a), Language: languageOf(a)}
	f.Tongue = strings.Clone(a.Lexicon.TongueOf(a.Body.Text(a.Source)).Language())
	title, _ := a.Title()
	f.Title = strings.Clone(title)
	for _, l := range a.Links() {
		if strings.Contains(l.URL, "://") {
			f.Addresses = append(f.Addresses, strings.Clone(l.URL))
		}
	}
	for _, faq := range a.FAQs() {
		out := faqFacts{Span: faq.Span}
		if !faq.Title.IsZero() {
			out.Span = faq.Title
		}
		if !faq.WholePage && a.Body.Contains(faq.Title) {
			out.Title = titleOf(a, &faq)
		}
		for i := range faq.Entries {
			q := &faq.Entries[i]
			out.Questions = append(out.Questions, questionFacts{a.QuestionText(q), q.Span, a.AnswerExcerpt(q), q.Answer})
		}
		f.FAQs = append(f.FAQs, out)
	}
	return f
}

// titleOf is the title of a FAQ as readers see it.
func titleOf(a *article.Article, faq *article.FAQ) string {
	if faq.Heading != nil {
		return strings.Clone(faq.Heading.Title)
	}
	if p := a.PassageAt(faq.Title.Start); p != nil {
		return strings.TrimSpace(a.Plain(p.Text))
	}
	return ""
}

// languageOf is the language that the front matter names.
func languageOf(a *article.Article) string {
	for _, key := range [...]string{"lang", "language", "locale", "inLanguage"} {
		if v := a.FrontMatter.Lookup(key); v != nil && v.Kind == article.String {
			return strings.ReplaceAll(v.Text, "_", "-")
		}
	}
	return ""
}

func list(c *lint.Corpus[*facts]) []Page {
	all := spacesOf(c)
	var pages []Page
	for where, f := range c.Asked() {
		if len(f.FAQs) > 0 {
			l := linker{page: all.Page(where.Site)}
			if l.page != nil {
				l.space = all.Of(l.page)
			}
			pages = append(pages, l.pageOf(where, f))
		}
	}
	return pages
}

func (l *linker) pageOf(where lint.Place, f *facts) Page {
	p := Page{Path: where.Path, Title: f.Title, Language: l.languageOf(where, f)}
	if l.page != nil && l.page.Status == site.Published {
		p.URL = l.space.FullAddress(l.page.URL)
	}
	for i := range f.FAQs {
		faq := FAQ{Title: f.FAQs[i].Title, Span: f.FAQs[i].Span}
		for _, q := range f.FAQs[i].Questions {
			faq.Questions = append(faq.Questions, Question{
				Text: q.Text, Span: q.Span,
				Answer: q.Answer.Text(), HTML: q.Answer.HTML(l.address), AnswerSpan: q.AnswerSpan,
			})
		}
		p.FAQs = append(p.FAQs, faq)
	}
	return p
}

// languageOf is the language of an article: as its front matter says, or its site if that has several, or
// its path. What a site with but one language is said to be in is often what the theme came with, so the
// article's own words are asked first.
func (l *linker) languageOf(where lint.Place, f *facts) string {
	ofSite, ofPath := "", ""
	if l.page != nil {
		ofSite = l.page.Language
	}
	if where.Address != nil {
		ofPath = where.Address.Language
	}
	if ofSite != "" && len(l.space.Languages) > 1 {
		return cmp.Or(f.Language, ofSite)
	}
	return cmp.Or(f.Language, ofPath, f.Tongue, ofSite)
}
