package structure

import (
	"bytes"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lint"
)

var headingPunctuation = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{
		ID:       "structure/heading-punctuation",
		Summary:  "A heading does not end in a full stop, a colon or a semicolon.",
		Severity: lint.Hint,
	},
	Check: checkHeadingPunctuation,
}

func checkHeadingPunctuation(p *lint.Pass, _ lint.None) {
	if p.Role() == article.Meta {
		return
	}
	for _, h := range p.Headings() {
		at := closingMark(p.Source, h)
		if at.Len() == 0 {
			continue
		}
		p.Report(at, "the heading ends in \"%s\"; a heading is a title and needs none", string(at.Text(p.Source))).
			Fix([]edit.Edit{{Start: at.Start, End: at.End}}, "remove the \"%s\"", string(at.Text(p.Source)))
	}
}

// closingMark is the mark at the end of a heading that does not belong there; zero if there is none. A
// full stop stays where it belongs to what is shortened ("etc.", "v1.2.") or is one of several.
func closingMark(src []byte, h *article.Heading) article.Span {
	raw := bytes.TrimRight(h.Text.Text(src), "*_ \t\u00a0")
	if len(raw) < 2 {
		return article.Span{}
	}
	end := len(raw)
	switch raw[end-1] {
	case ':', ';':
		if end < 3 || raw[end-3] == ' ' { // "drive C:"
			return article.Span{}
		}
	case '.':
		if raw[end-2] == '.' || raw[end-2] == '\\' || isShortened(h.Title) {
			return article.Span{}
		}
	default:
		return article.Span{}
	}
	return article.Span{Start: h.Text.Start + end - 1, End: h.Text.Start + end}
}

// isShortened reports whether the last word of a title is shortened by its full stop.
func isShortened(title string) bool {
	words := strings.Fields(title)
	if len(words) < 2 {
		return true
	}
	return len(words[len(words)-1]) <= len("dll.")+1
}
