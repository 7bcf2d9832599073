package site

import (
	"path"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/article"
)

// Page is an article as a page of its site.
type Page struct {
	Path     string   // of the article, relative to the content root
	Address  string   // of the article as people see it
	URL      string   // the path of its URL, not percent-encoded: "/posts/a/"; "" where it has none
	Also     []string // other paths under which the same page is served
	Aliases  []string // paths that lead on to it
	Language string   // "" where the site has but one
	Status   Status
	Source   *Source

	older []string // aliases that an older version of the generator would make
	rel   string   // the path relative to the site's folder
	ids   ids
}

// Status says whether readers find a page.
type Status uint8

// What can become of an article.
const (
	Published Status = iota
	Draft
	Future  // its day has not come
	Expired // its day is over
	NoPage  // it is a part of another page, or kept from being one
)

// Entry is an article that belongs to the content root.
type Entry struct {
	Path    string // relative to the content root
	Address string // as people see it
	Source  *Source
}

// urlKey is what paths of URLs have in common that servers take for one: with and without a slash at the
// end, or "index.html".
func urlKey(urlPath string) string {
	urlPath = strings.TrimSuffix(urlPath, "index.html")
	if !strings.HasPrefix(urlPath, "/") {
		urlPath = "/" + urlPath
	}
	return strings.TrimSuffix(path.Clean(urlPath), "/")
}

// isFile reports whether a URL's path ends in the name of a file rather than in that of a page.
func isFile(urlPath string) bool { return fileExtensions[strings.ToLower(path.Ext(urlPath))] }

// IsFile reports whether a path names a file by its extension rather than a page.
func IsFile(name string) bool { return isFile(name) }

// fileExtensions are those by which a destination is known to name a file and not a page's URL.
var fileExtensions = set(
	".md", ".markdown", ".mdx",
	".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".ico", ".bmp",
	".mp4", ".webm", ".mov", ".mp3", ".ogg", ".wav",
	".pdf", ".zip", ".gz", ".xz", ".7z", ".csv", ".txt",
	".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx",
	".json", ".yaml", ".yml", ".toml", ".xml",
)

// isArticle reports whether a name is that of a Markdown file.
func isArticle(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown", ".mdx":
		return true
	default:
		return false
	}
}

// settle decides the status of a page by its draft mark, if the generator knows one, and its dates.
func (p *Page) settle(hasDrafts bool, today, publish, expire article.Date) {
	switch {
	case hasDrafts && p.Source.text("draft") == "true":
		p.Status = Draft
	case !publish.IsZero() && publish.Compare(today) > 0:
		p.Status = Future
	case !expire.IsZero() && expire.Compare(today) < 0:
		p.Status = Expired
	}
}

// called is the name of a page's article: of a bundle or an index that of its folder.
func (p *Page) called() string {
	name := stemOf(p.rel)
	if dot := strings.IndexByte(name, '.'); dot > 0 {
		name = name[:dot] // a language
	}
	if slices.Contains(indexes[:], name) {
		return path.Base(path.Dir(p.rel))
	}
	return name
}
