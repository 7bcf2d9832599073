package faq

import (
	"bytes"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lint"
)

var fakeHeading = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{
		ID:       "faq/fake-heading",
		Summary:  "The title of a FAQ is a heading, and clean.",
		Severity: lint.Warning,
	},
	Check: checkFakeHeading,
}

func checkFakeHeading(p *lint.Pass, _ lint.None) {
	for _, f := range p.FAQs() {
		switch {
		case f.WholePage || f.Title.Start < p.Body.Start:
		case f.Heading == nil:
			d := p.Report(f.Title, "the title of the FAQ is bold text and no heading, so that no outline shows it; make it a heading")
			if edits := headingEdits(p, &f); edits != nil {
				d.Fix(edits, "make it a heading")
			}
		case f.Residue.Len() > 0:
			residue := string(bytes.TrimSpace(f.Residue.Text(p.Source)))
			p.Report(f.Residue, "the title of the FAQ begins with \"%s\", which a generator left; remove it", residue).
				Fix([]edit.Edit{{Start: f.Residue.Start, End: f.Residue.End}}, "remove \"%s\"", residue)
		}
	}
}

// aroundTitle may stand around the text of a title in bold.
const aroundTitle = "*_ \t\u00a0"

// headingEdits make a heading of a title in bold; nil where it has several lines.
func headingEdits(p *lint.Pass, f *article.FAQ) []edit.Edit {
	passage := p.PassageAt(f.Title.Start)
	if passage == nil || bytes.IndexByte(passage.Span.Text(p.Source), '\n') >= 0 {
		return nil
	}
	text := article.Span{Start: max(f.Title.Start, f.Residue.End), End: f.Title.End}
	raw := text.Text(p.Source)
	text.Start += len(raw) - len(bytes.TrimLeft(raw, aroundTitle))
	text.End = text.Start + len(bytes.TrimRight(text.Text(p.Source), aroundTitle+":"))
	if text.Len() == 0 {
		return nil
	}
	edits := []edit.Edit{{Start: f.Title.Start, End: text.Start, New: strings.Repeat("#", levelOf(p, f)) + " "}}
	if text.End < passage.Span.End {
		edits = append(edits, edit.Edit{Start: text.End, End: passage.Span.End})
	}
	return edits
}

// levelOf is the level that the heading of a FAQ should have: what a generator left says it, else it is
// that of the article's main sections.
func levelOf(p *lint.Pass, f *article.FAQ) int {
	if f.Residue.Len() > 1 {
		return int(p.Source[f.Residue.Start+1] - '0')
	}
	level := 0
	for _, h := range p.Headings() {
		if h.Level > 1 && h.Quote == nil && (level == 0 || h.Level < level) {
			level = h.Level
		}
	}
	return max(level, 2)
}
