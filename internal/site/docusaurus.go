package site

import (
	"cmp"
	"path"
	"strings"
)

// docusaurus makes the URLs of Docusaurus 3: packages docusaurus-plugin-content-docs, -blog and -pages.
type docusaurus struct {
	*Config

	docs, blogs []contentPlugin
	routes      map[string]bool // urlKeys that are no article's
	indexes     []string        // folders of URLs with lists that categories make
	redirects   map[string][]string
}

// contentPlugin is an instance of a plugin that makes pages of a folder.
type contentPlugin struct {
	id, dir  string // dir relative to the site's folder
	route    string // with slashes at both ends
	noPrefix bool   // numbers in front of names stay
	versions []string
	last     string            // the version without a folder in its URLs
	paths    map[string]string // the folders of versions in URLs, where they are set
}

func (d *docusaurus) survey([]*Page) {}

func (d *docusaurus) route(p *Page) {
	if strings.HasPrefix(path.Base(p.rel), "_") || strings.Contains(p.rel, "/_") {
		p.Status = NoPage
		return
	}
	rel, plugin, instance, locale := d.localized(p.rel)
	if len(d.Languages) > 0 {
		p.Language = cmp.Or(locale, d.Languages[0])
	}
	var at string
	switch {
	case plugin == "blog" || plugin == "" && d.isIn(d.blogs, rel) != nil:
		at = d.blogURL(p, rel, d.instance(d.blogs, instance, rel))
	case plugin == "pages" || plugin == "" && strings.HasPrefix(rel, "src/pages/"):
		at = pageURL(strings.TrimPrefix(rel, "src/pages/"))
	default:
		at = d.docURL(p, rel, instance)
	}
	if at == "" {
		p.Status = NoPage
		return
	}
	if set := p.Source.text("slug"); plugin == "pages" && set != "" {
		at = set
	}
	p.URL = d.prefix(locale) + at
	p.Aliases = d.redirects[urlKey(p.URL)]
	if locale == "" { // what is not translated is shown in the default language
		for _, other := range d.Languages[min(1, len(d.Languages)):] {
			p.Also = append(p.Also, "/"+other+at)
		}
	}
}

func (d *docusaurus) prefix(locale string) string {
	if locale == "" || len(d.Languages) > 0 && locale == d.Languages[0] {
		return ""
	}
	return "/" + locale
}

// localized takes the folders of a translation off a path: "i18n/id/docusaurus-plugin-content-docs/current/a.md"
// is "a.md" of the plugin docs in the language id.
func (d *docusaurus) localized(rel string) (inner, plugin, instance, locale string) {
	parts := strings.SplitN(rel, "/", 4)
	if len(parts) < 4 || parts[0] != "i18n" {
		return rel, "", "", ""
	}
	name, ok := strings.CutPrefix(parts[2], "docusaurus-plugin-content-")
	if !ok {
		return rel, "", "", ""
	}
	plugin, instance, _ = strings.Cut(name, "-")
	return parts[3], plugin, cmp.Or(instance, "default"), parts[1]
}

// isIn is the plugin in whose folder a file lies.
func (d *docusaurus) isIn(plugins []contentPlugin, rel string) *contentPlugin {
	for i := range plugins {
		if _, ok := below(plugins[i].dir, rel); ok {
			return &plugins[i]
		}
	}
	return nil
}

// instance is the plugin of an id, or else that in whose folder a file lies.
func (d *docusaurus) instance(plugins []contentPlugin, id, rel string) *contentPlugin {
	for i := range plugins {
		if id != "" && plugins[i].id == id {
			return &plugins[i]
		}
	}
	if id != "" {
		return nil
	}
	return d.isIn(plugins, rel)
}

// docURL is the path of the URL of a doc, without its language; "" if it is none.
func (d *docusaurus) docURL(p *Page, rel, instance string) string {
	plugin, version, name := d.versioned(rel, instance)
	if plugin == nil {
		return ""
	}
	dir, base := path.Split(name)
	if !plugin.noPrefix {
		dir, base = withoutNumbers(dir), withoutNumbers(base)
	}
	base = base[:len(base)-len(path.Ext(base))]
	dir = strings.Trim(dir, "/")
	slug := p.Source.text("slug")
	id := cmp.Or(p.Source.text("id"), base)
	var at string
	switch {
	case strings.HasPrefix(slug, "/"):
		at = slug
	case slug != "":
		at = path.Join("/", dir, slug)
	case isCategoryIndex(name):
		at = urlFolder(dir)
	default:
		at = path.Join("/", dir, id)
	}
	return path.Join(plugin.route, plugin.folderOf(version), at) + trailing(at)
}

func trailing(at string) string {
	if strings.HasSuffix(at, "/") && at != "/" {
		return "/"
	}
	return ""
}

// isCategoryIndex reports whether a doc stands for its folder: its file is called index, readme, or like that.
func isCategoryIndex(name string) bool {
	base := stemOf(name)
	return strings.EqualFold(base, "index") || strings.EqualFold(base, "readme") ||
		strings.Contains(name, "/") && strings.EqualFold(base, path.Base(path.Dir(name)))
}

// versioned is the plugin and the version that a doc belongs to, and its path there.
func (d *docusaurus) versioned(rel, instance string) (plugin *contentPlugin, version, name string) {
	for i := range d.docs {
		p := &d.docs[i]
		prefix := ""
		if p.id != "default" {
			prefix = p.id + "_"
		}
		if inner, ok := strings.CutPrefix(rel, prefix+"versioned_docs/version-"); ok && instance == "" {
			version, name, _ = strings.Cut(inner, "/")
			return p, version, name
		}
		if instance != "" && instance == p.id { // of a translation the first folder is the version
			first, rest, _ := strings.Cut(rel, "/")
			return p, strings.TrimPrefix(first, "version-"), rest
		}
		if inner, ok := below(p.dir, rel); ok && instance == "" {
			return p, "current", inner
		}
	}
	return nil, "", ""
}

// folderOf is the folder of a version in URLs.
func (p *contentPlugin) folderOf(version string) string {
	if set, ok := p.paths[version]; ok {
		return set
	}
	last := p.last
	if last == "" && len(p.versions) > 0 {
		last = p.versions[0]
	}
	switch {
	case version == last || len(p.versions) == 0:
		return ""
	case version == "current":
		return "next"
	default:
		return version
	}
}
