// Package spelling finds what a misspelt name was meant to be.
package spelling

import (
	"slices"
	"strings"
)

// Nearest is the candidate that is fewest edits away from word, if it is near enough to be
// meant: one edit for a word of up to five letters, two up to ten, else three. One that differs in
// letter case alone is nearest, however many letters that are. Of equals the first wins.
func Nearest(word string, candidates []string) (string, bool) {
	if i := slices.IndexFunc(candidates, func(c string) bool { return strings.EqualFold(c, word) }); i >= 0 {
		return candidates[i], true
	}
	limit := 3
	switch n := len([]rune(word)); {
	case n <= 5:
		limit = 1
	case n <= 10:
		limit = 2
	}
	best, found := "", false
	for _, candidate := range candidates {
		if d := Distance(word, candidate); d <= limit {
			best, found, limit = candidate, true, d-1
		}
	}
	return best, found
}

// Distance counts the edits from a to b: letters inserted, deleted, replaced, or two
// neighbours swapped (the optimal string alignment distance; see Boytsov, "Indexing
// methods for approximate dictionary searching", 2011).
func Distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	before, last, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(s); i++ {
		row[0] = i
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(t)]
}
