package site

import (
	"path"

	"github.com/kblint/kblint/internal/article"
)

// plain is a folder of files that people read as they are, on GitHub or in an editor. It also stands in
// for generators that are not known: then a URL path may be that of a page without its extension.
type plain struct{ *Config }

func (plain) survey([]*Page) {}

func (plain) route(p *Page) {
	p.URL = "/" + p.rel
	_, p.Language = article.CutLanguage(path.Base(p.rel))
}

func (r plain) serves(string) bool { return false }

func (r plain) elsewhere(from *Page, name string) []string {
	if r.Generator == Plain {
		return nil
	}
	// The page of a/b.md may be at /a/b/.
	return []string{path.Join(path.Dir(from.rel), stemOf(from.rel), name)}
}

// stemOf is the name of a file without its extension.
func stemOf(name string) string {
	base := path.Base(name)
	return base[:len(base)-len(path.Ext(base))]
}
