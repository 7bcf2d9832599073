package site

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/site/script"
)

// vitepress makes the URLs of VitePress, as of version 1.6: src/node/plugins/dynamicRoutesPlugin.ts,
// src/node/markdown/plugins/link.ts and src/node/markdownToVue.ts of github.com/vuejs/vitepress.
type vitepress struct {
	*Config

	src      string   // the folder of articles
	excluded []string // patterns of files that are no pages
	clean    bool     // URLs have no extension
	rewrites rewrites
	made     []string // folders of articles that are made before the site is, relative to the site's folder

	dynamic []*regexp.Regexp // of paths whose pages are made by programs, without their extensions
	guess   bool             // a program decides which languages there are

	expected []string // links that may lead nowhere, and patterns of such
	patterns []*regexp.Regexp
}

// loadVitePress reads VitePress's configuration as far as it says things outright.
func (c *Config) loadVitePress(dir fs.FS) {
	v := &vitepress{Config: c, src: "."}
	c.router, c.File = v, ".vitepress"
	var places []string // the longer names come first
	for _, ext := range []string{".js", ".ts", ".mjs", ".mts"} {
		places = append(places, ".vitepress/config/index"+ext, ".vitepress/config"+ext)
	}
	m, config := c.program(dir, places)
	c.hidden = c.Vague
	if base := config.At("extends").Result().Join(); base.Kind == script.Table {
		config = base.Plus(config)
	}
	v.folders(config)
	v.markdown(config)
	v.clean, _ = config.At("cleanUrls").Truth()
	v.excluded = config.At("srcExclude").Strs()
	v.rewrites = rewritesOf(config.At("rewrites"))
	c.Vague = c.Vague || v.rewrites.vague && config.Has("rewrites")
	v.expect(config.At("ignoreDeadLinks"))
	v.address(config)
	v.locales(config.At("locales").Join(), config)
	for _, name := range m.Missing() {
		v.made = append(v.made, path.Dir(name))
	}
}

// folders settles where articles and files are.
func (v *vitepress) folders(config script.Value) {
	v.src, v.Vague = folderIn(config, "srcDir", ".", v.Vague)
	public, isVague := folderIn(config.At("vite"), "publicDir", "public", false)
	v.hidden = v.hidden || isVague
	v.Content = []Mount{{Dir: v.src, Base: "/"}}
	v.Static = []Mount{{Dir: cleanFolder(path.Join(v.src, public)), Base: "/"}}
}

// cleanFolder is a folder of a configuration; that of the site stands for one that leads out of it.
func cleanFolder(name string) string {
	if name = folder(name); name == "" {
		return "."
	}
	return name
}

// folderIn is a folder of a configuration; vague becomes true if it is computed or leads out of the site.
func folderIn(config script.Value, key, usual string, vague bool) (dir string, isVague bool) {
	name, ok := config.At(key).Str()
	if !ok {
		return usual, vague || config.Has(key) && config.At(key).IsSet()
	}
	dir = folder(strings.TrimSuffix(strings.TrimPrefix(name, "./"), "/"))
	return cleanFolder(dir), vague || dir == ""
}

// address settles the base URL: its host is known from the site map.
func (v *vitepress) address(config script.Value) {
	base, ok := config.At("base").Str()
	v.anyBase = !ok && config.At("base").IsSet()
	host, _ := config.At("sitemap", "hostname").Str()
	v.BaseURL = baseURL(host, base)
}

// baseURL puts a host and the path of a site together.
func baseURL(address, base string) string {
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok {
		if urlFolder(base) == "/" {
			return ""
		}
		return urlFolder(base)
	}
	host, _, _ := strings.Cut(rest, "/")
	return scheme + "://" + host + urlFolder(base)
}

// locales settles the languages: all but that of the root are called after their folders.
func (v *vitepress) locales(table, config script.Value) {
	v.guess = table.Kind != script.Table && table.IsSet() || table.Open
	if len(table.Members) < 2 {
		return
	}
	root := "root"
	for _, lang := range []script.Value{table.At("root", "lang"), config.At("lang")} {
		if name, ok := lang.Str(); ok && name != "" {
			root = name
			break
		}
	}
	if table.Has("root") {
		v.Languages = append(v.Languages, root)
	}
	for _, m := range table.Members {
		if m.Key != "root" {
			v.Languages = append(v.Languages, strings.Trim(m.Key, "/"))
		}
	}
}

// source is the path of an article below the folder of articles; ok is false for one that is no page.
func (v *vitepress) source(rel string) (name string, ok bool) {
	_, name, ok = v.mountOf(rel)
	if !ok || path.Ext(name) != ".md" {
		return name, false
	}
	dir := ""
	for part := range strings.SplitSeq(name, "/") {
		dir = path.Join(dir, part)
		if strings.HasPrefix(part, ".") || part == "node_modules" || part == "dist" && dir != name || v.excludes(dir) {
			return name, false
		}
	}
	return name, true
}

// excludes reports whether a file or folder is kept from being read.
func (v *vitepress) excludes(name string) bool {
	for _, pattern := range v.excluded {
		pattern = strings.TrimSuffix(strings.TrimPrefix(pattern, "./"), "/")
		if ok, err := doublestar.Match(pattern, name); ok && err == nil {
			return true
		}
	}
	return false
}

// parameter is a part of a path that a program fills in.
var parameter = regexp.MustCompile(`\[\w+?\]`)

func (v *vitepress) survey(pages []*Page) {
	if len(v.Content) > 0 {
		v.src = v.Content[0].Dir
	}
	if v.guess {
		v.guessLanguages(pages)
	}
	const mark = "kblint0dynamic"
	for _, p := range pages {
		name, ok := v.source(p.rel)
		if !ok || !parameter.MatchString(name) {
			continue
		}
		name = v.rewrites.apply(parameter.ReplaceAllString(name, mark))
		pattern := strings.ReplaceAll(regexp.QuoteMeta(strings.TrimSuffix(name, ".md")), mark, ".+")
		v.dynamic = append(v.dynamic, regexp.MustCompile("^/"+pattern+"$"))
	}
}

// guessLanguages takes the folders that have an index and are called as languages are for those of languages.
func (v *vitepress) guessLanguages(pages []*Page) {
	for _, p := range pages {
		name, ok := v.source(p.rel)
		if first, rest, _ := strings.Cut(name, "/"); ok && rest == "index.md" && isLanguage(first) && !slices.Contains(v.Languages, first) {
			if len(v.Languages) == 0 {
				v.Languages = append(v.Languages, "root")
			}
			v.Languages = append(v.Languages, first)
		}
	}
}

// isLanguage reports whether a folder is called as a language is.
func isLanguage(name string) bool {
	_, language := article.CutLanguage("a." + name + ".md")
	return language != ""
}

func (v *vitepress) route(p *Page) {
	name, ok := v.source(p.rel)
	if !ok || parameter.MatchString(name) {
		p.Status = NoPage
		return
	}
	if v.Vague {
		return
	}
	stem := "/" + strings.TrimSuffix(v.rewrites.apply(name), ".md")
	dir, base := path.Split(stem)
	switch {
	case base == "index":
		p.URL, p.Also = dir, []string{stem}
	case v.clean:
		p.URL, p.Also = stem, []string{stem + ".html"}
	default:
		p.URL, p.Also = stem+".html", []string{stem}
	}
	p.Language = v.languageOf(stem)
}

// languageOf is the language of a page by the first folder of its URL.
func (v *vitepress) languageOf(urlPath string) string {
	return firstFolder(v.Languages, urlPath)
}

// firstFolder is the language whose folder a URL path lies in, or else the first.
func firstFolder(languages []string, urlPath string) string {
	if len(languages) == 0 {
		return ""
	}
	for _, language := range languages {
		if _, ok := cutFolder(urlPath, language); ok {
			return language
		}
	}
	return languages[0]
}

// usualFiles are files that plugins of many sites make at the root.
var usualFiles = set(
	"sitemap.xml", "robots.txt", "404.html", "llms.txt", "llms-full.txt", "llms-small.txt", "feed.xml", "feed.rss", "feed.atom", "feed.json",
	"rss.xml", "atom.xml", "hashmap.json", "manifest.webmanifest", "sw.js", "sitemap-index.xml", "sitemap-0.xml",
)

func (v *vitepress) serves(urlPath string) bool {
	key := urlKey(urlPath)
	return usualFiles[path.Base(key)] || strings.HasPrefix(key, "/assets/") || strings.HasPrefix(key, "/404")
}

func (v *vitepress) elsewhere(*Page, string) []string { return nil }

// link looks a link up as VitePress does: relative to the article, or where the article is moved to, with
// or without extension, and without the base of the site.
func (v *vitepress) link(s *Space, from *Page, name string, image bool) Target {
	t := v.look(s, from, name, image)
	if t.Outcome == Missing && from.Status == NoPage && t.Reason != LetterCase {
		return Target{} // what is included in other articles is resolved from there
	}
	return t
}

func (v *vitepress) look(s *Space, from *Page, name string, image bool) Target {
	if image || from.Status == NoPage || v.Vague || !isPageOfVitePress(name) {
		return s.plainly(from, name)
	}
	wanted := v.wanted(from, name)
	for _, key := range append([]string{wanted}, s.spellings(nil, wanted)...) {
		if p := s.at(key); p != nil {
			return s.reach(from, p)
		}
		if p := s.alias[urlKey(key)]; p != nil {
			return Target{Outcome: Found, Page: p, Alias: true}
		}
		if v.isMade(key) {
			return Target{}
		}
		if file, ok := s.staticPage(key); ok {
			return Target{Outcome: Found, File: file}
		}
		if v.serves(key) {
			return Target{Outcome: Found}
		}
	}
	if s.isHosted(wanted) {
		return Target{Outcome: Found}
	}
	return v.lost(s, from, name, wanted)
}

// staticPage is a file that is served as it is at the path of a page.
func (s *Space) staticPage(urlPath string) (file string, found bool) {
	for _, ext := range []string{"", ".html", "/index.html"} {
		if file, found := s.static(strings.TrimSuffix(urlPath, "/") + ext); found {
			return file, true
		}
	}
	return "", false
}

// wanted is the path, without extension, of the page that a link means.
func (v *vitepress) wanted(from *Page, name string) string {
	isFolder := strings.HasSuffix(name, "/")
	for _, ext := range []string{".md", ".html"} {
		if stem, ok := strings.CutSuffix(name, ext); ok {
			name = stem
			break
		}
	}
	if !strings.HasPrefix(name, "/") {
		dir := from.URL
		if !strings.HasSuffix(dir, "/") {
			dir = path.Dir(dir)
		}
		name = path.Join(dir, name)
	}
	if name = path.Clean(name); isFolder {
		name = path.Join(name, "index")
	}
	return name
}

// isMade reports whether a page may be made by a program.
func (v *vitepress) isMade(key string) bool {
	for _, pattern := range v.dynamic {
		if pattern.MatchString(key) {
			return true
		}
	}
	for _, dir := range v.made {
		if inner, ok := below(v.src, dir); ok && inner != "." {
			if _, ok := cutFolder(key, inner); ok {
				return true
			}
		}
	}
	return false
}

// lost says what a link differs in that leads nowhere.
func (v *vitepress) lost(s *Space, from *Page, name, wanted string) Target {
	if v.isExpected(name, wanted) {
		return Target{}
	}
	here := path.Join(v.src, wanted)
	if !strings.HasPrefix(name, "/") {
		here = path.Join(path.Dir(from.rel), strings.TrimSuffix(strings.TrimSuffix(name, ".md"), ".html"))
	}
	if !isInside(path.Join(s.Dir, here)) {
		return Target{}
	}
	if p := s.byPath[here+".md"]; p != nil && p.URL != "" {
		return Target{Outcome: Missing, Page: p, Reason: Alike} // its article lies there, but its page is elsewhere
	}
	if file, ok := s.find(here + ".md"); ok {
		if _, isPage := v.source(here + ".md"); isPage && s.byPath[here+".md"] == nil {
			return Target{Outcome: Found, File: file} // kblint is told to ignore it
		}
		return Target{Outcome: Missing, File: file} // which is no page
	}
	if file, ok := s.unlisted(here); ok {
		return Target{Outcome: Found, File: file}
	}
	return s.missing(from, wanted)
}

// isExpected reports whether the configuration says of a link that it may lead nowhere: something else may
// be served there.
func (v *vitepress) isExpected(name, wanted string) bool {
	for _, link := range []string{name, "./" + name, wanted, strings.TrimSuffix(strings.TrimSuffix(name, ".md"), ".html")} {
		if slices.Contains(v.expected, link) || matches(v.patterns, link) {
			return true
		}
	}
	return false
}

// expect reads which links may lead nowhere.
func (v *vitepress) expect(list script.Value) {
	v.expected = list.Strs()
	for _, item := range list.Items {
		if item.Kind != script.Pattern {
			continue
		}
		if re, err := regexp.Compile(item.Text); err == nil {
			v.patterns = append(v.patterns, re)
		}
	}
}

// filesOfVitePress are the extensions of what VitePress takes for files and not for pages
// (src/shared/shared.ts, treatAsHtml).
var filesOfVitePress = set(strings.Split("3g2,3gp,aac,ai,apng,au,avif,bin,bmp,cer,class,conf,crl,css,csv,dll,doc,eps,epub,exe,gif,gz,ics,ief,jar,jpe,jpeg,jpg,js,json,jsonld,m4a,man,mid,midi,mjs,mov,mp2,mp3,mp4,mpe,mpeg,mpg,mpp,oga,ogg,ogv,ogx,opus,otf,p10,p7c,p7m,p7s,pdf,png,ps,qt,roff,rtf,rtx,ser,svg,t,tif,tiff,tr,ts,tsv,ttf,txt,vtt,wav,weba,webm,webp,woff,woff2,xhtml,xml,yaml,yml,zip", ",")...)

func isPageOfVitePress(name string) bool {
	return !filesOfVitePress[strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))]
}
