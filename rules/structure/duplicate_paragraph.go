package structure

import (
	"bytes"
	"slices"
	"sync"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/lint"
)

type duplicateParagraphOptions struct {
	// MinWords is the number of words below which a paragraph may stand twice.
	MinWords int `yaml:"min-words"`
}

var duplicateParagraph = lint.ArticleRule[duplicateParagraphOptions]{
	Meta: lint.Meta{
		ID:       "structure/duplicate-paragraph",
		Summary:  "No long paragraph stands twice in an article.",
		Severity: lint.Warning,
	},
	Options: duplicateParagraphOptions{MinWords: 20},
	Check:   checkDuplicateParagraph,
}

// checkDuplicateParagraph compares paragraphs word by word, as readers see them: emphasis, letter
// case and punctuation do not matter.
func checkDuplicateParagraph(p *lint.Pass, o duplicateParagraphOptions) {
	if p.Role() == article.Meta {
		return
	}
	d := duplicates{Pass: p, first: map[uint64]paragraph{}, parted: sync.OnceValue(func() []int { return templateHeadings(p.Article) })}
	words := p.Words()
	passages := p.Passages()
	for i := range passages {
		passage := &passages[i]
		if passage.Kind == article.Code {
			continue
		}
		n := 0
		for n < len(words) && words[n].Span.Start < passage.Span.End {
			n++
		}
		if passage.Kind == article.Paragraph && n >= max(o.MinWords, 1) {
			d.add(paragraph{passage, words[:n]})
		}
		words = words[n:]
	}
}

// paragraph is a paragraph with its words.
type paragraph struct {
	*article.Passage
	words []lexicon.Word
}

// duplicates remembers the paragraphs of an article.
type duplicates struct {
	*lint.Pass
	first    map[uint64]paragraph // by the hash of all words
	parted   func() []int         // what templateHeadings gives
	callouts int                  // how many callouts begin before the end of the last passage
	label    int                  // where the label of the last of them begins
	end      int                  // the furthest end of those
}

func (d *duplicates) add(p paragraph) {
	sum := uint64(0)
	for _, w := range p.words {
		sum = (sum ^ w.Hash) * prime
	}
	first, again := d.first[sum]
	if !again {
		d.first[sum] = p
		return
	}
	if isSame(first.words, p.words) && d.isOdd(first.Passage, p.Passage) {
		d.Report(p.Span, "this paragraph of %d words stands further up already; say it once, or say what is different here", len(p.words)).
			Relate(first.Span, "the same words")
	}
}

// prime mixes the hashes of words, as FNV does.
const prime = 1099511628211

// isSame reports whether two paragraphs have the same words.
func isSame(a, b []lexicon.Word) bool {
	return slices.EqualFunc(a, b, func(x, y lexicon.Word) bool { return x.Hash == y.Hash })
}

// isOdd reports whether there is no good reason for the second of two equal paragraphs. A step may
// belong to several procedures, a warning stands before each of them, and a reader sees one of several
// tabs only, and templates with a text may show headings. What ends in a colon introduces something else each time, and what begins with code says what
// a name means that several things have.
func (d *duplicates) isOdd(first, second *article.Passage) bool {
	switch {
	case first.Pane() != second.Pane(), isBetween(d.parted(), first.Span.Start, second.Span.Start):
		return false
	case bytes.HasSuffix(second.Span.Text(d.Source), []byte(":")):
		return false
	case d.InCode(second.Span.Start):
		return false
	case second.Item != nil && (second.Item.Number >= 0 || d.instructs(second) || d.areParallel(first, second)):
		return false
	}
	return !d.isCallout(second)
}

// isCallout reports whether a passage is in a callout or has the label of one. Passages are asked for in
// source order.
func (d *duplicates) isCallout(p *article.Passage) bool {
	callouts := d.Callouts()
	for ; d.callouts < len(callouts) && callouts[d.callouts].Label.Start < p.Span.End; d.callouts++ {
		c := &callouts[d.callouts]
		d.label, d.end = max(d.label, c.Label.Start), max(d.end, c.Span.End)
	}
	return d.callouts > 0 && (d.label >= p.Span.Start || d.end >= p.Span.End)
}

// areParallel reports whether two list items stand in sections side by side: such lists say the same of
// things that are alike.
func (d *duplicates) areParallel(first, second *article.Passage) bool {
	a, b := d.SectionAt(first.Span.Start), d.SectionAt(second.Span.Start)
	return a != b && a.Parent != nil && a.Parent == b.Parent && first.Item != nil
}

// instructs reports whether a passage tells the reader to do something.
func (d *duplicates) instructs(p *article.Passage) bool {
	return slices.ContainsFunc(d.Terms(p), func(m lexicon.Match) bool { return m.Slot == lexicon.Imperative && !m.Negated })
}
