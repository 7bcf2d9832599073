package article_test

import (
	"cmp"
	"slices"
	"testing"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lexicon"
)

// TestNumbered makes a numbered list of the first bulleted one.
func TestNumbered(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, src, want string }{
		{"one line each", "- a\n- b\n", "1. a\n2. b\n"},
		{"any bullet", "* a\n* b\n", "1. a\n2. b\n"},
		{"CRLF", "- a\r\n  b\r\n- c\r\n", "1. a\r\n   b\r\n2. c\r\n"},
		{"roomy", "-   a\n\n    b\n-   c\n", "1.  a\n\n    b\n2.  c\n"},
		{"lazy line", "- a\nb\n- c\n", "1. a\nb\n2. c\n"},
		{"nested", "- a\n  - b\n- c\n", "1. a\n   - b\n2. c\n"},
		{"closing fence", "- a\n\n  ```\n  x\n  ```\n\nb\n", "1. a\n\n   ```\n   x\n   ```\n\nb\n"},
		{"in an item", "1. a\n   - b\n     c\n   - d\n", "1. a\n   1. b\n      c\n   2. d\n"},
		{"quote", "> - a\n> - b\n", "> 1. a\n> 2. b\n"},
		{"quote of several lines", "> - a\n>   b\n", ""},
		{"tab", "-\ta\n-\tb\n", ""},
		{"tab below", "- a\n\n\tb\n", ""},
		{"code", "-     a\n", ""},
		{"empty item", "-\n- a\n", ""},
		{"behind a list", "1. a\n\n- b\n- c\n", ""},
		{"before a list", "- b\n- c\n\n1. a\n", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			a := article.Parse("a.md", []byte(test.src), lexicon.Default())
			var items []*article.Item
			for _, item := range a.Items() {
				if item.Number < 0 && (len(items) == 0 || items[0].List == item.List) {
					items = append(items, item)
				}
			}
			got := ""
			if edits, ok := a.Numbered(items); ok {
				slices.SortFunc(edits, func(x, y edit.Edit) int { return cmp.Compare(x.Start, y.Start) })
				got = string(edit.Apply(a.Source, edits))
			}
			if got != test.want {
				t.Errorf("Numbered(%q) = %q, want %q", test.src, got, test.want)
			}
		})
	}
}
