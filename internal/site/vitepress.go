package site

import (
	"cmp"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/kblint/kblint/internal/article"
)

// vitePress makes the URLs of VitePress 1.
type vitePress struct {
	*Config
	settings

	clean    bool     // addresses have no extension
	excluded []string // patterns of files that are no pages
	rewrites []rewrite
	locales  []string // folders of languages, but for that at the root
	dynamic  []string // folders of URLs below which programs make pages
}

// rewrite is an entry of the map rewrites.
type rewrite struct{ from, to string }

// loadVitePress reads .vitepress/config.ts or the like.
func (c *Config) loadVitePress(dir fs.FS) {
	v := &vitePress{Config: c, settings: settings{}}
	c.router = v
	names := append(scriptNames(".vitepress/config"), scriptNames(".vitepress/config/index")...)
	if src, name := readFirst(dir, names...); name != "" {
		c.File, v.settings = name, readScript(src)
	}
	source := folder(cmp.Or(v.text("srcdir"), "."))
	if source == "" {
		source, c.Vague = ".", true
	}
	c.Content = []Mount{{Dir: source, Base: "/"}}
	c.Static = []Mount{{Dir: path.Join(source, "public"), Base: "/"}}
	v.clean = v.isTrue("cleanurls")
	v.excluded = v.texts("srcexclude")
	c.BaseURL = v.text("sitemap.hostname")
	if base := v.text("base"); base != "" && c.BaseURL != "" {
		c.BaseURL = strings.TrimSuffix(c.BaseURL, "/") + "/" + strings.Trim(base, "/")
	}
	v.readLocales()
	v.readRewrites()
	c.Vague = c.Vague || v.isUnknown("srcdir", "rewrites")
}

func (v *vitePress) readLocales() {
	for name := range v.table("locales") {
		if name != "root" {
			v.locales = append(v.locales, strings.Trim(name, "/"))
		}
	}
	v.addLanguages()
}

func (v *vitePress) addLanguages() {
	slices.Sort(v.locales)
	v.locales = slices.Compact(v.locales)
	if len(v.locales) > 0 {
		v.Languages = append([]string{cmp.Or(v.text("locales.root.lang"), v.text("lang"), "root")}, v.locales...)
	}
}

func (v *vitePress) readRewrites() {
	table := v.table("rewrites")
	for _, from := range slices.Sorted(maps.Keys(table)) {
		if to, ok := table[from].(string); ok {
			v.rewrites = append(v.rewrites, rewrite{from, to})
		}
	}
}

func (v *vitePress) survey(pages []*Page) {
	_, guess := v.at("locales").(unknown)
	for _, p := range pages {
		_, inner, ok := v.mountOf(p.rel)
		if !ok {
			continue
		}
		if at, _, isDynamic := strings.Cut(inner, "["); isDynamic {
			v.dynamic = append(v.dynamic, "/"+at)
		}
		if first, rest, _ := strings.Cut(inner, "/"); guess && rest == "index.md" && isLanguage(first) {
			v.locales = append(v.locales, first)
		}
	}
	if guess {
		v.addLanguages()
	}
}

// isLanguage reports whether a folder is called like a language.
func isLanguage(name string) bool {
	_, language := article.CutLanguage("a." + name + ".md")
	return language != ""
}

func (v *vitePress) route(p *Page) {
	_, inner, ok := v.mountOf(p.rel)
	if !ok || path.Ext(inner) != ".md" || strings.Contains(inner, "[") || strings.HasPrefix(inner, ".") || v.isExcluded(inner) {
		p.Status = NoPage
		return
	}
	inner = v.rewritten(inner)
	if len(v.Languages) > 0 {
		p.Language = v.Languages[0]
		if first, _, nested := strings.Cut(inner, "/"); nested && slices.Contains(v.locales, first) {
			p.Language = first
		}
	}
	stem := strings.TrimSuffix(inner, ".md")
	switch {
	case path.Base(stem) == "index":
		p.URL = urlFolder(path.Dir("/" + stem))
	case v.clean:
		p.URL = "/" + stem
		p.Also = []string{p.URL + ".html"}
	default:
		p.URL = "/" + stem + ".html"
		p.Also = []string{"/" + stem}
	}
}

func (v *vitePress) isExcluded(inner string) bool {
	return strings.Contains("/"+inner, "/node_modules/") || slices.ContainsFunc(v.excluded, func(pattern string) bool {
		ok, err := doublestar.Match(pattern, inner)
		return err == nil && ok
	})
}

// rewritten is where the first rewrite that fits moves an article: ":name" stands for one folder or name, and
// ":name*" or "(.*)" for any number.
func (v *vitePress) rewritten(inner string) string {
	for _, r := range v.rewrites {
		if values, ok := matchRewrite(strings.Split(r.from, "/"), strings.Split(inner, "/")); ok {
			return fillRewrite(r.to, values)
		}
	}
	return inner
}

func matchRewrite(pattern, names []string) (values map[string]string, ok bool) {
	if len(pattern) == 0 {
		return map[string]string{}, len(names) == 0
	}
	token, isMany := strings.CutSuffix(strings.TrimSuffix(pattern[0], "(.*)"), "*")
	isMany = isMany || strings.HasSuffix(pattern[0], "(.*)")
	name, isParameter := strings.CutPrefix(token, ":")
	switch {
	case isParameter && isMany:
		return matchMany(name, pattern[1:], names)
	case len(names) == 0:
		return nil, false
	case isParameter:
		return matchOne(name, pattern[1:], names)
	case token != names[0]:
		return nil, false
	default:
		return matchRewrite(pattern[1:], names[1:])
	}
}

// matchMany gives a parameter as many names as the rest of the pattern leaves.
func matchMany(name string, rest, names []string) (values map[string]string, ok bool) {
	for n := len(names); n >= 0; n-- {
		if values, ok := matchRewrite(rest, names[n:]); ok {
			values[name] = strings.Join(names[:n], "/")
			return values, true
		}
	}
	return nil, false
}

// matchOne gives a parameter one name, or what stands before an extension: ":name.md".
func matchOne(name string, rest, names []string) (values map[string]string, ok bool) {
	name, suffix, hasSuffix := strings.Cut(name, ".")
	value, fits := names[0], true
	if hasSuffix {
		value, fits = strings.CutSuffix(names[0], "."+suffix)
	}
	values, ok = matchRewrite(rest, names[1:])
	if !ok || !fits {
		return nil, false
	}
	values[name] = value
	return values, true
}

func fillRewrite(to string, values map[string]string) string {
	parts := strings.Split(to, "/")
	for i, part := range parts {
		name, isParameter := strings.CutPrefix(strings.TrimSuffix(part, "*"), ":")
		if !isParameter {
			continue
		}
		name, suffix, hasSuffix := strings.Cut(name, ".")
		parts[i] = values[name]
		if hasSuffix {
			parts[i] += "." + suffix
		}
	}
	return path.Join(parts...)
}

func (v *vitePress) serves(urlPath string) bool {
	key := urlKey(urlPath)
	if key == "/404.html" || key == "/sitemap.xml" {
		return true
	}
	return slices.ContainsFunc(v.dynamic, func(dir string) bool { return strings.HasPrefix(key+"/", dir) })
}

func (v *vitePress) elsewhere(*Page, string) []string { return nil }
