package report_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/engine"
	"github.com/kblint/kblint/internal/report"
)

// region is a finding's place as jsonl tells it.
type region struct {
	Line      int `json:"line"`
	Column    int `json:"column"`
	EndLine   int `json:"end_line"`
	EndColumn int `json:"end_column"`
}

func characterRegions(t *testing.T, run report.Run) []region {
	t.Helper()
	var regions []region
	for line := range strings.Lines(printed(t, "jsonl", run)) {
		var r region
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		regions = append(regions, r)
	}
	return regions
}

// sarifPlaces is the part of a SARIF log that says where its results are.
type sarifPlaces struct {
	Runs []struct {
		Results []struct {
			Locations []struct {
				PhysicalLocation struct {
					Region *struct{ StartLine, StartColumn, EndLine, EndColumn int }
				}
			}
		}
	}
}

func unitRegions(t *testing.T, run report.Run) []region {
	t.Helper()
	var log sarifPlaces
	if err := json.Unmarshal([]byte(printed(t, "sarif", run)), &log); err != nil {
		t.Fatal(err)
	}
	var regions []region
	for _, result := range log.Runs[0].Results {
		if r := result.Locations[0].PhysicalLocation.Region; r != nil {
			regions = append(regions, region{r.StartLine, r.StartColumn, r.EndLine, r.EndColumn})
		} else {
			regions = append(regions, region{})
		}
	}
	return regions
}

func TestPlaces(t *testing.T) {
	for _, c := range []struct {
		name       string
		src        string
		span       article.Span
		characters region
		units      region
	}{
		{"first character", "abc\n", article.Span{Start: 0, End: 1}, region{1, 1, 1, 2}, region{1, 1, 1, 2}},
		{"nowhere", "abc\n", article.Span{}, region{1, 1, 1, 1}, region{}},
		{"LF", "ab\ncd\n", article.Span{Start: 3, End: 5}, region{2, 1, 2, 3}, region{2, 1, 2, 3}},
		{"CRLF", "ab\r\ncd\r\n", article.Span{Start: 4, End: 6}, region{2, 1, 2, 3}, region{2, 1, 2, 3}},
		{"inside CRLF", "ab\r\ncd\r\n", article.Span{Start: 2, End: 3}, region{1, 3, 1, 3}, region{1, 3, 1, 3}},
		{"lone CR is a character", "a\rb\n", article.Span{Start: 2, End: 3}, region{1, 3, 1, 4}, region{1, 3, 1, 4}},
		{"whole line with its end", "ab\ncd\n", article.Span{Start: 0, End: 3}, region{1, 1, 2, 1}, region{1, 1, 2, 1}},
		{"several lines", "ab\ncd\nef\n", article.Span{Start: 1, End: 7}, region{1, 2, 3, 2}, region{1, 2, 3, 2}},
		{"no last newline", "ab\ncd", article.Span{Start: 3, End: 5}, region{2, 1, 2, 3}, region{2, 1, 2, 3}},
		{"end of file", "ab\n", article.Span{Start: 3, End: 3}, region{2, 1, 2, 1}, region{2, 1, 2, 1}},
		{"insertion point", "ab\n", article.Span{Start: 1, End: 1}, region{1, 2, 1, 2}, region{1, 2, 1, 2}},
		{"after a byte order mark", "\ufeffab\n", article.Span{Start: 3, End: 5}, region{1, 1, 1, 3}, region{1, 1, 1, 3}},
		{"of a byte order mark", "\ufeffab\n", article.Span{Start: 0, End: 3}, region{1, 1, 1, 1}, region{1, 1, 1, 1}},
		{"byte order mark later on", "a\ufeffb", article.Span{Start: 4, End: 5}, region{1, 3, 1, 4}, region{1, 3, 1, 4}},
		{"wide characters", "日本x", article.Span{Start: 6, End: 7}, region{1, 3, 1, 4}, region{1, 3, 1, 4}},
		{"beyond the BMP", "😀x", article.Span{Start: 4, End: 5}, region{1, 2, 1, 3}, region{1, 3, 1, 4}},
		{"combining mark", "e\u0301x", article.Span{Start: 3, End: 4}, region{1, 3, 1, 4}, region{1, 3, 1, 4}},
		{"invalid bytes", "\xff\xe6\x97x", article.Span{Start: 3, End: 4}, region{1, 4, 1, 5}, region{1, 4, 1, 5}},
		{"inside a character", "a😀", article.Span{Start: 3, End: 5}, region{1, 2, 1, 3}, region{1, 2, 1, 4}},
		{"beyond the end", "ab", article.Span{Start: 7, End: 9}, region{1, 3, 1, 3}, region{1, 3, 1, 3}},
		{"before the start", "ab", article.Span{Start: -4, End: -2}, region{1, 1, 1, 1}, region{1, 1, 1, 1}},
		{"end before start", "abc", article.Span{Start: 2, End: 1}, region{1, 3, 1, 3}, region{1, 3, 1, 3}},
	} {
		t.Run(c.name, func(t *testing.T) {
			run := one(c.src, finding(c.span))
			if diff := cmp.Diff([]region{c.characters}, characterRegions(t, run)); diff != "" {
				t.Errorf("in characters (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff([]region{c.units}, unitRegions(t, run)); diff != "" {
				t.Errorf("in UTF-16 code units (-want +got):\n%s", diff)
			}
		})
	}
}

// naivePlaces counts lines and columns of every offset the slow way, in characters and in
// UTF-16 code units.
func naivePlaces(src string) (characters, units []region) {
	text, skipped := strings.CutPrefix(src, "\ufeff")
	if skipped {
		characters = append(characters, make([]region, 3)...)
		units = append(units, make([]region, 3)...)
		for i := range 3 {
			characters[i], units[i] = region{1, 1, 1, 1}, region{1, 1, 1, 1}
		}
	}
	for number, line := range strings.SplitAfter(text, "\n") {
		content := strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
		if !strings.HasSuffix(line, "\n") {
			content = line
		}
		char, unit := 1, 1
		add := func(count int) {
			for range count {
				characters = append(characters, region{number + 1, char, number + 1, char})
				units = append(units, region{number + 1, unit, number + 1, unit})
			}
		}
		for _, c := range strings.SplitAfter(content, "") {
			add(len(c))
			char++
			unit += len(utf16.Encode([]rune(c)))
		}
		add(len(line) - len(content))
		if number == strings.Count(text, "\n") {
			add(1) // the end of the file
		}
	}
	return characters, units
}

// FuzzPlaces compares the index with naive counting at every offset.
func FuzzPlaces(f *testing.F) {
	long := strings.Repeat("kata 日本 😀 \xff\xf0\x9f ", 60)
	for _, src := range []string{"", "a", "\n", "a\r\nb\rc\n\r\n", "\ufeff", "\ufeff\n", "\xef\xbb", "日\xe6\x97", long, long + "\r\n" + long} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 4000 {
			t.Skip("longer texts have nothing new to tell")
		}
		var findings []engine.Finding
		for offset := range len(src) + 1 {
			// The zero span is nowhere; a span with its end before its start is at its start.
			findings = append(findings, finding(article.Span{Start: offset, End: offset - 1}))
		}
		run := one(src, findings...)
		characters, units := naivePlaces(src)
		if diff := cmp.Diff(characters, characterRegions(t, run)); diff != "" {
			t.Errorf("in characters (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(units, unitRegions(t, run)); diff != "" {
			t.Errorf("in UTF-16 code units (-want +got):\n%s", diff)
		}
	})
}

func ExamplePrint() {
	src := "# Judul\n\nLihat [gambar](images/x.png) ini.\n"
	span := article.Span{Start: 24, End: 36}
	run := one(src, engine.Finding{
		Rule: "links/broken-file", Severity: 3, Path: "a.md", Span: span,
		Message: message(`"%s" names no file`, "images/x.png"),
	})
	var b strings.Builder
	if err := report.Print(&b, "text", run); err != nil {
		fmt.Println(err)
	}
	fmt.Print(b.String())
	// Output:
	// a.md:3:16: error: "images/x.png" names no file [links/broken-file]
	//     3 | Lihat [gambar](images/x.png) ini.
	//       |                ^^^^^^^^^^^^
}
