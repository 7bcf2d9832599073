package report_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/report"
)

// schemas names the published schema of each format in JSON, and the documents that an output holds.
var schemas = map[string]struct {
	file      string
	documents func(output string) []string
}{
	"sarif":   {"sarif-schema-2.1.0.json", whole},
	"gitlab":  {"gitlab-code-quality.json", whole},
	"rdjsonl": {"reviewdog-diagnostic.json", lines},
}

func whole(output string) []string { return []string{output} }

func lines(output string) []string { return strings.Split(strings.TrimSuffix(output, "\n"), "\n") }

func compiled(tb testing.TB, file string) *jsonschema.Schema {
	tb.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile(filepath.Join("testdata", "schemas", file))
	if err != nil {
		tb.Fatal(err)
	}
	return schema
}

// valid is the first violation of the schema of a format, nil if there is none.
func valid(schema *jsonschema.Schema, documents []string) error {
	for _, document := range documents {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(document))
		if err != nil {
			return fmt.Errorf("%w in %s", err, document)
		}
		if err := schema.Validate(value); err != nil {
			return err
		}
	}
	return nil
}

// TestSchemas validates a run that has everything that may be in a report, and the site's goldens.
func TestSchemas(t *testing.T) {
	run := mixedRun(t)
	run.Rules = []report.RuleInfo{
		{ID: "links/broken-file", Summary: "A link names a file.", Help: "# Why", HelpURI: "https://example.org/x", Severity: lint.Error},
		{ID: "keywords/duplicate", Summary: "A keyword stands once.", Severity: lint.Off},
	}
	for format, published := range schemas {
		t.Run(format, func(t *testing.T) {
			schema := compiled(t, published.file)
			if err := valid(schema, published.documents(printed(t, format, run))); err != nil {
				t.Errorf("a run with everything: %v", err)
			}
			golden, err := os.ReadFile(filepath.Join("..", "..", "testdata", "golden", "site."+format))
			if err != nil {
				t.Fatal(err)
			}
			if err := valid(schema, published.documents(string(golden))); err != nil {
				t.Errorf("the site: %v", err)
			}
			if format == "rdjsonl" {
				return // no finding, no line
			}
			if err := valid(schema, published.documents(printed(t, format, one("")))); err != nil {
				t.Errorf("an empty run: %v", err)
			}
		})
	}
}

// TestSchemasFindMistakes holds that the schemas are read at all.
func TestSchemasFindMistakes(t *testing.T) {
	for format, mistake := range map[string][2]string{
		"sarif":   {`"startLine":1`, `"startLine":0`},
		"gitlab":  {`"severity":"major"`, `"severity":"error"`},
		"rdjsonl": {`"line":1`, `"line":"1"`},
	} {
		schema := compiled(t, schemas[format].file)
		output := strings.Replace(printed(t, format, one("text\n", finding(article.Span{Start: 0, End: 4}))), mistake[0], mistake[1], 1)
		if valid(schema, schemas[format].documents(output)) == nil {
			t.Errorf("%s: no mistake in %s", format, output)
		}
	}
}

func TestDiagnosticLines(t *testing.T) {
	run := mixedRun(t)
	run.Rules = []report.RuleInfo{{ID: "links/broken-file", HelpURI: "https://example.org/x"}}
	const source = `"source":{"name":"kblint","url":"https://github.com/kblint/kblint"}`
	same(t, `{"message":"\"kafe\" stands twice","location":{"path":"a.md","range":{"start":{"line":2,"column":15},"end":{"line":2,"column":21}}},"severity":"WARNING",`+
		source+`,"code":{"value":"keywords/duplicate"},"related_locations":[`+
		`{"message":"the first is here","location":{"path":"a.md","range":{"start":{"line":2,"column":8},"end":{"line":2,"column":13}}}},`+
		`{"message":"also here","location":{"path":"sub/b.md","range":{"start":{"line":2,"column":2},"end":{"line":2,"column":6}}}},`+
		`{"message":"somewhere in it","location":{"path":"sub/b.md"}}]}
{"message":"\"y z.md\" names no file;\n100% <sure> & \"done\"","location":{"path":"a.md","range":{"start":{"line":4,"column":23},"end":{"line":4,"column":29}}},"severity":"ERROR",`+
		source+`,"code":{"value":"links/broken-file","url":"https://example.org/x"}}
{"message":"no front matter","location":{"path":"sub/b.md"},"severity":"INFO",`+source+`,"code":{"value":"frontmatter/missing"}}
`, printed(t, "rdjsonl", run))
}

// TestSuggestions holds that half a fix is never suggested, and none that reviewdog cannot show.
func TestSuggestions(t *testing.T) {
	const src = "satu dua\ntiga //empat lima\n\xff enam tujuh\n"
	edits := func(edits ...edit.Edit) lint.Fix { return lint.Fix{Message: message("do"), Edits: edits} }
	word := func(text, replacement string) edit.Edit {
		span := at(t, src, text)
		return edit.Edit{Start: span.Start, End: span.End, New: replacement}
	}
	for _, c := range []struct {
		name  string
		fixes []lint.Fix
		want  []string
	}{
		{"one edit", []lint.Fix{edits(word("dua", "2"))}, []string{"1:6-1:9 2"}},
		{"an insertion", []lint.Fix{edits(edit.Edit{Start: 5, End: 5, New: "dan "})}, []string{"1:6-1:6 dan "}},
		{"several edits", []lint.Fix{edits(word("dua", "2"), word("satu", "1"), word("tiga", "3"))}, []string{"1:1-2:5 1 2\n3"}},
		{"the rest of a line", []lint.Fix{edits(edit.Edit{Start: 5, End: 9})}, []string{"1:6-2:1 "}},
		{"no edit", []lint.Fix{edits()}, nil},
		{"edits that overlap", []lint.Fix{edits(word("satu", "1"), word("atu", "2"))}, nil},
		{"edits out of the text", []lint.Fix{edits(edit.Edit{Start: 5, End: 500})}, nil},
		{"what may hide a secret between them", []lint.Fix{edits(word("tiga", "3"), word("lima", "5"))}, nil},
		{"what is no text between them", []lint.Fix{edits(word("lima", "5"), word("enam", "6"))}, nil},
		{"alternatives", []lint.Fix{edits(word("dua", "2")), edits(word("dua", "ii")), edits(word("tiga", "3"))}, []string{"1:6-1:9 2", "1:6-1:9 ii"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := finding(at(t, src, "dua"))
			f.Fixes = c.fixes
			var d struct {
				Suggestions []struct {
					Range struct{ Start, End struct{ Line, Column int } }
					Text  string
				}
			}
			if err := json.Unmarshal([]byte(printed(t, "rdjsonl", one(src, f))), &d); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, s := range d.Suggestions {
				got = append(got, fmt.Sprintf("%d:%d-%d:%d %s", s.Range.Start.Line, s.Range.Start.Column, s.Range.End.Line, s.Range.End.Column, s.Text))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("suggestions (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDiagnosticColumns(t *testing.T) {
	for _, c := range []struct {
		name, src  string
		span       article.Span
		start, end string
	}{
		{"behind four bytes", "a𐐀b\n", article.Span{Start: 5, End: 6}, `"line":1,"column":6`, `"line":1,"column":7`},
		{"behind a byte order mark", "\ufeffab\n", article.Span{Start: 4, End: 5}, `"line":1,"column":5`, `"line":1,"column":6`},
		{"a whole line", "one\ntwo\nthree\n", article.Span{Start: 4, End: 8}, `"line":2,"column":1`, `"line":3,"column":1`},
		{"an insertion point", "one\r\ntwo\r\n", article.Span{Start: 5, End: 5}, `"line":2,"column":1`, `"line":2,"column":1`},
	} {
		want := `"range":{"start":{` + c.start + `},"end":{` + c.end + `}}`
		if got := printed(t, "rdjsonl", one(c.src, finding(c.span))); !strings.Contains(got, want) {
			t.Errorf("%s: no %s in %s", c.name, want, got)
		}
	}
}

func TestCodeQuality(t *testing.T) {
	run := mixedRun(t)
	var issues []struct {
		Description, Severity, Fingerprint string
		Name                               string `json:"check_name"`
		Location                           struct {
			Path  string
			Lines struct{ Begin, End int }
		}
	}
	if err := json.Unmarshal([]byte(printed(t, "gitlab", run)), &issues); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	var got strings.Builder
	for _, i := range issues {
		fmt.Fprintf(&got, "%s %s %s:%d-%d %q\n", i.Severity, i.Name, i.Location.Path, i.Location.Lines.Begin, i.Location.Lines.End, i.Description)
		if seen[i.Fingerprint] {
			t.Errorf("two issues have the fingerprint %s", i.Fingerprint)
		}
		seen[i.Fingerprint] = true
	}
	same(t, `minor keywords/duplicate a.md:2-2 "\"kafe\" stands twice"
major links/broken-file a.md:4-4 "\"y z.md\" names no file;\n100% <sure> & \"done\""
info frontmatter/missing sub/b.md:1-1 "no front matter"
`, got.String())
}

// TestRootedPaths holds that the services that look files up from the repository's root find them, and
// that all others find them from the working folder.
func TestRootedPaths(t *testing.T) {
	for format, path := range map[string]string{
		"github": "file=docs/help/a.md,", "gitlab": `"path":"docs/help/a.md"`, "sarif": `"uri":"docs/help/a.md"`, "markdown": "**docs/help/a.md**",
		"text": "a.md:1:1", "jsonl": `"path":"a.md"`, "json": `"path":"a.md"`, "rdjsonl": `"path":"a.md"`, "junit": `name="a.md"`, "checkstyle": `name="a.md"`,
	} {
		run := one("text\n", finding(article.Span{Start: 0, End: 4}))
		run.Place.Below = "docs/help"
		if got := printed(t, format, run); !strings.Contains(got, path) {
			t.Errorf("%s: no %s in %s", format, path, got)
		}
	}
	up := finding(article.Span{})
	up.Path = "../faq.md"
	run := one("", up)
	run.Place.Below = "docs/help"
	if got := printed(t, "gitlab", run); !strings.Contains(got, `"path":"docs/faq.md"`) {
		t.Errorf("a path that leaves the working folder: %s", got)
	}
}
