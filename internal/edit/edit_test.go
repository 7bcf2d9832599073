package edit_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/edit"
)

func TestMergeAndApply(t *testing.T) {
	const text = "satu dua tiga"
	for _, tc := range []struct {
		name    string
		sets    [][]edit.Edit
		want    string
		dropped int
	}{
		{"nothing", nil, text, 0},
		{"in any order", [][]edit.Edit{{{9, 13, "3"}}, {{0, 4, "1"}}}, "1 dua 3", 0},
		{"side by side", [][]edit.Edit{{{0, 4, "1"}}, {{4, 8, ""}}}, "1 tiga", 0},
		{"insertion and deletion", [][]edit.Edit{{{0, 0, "> "}}, {{4, 8, ""}}}, "> satu tiga", 0},
		{"overlapping: the first wins", [][]edit.Edit{{{0, 8, "x"}}, {{5, 8, "y"}}}, "x tiga", 1},
		{"insertions at one place: the first wins", [][]edit.Edit{{{5, 5, "a "}}, {{5, 5, "b "}}}, "satu a dua tiga", 1},
		{"the same replacement twice is made once", [][]edit.Edit{{{5, 9, ""}}, {{5, 9, ""}}, {{5, 9, ""}, {9, 13, "3"}}}, "satu 3", 0},
		{"the same bytes otherwise replaced", [][]edit.Edit{{{5, 8, "2"}}, {{5, 8, "II"}}}, "satu 2 tiga", 1},
		{"the same insertion twice is made once and dropped", [][]edit.Edit{{{4, 4, "!"}}, {{4, 4, "!"}}}, "satu! dua tiga", 1},
		{"insertion at the edge of a deletion", [][]edit.Edit{{{4, 8, ""}}, {{8, 8, "!"}}}, "satu tiga", 1},
		{"a set may touch itself", [][]edit.Edit{{{0, 0, "> "}, {0, 4, "1"}, {4, 8, ""}}}, "> 1 tiga", 0},
		{"a set that overlaps itself is dropped", [][]edit.Edit{{{0, 4, "1"}, {3, 8, ""}}, {{9, 13, "3"}}}, "satu dua 3", 1},
		{"a set is dropped whole", [][]edit.Edit{{{0, 4, "1"}}, {{2, 3, "x"}, {9, 13, "3"}}}, "1 dua tiga", 1},
	} {
		merged, dropped := edit.Merge(tc.sets)
		if got := string(edit.Apply([]byte(text), merged)); got != tc.want || dropped != tc.dropped {
			t.Errorf("%s: %q with %d dropped, want %q with %d", tc.name, got, dropped, tc.want, tc.dropped)
		}
	}
}

// TestTakeAgainstAllPairs compares with what comparing all edits with one another finds.
func TestTakeAgainstAllPairs(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		var sets [][]edit.Edit
		for range random.IntN(8) {
			var set []edit.Edit
			for range 1 + random.IntN(2) {
				start := random.IntN(12)
				set = append(set, edit.Edit{Start: start, End: min(start+random.IntN(4), 12), New: strings.Repeat("x", random.IntN(2))})
			}
			sets = append(sets, set)
		}
		merged, taken := edit.Take(sets)
		if diff := cmp.Diff(takeSlowly(sets), taken); diff != "" {
			t.Fatalf("%v (-want +got):\n%s", sets, diff)
		}
		edit.Apply([]byte("abcdefghijkl"), merged) // panics for edits that overlap
	}
}

func takeSlowly(sets [][]edit.Edit) []bool {
	taken := make([]bool, len(sets))
	var all []edit.Edit
	for i, set := range sets {
		taken[i] = true
		for j, e := range set {
			for _, o := range set[:j] {
				// An insertion within the bytes that its own set replaces overlaps, one at their edge does not.
				if e.Start < o.End && o.Start < e.End || e == o && e.Start < e.End {
					taken[i] = false
				}
			}
			if e.Start < e.End && slices.Contains(all, e) {
				continue
			}
			for _, o := range all {
				insertion := e.Start == e.End || o.Start == o.End
				touch := e.Start <= o.End && o.Start <= e.End
				if insertion && touch || !insertion && e.Start < o.End && o.Start < e.End {
					taken[i] = false
				}
			}
		}
		if taken[i] {
			all = append(all, set...)
		}
	}
	return taken
}

// TestMergeIsFast merges as many edits as a hostile article may ask for, in the worst order.
func TestMergeIsFast(t *testing.T) {
	t.Parallel()
	const count = 200_000
	var sets [][]edit.Edit
	for i := range count {
		at := (count - i) * 4
		sets = append(sets, []edit.Edit{{Start: at, End: at + 2}, {Start: at + 2, End: at + 3, New: "x"}})
	}
	start := time.Now()
	merged, dropped := edit.Merge(sets)
	if took := time.Since(start); len(merged) != 2*count || dropped > 0 || took > 10*time.Second {
		t.Errorf("%d edits, %d dropped, %s", len(merged), dropped, took)
	}
}

func FuzzMergeThenApply(f *testing.F) {
	f.Add("halo dunia", 0, 4, "hai", 5, 10, "bumi")
	f.Add("abc", 1, 1, "x", 1, 2, "")
	f.Fuzz(func(t *testing.T, text string, s1, e1 int, n1 string, s2, e2 int, n2 string) {
		if s1 < 0 || e1 < s1 || e1 > len(text) || s2 < 0 || e2 < s2 || e2 > len(text) {
			t.Skip("not edits of this text")
		}
		a, b := edit.Edit{Start: s1, End: e1, New: n1}, edit.Edit{Start: s2, End: e2, New: n2}
		merged, dropped := edit.Merge([][]edit.Edit{{a}, {b}})
		want := []edit.Edit{a, b}
		if dropped == 1 || a == b {
			want = want[:1]
		}
		got := edit.Apply([]byte(text), merged)
		// One after the other, from the back, so that offsets hold.
		slices.SortStableFunc(want, func(x, y edit.Edit) int { return y.Start - x.Start })
		step := []byte(text)
		for _, e := range want {
			step = edit.Apply(step, []edit.Edit{e})
		}
		if diff := cmp.Diff(string(step), string(got)); diff != "" {
			t.Errorf("merged and applied differs from applied in turn (-want +got):\n%s", diff)
		}
	})
}
