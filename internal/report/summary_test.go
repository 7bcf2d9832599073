package report_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/engine"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/report"
)

func severe(rule string, s lint.Severity, count int) []engine.Finding {
	var findings []engine.Finding
	for range count {
		f := finding(article.Span{})
		f.Rule, f.Severity = rule, s
		findings = append(findings, f)
	}
	return findings
}

func closing(t *testing.T, write func(io.Writer, report.Run) error, run report.Run) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, run); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestSummary(t *testing.T) {
	run := one("")
	run.Result.Articles = 12
	same(t, "12 articles linted: no findings\n", closing(t, report.Summary, run))

	run.Result.Findings = append(severe("a/x", lint.Error, 2), severe("b/y", lint.Hint, 3)...)
	same(t, "12 articles linted: 2 errors, 3 hints\n", closing(t, report.Summary, run))

	run.Result.Findings = append(run.Result.Findings, severe("c/z", lint.Warning, 4)...)
	run.Result.Findings[0].Fixes = []lint.Fix{{Safe: true}}
	run.Result.Findings[1].Fixes = []lint.Fix{{Safe: false}, {Safe: true}}
	same(t, "12 articles linted: 2 errors, 4 warnings, 3 hints (1 fixable)\n", closing(t, report.Summary, run))

	run.Text = shouting{}
	same(t, "<12 articles linted>: <2 errors>, <4 warnings>, <3 hints> <(1 fixable)>\n", closing(t, report.Summary, run))

	run.Color, run.Text = true, english{}
	got := strings.ReplaceAll(closing(t, report.Summary, run), "\x1b[", "«")
	same(t, "12 articles linted: «31;1m2 errors«0;22m, «33;1m4 warnings«0;22m, «36;1m3 hints«0;22m (1 fixable)\n", got)
}

func TestStatistics(t *testing.T) {
	run := one("")
	same(t, "", closing(t, report.Statistics, run))

	run.Result.Findings = append(severe("c/z", lint.Error, 2), severe("b/y", lint.Hint, 2)...)
	run.Result.Findings = append(run.Result.Findings, severe("a/x", lint.Warning, 1)...)
	run.Result.Findings = append(run.Result.Findings, severe("d/\x1b", lint.Warning, 1200)...)
	same(t, `1200  d/\x1b
   2  b/y
   2  c/z
   1  a/x
`, closing(t, report.Statistics, run))
}

func TestTimings(t *testing.T) {
	run := one("")
	same(t, "", closing(t, report.Timings, run))

	run.Result.Timings = []engine.Timing{
		{Step: "parse", Duration: 1234567 * time.Microsecond},
		{Step: "links/broken-file", Duration: 45678 * time.Microsecond},
		{Step: "read", Duration: 456789 * time.Nanosecond},
	}
	same(t, `slowest step: parse, 1.23s
  1.23s  parse
45.68ms  links/broken-file
  457µs  read
`, closing(t, report.Timings, run))

	for range 20 {
		run.Result.Timings = append(run.Result.Timings, engine.Timing{Step: "faq/numbering"})
	}
	if lines := strings.Count(closing(t, report.Timings, run), "\n"); lines != 11 {
		t.Errorf("23 steps give %d lines, want a title and the ten slowest", lines)
	}
}

func TestClosingWriteErrors(t *testing.T) {
	run := one("", severe("a/x", lint.Error, 1)...)
	run.Result.Timings = []engine.Timing{{Step: "parse", Duration: time.Second}}
	for name, write := range map[string]func(io.Writer, report.Run) error{
		"Summary": report.Summary, "Statistics": report.Statistics, "Timings": report.Timings,
	} {
		if err := write(&brokenPipe{}, run); !errors.Is(err, errBroken) {
			t.Errorf("%s into a broken pipe = %v", name, err)
		}
	}
	if err := report.Timings(&brokenPipe{30}, run); !errors.Is(err, errBroken) {
		t.Errorf("Timings into a pipe that breaks after the title = %v", err)
	}
}
