package engine

import (
	"context"
	"iter"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/config"
	"github.com/kblint/kblint/internal/discover"
	"github.com/kblint/kblint/internal/lint"
)

// context takes the facts of all articles of the site that are not linted themselves: without them a
// corpus rule would take a single article for the whole site.
func (r *run) context(ctx context.Context) {
	if slices.ContainsFunc(r.results, (*linted).collects) {
		r.others(ctx, (*worker).neighbour)
	}
}

// others has workers do something with each article of the site that was not asked for.
func (r *run) others(ctx context.Context, do func(*worker, discover.File)) {
	if !r.Whole || r.coversRoot() {
		return
	}
	linted := make(map[string]bool, len(r.results))
	for _, l := range r.results {
		linted[l.abs] = true
	}
	o := r.Discover
	o.Paths = []string{r.rootPath()}
	summary := r.each(ctx, o, func(w *worker, f discover.File) {
		if !linted[f.Abs] {
			do(w, f)
		}
	})
	r.sites = append(r.sites, summary.Sites...)
}

// coversRoot reports whether all of the site is linted anyway.
func (r *run) coversRoot() bool { return !r.SkipDiscovery && r.isAsked(r.Root) }

// rootPath is how people would name the root from the working folder.
func (r *run) rootPath() string {
	rel, err := filepath.Rel(r.workingFolder(), r.Root)
	if err != nil {
		return r.Root
	}
	return rel
}

// workingFolder is absolute, or "" if the system does not tell.
func (r *run) workingFolder() string {
	abs, err := filepath.Abs(r.Discover.Dir)
	if err != nil {
		return ""
	}
	return abs
}

// collects reports whether any corpus rule is on for an article.
func (l *linted) collects() bool {
	return slices.ContainsFunc(l.settings.Rules, func(rule config.Rule) bool { return rule.Facts != nil })
}

// collectAll takes all facts of an article that is not linted.
func (w *worker) collectAll(l *linted, a *article.Article) {
	for _, rule := range l.settings.Rules {
		if rule.Facts != nil {
			w.collect(l, a, rule.Facts)
		}
	}
}

// neighbour reads an article for its facts alone. One that cannot be read has none.
func (w *worker) neighbour(f discover.File) {
	l, a, err := w.look(f)
	if err != nil || a == nil {
		return
	}
	w.collectAll(l, a)
	w.mu.Lock()
	w.around = append(w.around, l)
	w.mu.Unlock()
}

// look reads and parses an article that is not linted. The article is nil if the parser failed.
func (w *worker) look(f discover.File) (*linted, *article.Article, error) {
	l := &linted{place: w.place(f), abs: f.Abs, settings: w.Config.For(f.Abs)}
	src, size, err := w.read(f.Abs, maxBytes(l.settings))
	if err != nil {
		return nil, nil, err
	}
	l.source = newSourceRecord(w.disk, f.Abs, src)
	return l, w.parse(l.place, src, size), nil
}

// judgeCorpus runs the corpus rules, side by side. A rule whose options differ between parts of the
// site is run once for each set of options, on all facts, and reports for its own part only.
func (r *run) judgeCorpus() {
	byPath := make(map[string]*linted, len(r.results))
	for _, l := range r.results {
		byPath[l.place.Path] = l
	}
	rules := r.corpusRules()
	reports := make([][]report, len(rules))
	if len(rules) > 0 {
		r.address()
		if r.base != nil {
			r.base.address()
			r.renamed = r.moved()
		}
	}
	limit := make(chan struct{}, r.Workers)
	var judges sync.WaitGroup
	for i, rule := range rules {
		judges.Go(func() {
			limit <- struct{}{}
			reports[i] = r.judge(rule)
			<-limit
		})
	}
	judges.Wait()
	for i, rule := range rules {
		for _, d := range reports[i] {
			l := byPath[d.at.Path]
			if l == nil {
				l = r.goneAt(d.at.Path)
			}
			if l != nil { // nil for one that is not linted
				l.addFor(rule, d.Diagnostic)
			}
		}
	}
}

// corpusRules are those that are on for any article, each once a set of options.
func (r *run) corpusRules() []*lint.Bound {
	bound := map[*lint.Bound]bool{}
	from := r.results
	if len(from) == 0 && r.base != nil { // the change removed them all
		from = r.base.results
	}
	for _, l := range from {
		for _, rule := range l.settings.Rules {
			if rule.Judge != nil {
				bound[rule.Bound] = true
			}
		}
	}
	return slices.SortedFunc(maps.Keys(bound), func(a, b *lint.Bound) int { return strings.Compare(a.ID, b.ID) })
}

// address tells all articles where they lie among one another.
func (r *run) address() {
	paths := make([]string, 0, len(r.results)+len(r.around))
	for l := range merged(r.results, r.around) {
		paths = append(paths, l.place.Site)
	}
	layout := article.NewLayout(paths)
	addresses := make([]article.Address, len(paths))
	next := 0
	for l := range merged(r.results, r.around) {
		addresses[next] = layout.At(l.place.Site)
		l.place.Address = &addresses[next]
		next++
	}
}

// report is a diagnostic of a corpus rule.
type report struct {
	at lint.Place
	*lint.Diagnostic
}

func (r *run) judge(rule *lint.Bound) (reports []report) {
	start := r.now()
	defer r.took(rule.ID, start)
	view := r.view(rule.Facts)
	if r.base != nil {
		view.Before, view.Moved = r.base.view(rule.Facts), r.renamed
	}
	view.Report = func(at lint.Place, d *lint.Diagnostic) { reports = append(reports, report{at, d}) }
	defer r.recovered("", "rule", rule.ID)
	rule.Judge(view)
	if view.Silent {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.silent[rule.ID] = true
	}
	return reports
}

// view is all articles as certain facts show them.
func (r *run) view(facts lint.Collector) *lint.View {
	view := &lint.View{Files: r.files, Today: r.Today, Site: r.Site, Ask: r.web, Memo: &r.memo}
	view.Entries = make([]lint.Entry, 0, len(r.results)+len(r.around))
	name := facts.FactsName()
	for l, asked := range merged(r.results, r.around) {
		if facts, ok := l.factsNamed(name); ok {
			view.Entries = append(view.Entries, lint.Entry{Place: l.place, Facts: facts, Asked: asked})
		}
	}
	return view
}

// merged yields two sorted lists as one, and whether an element is of the first.
func merged(first, second []*linted) iter.Seq2[*linted, bool] {
	return func(yield func(*linted, bool) bool) {
		for len(first) > 0 || len(second) > 0 {
			ours := len(second) == 0 || len(first) > 0 && byPath(first[0], second[0]) <= 0
			from := &second
			if ours {
				from = &first
			}
			if !yield((*from)[0], ours) {
				return
			}
			*from = (*from)[1:]
		}
	}
}

// addFor keeps a corpus rule's diagnostic where the rule holds with just these options.
func (l *linted) addFor(bound *lint.Bound, d *lint.Diagnostic) {
	for _, rule := range l.settings.Rules {
		if rule.Bound == bound {
			l.add(rule, d)
		}
	}
}
