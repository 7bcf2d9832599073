package frontmatter

import (
	"path"
	"strings"

	"github.com/kblint/kblint/internal/article"
)

// shelf is a folder of the site in one language: the articles right in it, or, if it is deep, those
// in the folders below, too.
type shelf struct {
	language, folder string
	tongue           string // the folder of the language, where there is one
	deep             bool
}

// shelves keep something for each shelf: what is counted of the articles on it.
type shelves[T any] map[shelf]*T

func (s shelves[T]) at(on shelf) *T {
	t := s[on]
	if t == nil {
		t = new(T)
		s[on] = t
	}
	return t
}

// own is the shelf of an article and those beside it.
func own(at article.Address) shelf { return around(at, at.Folder, false) }

// around is the shelf of an article's language at a folder around it.
func around(at article.Address, folder string, deep bool) shelf {
	return shelf{at.Language, folder, at.Tongue, deep}
}

// deep visits the deep shelves that an article stands on, from its own folder to the top.
func (s shelves[T]) deep(at article.Address, visit func(shelf, *T) (goOn bool)) {
	for folder := at.Folder; ; folder = path.Dir(folder) {
		on := around(at, folder, true)
		if !visit(on, s.at(on)) || folder == path.Dir(folder) {
			return
		}
	}
}

// siblings visits the shelves whose articles are like an article: its own; then the deep ones around
// its folder, whose other folders are like its own. The top is none of them: what is in content/ is
// not like what is in docs/, and a page about the site is not like the posts below it.
func (s shelves[T]) siblings(at article.Address, visit func(shelf, *T) (goOn bool)) {
	if !visit(own(at), s.at(own(at))) {
		return
	}
	for folder := path.Dir(at.Folder); folder != "." && folder != "/"; folder = path.Dir(folder) {
		on := around(at, folder, true)
		if !visit(on, s.at(on)) {
			return
		}
	}
}

// name is how messages call a shelf: the folder, as it stands in the site's paths.
func (s shelf) name() string {
	if s.language == "" {
		return s.folder
	}
	if parent := path.Dir(s.tongue); s.tongue != "" && (parent == "." || s.folder == parent || strings.HasPrefix(s.folder, parent+"/")) {
		return path.Join(s.tongue, strings.TrimPrefix(s.folder, parent))
	}
	if s.folder == "." {
		return s.language
	}
	return s.folder + " (" + s.language + ")"
}
