package engine

import (
	"context"
	"slices"

	"github.com/kblint/kblint/internal/discover"
	"github.com/kblint/kblint/internal/lint"
)

// Survey takes the facts of all articles and has a survey tabulate them. Nothing is linted, so the
// result has no findings. The table is nil if the survey failed.
func Survey(ctx context.Context, o Options, s lint.Survey) (*lint.Table, *Result) {
	r := newRun(ctx, o)
	r.discover(ctx, func(w *worker, f discover.File) { w.survey(f, s.Needs()) })
	r.loadSites()
	slices.SortFunc(r.results, byPath)
	r.address()
	table := r.tabulate(s)
	return table, r.result()
}

// List takes the facts of all articles, those of the site that were not asked for among them, and has a
// listing make something of them. That is the zero value if the listing failed.
func List[F, T any](ctx context.Context, o Options, l lint.Listing[F, T]) (list T, result *Result) {
	r := newRun(ctx, o)
	r.discover(ctx, func(w *worker, f discover.File) { w.survey(f, l.Facts) })
	r.others(ctx, func(w *worker, f discover.File) {
		// An article that was not asked for and cannot be read has no facts.
		if other, a, err := w.look(f); err == nil && a != nil {
			w.collect(other, a, l.Facts)
			w.mu.Lock()
			w.around = append(w.around, other)
			w.mu.Unlock()
		}
	})
	r.loadSites()
	slices.SortFunc(r.results, byPath)
	slices.SortFunc(r.around, byPath)
	r.address()
	func() {
		defer r.recovered("", "listing", l.Name)
		list = l.Of(r.view(l.Facts))
	}()
	return list, r.result()
}

func (r *run) tabulate(s lint.Survey) *lint.Table {
	name, _ := s.About()
	defer r.recovered("", "survey", name)
	return s.Of(r.view(s.Needs()))
}

// survey takes what a survey must know of an article.
func (w *worker) survey(f discover.File, facts lint.Collector) {
	l, a, err := w.look(f)
	if err != nil {
		w.fault(f.Path, err)
		return
	}
	if a == nil {
		return
	}
	w.collect(l, a, facts)
	w.mu.Lock()
	w.results = append(w.results, l)
	w.mu.Unlock()
}
