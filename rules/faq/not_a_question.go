package faq

import (
	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

var notAQuestion = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{
		ID:       "faq/not-a-question",
		Summary:  "What is marked up as a question in a FAQ asks something.",
		Severity: lint.Hint,
	},
	Check: checkNotAQuestion,
}

func checkNotAQuestion(p *lint.Pass, _ lint.None) {
	for _, f := range p.FAQs() {
		asking := 0
		var silent []*article.Question
		for i := range f.Entries {
			switch q := &f.Entries[i]; {
			case hasMark(q.Text) || p.Lexicon.IsQuestion(q.Text):
				asking++
			case !isGroup(p, q):
				silent = append(silent, q)
			}
		}
		if asking <= len(silent) || f.WholePage && asking < minAsking*len(silent) {
			continue // it is how the FAQ is written
		}
		for _, q := range silent {
			p.Report(q.Span, "\"%s\" is marked up as a question, but asks nothing; write it as a question, or make it part of an answer", q.Text)
		}
	}
}

// minAsking is how many entries of a page of questions ask for each that does not, at least, where the
// latter is a mistake: such pages have problems for entries as well ("My phone gets hot").
const minAsking = 3

// isGroup reports whether an entry is the title of a group of others.
func isGroup(p *lint.Pass, q *article.Question) bool {
	return q.Markup == article.HeadingQuestion && len(p.SectionAt(q.Span.Start).Children) > 0
}
