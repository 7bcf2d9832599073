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

// inserts reports whether the edit replaces nothing.
func (e Edit) inserts() bool { return e.Start == e.End }

// compare orders edits by their places.
func compare(a, b Edit) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
}

// Merge puts sets of edits of one text together. A set is taken whole or not at all: one that
// touches what an earlier set changes is dropped. dropped counts those sets.
func Merge(sets [][]Edit) (merged []Edit, dropped int) {
	merged, taken := Take(sets)
	for _, ok := range taken {
		if !ok {
			dropped++
		}
	}
	return merged, dropped
}

// Take is Merge that tells of each set whether it was taken. Two sets that replace the same bytes by the
// same text agree, and that edit is made once; an insertion is never the same as another, for two words
// that are missing at one place may well be alike. A set whose own edits overlap is dropped.
func Take(sets [][]Edit) (merged []Edit, taken []bool) {
	known := newOccupied(sets)
	taken = make([]bool, len(sets))
	for i, set := range sets {
		if overlaps(set) || slices.ContainsFunc(set, known.conflicts) {
			continue
		}
		taken[i] = true
		for _, e := range set {
			if known.add(e) {
				merged = append(merged, e)
			}
		}
	}
	slices.SortStableFunc(merged, compare)
	return merged, taken
}

// overlaps reports whether edits of one set change the same bytes. They may touch.
func overlaps(set []Edit) bool {
	if len(set) < 2 {
		return false
	}
	sorted := slices.SortedStableFunc(slices.Values(set), compare)
	for i, e := range sorted[1:] {
		if e.Start < sorted[i].End {
			return true
		}
	}
	return false
}

// occupied knows which places are taken.
type occupied struct {
	starts       []int         // of all edits there will be, sorted
	ranges       []int         // for each of starts a node of a tree of maximal ends; see reach
	points       []int         // the same of insertions
	replacements map[Edit]bool // that were taken
}

func newOccupied(sets [][]Edit) *occupied {
	o := &occupied{replacements: map[Edit]bool{}}
	for _, set := range sets {
		for _, e := range set {
			o.starts = append(o.starts, e.Start)
		}
	}
	slices.Sort(o.starts)
	o.starts = slices.Compact(o.starts)
	o.ranges = make([]int, len(o.starts)+1)
	o.points = make([]int, len(o.starts)+1)
	return o
}

// conflicts reports whether an edit touches one that was taken: overlapping, or inserting at the same
// place or where bytes are replaced, where the order would be a matter of luck. The same replacement is no
// conflict.
func (o *occupied) conflicts(e Edit) bool {
	if e.inserts() {
		return o.reach(o.points, e.End+1) > e.Start || o.reach(o.ranges, e.End+1) > e.Start
	}
	if o.replacements[e] {
		return false
	}
	return o.reach(o.points, e.End+1) > e.Start || o.reach(o.ranges, e.End) > e.Start+1
}

// add takes an edit, and reports whether it is a new one.
func (o *occupied) add(e Edit) bool {
	tree := o.points
	if !e.inserts() {
		if o.replacements[e] {
			return false
		}
		o.replacements[e] = true
		tree = o.ranges
	}
	at, _ := slices.BinarySearch(o.starts, e.Start)
	for i := at + 1; i < len(tree); i += i & -i {
		tree[i] = max(tree[i], e.End+1)
	}
	return true
}

// reach is one more than the last end of all taken edits that start before a place, 0 if there are none.
// The tree is Fenwick's, for maxima: it keeps thousands of edits from being compared with one another.
func (o *occupied) reach(tree []int, before int) int {
	n, _ := slices.BinarySearch(o.starts, before)
	last := 0
	for i := n; i > 0; i -= i & -i {
		last = max(last, tree[i])
	}
	return last
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
