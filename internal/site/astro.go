package site

import (
	"bytes"
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/site/slug"
)

// astro makes the URLs of Astro 5, and of its documentation theme Starlight.
type astro struct {
	*Config
	settings

	docs    string // the folder of Starlight's articles, "" without Starlight
	pages   string // the folder of pages
	locales []string
	root    string // the locale at the root, "" if each has a folder
	usual   string // the locale that others fall back to
	guess   bool   // a program decides which locales there are
	routes  map[string]bool
	dynamic []string // folders of URLs below which programs make pages
}

// loadAstro reads astro.config.mjs or the like.
func (c *Config) loadAstro(dir fs.FS) {
	a := &astro{Config: c, settings: settings{}, routes: map[string]bool{}}
	c.router = a
	if src, name := readFirst(dir, scriptNames("astro.config")...); name != "" {
		c.File, a.settings = name, readScript(src)
		if bytes.Contains(src, []byte("@astrojs/starlight")) {
			c.Generator = Starlight
		}
	}
	source := folder(cmp.Or(a.text("srcdir"), "src"))
	a.pages = path.Join(source, "pages")
	public := folder(cmp.Or(a.text("publicdir"), "public"))
	c.Static = []Mount{{Dir: public, Base: "/"}}
	c.Content = []Mount{{Dir: a.pages, Base: "/"}}
	c.BaseURL = a.text("site")
	if base := a.text("base"); base != "" && c.BaseURL != "" {
		c.BaseURL = strings.TrimSuffix(c.BaseURL, "/") + "/" + strings.Trim(base, "/")
	}
	if c.Generator == Starlight {
		a.docs = path.Join(source, "content", "docs")
		c.Content = append(c.Content, Mount{Dir: a.docs, Base: "/"})
		a.readLocales()
	} else {
		c.Vague = true // programs make the pages of its collections
	}
	a.readRoutes(dir)
	c.Vague = c.Vague || a.isUnknown("base", "srcdir", "redirects")
}

// readLocales reads what Starlight is told of languages.
func (a *astro) readLocales() {
	list, _ := a.at("integrations").([]any)
	var options settings
	for _, item := range list {
		if made, ok := item.(call); ok && made.name == "starlight" && len(made.args) > 0 {
			options, _ = made.args[0].(settings)
		}
	}
	_, a.guess = options.at("locales").(unknown)
	a.Vague = a.Vague || options == nil
	for name := range options.table("locales") {
		if name == "root" {
			a.root = cmp.Or(options.text("locales.root.lang"), "root")
			continue
		}
		a.locales = append(a.locales, name)
	}
	a.usual = options.text("defaultlocale")
	a.addLanguages()
}

func (a *astro) addLanguages() {
	slices.Sort(a.locales)
	a.locales = slices.Compact(a.locales)
	if a.usual == "" || a.usual == "root" {
		a.usual = a.root
	}
	if len(a.locales) > 0 {
		a.Languages = append([]string{a.usual}, slices.DeleteFunc(slices.Clone(a.locales), func(l string) bool { return l == a.usual })...)
	}
}

// readRoutes finds the routes of pages that are no articles: programs, and redirects.
func (a *astro) readRoutes(dir fs.FS) {
	hidden := func(name string) bool { return strings.HasPrefix(path.Base(name), "_") }
	walkFiles(dir, a.pages, hidden, func(name string) {
		if !hidden(name) {
			rel, _ := below(a.pages, name)
			a.addRoute("/" + strings.TrimSuffix(rel, path.Ext(rel)))
		}
	})
	for from := range a.table("redirects") {
		a.addRoute(from)
	}
	if a.docs != "" { // Starlight's own route makes the rest
		a.dynamic = slices.DeleteFunc(a.dynamic, func(dir string) bool { return dir == "/" })
	}
}

// addRoute notes a route, which may have parameters in brackets.
func (a *astro) addRoute(route string) {
	if at, _, ok := strings.Cut(route, "["); ok {
		a.dynamic = append(a.dynamic, at)
		return
	}
	a.routes[urlKey(strings.TrimSuffix(route, "/index"))] = true
}

// survey takes folders for languages by their names, where the configuration is a program's.
func (a *astro) survey(pages []*Page) {
	if !a.guess {
		return
	}
	for _, p := range pages {
		inner, _ := below(a.docs, p.rel)
		if first, _, nested := strings.Cut(inner, "/"); nested && isLanguage(first) {
			a.locales = append(a.locales, strings.ToLower(first))
		}
	}
	if a.usual == "" && slices.Contains(a.locales, "en") {
		a.usual = "en"
	}
	a.addLanguages()
}

func (a *astro) route(p *Page) {
	if a.docs != "" {
		if inner, ok := below(a.docs, p.rel); ok {
			a.routeDoc(p, inner)
			return
		}
	}
	inner, ok := below(a.pages, p.rel)
	if !ok {
		if a.Generator == Astro && strings.Contains(p.rel, "/content/") {
			return // a program decides where it is shown
		}
		p.Status = NoPage
		return
	}
	stem := strings.TrimSuffix(inner, path.Ext(inner))
	if strings.Contains("/"+stem, "/_") || strings.Contains(stem, "[") {
		p.Status = NoPage
		return
	}
	p.URL = urlFolder(strings.TrimSuffix("/"+stem, "/index"))
}

// routeDoc settles the URL of an article of Starlight.
func (a *astro) routeDoc(p *Page, inner string) {
	if strings.HasPrefix(path.Base(inner), "_") || strings.Contains("/"+inner, "/_") {
		p.Status = NoPage
		return
	}
	parts := strings.Split(strings.TrimSuffix(inner, path.Ext(inner)), "/")
	for i, part := range parts {
		parts[i] = slug.New(slug.GitHub).Of(slug.Heading{Text: part})
	}
	id := strings.Join(parts, "/")
	if set := p.Source.text("slug"); set != "" {
		id = strings.Trim(set, "/")
	}
	id = strings.TrimSuffix("/"+id, "/index")
	p.URL = urlFolder(id)
	if len(a.locales) == 0 {
		return
	}
	first, rest, _ := strings.Cut(strings.Trim(id, "/"), "/")
	if slices.Contains(a.locales, first) {
		p.Language = first
	} else {
		p.Language, rest = a.root, strings.Trim(id, "/")
	}
	if p.Language != a.usual {
		return
	}
	for _, other := range a.locales { // what is not translated is shown in the default language
		if other != a.usual {
			p.Also = append(p.Also, urlFolder(path.Join(other, rest)))
		}
	}
}

func (a *astro) serves(urlPath string) bool {
	key := urlKey(urlPath)
	if a.routes[key] || key == "/404" || key == "/404.html" || strings.HasPrefix(key, "/sitemap") || strings.HasSuffix(key, "/rss.xml") || strings.HasPrefix(key, "/_astro/") {
		return true
	}
	return slices.ContainsFunc(a.dynamic, func(dir string) bool { return strings.HasPrefix(key+"/", dir) })
}

func (a *astro) elsewhere(*Page, string) []string { return nil }
