package site

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// mkDocs makes the URLs of MkDocs 1.6, and of its plugins i18n (mkdocs-static-i18n) and redirects.
type mkDocs struct {
	*Config
	settings

	directories bool     // pages are folders, as use_directory_urls has it
	bySuffix    bool     // languages are suffixes of names, and not folders
	fallback    bool     // what is not translated is shown in the default language
	excluded    []string // patterns of files that are no pages
	made        []string // folders of URLs below which plugins make pages
	indexes     map[string]bool
	redirects   map[string][]string // aliases by the article that they lead to
}

// pageMakers are plugins that make pages of their own, wherever they like.
var pageMakers = set("gen-files", "monorepo", "multirepo", "simple", "api-autonav", "awesome-nav-generator", "with-pdf", "gallery", "jupyter", "mkdocs-jupyter", "mkdocs-simple-plugin", "print-site")

// loadMkDocs reads mkdocs.yml, and what it inherits.
func (c *Config) loadMkDocs(dir fs.FS) {
	m := &mkDocs{Config: c, settings: settings{}, directories: true, fallback: true}
	c.router = m
	for _, name := range []string{"mkdocs.yml", "mkdocs.yaml"} {
		if m.read(dir, name, 0) {
			c.File = name
			break
		}
	}
	c.BaseURL = m.text("site_url")
	docs := folder(cmp.Or(m.text("docs_dir"), "docs"))
	if docs == "" { // articles from elsewhere are none of this site's folder
		docs, c.Vague = ".", true
	}
	c.Content = []Mount{{Dir: docs, Base: "/"}}
	c.Static = []Mount{{Dir: docs, Base: "/"}}
	if theme := folder(m.text("theme.custom_dir")); theme != "" && theme != "." {
		c.Static = append(c.Static, Mount{Dir: theme, Base: "/"})
	}
	m.directories = m.text("use_directory_urls") != "false"
	m.excluded = strings.Fields(m.text("exclude_docs"))
	m.plugins()
	c.Menus = navigation(m.at("nav"))
}

// read merges a file into the settings, above what it inherits.
func (m *mkDocs) read(dir fs.FS, name string, depth int) bool {
	const deepest = 5
	src, err := fs.ReadFile(dir, name)
	if err != nil || depth > deepest {
		return false
	}
	read, err := readSettings(name, src)
	if err != nil {
		m.problem(err)
		return true
	}
	if parent := read.text("inherit"); parent != "" {
		if at := path.Join(path.Dir(name), parent); fs.ValidPath(at) {
			m.read(dir, at, depth+1)
		}
	}
	m.merge(read)
	return true
}

// plugins reads what those plugins say that decide about URLs. They are a list of names and of maps, or one
// map.
func (m *mkDocs) plugins() {
	options := map[string]settings{}
	list, _ := m.at("plugins").([]any)
	for _, item := range list {
		switch item := item.(type) {
		case string:
			options[item] = settings{}
		case map[string]any:
			for name, value := range item {
				table, _ := value.(map[string]any)
				options[name] = lowered(table)
			}
		}
	}
	for name, value := range m.table("plugins") {
		table, _ := value.(settings)
		options[name] = table
	}
	for name, o := range options {
		name = name[strings.LastIndexByte(name, '/')+1:]
		switch {
		case name == "i18n":
			m.i18n(o)
		case name == "redirects":
			m.redirectMaps(o)
		case name == "blog":
			m.made = append(m.made, "/"+strings.Trim(cmp.Or(o.text("blog_dir"), "blog"), "./")+"/")
		case pageMakers[name]:
			m.Vague = true
		}
	}
}

func (m *mkDocs) i18n(o settings) {
	m.bySuffix = o.text("docs_structure") != "folder"
	m.fallback = o.text("fallback_to_default") != "false"
	usual := o.text("default_language")
	for _, l := range o.tables("languages") {
		locale := l.text("locale")
		switch {
		case locale == "" || l.text("build") == "false":
		case l.isTrue("default"):
			usual = locale
		default:
			m.Languages = append(m.Languages, locale)
		}
	}
	for locale := range o.table("languages") { // as versions before 1.0 had them
		if locale != usual && locale != "default" {
			m.Languages = append(m.Languages, locale)
		}
	}
	slices.Sort(m.Languages)
	if usual != "" {
		m.Languages = append([]string{usual}, slices.DeleteFunc(m.Languages, func(l string) bool { return l == usual })...)
	}
}

func (m *mkDocs) redirectMaps(o settings) {
	m.redirects = map[string][]string{}
	for from, to := range o.table("redirect_maps") {
		if to, ok := to.(string); ok && !strings.Contains(to, "://") {
			to, _, _ = strings.Cut(to, "#")
			m.redirects[path.Clean(to)] = append(m.redirects[path.Clean(to)], from)
		}
	}
	for _, list := range m.redirects {
		slices.Sort(list)
	}
}

// navigation are the destinations in the tree of the navigation.
func navigation(nav any) []string {
	var out []string
	switch nav := nav.(type) {
	case string:
		out = append(out, nav)
	case []any:
		for _, item := range nav {
			out = append(out, navigation(item)...)
		}
	case map[string]any:
		for _, item := range nav {
			out = append(out, navigation(item)...)
		}
	case settings:
		for _, item := range nav {
			out = append(out, navigation(item)...)
		}
	}
	slices.Sort(out)
	return out
}

func (m *mkDocs) survey(pages []*Page) {
	m.indexes = map[string]bool{}
	for _, p := range pages {
		if stem, _ := m.cut(p.rel); path.Base(stem) == "index" {
			m.indexes[path.Dir(stem)] = true
		}
	}
}

// cut parts the path of an article into the path without extension and language, and the language.
func (m *mkDocs) cut(rel string) (stem, language string) {
	stem = strings.TrimSuffix(rel, path.Ext(rel))
	if len(m.Languages) == 0 {
		return stem, ""
	}
	if !m.bySuffix {
		_, inner, _ := m.mountOf(rel)
		first, rest, _ := strings.Cut(inner, "/")
		if slices.Contains(m.Languages, first) {
			return path.Join(m.Content[0].Dir, strings.TrimSuffix(rest, path.Ext(rest))), first
		}
		return stem, m.Languages[0]
	}
	if before, suffix, ok := cutLast(path.Base(stem)); ok && slices.Contains(m.Languages, suffix) {
		return path.Join(path.Dir(stem), before), suffix
	}
	return stem, m.Languages[0]
}

func (m *mkDocs) route(p *Page) {
	mount, inner, ok := m.mountOf(p.rel)
	if !ok || path.Ext(inner) == ".mdx" || m.isExcluded(inner) {
		p.Status = NoPage
		return
	}
	stem, language := m.cut(p.rel)
	if path.Base(stem) == "README" && m.indexes[path.Dir(stem)] {
		p.Status = NoPage
		return
	}
	p.Language = language
	at := m.address(stem, mount)
	p.URL = m.prefix(language) + at
	for _, made := range m.made {
		if strings.HasPrefix(p.URL, made+"posts/") {
			p.URL = "" // the plugin gives it an address of its date
			return
		}
	}
	if m.fallback && len(m.Languages) > 0 && language == m.Languages[0] {
		for _, other := range m.Languages[1:] {
			p.Also = append(p.Also, m.prefix(other)+at)
		}
	}
	for _, from := range m.redirects[inner] {
		p.Aliases = append(p.Aliases, m.address(path.Join(mount.Dir, strings.TrimSuffix(from, path.Ext(from))), mount))
	}
}

// address is the path of the URL of an article, without its language.
func (m *mkDocs) address(stem string, mount Mount) string {
	name, _ := below(mount.Dir, stem)
	dir, base := path.Split(name)
	if base == "index" || base == "README" {
		if m.directories {
			return "/" + dir
		}
		return "/" + dir + "index.html"
	}
	if m.directories {
		return "/" + name + "/"
	}
	return "/" + name + ".html"
}

func (m *mkDocs) prefix(language string) string {
	if language == "" || language == m.Languages[0] {
		return ""
	}
	return "/" + language
}

// isExcluded reports whether exclude_docs names a file. Hidden files, and a folder "templates" at the top, are
// never pages.
func (m *mkDocs) isExcluded(inner string) bool {
	if strings.HasPrefix(inner, ".") || strings.Contains(inner, "/.") || strings.HasPrefix(inner, "templates/") {
		return true
	}
	for _, pattern := range m.excluded {
		pattern = strings.Trim(pattern, "/")
		if ok, _ := path.Match(pattern, inner); ok { // a malformed pattern matches nothing
			return true
		}
		if ok, _ := path.Match(pattern, path.Base(inner)); ok || strings.HasPrefix(inner, pattern+"/") {
			return true
		}
	}
	return false
}

// madeByMkDocs are the files that MkDocs and its plugins make at the top.
var madeByMkDocs = set("/sitemap.xml", "/sitemap.xml.gz", "/404.html", "/search.html", "/search/search_index.json", "/objects.inv", "/feed_rss_created.xml", "/feed_rss_updated.xml", "/tags")

func (m *mkDocs) serves(urlPath string) bool {
	key := urlKey(urlPath)
	if madeByMkDocs[key] {
		return true
	}
	return slices.ContainsFunc(m.made, func(dir string) bool { return strings.HasPrefix(key+"/", dir) })
}

func (m *mkDocs) elsewhere(*Page, string) []string { return nil }
