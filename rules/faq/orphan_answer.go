package faq

import (
	"github.com/kblint/kblint/internal/lint"
)

var orphanAnswer = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{
		ID:       "faq/orphan-answer",
		Summary:  "An answer in a FAQ follows a question.",
		Severity: lint.Error,
	},
	Check: checkOrphanAnswer,
}

func checkOrphanAnswer(p *lint.Pass, _ lint.None) {
	for _, f := range p.FAQs() {
		for _, at := range f.Orphans {
			p.Report(at, "this answer has no question; put its question before it, or remove it")
		}
	}
}
