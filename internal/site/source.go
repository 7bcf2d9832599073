package site

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/kblint/kblint/internal/article"
)

// Source is what an article says of the page that it becomes. It depends on the article alone and
// survives JSON.
type Source struct {
	Title    string    `json:"title,omitempty"`
	Fields   []Field   `json:"fields,omitempty"` // of the front matter
	Headings []Heading `json:"headings,omitempty"`
	IDs      []string  `json:"ids,omitempty"`    // that its author gave to anything
	Given    []string  `json:"given,omitempty"`  // texts given to shortcodes, which may make headings of them
	Opaque   bool      `json:"opaque,omitempty"` // it takes in other texts, which may have headings and ids
}

// Field is a key of the front matter that decides what becomes of the article.
type Field struct {
	Key    string   `json:"key"` // in lower case
	Values []string `json:"values"`
}

// Heading is what the id of a heading is made of.
type Heading struct {
	Text  string `json:"text,omitempty"`  // as readers see it
	Alt   string `json:"alt,omitempty"`   // with the alternative texts of images, if that is something else
	Smart string `json:"smart,omitempty"` // with the dashes that typographers make, if that is something else
	Outer string `json:"outer,omitempty"` // as Hugo sees it, if that is something else
	Raw   string `json:"raw,omitempty"`   // as it is written, if that is something else
	ID    string `json:"id,omitempty"`    // that its author gave it
}

// fields are the keys of the front matter that any generator goes by, in lower case.
var fields = set(
	"slug", "url", "permalink", "id", "aliases", "alias", "redirect_from", "date", "publishdate", "pubdate", "published",
	"expirydate", "unpublishdate", "draft", "unlisted", "headless", "lang", "language", "locale", "layout", "type",
	"tags", "categories", "category", "series", "topics", "labels", "collection", "build", "_build", "slugs", "path",
	"linktitle", "lastmod", "modified", "redirect_to", "title",
)

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// SourceOf reads what an article says of its page.
func SourceOf(a *article.Article) *Source {
	s := &Source{}
	if title, _ := a.Title(); title != "" {
		s.Title = strings.Clone(title)
	}
	if root := a.FrontMatter.Root; root != nil {
		for i := range root.Entries {
			s.field("", &root.Entries[i])
		}
	}
	for _, h := range a.Headings() {
		s.Headings = append(s.Headings, headingOf(a, h))
	}
	s.Opaque = takesIn(a)
	if body := a.Body.Text(a.Source); bytes.Contains(body, []byte("{{<")) {
		for _, m := range given.FindAllSubmatch(body, -1) {
			s.Given = append(s.Given, string(m[1]))
		}
	}
	for _, anchor := range a.Anchors() {
		s.IDs = append(s.IDs, anchor.ID)
	}
	return s
}

// inclusions are signs that an article takes in other texts: snippets, partials, shortcodes whose inside is
// Markdown, and articles that a component is made of.
var inclusions = [][]byte{
	[]byte("{% include"), []byte("{%- include"), []byte("{{%"), []byte("--8<--"), []byte("<!--@include"), []byte("<!-- @include"),
	[]byte("{{< include"), []byte("{{< readfile"), []byte("{{<include"), []byte("{{< partial"), []byte("{{< md"),
}

func takesIn(a *article.Article) bool {
	body := a.Body.Text(a.Source)
	for _, sign := range inclusions {
		if bytes.Contains(body, sign) {
			return true
		}
	}
	return a.IsMDX() && importsArticle.Match(body)
}

// given finds the first text that is given to a shortcode.
var given = regexp.MustCompile(`\{\{<\s*[\w/-]+\s+(?:\w+=)?"([^"\n]+)"`)

// importsArticle finds that a component is made of another article.
var importsArticle = regexp.MustCompile(`(?m)^import\s.*\.mdx?['"]`)

func headingOf(a *article.Article, h *article.Heading) Heading {
	out := Heading{Text: strings.Clone(h.Title), Alt: h.Alt, Smart: h.Smart, Outer: h.Outer, ID: strings.Clone(h.ID)}
	if h.Alt != "" && bytes.HasPrefix(h.Text.Text(a.Source), []byte("![")) {
		out.Text = " " + out.Text // the blank behind an image
	}
	if raw := string(h.Text.Text(a.Source)); raw != out.Text {
		out.Raw = raw
	}
	return out
}

// field takes a key if any generator goes by it. Of a key that stands twice the first counts.
func (s *Source) field(prefix string, e *article.Entry) {
	key := prefix + strings.ToLower(e.Key)
	v := e.Value
	if v == nil || prefix == "" && !fields[key] || s.values(key) != nil {
		return
	}
	switch v.Kind {
	case article.Map:
		for i := range v.Entries {
			if prefix == "" {
				s.field(key+".", &v.Entries[i])
			}
		}
	case article.List:
		f := Field{Key: strings.Clone(key)}
		for _, item := range v.Items {
			f.Values = append(f.Values, strings.Clone(item.Text))
		}
		s.Fields = append(s.Fields, f)
	case article.Null:
	default:
		s.Fields = append(s.Fields, Field{Key: strings.Clone(key), Values: []string{strings.Clone(v.Text)}})
	}
}

func (s *Source) values(key string) []string {
	for i := range s.Fields {
		if s.Fields[i].Key == key {
			return s.Fields[i].Values
		}
	}
	return nil
}

// text is the value of the first of some keys that has one.
func (s *Source) text(keys ...string) string {
	for _, key := range keys {
		if v := s.values(key); len(v) > 0 && v[0] != "" {
			return v[0]
		}
	}
	return ""
}

// date is the day under the first of some keys that has one.
func (s *Source) date(keys ...string) article.Date {
	for _, key := range keys {
		if v := s.values(key); len(v) > 0 {
			if w := article.ReadDate(v[0]); !w.Date.IsZero() {
				return w.Date
			}
		}
	}
	return article.Date{}
}
