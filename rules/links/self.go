package links

import (
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/site"
)

var self = lint.CorpusRule[lint.None, *dossier]{
	Meta: lint.Meta{
		ID:       "links/self",
		Summary:  "An article does not link to itself as if it were another.",
		Severity: lint.Hint,
	},
	Facts: dossiers,
	Judge: judgeSelf,
}

func judgeSelf(c *lint.Corpus[*dossier], _ lint.None) {
	for _, v := range visits.Of(c) {
		if !v.isSelf() || v.target.Fragment != "" || v.link.Image {
			continue // with a fragment it leads to a place in the article
		}
		if v.target.Outcome == site.Missing {
			c.Report(v.where, v.link.Span, "\"%s\" is meant to be this article itself, whose address is \"%s\"; take the link out", v.link.written(), v.space.Address(v.from.URL))
			continue
		}
		c.Report(v.where, v.link.Span, "\"%s\" is the address of this article itself, so readers who follow it stay where they are; take the link out", v.link.written())
	}
}

// isSelf reports whether a link leads to its own article, or is meant to.
func (v *visit) isSelf() bool {
	if v.target.Page != v.from || v.link.URL[0] == '#' || v.link.URL[0] == '?' {
		return false
	}
	return v.target.Outcome == site.Found || v.target.Reason == site.NamedSo
}
