package engine

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/config"
	"github.com/kblint/kblint/internal/discover"
	"github.com/kblint/kblint/internal/lint"
)

// worker lints one article after another. Each is read and parsed into the memory of the one
// before it.
type worker struct {
	*run
	reader
	memory article.Memory
}

func (w *worker) stdin() {
	settings := w.Config.For(w.Stdin.Abs)
	limit := maxBytes(settings)
	src, err := io.ReadAll(io.LimitReader(w.Stdin.Reader, int64(limit)+1))
	if err != nil {
		w.fault(w.Stdin.Path, fmt.Errorf("read standard input: %w", err))
		return
	}
	size := len(src)
	if size > limit {
		src = nil
	}
	f := discover.File{Path: w.Stdin.Path, Abs: w.Stdin.Abs, Named: true}
	w.article(f, settings, src, size, sourceRecord{kept: src})
}

func (w *worker) file(f discover.File) {
	if w.isUntouched(f.Abs) {
		w.unchanged(f)
		return
	}
	settings := w.Config.For(f.Abs)
	start := w.now()
	src, size, err := w.read(f.Abs, maxBytes(settings))
	w.took("read", start)
	if err != nil {
		w.fault(f.Path, err)
		return
	}
	record := newSourceRecord(w.disk, f.Abs, src)
	if size > len(src) {
		record = sourceRecord{} // what was not read is not shown
	}
	w.article(f, settings, src, size, record)
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
func (w *worker) article(f discover.File, settings *config.Settings, src []byte, size int, record sourceRecord) {
	start := w.now()
	place := w.place(f)
	a := w.parse(place, src, size)
	w.took("parse", start)
	if a == nil {
		return
	}
	l := &linted{place: place, abs: f.Abs, settings: settings, source: record, readable: a.Readable()}
	l.suppressions = parseSuppressions(a, w.names)
	pass := lint.NewPass(a, w.Today)
	pass.Generator = w.Site.Generator
	for _, rule := range settings.Rules {
		switch {
		case rule.Check != nil:
			w.check(l, pass, rule)
		case rule.Facts != nil:
			w.collect(l, a, rule.Facts)
		}
	}
	l.findings = append(l.findings, unknownNames(l, a, w.names)...)
	l.landmarks = landmarksOf(a)
	l.imprint(src)
	w.mu.Lock()
	w.results = append(w.results, l)
	w.mu.Unlock()
}

// parse reads an article; nil if the parser failed, which is a bug and no fault of the article.
func (w *worker) parse(at lint.Place, src []byte, size int) (a *article.Article) {
	defer w.recovered(at.Path, "parsing")
	if size > len(src) {
		a = article.TooLarge(at.Path, size, w.Config.Lexicon())
	} else {
		a = w.memory.Parse(at.Path, src, w.Config.Lexicon())
	}
	a.Site = at.Site
	return a
}

// place is where an article stands.
func (r *run) place(f discover.File) lint.Place {
	at := lint.Place{Path: f.Path, Site: f.Path}
	if r.Root == "" {
		return at
	}
	if rel, below := strings.CutPrefix(filepath.ToSlash(f.Abs), strings.TrimSuffix(filepath.ToSlash(r.Root), "/")+"/"); below {
		at.Site = rel
	}
	return at
}

func (w *worker) check(l *linted, pass *lint.Pass, rule config.Rule) {
	start := w.now()
	func() {
		defer w.recovered(l.place.Path, "rule", rule.ID)
		rule.Check(pass)
	}()
	for _, d := range pass.Take() {
		l.add(rule, d)
	}
	w.took(rule.ID, start)
}

func (w *worker) collect(l *linted, a *article.Article, facts lint.Collector) {
	name := facts.FactsName()
	if _, done := l.factsNamed(name); done {
		return
	}
	start := w.now()
	func() {
		defer w.recovered(l.place.Path, "collecting", name)
		l.facts = append(l.facts, namedFacts{name, facts.CollectAny(a)})
	}()
	if w.clock != nil {
		w.took("facts "+name, start)
	}
}

// linted is what remains of an article after its own rules have run.
type linted struct {
	place        lint.Place
	abs          string
	settings     *config.Settings
	findings     []Finding
	facts        []namedFacts // of a handful of names
	suppressions *suppressions
	source       sourceRecord
	readable     bool
	untouched    bool // it did not change, see Options.Change
	landmarks    landmarks
}

// namedFacts are facts without their type.
type namedFacts struct {
	name  string
	facts any
}

func (l *linted) factsNamed(name string) (facts any, ok bool) {
	for _, f := range l.facts {
		if f.name == name {
			return f.facts, true
		}
	}
	return nil, false
}

// add stamps a diagnostic and keeps it, unless a comment suppresses it.
func (l *linted) add(rule config.Rule, d *lint.Diagnostic) {
	if l.suppressions.covers(rule.ID, d.Span) {
		return
	}
	severity := rule.Severity
	if d.AtMost != lint.Off {
		severity = min(severity, d.AtMost)
	}
	l.findings = append(l.findings, Finding{
		Rule: rule.ID, Severity: severity, Path: l.place.Path, Span: d.Span,
		Message: d.Message, Fixes: d.Fixes, Related: d.Related, Advisory: rule.Advisory,
	})
}
