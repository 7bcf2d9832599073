// Package engine runs rules over articles.
//
// The phases: discover and read, parse, article rules, facts; then, with all articles known,
// corpus rules; then suppression comments and their audit. Articles are worked on in parallel,
// and each is dropped as soon as its facts are taken, so memory does not grow with the site.
package engine

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/kblint/kblint/internal/config"
	"github.com/kblint/kblint/internal/discover"
	"github.com/kblint/kblint/internal/lint"
)

// Options say what a run is about.
type Options struct {
	Discover discover.Options
	Stdin    *Stdin // an article that is no file; nil if there is none
	Families []lint.Family
	Config   *config.Config
	Files    lint.FileTree
	Workers  int  // articles worked on at once; 0 for one a core
	Timed    bool // measure what each step takes

	SkipDiscovery bool // lint standard input only
}

// Stdin is an article that is handed in.
type Stdin struct {
	Path   string // what it would be called
	Abs    string // where it would stand, for the configuration
	Reader io.Reader
}

// run is a run under way.
type run struct {
	Options
	names   *ruleNames
	results []*linted
	all     []*linted  // results, and neighbours of which only the facts count, by path
	mu      sync.Mutex // guards results, faults and clock
	faults  []Fault
	clock   map[string]time.Duration
	skipped discover.Summary
}

// Run lints. It ends early only when the context does; every other fault is in the result.
func Run(ctx context.Context, o Options) *Result {
	r := &run{Options: o, names: newRuleNames(o.Families)}
	if r.Workers <= 0 {
		r.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Timed {
		r.clock = map[string]time.Duration{}
	}
	r.articles(ctx)
	slices.SortFunc(r.results, func(a, b *linted) int { return strings.Compare(a.path, b.path) })
	r.all = append(slices.Clone(r.results), r.neighbours()...)
	slices.SortStableFunc(r.all, func(a, b *linted) int { return strings.Compare(a.path, b.path) })
	r.judgeCorpus()
	r.audit()
	return r.result()
}

// articles discovers, reads and lints all articles.
func (r *run) articles(ctx context.Context) {
	queue := make(chan discover.File)
	var workers sync.WaitGroup
	for range r.Workers {
		workers.Go(func() {
			w := &worker{run: r}
			for file := range queue {
				w.file(file)
			}
		})
	}
	if r.Stdin != nil {
		(&worker{run: r}).stdin()
	}
	if !r.SkipDiscovery {
		r.discover(ctx, queue)
	}
	close(queue)
	workers.Wait()
}

func (r *run) discover(ctx context.Context, queue chan<- discover.File) {
	summary, err := discover.Walk(ctx, r.Discover, func(f discover.File) {
		select {
		case queue <- f:
		case <-ctx.Done():
		}
	})
	r.skipped = summary
	for _, p := range summary.Problems {
		r.fault(p.Path, p.Err)
	}
	if err != nil {
		r.fault("", err)
	}
}

// recovered turns a panic into a fault. It must be deferred directly.
func (r *run) recovered(path, what string) {
	if p := recover(); p != nil {
		r.note(Fault{Path: path, Err: fmt.Errorf("%s panicked, which is a bug in kblint; please report it: %v", what, p), Stack: debug.Stack()})
	}
}

// judgeCorpus runs the corpus rules. A rule whose options differ between parts of the site is
// run once for each set of options, on all facts, and reports for its own part only.
func (r *run) judgeCorpus() {
	byPath := make(map[string]*linted, len(r.results))
	bound := map[*lint.Bound]string{}
	for _, l := range r.results {
		byPath[l.path] = l
		for _, rule := range l.settings.Rules {
			if rule.Judge != nil {
				bound[rule.Bound] = rule.ID
			}
		}
	}
	rules := slices.SortedFunc(maps.Keys(bound), func(a, b *lint.Bound) int { return strings.Compare(a.ID, b.ID) })
	for _, rule := range rules {
		r.judge(rule, byPath)
	}
}

func (r *run) judge(rule *lint.Bound, byPath map[string]*linted) {
	start := r.now()
	defer r.took(rule.ID, start)
	type report struct {
		path string
		*lint.Diagnostic
	}
	var reports []report
	view := &lint.View{Files: r.Files, Report: func(path string, d *lint.Diagnostic) {
		reports = append(reports, report{path, d})
	}}
	for _, l := range r.all {
		if facts, ok := l.facts[rule.Facts.FactsName()]; ok {
			view.Entries = append(view.Entries, lint.Entry{Path: l.path, Facts: facts})
		}
	}
	func() {
		defer r.recovered("", "rule "+rule.ID)
		rule.Judge(view)
	}()
	// A rule adds fixes and related places after it has reported, so reports are taken last.
	for _, d := range reports {
		if l := byPath[d.path]; l != nil { // nil for a neighbour
			l.addFor(rule, d.Diagnostic)
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

func (r *run) result() *Result {
	out := &Result{Faults: r.faults, Articles: len(r.results), Skipped: r.skipped, sources: map[string]sourceRecord{}}
	for _, l := range r.results {
		if l.source.abs != "" {
			out.inputs = append(out.inputs, l.source.abs)
		}
		slices.SortStableFunc(l.findings, compareFindings)
		out.Findings = append(out.Findings, l.findings...)
		out.sources[l.path] = l.source
	}
	slices.SortStableFunc(out.Faults, func(a, b Fault) int { return strings.Compare(a.Path, b.Path) })
	for step, duration := range r.clock {
		out.Timings = append(out.Timings, Timing{step, duration})
	}
	slices.SortFunc(out.Timings, func(a, b Timing) int {
		return cmp.Or(cmp.Compare(b.Duration, a.Duration), strings.Compare(a.Step, b.Step))
	})
	return out
}

func compareFindings(a, b Finding) int {
	return cmp.Or(
		cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End),
		strings.Compare(a.Rule, b.Rule), strings.Compare(a.Message.Format, b.Message.Format),
	)
}

func (r *run) fault(path string, err error) { r.note(Fault{Path: path, Err: err}) }

func (r *run) note(f Fault) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.faults = append(r.faults, f)
}

// now is the time where steps are measured, else the zero time.
func (r *run) now() time.Time {
	if r.clock == nil {
		return time.Time{}
	}
	return time.Now()
}

func (r *run) took(step string, start time.Time) {
	if r.clock == nil {
		return
	}
	elapsed := time.Since(start)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.clock[step] += elapsed
}
