package article

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
)

// Spacer is a paragraph of no-break spaces alone: exporters write them where a text has an empty line.
type Spacer struct {
	Span  Span
	Cut   Span // the lines to remove
	Apart bool // without it, what stands before and behind it would become one list or code block
}

var (
	noBreakSpace  = []byte("\u00a0")
	noBreakEntity = []byte("&nbsp;")
)

// Spacers are those of the body in source order, but for those in quotes and right behind the marker of a
// list item.
func (a *Article) Spacers() []Spacer {
	body := a.Body.Text(a.Source)
	if !bytes.Contains(body, noBreakSpace) && !bytes.Contains(body, noBreakEntity) {
		return nil
	}
	var found []Spacer
	var first, last ast.Node // of those that stand one behind another
	group := 0               // the index of the first of them
	for i := range a.passages {
		p := &a.passages[i]
		if p.Kind != Paragraph || p.Quote != nil || p.Item != nil && p.Item.first == i || !isSpace(p.Span.Text(a.Source)) {
			continue
		}
		if last == nil || p.Node.PreviousSibling() != last {
			a.holdApart(found[group:], first, last)
			first, group = p.Node, len(found)
		}
		last = p.Node
		cut := a.linesOf(p.Span)
		if n := len(found); n > 0 { // the lines between two may be cut for either
			cut.Start = max(cut.Start, found[n-1].Cut.End)
		}
		found = append(found, Spacer{Span: p.Span, Cut: cut})
	}
	a.holdApart(found[group:], first, last)
	return found
}

// holdApart notes of spacers that stand one behind another whether they keep blocks apart.
func (a *Article) holdApart(spacers []Spacer, first, last ast.Node) {
	if len(spacers) == 0 || !a.keepsApart(first.PreviousSibling(), last.NextSibling()) {
		return
	}
	for i := range spacers {
		spacers[i].Apart = true
	}
}

// isSpace reports whether a text is nothing but no-break spaces, as characters or entities, and blanks.
func isSpace(text []byte) bool {
	for len(text) > 0 {
		switch {
		case isBlankByte(text[0]):
			text = text[1:]
		case bytes.HasPrefix(text, noBreakSpace):
			text = text[len(noBreakSpace):]
		case bytes.HasPrefix(text, noBreakEntity):
			text = text[len(noBreakEntity):]
		default:
			return false
		}
	}
	return true
}

// linesOf are the lines of a block with the blank lines on one side of it, so that those on the other stay.
func (a *Article) linesOf(s Span) Span {
	for s.Start > a.Body.Start && a.Source[s.Start-1] != '\n' {
		s.Start--
	}
	s.End = lineEnd(a.Source, s.End)
	s.End += lineLength(a.Source[s.End:])
	before := trimmedRight(a.Source, between(a.Body.Start, s.Start))
	if before.Len() > 0 && bytes.Count(between(before.End, s.Start).Text(a.Source), []byte("\n")) < 2 {
		return s // no blank line above
	}
	if rest := trimmed(a.Source, between(s.End, a.Body.End)); rest.Len() == 0 {
		s.Start, s.End = min(s.Start, before.End+lineLength(a.Source[before.End:])), a.Body.End
		return s
	}
	for s.End < a.Body.End {
		n := lineLength(a.Source[s.End:])
		if trimmed(a.Source, between(s.End, s.End+n)).Len() > 0 {
			break
		}
		s.End += n
	}
	return s
}

// keepsApart reports whether two blocks would become one if nothing stood between them, and readers would see
// other numbers, or other code.
func (a *Article) keepsApart(before, behind ast.Node) bool {
	if before == nil || behind == nil {
		return false
	}
	above, isList := before.(*ast.List)
	below, isListToo := behind.(*ast.List)
	switch {
	case isList && isListToo:
		single := above.ChildCount() == 1 && below.ChildCount() == 1
		return above.Marker == below.Marker && above.IsOrdered() && !single && below.Start != above.Start+above.ChildCount()
	case isList:
		return isIndented(a.Source, behind)
	default:
		return before.Kind() == ast.KindCodeBlock && behind.Kind() == ast.KindCodeBlock
	}
}

// isIndented reports whether a block stands behind blanks, so that a list before it might take it.
func isIndented(src []byte, n ast.Node) bool {
	if n.Kind() == ast.KindCodeBlock {
		return true
	}
	at := n.Pos()
	return at > 0 && at <= len(src) && (src[at-1] == ' ' || src[at-1] == '\t')
}
