package engine

import (
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/kblint/kblint/internal/discover"
)

// maxNeighbours is how many articles around a named one are looked at: enough to see what is
// custom in its folder, few enough that linting one article stays a matter of milliseconds.
const maxNeighbours = 6

// neighbours takes the facts of articles around those that the command line names. Without them
// a corpus rule would take an article that is linted alone for the whole site. Nothing is
// reported for neighbours.
func (r *run) neighbours() []*linted {
	taken := map[string]bool{}
	for _, l := range r.results {
		taken[l.abs] = true
	}
	var out []*linted
	w := &worker{run: r}
	for _, l := range r.results {
		if !l.named || !collects(l) {
			continue
		}
		for _, f := range filesAround(discover.File{Path: l.path, Abs: l.abs}) {
			if taken[f.Abs] {
				continue
			}
			taken[f.Abs] = true
			if n := w.neighbour(f); n != nil {
				out = append(out, n)
			}
		}
	}
	return out
}

// collects reports whether any corpus rule is on for an article.
func collects(l *linted) bool {
	for _, rule := range l.settings.Rules {
		if rule.Facts != nil {
			return true
		}
	}
	return false
}

// neighbour reads an article for its facts alone; nil for one that cannot be read.
func (w *worker) neighbour(f discover.File) *linted {
	settings := w.Config.For(f.Abs)
	src, size, err := w.read(f.Abs, maxBytes(settings))
	if err != nil {
		return nil
	}
	a := w.parse(f.Path, src, size)
	if a == nil {
		return nil
	}
	l := &linted{path: f.Path, settings: settings}
	for _, rule := range settings.Rules {
		if rule.Facts != nil {
			w.collect(l, a, rule.Facts)
		}
	}
	return l
}

// filesAround are articles in the folder of an article, or, where there are none, those in the
// folders beside it, as with page bundles (posts/a/index.md, posts/b/index.md).
func filesAround(f discover.File) []discover.File {
	out := articlesIn(path.Dir(f.Path), filepath.Dir(f.Abs), filepath.Base(f.Abs))
	if len(out) > 0 {
		return spread(out)
	}
	own := filepath.Base(filepath.Dir(f.Abs))
	parent, parentAbs := path.Join(path.Dir(f.Path), ".."), filepath.Dir(filepath.Dir(f.Abs))
	var folders []string
	entries, _ := os.ReadDir(parentAbs) // what cannot be read has no neighbours to offer
	for _, e := range entries {
		if e.IsDir() && e.Name() != own && !strings.HasPrefix(e.Name(), ".") {
			folders = append(folders, e.Name())
		}
	}
	for _, name := range spread(folders) {
		out = append(out, articlesIn(path.Join(parent, name), filepath.Join(parentAbs, name), "")...)
	}
	return spread(append(out, articlesIn(parent, parentAbs, "")...))
}

// articlesIn lists the articles right in a folder.
func articlesIn(shown, abs, without string) []discover.File {
	entries, _ := os.ReadDir(abs) // what cannot be read has no neighbours to offer
	var out []discover.File
	for _, e := range entries {
		if e.Type().IsRegular() && e.Name() != without && discover.IsArticle(e.Name()) && !strings.HasPrefix(e.Name(), ".") {
			out = append(out, discover.File{Path: path.Join(shown, e.Name()), Abs: filepath.Join(abs, e.Name())})
		}
	}
	return out
}

// spread picks maxNeighbours of a sorted list, evenly, so that they speak for all of it.
func spread[T any](list []T) []T {
	if len(list) <= maxNeighbours {
		return list
	}
	out := make([]T, 0, maxNeighbours)
	for i := range maxNeighbours {
		out = append(out, list[i*len(list)/maxNeighbours])
	}
	return out
}
