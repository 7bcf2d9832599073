package site

import (
	"cmp"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// hugo makes the URLs of Hugo, as of version 0.160: hugolib/page__paths.go and resources/page/page_paths.go
// of github.com/gohugoio/hugo.
type hugo struct {
	*Config
	settings

	subdir     bool              // the default language has a folder of its own, too
	ugly       map[string]bool   // by section; "" for all
	lower      bool              // paths are in lower case
	accents    bool              // paths keep their accents
	permalinks map[string]string // patterns of pages by section
	sectional  map[string]string // patterns of sections by section
	termly     map[string]string // patterns of terms by taxonomy
	taxonomies map[string]string // the plural of each, by itself
	ignored    []*regexp.Regexp
	drafts     bool // drafts, and pages that are not due, are published
	future     bool
	expired    bool
	anchorType string
	hooked     bool // a render hook looks pages up by the paths of their articles

	bundles  map[string]bool  // folders of leaf bundles, relative to the site's folder
	sections map[string]*Page // pages that are sections, by folder relative to their mount, and by language
	lists    map[string]bool  // urlKeys of lists that no article stands for
}

// loadHugo reads Hugo's configuration: a file, and the folder config with what holds for production.
func (c *Config) loadHugo(dir fs.FS) {
	h := &hugo{Config: c, settings: settings{}}
	c.router = h
	for _, stem := range []string{"hugo", "config"} {
		for _, ext := range []string{".toml", ".yaml", ".yml", ".json"} {
			if h.read(dir, stem+ext, "") && c.File == "" {
				c.File = stem + ext
			}
		}
		if c.File != "" {
			break
		}
	}
	for _, environment := range []string{"_default", "production"} {
		h.readFolder(dir, "config/"+environment)
	}
	c.BaseURL = h.text("baseurl")
	h.languages()
	h.mounts()
	h.urls()
	h.menus()
	h.hooked = h.hasLinkHook(dir)
}

// hasLinkHook reports whether links are made by a render hook: Hugo's own, one of the site, or one of a theme,
// which may have one if it is not here.
func (h *hugo) hasLinkHook(dir fs.FS) bool {
	switch h.text("markup.goldmark.renderhooks.link.useembedded") + h.text("markup.goldmark.renderhooks.link.enabledefault") {
	case "always", "fallback", "true":
		return true
	case "", "auto":
		if len(h.Languages) > 1 {
			return true
		}
	}
	if len(h.texts("theme")) > 0 || len(h.tables("module.imports")) > 0 {
		return true
	}
	for _, folder := range []string{"layouts/_default/_markup", "layouts/_markup"} {
		entries, _ := fs.ReadDir(dir, folder) // most sites have none
		for _, e := range entries {
			if strings.HasPrefix(e.Name(), "render-link") {
				return true
			}
		}
	}
	return false
}

// read merges a file into the settings, below a key if there is one.
func (h *hugo) read(dir fs.FS, name, key string) bool {
	src, err := fs.ReadFile(dir, name)
	if err != nil {
		return false
	}
	read, err := readSettings(name, src)
	if err != nil {
		h.problem(err)
		return true
	}
	for below := key; below != ""; {
		outer, last, nested := cutLast(below)
		read = settings{last: read}
		if !nested {
			break
		}
		below = outer
	}
	h.merge(read)
	return true
}

// cutLast cuts a name at its last dot.
func cutLast(s string) (before, last string, found bool) {
	if i := strings.LastIndexByte(s, '.'); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return "", s, false
}

// readFolder reads a folder of the configuration: the files hugo and config are the root, all others are
// called after the key that they hold, "languages.id.toml" after two.
func (h *hugo) readFolder(dir fs.FS, name string) {
	entries, _ := fs.ReadDir(dir, name) // most sites have none
	for _, e := range entries {
		stem, ext := stemOf(e.Name()), path.Ext(e.Name())
		if e.IsDir() || ext != ".toml" && ext != ".yaml" && ext != ".yml" && ext != ".json" {
			continue
		}
		key := strings.ToLower(stem)
		if key == "hugo" || key == "config" {
			key = ""
		}
		if h.read(dir, path.Join(name, e.Name()), key) && h.File == "" {
			h.File = name
		}
	}
}

// languages settles which languages the site has.
func (h *hugo) languages() {
	table := h.table("languages")
	if len(table) == 0 {
		return
	}
	usual := strings.ToLower(cmp.Or(h.text("defaultcontentlanguage"), "en"))
	h.subdir = h.isTrue("defaultcontentlanguageinsubdir")
	disabled := h.texts("disablelanguages")
	names := slices.Sorted(maps.Keys(table))
	if _, ok := table[usual]; ok {
		h.Languages = append(h.Languages, usual)
	}
	for _, name := range names {
		language, _ := table[name].(settings)
		if name == usual || slices.Contains(disabled, name) || language.isTrue("disabled") {
			continue
		}
		h.Languages = append(h.Languages, name)
	}
}

// mounts settles which folders articles and static files come from.
func (h *hugo) mounts() {
	add := func(to *[]Mount, dir, target, language string) {
		if dir = folder(dir); dir != "" {
			*to = append(*to, Mount{Dir: dir, Base: urlFolder(target), Language: language})
		}
	}
	for _, name := range h.Languages {
		if dir := h.text("languages." + name + ".contentdir"); dir != "" {
			add(&h.Content, dir, "", name)
		}
	}
	for _, m := range h.tables("module.mounts") {
		source, target := m.text("source"), m.text("target")
		if rest, ok := cutFolder(target, "content"); ok {
			add(&h.Content, source, rest, m.text("lang"))
		} else if rest, ok := cutFolder(target, "static"); ok {
			add(&h.Static, source, rest, "")
		}
	}
	if len(h.Content) == 0 {
		add(&h.Content, cmp.Or(h.text("contentdir"), "content"), "", "")
	}
	static := h.texts("staticdir")
	for i := range 10 { // staticDir1 and so on add to it
		static = append(static, h.texts("staticdir"+string(rune('0'+i)))...)
	}
	for _, name := range h.Languages {
		static = append(static, h.texts("languages."+name+".staticdir")...)
	}
	if len(static) == 0 {
		static = []string{"static"}
	}
	for _, dir := range append(static, "assets") {
		add(&h.Static, dir, "", "")
	}
	for _, theme := range h.texts("theme") {
		add(&h.Static, path.Join(cmp.Or(h.text("themesdir"), "themes"), theme, "static"), "", "")
	}
}

// cutFolder takes a folder off the front of a path.
func cutFolder(name, dir string) (rest string, ok bool) {
	name = strings.Trim(name, "/")
	if name == dir {
		return "", true
	}
	return strings.CutPrefix(name, dir+"/")
}

// urlFolder is a path with slashes at both ends.
func urlFolder(name string) string {
	if name = strings.Trim(name, "/"); name == "" {
		return "/"
	}
	return "/" + name + "/"
}

// urls settles how URLs are made.
func (h *hugo) urls() {
	h.lower = !h.isTrue("disablepathtolower")
	h.accents = !h.isTrue("removepathaccents")
	h.drafts, h.future, h.expired = h.isTrue("builddrafts"), h.isTrue("buildfuture"), h.isTrue("buildexpired")
	h.anchorType = cmp.Or(h.text("markup.goldmark.parser.autoheadingidtype"), h.text("markup.goldmark.parser.autoidtype"), "github")
	h.ugly = map[string]bool{"": h.isTrue("uglyurls")}
	for section := range h.table("uglyurls") {
		h.ugly[section] = h.isTrue("uglyurls." + section)
	}
	h.patterns()
	h.taxonomyNames()
	for _, pattern := range h.texts("ignorefiles") {
		if re, err := regexp.Compile(pattern); err == nil {
			h.ignored = append(h.ignored, re)
		}
	}
}

// patterns settles the permalinks: those of pages and terms, or those of one kind.
func (h *hugo) patterns() {
	h.permalinks, h.sectional, h.termly = map[string]string{}, map[string]string{}, map[string]string{}
	for key, value := range h.table("permalinks") {
		switch value := value.(type) {
		case string:
			h.permalinks[strings.Trim(key, " /")], h.termly[strings.Trim(key, " /")] = value, value
		case settings:
			kinds := map[string]map[string]string{"page": h.permalinks, "section": h.sectional, "term": h.termly}
			for section := range value {
				if kind := kinds[key]; kind != nil {
					kind[strings.Trim(section, " /")] = value.text(section)
				}
			}
		}
	}
}

// taxonomyNames settles which keys of the front matter have lists.
func (h *hugo) taxonomyNames() {
	h.taxonomies = map[string]string{}
	kinds := h.texts("disablekinds")
	switch table, isSet := h.at("taxonomies").(settings); {
	case slices.Contains(kinds, "taxonomy") && slices.Contains(kinds, "term"):
	case isSet:
		for key := range table {
			h.taxonomies[strings.ToLower(table.text(key))] = table.text(key)
		}
	default:
		h.taxonomies["tags"], h.taxonomies["categories"] = "tags", "categories"
	}
}

// menus are the entries of all menus of the configuration.
func (h *hugo) menus() {
	for _, key := range []string{"menu", "menus"} {
		for name := range h.table(key) {
			for _, entry := range h.tables(key + "." + name) {
				if destination := cmp.Or(entry.text("pageref"), entry.text("url")); destination != "" {
					h.Menus = append(h.Menus, destination)
				}
			}
		}
	}
	slices.Sort(h.Menus)
}

// sanitized is a path as Hugo writes it: in lower case, with hyphens for blanks, without what is neither
// letter nor digit nor one of a few signs (common/paths.Sanitize).
func (h *hugo) sanitized(s string) string {
	out := make([]rune, 0, len(s))
	hyphen, wasHyphen := false, false
	for i, r := range s {
		if !isPathRune(s, i, r) {
			hyphen = hyphen || len(out) > 0 && !wasHyphen && unicode.IsSpace(r)
			continue
		}
		wasHyphen = r == '-'
		if hyphen && !wasHyphen {
			out = append(out, '-')
		}
		hyphen = false
		out = append(out, r)
	}
	s = string(out)
	if !h.accents {
		withoutMarks := transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
		if plain, _, err := transform.String(withoutMarks, s); err == nil {
			s = plain
		}
	}
	if h.lower {
		s = strings.ToLower(s)
	}
	return s
}

func isPathRune(s string, i int, r rune) bool {
	switch {
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
		return true
	case r == '%':
		return i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2])
	default:
		return strings.ContainsRune(`./\_#+~-@`, r)
	}
}

func isHex(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f' }
