package faq

import (
	"bytes"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

var empty = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{
		ID:       "faq/empty",
		Summary:  "A FAQ has questions.",
		Severity: lint.Error,
	},
	Check: checkEmpty,
}

func checkEmpty(p *lint.Pass, _ lint.None) {
	if p.Role() == article.Meta {
		return
	}
	for _, f := range p.FAQs() {
		if len(f.Entries) > 0 || len(f.Orphans) > 0 || f.Title.Start < p.Body.Start || mayAsk(p, &f) {
			continue
		}
		p.Report(f.Title, "there is no question under \"%s\"; add the questions, or remove the heading", strings.Trim(p.Plain([]article.Span{f.Title}), aroundTitle))
	}
}

// mayAsk reports whether a FAQ without questions may have some all the same: in what a template, a
// component or a table shows, below headings, in another article that it links to, or because the
// questions are headings of the same level as its own.
func mayAsk(p *lint.Pass, f *article.FAQ) bool {
	if f.Heading != nil && (len(f.Heading.Section.Children) > 0 || nextAsks(f.Heading.Section)) {
		return true
	}
	inside := article.Span{Start: f.Title.End, End: f.Span.End}
	if p.HasLink(inside) {
		return true
	}
	passages := p.PassagesIn(inside)
	for i := range passages {
		if showsOther(p, &passages[i], i == 0) {
			return true
		}
	}
	return false
}

// showsOther reports whether a passage is more than a paragraph without questions. The first may ask
// readers whether they have any.
func showsOther(p *lint.Pass, passage *article.Passage, first bool) bool {
	if passage.Kind != article.Paragraph || passage.Container != nil {
		return true
	}
	raw := passage.Span.Text(p.Source)
	for range p.Bold(passage) {
		if bytes.HasPrefix(raw, []byte("**")) || bytes.HasPrefix(raw, []byte("__")) {
			return true // something is marked up as questions are
		}
		break
	}
	return bytes.ContainsAny(raw, "{<|$") || bytes.Contains(raw, []byte("--8<--")) || !first && bytes.IndexByte(raw, '?') >= 0
}

// nextAsks reports whether the section behind another on the same level asks something.
func nextAsks(s *article.Section) bool {
	siblings := s.Parent.Children
	for i := range siblings {
		if siblings[i] == s && i+1 < len(siblings) {
			q := article.Question{Text: siblings[i+1].Title()}
			return q.Asks()
		}
	}
	return false
}
