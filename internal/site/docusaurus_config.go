package site

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/site/script"
)

// loadDocusaurus reads docusaurus.config.js or the like.
func (c *Config) loadDocusaurus(dir fs.FS) {
	d := &docusaurus{Config: c, routes: map[string]bool{}, redirects: map[string][]string{}}
	c.router = d
	m, config := c.program(dir, withExtensions("docusaurus.config", ".ts", ".mts", ".cts", ".js", ".mjs", ".cjs"))
	d.address(config)
	d.languages(dir, config.At("i18n"))
	d.static(config.At("staticDirectories"))
	d.presets(config.At("presets"))
	d.plugins(m, config.At("plugins"))
	d.addsTypes = d.addsTypes || config.At("markdown").Has("preprocessor")
	for _, p := range slices.Concat(d.docs, d.blogs) {
		c.Content = append(c.Content, Mount{Dir: p.dir, Base: p.route})
	}
	c.Content = append(c.Content, Mount{Dir: "src/pages", Base: "/"})
	for i := range d.docs {
		d.readVersions(dir, &d.docs[i])
	}
	d.readRoutes(dir)
}

func (d *docusaurus) address(config script.Value) {
	host, _ := config.At("url").Str()
	base, ok := config.At("baseUrl").Str()
	d.anyBase = !ok && config.At("baseUrl").IsSet()
	d.BaseURL = baseURL(host, base)
}

// text is a text of a configuration, or what it is usually; if a program makes it, nothing is certain.
func (d *docusaurus) text(options script.Value, key, usual string) string {
	v := options.At(key)
	if text, ok := v.Str(); ok {
		return text
	}
	if text, ok := joinedPath(v); ok {
		return text
	}
	d.Vague = d.Vague || v.IsSet()
	return usual
}

// joinedPath is a path that is put together from the folder of the site: "path.join(__dirname, 'docs')".
func joinedPath(v script.Value) (name string, ok bool) {
	function := v.Text[strings.LastIndexByte(v.Text, '.')+1:]
	if v.Kind != script.Call || function != "join" && function != "resolve" || len(v.Items) == 0 || v.Items[0].Text != "__dirname" {
		return "", false
	}
	for _, item := range v.Items[1:] {
		part, isKnown := item.Str()
		if !isKnown {
			return "", false
		}
		name = path.Join(name, part)
	}
	return name, true
}

// languages settles the languages: where a program lists them, those that there are folders of.
func (d *docusaurus) languages(dir fs.FS, i18n script.Value) {
	usual, _ := i18n.At("defaultLocale").Str()
	locales := i18n.At("locales")
	names := locales.Strs()
	if usual != "" && isPartial(locales) {
		entries, _ := fs.ReadDir(dir, "i18n") // where there is none, nothing is translated
		for _, e := range entries {
			if e.IsDir() && !slices.Contains(names, e.Name()) {
				names = append(names, e.Name())
			}
		}
	}
	names = slices.DeleteFunc(names, func(l string) bool { return l == usual })
	if usual != "" && len(names) > 0 {
		names = append([]string{usual}, names...)
	}
	d.Languages = names
}

func (d *docusaurus) static(folders script.Value) {
	dirs := folders.Strs()
	d.hidden = isPartial(folders)
	if len(dirs) == 0 {
		dirs = []string{"static"}
	}
	for _, dir := range dirs {
		if dir = folder(dir); dir == "" {
			d.hidden = true // it lies outside of the site's folder
			continue
		}
		d.Static = append(d.Static, Mount{Dir: dir, Base: "/"})
	}
}

// presets finds the plugins of the classic preset. Others have plugins that are not known.
func (d *docusaurus) presets(list script.Value) {
	if len(list.Items) == 0 {
		d.addDocs(script.Value{Kind: script.Nothing})
	}
	d.Vague = d.Vague || len(list.Items) == 0 || list.Open
	d.hidesTypes = d.hidesTypes || isPartial(list)
	for _, preset := range list.Items {
		name, options := pluginOf(preset)
		switch {
		case isOff(preset):
		case name == "classic" || strings.HasSuffix(name, "preset-classic"):
			d.addDocs(options.At("docs"))
			d.addBlog(options.At("blog"))
			d.admonitions(options.At("pages"))
		default:
			d.Vague = true
		}
	}
}

// plugins finds further instances of the plugins for docs and blogs, and redirects.
func (d *docusaurus) plugins(m *script.Module, list script.Value) {
	d.Vague = d.Vague || isPartial(list)
	for _, plugin := range list.Items {
		name, options := pluginOf(plugin)
		if plugin.Kind == script.List && len(plugin.Items) > 0 {
			plugin = plugin.Items[0]
		}
		switch {
		case isOff(plugin):
		case strings.HasSuffix(name, "content-docs"):
			d.addDocs(options)
		case strings.HasSuffix(name, "content-blog"):
			d.addBlog(options)
		case strings.HasSuffix(name, "client-redirects"):
			d.addRedirects(options)
		case strings.HasPrefix(name, "."):
			d.Vague = d.Vague || mayMakePages(m.Beside(name).Export("default"))
		case name == "":
			d.Vague = d.Vague || mayMakePages(plugin.Result())
		case slices.ContainsFunc(makersOfPages, func(word string) bool { return strings.Contains(name, word) }):
			d.Vague = true
		}
	}
}

// makersOfPages are parts of the names of plugins that make pages of what is no article.
var makersOfPages = []string{"openapi", "remote-content", "typedoc"}

// mayMakePages reports whether a plugin of the site itself may make pages: it does so in contentLoaded, or it is
// not known what it has.
func mayMakePages(plugin script.Value) bool {
	return plugin.Kind != script.Table || plugin.Open || plugin.Has("contentLoaded") || plugin.Has("allContentLoaded")
}

// isOff reports whether a plugin, or what it is told, says that it is not to be used.
func isOff(v script.Value) bool { return v.Kind == script.Nothing || v.IsFalse() }

// pluginOf is the name of a plugin and its options: a text, or a list of both. The name may be that of its file
// or module, "require.resolve('…')".
func pluginOf(v script.Value) (name string, options script.Value) {
	options = script.Value{Kind: script.Nothing}
	switch v.Kind {
	case script.Text:
		name = v.Text
	case script.List:
		if len(v.Items) > 0 {
			name, _ = pluginOf(v.Items[0])
		}
		if len(v.Items) > 1 {
			options = v.Items[1].Join()
		}
	case script.Call:
		if len(v.Items) == 1 && strings.HasPrefix(v.Text, "require") {
			name, _ = v.Items[0].Str()
		}
	default:
	}
	return name, options
}

// isPartial reports whether a list that is set is not known to its end.
func isPartial(list script.Value) bool {
	return list.IsSet() && (list.Kind != script.List || list.Open)
}

// isUnclear reports whether options are neither left out nor a table.
func isUnclear(options script.Value) bool {
	return options.Kind != script.Nothing && options.Kind != script.Table
}

func (d *docusaurus) addDocs(options script.Value) {
	if options.IsFalse() {
		return
	}
	d.Vague = d.Vague || isUnclear(options)
	d.admonitions(options)
	p := contentPlugin{id: d.text(options, "id", "default"), dir: folder(d.text(options, "path", "docs")), route: urlFolder(d.text(options, "routeBasePath", "docs")), paths: map[string]string{}}
	parser := options.At("numberPrefixParser")
	p.noPrefix = parser.IsFalse()
	d.Vague = d.Vague || parser.Kind == script.Function
	p.last = d.text(options, "lastVersion", "")
	for _, version := range options.At("versions").Members {
		if version.Value.Has("path") {
			p.paths[version.Key] = d.text(version.Value, "path", "")
		}
	}
	if p.dir == "" {
		d.Vague = true // its articles lie outside of the site's folder
		return
	}
	d.docs = append(d.docs, p)
}

func (d *docusaurus) addBlog(options script.Value) {
	if options.IsFalse() {
		return
	}
	d.Vague = d.Vague || isUnclear(options)
	d.admonitions(options)
	p := contentPlugin{id: d.text(options, "id", "default"), dir: folder(d.text(options, "path", "blog")), route: urlFolder(d.text(options, "routeBasePath", "blog"))}
	if p.dir == "" {
		d.Vague = true // its articles lie outside of the site's folder
		return
	}
	d.blogs = append(d.blogs, p)
}

func (d *docusaurus) addRedirects(options script.Value) {
	list := options.At("redirects")
	d.Vague = d.Vague || isUnclear(options) || isPartial(list) || options.At("createRedirects").IsSet()
	for _, r := range list.Items {
		to, ok := r.At("to").Str()
		from := r.At("from").Strs()
		if !ok || len(from) == 0 {
			d.Vague = true
			continue
		}
		d.redirects[urlKey(to)] = append(d.redirects[urlKey(to)], from...)
	}
}
