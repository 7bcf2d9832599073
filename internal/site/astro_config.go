package site

import (
	"bytes"
	"cmp"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/site/script"
)

// loadAstro reads the configuration of Astro, and that of Starlight in it, as far as they say things outright.
func (c *Config) loadAstro(dir fs.FS) {
	a := &astro{Config: c, src: "src", format: "directory", slash: "ignore", made: map[string]bool{}, moved: map[string][]string{}}
	c.router = a
	m, config := c.program(dir, withExtensions("astro.config", ".mjs", ".js", ".ts", ".mts", ".cjs", ".cts"))
	c.Vague = c.Vague || config.Open && !config.Has("base")
	a.folders(config)
	a.address(config)
	a.redirects = config.At("redirects").Join()
	if config.Has("redirects") && (a.redirects.Kind != script.Table || a.redirects.Open) {
		c.Vague = true
	}
	if c.Generator == Astro && isStarlight(dir, c.File) {
		c.Generator = Starlight
	}
	var starlight script.Value
	if c.Generator == Starlight {
		a.starlight, starlight = m.Given(starlightPackage)
		c.Vague = c.Vague || starlight.Kind == script.Unknown || starlight.At("plugins").Open
	} else {
		a.showsDrafts = true
	}
	a.languages(dir, config, starlight)
	a.contents(dir)
	a.places(dir)
	a.plugins(config, starlight)
	a.asides(config, starlight)
}

// starlightPackage is the name of Starlight.
const starlightPackage = "@astrojs/starlight"

// isStarlight reports whether a site of Astro is one of Starlight.
func isStarlight(dir fs.FS, config string) bool {
	for _, name := range []string{config, "package.json"} {
		if src, err := fs.ReadFile(dir, name); err == nil && bytes.Contains(src, []byte(starlightPackage)) {
			return true
		}
	}
	return false
}

// folders settles where articles and files are, and how URLs end.
func (a *astro) folders(config script.Value) {
	a.src, a.Vague = folderIn(config, "srcDir", "src", a.Vague)
	public, isVague := folderIn(config, "publicDir", "public", false)
	a.hidden = a.Vague || isVague
	a.Static = []Mount{{Dir: public, Base: "/"}}
	if slash, ok := config.At("trailingSlash").Str(); ok {
		a.slash = slash
	}
	if format, ok := config.At("build", "format").Str(); ok {
		a.format = format
	}
}

func (a *astro) address(config script.Value) {
	base, ok := config.At("base").Str()
	if !ok && config.Has("base") && config.At("base").IsSet() {
		a.Vague, a.hidden = true, true
	}
	address, _ := config.At("site").Str()
	if host := baseURL(address, base); address != "" || base != "" {
		a.BaseURL = host
	}
}

// languages settles the languages of the site. What Starlight is not told, Astro is.
func (a *astro) languages(dir fs.FS, config, starlight script.Value) {
	usual, _ := starlight.At("defaultLocale").Str()
	table := starlight.At("locales").Join()
	switch {
	case a.Generator == Starlight && table.Kind == script.Table && !table.Open:
		for _, m := range table.Members {
			a.locale(m.Key, m.Value)
		}
		a.usual = cmp.Or(usual, "root")
	case config.At("i18n").Join().Kind == script.Table:
		a.ofAstro(config.At("i18n").Join())
	case a.Generator == Starlight && table.Kind != script.Nothing:
		a.guess(dir, usual)
	}
	if len(a.locales) < 2 {
		a.usual = ""
	}
	slices.SortStableFunc(a.locales, func(x, y locale) int {
		return cmp.Compare(order(x.key == a.usual), order(y.key == a.usual))
	})
	for _, l := range a.locales {
		if len(a.locales) > 1 {
			a.Languages = append(a.Languages, cmp.Or(l.folder, l.lang))
		}
	}
}

func order(first bool) int {
	if first {
		return 0
	}
	return 1
}

func (a *astro) locale(key string, said script.Value) {
	l := locale{key: key, folder: key, lang: key}
	if key == "root" {
		l.folder = ""
		if lang, ok := said.At("lang").Str(); ok {
			l.lang = lang
		}
	}
	a.locales = append(a.locales, l)
}

// ofAstro takes the languages that Astro is told of.
func (a *astro) ofAstro(i18n script.Value) {
	usual, _ := i18n.At("defaultLocale").Str()
	hasPrefix := i18n.At("routing", "prefixDefaultLocale").IsTrue()
	for _, item := range i18n.At("locales").Items {
		name, ok := item.Str()
		if !ok {
			name, ok = item.At("path").Str()
		}
		if !ok {
			continue
		}
		l := locale{key: name, folder: name, lang: name}
		if name == usual && !hasPrefix {
			l.folder = ""
		}
		a.locales = append(a.locales, l)
	}
	if a.Generator == Starlight {
		a.usual = usual
		return
	}
	a.fallbacks = map[string]string{}
	for _, m := range i18n.At("fallback").Members {
		to, ok := m.Value.Str()
		if to == usual && !hasPrefix {
			to = ""
		}
		if ok {
			a.fallbacks[m.Key] = to
		}
	}
}

// guess takes the folders of articles that are called as languages are for those of languages, where the
// configuration computes them.
func (a *astro) guess(dir fs.FS, usual string) {
	entries, _ := fs.ReadDir(dir, path.Join(a.src, "content/docs"))
	hasRoot := usual == "" || usual == "root"
	for _, e := range entries {
		if e.IsDir() && isLanguage(e.Name()) {
			folder := strings.ToLower(e.Name())
			a.locales = append(a.locales, locale{key: folder, folder: folder, lang: folder})
		}
	}
	if hasRoot && len(a.locales) > 0 {
		a.locales = append(a.locales, locale{key: "root", lang: "root"})
	}
	a.usual = cmp.Or(usual, "root")
}

// contents settles of which folders pages are made.
func (a *astro) contents(dir fs.FS) {
	a.Content = append(a.Content, Mount{Dir: path.Join(a.src, "pages"), Base: "/"})
	if a.Generator != Starlight {
		return
	}
	if m := a.layer(dir, layerFiles); m != nil {
		for _, other := range m.Export("collections").Members {
			if other.Key != "docs" {
				a.plugin(other.Value.Join().At("loader"))
			}
		}
	}
	docs, isKnown := a.collection(dir, "docs")
	if !isKnown {
		docs = contentFolder{dir: path.Join(a.src, "content/docs"), prefix: "/", strict: !a.hasLayer(dir)}
	}
	docs.prefix = "/"
	a.Vague = a.Vague || docs.vague
	a.collections = append(a.collections, docs)
	a.Content = append(a.Content, Mount{Dir: docs.dir, Base: "/"})
	a.others(dir, &docs)
}

// otherArticles are the extensions of articles that Starlight takes and kblint does not read.
var otherArticles = set(".mdoc", ".mdown", ".mkdn", ".mkd", ".mdwn")

// others notes the pages of articles that kblint does not read.
func (a *astro) others(dir fs.FS, docs *contentFolder) {
	isHidden := func(name string) bool { return path.Base(name) == "node_modules" }
	walkFiles(dir, docs.dir, isHidden, func(name string) {
		if rel, ok := below(docs.dir, name); ok && otherArticles[path.Ext(name)] && docs.takes(rel) {
			a.made[urlKey("/"+slugOfPath(rel))] = true
		}
	})
}

// layerFiles are where collections are defined; the older place is the last.
var layerFiles = []string{"content.config", "content/config"}

// hasLayer reports whether collections are defined in the newer place.
func (a *astro) hasLayer(dir fs.FS) bool { return a.layer(dir, layerFiles[:1]) != nil }

// layer is the module that defines the collections, nil if there is none.
func (a *astro) layer(dir fs.FS, stems []string) *script.Module {
	for _, stem := range stems {
		if m, _ := script.New(dir).Find(withExtensions(path.Join(a.src, stem), ".mjs", ".js", ".mts", ".ts")...); m != nil {
			return m
		}
	}
	return nil
}

// collection reads how a collection is defined; ok is false if nothing is known of it.
func (a *astro) collection(dir fs.FS, name string) (c contentFolder, ok bool) {
	m := a.layer(dir, layerFiles)
	if m == nil {
		return c, false
	}
	defined := m.Export("collections").At(name).Join()
	if defined.Kind != script.Table {
		return c, false
	}
	c = contentFolder{dir: path.Join(a.src, "content", name), prefix: "/", strict: true}
	loader := defined.At("loader")
	if !defined.Has("loader") {
		return c, true
	}
	options := script.Value{Kind: script.Nothing}
	if len(loader.Items) > 0 {
		options = loader.Items[0]
	}
	c.strict = false
	c.vague = options.Has("generateId") || options.Kind == script.Unknown
	switch {
	case loader.Kind == script.Call && strings.HasSuffix(loader.Text, "docsLoader"):
		return c, true
	case loader.Kind == script.Call && loader.Text == "glob":
		c.patterns = options.At("pattern").Strs()
		base, isText := options.At("base").Str()
		if isText {
			c.dir = cleanFolder(strings.Trim(base, "/"))
		}
		c.vague = c.vague || !isText && options.Has("base") || len(c.patterns) == 0
		if !options.Has("base") {
			c.dir = "."
		}
		return c, true
	default:
		c.vague = true
		return c, true
	}
}

// largestRoute is how long the source of a route may be that is read.
const largestRoute = 1 << 18

// The calls by which a route makes pages of a collection, each under its id.
var (
	collectionCall = regexp.MustCompile(`getCollection(?:<[^>]*>)?\(\s*['"]([\w-]+)['"]\s*([,)])`)
	paramsOf       = regexp.MustCompile(`params:\s*\{\s*(\w+)\s*(?::\s*(?:\w+\.)?(id|slug))?\s*,?\s*\}`)
)

// collected reads a route that makes the pages of a collection, and of nothing else; ok is false if it is
// not certain that this is what it does.
func (a *astro) collected(dir fs.FS, name, stem string) bool {
	prefix, parameter := path.Split(stem)
	src, err := fs.ReadFile(dir, name)
	if err != nil || len(src) > largestRoute || strings.Contains(prefix, "[") || strings.Count(parameter, "[") != 1 || parameter[0] != '[' {
		return false
	}
	text := string(src)
	calls, params := collectionCall.FindAllStringSubmatch(text, -1), paramsOf.FindAllStringSubmatch(text, -1)
	if len(calls) != 1 || len(params) != 1 || strings.Count(text, "getStaticPaths") != 1 || strings.Trim(parameter, "[.]") != params[0][1] {
		return false
	}
	isDrafty := strings.Contains(text, "draft")
	c, ok := a.collection(dir, calls[0][1])
	usesID := params[0][2] != "slug"
	if !ok || c.vague || calls[0][2] == "," && !isDrafty || c.strict && usesID || params[0][2] == "" {
		return false
	}
	a.showsDrafts = a.showsDrafts && !isDrafty
	c.prefix = urlFolder(prefix)
	a.collections = append(a.collections, c)
	a.Content = append(a.Content, Mount{Dir: c.dir, Base: c.prefix})
	return true
}

// harmless are words in the names of plugins that leave links as they are.
var harmless = []string{"slug", "heading", "autolink", "external", "math", "katex", "mermaid", "toc", "gfm", "smartypants", "emoji", "directive", "figure", "accessible", "section", "code", "reading", "callout", "alert", "image", "comment", "break", "plantuml", "diagram"}

// plugins notes where plugins make pages, and whether any may rewrite links.
func (a *astro) plugins(config, starlight script.Value) {
	for _, key := range []string{"remarkPlugins", "rehypePlugins"} {
		list := config.At("markdown", key)
		a.rewriting = a.rewriting || list.Open || list.IsSet() && list.Kind != script.List
		for _, plugin := range list.Items {
			if plugin.Kind == script.List && len(plugin.Items) > 0 {
				plugin = plugin.Items[0]
			}
			name := strings.ToLower(plugin.Text)
			a.rewriting = a.rewriting || !slices.ContainsFunc(harmless, func(word string) bool { return strings.Contains(name, word) })
		}
	}
	for _, list := range []script.Value{config.At("integrations"), starlight.At("plugins")} {
		for _, plugin := range list.Items {
			a.plugin(plugin)
		}
	}
}

// pluginFolders are where plugins make pages if they are not told where.
var pluginFolders = map[string]string{"blog": "blog", "typedoc": "api", "changelog": "changelog", "tags": "tags", "obsidian": "notes", "openapi": "", "versions": ""}

// plugin takes the folders that a plugin is told of for ones that it makes pages in.
func (a *astro) plugin(call script.Value) {
	if call.Kind != script.Call {
		return
	}
	name := strings.ToLower(call.Text)
	if call.Text == a.starlight || name == "glob" || strings.Contains(name, "sitemap") {
		return
	}
	var folders []string
	for _, argument := range call.Items {
		folders = append(folders, foldersIn(argument, 0)...)
	}
	if len(folders) == 0 {
		for word, usual := range pluginFolders {
			if strings.Contains(name, word) && usual != "" {
				folders = append(folders, usual)
			}
		}
	}
	for _, folder := range folders {
		if folder = strings.Trim(path.Clean("/"+folder), "/"); folder != "" {
			a.unknown = append(a.unknown, regexp.MustCompile(`^(?:/[\w-]+)?/`+regexp.QuoteMeta(strings.ToLower(folder))+`(?:/.*)?$`))
		}
	}
}

// foldersIn are the texts in the options of a plugin that may name a folder of pages.
func foldersIn(v script.Value, depth int) []string {
	const most = 4
	if depth > most {
		return nil
	}
	var out []string
	for _, item := range v.Items {
		out = append(out, foldersIn(item, depth+1)...)
	}
	for _, m := range v.Members {
		switch m.Key {
		case "base", "prefix", "output", "outputDirectory":
			if text, ok := m.Value.Str(); ok && !strings.Contains(text, "://") {
				out = append(out, text)
			}
		default:
			out = append(out, foldersIn(m.Value, depth+1)...)
		}
	}
	return out
}
