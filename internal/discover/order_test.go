package discover_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/discover"
)

// TestSchedulingDoesNotShow walks trees full of links and overlapping
// arguments again and again. Neither the number of workers nor the order of the
// arguments may change anything.
func TestSchedulingDoesNotShow(t *testing.T) {
	t.Parallel()
	for seed := range uint64(6) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(seed, 2))
			folders := words(". a b c a/b b/c c/d d/d/d.md a/a/a.md")
			pick := func(n int) string { return folders[random.IntN(n)] }
			entries := grow(random, ".kblintignore")
			for i := range 12 {
				ending := words("x .md")[random.IntN(2)]
				entries = append(entries, fmt.Sprintf("%s/l%d%s -> $ROOT/%s", pick(7), i, ending, pick(9)))
			}
			opts := discover.Options{Dir: plant(t, entries...), Paths: []string{pick(9), pick(9), pick(9)}, Workers: 1}
			alone, want := walk(t, opts)
			opts.Workers = 8
			for range 10 {
				slices.Reverse(opts.Paths)
				found, got := walk(t, opts)
				if diff := cmp.Diff(alone, found); diff != "" {
					t.Fatalf("articles below %v (-one worker +eight):\n%s", opts.Paths, diff)
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatalf("summary of %v (-one worker +eight):\n%s", opts.Paths, diff)
				}
			}
		})
	}
}
