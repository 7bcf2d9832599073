package site

import (
	"bytes"
	"cmp"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/article"
)

// jekyll makes the URLs of Jekyll 4 (lib/jekyll/url.rb, drops/url_drop.rb), with the plugins redirect-from,
// readme-index, optional-front-matter and relative-links, which GitHub Pages has on.
type jekyll struct {
	*Config
	settings

	source      string                // the folder of the site's sources
	style       string                // the permalink of the configuration
	collections map[string]collection // by name
	excluded    []string
	included    []string
	future      bool
	drafts      bool
	others      map[string]bool // urlKeys of pages that are no Markdown
	indexes     map[string]bool // folders that have an index
}

// collection is a folder of documents.
type collection struct {
	permalink string
	output    bool
}

func (c *Config) loadJekyll(dir fs.FS) {
	j := &jekyll{Config: c, settings: settings{}, others: map[string]bool{}}
	c.router = j
	for _, name := range []string{"_config.yml", "_config.yaml", "_config.toml"} {
		src, err := fs.ReadFile(dir, name)
		if err != nil {
			continue
		}
		c.File = name
		if j.settings, err = readSettings(name, src); err != nil {
			c.problem(err)
		}
		break
	}
	c.BaseURL = strings.TrimSuffix(j.text("url"), "/") + "/" + strings.Trim(j.text("baseurl"), "/")
	if j.text("url") == "" {
		c.BaseURL = "" // of the base path alone nothing is known of the host
	}
	j.source = folder(cmp.Or(j.text("source"), "."))
	if j.source == "" {
		j.source, c.Vague = ".", true
	}
	c.Content = []Mount{{Dir: j.source, Base: "/"}}
	c.Static = []Mount{{Dir: j.source, Base: "/"}}
	j.style = cmp.Or(j.text("permalink"), "date")
	j.excluded, j.included = j.texts("exclude"), j.texts("include")
	j.future, j.drafts = j.isTrue("future"), j.isTrue("show_drafts")
	j.readCollections()
	for _, plugin := range slices.Concat(j.texts("plugins"), j.texts("gems")) {
		if madeByPlugins[plugin] {
			c.Vague = true
		}
	}
	j.readOthers(dir)
}

// madeByPlugins are the plugins that make pages of data, or pages of their own.
var madeByPlugins = set("jekyll-archives", "jekyll-paginate-v2", "jekyll-datapage-generator", "jekyll-datapage_gen", "jekyll-polyglot", "jekyll-multiple-languages-plugin", "jekyll-auto-authors")

func (j *jekyll) readCollections() {
	j.collections = map[string]collection{"posts": {output: true}}
	for _, name := range j.texts("collections") {
		j.collections[name] = collection{}
	}
	for name, value := range j.table("collections") {
		table, _ := value.(settings)
		was := j.collections[name]
		j.collections[name] = collection{permalink: table.text("permalink"), output: table.isTrue("output") || was.output}
	}
}

// readOthers finds the pages that are no Markdown: what they say of their URL stands in their front matter.
func (j *jekyll) readOthers(dir fs.FS) {
	walkFiles(dir, j.source, j.isSkipped, func(name string) {
		if ext := path.Ext(name); ext == ".html" || ext == ".xml" || ext == ".json" || ext == ".txt" {
			j.other(dir, name)
		}
	})
}

// isSkipped reports whether a folder holds no pages that are no Markdown.
func (j *jekyll) isSkipped(name string) bool {
	base := path.Base(name)
	if base == "node_modules" || base == "vendor" || strings.HasPrefix(base, ".") {
		return true
	}
	_, isCollection := j.collections[strings.TrimPrefix(base, "_")]
	return strings.HasPrefix(base, "_") && !isCollection
}

var permalinkLine = regexp.MustCompile(`(?m)^permalink:[ \t]*["']?([^"'\r\n#]+)`)

func (j *jekyll) other(dir fs.FS, name string) {
	src := head(dir, name)
	if !bytes.HasPrefix(src, []byte("---")) {
		return
	}
	if m := permalinkLine.FindSubmatch(src); m != nil {
		j.others[urlKey("/"+strings.TrimLeft(strings.TrimSpace(string(m[1])), "/"))] = true
		return
	}
	rel, _ := below(j.source, name)
	p := &Page{rel: name, Source: &Source{}}
	j.others[urlKey(j.url(p, rel, path.Ext(name)))] = true
}

// head is the beginning of a file.
func head(dir fs.FS, name string) []byte {
	f, err := dir.Open(name)
	if err != nil {
		return nil
	}
	defer f.Close() //nolint:errcheck // nothing was written
	buf := make([]byte, 2048)
	n, _ := f.Read(buf) // what could be read counts
	return buf[:n]
}

func (j *jekyll) survey(pages []*Page) {
	j.indexes = map[string]bool{}
	for _, p := range pages {
		if stemOf(p.rel) == "index" {
			j.indexes[path.Dir(p.rel)] = true
		}
	}
}

func (j *jekyll) route(p *Page) {
	rel, ok := below(j.source, p.rel)
	if !ok || path.Ext(rel) == ".mdx" || j.isExcluded(rel) {
		p.Status = NoPage
		return
	}
	p.Language = p.Source.text("lang", "language", "locale")
	if len(j.Languages) == 0 {
		p.Language = ""
	}
	if name := j.collectionOf(rel); name != "" && !j.collections[name].output || j.isHidden(rel) {
		p.Status = NoPage
		return
	}
	if p.Source.text("published") == "false" || strings.Contains("/"+rel, "/_drafts/") && !j.drafts {
		p.Status = Draft
	}
	p.URL = j.url(p, rel, ".html")
	if trimmed, isHTML := strings.CutSuffix(p.URL, ".html"); isHTML {
		p.Also = append(p.Also, trimmed) // GitHub Pages and others serve it so, too
	}
	for _, from := range p.Source.values("redirect_from") {
		if !strings.Contains(from, "://") {
			p.Aliases = append(p.Aliases, "/"+strings.TrimLeft(from, "/"))
		}
	}
}

// isExcluded reports whether the configuration leaves a file out.
func (j *jekyll) isExcluded(rel string) bool {
	for _, pattern := range j.excluded {
		pattern = strings.Trim(pattern, "/")
		if pattern == rel || strings.HasPrefix(rel, pattern+"/") {
			return !slices.Contains(j.included, rel)
		}
		if ok, _ := path.Match(pattern, rel); ok { // a malformed pattern matches nothing
			return true
		}
	}
	return false
}

// isHidden reports whether a file lies in a folder that is not shown.
func (j *jekyll) isHidden(rel string) bool {
	for name := range strings.SplitSeq(rel, "/") {
		if !strings.HasPrefix(name, "_") && !strings.HasPrefix(name, ".") {
			continue
		}
		if _, isCollection := j.collections[strings.TrimPrefix(name, "_")]; !isCollection && name != "_drafts" && !slices.Contains(j.included, name) {
			return true
		}
	}
	return false
}

// collectionOf is the collection that a file lies in, "" for none.
func (j *jekyll) collectionOf(rel string) string {
	inner := rel
	if dir := j.text("collections_dir"); dir != "" {
		if rest, ok := below(folder(dir), rel); ok {
			inner = rest
		}
	}
	first, rest, nested := strings.Cut(inner, "/")
	if name := strings.TrimPrefix(first, "_"); nested && name != first && name != "posts" {
		if _, ok := j.collections[name]; ok && rest != "" {
			return name
		}
	}
	if strings.Contains("/"+inner, "/_posts/") || strings.Contains("/"+inner, "/_drafts/") {
		return "posts"
	}
	return ""
}

// url is the path of the URL of a page, a post or a document.
func (j *jekyll) url(p *Page, rel, ext string) string {
	name := j.collectionOf(rel)
	template := cmp.Or(p.Source.text("permalink"), j.usual(rel, name))
	fields := j.placeholders(p, rel, name, ext)
	switch {
	case template != "":
	case name == "posts":
		template = postStyle(j.style)
	case name != "":
		template = cmp.Or(j.collections[name].permalink, j.suffixed("/:collection/:path"))
	case fields["basename"] == "index" || fields["basename"] == "README" && !j.indexes[path.Dir(p.rel)]:
		template = "/:path/"
	case ext != ".html":
		template = "/:path/:basename:output_ext"
	default:
		template = j.suffixed("/:path/:basename")
	}
	switch template { // the name of a style stands for its template
	case "date", "pretty", "ordinal", "weekdate", "none":
		template = postStyle(template)
	}
	return fill(template, fields)
}

// postStyle is the template of a style's name, or the template itself.
func postStyle(style string) string {
	switch style {
	case "date":
		return "/:categories/:year/:month/:day/:title:output_ext"
	case "pretty":
		return "/:categories/:year/:month/:day/:title/"
	case "ordinal":
		return "/:categories/:year/:y_day/:title:output_ext"
	case "weekdate":
		return "/:categories/:year/W:week/:short_day/:title:output_ext"
	case "none":
		return "/:categories/:title:output_ext"
	default:
		return style
	}
}

// suffixed is a template of pages and documents as the style of the configuration ends them.
func (j *jekyll) suffixed(template string) string {
	switch {
	case j.style == "pretty" || strings.HasSuffix(j.style, "/"):
		return template + "/"
	case j.style == "date" || j.style == "ordinal" || j.style == "none" || j.style == "weekdate" || strings.HasSuffix(j.style, ":output_ext"):
		return template + ":output_ext"
	default:
		return template
	}
}

// usual is the permalink that the defaults of the configuration set for a file: that of the deepest scope.
func (j *jekyll) usual(rel, collection string) string {
	found, longest := "", -1
	for _, d := range j.tables("defaults") {
		scope, kind := strings.Trim(d.text("scope.path"), "/"), d.text("scope.type")
		if kind != "" && kind != collection && (kind != "pages" || collection != "") {
			continue
		}
		matches := scope == "" || rel == scope || strings.HasPrefix(rel, scope+"/")
		if ok, _ := path.Match(scope, rel); !matches && !ok { // a malformed pattern matches nothing
			continue
		}
		if permalink := d.text("values.permalink"); permalink != "" && len(scope) > longest {
			found, longest = permalink, len(scope)
		}
	}
	return found
}

// postName parts the name of a post into its day and its slug.
var postName = regexp.MustCompile(`^(\d{2,4}-\d{1,2}-\d{1,2})-(.*)$`)

// placeholders are what a template may name.
func (j *jekyll) placeholders(p *Page, rel, collection, ext string) map[string]string {
	dir, base := path.Dir(rel), stemOf(rel)
	f := map[string]string{"output_ext": ext, "basename": base, "collection": collection, "name": jekyllSlug(base, false)}
	slug := base
	if m := postName.FindStringSubmatch(base); m != nil && collection == "posts" {
		slug = m[2]
	}
	own := p.Source.text("slug")
	f["title"] = jekyllSlug(cmp.Or(own, slug), true)
	f["slug"] = jekyllSlug(cmp.Or(own, slug), false)
	addDay(f, j.day(p, rel))
	switch {
	case collection == "posts":
		f["path"] = dir
		f["categories"] = j.categories(p, dir)
		f["slugified_categories"] = f["categories"]
	case collection != "":
		inner := rel[strings.Index("/"+rel, "/_"+collection+"/")+len("_"+collection+"/"):]
		f["path"] = strings.TrimSuffix(inner, path.Ext(inner))
	case dir == ".":
		f["path"] = ""
	default:
		f["path"] = dir
	}
	return f
}

// day is the day of a post or a document: that of the front matter, or else that of the name.
func (j *jekyll) day(p *Page, rel string) article.Date {
	if day := p.Source.date("date"); !day.IsZero() {
		return day
	}
	if m := postName.FindStringSubmatch(stemOf(rel)); m != nil {
		return article.ReadDate(m[1]).Date
	}
	return article.Date{}
}

// categories are the folders above _posts, and those of the front matter.
func (j *jekyll) categories(p *Page, dir string) string {
	above, _, _ := strings.Cut("/"+dir, "/_")
	var all []string
	for name := range strings.SplitSeq(strings.Trim(above, "/"), "/") {
		if name != "" {
			all = append(all, strings.ToLower(name))
		}
	}
	named := p.Source.values("categories")
	if len(named) == 1 {
		named = strings.Fields(named[0])
	}
	for _, name := range append(named, p.Source.values("category")...) {
		if name = strings.ToLower(name); !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return strings.Join(all, "/")
}

func (j *jekyll) serves(urlPath string) bool {
	key := urlKey(urlPath)
	if j.others[key] || j.others[key+".html"] {
		return true
	}
	switch key {
	case "/feed.xml", "/sitemap.xml", "/robots.txt", "/404.html", "/atom.xml", "":
		return true
	}
	if number, ok := strings.CutPrefix(path.Base(key), "page"); ok && strings.Trim(number, "0123456789") == "" {
		return j.text("paginate") != ""
	}
	return false
}

func (j *jekyll) elsewhere(*Page, string) []string { return nil }
