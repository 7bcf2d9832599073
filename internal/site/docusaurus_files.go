package site

import (
	"cmp"
	"encoding/json"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"github.com/kblint/kblint/internal/site/slug"
)

// readVersions reads which versions a plugin has: the last first.
func (d *docusaurus) readVersions(dir fs.FS, p *contentPlugin) {
	name := "versions.json"
	if p.id != "default" {
		name = p.id + "_versions.json"
	}
	src, err := fs.ReadFile(dir, name)
	if err != nil {
		return // most sites have none
	}
	if err := json.Unmarshal(src, &p.versions); err != nil {
		d.problem(err)
	}
}

// readRoutes finds the routes that are no article's: pages that are programs, and lists of categories.
func (d *docusaurus) readRoutes(dir fs.FS) {
	everywhere := func(string) bool { return false }
	walkFiles(dir, "src/pages", everywhere, func(name string) {
		if at := pageURL(strings.TrimPrefix(name, "src/pages/")); at != "" {
			d.routes[urlKey(at)] = true
		}
	})
	for i := range d.docs {
		p := &d.docs[i]
		walkFiles(dir, p.dir, everywhere, func(name string) { d.category(dir, p, "current", name) })
		for _, version := range p.versions {
			walkFiles(dir, p.folderOfVersion(version), everywhere, func(name string) { d.category(dir, p, version, name) })
		}
		d.indexes = append(d.indexes, path.Join(p.route, "category")+"/", path.Join(p.route, "tags")+"/")
	}
	for _, p := range d.blogs {
		for _, list := range []string{"tags", "archive", "authors", "page"} {
			d.indexes = append(d.indexes, path.Join(p.route, list)+"/")
		}
		d.routes[urlKey(p.route)] = true
	}
}

// folderOfVersion is where the articles of a version lie, relative to the site's folder.
func (p *contentPlugin) folderOfVersion(version string) string {
	switch {
	case version == "current":
		return p.dir
	case p.id == "default":
		return "versioned_docs/version-" + version
	default:
		return p.id + "_versioned_docs/version-" + version
	}
}

// category notes the list that a category file makes.
func (d *docusaurus) category(dir fs.FS, p *contentPlugin, version, name string) {
	base := path.Base(name)
	if strings.TrimSuffix(base, path.Ext(base)) != "_category_" {
		return
	}
	src, err := fs.ReadFile(dir, name)
	if err != nil {
		return
	}
	read, err := readSettings(name, src)
	if err != nil || read.text("link.type") != "generated-index" {
		return
	}
	at := read.text("link.slug")
	if at == "" {
		label := cmp.Or(read.text("label"), withoutNumbers(path.Base(path.Dir(name))))
		at = "/category/" + slug.New(slug.GitHub).Of(slug.Heading{Text: label})
	}
	d.routes[urlKey(path.Join(p.route, p.folderOf(version), at))] = true
}

// pageURL is the route of a file in src/pages; "" if it is no page.
func pageURL(name string) string {
	ext := path.Ext(name)
	switch ext {
	case ".md", ".mdx", ".js", ".jsx", ".ts", ".tsx":
	default:
		return ""
	}
	stem := strings.TrimSuffix(name, ext)
	if strings.HasPrefix(path.Base(name), "_") || strings.Contains("/"+name, "/_") || strings.HasSuffix(stem, ".test") || strings.HasSuffix(stem, ".d") || strings.HasSuffix(stem, ".module") {
		return ""
	}
	if path.Base(stem) == "index" {
		return urlFolder(path.Dir("/" + stem))
	}
	return "/" + stem
}

// numberPrefix parts the number in front of a name from the name. What looks like a date or a version is none.
var (
	numberPrefix = regexp.MustCompile(`^\d+\s*[-_.]+\s*([^-_.\s].*)$`)
	notNumbered  = regexp.MustCompile(`^(?:\d{2}|\d{4})[-_.]\d{2}(?:[-_.](?:\d{2}|\d{4}))?.*$|^\d+[-_.]\d+.*$`)
)

// withoutNumbers takes the numbers in front of the names of a path off.
func withoutNumbers(name string) string {
	parts := strings.Split(name, "/")
	for i, part := range parts {
		if m := numberPrefix.FindStringSubmatch(part); m != nil && !notNumbered.MatchString(part) {
			parts[i] = m[1]
		}
	}
	return strings.Join(parts, "/")
}

// blogName parts the path of a post: folders, the day, and the rest.
var blogName = regexp.MustCompile(`^(.*?)(\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(.*?)$`)

// blogURL is the path of the URL of a post, without its language.
func (d *docusaurus) blogURL(p *Page, rel string, plugin *contentPlugin) string {
	if plugin == nil {
		return ""
	}
	name := rel
	if inner, ok := below(plugin.dir, rel); ok {
		name = inner
	}
	if set := p.Source.text("slug"); set != "" {
		return path.Join(plugin.route, set)
	}
	name = strings.TrimSuffix(strings.TrimSuffix(name, path.Ext(name)), "/index")
	if m := blogName.FindStringSubmatch(name); m != nil {
		name = path.Join(strings.ReplaceAll(m[2], "-", "/"), m[1]+m[3])
	}
	return path.Join(plugin.route, name)
}

func (d *docusaurus) serves(urlPath string) bool {
	key := urlKey(urlPath)
	for _, language := range d.Languages {
		if rest, ok := strings.CutPrefix(key+"/", "/"+language+"/"); ok {
			key = urlKey("/" + rest)
		}
	}
	if d.routes[key] || key == "/sitemap.xml" || key == "/search" || strings.HasSuffix(key, "/rss.xml") || strings.HasSuffix(key, "/atom.xml") {
		return true
	}
	for _, dir := range d.indexes {
		if strings.HasPrefix(key+"/", dir) {
			return true
		}
	}
	return false
}

// elsewhere finds files as Docusaurus does, which looks for a path without a dot in front from the site's
// folder and those of articles, too.
func (d *docusaurus) elsewhere(from *Page, name string) []string {
	var places []string
	if from != nil && strings.HasPrefix(from.rel, "i18n/") {
		places = d.originals(from, name)
	}
	if strings.HasPrefix(name, ".") {
		return places
	}
	name = strings.TrimPrefix(name, "/")
	places = append(places, name)
	for _, m := range d.Content {
		places = append(places, path.Join(m.Dir, name))
	}
	return places
}

// originals are where a path leads from the original of a translation: what is not translated lies there.
func (d *docusaurus) originals(from *Page, name string) []string {
	inner, plugin, instance, _ := d.localized(from.rel)
	if plugin == "docs" && strings.HasPrefix(name, "/") { // the translation comes first
		version, _, _ := strings.Cut(inner, "/")
		folder, _, _ := strings.Cut(from.rel, "/"+version+"/")
		return []string{path.Join(folder, version, name)}
	}
	if plugin != "docs" {
		var places []string
		for _, p := range d.blogs {
			places = append(places, path.Join(p.dir, path.Dir(inner), name))
		}
		return places
	}
	version, rest, _ := strings.Cut(inner, "/")
	for _, p := range d.docs {
		if p.id != instance {
			continue
		}
		dir := p.folderOfVersion(strings.TrimPrefix(version, "version-"))
		return []string{path.Join(dir, path.Dir(rest), name)}
	}
	return nil
}
