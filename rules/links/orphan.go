package links

import (
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/site"
)

var orphan = lint.CorpusRule[lint.None, *dossier]{
	Meta: lint.Meta{
		ID:       "links/orphan",
		Summary:  "Another article, a menu or a section page links to each article.",
		Severity: lint.Hint,
		OptIn:    true,
	},
	Facts: dossiers,
	Judge: judgeOrphan,
}

func judgeOrphan(c *lint.Corpus[*dossier], _ lint.None) {
	linked := linkedPages(c)
	all := spaces.Of(c)
	for where, d := range c.Asked() {
		page := all.Page(where.Site)
		if page == nil || page.Status != site.Published || page.URL == "" || linked[page] || where.Address.Landing || d.Menu {
			continue
		}
		c.Report(where, d.At, "no other article links to this one, nor does a menu, so readers find it by searching only; link to it from where they would look")
	}
}

// linkedPages are the pages that other articles or menus link to.
func linkedPages(c *lint.Corpus[*dossier]) map[*site.Page]bool {
	linked := map[*site.Page]bool{}
	all := spaces.Of(c)
	for where, d := range c.All() {
		from := all.Page(where.Site)
		if from == nil {
			continue
		}
		space := all.Of(from)
		for i := range d.Links {
			l := &d.Links[i]
			t := space.Resolve(from, site.Link{URL: l.URL, Template: l.Template, Image: l.Image})
			if t.Outcome == site.Found && t.Page != nil && t.Page != from {
				linked[t.Page] = true
			}
		}
	}
	for _, space := range all.All() {
		for _, p := range space.InMenus() {
			linked[p] = true
		}
	}
	return linked
}
