package site

import (
	"path"
	"strings"

	"github.com/kblint/kblint/internal/article"
)

// Link is where a link or image of an article is to lead.
type Link struct {
	URL      string // the destination, unescaped
	Template string // the template that makes it, "" for none
	Image    bool
}

// Outcome is what became of looking a destination up.
type Outcome uint8

// The outcomes.
const (
	Unjudged Outcome = iota // it cannot be known from the source of the site
	External                // it leads to another site
	Found                   // it leads to a page or a file of this one
	Missing                 // it should, but nothing is there
)

// Reason says what a missing destination differs in from one that exists.
type Reason uint8

// The reasons.
const (
	NoReason       Reason = iota
	LetterCase            // the letter case of the path
	NotPublished          // the page is a draft, or its time has not come, or is over
	OtherExtension        // the extension
	IndexFile             // the path names the file of an index, whose page has the path of its folder
	OtherLanguage         // the page exists in another language
	NamedSo               // an article is called so, but its page is elsewhere
	Alike                 // something is called alike
)

// Target is where a destination leads.
type Target struct {
	Outcome  Outcome
	Page     *Page  // the page found, or the nearest of a missing one
	File     string // a file found that is no page, or the nearest of a missing one, relative to the content root
	Fragment string // not percent-encoded
	Alias    bool   // the page was found by an alias
	IsFile   bool   // a missing destination names a file rather than a page
	Own      bool   // it was written with the host of the site
	Reason   Reason
}

// Resolve looks up where a link of a page leads.
func (s *Space) Resolve(from *Page, l Link) Target {
	if l.Template != "" {
		return s.template(from, l)
	}
	destination, ok := s.knowable(l.URL)
	if !ok {
		return Target{}
	}
	own, isOwn := s.ownPath(destination)
	switch {
	case isOwn:
		destination = own
	case strings.HasPrefix(destination, "//") || article.HasScheme(destination):
		return Target{Outcome: External}
	}
	t := s.path(from, destination, l.Image)
	t.Own = isOwn
	if t.Outcome == Missing && !isOwn && !t.IsFile {
		return s.hooked(from, t, destination)
	}
	return t
}

// Leads reports whether readers who ask for the path of a URL find a page or a file, or are led on to one. What
// cannot be known counts as found.
func (s *Space) Leads(urlPath string) bool {
	if p := s.at(urlPath); p != nil {
		return p.Status == Published
	}
	for _, from := range s.Pages {
		if from.Status == Published {
			return s.path(from, s.Address(urlPath), false).Outcome != Missing
		}
	}
	return false
}

// hooked is what a render hook of Hugo may make of a link that leads nowhere: a page by the path of its article
// in any letter case, or, of a letter or two, anything.
func (s *Space) hooked(from *Page, t Target, destination string) Target {
	h, ok := s.router.(*hugo)
	if !ok || !h.hooked {
		return t
	}
	name, _, _ := strings.Cut(destination, "#")
	name, _, _ = strings.Cut(name, "?")
	const shortWord = 2 // as in "[term](g)", which leads to a glossary
	if !strings.ContainsAny(name, "/.") && len(name) <= shortWord {
		return Target{}
	}
	name = strings.ToLower(article.PercentDecoded(name))
	places := h.elsewhere(from, name)
	if !strings.HasPrefix(name, "/") {
		places = append(places, path.Join(path.Dir(from.rel), name))
	}
	for _, place := range places {
		for _, p := range s.logical()[logicalPath(place)] {
			if p.Language == from.Language {
				reached := s.reach(from, p)
				reached.Fragment = t.Fragment
				return reached
			}
		}
	}
	return t
}

// logicalPath is the path of an article as Hugo looks it up: in lower case, without extension and index.
func logicalPath(rel string) string {
	rel = strings.ToLower(rel)
	if isArticle(rel) {
		rel = strings.TrimSuffix(rel, path.Ext(rel))
	}
	return strings.TrimSuffix(strings.TrimSuffix(rel, "/index"), "/_index")
}

// knowable takes off what a template puts in front of a path and is known: the site's own address. It
// fails if a template remains.
func (s *Space) knowable(destination string) (string, bool) {
	if !strings.ContainsAny(destination, "{}<>$\n") {
		return destination, true
	}
	if _, ok := s.router.(linker); ok {
		return "", false // which has no templates in links
	}
	if rest, ok := strings.CutPrefix(destination, "{{"); ok {
		name, after, closed := strings.Cut(rest, "}}")
		switch strings.TrimSpace(name) {
		case "site.baseurl", "site.url", "site.url }}{{ site.baseurl", ".Site.BaseURL", "base":
			if closed {
				return s.knowable("/" + strings.TrimLeft(after, "/"))
			}
		}
	}
	return "", false
}

// path looks a destination up that is on this site.
func (s *Space) path(from *Page, destination string, image bool) Target {
	rest, fragment, _ := strings.Cut(destination, "#")
	rest, _, _ = strings.Cut(rest, "?")
	name := article.PercentDecoded(rest)
	var t Target
	switch {
	case name == "":
		t = Target{Outcome: Found, Page: from}
	case strings.ContainsAny(name[:1], "~@") || strings.ContainsRune(name, 0):
		return s.aliased(from, name)
	default:
		t = s.linked(from, name, image)
	}
	t.Fragment = article.PercentDecoded(fragment)
	if t.Outcome == Missing {
		t.IsFile = image || isFile(name)
		if s.isHidden(t, name) {
			return Target{} // a program may make it
		}
	}
	return t
}

// isHidden reports whether what a path names may exist, though it is not found.
func (s *Space) isHidden(t Target, name string) bool {
	if t.IsFile && !isArticle(name) {
		return s.hidden && name[0] == '/'
	}
	return s.Vague && t.Reason != LetterCase && t.Reason != NotPublished
}

// linker is a router whose generator reads the paths of links in a way of its own.
type linker interface {
	// link looks up a path that is not empty.
	link(s *Space, from *Page, name string, image bool) Target
}

// linked looks up a path as the generator reads it.
func (s *Space) linked(from *Page, name string, image bool) Target {
	if r, ok := s.router.(linker); ok {
		return r.link(s, from, name, image)
	}
	return s.plainly(from, name)
}

// plainly looks up a path that may be that of a file or of a URL.
func (s *Space) plainly(from *Page, name string) Target {
	if name[0] == '/' {
		return s.absolute(from, name)
	}
	return s.relative(from, name)
}

// aliased looks up what bundlers resolve: of their names only that of the site's folder is known.
func (s *Space) aliased(from *Page, name string) Target {
	rest, ok := strings.CutPrefix(name, "@site/")
	if !ok || s.Generator != Docusaurus {
		return Target{}
	}
	if t, found := s.file(from, path.Clean(rest)); found {
		return t
	}
	return Target{Outcome: Missing, IsFile: true}
}

// absolute looks up a path that starts at the root of the site.
func (s *Space) absolute(from *Page, name string) Target {
	if t, ok := s.served(from, name); ok {
		return t
	}
	trimmed := strings.Trim(path.Clean(name), "/")
	if trimmed == "" {
		return Target{Outcome: Found}
	}
	for _, place := range s.placesOf(from, trimmed) {
		if s.isPlain() || isArticle(trimmed) {
			if t, ok := s.file(from, place); ok {
				return t
			}
		} else if file, ok := s.unlisted(place); ok {
			return Target{Outcome: Found, File: file}
		}
	}
	if s.Generator == Unknown {
		return Target{}
	}
	return s.missing(from, name)
}

// placesOf are the paths, relative to the site's folder, that a path from the root of the site may mean.
func (s *Space) placesOf(from *Page, name string) []string {
	places := append(s.router.elsewhere(from, "/"+name), name)
	for _, m := range s.Content {
		places = append(places, path.Join(m.Dir, name))
	}
	return places
}

// unlisted finds a file, or an article whose page is not known since it is ignored: one that is not among
// the pages.
func (s *Space) unlisted(name string) (file string, found bool) {
	if file, found := s.find(name); found {
		return file, true
	}
	for _, ext := range extensions {
		for _, candidate := range [...]string{name + ext, path.Join(name, "index"+ext), path.Join(name, "_index"+ext), path.Join(name, "README"+ext)} {
			if s.byPath[candidate] != nil {
				continue
			}
			if file, found := s.find(candidate); found {
				return file, true
			}
		}
	}
	return "", false
}

// served looks up a path of a URL among pages, aliases, what the generator makes, and static files.
func (s *Space) served(from *Page, urlPath string) (Target, bool) {
	for _, name := range s.localized(urlPath, from) {
		if t, ok := s.servedAs(from, name); ok {
			return t, true
		}
	}
	for _, name := range s.spellings(from, urlPath) {
		if t, ok := s.servedAs(from, name); ok {
			return t, true
		}
	}
	return Target{Outcome: Found}, s.isHosted(urlPath)
}

// servedAs is served for a path that is read in one way.
func (s *Space) servedAs(from *Page, urlPath string) (Target, bool) {
	key := urlKey(urlPath)
	if p := s.atKey(key); p != nil {
		return s.reach(from, p), true
	}
	if p := s.alias[key]; p != nil {
		return Target{Outcome: Found, Page: p, Alias: true}, true
	}
	if s.router.serves(key + "/") {
		return Target{Outcome: Found}, true
	}
	if file, ok := s.static(urlPath); ok {
		return Target{Outcome: Found, File: file}, true
	}
	return Target{}, false
}

// spellings are other ways to read the path of a URL: without the base of the site.
func (s *Space) spellings(from *Page, urlPath string) []string {
	if s.basePath == "/" && s.anyBase {
		return s.withoutFolders(from, urlPath)
	}
	if s.basePath == "/" {
		return nil
	}
	rest, ok := strings.CutPrefix(urlPath+"/", s.basePath)
	if !ok {
		return nil
	}
	return s.localized("/"+strings.TrimSuffix(rest, "/"), from)
}

// withoutFolders are the ways to read a path that may have a base of one or two folders in front.
func (s *Space) withoutFolders(from *Page, urlPath string) []string {
	var names []string
	rest := strings.TrimPrefix(urlPath, "/")
	for range 2 {
		_, inner, ok := strings.Cut(rest, "/")
		if !ok {
			break
		}
		rest = inner
		names = append(names, s.localized("/"+rest, from)...)
	}
	return names
}

// localized are a path of a URL with the language of the page that has the link in front, if the generator
// puts that there, and as it stands.
func (s *Space) localized(urlPath string, from *Page) []string {
	if s.Generator != Docusaurus || from == nil || len(s.Languages) == 0 || from.Language == s.Languages[0] {
		return []string{urlPath}
	}
	return []string{"/" + from.Language + urlPath, urlPath}
}

// reach is a target that is a page, if readers find it.
func (s *Space) reach(from, p *Page) Target {
	if p.Status == Published || p.Status == NoPage || from != nil && from.Status != Published || p == from {
		return Target{Outcome: Found, Page: p}
	}
	return Target{Outcome: Missing, Page: p, Reason: NotPublished}
}

// static is the file that is served at a path of a URL, relative to the content root: one of the static
// folders, or one that lies beside an article.
func (s *Space) static(urlPath string) (file string, found bool) {
	clean := path.Clean(urlPath)
	for _, m := range s.Static {
		rest, ok := strings.CutPrefix(clean, m.Base)
		if !ok || rest == "" {
			continue
		}
		if file, found := s.find(path.Join(m.Dir, rest)); found {
			return file, true
		}
	}
	if isArticle(clean) {
		return "", false
	}
	// The files beside the article of a page are served beside the page.
	for dir := path.Dir(clean); dir != "/" && dir != "."; dir = path.Dir(dir) {
		if p := s.at(dir); p != nil {
			return s.find(path.Join(path.Dir(p.rel), strings.TrimPrefix(clean, dir)))
		}
	}
	return "", false
}

// find looks for a file, by its path relative to the site's folder, and gives that relative to the content
// root.
func (s *Space) find(name string) (file string, found bool) {
	name = path.Join(s.Dir, name)
	if !isInside(name) {
		return "", false
	}
	return name, s.files.IsFile(name)
}

// isInside reports whether a path stays below the content root.
func isInside(name string) bool {
	return name != ".." && !strings.HasPrefix(name, "../") && !strings.HasPrefix(name, "/")
}

// extensions are what a link may leave away of the name of an article.
var extensions = [...]string{".md", ".mdx", ".markdown", ".html"}

// indexes are the articles that stand for their folder.
var indexes = [...]string{"index", "_index", "README", "readme"}

// file looks up an article or another file, by a path relative to the site's folder.
func (s *Space) file(from *Page, name string) (Target, bool) {
	if p := s.article(from, name); p != nil {
		return s.reach(from, p), true
	}
	if !isInside(path.Join(s.Dir, name)) {
		return Target{}, true // what lies outside is not looked at
	}
	for _, candidate := range s.candidates(from, name) {
		if file, ok := s.find(candidate); ok {
			return Target{Outcome: Found, File: file}, true
		}
	}
	if folder := path.Join(s.Dir, name); s.isPlain() && s.files.IsFolder(folder) {
		return Target{Outcome: Found, File: folder}, true
	}
	return Target{}, false
}

// candidates are the files that a path may mean: itself, its version for the language, and what it may have
// left away.
func (s *Space) candidates(from *Page, name string) []string {
	out := []string{name}
	if from != nil && from.Language != "" {
		ext := path.Ext(name)
		out = append(out, strings.TrimSuffix(name, ext)+"."+from.Language+ext)
	}
	for _, ext := range extensions {
		out = append(out, name+ext)
	}
	for _, index := range indexes {
		for _, ext := range extensions {
			out = append(out, path.Join(name, index+ext))
		}
	}
	return out
}

func (s *Space) isPlain() bool { return s.Generator == Plain || s.Generator == Unknown }

// article looks up an article by its path, which may lack the extension, the name of an index, or the
// language.
func (s *Space) article(from *Page, name string) *Page {
	if p := s.byPath[name]; p != nil {
		return p
	}
	stem := name
	if isArticle(name) {
		stem = strings.TrimSuffix(name, path.Ext(name))
	}
	stems := []string{stem}
	for _, index := range indexes {
		stems = append(stems, path.Join(name, index))
	}
	languages := s.suffixesFor(from)
	for _, stem := range stems {
		for _, language := range languages {
			for _, ext := range extensions {
				if p := s.byPath[stem+language+ext]; p != nil {
					return p
				}
			}
		}
	}
	return nil
}

// suffixesFor are the suffixes of languages that the name of an article may have: none, that of the page
// that links to it, and that of the default language.
func (s *Space) suffixesFor(from *Page) []string {
	suffixes := []string{""}
	if from != nil && from.Language != "" {
		suffixes = append(suffixes, "."+from.Language)
	}
	if len(s.Languages) > 0 {
		suffixes = append(suffixes, "."+s.Languages[0])
	}
	return suffixes
}

// relative looks up a path that starts at the article, as editors and GitHub see it, or at its page, as
// browsers do.
func (s *Space) relative(from *Page, name string) Target {
	here := path.Join(path.Dir(from.rel), name)
	outside := !isInside(path.Join(s.Dir, here))
	if !outside {
		if t, ok := s.file(from, here); ok {
			return t
		}
	}
	for _, dir := range browsed(from.URL) {
		if t, ok := s.served(from, path.Join(dir, name)); ok {
			return t
		}
	}
	for _, other := range s.router.elsewhere(from, name) {
		if t, ok := s.file(from, other); ok && t.Outcome != Unjudged {
			return t
		}
	}
	if outside || s.Generator == Unknown && !isFile(name) {
		return Target{} // it may be the address of a page, of which nothing is known
	}
	return s.missingRelative(from, name, here)
}

// browsed are the folders that browsers may resolve the links of a page from, with and without a slash at
// the end of its address.
func browsed(urlPath string) []string {
	if urlPath == "" {
		return nil
	}
	if trimmed, ok := strings.CutSuffix(urlPath, "/"); ok {
		return []string{urlPath, path.Dir("/" + trimmed)}
	}
	return []string{path.Dir(urlPath), urlPath}
}
