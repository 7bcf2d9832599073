package faq

import (
	"bytes"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

var linkOnlyAnswer = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{
		ID:       "faq/link-only-answer",
		Summary:  "An answer in a FAQ says something before it sends readers elsewhere.",
		Severity: lint.Hint,
	},
	Check: checkLinkOnlyAnswer,
}

func checkLinkOnlyAnswer(p *lint.Pass, _ lint.None) {
	faqs := p.FAQs()
	if len(faqs) == 0 {
		return
	}
	links := p.Links()
	next := 0
	for _, f := range faqs {
		for i := range f.Entries {
			q := &f.Entries[i]
			for next < len(links) && links[next].Span.Start < q.Answer.Start {
				next++
			}
			if next < len(links) && isWhole(p.Source, &links[next], q) {
				p.Report(q.Answer, "the answer to \"%s\" is a link and nothing else; answer in a sentence, and link to the details", q.Text)
			}
		}
	}
}

// isWhole reports whether an answer is nothing but a link.
func isWhole(src []byte, l *article.Link, q *article.Question) bool {
	if !q.Answer.Contains(l.Span) {
		return false
	}
	start := max(q.Answer.Start, q.AnswerLabel.End)
	return start <= l.Span.Start && isBare(src[start:l.Span.Start]) && isBare(src[l.Span.End:q.Answer.End])
}

// isBare reports whether a text is nothing but blanks, the markers of lists and emphasis, and full stops.
func isBare(text []byte) bool { return len(bytes.Trim(text, " \t\r\n*_->+.:")) == 0 }
