package report_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/engine"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/report"
)

const mixedSource = "---\r\ntags: [Café, cafe\u0301]\r\n---\r\n日本 <b> & 😀 [x](y z.md)\r\n"

// mixedRun has a finding of each severity, a fault, and everything that needs care.
func mixedRun(t *testing.T) report.Run {
	t.Helper()
	doubled := engine.Finding{
		Rule: "keywords/duplicate", Severity: lint.Warning, Path: "a.md", Span: at(t, mixedSource, "cafe\u0301"),
		Message: message(`"%s" stands twice`, "kafe"),
		Fixes: []lint.Fix{
			{
				Message: message(`remove it`), Safe: true,
				Edits: []edit.Edit{{Start: 16, End: 24, New: ""}, {Start: 0, End: 0, New: "<&>\n"}},
			},
			{Message: message("rewrite the list")},
		},
		Related: []lint.Related{
			{Span: at(t, mixedSource, "Café"), Message: message("the first is here")},
			{Path: "sub/b.md", Span: article.Span{Start: 3, End: 7}, Message: message("also here")},
			{Path: "sub/b.md", Message: message("somewhere in it")},
		},
	}
	link := engine.Finding{
		Rule: "links/broken-file", Severity: lint.Error, Path: "a.md", Span: at(t, mixedSource, "y z.md"),
		Message: message("\"%s\" names no file;\n100%% <sure> & \"done\"", "y z.md"),
	}
	missing := engine.Finding{
		Rule: "frontmatter/missing", Severity: lint.Hint, Path: "sub/b.md", Message: message("no front matter"),
	}
	run := one("", doubled, link, missing)
	run.Result.Articles = 2
	run.Result.Faults = []engine.Fault{
		{Err: errors.New("out of luck")},
		{Path: "c.md", Err: errors.New("read c.md: permission denied")},
	}
	run.Sources = sources(map[string]string{"a.md": mixedSource, "sub/b.md": "a\n😀b\n"})
	return run
}

func TestJSONLines(t *testing.T) {
	same(t, `{"rule":"keywords/duplicate","severity":"warning","path":"a.md","line":2,"column":14,"end_line":2,"end_column":19,"message":"\"kafe\" stands twice","fixable":true}
{"rule":"links/broken-file","severity":"error","path":"a.md","line":4,"column":16,"end_line":4,"end_column":22,"message":"\"y z.md\" names no file;\n100% <sure> & \"done\"","fixable":false}
{"rule":"frontmatter/missing","severity":"hint","path":"sub/b.md","line":1,"column":1,"end_line":1,"end_column":1,"message":"no front matter","fixable":false}
`, printed(t, "jsonl", mixedRun(t)))
}

func TestJSONDocument(t *testing.T) {
	same(t, `{"version":1,"tool":{"name":"kblint","version":"1.2.3"},"findings":[
{"rule":"keywords/duplicate","severity":"warning","path":"a.md","line":2,"column":14,"end_line":2,"end_column":19,"message":"\"kafe\" stands twice","fixable":true,`+
		`"fixes":[{"message":"remove it","safe":true,"edits":[{"start":16,"end":24,"new":""},{"start":0,"end":0,"new":"<&>\n"}]},{"message":"rewrite the list","safe":false,"edits":[]}],`+
		`"related":[{"path":"a.md","line":2,"column":8,"end_line":2,"end_column":12,"message":"the first is here"},{"path":"sub/b.md","line":2,"column":1,"end_line":2,"end_column":3,"message":"also here"},{"path":"sub/b.md","line":1,"column":1,"end_line":1,"end_column":1,"message":"somewhere in it"}]},
{"rule":"links/broken-file","severity":"error","path":"a.md","line":4,"column":16,"end_line":4,"end_column":22,"message":"\"y z.md\" names no file;\n100% <sure> & \"done\"","fixable":false,"fixes":[],"related":[]},
{"rule":"frontmatter/missing","severity":"hint","path":"sub/b.md","line":1,"column":1,"end_line":1,"end_column":1,"message":"no front matter","fixable":false,"fixes":[],"related":[]}
],"faults":[{"path":"","message":"out of luck"},{"path":"c.md","message":"read c.md: permission denied"}],"summary":{"articles":2,"errors":1,"warnings":1,"hints":1,"fixable":1}}
`, printed(t, "json", mixedRun(t)))
}

// TestSeverityWords holds that programs get the same words in every language.
func TestSeverityWords(t *testing.T) {
	var run report.Run
	for _, s := range []lint.Severity{lint.Error, lint.Warning, lint.Hint, lint.Off} {
		f := finding(article.Span{Start: 0, End: 1})
		f.Severity = s
		run = one("abc", append(findingsOf(run), f)...)
	}
	run.Text = shouting{}
	for format, words := range map[string][]string{
		"json":   {`"severity":"error"`, `"severity":"warning"`, `"severity":"hint"`, `"severity":"off"`},
		"jsonl":  {`"severity":"error"`, `"severity":"warning"`, `"severity":"hint"`, `"severity":"off"`},
		"github": {"::error file", "::warning file", "::notice file", "::notice file"},
		"sarif":  {`"level":"error"`, `"level":"warning"`, `"level":"note"`, `"level":"none"`},
		"text":   {": <error>: ", ": <warning>: ", ": <hint>: ", ": <off>: "},
	} {
		got := printed(t, format, run)
		for _, word := range words {
			before, after, found := strings.Cut(got, word)
			if !found || strings.Contains(before, "is wrong") && !strings.Contains(before, "<is wrong>") {
				t.Errorf("%s: no %q, or a message that is not localised, in:\n%s", format, word, got)
			}
			got = after
		}
	}
}

func findingsOf(run report.Run) []engine.Finding {
	if run.Result == nil {
		return nil
	}
	return run.Result.Findings
}

// FuzzDocuments holds that the formats for programs stay well-formed whatever is in an
// article, a path or a message, and that well-formed text survives them.
func FuzzDocuments(f *testing.F) {
	f.Add("satu dua", "a.md", "galat", 5, 8)
	f.Add("\xff\u2028\x00", "a b%:,\r\n.md", "\xff</script>\u2029\"\\", -5, 800)
	f.Add("a", "../a.md", "::error::", 0, 1)
	f.Add("a", "/a//../b:c", "", 0, 0)
	f.Fuzz(func(t *testing.T, src, path, words string, start, end int) {
		span := article.Span{Start: start, End: end}
		found := finding(span)
		found.Path, found.Message = path, message("%s", words)
		found.Fixes = []lint.Fix{{Message: found.Message, Edits: []edit.Edit{{Start: start, End: end, New: words}}}}
		found.Related = []lint.Related{{Path: path, Span: span, Message: found.Message}, {Path: words, Span: span}}
		run := one("", found, found)
		run.Sources = func(string) ([]byte, error) { return []byte(src), nil }
		run.Result.Faults = []engine.Fault{{Path: path, Err: errors.New(words)}}
		for _, format := range []string{"json", "sarif"} {
			if got := printed(t, format, run); !json.Valid([]byte(got)) {
				t.Errorf("%s is not valid JSON: %s", format, got)
			}
		}
		if got := printed(t, "github", run); strings.Count(got, "\n") != 2 || !utf8.ValidString(got) {
			t.Errorf("two findings give the commands %q", got)
		}
		roundTrip(t, printed(t, "jsonl", run), path, words)
	})
}

func roundTrip(t *testing.T, lines, path, words string) {
	t.Helper()
	if strings.Count(lines, "\n") != 2 {
		t.Errorf("two findings give %q", lines)
	}
	line, _, _ := strings.Cut(lines, "\n")
	got := map[string]any{}
	if err := json.Unmarshal([]byte(line), &got); err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	texts := map[string]any{"path": got["path"], "message": got["message"]}
	replaced := func(s string) string { return string([]rune(s)) }
	if diff := cmp.Diff(map[string]any{"path": replaced(path), "message": replaced(words)}, texts); diff != "" {
		t.Errorf("decoded (-want +got):\n%s", diff)
	}
}
