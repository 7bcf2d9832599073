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

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/config"
	"github.com/kblint/kblint/internal/discover"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/lint"
)

// Options say what a run is about.
type Options struct {
	Discover discover.Options
	Stdin    *Stdin // an article that is no file; nil if there is none
	Families []lint.Family
	Config   *config.Config
	Lexicon  *lexicon.Lexicon
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

// linted is what remains of an article after its own rules have run.
type linted struct {
	path         string
	abs          string
	named        bool // by the command line itself
	settings     *config.Settings
	findings     []Finding
	facts        map[string]any
	suppressions *suppressions
	source       sourceRecord
	readable     bool
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
	queue := make(chan discover.File, 4*r.Workers)
	var workers sync.WaitGroup
	for range r.Workers {
		workers.Go(func() {
			reader := &reader{}
			for file := range queue {
				r.file(file, reader)
			}
		})
	}
	if r.Stdin != nil {
		r.stdin()
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

func (r *run) stdin() {
	settings := r.Config.For(r.Stdin.Abs)
	limit := maxBytes(settings)
	src, err := io.ReadAll(io.LimitReader(r.Stdin.Reader, int64(limit)+1))
	if err != nil {
		r.fault(r.Stdin.Path, fmt.Errorf("read standard input: %w", err))
		return
	}
	size := len(src)
	if size > limit {
		src = nil
	}
	f := discover.File{Path: r.Stdin.Path, Abs: r.Stdin.Abs, Named: true}
	r.article(f, settings, src, size, sourceRecord{kept: src})
}

func (r *run) file(f discover.File, reader *reader) {
	settings := r.Config.For(f.Abs)
	start := r.now()
	src, size, err := reader.read(f.Abs, maxBytes(settings))
	r.took("read", start)
	if err != nil {
		r.fault(f.Path, err)
		return
	}
	record := newSourceRecord(f.Abs, src)
	if size > len(src) {
		record = sourceRecord{} // what was not read is not shown
	}
	r.article(f, settings, src, size, record)
}

// maxBytes is the size beyond which an article is not read.
func maxBytes(s *config.Settings) int {
	for _, rule := range s.Rules {
		if limit, ok := rule.Options.(lint.SizeLimit); ok {
			return limit.MaxBytes
		}
	}
	return lint.DefaultSizeLimit
}

// article lints one article by its own rules and takes its facts. src may be reused by the
// caller afterwards, so nothing that is kept may share its bytes.
func (r *run) article(f discover.File, settings *config.Settings, src []byte, size int, record sourceRecord) {
	start := r.now()
	a := r.parse(f.Path, src, size)
	r.took("parse", start)
	if a == nil {
		return
	}
	l := &linted{path: f.Path, abs: f.Abs, named: f.Named, settings: settings, source: record, readable: a.Readable()}
	l.suppressions = parseSuppressions(a, r.names)
	for _, rule := range settings.Rules {
		switch {
		case rule.Check != nil:
			r.check(l, a, rule)
		case rule.Facts != nil:
			r.collect(l, a, rule.Facts)
		}
	}
	l.findings = append(l.findings, unknownNames(l, a, r.names)...)
	r.mu.Lock()
	r.results = append(r.results, l)
	r.mu.Unlock()
}

// parse reads an article; nil if the parser failed, which is a bug and no fault of the article.
func (r *run) parse(path string, src []byte, size int) (a *article.Article) {
	defer r.recovered(path, "parsing")
	if size > len(src) {
		return article.TooLarge(path, size, r.Lexicon)
	}
	return article.Parse(path, src, r.Lexicon)
}

// recovered turns a panic into a fault. It must be deferred directly.
func (r *run) recovered(path, what string) {
	if p := recover(); p != nil {
		r.note(Fault{Path: path, Err: fmt.Errorf("%s panicked, which is a bug in kblint; please report it: %v", what, p), Stack: debug.Stack()})
	}
}

func (r *run) check(l *linted, a *article.Article, rule config.Rule) {
	start := r.now()
	pass := lint.NewPass(a)
	func() {
		defer r.recovered(l.path, "rule "+rule.ID)
		rule.Check(pass)
	}()
	for _, d := range pass.Diagnostics() {
		l.add(rule, d)
	}
	r.took(rule.ID, start)
}

func (r *run) collect(l *linted, a *article.Article, facts lint.Collector) {
	name := facts.FactsName()
	if _, done := l.facts[name]; done {
		return
	}
	start := r.now()
	if l.facts == nil {
		l.facts = map[string]any{}
	}
	func() {
		defer r.recovered(l.path, "collecting "+name)
		l.facts[name] = facts.CollectAny(a)
	}()
	r.took("facts "+name, start)
}

// add stamps a diagnostic and keeps it, unless a comment suppresses it.
func (l *linted) add(rule config.Rule, d *lint.Diagnostic) {
	if l.suppressions.covers(rule.ID, d.Span) {
		return
	}
	l.findings = append(l.findings, Finding{
		Rule: rule.ID, Severity: rule.Severity, Path: l.path, Span: d.Span,
		Message: d.Message, Fixes: d.Fixes, Related: d.Related,
	})
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
