package article

import (
	"path"
	"regexp"
	"strings"

	"golang.org/x/text/language"
)

// Layout is how the articles of a site lie in folders, learned from all of their paths: which
// folders are languages, which are page bundles.
type Layout struct {
	articles  map[string]int  // by folder: how many articles lie right in it, index files apart
	below     map[string]bool // folders that hold folders with articles
	languages map[string]bool // folders that are languages
}

// Address is where an article lies, and with which others it can be compared: those of its language
// in its folder.
type Address struct {
	Language string // "id", "pt-br"; "" where the path does not say
	Folder   string // slash-separated, without the folder of the language and that of a page bundle; "." for the top
	Tongue   string // the folder of the language, as in "content/id"; "" where a suffix says it, or nothing
	Landing  bool   // the entrance of a folder that holds other articles: its index
}

// NewLayout learns from the Site paths of all articles.
func NewLayout(paths []string) *Layout {
	l := &Layout{articles: map[string]int{}, below: map[string]bool{}, languages: map[string]bool{}}
	children := map[string]map[string]bool{}
	for _, p := range paths {
		dir := path.Dir(p)
		if stem, _ := CutLanguage(path.Base(p)); !isIndex(stem) {
			l.articles[dir]++
		} else if _, ok := l.articles[dir]; !ok {
			l.articles[dir] = 0
		}
		for ; dir != "." && dir != "/"; dir = path.Dir(dir) {
			parent := path.Dir(dir)
			if children[parent] == nil {
				children[parent] = map[string]bool{}
			}
			if children[parent][dir] {
				break
			}
			children[parent][dir] = true
			l.below[parent] = true
		}
	}
	for parent, dirs := range children {
		l.findLanguages(parent, dirs)
	}
	return l
}

// containers are the folders that may hold a folder for each language.
var containers = set(
	"content", "docs", "doc", "i18n", "locales", "locale", "lang", "languages", "translations",
	"src", "source", "pages", "website", "site", "blog",
)

// findLanguages decides whether the folders in a folder are languages: at least half of them are
// called so. One of many folders that happens to be called "sw" or "my" is none.
func (l *Layout) findLanguages(parent string, dirs map[string]bool) {
	if parent != "." {
		for folder := range strings.SplitSeq(strings.ToLower(parent), "/") {
			if !containers[folder] {
				return
			}
		}
	}
	named := 0
	for dir := range dirs {
		if isLanguage(path.Base(dir)) {
			named++
		}
	}
	if 2*named < len(dirs) {
		return
	}
	for dir := range dirs {
		if isLanguage(path.Base(dir)) {
			l.languages[dir] = true
		}
	}
}

// At is the address of an article whose path was among those that the layout was learned from.
func (l *Layout) At(site string) Address {
	dir := path.Dir(site)
	stem, suffix := CutLanguage(path.Base(site))
	a := Address{Language: suffix, Folder: dir}
	if isIndex(stem) {
		switch {
		case stem == "_index" || l.articles[dir] > 0 || l.below[dir] || l.languages[dir]:
			a.Landing = true
		case dir != ".":
			a.Folder = path.Dir(dir)
		}
	}
	for at := a.Folder; at != "." && at != "/"; at = path.Dir(at) {
		if !l.languages[at] {
			continue
		}
		a.Language, a.Tongue = languageTag(path.Base(at)), at
		a.Folder = path.Join(path.Dir(at), strings.TrimPrefix(a.Folder, at))
		break
	}
	return a
}

func isIndex(stem string) bool { return stem == "index" || stem == "_index" }

// languageName is how languages are written in paths: two letters, and a region or script.
var languageName = regexp.MustCompile(`^[a-z]{2}([-_]([A-Za-z]{2}|[A-Z][a-z]{3}))?$`)

func isLanguage(name string) bool {
	if !languageName.MatchString(name) {
		return false
	}
	_, err := language.ParseBase(name[:2])
	return err == nil
}

// languageTag writes a language in one way.
func languageTag(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", "-")) }

// CutLanguage parts the name of a file without its extension into stem and language: "index.id.md" into
// "index" and "id".
func CutLanguage(base string) (stem, lang string) {
	stem = strings.TrimSuffix(base, path.Ext(base))
	if dot := strings.LastIndexByte(stem, '.'); dot > 0 && isLanguage(stem[dot+1:]) {
		return stem[:dot], languageTag(stem[dot+1:])
	}
	return stem, ""
}
