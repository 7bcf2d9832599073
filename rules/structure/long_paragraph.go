package structure

import (
	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

type longOptions struct {
	// MaxWords is the number of words that readers are expected to take in.
	MaxWords int `yaml:"max-words"`
}

var longParagraph = lint.ArticleRule[longOptions]{
	Meta: lint.Meta{
		ID:       "structure/long-paragraph",
		Summary:  "A paragraph is short enough to be read at a glance.",
		Severity: lint.Hint,
		OptIn:    true,
	},
	Options: longOptions{MaxWords: 100},
	Check:   checkLongParagraph,
}

func checkLongParagraph(p *lint.Pass, o longOptions) {
	if p.Role() == article.Meta {
		return
	}
	passages := p.Passages()
	for i := range passages {
		q := &passages[i]
		if q.Kind != article.Paragraph {
			continue
		}
		if n := p.WordCount(q.Text); n > o.MaxWords {
			p.Report(q.Span, "the paragraph has %d words; split it into parts of at most %d", n, o.MaxWords)
		}
	}
}
