package article

import (
	"bytes"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"github.com/kblint/kblint/internal/edit"
)

// BreakKind says what is wrong with marks of emphasis that readers see as asterisks or underscores.
type BreakKind uint8

// The ways in which emphasis breaks.
const (
	Touching  BreakKind = iota + 1 // "**Label:**text", "**Label: **text", "** text**": a blank is missing or too much
	Unpaired                       // "**text" with nothing that closes it
	Empty                          // "te****xt" in bold, "_te__xt_": marks with nothing between them
	Converted                      // "\*_V = I_ R\*\*": an exporter took an asterisk of the text for a mark
	Escaped                        // "text\*\*" at the end of a passage
)

// BrokenEmphasis is one such place.
type BrokenEmphasis struct {
	Kind  BreakKind
	Span  Span        // from the first to the last mark that readers see; of a long one the first mark
	Edits []edit.Edit // that mend it; nil where that is not certain
}

// BrokenEmphasis finds the marks of emphasis in a passage that readers see.
func (a *Article) BrokenEmphasis(p *Passage) []BrokenEmphasis {
	if p.Kind == Code || p.Kind == HTML {
		return nil
	}
	var marks []literalMark
	for _, s := range p.Text {
		marks = a.literalMarks(marks, p, s)
	}
	if len(marks) == 0 {
		return nil
	}
	b := emphasisBreaks{a: a, p: p}
	b.judge(marks)
	return b.found
}

// literalMark is a run of two or more marks that readers see, or of escaped asterisks.
type literalMark struct {
	Span
	sort          markSort
	before, after rune // what stands around it in the passage, a blank at its ends
}

type markSort uint8

const (
	twoStars      markSort = iota + 1 // "**"
	moreStars                         // "***", "****"
	twoBars                           // "__"
	escapedStars                      // "\*\*"
	escapedOpener                     // the "\*" of "\*_"
)

// literalMarks appends the marks in a text of a passage.
func (a *Article) literalMarks(marks []literalMark, p *Passage, s Span) []literalMark {
	text := s.Text(a.Source)
	if bytes.IndexByte(text, '*') < 0 && bytes.IndexByte(text, '_') < 0 {
		return marks
	}
	if a.InCode(s.Start) {
		return marks
	}
	for i := 0; i < len(text); i++ {
		m := literalMark{}
		switch {
		case text[i] == '*' || text[i] == '_':
			n := run(text[i:])
			m = literalMark{Span: between(s.Start+i, s.Start+i+n), sort: sortOfRun(text[i], n)}
			i += n - 1
		case text[i] == '\\' && bytes.HasPrefix(text[i:], []byte(`\*\*`)):
			m = literalMark{Span: between(s.Start+i, s.Start+i+4), sort: escapedStars}
			i += 3
		case text[i] == '\\' && i+1 < len(text) && text[i+1] == '*':
			if at := s.Start + i + 2; at < p.Span.End && a.Source[at] == '_' && i+2 == len(text) {
				m = literalMark{Span: between(s.Start+i, at), sort: escapedOpener}
			}
			i++
		case text[i] == '\\':
			i++
		}
		if m.sort != 0 {
			m.before, m.after = a.around(p, m.Span)
			marks = append(marks, m)
		}
	}
	return marks
}

func sortOfRun(c byte, n int) markSort {
	switch {
	case c == '_' && n == 2:
		return twoBars
	case c == '*' && n == 2:
		return twoStars
	case c == '*' && n > 2:
		return moreStars
	default:
		return 0
	}
}

// around are the characters before and behind a span of a passage.
func (a *Article) around(p *Passage, s Span) (before, after rune) {
	before, after = ' ', ' '
	if s.Start > p.Span.Start {
		before, _ = utf8.DecodeLastRune(a.Source[p.Span.Start:s.Start])
	}
	if s.End < p.Span.End {
		after, _ = utf8.DecodeRune(a.Source[s.End:p.Span.End])
	}
	return before, after
}

// emphasisBreaks judges the marks of one passage.
type emphasisBreaks struct {
	a     *Article
	p     *Passage
	found []BrokenEmphasis
	empty int // one more than the index of the finding on empty marks, to which others are added

	hasSpans     bool
	bold, italic []Span // the texts of emphasis
}

func (b *emphasisBreaks) judge(marks []literalMark) {
	for i := 0; i < len(marks); i++ {
		m := &marks[i]
		var next *literalMark
		if i+1 < len(marks) {
			next = &marks[i+1]
		}
		switch {
		case m.sort == escapedOpener && next != nil && next.sort == escapedStars && b.converted(m, next),
			m.sort == twoStars && next != nil && next.sort == twoStars && b.touching(m, next):
			i++
		case m.sort == twoStars && b.leftOver(m), m.sort == moreStars && b.hollow(m), m.sort == twoBars && b.hollow(m):
		case m.sort == twoStars:
			b.unpaired(m)
		case m.sort == escapedStars:
			b.escaped(m)
		}
	}
}

// maxEmphasis is the length in bytes beyond which text between two marks was hardly meant to be in bold.
const maxEmphasis = 200

// touching judges two runs of two asterisks that were to set in bold what stands between them.
func (b *emphasisBreaks) touching(open, closing *literalMark) bool {
	inside := b.a.Source[open.End:closing.Start]
	if len(inside) > maxEmphasis || bytes.IndexByte(inside, '\n') >= 0 || !hasLetter(inside) {
		return false
	}
	if !b.mayOpen(open) || !b.mayClose(closing, bytes.TrimRight(inside, aroundBold)) {
		return false
	}
	edits := b.blanks(open, closing, inside)
	if len(edits) == 0 {
		return false
	}
	b.found = append(b.found, BrokenEmphasis{Kind: Touching, Span: between(open.Start, closing.End), Edits: edits})
	return true
}

// aroundBold are the blanks that keep marks from being read.
const aroundBold = " \u00a0"

// mayOpen reports whether a mark was to open emphasis. In "price** for" and "2 ** 3" it was not.
func (b *emphasisBreaks) mayOpen(m *literalMark) bool {
	if unicode.IsSpace(m.after) {
		return m.Start == b.p.Span.Start
	}
	return !isWord(m.before) || isMark(m.after)
}

// mayClose reports whether a mark behind a text was to close emphasis. One between a blank and a word rather opens
// it, unless the text before the blank ends like a label; one at the end of a cell may be the mark of a note.
func (b *emphasisBreaks) mayClose(m *literalMark, text []byte) bool {
	last, _ := utf8.DecodeLastRune(text)
	padded := unicode.IsSpace(m.before)
	if padded && !unicode.IsSpace(m.after) {
		return isMark(last)
	}
	return padded || b.p.Kind != Cell || !unicode.IsSpace(m.after)
}

// blanks are the edits that take blanks out of emphasis and part it from the words around.
func (b *emphasisBreaks) blanks(open, closing *literalMark, inside []byte) []edit.Edit {
	var edits []edit.Edit
	if isWord(open.before) {
		edits = append(edits, edit.Edit{Start: open.Start, End: open.Start, New: " "})
	}
	if n := len(inside) - len(bytes.TrimLeft(inside, aroundBold)); n > 0 {
		edits = append(edits, edit.Edit{Start: open.End, End: open.End + n})
	}
	if n := len(inside) - len(bytes.TrimRight(inside, aroundBold)); n > 0 {
		edits = append(edits, edit.Edit{Start: closing.Start - n, End: closing.Start})
	}
	if isWord(closing.after) {
		edits = append(edits, edit.Edit{Start: closing.End, End: closing.End, New: " "})
	}
	return edits
}

// leftOver judges two asterisks that are left of a longer run, "**text****".
func (b *emphasisBreaks) leftOver(m *literalMark) bool {
	if m.before != '*' && m.after != '*' || b.p.Kind == Cell {
		return false
	}
	b.addEmpty(m, true)
	return true
}

// hollow judges marks inside emphasis of their own sort: they end it and begin it again.
func (b *emphasisBreaks) hollow(m *literalMark) bool {
	char := b.a.Source[m.Start]
	if m.Len()%2 > 0 || m.before == rune(char) || m.after == rune(char) {
		return false
	}
	level := 2
	if char == '_' {
		level = 1
	}
	if m.sort == moreStars && m.Len() != 4 || !b.inEmphasis(m.Start, level, char) {
		return false
	}
	b.addEmpty(m, m.before != '_' && m.after != '_' && m.before != '*' && m.after != '*')
	return true
}

// addEmpty reports marks with nothing between them, those of a passage together.
func (b *emphasisBreaks) addEmpty(m *literalMark, certain bool) {
	cut := edit.Edit{Start: m.Start, End: m.End}
	if b.empty == 0 {
		b.found = append(b.found, BrokenEmphasis{Kind: Empty, Span: m.Span, Edits: []edit.Edit{cut}})
		b.empty = len(b.found)
	} else if f := &b.found[b.empty-1]; f.Edits != nil {
		f.Edits = append(f.Edits, cut)
	}
	if !certain {
		b.found[b.empty-1].Edits = nil
	}
}

// inEmphasis reports whether an offset lies in emphasis of a level that is marked by a character.
func (b *emphasisBreaks) inEmphasis(offset, level int, char byte) bool {
	if !b.hasSpans {
		b.gather(b.p.Node)
		b.hasSpans = true
	}
	spans := b.bold
	if level == 1 {
		spans = b.italic
	}
	i, found := slices.BinarySearchFunc(spans, offset, func(s Span, offset int) int { return s.Start - offset })
	if !found {
		i--
	}
	return i >= 0 && offset < spans[i].End && b.a.Source[spans[i].Start-1] == char
}

// gather notes the outermost emphasis of each level below a node, in source order.
func (b *emphasisBreaks) gather(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		e, ok := c.(*ast.Emphasis)
		if start, end := firstText(c), lastText(c); ok && start > 0 {
			spans := &b.italic
			if isStrong(e) {
				spans = &b.bold
			}
			if n := len(*spans); n == 0 || (*spans)[n-1].End <= start {
				*spans = append(*spans, between(start, end))
			}
		}
		b.gather(c)
	}
}

// unpaired judges two asterisks that nothing closes: they stand before a word that begins with a capital.
func (b *emphasisBreaks) unpaired(m *literalMark) {
	if unicode.IsSpace(m.before) && unicode.IsUpper(m.after) && b.p.Kind != Cell {
		b.found = append(b.found, BrokenEmphasis{Kind: Unpaired, Span: m.Span})
	}
}

// converted judges "\*_V = I_ R\*\*".
func (b *emphasisBreaks) converted(open, closing *literalMark) bool {
	inside := b.a.Source[open.End:closing.Start]
	if bytes.IndexByte(inside, '\n') >= 0 || len(inside) > maxEmphasis {
		return false
	}
	f := BrokenEmphasis{Kind: Converted, Span: between(open.Start, closing.End)}
	if end := bytes.IndexByte(inside[1:], '_') + 1; end > 0 && bytes.Count(inside, []byte("_")) == 2 {
		star := `\*`
		if end+1 < len(inside) && inside[end+1] == ' ' {
			star = ` \*`
		}
		f.Edits = []edit.Edit{
			{Start: open.Start, End: open.End + 1, New: "**"},
			{Start: open.End + end, End: open.End + end + 1, New: star},
			{Start: closing.Start, End: closing.End, New: "**"},
		}
	}
	b.found = append(b.found, f)
	return true
}

// escaped judges "text\*\*" at the end of a heading: in other passages it may be the mark of a note.
func (b *emphasisBreaks) escaped(m *literalMark) {
	if b.p.Kind != HeadingText || unicode.IsSpace(m.before) || len(bytes.TrimSpace(b.a.Source[m.End:b.p.Span.End])) > 0 {
		return
	}
	b.found = append(b.found, BrokenEmphasis{Kind: Escaped, Span: m.Span, Edits: []edit.Edit{{Start: m.Start, End: m.End}}})
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// isMark reports whether a character is punctuation of any sort, but not a mark of emphasis.
func isMark(r rune) bool {
	return r != '*' && r != '_' && (unicode.IsPunct(r) || unicode.IsSymbol(r))
}

func hasLetter(text []byte) bool {
	return bytes.IndexFunc(text, unicode.IsLetter) >= 0
}
