package slug_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/kblint/kblint/internal/site/slug"
)

func TestReserved(t *testing.T) {
	t.Parallel()
	ids := slug.New(slug.GitHub)
	ids.Reserve("langkah")
	h := heading("Langkah")
	if got := []string{ids.Of(h), ids.Of(h)}; !slices.Equal(got, []string{"langkah-1", "langkah-2"}) {
		t.Errorf("beside an id that the author gave: %q", got)
	}
}

func heading(text string) slug.Heading {
	return slug.Heading{Text: text, Alt: text, Smart: text, Outer: text, Raw: text}
}

var schemes = []slug.Scheme{
	slug.GitHub, slug.Docusaurus, slug.VitePress, slug.Hugo, slug.HugoRaw, slug.HugoASCII, slug.Blackfriday,
	slug.KramdownGFM, slug.Kramdown, slug.PythonMarkdown,
}

// FuzzIDs makes ids of any texts. Those of one page are never the same, but for kramdown's.
func FuzzIDs(f *testing.F) {
	src, err := os.ReadFile(filepath.Join("testdata", "headings.md"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(src))
	f.Add("a_1\na\na\na_1\na_99999999999999999999")
	f.Fuzz(func(t *testing.T, text string) {
		for _, scheme := range schemes {
			ids := slug.New(scheme)
			seen := map[string]bool{}
			for line := range strings.SplitSeq(text, "\n") {
				id := ids.Of(heading(line))
				if utf8.ValidString(line) && !utf8.ValidString(id) {
					t.Errorf("scheme %d makes invalid UTF-8 of %q: %q", scheme, line, id)
				}
				if id != "" && seen[id] && scheme != slug.KramdownGFM && scheme != slug.Kramdown {
					t.Errorf("scheme %d makes %q twice", scheme, id)
				}
				seen[id] = true
			}
		}
	})
}

func BenchmarkIDs(b *testing.B) {
	texts := []string{"Langkah-langkah menghapus akun", "1. Sebelum mulai", "Apakah data ikut hilang?", "Größe ändern"}
	for b.Loop() {
		ids := slug.New(slug.GitHub)
		for _, text := range texts {
			ids.Of(heading(text))
		}
	}
}
