package faq

import (
	"bytes"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lint"
)

var missingQuestionMark = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{
		ID:       "faq/missing-question-mark",
		Summary:  "A question in a FAQ ends in a question mark.",
		Severity: lint.Warning,
	},
	Check: checkMissingQuestionMark,
}

func checkMissingQuestionMark(p *lint.Pass, _ lint.None) {
	for _, f := range p.FAQs() {
		for i := range f.Entries {
			q := &f.Entries[i]
			if hasMark(q.Text) || !p.Lexicon.IsQuestion(q.Text) {
				continue
			}
			d := p.Report(q.Span, "\"%s\" asks something, but has no question mark; end it in \"?\"", q.Text)
			if e, ok := mark(p.Source, q); ok {
				d.Fix([]edit.Edit{e}, "add the question mark")
			}
		}
	}
}

// hasMark reports whether there is a question mark in a text. Behind a question there may be a statement.
func hasMark(text string) bool { return strings.ContainsAny(text, "?？؟\u037e") }

// mark is the edit that puts a question mark at the end of a question: inside of what marks it up, in place
// of a full stop, colon or exclamation mark. Where there is one already, in what readers do not see, it is not
// known where the question ends.
func mark(src []byte, q *article.Question) (e edit.Edit, ok bool) {
	raw := q.Span.Text(src)
	if q.Flaw != article.NoFlaw || bytes.IndexByte(raw, '\n') >= 0 || hasMark(string(raw)) {
		return e, false
	}
	end := len(bytes.TrimRight(raw, "*_ \t\u00a0"))
	if q.Markup == article.FrontMatterQuestion {
		end = len(raw)
		if quote := raw[end-1]; quote == '"' || quote == '\'' {
			end--
		}
	}
	start := end
	if start > 0 && strings.IndexByte(".:!;", raw[start-1]) >= 0 && q.Markup != article.FrontMatterQuestion {
		start--
	}
	return edit.Edit{Start: q.Span.Start + start, End: q.Span.Start + end, New: "?"}, start > 0
}
