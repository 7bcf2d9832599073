package links

import (
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/site"
)

var lostAnchor = lint.CorpusRule[lint.None, *dossier]{
	Meta: lint.Meta{
		ID:       "links/lost-anchor",
		Summary:  "A heading that other articles link to keeps its anchor through a change.",
		Severity: lint.Warning,
	},
	Facts: dossiers,
	Judge: judgeLostAnchor,
}

// anchorOf is an anchor of a page.
type anchorOf struct {
	page *site.Page
	id   string
}

func judgeLostAnchor(c *lint.Corpus[*dossier], _ lint.None) {
	before, ok := c.Before()
	if !ok {
		return
	}
	lost := map[anchorOf][]*visit{}
	var order []anchorOf
	had := anchorsBefore(c, before)
	found := visits.Of(c)
	for i := range found {
		v := &found[i]
		t := v.target
		if t.Outcome != site.Found || t.Page == nil || t.Page == v.from || t.Fragment == "" {
			continue
		}
		if !v.space.Anchor(t.Page, t.Fragment).Missing || !had(t.Page, t.Fragment) {
			continue
		}
		key := anchorOf{t.Page, t.Fragment}
		if lost[key] == nil {
			order = append(order, key)
		}
		lost[key] = append(lost[key], v)
	}
	if len(order) == 0 {
		return
	}
	today := map[string]present{} // by the path of their page
	for where, d := range c.All() {
		today[where.Site] = present{where, d}
	}
	for _, key := range order {
		links, at := lost[key], today[key.page.Path]
		c.Report(at.place, at.dossier.At, "the anchor \"%s\" is gone since this change, but links from elsewhere lead to it (%d); give the heading that took its place this id, or correct the links", key.id, len(links)).
			RelateIn(links[0].where, links[0].link.Span, "one of them stands here")
	}
}

// anchorsBefore tells whether a page of today had an anchor before the change.
func anchorsBefore(c, before *lint.Corpus[*dossier]) func(*site.Page, string) bool {
	then := spaces.Of(before)
	was := map[string]*site.Page{} // by the present path of the article
	for where := range before.All() {
		if page := then.Page(where.Site); page != nil {
			was[c.Moved(where.Path)] = page
		}
	}
	return func(now *site.Page, id string) bool {
		old := was[now.Address]
		return old != nil && !then.Of(old).Anchor(old, id).Missing
	}
}
