package links

import (
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/site"
)

var alias = lint.CorpusRule[lint.None, *dossier]{
	Meta: lint.Meta{
		ID:       "links/alias",
		Summary:  "A link within the site gives the address of a page, not one that redirects to it.",
		Severity: lint.Hint,
	},
	Facts: dossiers,
	Judge: judgeAlias,
}

func judgeAlias(c *lint.Corpus[*dossier], _ lint.None) {
	for _, v := range visits.Of(c) {
		if v.target.Outcome != site.Found || !v.target.Alias || v.isSelf() {
			continue
		}
		d := c.Report(v.where, v.link.Span, "\"%s\" only redirects to \"%s\"; link to that", v.link.written(), v.space.Address(v.target.Page.URL))
		if destination, ok := v.rewritten(v.target.Page); ok {
			v.fix(d, destination, true)
		}
	}
}
