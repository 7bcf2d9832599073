package edit_test

import (
	"slices"
	"testing"

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
		{"a set is dropped whole", [][]edit.Edit{{{0, 4, "1"}}, {{2, 3, "x"}, {9, 13, "3"}}}, "1 dua tiga", 1},
	} {
		merged, dropped := edit.Merge(tc.sets)
		if got := string(edit.Apply([]byte(text), merged)); got != tc.want || dropped != tc.dropped {
			t.Errorf("%s: %q with %d dropped, want %q with %d", tc.name, got, dropped, tc.want, tc.dropped)
		}
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
		if dropped == 1 {
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
