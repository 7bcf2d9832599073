package structure

import (
	"strings"
	"unicode/utf8"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

var emptySection = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{
		ID:       "structure/empty-section",
		Summary:  "There is something below every heading.",
		Severity: lint.Warning,
	},
	Check: checkEmptySection,
}

// checkEmptySection leaves FAQs to the rules that know what belongs in one. A heading with a link in it
// has said where to go on.
func checkEmptySection(p *lint.Pass, _ lint.None) {
	if p.Role() != article.Page || !p.Readable() {
		return
	}
	headings := p.Headings()
	for i, h := range headings {
		var next *article.Heading
		if i+1 < len(headings) {
			next = headings[i+1]
		}
		if h.Quote == nil && len(h.Section.Children) == 0 && isTopic(h) && isFree(p.Article, h) &&
			!isTitle(h, i, next) && p.IsEmpty(h.Section) && !p.HasLink(h.Text) && !inFAQ(p.Article, h.Text) &&
			!isOneOfNames(p, headings, i) && !p.IsTab(h) && (next == nil || !p.IsTab(next)) {
			p.Report(h.Text, "there is nothing below the heading \"%s\"; write the section or remove the heading", h.Title)
		}
	}
}

// isTitle reports whether a heading is the title of the article, below which a generator or a wrong level
// leaves nothing. Before a heading without text, that one is the fault.
func isTitle(h *article.Heading, index int, next *article.Heading) bool {
	return index == 0 && h.Level == 1 && (next == nil || next.Level == 1) || next != nil && next.Title == ""
}

// isTopic reports whether a heading says what is to follow: it is no letter of a glossary.
func isTopic(h *article.Heading) bool {
	return utf8.RuneCountInString(strings.TrimSpace(h.Title)) > 1
}

// isOneOfNames reports whether a heading and one beside it are code: the forms of one command, which share
// what is said below the last, or a list of names that is all there is to say.
func isOneOfNames(p *lint.Pass, headings []*article.Heading, i int) bool {
	isName := func(k int) bool {
		if k < 0 || k >= len(headings) || headings[k].Level != headings[i].Level || headings[k].Text.Len() == 0 {
			return false
		}
		return p.InCode(headings[k].Text.Start) && p.InCode(headings[k].Text.End-1)
	}
	return isName(i) && (isName(i-1) || isName(i+1))
}
