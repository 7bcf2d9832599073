package site

import (
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/cases"

	"github.com/kblint/kblint/internal/article"
)

// Files knows which files there are below the content root. Paths are slash-separated and relative to it.
type Files interface {
	// IsFile reports whether a path is that of a file.
	IsFile(name string) bool
	// IsFolder reports whether a path is that of a folder.
	IsFolder(name string) bool
	// Nearly finds a file whose path differs in letter case alone.
	Nearly(name string) (actual string, found bool)
}

// Spaces are the URL spaces of all sites below a content root.
type Spaces struct {
	spaces []*Space // the deepest folders first
	pages  map[string]*Page
}

// Space is the URL space of one site.
type Space struct {
	*Config
	Pages []*Page // in the order of their paths

	basePath string // of the base URL, with slashes at both ends
	hostName string // of the base URL without "www.", "" where it is unknown

	files        Files
	byPath       map[string]*Page          // by path relative to the site's folder
	byURL        map[string][]*Page        // by urlKey, of pages that are published or will be
	alias        map[string]*Page          // by urlKey
	folded       func() map[string]*Page   // by folded urlKey; made when first asked for
	names        func() *names             // made when first asked for
	translations func() map[string][]*Page // by translationKey; made when first asked for
	logical      func() map[string][]*Page // by logicalPath; made when first asked for
}

// NewSpaces settles the URLs of all articles. configs are those of the sites below the content root; an
// article belongs to the one in the innermost folder.
func NewSpaces(configs []*Config, files Files, today article.Date, entries []Entry) *Spaces {
	all := &Spaces{pages: make(map[string]*Page, len(entries))}
	for _, c := range configs {
		all.spaces = append(all.spaces, &Space{Config: c, files: files, byPath: map[string]*Page{}, byURL: map[string][]*Page{}, alias: map[string]*Page{}})
	}
	slices.SortStableFunc(all.spaces, func(a, b *Space) int { return len(b.Dir) - len(a.Dir) })
	pages := make([]Page, len(entries))
	for i, e := range entries {
		for _, s := range all.spaces {
			rel, ok := below(s.Dir, e.Path)
			if !ok {
				continue
			}
			pages[i] = Page{Path: e.Path, Address: e.Address, Source: e.Source, rel: rel}
			s.Pages = append(s.Pages, &pages[i])
			all.pages[e.Path] = &pages[i]
			break
		}
	}
	for _, s := range all.spaces {
		s.build(today)
	}
	return all
}

// logicalPaths finds pages by the paths of their articles as Hugo looks them up.
func (s *Space) logicalPaths() map[string][]*Page {
	out := make(map[string][]*Page, len(s.Pages))
	for _, p := range s.Pages {
		if p.URL != "" {
			stem := strings.TrimSuffix(p.rel, path.Ext(p.rel))
			key := logicalPath(strings.TrimSuffix(stem, "."+p.Language))
			out[key] = append(out[key], p)
		}
	}
	return out
}

// Page is the page of an article, nil if it is none of any site's.
func (all *Spaces) Page(name string) *Page { return all.pages[name] }

// All are the spaces, the deepest folders first.
func (all *Spaces) All() []*Space { return all.spaces }

// Of is the space of an article, nil if it belongs to none.
func (all *Spaces) Of(p *Page) *Space {
	for _, s := range all.spaces {
		if s.byPath[p.rel] == p {
			return s
		}
	}
	return nil
}

func (s *Space) build(today article.Date) {
	s.basePath, s.hostName = s.base(), s.host()
	s.folded = sync.OnceValue(s.foldURLs)
	s.logical = sync.OnceValue(s.logicalPaths)
	s.translations = sync.OnceValue(s.groupTranslations)
	s.names = sync.OnceValue(func() *names { return namesOf(s.Pages) })
	s.router.survey(s.Pages)
	for _, p := range s.Pages {
		s.byPath[p.rel] = p
		s.router.route(p)
		if p.Status == Published {
			p.settle(s.hasDrafts(), today, s.publishDay(p), s.expiryDay(p))
		}
	}
	for _, p := range s.Pages {
		s.claimAll(p)
	}
	s.followHost()
}

// claimAll notes the paths under which a page is found.
func (s *Space) claimAll(p *Page) {
	if p.URL != "" && p.Status != NoPage {
		s.claim(p, p.URL)
		for _, also := range p.Also {
			s.claim(p, also)
		}
	}
	if p.Status == Published {
		for _, alias := range append(slices.Clip(p.Aliases), p.older...) {
			if key := urlKey(alias); s.alias[key] == nil {
				s.alias[key] = p
			}
		}
	}
}

func (s *Space) claim(p *Page, urlPath string) {
	key := urlKey(urlPath)
	if !slices.Contains(s.byURL[key], p) {
		s.byURL[key] = append(s.byURL[key], p)
	}
}

// hasDrafts reports whether the key "draft" keeps pages back.
func (s *Space) hasDrafts() bool {
	switch r := s.router.(type) {
	case *hugo:
		return !r.drafts
	case *astro:
		return !r.showsDrafts
	case *docusaurus:
		return true
	default:
		return false
	}
}

// publishDay is the day before which a page is kept back: any page of Hugo, and posts of Jekyll.
func (s *Space) publishDay(p *Page) article.Date {
	switch r := s.router.(type) {
	case *hugo:
		if !r.future {
			return p.Source.date("publishdate", "pubdate", "published", "date")
		}
	case *jekyll:
		if rel, ok := below(r.source, p.rel); ok && !r.future && r.collectionOf(rel) == "posts" {
			return r.day(p, rel)
		}
	}
	return article.Date{}
}

// expiryDay is the day after which a page is gone.
func (s *Space) expiryDay(p *Page) article.Date {
	if h, ok := s.router.(*hugo); ok && !h.expired {
		return p.Source.date("expirydate", "unpublishdate")
	}
	return article.Date{}
}

// at is the page at a URL path: a published one if there is any.
func (s *Space) at(urlPath string) *Page { return s.atKey(urlKey(urlPath)) }

func (s *Space) atKey(key string) *Page {
	var found *Page
	for _, p := range s.byURL[key] {
		if found == nil || found.Status != Published && p.Status == Published {
			found = p
		}
	}
	return found
}

// nearly is a page whose URL differs in letter case alone.
func (s *Space) nearly(urlPath string) *Page {
	return s.folded()[cases.Fold().String(urlKey(urlPath))]
}

func (s *Space) foldURLs() map[string]*Page {
	fold := cases.Fold()
	out := make(map[string]*Page, len(s.byURL))
	for key, pages := range s.byURL {
		folded := fold.String(key)
		if other := out[folded]; other == nil || pages[0].Path < other.Path {
			out[folded] = pages[0]
		}
	}
	return out
}

// Collision is a URL path that several pages claim.
type Collision struct {
	URL   string
	Pages []*Page // in the order of their paths
}

// Collisions are the URL paths that several published pages claim.
func (s *Space) Collisions() []Collision {
	var found []Collision
	for _, p := range s.Pages {
		if p.Status != Published || p.URL == "" {
			continue
		}
		var claiming []*Page
		for _, other := range s.byURL[urlKey(p.URL)] {
			if other.Status == Published && urlKey(other.URL) == urlKey(p.URL) {
				claiming = append(claiming, other)
			}
		}
		if len(claiming) > 1 && claiming[0] == p {
			found = append(found, Collision{p.URL, claiming})
		}
	}
	return found
}

// ownPath is the path of a URL in full if it is on the site: its host is the site's, and its path is below
// that of the base URL.
func (s *Space) ownPath(address string) (urlPath string, own bool) {
	host := s.hostName
	if host == "" {
		return "", false
	}
	rest, ok := strings.CutPrefix(address, "//")
	if !ok {
		scheme, after, found := strings.Cut(address, "://")
		if !found || !strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https") {
			return "", false
		}
		rest = after
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	if plainHost(rest[:end]) != host {
		return "", false
	}
	rest = rest[end:]
	if rest == "" || rest[0] != '/' {
		rest = "/" + rest
	}
	base := s.basePath
	if rest == strings.TrimSuffix(base, "/") {
		return rest, true
	}
	return rest, strings.HasPrefix(rest, base)
}

// Address is the path of a URL as browsers ask for it: with the base of the site, percent-encoded.
func (s *Space) Address(urlPath string) string {
	if urlPath == "" {
		return ""
	}
	u := url.URL{Path: strings.TrimSuffix(s.basePath, "/") + urlPath}
	return u.EscapedPath()
}

// FullAddress is a URL path with scheme and host of the site in front; "" where they are unknown, or only
// hold on the machine of whoever builds the site.
func (s *Space) FullAddress(urlPath string) string {
	u, err := url.Parse(s.BaseURL)
	if err != nil || urlPath == "" || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.Hostname() == "localhost" {
		return ""
	}
	return u.Scheme + "://" + u.Host + s.Address(urlPath)
}

// InMenus are the pages that the site's menus link to.
func (s *Space) InMenus() []*Page {
	var found []*Page
	for _, destination := range s.Menus {
		t := s.absolute(nil, "/"+strings.TrimPrefix(destination, "/"))
		if own, ok := s.ownPath(destination); ok {
			t = s.absolute(nil, own)
		}
		if t.Outcome == Found && t.Page != nil {
			found = append(found, t.Page)
		}
	}
	return found
}
