package edit_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/edit"
)

func TestDiff(t *testing.T) {
	t.Parallel()
	const ten = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n"
	for _, tc := range []struct {
		name, src string
		edits     []edit.Edit
		want      string
	}{
		{"nothing", ten, nil, ""},
		{"an edit that changes nothing", ten, []edit.Edit{{0, 1, "1"}}, ""},
		{"a word", ten, []edit.Edit{{8, 9, "five"}}, "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"},
		{"a line less", ten, []edit.Edit{{8, 10, ""}}, "@@ -2,7 +2,6 @@\n 2\n 3\n 4\n-5\n 6\n 7\n 8\n"},
		{"a line more", ten, []edit.Edit{{8, 8, "4½\n"}}, "@@ -2,6 +2,7 @@\n 2\n 3\n 4\n+4½\n 5\n 6\n 7\n"},
		{"at the start", ten, []edit.Edit{{0, 0, "0\n"}}, "@@ -1,3 +1,4 @@\n+0\n 1\n 2\n 3\n"},
		{"at the end", ten, []edit.Edit{{21, 21, "11\n"}}, "@@ -8,3 +8,4 @@\n 8\n 9\n 10\n+11\n"},
		{"two lines joined", "a\nb\nc\n", []edit.Edit{{1, 2, " "}}, "@@ -1,3 +1,2 @@\n-a\n-b\n+a b\n c\n"},
		{"two hunks", ten, []edit.Edit{{0, 2, ""}, {18, 20, "X"}}, "@@ -1,4 +1,3 @@\n-1\n 2\n 3\n 4\n@@ -7,4 +6,4 @@\n 7\n 8\n 9\n-10\n+X\n"},
		{"hunks that touch are one", ten, []edit.Edit{{0, 1, "A"}, {14, 15, "B"}}, "@@ -1,10 +1,10 @@\n-1\n+A\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+B\n 9\n 10\n"},
		{"no newline at the end", "a\nb", []edit.Edit{{0, 1, "A"}}, "@@ -1,2 +1,2 @@\n-a\n+A\n b\n\\ No newline at end of file\n"},
		{"a newline at the end", "a\nb", []edit.Edit{{3, 3, "\n"}}, "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n"},
		{"CRLF", "a\r\nb\r\n", []edit.Edit{{3, 4, "B"}}, "@@ -1,2 +1,2 @@\n a\r\n-b\r\n+B\r\n"},
		{"an empty file", "", []edit.Edit{{0, 0, "a\n"}}, "@@ -0,0 +1 @@\n+a\n"},
		{"one line", "a\n", []edit.Edit{{0, 1, "b"}}, "@@ -1 +1 @@\n-a\n+b\n"},
	} {
		want := tc.want
		if want != "" {
			want = "--- a/x.md\n+++ b/x.md\n" + want
		}
		if diff := cmp.Diff(want, string(edit.Diff("x.md", []byte(tc.src), tc.edits))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.name, diff)
		}
	}
}

func TestDiffQuotesPathsAsGitDoes(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"a/b.md":     "--- a/a/b.md\n",
		"a b.md":     "--- a/a b.md\t\n",
		"ä.md":       "--- \"a/\\303\\244.md\"\n",
		"a\"b\\.md":  "--- \"a/a\\\"b\\\\.md\"\n",
		"a\tb\n.md":  "--- \"a/a\\tb\\n.md\"\n",
		"/abs/x.md":  "--- a/abs/x.md\n",
		"\x01\x7f.a": "--- \"a/\\001\\177.a\"\n",
	} {
		got, _, _ := bytes.Cut(edit.Diff(path, []byte("a\n"), []edit.Edit{{0, 1, "b"}}), []byte("+++"))
		if string(got) != want {
			t.Errorf("%q: %q, want %q", path, got, want)
		}
	}
}

// TestGitApplies has git apply diffs of many files at once, in a folder and in a folder below it.
func TestGitApplies(t *testing.T) {
	t.Parallel()
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("git is not installed")
	}
	dir := t.TempDir()
	run := func(in []byte, where string, args ...string) {
		t.Helper()
		c := exec.Command(git, args...)
		c.Dir, c.Stdin = where, bytes.NewReader(in)
		c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null")
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s\n%s", args, err, out, in)
		}
	}
	run(nil, dir, "init", "-q")
	names := []string{"plain.md", "with blank.md", "bagian/ünïcode 質問.md", "quo\"te.md", "tab\t.md", "--- odd +++.md", "trailing .md"}
	random := rand.New(rand.NewPCG(3, 4))
	var patch []byte
	want := map[string]string{}
	below := filepath.Join(dir, "sub folder")
	for i := range 60 {
		name := fmt.Sprintf("%d %s", i, names[i%len(names)])
		src := randomText(random)
		edits := randomEdits(random, src)
		file := filepath.Join(below, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, src, 0o644)); err != nil {
			t.Skipf("this file system knows no such names: %v", err)
		}
		fixed := edit.Apply(src, edits)
		if len(fixed) == 0 {
			continue // git would take that for a deletion
		}
		patch = append(patch, edit.Diff(name, src, edits)...)
		want[file] = string(fixed)
	}
	run(patch, below, "apply", "--whitespace=nowarn")
	for file, text := range want {
		got, err := os.ReadFile(file)
		if err != nil || string(got) != text {
			t.Errorf("%s: %v, %q, want %q", file, err, got, text)
		}
	}
}

func randomText(random *rand.Rand) []byte {
	var out bytes.Buffer
	pieces := []string{"a", "b", "--- a", "+++ b", "@@ -1 +1 @@", "", "\r", "é", "\\ No newline"}
	for range 1 + random.IntN(40) {
		out.WriteString(pieces[random.IntN(len(pieces))])
		if random.IntN(8) > 0 {
			out.WriteByte('\n')
		}
	}
	return out.Bytes()
}

func randomEdits(random *rand.Rand, src []byte) []edit.Edit {
	var sets [][]edit.Edit
	news := []string{"", "x", "\n", "x\n", "\nx", "x\ny\n"}
	for range random.IntN(6) {
		start := random.IntN(len(src) + 1)
		sets = append(sets, []edit.Edit{{Start: start, End: min(len(src), start+random.IntN(12)), New: news[random.IntN(len(news))]}})
	}
	merged, _ := edit.Merge(sets)
	return merged
}

// FuzzDiff applies the diff of any edits of any text: that must give what the edits give.
func FuzzDiff(f *testing.F) {
	f.Add("a\nb\nc", 0, 1, "x", 3, 5, "\n")
	f.Add("\xef\xbb\xbfa\r\nb\r\n", 3, 4, "", 6, 6, "c\r\n")
	f.Fuzz(func(t *testing.T, text string, s1, e1 int, n1 string, s2, e2 int, n2 string) {
		if s1 < 0 || e1 < s1 || e1 > len(text) || s2 < 0 || e2 < s2 || e2 > len(text) {
			t.Skip("not edits of this text")
		}
		edits, _ := edit.Merge([][]edit.Edit{{{Start: s1, End: e1, New: n1}}, {{Start: s2, End: e2, New: n2}}})
		checkDiff(t, []byte(text), edits)
	})
}

func TestDiffOfRandomEdits(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(5, 6))
	for range 5000 {
		src := randomText(random)
		checkDiff(t, src, randomEdits(random, src))
	}
}

func checkDiff(t *testing.T, src []byte, edits []edit.Edit) {
	t.Helper()
	want := edit.Apply(src, edits)
	diff := edit.Diff("x.md", src, edits)
	got, err := applyDiff(src, diff)
	if err != nil || !bytes.Equal(got, want) {
		t.Fatalf("%q with %v: %v: applying\n%s\ngives %q, want %q", src, edits, err, diff, got, want)
	}
}

var hunkHeader = regexp.MustCompile(`^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@\n$`)

// applyDiff is as strict as can be: places, counts and all lines must be right.
func applyDiff(src, diff []byte) ([]byte, error) {
	if len(diff) == 0 {
		return src, nil
	}
	old := strings.SplitAfter(string(src), "\n")
	if old[len(old)-1] == "" {
		old = old[:len(old)-1]
	}
	body := strings.SplitAfter(string(diff), "\n")
	body = body[2 : len(body)-1]
	var out []string
	at := 0
	for i := 0; i < len(body); {
		m := hunkHeader.FindStringSubmatch(body[i])
		if m == nil {
			return nil, fmt.Errorf("no header: %q", body[i])
		}
		i++
		was, is := number(m[2]), number(m[4])
		start, begins := number(m[1]), number(m[3])
		if was > 0 {
			start--
		}
		if is > 0 {
			begins--
		}
		if start < at {
			return nil, errors.New("hunks out of order")
		}
		out = append(out, old[at:start]...)
		at = start
		if len(out) != begins {
			return nil, fmt.Errorf("the new place is %d, want %d", begins, len(out))
		}
		for was > 0 || is > 0 {
			sign, line := body[i][0], body[i][1:]
			i++
			if i < len(body) && body[i] == "\\ No newline at end of file\n" {
				line = strings.TrimSuffix(line, "\n")
				i++
			}
			if sign != '+' {
				if at >= len(old) || old[at] != line {
					return nil, fmt.Errorf("line %d is not %q", at+1, line)
				}
				at++
				was--
			}
			if sign != '-' {
				out = append(out, line)
				is--
			}
		}
	}
	return []byte(strings.Join(append(out, old[at:]...), "")), nil
}

func number(s string) int {
	if s == "" {
		return 1
	}
	n, _ := strconv.Atoi(s)
	return n
}
