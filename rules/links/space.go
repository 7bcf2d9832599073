package links

import (
	"strings"

	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/site"
)

// spaces are the URL spaces of all sites below the content root.
var spaces = &lint.Derived[*dossier, *site.Spaces]{Derive: func(c *lint.Corpus[*dossier]) *site.Spaces {
	var entries []site.Entry
	for where, d := range c.All() {
		entries = append(entries, site.Entry{Path: where.Site, Address: where.Path, Source: d.Page})
	}
	of := c.Site()
	all := site.NewSpaces(of.Configs, of.Files, c.Today(), entries)
	full := map[*site.Space][]string{}
	for where, d := range c.All() {
		if page := all.Page(where.Site); page != nil {
			space := all.Of(page)
			for i := range d.Links {
				if strings.Contains(d.Links[i].URL, "://") {
					full[space] = append(full[space], d.Links[i].URL)
				}
			}
		}
	}
	for space, addresses := range full {
		space.LearnBase(addresses)
	}
	return all
}}

// visit is a link of an article that is linted, with where it leads.
type visit struct {
	where  lint.Place
	space  *site.Space
	from   *site.Page
	link   *link
	target site.Target
}

// visits are the links of the articles that are linted of which any rule may have something to say, resolved
// once for all rules.
var visits = &lint.Derived[*dossier, []visit]{Derive: func(c *lint.Corpus[*dossier]) []visit {
	all := spaces.Of(c)
	var out []visit
	for where, d := range c.Asked() {
		page := all.Page(where.Site)
		if page == nil {
			continue
		}
		space := all.Of(page)
		for i := range d.Links {
			l := &d.Links[i]
			if isMistaken(l.URL) {
				continue // links/malformed says what is wrong
			}
			t := space.Resolve(page, site.Link{URL: l.URL, Template: l.Template, Image: l.Image})
			if _, _, isHost := bareHost(l.URL); isHost && t.Outcome == site.Missing {
				continue
			}
			// The most lead to pages, and nothing is to be said of those.
			if t.Outcome == site.Missing || t.Outcome == site.Found && (t.Alias || t.Page == page || t.Fragment != "") {
				out = append(out, visit{where, space, page, l, t})
			}
		}
	}
	return out
}}
