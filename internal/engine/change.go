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
	"github.com/kblint/kblint/internal/lint"
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
	for _, rule := range l.settings.Rules {
		if rule.Facts != nil {
			w.collect(l, a, rule.Facts)
		}
	}
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
		if len(l.findings) == 0 || r.Change.Whole && !l.untouched {
			continue
		}
		caused, err := r.blame(l, known, base != nil)
		if err != nil {
			r.fault(l.place.Path, err)
			continue
		}
		l.findings = slices.DeleteFunc(l.findings, func(f Finding) bool { return !caused(&f) })
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
		var src []byte
		if abs, changed := now[l.abs]; changed && len(l.findings) > 0 {
			var err error
			if src, err = l.source.read(); err != nil {
				continue // then all of it counts as new
			}
			for i := range l.findings {
				known[changedKey(&l.findings[i], abs, src)]++
			}
			continue
		}
		for i := range l.findings {
			known[sameKey(&l.findings[i], l.abs)]++
		}
	}
}

// blame gives what tells whether the change is to blame for a finding of an article.
func (r *run) blame(l *linted, known map[string]int, hasBase bool) (func(*Finding) bool, error) {
	isNew := func(key string) bool {
		known[key]--
		return hasBase && known[key] < 0
	}
	if l.untouched {
		return func(f *Finding) bool { return isNew(sameKey(f, l.abs)) }, nil
	}
	src, err := l.source.read()
	if err != nil {
		return nil, err
	}
	lines := r.Change.Files[l.abs].Lines
	return func(f *Finding) bool {
		added := isNew(changedKey(f, l.abs, src))
		return added || touches(lines, src, f.Span)
	}, nil
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

// sameKey tells a finding from others in an article whose bytes are the same on both sides.
func sameKey(f *Finding, abs string) string {
	return fmt.Sprintf("%s\x00%s\x00%d-%d\x00%s", f.Rule, abs, f.Span.Start, f.Span.End, said(f.Message))
}

// changedKey tells a finding from others in an article that changed: by the text that it flags.
func changedKey(f *Finding, abs string, src []byte) string {
	text := bytes.Join(bytes.Fields(f.Span.Text(src)), []byte(" "))
	return fmt.Sprintf("%s\x00%s\x00%s\x00%s", f.Rule, abs, text, said(f.Message))
}

// said is a message without the numbers in it: how many other articles do what this one does not is no
// part of the finding.
func said(m lint.Message) string {
	parts := []string{m.Format}
	for _, arg := range m.Args {
		if text, ok := arg.(string); ok {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, "\x00")
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
