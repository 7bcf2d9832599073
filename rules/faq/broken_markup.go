package faq

import (
	"bytes"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/site"
)

var brokenMarkup = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{
		ID:       "faq/broken-markup",
		Summary:  "The questions of a FAQ are shown as they are meant, apart from their answers.",
		Severity: lint.Error,
	},
	Check: checkBrokenMarkup,
}

func checkBrokenMarkup(p *lint.Pass, _ lint.None) {
	for _, f := range p.FAQs() {
		together := 0 // where the line ends on which the last one was reported that runs together
		for i := range f.Entries {
			q := &f.Entries[i]
			if q.Flaw == article.RunTogether {
				if q.Span.Start >= together {
					reportTogether(p, q)
				}
				together = q.Span.End + max(bytes.IndexByte(p.Source[q.Span.End:], '\n'), 0)
				continue
			}
			reportFlaw(p, q)
		}
	}
}

func reportTogether(p *lint.Pass, q *article.Question) {
	p.Report(q.Span, "\"%s\" stands in one paragraph with the answer before it; put an empty line before it", q.Text)
}

func reportFlaw(p *lint.Pass, q *article.Question) {
	switch {
	case q.Flaw == article.ShownMarks:
		p.Report(q.Span, "readers see the asterisks around \"%s\"; put \"**\" directly before and behind it, with blanks outside", q.Text)
	case q.Flaw == article.Glued && !readsGlued(p.Generator):
		p.Report(q.Span, "readers see the asterisks around \"%s\", because no blank parts it from its answer; put one behind it", q.Text).
			Fix([]edit.Edit{{Start: q.Span.End, End: q.Span.End, New: " "}}, "put a blank behind the question")
	case answersItself(q):
		p.Report(q.Span, "this question and its answer are marked up as one; end the markup behind the question mark")
	}
}

// readsGlued reports whether a generator takes marks for emphasis where a letter follows them: Python-Markdown
// and kramdown do.
func readsGlued(generator string) bool {
	g := site.Named(generator)
	return g == site.MkDocs || g == site.Jekyll
}

// answersItself reports whether what is marked up as a question has its answer in it, as there is none
// behind it.
func answersItself(q *article.Question) bool {
	mark := strings.IndexByte(q.Text, '?')
	return mark > 0 && q.Answer.IsZero() && !q.Asks() && len(strings.Fields(q.Text[mark+1:])) > 0
}
