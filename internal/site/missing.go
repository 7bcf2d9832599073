package site

import (
	"path"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/spelling"
)

// missing tells what the path of a URL that leads nowhere differs in from one that does not.
func (s *Space) missing(from *Page, name string) Target {
	t := Target{Outcome: Missing}
	if p := s.nearly(name); p != nil {
		t.Page, t.Reason = p, LetterCase
		return t
	}
	for _, place := range s.servedFrom(name) {
		if file, ok := s.nearlyFile(place); ok {
			t.File, t.Reason = file, LetterCase
			return t
		}
	}
	if base := stemOf(name); slices.Contains(indexes[:], base) {
		if p := s.at(path.Dir(path.Clean(name))); p != nil {
			t.Page, t.Reason = p, IndexFile
			return t
		}
	}
	if ext := path.Ext(name); ext == ".html" || ext == ".htm" || ext == ".php" || isArticle(name) {
		if p := s.at(strings.TrimSuffix(name, ext)); p != nil {
			t.Page, t.Reason = p, OtherExtension
			return t
		}
	}
	if p := s.at(strings.TrimSuffix(name, "/") + ".html"); p != nil {
		t.Page, t.Reason = p, OtherExtension
		return t
	}
	if p := s.translated(name); p != nil {
		t.Page, t.Reason = p, OtherLanguage
		return t
	}
	if p := s.namedSo(from, name); p != nil {
		t.Page, t.Reason = p, NamedSo
		return t
	}
	if p := s.alike(path.Base(path.Clean(name)), from); p != nil {
		t.Page, t.Reason = p, Alike
	}
	return t
}

// servedFrom are the paths, relative to the site's folder, of the files that may be served at a path.
func (s *Space) servedFrom(urlPath string) []string {
	places := []string{strings.TrimPrefix(urlPath, "/")}
	for _, m := range append(slices.Clone(s.Static), s.Content...) {
		if rest, ok := strings.CutPrefix(path.Clean(urlPath), m.Base); ok {
			places = append(places, path.Join(m.Dir, rest))
		}
	}
	return places
}

// missingRelative is missing for a path relative to an article; here is where its file would be.
func (s *Space) missingRelative(from *Page, name, here string) Target {
	if file, ok := s.nearlyFile(here); ok {
		return Target{Outcome: Missing, File: file, Reason: LetterCase}
	}
	t := Target{Outcome: Missing}
	for _, dir := range browsed(from.URL) {
		if found := s.missing(from, path.Join(dir, name)); found.Reason > t.Reason && (t.Reason == NoReason || found.Reason < Alike) {
			t = found
		}
	}
	if t.Reason == NoReason {
		if p := s.alike(stem(path.Base(name)), from); p != nil {
			t.Page, t.Reason = p, Alike
		}
	}
	return t
}

func stem(base string) string {
	if isArticle(base) || path.Ext(base) == ".html" {
		return base[:len(base)-len(path.Ext(base))]
	}
	return base
}

// nearlyFile is a file whose path, relative to the site's folder, differs in letter case alone.
func (s *Space) nearlyFile(name string) (file string, ok bool) {
	name = path.Join(s.Dir, name)
	if !isInside(name) || path.Ext(name) == "" {
		return "", false
	}
	return s.files.Nearly(name)
}

// translated is a page at the path with another language in front, or none.
func (s *Space) translated(name string) *Page {
	rest := name
	for _, language := range s.Languages {
		if inner, ok := strings.CutPrefix(name, "/"+language+"/"); ok {
			rest = "/" + inner
		}
	}
	if rest != name {
		if p := s.at(rest); p != nil && p.Status == Published {
			return p
		}
	}
	for _, language := range s.Languages {
		if p := s.at("/" + language + rest); p != nil && p.Status == Published {
			return p
		}
	}
	return nil
}

// namedSo is a published page whose article lies where a path says, or, if there is but one, whose article
// or bundle is called so.
func (s *Space) namedSo(from *Page, name string) *Page {
	name = path.Clean(name)
	for _, m := range s.Content {
		if rest, ok := strings.CutPrefix(name, m.Base); ok {
			if p := s.article(from, path.Join(m.Dir, rest)); p != nil && p.URL != "" && p.Status == Published {
				return p
			}
		}
	}
	if named := s.names().articles[stem(path.Base(name))]; len(named) == 1 {
		return named[0]
	}
	return nil
}

// names finds pages by the last element of their URLs.
type names struct {
	pages    map[string][]*Page
	articles map[string][]*Page // by the names of their articles
	forward  []string           // sorted
	backward []string           // read from their ends, sorted
}

func namesOf(pages []*Page) *names {
	n := &names{pages: map[string][]*Page{}, articles: map[string][]*Page{}}
	for _, p := range pages {
		if p.Status != Published || p.URL == "" {
			continue
		}
		called := p.called()
		n.articles[called] = append(n.articles[called], p)
		name := stem(path.Base(urlKey(p.URL)))
		if n.pages[name] == nil {
			n.forward = append(n.forward, name)
			n.backward = append(n.backward, reversed(name))
		}
		n.pages[name] = append(n.pages[name], p)
	}
	slices.Sort(n.forward)
	slices.Sort(n.backward)
	return n
}

// alike is a page whose name is that of another place, or nearly so: of the names that stand beside it
// when all are sorted, by their beginnings and by their ends.
func (s *Space) alike(name string, from *Page) *Page {
	const shortest = 4
	name = stem(name)
	if len(name) < shortest {
		return nil
	}
	known := s.names()
	if same := known.pages[name]; len(same) == 1 {
		return same[0]
	} else if len(same) > 0 {
		return nil // one of many overviews is no hint
	}
	near := append(around(known.forward, name), around(known.backward, reversed(name))...)
	for i := len(near) / 2; i < len(near); i++ {
		near[i] = reversed(near[i])
	}
	if best, ok := spelling.Nearest(name, near); ok {
		return nearestTo(from, known.pages[best])
	}
	return nil
}

// nearestTo is the page in the language of another, or else the first.
func nearestTo(from *Page, pages []*Page) *Page {
	for _, p := range pages {
		if from == nil || p.Language == from.Language {
			return p
		}
	}
	if len(pages) == 0 {
		return nil
	}
	return pages[0]
}

// around are the words of a sorted list that stand beside the place of another: always as many, some of
// them "" at the ends of the list.
func around(sorted []string, word string) []string {
	const reach = 4
	at, _ := slices.BinarySearch(sorted, word)
	out := make([]string, 0, 2*reach)
	for i := at - reach; i < at+reach; i++ {
		if i < 0 || i >= len(sorted) {
			out = append(out, "")
			continue
		}
		out = append(out, sorted[i])
	}
	return out
}

func reversed(s string) string {
	r := []rune(s)
	slices.Reverse(r)
	return string(r)
}
