package site_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/site"
	"github.com/kblint/kblint/internal/site/slug"
)

// TestHeadingIDs holds the ids of headings against what the generators' own libraries make of the same
// article: see slug/testdata/vectors.sh.
func TestHeadingIDs(t *testing.T) {
	t.Parallel()
	dir := filepath.Join("slug", "testdata")
	src, err := os.ReadFile(filepath.Join(dir, "headings.md"))
	if err != nil {
		t.Fatal(err)
	}
	a := article.Parse("headings.md", src, lexicon.Default())
	source := site.SourceOf(a)
	for scheme, name := range map[slug.Scheme]string{
		slug.GitHub: "github", slug.Docusaurus: "docusaurus", slug.VitePress: "vitepress", slug.Hugo: "hugo-github",
		slug.HugoASCII: "hugo-github-ascii", slug.Blackfriday: "hugo-blackfriday", slug.KramdownGFM: "kramdown-gfm",
		slug.Kramdown: "kramdown", slug.PythonMarkdown: "python-markdown",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			compareIDs(t, name, source.HeadingIDs(scheme))
		})
	}
	t.Run("astro", func(t *testing.T) {
		t.Parallel()
		compareIDs(t, "astro", source.HeadingIDs(slug.GitHub))
	})
}

func compareIDs(t *testing.T, name string, got []string) {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("slug", "testdata", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var want struct {
		MadeBy string   `json:"made_by"`
		IDs    []string `json:"ids"`
	}
	if err := json.Unmarshal(src, &want); err != nil {
		t.Fatal(err)
	}
	if len(got) != len(want.IDs) {
		t.Fatalf("%d ids, %s makes %d", len(got), want.MadeBy, len(want.IDs))
	}
	for i := range got {
		if got[i] != want.IDs[i] {
			t.Errorf("heading %d: %q, %s makes %q", i+1, got[i], want.MadeBy, want.IDs[i])
		}
	}
}
