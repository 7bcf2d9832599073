// Package edit changes text by replacing ranges of bytes.
package edit

import (
	"cmp"
	"slices"
)

// Edit replaces the bytes [Start, End) of a text by New.
type Edit struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	New   string `json:"new"`
}

// Merge puts sets of edits of one text together. A set is taken whole or not at all: one that
// touches what an earlier set changes is dropped. dropped counts those sets.
func Merge(sets [][]Edit) (merged []Edit, dropped int) {
	for _, set := range sets {
		if slices.ContainsFunc(set, func(e Edit) bool { return conflicts(merged, e) }) {
			dropped++
			continue
		}
		merged = append(merged, set...)
	}
	slices.SortStableFunc(merged, func(a, b Edit) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	return merged, dropped
}

// conflicts reports whether an edit touches one of the others: overlapping, or inserting at
// the same place, where the order would be a matter of luck. The same edit twice is no conflict
// in itself, but would be applied twice, so it counts as one.
func conflicts(others []Edit, e Edit) bool {
	return slices.ContainsFunc(others, func(o Edit) bool {
		if e.Start == e.End || o.Start == o.End {
			return e.Start <= o.End && o.Start <= e.End
		}
		return e.Start < o.End && o.Start < e.End
	})
}

// Apply makes a new text from src and sorted edits that do not overlap, as Merge gives them.
// Edits outside src are a mistake of the caller's and panic.
func Apply(src []byte, edits []Edit) []byte {
	size := len(src)
	for _, e := range edits {
		size += len(e.New) - (e.End - e.Start)
	}
	out := make([]byte, 0, size)
	at := 0
	for _, e := range edits {
		out = append(out, src[at:e.Start]...)
		out = append(out, e.New...)
		at = e.End
	}
	return append(out, src[at:]...)
}
