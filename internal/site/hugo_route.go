package site

import (
	"path"
	"slices"
	"strings"
)

// hugoPath is where an article lies for Hugo: its path below its folder of articles, normalised as URLs
// are, and cut.
type hugoPath struct {
	dir      string // "/posts", "/" for the top
	base     string // the name without extension and language
	language string
	ext      string
}

// locate cuts the path of an article; ok is false for one that Hugo does not read.
func (h *hugo) locate(rel string) (at hugoPath, ok bool) {
	mount, name, ok := h.mountOf(rel)
	if !ok {
		return at, false
	}
	for _, re := range h.ignored {
		if re.MatchString(name) || re.MatchString(rel) {
			return at, false
		}
	}
	name = strings.TrimSuffix(mount.Base, "/") + "/" + name
	dir, file := path.Split(name)
	at = hugoPath{dir: path.Clean(dir), ext: path.Ext(file), language: mount.Language}
	if at.ext == ".mdx" {
		return at, false // to Hugo it is no article
	}
	at.base = strings.TrimSuffix(file, at.ext)
	if stem, suffix, found := cutLast(at.base); found && slices.Contains(h.Languages, strings.ToLower(suffix)) {
		at.base, at.language = stem, strings.ToLower(suffix)
	}
	if at.language == "" && len(h.Languages) > 0 {
		at.language = h.Languages[0]
	}
	return at, true
}

// normal is a path as Hugo keeps it: in lower case, with hyphens for blanks.
func (h *hugo) normal(name string) string {
	if !h.lower {
		return name
	}
	return strings.ReplaceAll(strings.ToLower(name), " ", "-")
}

func (h *hugo) survey(pages []*Page) {
	h.bundles, h.sections, h.lists = map[string]bool{}, map[string]*Page{}, map[string]bool{}
	for _, p := range pages {
		at, ok := h.locate(p.rel)
		switch {
		case !ok:
		case at.base == "index":
			h.bundles[path.Dir(p.rel)] = true
		case at.base == "_index":
			h.sections[at.language+at.dir] = p
		}
	}
	for _, p := range pages {
		if at, ok := h.locate(p.rel); ok && !h.isResource(p, at) {
			h.listsOf(p, at)
		}
	}
	for _, language := range append([]string{""}, h.Languages...) {
		h.lists[urlKey(h.prefix(language)+"/")] = true
		for _, plural := range h.taxonomies {
			h.lists[urlKey(h.prefix(language)+h.sanitized("/"+plural))] = true
		}
	}
}

// listsOf notes the lists on which an article stands, whether or not an article makes their pages: its
// section, and its terms.
func (h *hugo) listsOf(p *Page, at hugoPath) {
	prefix := h.prefix(at.language)
	if section := h.sectionOf(at); section != "" {
		h.lists[urlKey(prefix+h.sanitized("/"+section))] = true
	}
	for key, plural := range h.taxonomies {
		for _, term := range p.Source.values(key) {
			h.lists[urlKey(prefix+h.termURL(plural, term))] = true
		}
	}
}

// termURL is the path of the page of a term.
func (h *hugo) termURL(plural, term string) string {
	name := h.sanitized(strings.ReplaceAll(term, "/", "-"))
	if pattern, ok := h.termly[plural]; ok {
		for _, token := range []string{":slug", ":title", ":contentbasename", ":slugorcontentbasename", ":filename"} {
			pattern = strings.ReplaceAll(pattern, token, name)
		}
		if !strings.Contains(pattern, ":") {
			return pattern
		}
	}
	return h.sanitized("/"+plural) + "/" + name
}

func (h *hugo) isResource(p *Page, at hugoPath) bool {
	dir := path.Dir(p.rel)
	if at.base == "index" {
		dir = path.Dir(dir)
	}
	for {
		if h.bundles[dir] {
			return !slices.ContainsFunc(h.Content, func(m Mount) bool { return m.Dir == dir })
		}
		if dir == "." || dir == "/" {
			return false
		}
		dir = path.Dir(dir)
	}
}

// sectionOf is the first folder of an article, "" at the top. A leaf bundle at the top is in none.
func (h *hugo) sectionOf(at hugoPath) string {
	dir := strings.Trim(at.dir, "/")
	if at.base == "index" {
		dir = strings.Trim(path.Dir(at.dir), "/")
	}
	first, _, _ := strings.Cut(dir, "/")
	if first == "." {
		return ""
	}
	return h.normal(first)
}

// prefix is the folder of a language, "" for that which has none.
func (h *hugo) prefix(language string) string {
	if len(h.Languages) == 0 || language == "" || language == h.Languages[0] && !h.subdir {
		return ""
	}
	return "/" + language
}

func (h *hugo) route(p *Page) {
	at, ok := h.locate(p.rel)
	if !ok || h.isResource(p, at) || h.isHidden(p) {
		p.Status = NoPage
		return
	}
	if len(h.Languages) > 0 {
		p.Language = at.language
	}
	p.URL = h.url(p, at)
	for _, alias := range p.Source.values("aliases") {
		p.Aliases = append(p.Aliases, h.alias(p, at, alias))
		if prefix := h.prefix(at.language); prefix != "" && strings.HasPrefix(alias, prefix+"/") {
			p.older = append(p.older, alias) // before version 0.123 the folder of the language had to be written
		}
	}
}

// alias is the path of an alias: relative ones are beside the page.
func (h *hugo) alias(p *Page, at hugoPath, alias string) string {
	if strings.HasPrefix(alias, "/") {
		alias = h.prefix(at.language) + path.Clean(alias)
	} else {
		alias = path.Join(path.Dir(strings.TrimSuffix(p.URL, "/")), alias)
	}
	if h.isUgly(at) && !strings.HasSuffix(alias, ".html") {
		alias += ".html"
	}
	return alias
}

// isHidden reports whether the front matter keeps a page from being made.
func (h *hugo) isHidden(p *Page) bool {
	render := p.Source.text("build.render", "_build.render")
	return p.Source.text("headless") == "true" || render == "never" || render == "false" || render == "link"
}

// url is the path of a page's URL.
func (h *hugo) url(p *Page, at hugoPath) string {
	prefix := h.prefix(at.language)
	if set := p.Source.text("url"); set != "" {
		return h.setURL(p, at, set, prefix)
	}
	isSection := at.base == "_index"
	var els string
	switch pattern, permalink := h.pattern(at, isSection); {
	case at.dir == "/" && (isSection || at.base == "index"):
		return prefix + "/" + h.index(at)
	case permalink:
		els = path.Clean(h.expand(pattern, p, at))
	case isSection:
		els = h.normal(at.dir)
	case at.base == "index":
		els = path.Join(h.normal(path.Dir(at.dir)), h.slugOr(p, h.normal(path.Base(at.dir))))
	default:
		els = path.Join(h.normal(at.dir), h.slugOr(p, h.normal(at.base)))
	}
	els = "/" + strings.Trim(h.sanitized(els), "/")
	if h.isUgly(at) && !isSection {
		return prefix + els + ".html"
	}
	return prefix + strings.TrimSuffix(els, "/") + "/" + h.index(at)
}

// index is the name of the files of lists, where those are not left out of URLs.
func (h *hugo) index(at hugoPath) string {
	if h.isUgly(at) {
		return "index.html"
	}
	return ""
}

// slugOr is the slug of a page, or else its name.
func (h *hugo) slugOr(p *Page, name string) string {
	if slug := p.Source.text("slug"); slug != "" {
		return slug
	}
	return name
}

func (h *hugo) isUgly(at hugoPath) bool {
	ugly, ok := h.ugly[h.sectionOf(at)]
	return ok && ugly || !ok && h.ugly[""]
}

// pattern is the permalink of a page's section.
func (h *hugo) pattern(at hugoPath, isSection bool) (pattern string, ok bool) {
	patterns := h.permalinks
	if isSection {
		patterns = h.sectional
	}
	pattern, ok = patterns[h.sectionOf(at)]
	return pattern, ok && pattern != ""
}

// setURL is the URL that the front matter sets. It is left as it stands.
func (h *hugo) setURL(p *Page, at hugoPath, set, prefix string) string {
	if strings.Contains(set, "://") {
		return ""
	}
	if strings.Contains(set, ":") {
		set = h.expand(set, p, at)
	}
	if !strings.HasPrefix(set, "/") {
		if !strings.HasPrefix("/"+set, prefix+"/") {
			set = prefix + "/" + set
		}
		set = "/" + strings.TrimPrefix(set, "/")
	}
	if strings.Contains(set, "..") {
		set = path.Join("/", set)
	}
	if !strings.HasSuffix(set, "/") && !strings.Contains(set, ".") {
		set += "/"
	}
	return set
}

// madeByHugo are the files that Hugo makes in the folder of any list.
var madeByHugo = set("index.xml", "index.json", "sitemap.xml", "robots.txt", "404.html", "feed.xml", "rss.xml")

func (h *hugo) serves(urlPath string) bool {
	key := urlKey(urlPath)
	if h.lists[key] || madeByHugo[path.Base(key)] {
		return true
	}
	if dir, number := path.Split(key); strings.Trim(number, "0123456789") == "" {
		return strings.HasSuffix(dir, "/page/")
	}
	return false
}

// elsewhere finds what Hugo's own link hook finds: pages by paths below the folder of articles.
func (h *hugo) elsewhere(_ *Page, name string) []string {
	var out []string
	for _, m := range h.Content {
		out = append(out, path.Join(m.Dir, strings.TrimPrefix(name, "/")))
	}
	return out
}
