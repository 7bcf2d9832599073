package linttest

import (
	"fmt"
	"testing"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/lint"
)

// Hostile runs a family's rules once on articles that are made to take long: none may panic. articles gives
// them for about a size in bytes, by what they consist of.
func Hostile(t *testing.T, family lint.Family, articles func(size int) map[string]string) {
	t.Helper()
	for name, src := range articles(100_000) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			runRules(family, article.Parse("a.md", []byte(src), lexicon.Default()))
		})
	}
}

// BenchmarkHostile runs a family's rules on articles that are made to take long, of two sizes: what grows
// faster than the article is a mistake.
func BenchmarkHostile(b *testing.B, family lint.Family, articles func(size int) map[string]string) {
	b.Helper()
	for _, size := range []int{50_000, 200_000} {
		for name, src := range articles(size) {
			b.Run(fmt.Sprintf("%s/size=%d", name, size), func(b *testing.B) {
				a := article.Parse("a.md", []byte(src), lexicon.Default())
				for b.Loop() {
					runRules(family, a)
				}
			})
		}
	}
}

// runRules runs the article rules and gathers the facts of the others.
func runRules(family lint.Family, a *article.Article) {
	p := lint.NewPass(a, article.Date{})
	for _, r := range family.Rules {
		switch bound := lint.Bind(r, nil, lint.Env{}); {
		case bound.Check != nil:
			bound.Check(p)
		case bound.Facts != nil:
			bound.Facts.CollectAny(a)
		}
	}
	p.Take()
}
