package discover

import (
	"cmp"
	"context"
	"io/fs"
	"path/filepath"
	"slices"
	"sync"

	"github.com/kblint/kblint/internal/disk"
)

// item is a file or a folder on its way to being judged. All of its paths are
// slash-separated.
type item struct {
	name   string
	shown  string // as people see it; empty for the working folder
	at     string // how it is reached, absolute, through links perhaps
	real   string // where it lies: absolute, no folder on the way a link
	folder bool
	from   *PathSummary // the argument that led to it, changed under walker.mu only
}

// child is what lies in a folder under the given name.
func (it *item) child(name string, folder bool) item {
	c := item{name: name, folder: folder, from: it.from, shown: name}
	if it.shown != "" {
		c.shown = join(it.shown, name)
	}
	c.at = join(it.at, name)
	c.real = c.at
	if it.real != it.at {
		c.real = join(it.real, name)
	}
	return c
}

// join is path.Join without cleaning what is clean already.
func join(dir, name string) string {
	if dir[len(dir)-1] == '/' {
		return dir + name
	}
	return dir + "/" + name
}

// folder waits to be read. Its outer place is what the folders around it say.
type folder struct {
	item
	outer *place
}

// walker is one run. Until the comment says otherwise its fields are written by
// the caller's goroutine alone, between the parallel parts.
type walker struct {
	found        func(File)
	logical, dir string // the working folder as the shell calls it, and free of links
	workers      int
	disk         disk.Disk
	forceExclude bool
	ignore       globs
	around       *surroundings
	resolved     map[string]string // folders of arguments, free of links
	named        map[string]bool   // files that arguments name, free of links
	paths        []PathSummary
	roots        []folder

	mu       sync.Mutex
	seen     map[string]struct{} // every file and folder reached, by its real path
	articles int
	links    []link
	problems []Problem
	sites    []string
}

// descend walks the folders and all that is below them, without following
// links, and returns when it is done or the context has ended.
func (w *walker) descend(ctx context.Context, start []folder) {
	q := newQueue(start)
	var workers sync.WaitGroup
	for range w.workers {
		workers.Go(func() {
			q.serve(func(f folder) []folder {
				if ctx.Err() != nil {
					return nil
				}
				return w.visit(&f)
			})
		})
	}
	workers.Wait()
}

// visit reads one folder, hands over its articles and returns its folders.
func (w *walker) visit(f *folder) []folder {
	entries, err := w.disk.ReadDir(filepath.FromSlash(f.real))
	if err != nil {
		w.report(orDot(f.shown), err)
	}
	here := w.around.enter(f.outer, f.real, entries)
	var h haul
	if here.isSite {
		h.site = f.at
	}
	for _, e := range entries {
		w.sift(&h, f, here, e)
	}
	return w.deliver(f.from, &h)
}

// haul is what one folder yields, gathered so that the lock is taken once.
type haul struct {
	articles []item
	folders  []folder
	links    []link
	skipped  Skipped
	site     string // the folder, if a site generator's configuration lies in it
}

func (w *walker) sift(h *haul, f *folder, here *place, e fs.DirEntry) {
	name, mode := e.Name(), e.Type()
	if mode&fs.ModeSymlink != 0 {
		h.links = append(h.links, link{item: f.child(name, false), here: here})
		return
	}
	// The name alone settles most entries: no path is built for those.
	reason := here.judgeName(name, mode.IsDir())
	if reason == kept && !mode.IsDir() && !mode.IsRegular() {
		reason = Irregular
	}
	if reason != kept {
		h.skipped[reason]++
		return
	}
	it := f.child(name, mode.IsDir())
	switch reason = w.judgePath(here, &it); {
	case reason != kept:
		h.skipped[reason]++
	case it.folder:
		h.folders = append(h.folders, folder{it, here})
	default:
		h.articles = append(h.articles, it)
	}
}

// judge tells why something that was found in a place is left out, if it is.
func (w *walker) judge(here *place, it *item) Reason {
	if reason := here.judgeName(it.name, it.folder); reason != kept {
		return reason
	}
	return w.judgePath(here, it)
}

func (w *walker) judgePath(here *place, it *item) Reason {
	if reason := here.rules.judge(it.real, it.folder); reason != kept {
		return reason
	}
	if w.ignore.match(it.at) {
		return ConfigIgnored
	}
	return kept
}

// deliver hands over the articles that are new and returns the new folders.
func (w *walker) deliver(from *PathSummary, h *haul) []folder {
	w.mu.Lock()
	if h.site != "" {
		w.sites = append(w.sites, filepath.FromSlash(h.site))
	}
	h.articles = slices.DeleteFunc(h.articles, func(it item) bool { return !w.claim(&it) })
	h.folders = slices.DeleteFunc(h.folders, func(f folder) bool { return !w.claim(&f.item) })
	w.links = append(w.links, h.links...)
	w.articles += len(h.articles)
	from.Articles += len(h.articles)
	from.Skipped = from.Skipped.plus(h.skipped)
	w.mu.Unlock()
	for _, it := range h.articles {
		w.found(File{Path: it.shown, Abs: filepath.FromSlash(it.at), Named: w.named[it.real]})
	}
	return h.folders
}

// claim reports whether nothing led to this file or folder before, and counts
// it as a duplicate otherwise. The lock must be held.
func (w *walker) claim(it *item) bool {
	if _, before := w.seen[it.real]; before {
		it.from.Skipped[Duplicate]++
		return false
	}
	w.seen[it.real] = struct{}{}
	return true
}

func (w *walker) report(shown string, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.problems = append(w.problems, Problem{shown, plainly(err)})
}

// summary names each problem once: an ignore file can be read both for a folder
// that is walked and for what lies around another.
func (w *walker) summary() Summary {
	order := func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Err.Error(), b.Err.Error()))
	}
	slices.SortFunc(w.problems, order)
	problems := slices.CompactFunc(w.problems, func(a, b Problem) bool { return order(a, b) == 0 })
	slices.Sort(w.sites)
	return Summary{Articles: w.articles, Paths: w.paths, Problems: problems, Sites: slices.Compact(w.sites)}
}

// orDot names the working folder as people do.
func orDot(shown string) string { return cmp.Or(shown, ".") }
