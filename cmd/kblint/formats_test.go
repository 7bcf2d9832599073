package main

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/report"
)

// TestFormatsAgree holds that every format has the findings of the site that text has: their rules,
// paths and lines.
func TestFormatsAgree(t *testing.T) {
	t.Chdir("../../testdata")
	readers := map[string]func(*testing.T, string) []string{
		"text":       byLine(`^(?P<path>[^\s:]+):(?P<line>\d+):\d+: (?:error|warning|hint): .* \[(?P<rule>[^\]]+)\]$`),
		"github":     byLine(`^::\w+ file=(?P<path>[^,]+),(?:line=(?P<line>\d+),)?.*title=(?P<rule>[^:]+)::`),
		"json":       fromJSON,
		"jsonl":      fromJSONLines,
		"sarif":      fromSarif,
		"gitlab":     fromGitLab,
		"rdjsonl":    fromReviewdog,
		"junit":      fromJUnit,
		"checkstyle": fromCheckstyle,
		"markdown":   fromMarkdown,
	}
	want := readers["text"](t, lintSite(t, "text", 1))
	if len(want) < 20 {
		t.Fatalf("%d findings in text", len(want))
	}
	for _, format := range report.Formats() {
		t.Run(format, func(t *testing.T) {
			got := readers[format](t, lintSite(t, format, 1))
			slices.Sort(got)
			slices.Sort(want)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("findings (-text +%s):\n%s", format, diff)
			}
		})
	}
}

// triple is what a finding has in every format. A line that is not given is the first.
func triple(rule, path string, line int) string {
	return fmt.Sprintf("%s %s:%d", rule, path, max(line, 1))
}

// byLine reads the lines that match an expression with the groups rule, path and line.
func byLine(expression string) func(*testing.T, string) []string {
	match := regexp.MustCompile(expression)
	return func(_ *testing.T, output string) []string {
		var found []string
		for line := range strings.Lines(output) {
			m := match.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
			if m == nil {
				continue
			}
			number, _ := strconv.Atoi(m[match.SubexpIndex("line")])
			found = append(found, triple(m[match.SubexpIndex("rule")], m[match.SubexpIndex("path")], number))
		}
		return found
	}
}

func decode(t *testing.T, document string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(document), into); err != nil {
		t.Fatal(err)
	}
}

type plainFinding struct {
	Rule, Path string
	Line       int
}

func fromJSON(t *testing.T, output string) []string {
	t.Helper()
	var document struct{ Findings []plainFinding }
	decode(t, output, &document)
	var found []string
	for _, f := range document.Findings {
		found = append(found, triple(f.Rule, f.Path, f.Line))
	}
	return found
}

func fromJSONLines(t *testing.T, output string) []string {
	t.Helper()
	var found []string
	for line := range strings.Lines(output) {
		var f plainFinding
		decode(t, line, &f)
		found = append(found, triple(f.Rule, f.Path, f.Line))
	}
	return found
}

func fromSarif(t *testing.T, output string) []string {
	t.Helper()
	var log struct {
		Runs []struct {
			Results []struct {
				RuleID    string
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           struct{ StartLine int }
					}
				}
			}
		}
	}
	decode(t, output, &log)
	var found []string
	for _, r := range log.Runs[0].Results {
		where := r.Locations[0].PhysicalLocation
		found = append(found, triple(r.RuleID, where.ArtifactLocation.URI, where.Region.StartLine))
	}
	return found
}

func fromGitLab(t *testing.T, output string) []string {
	t.Helper()
	var issues []struct {
		Name     string `json:"check_name"`
		Location struct {
			Path  string
			Lines struct{ Begin int }
		}
	}
	decode(t, output, &issues)
	var found []string
	for _, i := range issues {
		found = append(found, triple(i.Name, i.Location.Path, i.Location.Lines.Begin))
	}
	return found
}

func fromReviewdog(t *testing.T, output string) []string {
	t.Helper()
	var found []string
	for line := range strings.Lines(output) {
		var d struct {
			Code     struct{ Value string }
			Location struct {
				Path  string
				Range struct{ Start struct{ Line int } }
			}
		}
		decode(t, line, &d)
		found = append(found, triple(d.Code.Value, d.Location.Path, d.Location.Range.Start.Line))
	}
	return found
}

func fromJUnit(t *testing.T, output string) []string {
	t.Helper()
	var suites struct {
		Suites []struct {
			Name  string `xml:"name,attr"`
			Tests []struct {
				Failure string `xml:"failure"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal([]byte(output), &suites); err != nil {
		t.Fatal(err)
	}
	read := byLine(`^(?P<path>[^\s:]+):(?P<line>\d+):\d+: (?:error|warning|hint): .* \[(?P<rule>[^\]]+)\]$`)
	var found []string
	for _, suite := range suites.Suites {
		for _, test := range suite.Tests {
			found = append(found, read(t, test.Failure)...)
		}
	}
	return found
}

func fromCheckstyle(t *testing.T, output string) []string {
	t.Helper()
	var files struct {
		Files []struct {
			Name   string `xml:"name,attr"`
			Errors []struct {
				Line   int    `xml:"line,attr"`
				Source string `xml:"source,attr"`
			} `xml:"error"`
		} `xml:"file"`
	}
	if err := xml.Unmarshal([]byte(output), &files); err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, file := range files.Files {
		for _, e := range file.Errors {
			found = append(found, triple(e.Source, file.Name, e.Line))
		}
	}
	return found
}

func fromMarkdown(_ *testing.T, output string) []string {
	heading := regexp.MustCompile(`^\*\*(.+)\*\*$`)
	item := regexp.MustCompile("^- \\S+ (\\d+):\\d+ .* \\(`([^`]+)`\\)$")
	var found []string
	path := ""
	for line := range strings.Lines(output) {
		line = strings.TrimSuffix(line, "\n")
		if m := heading.FindStringSubmatch(line); m != nil {
			path = strings.ReplaceAll(m[1], `\`, "")
		}
		if m := item.FindStringSubmatch(line); m != nil {
			number, _ := strconv.Atoi(m[1])
			found = append(found, triple(m[2], path, number))
		}
	}
	return found
}
