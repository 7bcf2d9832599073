package structure

import (
	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

var longSection = lint.ArticleRule[longOptions]{
	Meta: lint.Meta{
		ID:       "structure/long-section",
		Summary:  "A section is short enough to be looked through.",
		Severity: lint.Hint,
		OptIn:    true,
	},
	Options: longOptions{MaxWords: 400},
	Check:   checkLongSection,
}

// checkLongSection counts what stands between two headings: what has headings of its own can be
// looked through.
func checkLongSection(p *lint.Pass, o longOptions) {
	if p.Role() == article.Meta {
		return
	}
	p.Root().Walk(func(s *article.Section) {
		if s.Heading == nil {
			return
		}
		n := 0
		for i := range s.Own() {
			if q := &s.Own()[i]; q.Kind != article.Code && q.Kind != article.HeadingText {
				n += p.WordCount(q.Text)
			}
		}
		if n > o.MaxWords {
			p.Report(s.Heading.Text, "there are %d words below \"%s\" before the next heading; part them by headings into sections of at most %d", n, s.Heading.Title, o.MaxWords)
		}
	})
}
