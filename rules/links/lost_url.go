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
	places := map[string]lint.Place{} // of today's articles
	dossiers := map[string]*dossier{}
	for where, d := range c.All() {
		places[where.Path], dossiers[where.Path] = where, d
	}
	now, then := spaces.Of(c), spaces.Of(before)
	for where, d := range before.All() {
		old := then.Page(where.Site)
		if old == nil || old.URL == "" || old.Status != site.Published {
			continue
		}
		space := spaceIn(now, then.Of(old).Dir)
		if space == nil || space.Leads(old.URL) {
			continue
		}
		place, still := places[c.Moved(where.Path)]
		lost := lostAddress{space: space, old: space.Address(old.URL), toml: d.TOML}
		if !still {
			c.Report(where, d.At, lost.gone(), lost.old, lost.remedy("the new address"))
			continue
		}
		page, there := now.Page(place.Site), dossiers[place.Path]
		lost.toml = there.TOML
		if page == nil || page.URL == "" {
			c.Report(place, there.At, lost.gone(), lost.old, lost.remedy("the new address"))
			continue
		}
		address := space.Address(page.URL)
		c.Report(place, there.At, lost.moved(), lost.old, address, lost.remedy(address))
	}
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
	old   string
	toml  bool // the front matter is written so
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
