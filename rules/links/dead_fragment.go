package links

import (
	"slices"

	"github.com/kblint/kblint/internal/lint"
)

var deadFragment = lint.CorpusRule[lint.None, *dossier]{
	Meta: lint.Meta{
		ID:       "links/dead-fragment",
		Summary:  "A link to a part of a page on another site leads to an anchor that the page has.",
		Severity: lint.Warning,
	},
	Facts: dossiers,
	Judge: judgeAnswers(reportLost),
}

func reportLost(c *lint.Corpus[*dossier], e *external) {
	if slices.Contains(e.answer.Lost, e.fragment) {
		c.Report(e.where, e.link.Span, "the page has no anchor \"%s\" any more, so that readers who follow \"%s\" land at its top; correct what follows \"#\"", quoted(e.fragment), e.shown())
	}
}
