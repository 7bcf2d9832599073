package faq

import (
	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

var missingAnswer = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{
		ID:       "faq/missing-answer",
		Summary:  "A question in a FAQ has an answer.",
		Severity: lint.Error,
	},
	Check: checkMissingAnswer,
}

func checkMissingAnswer(p *lint.Pass, _ lint.None) {
	for _, f := range p.FAQs() {
		for _, q := range f.Entries {
			if q.Answer.IsZero() && isSure(&q) && !answersItself(&q) {
				p.Report(q.Span, "the question \"%s\" has no answer; answer it or remove it", q.Text)
			}
		}
	}
}

// isSure reports whether the entry itself says that it is a question. Among questions, a heading
// that does not ask and has nothing below it is the title of a group.
func isSure(q *article.Question) bool {
	return q.Asks() || q.Labelled || q.Number >= 0 || q.Markup == article.FrontMatterQuestion
}
