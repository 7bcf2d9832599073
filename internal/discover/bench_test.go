package discover_test

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kblint/kblint/internal/discover"
)

// site is a help centre with an article a folder, as Hugo's page bundles have.
func site(b *testing.B, ignore string) string {
	b.Helper()
	entries := []string{".git/", ".gitignore: " + ignore}
	for i := range 40 {
		for j := range 50 {
			entries = append(entries, fmt.Sprintf("content/topic-%d/article-%d/index.md", i, j))
		}
		entries = append(entries, fmt.Sprintf("content/topic-%d/cover.png", i))
	}
	return plant(b, entries...)
}

// BenchmarkWalk reads 2,000 articles in as many folders.
func BenchmarkWalk(b *testing.B) {
	var many strings.Builder
	for i := range 100 {
		fmt.Fprintf(&many, "name-%d\n*.ext%d\n/folder-%d/\n**/deep-%d/*.md\n", i, i, i, i)
	}
	for name, ignore := range map[string]string{"no patterns": "", "400 patterns": many.String()} {
		root := site(b, ignore)
		for _, workers := range []int{1, 2, 8} {
			b.Run(fmt.Sprintf("%s/%d workers", name, workers), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					summary, err := discover.Walk(b.Context(), discover.Options{Dir: root, Workers: workers}, func(discover.File) {})
					if err != nil || summary.Articles != 2000 {
						b.Fatal(summary, err)
					}
				}
			})
		}
	}
}

// BenchmarkNamedFiles is what a hook does that hands over every file.
func BenchmarkNamedFiles(b *testing.B) {
	root := site(b, "/public/\n")
	paths, err := filepath.Glob(filepath.Join(root, "content", "*", "*", "index.md"))
	if err != nil {
		b.Fatal(err)
	}
	for i, path := range paths {
		if paths[i], err = filepath.Rel(root, path); err != nil {
			b.Fatal(err)
		}
	}
	for _, force := range []bool{false, true} {
		b.Run(fmt.Sprintf("force exclude %v", force), func(b *testing.B) {
			for b.Loop() {
				summary, err := discover.Walk(b.Context(), discover.Options{Dir: root, Paths: paths, ForceExclude: force}, func(discover.File) {})
				if err != nil || summary.Articles != 2000 {
					b.Fatal(summary, err)
				}
			}
		})
	}
}

// BenchmarkWalkDir is the yardstick: the standard library's walk, which is
// serial and asks nothing but the name.
func BenchmarkWalkDir(b *testing.B) {
	root := site(b, "")
	for b.Loop() {
		articles := 0
		err := filepath.WalkDir(root, func(_ string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && discover.IsArticle(d.Name()) {
				articles++
			}
			return err
		})
		if err != nil || articles != 2000 {
			b.Fatal(articles, err)
		}
	}
}
