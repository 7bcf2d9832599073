package site

import (
	"path"
	"strings"

	"github.com/kblint/kblint/internal/article"
)

// templatesOf are the generators that have a template.
var templatesOf = map[string]Generator{
	"ref": Hugo, "relref": Hugo, "figure": Hugo, "img": Hugo, "image": Hugo,
	"link": Jekyll, "post_url": Jekyll, "relative_url": Jekyll, "absolute_url": Jekyll,
}

// template looks up what a template makes a link of.
func (s *Space) template(from *Page, l Link) Target {
	if owner := templatesOf[l.Template]; owner != s.Generator {
		return Target{} // a template of another program, or of none that is known
	}
	switch l.Template {
	case "ref", "relref":
		return s.ref(from, l.URL)
	case "relative_url", "absolute_url":
		destination, ok := s.knowable(l.URL)
		if !ok || article.HasScheme(destination) {
			return Target{}
		}
		return s.path(from, "/"+strings.TrimLeft(destination, "/"), false)
	case "link":
		name, _, _ := strings.Cut(l.URL, "#")
		if t, ok := s.file(from, path.Clean(strings.TrimLeft(name, "/"))); ok {
			return t
		}
		return Target{Outcome: Missing, IsFile: true}
	case "post_url":
		return s.post(from, l.URL)
	case "figure", "img", "image":
		l.Template, l.Image = "", true
		return s.Resolve(from, l)
	default:
		return Target{}
	}
}

// ref looks up a page as Hugo's ref does: from the article, from the folder of articles, and, if it is a
// mere name, anywhere.
func (s *Space) ref(from *Page, destination string) Target {
	name, fragment, _ := strings.Cut(destination, "#")
	if strings.Contains(destination, "://") || strings.ContainsAny(name, "{}$") {
		return Target{}
	}
	t := s.refPage(from, name)
	t.Fragment = article.PercentDecoded(fragment)
	return t
}

func (s *Space) refPage(from *Page, name string) Target {
	if name == "" {
		return Target{Outcome: Found, Page: from}
	}
	for _, place := range s.refPlaces(from, name) {
		if t, ok := s.file(from, place); ok && t.Outcome != Unjudged {
			return t
		}
	}
	if !strings.Contains(name, "/") {
		if p := s.named(name); p != nil {
			return s.reach(from, p)
		}
	}
	if t, ok := s.served(from, "/"+strings.TrimPrefix(name, "/")); ok {
		return t
	}
	return s.missing(from, "/"+strings.Trim(name, "/"))
}

// refPlaces are where the article of a ref may lie, relative to the site's folder: beside the one that has
// it (a bundle is where its folder is), or below the folder of articles.
func (s *Space) refPlaces(from *Page, name string) []string {
	var places []string
	if !strings.HasPrefix(name, "/") {
		dir := path.Dir(from.rel)
		places = append(places, path.Join(dir, name), path.Join(path.Dir(dir), name))
	}
	return append(places, s.router.elsewhere(from, name)...)
}

// named is the first page whose article is called so.
func (s *Space) named(name string) *Page {
	for _, p := range s.Pages {
		if strings.EqualFold(p.called(), stem(name)) {
			return p
		}
	}
	return nil
}

// post looks up a post of Jekyll by its date and name.
func (s *Space) post(from *Page, name string) Target {
	name = strings.Trim(name, "/")
	for _, p := range s.Pages {
		if inner, ok := strings.CutSuffix(strings.TrimSuffix(p.rel, path.Ext(p.rel)), name); ok && strings.HasSuffix(inner, "_posts/") {
			return s.reach(from, p)
		}
	}
	return Target{Outcome: Missing, IsFile: true}
}
