package keywords

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

// BenchmarkJudge runs all rules that compare articles, side by side as the engine does, on the facts of a
// generated site: one article in 20 competes with another, one in 100 is a copy, all end in the same
// disclaimer, and tags are as frequent as words are.
func BenchmarkJudge(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprintf("articles=%d", n), func(b *testing.B) {
			entries := generateFacts(n)
			for b.Loop() {
				var rules sync.WaitGroup
				for _, rule := range Family.Rules {
					bound := lint.Bind(rule, nil, lint.Env{})
					if bound.Judge == nil {
						continue
					}
					rules.Go(func() {
						bound.Judge(&lint.View{Entries: entries, Report: func(lint.Place, *lint.Diagnostic) {}})
					})
				}
				rules.Wait()
			}
		})
	}
}

func generateFacts(n int) []lint.Entry {
	r := rand.New(rand.NewPCG(1, 2))
	words := make([]string, 20_000)
	for i := range words {
		words[i] = randomWord(r)
	}
	zipf := rand.NewZipf(r, 1.2, 20, uint64(len(words)-1))
	word := func() string { return words[zipf.Uint64()] }
	disclaimer := randomSketch(r)[:40]
	entries := make([]lint.Entry, n)
	profiles := make([]*profile, n)
	for i := range entries {
		p := &profile{
			Page: true, Date: article.Date{Year: 2020 + r.IntN(6), Month: 1 + r.IntN(12), Day: 1 + r.IntN(28)},
			Title:  title{Topic: fmt.Sprintf("%s %s %s w%d", word(), word(), word(), i)},
			Sketch: randomSketch(r),
		}
		profiles[i] = p
		for j, h := range disclaimer {
			p.Sketch[3*j] = h
		}
		switch before := r.IntN(max(i, 1)); {
		case i > 0 && r.IntN(20) == 0:
			p.Title.Topic = profiles[before].Title.Topic
		case i > 0 && r.IntN(100) == 0:
			copy(p.Sketch[:100], profiles[before].Sketch)
		}
		p.Sketch = sorted(p.Sketch)
		p.Title.Text = "Cara " + strings.ReplaceAll(p.Title.Topic, " ", " di ")
		for range 3 {
			p.Keywords = append(p.Keywords, keyword{Key: "tags", Text: word()})
		}
		p.Keywords = append(p.Keywords, keyword{Key: "categories", Text: words[r.IntN(30)]})
		path := fmt.Sprintf("content/posts/%06d/index.md", i)
		entries[i] = lint.Entry{Place: lint.Place{Path: path, Site: path, Address: &article.Address{Folder: "content/posts"}}, Facts: p, Asked: true}
	}
	return entries
}

func randomWord(r *rand.Rand) string {
	letters := make([]byte, 3+r.IntN(9))
	for i := range letters {
		letters[i] = byte('a' + r.IntN(26))
	}
	return string(letters)
}

// randomSketch is that of a text of about 1,000 words.
func randomSketch(r *rand.Rand) sketch {
	s := make(sketch, sketchSize)
	for i := range s {
		s[i] = r.Uint32() / 8
	}
	return sorted(s)
}

func sorted(s sketch) sketch {
	slices.Sort(s)
	return slices.Compact(s)
}
