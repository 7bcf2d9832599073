package baseline_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/baseline"
)

func entry(path, rule, section, text string) baseline.Entry {
	return baseline.Entry{Path: path, Rule: rule, Section: section, Text: text}
}

func written(t *testing.T, b *baseline.Baseline) string {
	t.Helper()
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestFileIsSortedWithAnEntryALine(t *testing.T) {
	entries := []baseline.Entry{
		entry("b.md", "x/y", "", "t"),
		entry("a.md", "x/y", "S", "<b> & \"c\" \u2028"),
		entry("b.md", "x/y", "", "t"),
		entry("a.md", "x/a", "", ""),
	}
	want := `{
"version": 1,
"entries": [
{"path":"a.md","rule":"x/a"},
{"path":"a.md","rule":"x/y","section":"S","text":"<b> & \"c\" \u2028"},
{"path":"b.md","rule":"x/y","text":"t"},
{"path":"b.md","rule":"x/y","text":"t","n":2}
]
}
`
	got := written(t, baseline.New(entries))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	slices.Reverse(entries)
	if again := written(t, baseline.New(entries)); again != got {
		t.Error("another order of findings makes another file")
	}
	read, err := baseline.Parse([]byte(got))
	if err != nil {
		t.Fatal(err)
	}
	if again := written(t, read); again != got {
		t.Errorf("what was read is written differently:\n%s", cmp.Diff(got, again))
	}
	if empty := written(t, baseline.New(nil)); empty != "{\n\"version\": 1,\n\"entries\": [\n]\n}\n" {
		t.Errorf("an empty one is %q", empty)
	}
}

// TestParseMendsMerges reads what merges leave, and what formatters of JSON make of the file.
func TestParseMendsMerges(t *testing.T) {
	const a, b, c = `{"path":"a.md","rule":"x/y"}`, `{"path":"b.md","rule":"x/y"}`, `{"path":"b.md","rule":"x/y","n":2}`
	for name, tc := range map[string]struct {
		list string
		want int
	}{
		"as written":            {a + ",\n" + b + "\n", 2},
		"no comma":              {a + "\n" + b + "\n", 2},
		"a comma too many":      {a + ",\n" + b + ",\n", 2},
		"a line that is double": {a + ",\n" + b + "\n" + b + ",\n" + c + ",\n", 3},
		"not in order":          {b + ",\n" + a + "\n", 2},
		"CRLF":                  {a + "\r\n" + b + ",\r\n", 2},
		"on one line":           {a + "," + b, 2},
		"the second one only":   {c, 1},
		"unknown keys":          {`{"path":"a.md","rule":"x/y","since":{"a":[1]}}`, 1},
	} {
		got, err := baseline.Parse([]byte("{\n\"version\": 1,\n\"entries\": [\n" + tc.list + "]\n}\n"))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if got.Len() != tc.want {
			t.Errorf("%s: %d entries, want %d", name, got.Len(), tc.want)
		}
	}
}

func TestParseTellsWhereAndWhat(t *testing.T) {
	for name, tc := range map[string]struct{ src, at, message string }{
		"nothing":         {"", "", "no \"version\""},
		"blank":           {" \n", "", "no \"version\""},
		"no version":      {`{"entries": []}`, "", "no \"version\""},
		"null":            {`null`, "", "no \"version\""},
		"another version": {`{"version": 12, "entries": 3}`, `12, "`, "version 12"},
		"a word":          {`{"version": "one"}`, `"one"`, "version one"},
		"a conflict":      {"{\n\"version\": 1,\n<<<<<<< HEAD\n", "<<<<<<<", "conflict"},
		"cut off":         {`{"version": 1, "entries": [`, ``, "not JSON"},
		"YAML":            {"version: 1\n", "version", "not JSON"},
		"a list":          {"[]", "[]", "array"},
		"entries no list": {`{"version": 1, "entries": {"a": 1}}`, `{"a"`, "object"},
		"a number":        {`{"version": 1, "entries": [{"path": 3, "rule": "r"}]}`, `3, "rule`, "number"},
		"no rule":         {`{"version": 1, "entries": [{"path":"a","rule":"r"}, {"path":"b"}]}`, `{"path":"b"}`, "no \"path\" or no \"rule\""},
		"no path":         {`{"version": 1, "entries": [null]}`, ``, "no \"path\" or no \"rule\""},
	} {
		b, err := baseline.Parse([]byte(tc.src))
		m, ok := errors.AsType[*baseline.FileError](err)
		if !ok {
			t.Errorf("%s: %v, %v is no mistake", name, b, err)
			continue
		}
		if !strings.Contains(m.Error(), tc.message) || !strings.Contains(m.Error(), "delete") {
			t.Errorf("%s: the message is %q", name, m)
		}
		if !strings.HasPrefix(tc.src[m.Start:], tc.at) {
			t.Errorf("%s: the place is %q", name, tc.src[m.Start:])
		}
	}
}

func TestMatchCounts(t *testing.T) {
	known := baseline.New([]baseline.Entry{
		entry("a.md", "r/a", "S", "t"), entry("a.md", "r/a", "S", "t"), entry("a.md", "r/a", "T", "t"),
		entry("b.md", "r/a", "S", "t"), entry("c.md", "r/a", "S", "t"),
	})
	v := known.Match(baseline.Run{
		Found: []baseline.Entry{
			entry("a.md", "r/a", "new", "t"), // the fourth of three
			entry("a.md", "r/a", "S", "t"),
			entry("a.md", "r/a", "S", "t"),
			entry("a.md", "r/a", "T", "t"),
			entry("a.md", "r/b", "S", "t"), // another rule
			entry("b.md", "r/a", "moved", "t"),
		},
		Judged: func(path, _ string) bool { return path != "c.md" },
	})
	if diff := cmp.Diff([]bool{true, false, false, false, true, false}, v.New); diff != "" {
		t.Errorf("new (-want +got):\n%s", diff)
	}
	if len(v.Stale) > 0 || v.Known != 4 {
		t.Errorf("known %d, stale %q", v.Known, v.Stale)
	}
}

func TestUpdatedKeepsWhatWasNotJudged(t *testing.T) {
	known := baseline.New([]baseline.Entry{
		entry("a.md", "r/a", "", "fixed"), entry("a.md", "r/a", "old", "kept"), entry("a.md", "r/off", "", "o"), entry("b.md", "r/a", "", "b"),
	})
	run := baseline.Run{
		Found:  []baseline.Entry{entry("a.md", "r/a", "new", "kept"), entry("a.md", "r/a", "", "added")},
		Judged: func(path, rule string) bool { return path == "a.md" && rule != "r/off" },
	}
	v := known.Match(run)
	rest := []baseline.Entry{entry("a.md", "r/off", "", "o"), entry("b.md", "r/a", "", "b")}
	if want, got := written(t, baseline.New(append(rest, run.Found...))), written(t, known.Updated(run, v)); want != got {
		t.Errorf("updated (-want +got):\n%s", cmp.Diff(want, got))
	}
	rest = append(rest, entry("a.md", "r/a", "old", "kept"))
	if want, got := written(t, baseline.New(rest)), written(t, known.Pruned(v)); want != got {
		t.Errorf("pruned (-want +got):\n%s", cmp.Diff(want, got))
	}
}

func TestRatchet(t *testing.T) {
	known := baseline.New([]baseline.Entry{
		entry("x/a.md", "r/a", "", "1"), entry("x/a.md", "r/a", "", "2"), entry("x/gone.md", "r/a", "", "3"),
		entry("y/b.md", "r/a", "", "4"), entry("z/c.md", "r/a", "", "5"), entry("z/c.md", "r/a", "", "6"),
	})
	run := baseline.Run{
		Ratchet: true,
		Judged:  always,
		Found: []baseline.Entry{
			entry("x/a.md", "r/a", "", "1"), entry("x/a.md", "r/a", "", "moved"), entry("x/new.md", "r/a", "", "3"), // three, as before
			entry("y/b.md", "r/a", "", "4"), entry("y/b.md", "r/a", "", "one too many"),
			entry("z/c.md", "r/a", "", "written anew"), // one fewer
		},
	}
	v := known.Match(run)
	if diff := cmp.Diff([]bool{false, false, false, false, true, false}, v.New); diff != "" {
		t.Errorf("new (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]baseline.Rise{{Folder: "y", Rule: "r/a", From: 1, To: 2}}, v.Risen); diff != "" {
		t.Errorf("risen (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]baseline.Entry{entry("z/c.md", "r/a", "", "6")}, v.Stale); diff != "" {
		t.Errorf("stale (-want +got):\n%s", diff)
	}
	if again := known.Pruned(v).Match(run); len(again.Risen) != 1 || len(again.Stale) != 0 {
		t.Errorf("after pruning: risen %v, stale %v", again.Risen, again.Stale)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("{\n\"version\": 1,\n\"entries\": [\n{\"path\":\"a.md\",\"rule\":\"x/y\",\"text\":\"t\"},\n{\"path\":\"a.md\",\"rule\":\"x/y\",\"text\":\"t\",\"n\":2}\n{\"path\":\"b\",\"rule\":\"c\"},\n]\n}\n"))
	f.Add([]byte("<<<<<<< HEAD\n"))
	f.Add([]byte(`{"version": 2}`))
	f.Add([]byte(`{"entries": [null, {"path": 1}], "version": 1}`))
	f.Fuzz(func(t *testing.T, src []byte) {
		b, err := baseline.Parse(src)
		if err != nil {
			m, ok := errors.AsType[*baseline.FileError](err)
			if !ok || m.Start < 0 || m.Start > m.End || m.End > len(src) || m.Error() == "" {
				t.Fatalf("the mistake %#v has no place", err)
			}
			return
		}
		first := written(t, b)
		again, err := baseline.Parse([]byte(first))
		if err != nil {
			t.Fatalf("what was written cannot be read: %v\n%s", err, first)
		}
		if second := written(t, again); first != second {
			t.Fatalf("not stable:\n%s", cmp.Diff(first, second))
		}
	})
}
