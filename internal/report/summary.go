package report

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/kblint/kblint/internal/engine"
	"github.com/kblint/kblint/internal/lint"
)

// tally counts the findings of a run.
type tally struct {
	severities map[lint.Severity]int
	rules      map[string]int
	fixable    int
}

func tallyOf(r *engine.Result) tally {
	t := tally{severities: map[lint.Severity]int{}, rules: map[string]int{}}
	for i := range r.Findings {
		f := &r.Findings[i]
		t.severities[f.Severity]++
		t.rules[f.Rule]++
		if fixable(f) {
			t.fixable++
		}
	}
	return t
}

// Summary writes the closing line of a run: "12 articles linted: 2 errors, 3 hints (1 fixable)".
func Summary(w io.Writer, run Run) error {
	if _, err := fmt.Fprintln(w, outcome(run, newPalette(run.Color))); err != nil {
		return fmt.Errorf("write summary: %w", err)
	}
	return nil
}

// outcome counts what was linted and found.
func outcome(run Run, paint palette) string {
	t, text := tallyOf(run.Result), run.Text
	var counts []string
	count := func(s lint.Severity, words func(n int) string) {
		if n := t.severities[s]; n > 0 {
			counts = append(counts, paint.of(s).Sprint(words(n)))
		}
	}
	count(lint.Error, func(n int) string { return text.Sprintf("%d errors", n) })
	count(lint.Warning, func(n int) string { return text.Sprintf("%d warnings", n) })
	count(lint.Hint, func(n int) string { return text.Sprintf("%d hints", n) })
	found := strings.Join(counts, ", ")
	if len(counts) == 0 {
		found = paint.fix.Sprint(text.Sprintf("no findings"))
	}
	if t.fixable > 0 {
		found += " " + text.Sprintf("(%d fixable)", t.fixable)
	}
	return text.Sprintf("%d articles linted", run.Result.Articles) + ": " + found
}

// row is a line of a table: a figure, right-aligned, and what it belongs to.
type row struct{ figure, name string }

func writeTable(w io.Writer, rows []row) error {
	widest := 0
	for _, r := range rows {
		widest = max(widest, utf8.RuneCountInString(r.figure))
	}
	for _, r := range rows {
		if _, err := fmt.Fprintf(w, "%*s  %s\n", widest, r.figure, visible(r.name)); err != nil {
			return err
		}
	}
	return nil
}

// Statistics writes how often each rule found something, the most frequent first.
func Statistics(w io.Writer, run Run) error {
	counts := tallyOf(run.Result).rules
	ids := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	var rows []row
	for _, id := range ids {
		rows = append(rows, row{strconv.Itoa(counts[id]), id})
	}
	if err := writeTable(w, rows); err != nil {
		return fmt.Errorf("write statistics: %w", err)
	}
	return nil
}

// maxSteps is how many steps Timings lists: the rest takes no time worth looking at.
const maxSteps = 10

// Timings writes which steps of a run took longest, where the run measured them.
func Timings(w io.Writer, run Run) error {
	timings := run.Result.Timings
	if len(timings) == 0 {
		return nil
	}
	var rows []row
	for _, t := range timings[:min(len(timings), maxSteps)] {
		rows = append(rows, row{roundly(t.Duration), t.Step})
	}
	title := run.Text.Sprintf("slowest step: %s, %s", visible(rows[0].name), rows[0].figure)
	if _, err := fmt.Fprintln(w, title); err != nil {
		return fmt.Errorf("write timings: %w", err)
	}
	if err := writeTable(w, rows); err != nil {
		return fmt.Errorf("write timings: %w", err)
	}
	return nil
}

// roundly shows three digits or so of a duration.
func roundly(d time.Duration) string {
	unit := time.Microsecond
	if d >= time.Millisecond {
		unit = 10 * time.Microsecond
	}
	if d >= time.Second {
		unit = 10 * time.Millisecond
	}
	return d.Round(unit).String()
}
