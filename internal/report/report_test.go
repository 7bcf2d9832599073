package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/engine"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/report"
)

// english prints formats as they are, without plural forms.
type english struct{}

func (english) Sprintf(format string, args ...any) string { return fmt.Sprintf(format, args...) }

func (english) Lang() string { return "en" }

// shouting marks what went through the catalogue.
type shouting struct{ english }

func (s shouting) Sprintf(format string, args ...any) string {
	return "<" + s.english.Sprintf(format, args...) + ">"
}

func (shouting) Lang() string { return "id" }

func message(format string, args ...any) lint.Message {
	return lint.Message{Format: format, Args: args}
}

// at is the span of the first occurrence of a text.
func at(t *testing.T, src, text string) article.Span {
	t.Helper()
	start := strings.Index(src, text)
	if start < 0 {
		t.Fatalf("%q is not in the source", text)
	}
	return article.Span{Start: start, End: start + len(text)}
}

// sources serves articles from memory.
func sources(articles map[string]string) func(string) ([]byte, error) {
	return func(path string) ([]byte, error) {
		src, found := articles[path]
		if !found {
			return nil, fs.ErrNotExist
		}
		return []byte(src), nil
	}
}

// one is a run with a single article, a.md.
func one(src string, findings ...engine.Finding) report.Run {
	return report.Run{
		Result:  &engine.Result{Findings: findings, Articles: 1},
		Sources: sources(map[string]string{"a.md": src}),
		Text:    english{},
		Version: "1.2.3",
	}
}

// finding is an error of the rule links/broken-file in a.md.
func finding(span article.Span) engine.Finding {
	return engine.Finding{
		Rule: "links/broken-file", Severity: lint.Error, Path: "a.md", Span: span, Message: message("is wrong"),
	}
}

func printed(t *testing.T, format string, run report.Run) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.Print(&b, format, run); err != nil {
		t.Fatalf("Print(%s): %v", format, err)
	}
	return b.String()
}

func same(t *testing.T, want, got string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("output (-want +got):\n%s", diff)
	}
}

func TestFormats(t *testing.T) {
	got := report.Formats()
	if diff := cmp.Diff([]string{"text", "json", "jsonl", "github", "sarif", "gitlab", "junit", "checkstyle", "rdjsonl", "markdown"}, got); diff != "" {
		t.Errorf("Formats() (-want +got):\n%s", diff)
	}
}

func TestPrintRejectsUnknownFormat(t *testing.T) {
	var b bytes.Buffer
	err := report.Print(&b, "xml", one(""))
	if err == nil || !strings.Contains(err.Error(), `"xml" is none of text, json, jsonl, github, sarif, gitlab, junit, checkstyle, rdjsonl, markdown`) {
		t.Errorf("Print(xml) = %v, want an error that lists the formats", err)
	}
	if b.Len() > 0 {
		t.Errorf("Print(xml) wrote %q", &b)
	}
}

func TestEmptyRun(t *testing.T) {
	for format, output := range map[string]string{
		"text":   "",
		"jsonl":  "",
		"github": "",
		"gitlab": "[\n]\n",
		"junit": `<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="kblint" tests="1" failures="0" errors="0" time="0">
    <testcase classname="kblint" name="1 articles linted" time="0"/>
  </testsuite>
</testsuites>
`,
		"checkstyle": `<?xml version="1.0" encoding="UTF-8"?>
<checkstyle version="4.3">
</checkstyle>
`,
		"rdjsonl":  "",
		"markdown": "### kblint: 1 articles linted: no findings\n\n",
		"json": `{"version":1,"tool":{"name":"kblint","version":"1.2.3"},"findings":[
],"faults":[],"summary":{"articles":1,"errors":0,"warnings":0,"hints":0,"fixable":0}}
`,
		"sarif": `{"$schema":"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",` +
			`"version":"2.1.0","runs":[{"tool":{"driver":{"name":"kblint","version":"1.2.3",` +
			`"informationUri":"https://github.com/kblint/kblint","rules":[]}},"language":"en",` +
			`"columnKind":"utf16CodeUnits","invocations":[{"executionSuccessful":true}],"results":[
]}]}
`,
	} {
		t.Run(format, func(t *testing.T) {
			got := printed(t, format, one(""))
			same(t, output, got)
			if strings.ContainsAny(output[:min(1, len(output))], "{[") && !json.Valid([]byte(got)) {
				t.Error("the document is not valid JSON")
			}
		})
	}
}

// TestSourcesAreReadOnce holds the promise that keeps memory bounded: an article is asked
// for when its first finding comes, or once before all that for other articles' sake, and then kept.
func TestSourcesAreReadOnce(t *testing.T) {
	var asked []string
	placed := article.Span{Start: 0, End: 1}
	in := func(path string, related ...lint.Related) engine.Finding {
		f := finding(placed)
		f.Path, f.Related = path, related
		return f
	}
	nowhere := in("nowhere.md")
	nowhere.Span = article.Span{}
	run := one("", in("a.md", lint.Related{Path: "c.md", Span: placed}), in("a.md", lint.Related{Path: "a.md", Span: placed}),
		nowhere, in("c.md", lint.Related{Path: "a.md", Span: placed}, lint.Related{Path: "b.md"}), in("c.md"))
	run.Sources = func(path string) ([]byte, error) {
		asked = append(asked, path)
		return []byte("text"), nil
	}
	printed(t, "text", run)
	if diff := cmp.Diff([]string{"a.md", "c.md"}, asked); diff != "" {
		t.Errorf("articles read for text (-want +got):\n%s", diff)
	}
	asked = nil
	printed(t, "jsonl", run)
	if diff := cmp.Diff([]string{"a.md", "c.md"}, asked); diff != "" {
		t.Errorf("articles read for jsonl (-want +got):\n%s", diff)
	}
}

func TestUnreadableSourceCostsThePlaceOnly(t *testing.T) {
	gone := finding(article.Span{Start: 4, End: 6})
	gone.Path = "gone.md"
	gone.Related = []lint.Related{{Path: "a.md", Span: article.Span{Start: 1, End: 2}, Message: message("see")}}
	kept := finding(article.Span{Start: 0, End: 4})
	kept.Related = []lint.Related{{Path: "gone.md", Span: article.Span{Start: 4, End: 6}, Message: message("see")}}
	run := one("text\n", kept, gone)
	for _, format := range report.Formats() {
		t.Run(format, func(t *testing.T) {
			var b bytes.Buffer
			err := report.Print(&b, format, run)
			if !errors.Is(err, fs.ErrNotExist) || strings.Count(err.Error(), "gone.md") != 1 {
				t.Errorf("Print = %v, want one error for gone.md", err)
			}
			if !strings.Contains(b.String(), "gone.md") {
				t.Errorf("the finding is missing from:\n%s", &b)
			}
		})
	}
	run.Sources = nil
	if err := report.Print(new(bytes.Buffer), "text", run); err == nil {
		t.Error("Print without sources reports no error")
	}
}

// brokenPipe fails after some bytes.
type brokenPipe struct{ left int }

var errBroken = errors.New("broken pipe")

func (p *brokenPipe) Write(data []byte) (int, error) {
	if p.left -= len(data); p.left < 0 {
		return 0, errBroken
	}
	return len(data), nil
}

func TestWriteErrors(t *testing.T) {
	findings := make([]engine.Finding, 5000)
	for i := range findings {
		findings[i] = finding(article.Span{Start: 0, End: 4})
	}
	for _, format := range report.Formats() {
		for _, left := range []int{0, 100_000} {
			if format == "markdown" && left > 0 {
				continue // it writes less than that
			}
			err := report.Print(&brokenPipe{left}, format, one("text\n", findings...))
			if !errors.Is(err, errBroken) {
				t.Errorf("Print(%s) into a pipe that breaks after %d bytes = %v", format, left, err)
			}
		}
	}
}
