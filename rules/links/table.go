package links

import (
	"path"

	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/site"
)

var table = lint.CorpusSurvey[*dossier]{
	Name:     "site",
	Summary:  "list what kblint believes of a site: its generator, and the URL, aliases and anchors of each article",
	Facts:    dossiers,
	Tabulate: tabulate,
}

// statusWords say why readers do not find a page.
var statusWords = map[site.Status]string{
	site.Draft: "draft", site.Future: "future", site.Expired: "expired", site.NoPage: "no page",
}

func tabulate(c *lint.Corpus[*dossier]) *lint.Table {
	out := &lint.Table{Columns: []string{"path", "url", "status", "lang", "aliases", "anchors"}}
	all := spaces.Of(c)
	for _, space := range all.All() {
		if len(space.Pages) > 0 {
			out.Preface = append(out.Preface, preface(path.Join(c.Site().Root, space.Dir), space.Config))
		}
	}
	for where := range c.All() {
		page := all.Page(where.Site)
		if page == nil {
			continue
		}
		space := all.Of(page)
		address := ""
		if page.Status == site.Published {
			address = space.Address(page.URL)
		}
		aliases := make([]string, 0, len(page.Aliases))
		for _, alias := range page.Aliases {
			aliases = append(aliases, space.Address(alias))
		}
		anchors := append([]string{}, space.IDs(page)...)
		out.Rows = append(out.Rows, []any{where.Path, address, statusWords[page.Status], page.Language, aliases, anchors})
	}
	return out
}

func preface(dir string, c *site.Config) lint.Message {
	generator := c.Generator.String()
	switch {
	case generator == "":
		return lint.Message{Format: "\"%s\" has no site generator that is known: links are looked up as files", Args: []any{dir}}
	case c.File == "":
		return lint.Message{Format: "\"%s\" is a site of %s, as kblint's configuration says", Args: []any{dir, generator}}
	case c.BaseURL == "":
		return lint.Message{Format: "\"%s\" is a site of %s, as \"%s\" says; its address is not known", Args: []any{dir, generator, c.File}}
	default:
		return lint.Message{Format: "\"%s\" is a site of %s, as \"%s\" says, at %s", Args: []any{dir, generator, c.File, c.BaseURL}}
	}
}
