package engine

import (
	"cmp"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/config"
	"github.com/kblint/kblint/internal/discover"
	"github.com/kblint/kblint/internal/lint"
)

// Finding is a diagnostic with what the engine stamps on it.
type Finding struct {
	Rule     string
	Severity lint.Severity
	Path     string       // slash-separated, relative to the working folder
	Span     article.Span // of the file's bytes
	Message  lint.Message
	Fixes    []lint.Fix
	Related  []lint.Related
	Advisory bool // it never fails a run
	Imprint  Imprint
	Added    bool // the change that is judged brought it; see Options.Change
}

// Fault is something that went wrong with the run itself, not with an article.
type Fault struct {
	Path  string // "" where the fault belongs to no file
	Err   error
	Stack []byte // where a rule panicked; else nil
}

// Timing is how long a step of the run took, added up over all articles and workers.
type Timing struct {
	Step     string // "read", "parse", or the id of a rule
	Duration time.Duration
}

// Result is the outcome of a run.
type Result struct {
	Findings []Finding // in the order of paths, then spans, then rules
	Faults   []Fault   // in the order of paths
	Articles int       // how many articles were linted
	Skipped  discover.Summary
	Timings  []Timing // slowest first; nil unless asked for

	sources map[string]sourceRecord
	judged  map[string]judgement // by the paths of the articles that were linted
	inputs  []string             // absolute paths of the files that were linted
}

// Worst is the highest severity among the findings that may fail a run, lint.Off if there are none.
func (r *Result) Worst() lint.Severity {
	worst := lint.Off
	for i := range r.Findings {
		if f := &r.Findings[i]; !f.Advisory {
			worst = max(worst, f.Severity)
		}
	}
	return worst
}

// judgement is what was asked of an article.
type judgement struct {
	settings *config.Settings
	readable bool
	silent   map[string]bool
}

// Linted are the paths of the articles that were linted, in no order; none where only a change was judged.
func (r *Result) Linted() iter.Seq[string] { return maps.Keys(r.judged) }

// Judged reports whether a run would have found what a rule has to say of an article: a rule that is off,
// that could not ask the web, or whose article could not be read, has not said that all is well.
func (r *Result) Judged(path, rule string) bool {
	j, linted := r.judged[path]
	return linted && j.readable && !j.silent[rule] && slices.ContainsFunc(j.settings.Rules, func(s config.Rule) bool { return s.ID == rule })
}

// Join puts the results of several runs together. The runs have read different articles.
func Join(results []*Result) *Result {
	if len(results) == 1 {
		return results[0]
	}
	out := &Result{sources: map[string]sourceRecord{}, judged: map[string]judgement{}}
	for _, r := range results {
		out.Findings = append(out.Findings, r.Findings...)
		out.Faults = append(out.Faults, r.Faults...)
		out.Articles += r.Articles
		out.Skipped.Paths = append(out.Skipped.Paths, r.Skipped.Paths...)
		out.Timings = append(out.Timings, r.Timings...)
		out.inputs = append(out.inputs, r.inputs...)
		out.addSources(r.sources)
		maps.Copy(out.judged, r.judged)
	}
	slices.SortStableFunc(out.Findings, func(a, b Finding) int { return strings.Compare(a.Path, b.Path) })
	slices.SortStableFunc(out.Timings, func(a, b Timing) int { return cmp.Compare(b.Duration, a.Duration) })
	return out
}

// addSources takes over how to read articles again. One that another run has read otherwise has changed
// meanwhile, and so have the places of the findings.
func (r *Result) addSources(sources map[string]sourceRecord) {
	for path, source := range sources {
		if before, twice := r.sources[path]; twice && before.abs == source.abs && before.hash != source.hash {
			source.changed = true
		}
		r.sources[path] = source
	}
}

// IsInput reports whether a path names one of the articles that were linted.
func (r *Result) IsInput(path string) bool {
	info, err := os.Stat(path)
	if err != nil {
		return false
	}
	return slices.ContainsFunc(r.inputs, func(input string) bool {
		if filepath.Base(input) != filepath.Base(path) {
			return false
		}
		other, err := os.Stat(input)
		return err == nil && os.SameFile(info, other)
	})
}
