package spelling_test

import (
	"testing"

	"github.com/kblint/kblint/internal/spelling"
)

func TestNearest(t *testing.T) {
	names := []string{"links/broken-file", "links/alias", "faq/numbering", "title", "tags", "date"}
	for word, want := range map[string]string{
		"links/broken-fiel": "links/broken-file", // two letters swapped are one edit
		"faq/numberin":      "faq/numbering",
		"titel":             "title",
		"tag":               "tags",
		"tax":               "", // two edits from a word of four letters is another word
		"author":            "",
		"":                  "",
		"títle":             "title",
		"TITLE":             "title",
	} {
		got, ok := spelling.Nearest(word, names)
		if got != want || ok != (want != "") {
			t.Errorf("Nearest(%q) = %q, %v, want %q", word, got, ok, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, tc := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"abc", "abc", 0},
		{"abc", "", 3},
		{"abc", "acb", 1},
		{"categories", "catagories", 1},
		{"kitten", "sitting", 3},
		{"naïve", "naive", 1},
	} {
		if got := spelling.Distance(tc.a, tc.b); got != tc.want {
			t.Errorf("Distance(%q, %q) = %d, want %d", tc.a, tc.b, got, tc.want)
		}
		if got := spelling.Distance(tc.b, tc.a); got != tc.want {
			t.Errorf("Distance is not symmetric for %q and %q", tc.a, tc.b)
		}
	}
}
