package report_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/engine"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/report"
)

// manyFindings is a site of articles with a hundred findings each, one a line; an article
// has a megabyte in a single line where long is set.
func manyFindings(articles int, long bool) report.Run {
	const perArticle = 100
	line := "Lihat [gambar 日本](images/langkah.png) untuk langkah berikutnya. " + strings.Repeat("kata ", 20)
	separator := "\n"
	if long {
		line, separator = strings.Repeat("kata 日本 ", 800), " "
	}
	src := []byte(strings.Repeat(line+separator, perArticle))
	var findings []engine.Finding
	for a := range articles {
		for i := range perArticle {
			start := i*(len(line)+1) + 8
			f := finding(article.Span{Start: start, End: start + 6})
			f.Path = fmt.Sprintf("content/artikel-%d.md", a)
			f.Fixes = []lint.Fix{{Message: message("do"), Safe: true, Edits: []edit.Edit{{Start: start, End: start + 6}}}}
			findings = append(findings, f)
		}
	}
	run := one("", findings...)
	run.Sources = func(string) ([]byte, error) { return src, nil }
	return run
}

func BenchmarkPrint(b *testing.B) {
	for _, format := range report.Formats() {
		for _, long := range []bool{false, true} {
			run := manyFindings(50, long)
			b.Run(fmt.Sprintf("%s/long=%t", format, long), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if err := report.Print(io.Discard, format, run); err != nil {
						b.Fatal(err)
					}
				}
				perFinding := float64(b.Elapsed().Nanoseconds()) / float64(b.N) / float64(len(run.Result.Findings))
				b.ReportMetric(perFinding, "ns/finding")
			})
		}
	}
}
