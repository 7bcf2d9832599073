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
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/config"
	"github.com/kblint/kblint/internal/discover"
	"github.com/kblint/kblint/internal/disk"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/site"
	"github.com/kblint/kblint/internal/web"
)

// Options say what a run is about.
type Options struct {
	Discover discover.Options
	Stdin    *Stdin // an article that is no file; nil if there is none
	Families []lint.Family
	Config   *config.Config
	Today    article.Date
	Workers  int  // articles worked on at once; 0 for one a core
	Timed    bool // measure what each step takes

	// Root is the folder that paths of the site are relative to, absolute; "" where it is unknown.
	Root string
	// Site is what is known of the site; what its configuration says is read by the run.
	Site lint.Site
	// Overrides are what kblint's own configuration says of the site.
	Overrides site.Overrides
	// Ask asks the web what external addresses lead to; nil where nothing is to be asked. It returns
	// early if the context ends.
	Ask func(context.Context, []web.Question) []web.Answer
	// Change is what is to be judged; nil for all.
	Change *Change
	// Whole makes the corpus rules look at all articles below Root, whichever are linted.
	Whole bool

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
	around  []*linted  // articles of which only the facts count
	mu      sync.Mutex // guards results, around, faults, silent and clock
	faults  []Fault
	clock   map[string]time.Duration
	skipped discover.Summary
	sites   []string // folders in which a site generator's configuration lies, absolute
	memo    lint.Memo
	silent  map[string]bool // the rules that would have asked the web and could not
	web     web.Ask         // Options.Ask within the context of the run
	files   lint.FileTree
	gone    map[string]*linted // articles that the change removed, by path, of which something was found
	base    *run               // the site before the change; nil where that is not known or not asked for
	renamed map[string]string  // see moved
}

// Run lints. It ends early only when the context does; every other fault is in the result.
func Run(ctx context.Context, o Options) *Result {
	r := newRun(ctx, o)
	r.articles(ctx)
	r.context(ctx)
	r.loadSites()
	slices.SortFunc(r.results, byPath)
	slices.SortFunc(r.around, byPath)
	r.base = r.before(ctx)
	r.judgeCorpus()
	r.audit()
	r.keepCaused(r.base)
	r.imprint()
	return r.result()
}

func newRun(ctx context.Context, o Options) *run {
	r := &run{Options: o, names: newRuleNames(o.Families), silent: map[string]bool{}}
	r.Discover.Disk = disk.Or(o.Discover.Disk)
	r.files = NewFileTree(r.Discover.Disk, r.workingFolder())
	if o.Ask != nil {
		r.web = func(questions []web.Question) []web.Answer { return o.Ask(ctx, questions) }
	}
	if r.Workers <= 0 {
		r.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Timed {
		r.clock = map[string]time.Duration{}
	}
	return r
}

func byPath(a, b *linted) int { return strings.Compare(a.place.Path, b.place.Path) }

// articles discovers, reads and lints all articles.
func (r *run) articles(ctx context.Context) {
	if r.Stdin != nil {
		(&worker{run: r}).stdin()
	}
	if r.SkipDiscovery {
		return
	}
	r.discover(ctx, (*worker).file)
}

// discover has workers do something with each article of the paths that were asked for.
func (r *run) discover(ctx context.Context, do func(*worker, discover.File)) {
	r.skipped = r.each(ctx, r.Discover, do)
	r.sites = append(r.sites, r.skipped.Sites...)
	for _, p := range r.skipped.Problems {
		if r.wasThere(p.Path) {
			continue // the change removed it
		}
		r.fault(p.Path, p.Err)
	}
}

// each discovers articles and has workers do something with each of them.
func (r *run) each(ctx context.Context, o discover.Options, do func(*worker, discover.File)) discover.Summary {
	// Without a buffer: what the system has just read of a folder is still at hand then.
	queue := make(chan discover.File)
	var workers sync.WaitGroup
	for range r.Workers {
		workers.Go(func() {
			w := &worker{run: r, reader: reader{disk: r.Discover.Disk}}
			for file := range queue {
				do(w, file)
			}
		})
	}
	summary, err := discover.Walk(ctx, o, func(f discover.File) {
		select {
		case queue <- f:
		case <-ctx.Done():
		}
	})
	close(queue)
	workers.Wait()
	if err != nil {
		r.fault("", err)
	}
	return summary
}

// recovered turns a panic into a fault. It must be deferred directly.
func (r *run) recovered(path string, what ...string) {
	if p := recover(); p != nil {
		r.note(Fault{Path: path, Err: fmt.Errorf("%s panicked, which is a bug in kblint; please report it: %v", strings.Join(what, " "), p), Stack: debug.Stack()})
	}
}

func (r *run) result() *Result {
	out := &Result{Faults: r.faults, Skipped: r.skipped, sources: map[string]sourceRecord{}, judged: map[string]judgement{}}
	total := 0
	for _, l := range r.results {
		total += len(l.findings)
	}
	out.Findings = make([]Finding, 0, total)
	for _, l := range r.results {
		if !l.untouched {
			out.Articles++
		}
		if l.source.abs != "" {
			out.inputs = append(out.inputs, l.source.abs)
		}
		slices.SortStableFunc(l.findings, compareFindings)
		out.Findings = append(out.Findings, l.findings...)
		l.findings = nil // a site may have more findings than there is memory for two copies
		out.sources[l.place.Path] = l.source
		if r.Change == nil {
			out.judged[l.place.Path] = judgement{l.settings, l.readable, r.silent}
		}
	}
	for path, l := range r.gone {
		out.Findings = append(out.Findings, l.findings...)
		out.sources[path] = l.source
	}
	if len(r.gone) > 0 {
		slices.SortStableFunc(out.Findings, func(a, b Finding) int { return strings.Compare(a.Path, b.Path) })
	}
	for _, l := range r.around {
		out.sources[l.place.Path] = l.source
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
