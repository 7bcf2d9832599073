package engine

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/discover"
	"github.com/kblint/kblint/internal/disk"
)

// Change is what a run is to judge: of the changed articles what is on changed lines, and everywhere what
// was not there before.
type Change struct {
	// Files are the changed ones, articles and others, by their absolute names.
	Files map[string]Changed
	// Base is the site as it was before; nil where that is not known.
	Base disk.Disk
	// Whole asks for all findings in changed articles.
	Whole bool
}

// Changed is a file that was added or changed.
type Changed struct {
	Before string  // its absolute name before the change, "" for a new file
	Lines  []Lines // the changed ones, in order
}

// Lines are lines of a file, counted from 1, the last one included.
type Lines struct{ First, Last int }

// before is the run that shows the site before the change; nil where nothing is known of it. Articles that
// did not change are not read again.
func (r *run) before(ctx context.Context) *run {
	if r.Change == nil || r.Change.Base == nil {
		return nil
	}
	same := make(map[string]*linted, len(r.results)+len(r.around))
	for l := range merged(r.results, r.around) {
		if _, changed := r.Change.Files[l.abs]; !changed {
			same[l.abs] = l
		}
	}
	o := r.Options
	o.Change, o.Stdin, o.Ask, o.Timed = nil, nil, nil, false
	o.Site.Configs = nil // those of then are read anew
	o.Discover.Disk = r.Change.Base
	if r.Whole {
		o.Discover.Paths, o.SkipDiscovery = []string{r.rootPath()}, false
	}
	base := newRun(ctx, o)
	base.sites = nil
	base.discover(ctx, func(w *worker, f discover.File) {
		l, ok := same[f.Abs]
		if !ok {
			w.file(f)
			return
		}
		again := *l
		again.place.Address, again.findings = nil, nil
		w.mu.Lock()
		w.results = append(w.results, &again)
		w.mu.Unlock()
	})
	base.loadSites()
	slices.SortFunc(base.results, byPath)
	return base
}

// unchanged takes the facts of an article that did not change, on which a change elsewhere may have an
// effect.
func (w *worker) unchanged(f discover.File) {
	l, a, err := w.look(f)
	if err != nil || a == nil {
		return // it is as it was
	}
	l.untouched = true
	l.suppressions = parseSuppressions(a, w.names)
	l.readable = a.Readable()
	l.landmarks = landmarksOf(a)
	w.collectAll(l, a)
	w.mu.Lock()
	w.results = append(w.results, l)
	w.mu.Unlock()
}

// isUntouched reports whether only what others do to an article is asked for.
func (r *run) isUntouched(abs string) bool {
	if r.Change == nil {
		return false
	}
	_, changed := r.Change.Files[abs]
	return !changed
}

// keepCaused drops the findings that the change is not to blame for. base is nil where it is not known
// what was there before.
func (r *run) keepCaused(base *run) {
	if r.Change == nil {
		return
	}
	known := map[string]int{}
	if base != nil {
		base.judgeCorpus()
		r.count(base, known)
	}
	for _, l := range r.results {
		if len(l.findings) == 0 {
			continue
		}
		if err := r.blame(l, known, base != nil); err != nil {
			r.fault(l.place.Path, err)
		}
	}
	for _, l := range r.gone {
		for i := range l.findings {
			l.findings[i].Added = true
		}
	}
}

// count counts what was found before the change, under the present names of the articles.
func (r *run) count(base *run, known map[string]int) {
	now := map[string]string{}
	for abs, c := range r.Change.Files {
		if c.Before != "" {
			now[c.Before] = abs
		}
	}
	for _, l := range base.results {
		abs, changed := now[l.abs]
		if !changed {
			for i := range l.findings {
				known[sameKey(&l.findings[i], l.abs)]++
			}
			continue
		}
		src, err := l.source.read()
		if err != nil {
			continue // then all of it counts as new
		}
		for i := range l.findings {
			known[changedKey(&l.findings[i], abs, src)]++
		}
	}
}

// blame keeps the findings of an article that the change is to blame for: those that were not there before,
// and those on changed lines. Of several that are alike the ones on other lines are the old ones.
func (r *run) blame(l *linted, known map[string]int, hasBase bool) error {
	var src []byte
	if !l.untouched {
		var err error
		if src, err = l.source.read(); err != nil {
			return err
		}
	}
	b := blame{change: r.Change, linted: l, src: src, known: known, hasBase: hasBase, kept: map[*Finding]bool{}}
	b.judge(false)
	b.judge(true)
	var findings []Finding
	for i := range l.findings {
		if b.kept[&l.findings[i]] {
			findings = append(findings, l.findings[i])
		}
	}
	l.findings = findings
	return nil
}

// blame tells for which findings of an article a change is to blame.
type blame struct {
	change  *Change
	linted  *linted
	src     []byte         // nil where the article did not change
	known   map[string]int // how often what was there before is left to be found again
	hasBase bool
	kept    map[*Finding]bool
}

// judge judges the findings that touch changed lines, or those that do not.
func (b *blame) judge(touched bool) {
	lines := b.change.Files[b.linted.abs].Lines
	for i := range b.linted.findings {
		f := &b.linted.findings[i]
		if touches(lines, b.src, f.Span) != touched {
			continue
		}
		key := sameKey(f, b.linted.abs)
		if !b.linted.untouched {
			key = changedKey(f, b.linted.abs, b.src)
		}
		b.known[key]--
		f.Added = b.hasBase && b.known[key] < 0
		b.kept[f] = f.Added || touched || b.change.Whole && !b.linted.untouched
	}
}

// touches reports whether a span reaches into one of some lines.
func touches(lines []Lines, src []byte, s article.Span) bool {
	if len(lines) == 0 {
		return false
	}
	first := 1 + bytes.Count(src[:min(s.Start, len(src))], []byte("\n"))
	last := first + bytes.Count(src[min(s.Start, len(src)):min(max(s.Start, s.End-1), len(src))], []byte("\n"))
	i, _ := slices.BinarySearchFunc(lines, first, func(l Lines, line int) int { return cmp.Compare(l.Last, line) })
	return i < len(lines) && lines[i].First <= last
}

// sameKey tells a finding from others in an article whose bytes are the same on both sides. What the message
// names may be others now: the nearest page, the articles that compete.
func sameKey(f *Finding, abs string) string {
	return fmt.Sprintf("%s\x00%s\x00%d-%d", f.Rule, abs, f.Span.Start, f.Span.End)
}

// changedKey tells a finding from others in an article that changed: by the text that it flags.
func changedKey(f *Finding, abs string, src []byte) string {
	text := bytes.Join(bytes.Fields(f.Span.Text(src)), []byte(" "))
	return fmt.Sprintf("%s\x00%s\x00%s\x00%s", f.Rule, abs, text, f.Message.Format)
}

// moved are the present paths of the articles that were renamed, by the paths that they had.
func (r *run) moved() map[string]string {
	out := map[string]string{}
	for _, l := range r.results {
		if before := r.Change.Files[l.abs].Before; before != "" && before != l.abs {
			if i := slices.IndexFunc(r.base.results, func(b *linted) bool { return b.abs == before }); i >= 0 {
				out[r.base.results[i].place.Path] = l.place.Path
			}
		}
	}
	return out
}

// goneAt is what is known of an article that the change removed; nil if it removed none of that path, or if
// that is not asked for.
func (r *run) goneAt(path string) *linted {
	if r.base == nil || r.gone[path] != nil {
		return r.gone[path]
	}
	i, ok := slices.BinarySearchFunc(r.base.results, path, func(l *linted, path string) int { return strings.Compare(l.place.Path, path) })
	if !ok {
		return nil
	}
	if r.gone == nil {
		r.gone = map[string]*linted{}
	}
	l := *r.base.results[i]
	if !r.isAsked(l.abs) || slices.ContainsFunc(r.around, func(o *linted) bool { return o.abs == l.abs }) {
		return nil
	}
	l.findings = nil
	r.gone[path] = &l
	return &l
}

// isAsked reports whether a file is one of the paths that were asked for, or lies below one.
func (r *run) isAsked(abs string) bool {
	paths := r.Discover.Paths
	if len(paths) == 0 {
		paths = []string{"."}
	}
	return slices.ContainsFunc(paths, func(path string) bool {
		if !filepath.IsAbs(path) {
			path = filepath.Join(r.workingFolder(), path)
		}
		rel, err := filepath.Rel(path, abs)
		return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
	})
}

// wasThere reports whether there was something at a path before the change.
func (r *run) wasThere(path string) bool {
	if r.Change == nil || r.Change.Base == nil {
		return false
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(r.workingFolder(), filepath.FromSlash(path))
	}
	_, err := r.Change.Base.Stat(path)
	return err == nil
}
