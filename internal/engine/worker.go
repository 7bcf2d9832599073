package engine

import (
	"fmt"
	"io"

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
	settings := w.Config.For(f.Abs)
	start := w.now()
	src, size, err := w.read(f.Abs, maxBytes(settings))
	w.took("read", start)
	if err != nil {
		w.fault(f.Path, err)
		return
	}
	record := newSourceRecord(f.Abs, src)
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
	a := w.parse(f.Path, src, size)
	w.took("parse", start)
	if a == nil {
		return
	}
	l := &linted{path: f.Path, abs: f.Abs, named: f.Named, settings: settings, source: record, readable: a.Readable()}
	l.suppressions = parseSuppressions(a, w.names)
	for _, rule := range settings.Rules {
		switch {
		case rule.Check != nil:
			w.check(l, a, rule)
		case rule.Facts != nil:
			w.collect(l, a, rule.Facts)
		}
	}
	l.findings = append(l.findings, unknownNames(l, a, w.names)...)
	w.mu.Lock()
	w.results = append(w.results, l)
	w.mu.Unlock()
}

// parse reads an article; nil if the parser failed, which is a bug and no fault of the article.
func (w *worker) parse(path string, src []byte, size int) (a *article.Article) {
	defer w.recovered(path, "parsing")
	if size > len(src) {
		return article.TooLarge(path, size, w.Config.Lexicon())
	}
	return w.memory.Parse(path, src, w.Config.Lexicon())
}

func (w *worker) check(l *linted, a *article.Article, rule config.Rule) {
	start := w.now()
	pass := lint.NewPass(a)
	func() {
		defer w.recovered(l.path, "rule "+rule.ID)
		rule.Check(pass)
	}()
	for _, d := range pass.Diagnostics() {
		l.add(rule, d)
	}
	w.took(rule.ID, start)
}

func (w *worker) collect(l *linted, a *article.Article, facts lint.Collector) {
	name := facts.FactsName()
	if _, done := l.facts[name]; done {
		return
	}
	start := w.now()
	if l.facts == nil {
		l.facts = map[string]any{}
	}
	func() {
		defer w.recovered(l.path, "collecting "+name)
		l.facts[name] = facts.CollectAny(a)
	}()
	w.took("facts "+name, start)
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
