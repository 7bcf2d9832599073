package links

import (
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/site"
)

var lostURL = lint.CorpusRule[lint.None, *dossier]{
	Meta: lint.Meta{
		ID:       "links/lost-url",
		Summary:  "An address that readers had before a change leads somewhere after it.",
		Severity: lint.Error,
	},
	Facts: dossiers,
	Judge: judgeLostURL,
}

func judgeLostURL(c *lint.Corpus[*dossier], _ lint.None) {
	before, ok := c.Before()
	if !ok {
		return
	}
	today := map[string]*present{}
	for where, d := range c.All() {
		today[where.Path] = &present{where, d}
	}
	now, then := spaces.Of(c), spaces.Of(before)
	for where, d := range before.All() {
		old := then.Page(where.Site)
		if old == nil || old.URL == "" || old.Status != site.Published {
			continue
		}
		space := spaceIn(now, then.Of(old).Dir)
		if space == nil {
			continue
		}
		lost := lostAddress{space: space, toml: d.TOML}
		at, still := today[c.Moved(where.Path)]
		if !still {
			at = &present{where, d}
		} else if page := now.Page(at.place.Site); page != nil && page.URL != "" && page.Status == site.Published {
			lost.page, lost.toml = page, at.dossier.TOML
		}
		lost.report(c, at, old)
	}
}

// present is an article as it is now, or as it was where it is gone.
type present struct {
	place   lint.Place
	dossier *dossier
}

// spaceIn is the space of the site in a folder, nil if there is none any more.
func spaceIn(all *site.Spaces, dir string) *site.Space {
	spaces := all.All()
	i := slices.IndexFunc(spaces, func(s *site.Space) bool { return s.Dir == dir })
	if i < 0 {
		return nil
	}
	return spaces[i]
}

// lostAddress is an address that leads nowhere since a change.
type lostAddress struct {
	space *site.Space
	page  *site.Page // where the article is now, nil if it is gone
	old   string
	toml  bool // the front matter is written so
}

// report reports the address of a page that leads nowhere, and its aliases that do.
func (l *lostAddress) report(c *lint.Corpus[*dossier], at *present, old *site.Page) {
	moved := !l.space.Leads(old.URL)
	if moved {
		l.old = l.space.Address(old.URL)
		l.tell(c, at)
	}
	for _, alias := range old.Aliases {
		if !l.inFrontMatter() || l.space.Leads(alias) {
			continue
		}
		l.old = l.space.Address(alias)
		if l.page == nil || moved {
			l.tell(c, at)
		} else {
			c.Report(at.place, at.dossier.At, "readers of \"%s\" find nothing since it leads to this article no more; put \"%s\" back into its front matter", l.old, l.remedy(l.space.Address(l.page.URL)))
		}
	}
}

// tell reports one address of an article that is gone or has another now.
func (l *lostAddress) tell(c *lint.Corpus[*dossier], at *present) {
	if l.page == nil {
		c.Report(at.place, at.dossier.At, l.gone(), l.old, l.remedy("the new address"))
		return
	}
	address := l.space.Address(l.page.URL)
	c.Report(at.place, at.dossier.At, l.moved(), l.old, address, l.remedy(address))
}

// inFrontMatter reports whether the generator takes redirects from the front matter of the article that they lead
// to.
func (l *lostAddress) inFrontMatter() bool {
	return l.space.Generator == site.Hugo || l.space.Generator == site.Jekyll
}

// gone is the message for an article that has no address any more.
func (l *lostAddress) gone() string {
	if l.inFrontMatter() {
		return "readers of \"%s\" find nothing since this article is gone; put \"%s\" into the front matter of the article that takes its place"
	}
	return "readers of \"%s\" find nothing since this article is gone; redirect them to the article that takes its place: %s"
}

// moved is the message for an article that has another address now.
func (l *lostAddress) moved() string {
	if l.inFrontMatter() {
		return "readers of \"%s\" find nothing since this article moved to \"%s\"; put \"%s\" into its front matter"
	}
	return "readers of \"%s\" find nothing since this article moved to \"%s\"; redirect them: %s"
}

// remedy is the very line that leads readers on, as the generator of the site, or else its host, reads it.
func (l *lostAddress) remedy(to string) string {
	switch l.space.Generator {
	case site.Hugo:
		if l.toml {
			return "aliases = [\"" + l.old + "\"]"
		}
		return "aliases: [" + l.old + "]"
	case site.Jekyll:
		return "redirect_from: " + l.old
	case site.Docusaurus:
		return "{from: '" + strings.TrimSuffix(l.old, "/") + "', to: '" + to + "'} in the redirects of @docusaurus/plugin-client-redirects"
	case site.Astro:
		return "'" + l.old + "': '" + to + "' in the redirects of astro.config.mjs"
	case site.MkDocs:
		return "'" + pageFile(l.old) + "': '" + pageFile(to) + "' in the redirect_maps of mkdocs-redirects"
	default:
		return "\"" + l.old + " " + to + " 301\" in _redirects, or the like of your host"
	}
}

// pageFile is the file that MkDocs makes a page of, as far as its address tells.
func pageFile(address string) string {
	name := strings.Trim(address, "/")
	if name == "" {
		return "index.md"
	}
	return strings.TrimSuffix(name, ".html") + ".md"
}
