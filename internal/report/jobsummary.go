package report

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/kblint/kblint/internal/engine"
	"github.com/kblint/kblint/internal/lint"
)

const (
	// MaxJobSummary is how many bytes GitHub shows of the summary of a step: one more, and it shows none.
	MaxJobSummary = 1 << 20
	// maxRows is how many rows a table of a summary has.
	maxRows = 20
)

// count is how often something was found, by severity.
type count struct {
	name                    string
	errors, warnings, hints int
}

func (c *count) add(s lint.Severity) {
	switch s {
	case lint.Error:
		c.errors++
	case lint.Warning:
		c.warnings++
	case lint.Hint, lint.Off:
		c.hints++
	}
}

// JobSummary writes what the page of a GitHub job shows of a run: how much each rule found, which
// articles have most of it, and all findings, as far as there is room: that many bytes at most. It
// begins with an empty line, since another program may have written before, and
// writes nothing where there is no room for the counts.
func JobSummary(w io.Writer, run Run, room int) error {
	var head bytes.Buffer
	fmt.Fprintf(&head, "\n## %s: %s\n\n", toolName, outcome(run, newPalette(false)))
	writeFaults(&head, run)
	findings := run.Result.Findings
	if len(findings) > 0 {
		writeCounts(&head, run, run.Text.Sprintf("rule"), countBy(findings, func(f *engine.Finding) string { return f.Rule }), code)
		writeCounts(&head, run, run.Text.Sprintf("article"), countBy(findings, func(f *engine.Finding) string { return f.Path }),
			func(path string) string { return markdown(run.rooted(path)) })
		head.WriteString(run.Text.Sprintf("GitHub shows 10 errors, 10 warnings and 10 hints of a step as annotations; the rest is here."))
		head.WriteString("\n\n")
	}
	if head.Len() > room-closing {
		return nil
	}
	out := bufio.NewWriterSize(w, 1<<16)
	all := &list{out: out, run: run, room: room, total: len(findings)}
	err := all.write(head.Bytes())
	var lost []error
	if err == nil {
		lost, err = printAll(run, format{rooted: true, order: worstArticlesFirst}, listOnly{all})
	}
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		return fmt.Errorf("write job summary: %w", err)
	}
	return errors.Join(lost...)
}

// listOnly prints a list whose head was written.
type listOnly struct{ *list }

func (listOnly) begin() error { return nil }

// countBy counts findings, the most and worst first.
func countBy(findings []engine.Finding, key func(*engine.Finding) string) []count {
	counts := map[string]*count{}
	for i := range findings {
		name := key(&findings[i])
		if counts[name] == nil {
			counts[name] = &count{name: name}
		}
		counts[name].add(findings[i].Severity)
	}
	var sorted []count
	for _, c := range counts {
		sorted = append(sorted, *c)
	}
	slices.SortFunc(sorted, func(a, b count) int {
		return cmp.Or(cmp.Compare(b.errors, a.errors), cmp.Compare(b.warnings, a.warnings),
			cmp.Compare(b.hints, a.hints), cmp.Compare(a.name, b.name))
	})
	return sorted
}

// writeCounts writes a table of the first counts, and tells how many are not in it.
func writeCounts(b *bytes.Buffer, run Run, title string, counts []count, show func(string) string) {
	severities := []lint.Severity{lint.Error, lint.Warning, lint.Hint}
	fmt.Fprintf(b, "| %s |", title)
	for _, s := range severities {
		fmt.Fprintf(b, " %s %s |", sign(s), severityWord(run.Text, s))
	}
	b.WriteString("\n|---|--:|--:|--:|\n")
	for _, c := range counts[:min(len(counts), maxRows)] {
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", show(c.name), figure(c.errors), figure(c.warnings), figure(c.hints))
	}
	if left := len(counts) - maxRows; left > 0 {
		fmt.Fprintf(b, "| %s | | | |\n", run.Text.Sprintf("… and %d more", left))
	}
	b.WriteByte('\n')
}

// figure leaves a cell without a figure empty.
func figure(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
