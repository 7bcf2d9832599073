package site

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"golang.org/x/text/unicode/norm"

	"github.com/kblint/kblint/internal/site/script"
	"github.com/kblint/kblint/internal/site/slug"
)

// astro makes the URLs of Astro, as of version 5, and of Starlight, as of version 0.37:
// packages/astro/src/core/routing/manifest and src/content/loaders/glob.ts of github.com/withastro/astro,
// packages/starlight/utils/routing/index.ts and utils/slugs.ts of github.com/withastro/starlight.
type astro struct {
	*Config

	src       string // the folder of all that is made into pages
	format    string // "directory", "file" or "preserve"
	slash     string // "always", "never" or "ignore"
	starlight string // the name by which the configuration calls Starlight
	rewriting bool   // a plugin may turn links to files into links to pages

	collections []contentFolder
	locales     []locale
	usual       string            // the key of the language that stands in for all others; "" if none does
	fallbacks   map[string]string // the language that stands in for another, both by their folders
	redirects   script.Value
	moved       map[string][]string // the paths that lead on to a page, by its urlKey
	made        map[string]bool     // by urlKey, of pages and files that are no articles
	unknown     []*regexp.Regexp    // of urlKeys whose pages are made by programs
	showsDrafts bool                // a draft mark of an article means nothing

	ids    map[string]string   // of the articles of collections, by path relative to the site's folder
	copies map[string][]string // the ids under which they stand in for others, likewise
}

// contentFolder is a folder of articles that a program makes pages of.
type contentFolder struct {
	dir      string
	patterns []string // of the articles' names; none for all
	prefix   string   // of the URLs, with slashes at both ends
	vague    bool     // how URLs are made of names cannot be known
	strict   bool     // folders whose names begin with "_" are left out
}

// locale is a language of a site.
type locale struct {
	key    string // in the configuration
	folder string // of its URLs, "" for the top
	lang   string
}

func (a *astro) survey(pages []*Page) {
	a.redirect()
	a.ids, a.copies = map[string]string{}, map[string][]string{}
	published := map[string]bool{}
	for _, p := range pages {
		c, ok := a.collectionOf(p.rel)
		if !ok || c.vague {
			continue
		}
		id := c.prefix[1:] + a.idOf(&c, p)
		a.ids[p.rel] = id
		if a.showsDrafts || p.Source.text("draft") != "true" {
			published[id] = true
		}
	}
	if a.Generator != Starlight || a.usual == "" {
		return
	}
	for rel, id := range a.ids {
		if a.localeOf(id).key == a.usual {
			a.copies[rel] = a.copiesOf(id, published)
		}
	}
}

// redirect notes which paths lead on to others. Those that they lead to have the base of the site in front.
func (a *astro) redirect() {
	for _, m := range a.redirects.Members {
		if strings.Contains(m.Key, "[") {
			a.unknown = append(a.unknown, routePattern(m.Key))
			continue
		}
		a.made[urlKey(m.Key)] = true
		to, ok := m.Value.Str()
		if !ok {
			to, ok = m.Value.At("destination").Str()
		}
		to, _, _ = strings.Cut(to, "#")
		if rest, isOwn := strings.CutPrefix(to+"/", a.base()); ok && isOwn {
			key := urlKey("/" + rest)
			a.moved[key] = append(a.moved[key], m.Key)
		}
	}
}

// copiesOf are the ids under which an article of the usual language stands in for those that others lack.
func (a *astro) copiesOf(id string, published map[string]bool) []string {
	var out []string
	for i := range a.locales {
		if a.locales[i].key == a.usual {
			continue
		}
		if copied := moveTo(a.localeOf(id).folder, a.locales[i].folder, id); !published[copied] {
			out = append(out, copied)
		}
	}
	return out
}

// moveTo is an id in the folder of another language.
func moveTo(from, to, id string) string {
	return strings.Trim(path.Join(to, strings.TrimPrefix(strings.TrimPrefix(id, from), "/")), "/")
}

// localeOf is the language of an id or a URL path by its first folder.
func (a *astro) localeOf(id string) locale {
	root := locale{}
	for _, l := range a.locales {
		if l.folder == "" {
			root = l
		} else if _, ok := cutFolder(id, l.folder); ok {
			return l
		}
	}
	return root
}

// collectionOf is the collection that an article belongs to.
func (a *astro) collectionOf(rel string) (c contentFolder, ok bool) {
	for _, c := range a.collections {
		name, inside := below(c.dir, rel)
		if !inside {
			continue
		}
		isOne := c.takes(name)
		return c, isOne
	}
	return c, false
}

// takes reports whether an article is one of the collection.
func (c *contentFolder) takes(name string) bool {
	parts := strings.Split(name, "/")
	for i, part := range parts {
		if strings.HasPrefix(part, ".") || part == "node_modules" {
			return false
		}
		if strings.HasPrefix(part, "_") && (c.strict || i == len(parts)-1 && len(c.patterns) == 0) {
			return false
		}
	}
	return len(c.patterns) == 0 || c.matches(name)
}

// matches reports whether a name is one that the patterns take.
func (c *contentFolder) matches(name string) bool {
	taken := false
	for _, pattern := range c.patterns {
		inverse, negated := strings.CutPrefix(pattern, "!")
		if ok, err := doublestar.Match(strings.TrimPrefix(inverse, "./"), name); ok && err == nil {
			if negated {
				return false
			}
			taken = true
		}
	}
	return taken
}

// idOf is the id of an article: its slug, or its path as slugs are written. That of an index is its folder's.
func (a *astro) idOf(c *contentFolder, p *Page) string {
	id := p.Source.text("slug")
	if id == "" {
		name, _ := below(c.dir, p.rel)
		id = slugOfPath(name)
	}
	if id == "index" {
		return ""
	}
	return strings.Trim(norm.NFC.String(strings.TrimSuffix(id, "/index")), "/")
}

// slugOfPath is a path as slugs are written, without its extension.
func slugOfPath(name string) string {
	parts := strings.Split(strings.TrimSuffix(name, path.Ext(name)), "/")
	for i, part := range parts {
		parts[i] = slug.New(slug.GitHub).Of(slug.Heading{Text: part})
	}
	return strings.Join(parts, "/")
}

func (a *astro) route(p *Page) {
	if name, ok := below(path.Join(a.src, "pages"), p.rel); ok {
		a.routePage(p, name)
		return
	}
	c, ok := a.collectionOf(p.rel)
	switch id, isKnown := a.ids[p.rel]; {
	case ok && isKnown:
		a.settle(p, "/"+id, false)
		for _, copied := range a.copies[p.rel] {
			p.Also = append(p.Also, a.addresses("/"+copied, false)...)
		}
	case ok && c.vague:
	case a.isContent(p.rel) && !strings.HasPrefix(path.Base(p.rel), "_"):
		// A program may make a page of it, no one knows where.
	default:
		p.Status = NoPage
	}
}

// isContent reports whether an article lies where collections do that nothing is known of.
func (a *astro) isContent(rel string) bool {
	_, ok := below(path.Join(a.src, "content"), rel)
	return ok && !slices.ContainsFunc(a.collections, func(c contentFolder) bool {
		_, inside := below(c.dir, rel)
		return inside
	})
}

// routePage routes an article that is a page by its place.
func (a *astro) routePage(p *Page, name string) {
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, "_") || strings.HasPrefix(part, ".") && part != ".well-known" || strings.Contains(part, "[") {
			p.Status = NoPage
			return
		}
	}
	stem := strings.TrimSuffix(name, path.Ext(name))
	isIndex := path.Base(stem) == "index"
	if isIndex {
		stem = strings.TrimSuffix(path.Dir(stem), ".")
	}
	a.settle(p, "/"+norm.NFC.String(stem), isIndex)
}

// settle gives a page the URL that is made of a path.
func (a *astro) settle(p *Page, stem string, isIndex bool) {
	addresses := a.addresses(stem, isIndex)
	p.URL, p.Also = addresses[0], addresses[1:]
	p.Aliases = a.moved[urlKey(stem)]
	if len(a.Languages) > 0 {
		p.Language = a.localeOf(stem).lang
	}
	for from, to := range a.fallbacks {
		if a.localeOf(stem).folder == to {
			copied := path.Join("/", from, strings.TrimPrefix(strings.TrimPrefix(stem, "/"), to))
			p.Also = append(p.Also, a.addresses(copied, isIndex)...)
		}
	}
}

// addresses are the URL that is made of a path, and others by which its page is found.
func (a *astro) addresses(stem string, isIndex bool) []string {
	switch {
	case stem == "/":
		return []string{stem}
	case a.format == "file", a.format == "preserve" && !isIndex, stem == "/404", stem == "/500":
		return []string{stem + ".html", stem}
	case a.slash == "never":
		return []string{stem}
	default:
		return []string{stem + "/"}
	}
}

func (a *astro) serves(urlPath string) bool {
	key := urlKey(urlPath)
	if strings.HasPrefix(key, "/sitemap") || strings.HasSuffix(key, "/rss.xml") {
		return true
	}
	if slices.ContainsFunc(a.keys(key), func(key string) bool { return a.made[key] }) || usualFiles[path.Base(key)] && strings.Count(key, "/") == 1 {
		return true
	}
	for _, folder := range []string{"pagefind", "_astro", "_image"} {
		if _, ok := cutFolder(key, folder); ok {
			return true
		}
	}
	return false
}

// keys are a urlKey and that of the page which stands in for it in another language.
func (a *astro) keys(key string) []string {
	out := []string{key}
	for from, to := range a.fallbacks {
		if rest, ok := cutFolder(key, from); ok {
			out = append(out, urlKey(path.Join(to, rest)))
		}
	}
	return out
}

func (a *astro) elsewhere(*Page, string) []string { return nil }

// link looks a link up as browsers do: Astro leaves it as it is written.
func (a *astro) link(s *Space, from *Page, name string, image bool) Target {
	if image || from.Status == NoPage || from.URL == "" {
		t := s.plainly(from, name)
		if t.Outcome == Missing && !image && t.Reason != LetterCase {
			return Target{}
		}
		return t
	}
	return a.look(s, from, name)
}

func (a *astro) look(s *Space, from *Page, name string) Target {
	wanted := name
	if name[0] != '/' {
		dir := from.URL
		if !strings.HasSuffix(dir, "/") {
			dir = path.Dir(dir)
		}
		wanted = path.Join(dir, name)
	}
	if t, ok := s.served(from, wanted); ok {
		return t
	}
	for _, spelling := range append(s.spellings(nil, wanted), wanted) {
		if file, ok := s.staticPage(spelling); ok {
			return Target{Outcome: Found, File: file}
		}
		for _, key := range a.keys(urlKey(spelling)) {
			if matches(a.unknown, key) {
				return Target{}
			}
		}
	}
	if name[0] == '/' {
		return a.lost(s, from, name)
	}
	return a.lostRelative(s, from, name, wanted)
}

// lost looks up a path from the top that leads to no page.
func (a *astro) lost(s *Space, from *Page, name string) Target {
	inner, isOwn := strings.CutPrefix(name+"/", s.basePath)
	if isOwn {
		name = "/" + strings.TrimSuffix(inner, "/")
	}
	t := s.plainly(from, name)
	switch {
	case t.Outcome == Missing && !isOwn:
		return Target{} // another site has the top of the host
	case t.Outcome == Found && isArticle(name):
		return Target{} // a plugin may make a link to the page of it
	default:
		return t
	}
}

// lostRelative looks up a path from a page that leads to no page. If it is right when it is read as that of a
// file, a plugin may make it so; where none can, readers are led astray.
func (a *astro) lostRelative(s *Space, from *Page, name, wanted string) Target {
	here := path.Join(path.Dir(from.rel), name)
	if !isInside(path.Join(s.Dir, here)) {
		return s.missingOutside(from, name, wanted)
	}
	t, ok := s.file(from, here)
	if !ok && !isArticle(name) {
		// The slash at the end of a page's address may be left away by readers.
		for _, dir := range browsed(from.URL) {
			if t, ok = s.served(from, path.Join(dir, name)); ok {
				break
			}
		}
	}
	isLed := a.slash != "never" && a.format == "directory" && !a.rewriting
	switch {
	case ok && t.Page != nil && t.Outcome == Found && t.Page.URL != "" && !isArticle(name) && isLed:
		return Target{Outcome: Missing, Page: t.Page, Reason: Alike}
	case ok && t.Outcome != Missing:
		return Target{}
	case ok:
		return t
	}
	return s.missingRelative(from, name, here)
}

// missingOutside is missing for a path that leads out of the content root when it is read as that of a file.
func (s *Space) missingOutside(from *Page, name, wanted string) Target {
	if strings.Contains(name, ".md") || isFile(name) {
		return Target{}
	}
	return s.missing(from, wanted)
}

// pageFiles are the extensions of what Astro makes pages of by their places.
var pageFiles = set(".astro", ".md", ".mdx", ".markdown", ".mdown", ".mkdn", ".mkd", ".mdwn", ".html")

// places walks the folder of pages: what is made of each file that is no article.
func (a *astro) places(dir fs.FS) {
	root := path.Join(a.src, "pages")
	isHidden := func(name string) bool {
		base := path.Base(name)
		return strings.HasPrefix(base, "_") || strings.HasPrefix(base, ".") && base != ".well-known"
	}
	walkFiles(dir, root, isHidden, func(name string) {
		if rel, ok := below(root, name); ok && !isHidden(name) {
			a.place(dir, name, rel)
		}
	})
}

// place notes what is made of a file in the folder of pages.
func (a *astro) place(dir fs.FS, name, rel string) {
	ext := path.Ext(rel)
	stem := strings.TrimSuffix(rel, ext)
	isPage := pageFiles[ext]
	if !isPage && ext != ".ts" && ext != ".js" {
		return
	}
	if path.Base(stem) == "index" {
		stem = strings.TrimSuffix(path.Dir(stem), ".")
	}
	if !strings.Contains(stem, "[") {
		a.made[urlKey("/"+stem)] = !isArticle(rel)
		return
	}
	if isPage && a.collected(dir, name, stem) {
		return
	}
	a.unknown = append(a.unknown, routePattern(stem))
}

// routeParameter is a part of a route that a program fills in, "[...x]" for several folders.
var routeParameter = regexp.MustCompile(`/?\[(\.{3})?[^\[\]]*\]`)

// routePattern is the expression of the URL keys of a route.
func routePattern(route string) *regexp.Regexp {
	route = "/" + strings.Trim(route, "/")
	var b strings.Builder
	b.WriteString("^")
	last := 0
	for _, at := range routeParameter.FindAllStringSubmatchIndex(route, -1) {
		b.WriteString(regexp.QuoteMeta(route[last:at[0]]))
		opening := ""
		if route[at[0]] == '/' {
			opening = "/"
		}
		if at[2] >= 0 {
			b.WriteString("(?:" + opening + ".*)?")
		} else {
			b.WriteString(opening + "[^/]+")
		}
		last = at[1]
	}
	b.WriteString(regexp.QuoteMeta(route[last:]) + "/?$")
	return regexp.MustCompile(b.String())
}
