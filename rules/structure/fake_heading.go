package structure

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/lint"
)

var fakeHeading = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{
		ID:       "structure/fake-heading",
		Summary:  "A heading is marked up as one, not as a paragraph in bold.",
		Severity: lint.Hint,
	},
	Check: checkFakeHeading,
}

// What a line in bold must be like to pass for a heading: a single one is emphasis, and a long one a
// sentence.
const (
	minFakes     = 3
	maxFakeBytes = 120
	maxFakeWords = 12
)

func checkFakeHeading(p *lint.Pass, _ lint.None) {
	if p.Role() != article.Page {
		return
	}
	fakes := fakesOf(p)
	if len(fakes) >= minFakes {
		fakes = withoutLabels(fakes)
	}
	if len(fakes) < minFakes {
		return
	}
	for _, f := range fakes {
		level := max(2, min(p.SectionAt(f.at.Start).Level+1, lowestLevel))
		p.Report(f.at, "\"%s\" looks like a heading and is a paragraph in bold, which no outline or screen reader finds; make it a heading of level %d", f.title, level).
			Suggest([]edit.Edit{
				{Start: f.at.Start, End: f.text.Start, New: strings.Repeat("#", level) + " "},
				{Start: f.text.End, End: f.at.End},
			}, "make it a heading of level %d", level)
	}
}

// lowestLevel is the lowest level of headings that there is.
const lowestLevel = 6

// fake is a paragraph that looks like a heading.
type fake struct {
	at, text article.Span
	title    string
}

// closing are the marks that end a sentence, a label or a remark, and no heading. Behind a number a colon or
// bracket may end one.
const (
	closing         = ".:;,!?)"
	closingNumbered = ".;,!?"
)

// endsAsHeading reports whether what is bold ends as headings do. A bracket may close there if it opens behind
// some words.
func endsAsHeading(p *lint.Pass, q *article.Passage, text article.Span) bool {
	last := p.Source[text.End-1]
	if strings.IndexByte(closing, last) < 0 {
		return true
	}
	if first := p.Source[text.Start]; '0' <= first && first <= '9' {
		return strings.IndexByte(closingNumbered, last) < 0
	}
	return last == ')' && bytes.IndexByte(text.Text(p.Source), '(') > 0 && p.WordCount(q.Text) > minLabelWords
}

// fakesOf leaves the title in bold out, with which some begin.
func fakesOf(p *lint.Pass) []fake {
	var out []fake
	name, _ := p.Title()
	name = fold(name)
	passages := p.Passages()
	for i := range passages {
		q := &passages[i]
		if q.Item != nil || q.Quote != nil || q.Container != nil || q.Span.Len() > maxFakeBytes {
			continue
		}
		text, ok := p.BoldLine(q)
		if !ok || !endsAsHeading(p, q, text) || !leads(p, passages, i) {
			continue
		}
		title := strings.TrimSpace(p.Plain(q.Text))
		if looksLikeHeading(p, q, title) && fold(title) != name {
			text.End -= len(text.Text(p.Source)) - len(bytes.TrimRight(text.Text(p.Source), ":"))
			out = append(out, fake{q.Span, text, title})
		}
	}
	return out
}

// minLabelWords is how many words a bold line before a list, a table or code has at least to be more than
// the label of that.
const minLabelWords = 3

// leads reports whether a passage has before and behind it what a heading has: it is not the first of the
// article nor a caption, and text of its own follows.
func leads(p *lint.Pass, passages []article.Passage, i int) bool {
	if i == 0 || i+1 == len(passages) || p.IsPicture(&passages[i-1]) || p.IsPicture(&passages[i+1]) {
		return false
	}
	next := &passages[i+1]
	if next.Kind == article.HeadingText || next.Kind == article.HTML {
		return false
	}
	if next.Kind != article.Paragraph || next.Item != nil || next.Quote != nil {
		return p.WordCount(passages[i].Text) >= minLabelWords
	}
	_, bold := p.BoldLine(next)
	return !bold
}

// looksLikeHeading leaves what FAQs hold to the rules on those, what generators left to theirs.
func looksLikeHeading(p *lint.Pass, q *article.Passage, title string) bool {
	if title == "" || p.WordCount(q.Text) > maxFakeWords {
		return false
	}
	label, value, _ := strings.Cut(title, ":")
	if strings.Contains(title, "=") || value != "" && strings.IndexFunc(value, unicode.IsLetter) < 0 {
		return false // a formula, or a figure with its label
	}
	if p.Lexicon.Label(label) != lexicon.NoLabel || p.Lexicon.FAQTitle(title) || article.HasResidue(title) || p.HasLink(q.Span) {
		return false
	}
	return !inFAQ(p.Article, q.Span)
}

// withoutLabels leaves out what stands more than once, whole or up to its colon: "Type: weapon", "Type:
// armour". That labels what follows.
func withoutLabels(fakes []fake) []fake {
	count := map[string]int{}
	for _, f := range fakes {
		count[labelOf(f.title)]++
	}
	return slices.DeleteFunc(fakes, func(f fake) bool { return count[labelOf(f.title)] > 1 })
}

func labelOf(title string) string {
	label, _, _ := strings.Cut(title, ":")
	return fold(label)
}
