package links

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"testing/fstest"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/site"
)

// BenchmarkJudge resolves and judges the links of a generated site, ten an article: most lead to pages,
// some to anchors, and one in a hundred nowhere.
func BenchmarkJudge(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprintf("articles=%d", n), func(b *testing.B) {
			entries := generate(n)
			config := site.Load(fstest.MapFS{"hugo.toml": {Data: []byte("baseURL = 'https://help.example.com/'\n[permalinks]\nposts = '/:slug/'\n")}}, ".", site.Overrides{})
			rules := []*lint.Bound{}
			for _, r := range Family.Rules {
				if bound := lint.Bind(r, nil, lint.Env{}); bound.Facts != nil && bound.Facts.FactsName() == dossiers.Name {
					rules = append(rules, bound)
				}
			}
			b.ReportAllocs()
			for b.Loop() {
				found := 0
				view := &lint.View{
					Entries: entries, Site: lint.Site{Configs: []*site.Config{config}, Files: noFiles{}}, Memo: &lint.Memo{},
					Report: func(lint.Place, *lint.Diagnostic) { found++ },
				}
				for _, r := range rules {
					r.Judge(view)
				}
				if found < n/20 || found > n/2 {
					b.Fatalf("%d findings", found)
				}
			}
		})
	}
}

type noFiles struct{}

func (noFiles) IsFile(string) bool           { return false }
func (noFiles) IsFolder(string) bool         { return false }
func (noFiles) Nearly(string) (string, bool) { return "", false }

func generate(n int) []lint.Entry {
	r := rand.New(rand.NewPCG(1, 2))
	title := func(i int) string { return fmt.Sprintf("Cara mengatasi masalah nomor %d", i) }
	entries := make([]lint.Entry, n)
	for i := range entries {
		d := &dossier{Page: &site.Source{Title: title(i)}}
		for j := range 12 {
			d.Page.Headings = append(d.Page.Headings, site.Heading{Text: fmt.Sprintf("Langkah %d untuk nomor %d", j, i)})
		}
		for j := range 10 {
			to := r.IntN(n)
			url := fmt.Sprintf("https://help.example.com/cara-mengatasi-masalah-nomor-%d/", to)
			switch r.IntN(100) {
			case 0:
				url = fmt.Sprintf("/cara-lama-%d/", to)
			case 1, 2, 3, 4, 5:
				url += fmt.Sprintf("#langkah-%d-untuk-nomor-%d", r.IntN(12), to)
			}
			d.Links = append(d.Links, link{URL: url, Span: article.Span{Start: 100 * j, End: 100*j + len(url)}})
		}
		path := fmt.Sprintf("content/posts/%06d/index.md", i)
		entries[i] = lint.Entry{Place: lint.Place{Path: path, Site: path, Address: &article.Address{Folder: "content/posts"}}, Facts: d, Asked: true}
	}
	return entries
}
