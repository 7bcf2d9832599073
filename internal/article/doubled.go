package article

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
)

// Doubled is a list item that holds, right behind its marker, a list of one item only: "1. 1. text".
type Doubled struct {
	Outer, Inner *Item // Inner is the innermost, of "- - - text" the third
	All          bool  // so are all items of the list
	Markers      Span  // from the outer marker to the inner, both included
}

// Doubled are the items with double markers in source order. The markers of an item are of one sort.
func (a *Article) Doubled() []Doubled {
	var found []Doubled
	count := map[*ast.List]int{}
	for i := 0; i < len(a.items); i++ {
		outer, inner := a.items[i], a.items[i]
		for i+1 < len(a.items) && a.isDoubled(inner, a.items[i+1]) {
			i++
			inner = a.items[i]
		}
		if inner == outer || a.isDate(inner) {
			continue
		}
		count[outer.List]++
		found = append(found, Doubled{Outer: outer, Inner: inner, Markers: between(outer.Marker.Start, inner.Marker.End)})
	}
	for i := range found {
		list := found[i].Outer.List
		found[i].All = count[list] == list.ChildCount()
	}
	return found
}

// isDoubled reports whether an item stands right behind the marker of another, alone in its list.
func (a *Article) isDoubled(outer, inner *Item) bool {
	return inner.Parent == outer && inner.first == outer.first && inner.List.ChildCount() == 1 &&
		(inner.Number >= 0) == (outer.Number >= 0) && inner.Node.HasChildren() &&
		trimmed(a.Source, between(outer.Marker.End, inner.Marker.Start)).Len() == 0 &&
		inner.Marker.Start <= lineEnd(a.Source, outer.Marker.Start) && inner.first < len(a.passages) &&
		a.passages[inner.first].Span.Start < inner.Span.End
}

// isDate reports whether an item's text is what follows the month in a date: "1. 1. 2024".
func (a *Article) isDate(i *Item) bool {
	text := a.passages[i.first].Span.Text(a.Source)
	_, length := digits(text, 0, len(text))
	return i.Number >= 0 && length == len("2024")
}

// Unnest are the spans to cut so that an item with double markers has one, and what stands below its text
// remains in it. It is not ok where tabs or marks of quotes are in the way.
func (a *Article) Unnest(d *Doubled) (cuts []Span, ok bool) {
	width := d.Inner.Marker.Start - d.Outer.Marker.Start
	cuts = append(cuts, between(d.Outer.Marker.Start, d.Inner.Marker.Start))
	start := bytes.LastIndexByte(a.Source[:d.Outer.Marker.Start], '\n') + 1
	inside := trimmed(a.Source, between(d.Inner.Marker.End, d.Inner.Span.End)).Start - start // the column of the text
	if trimmed(a.Source, between(start, d.Outer.Marker.Start)).Len() > 0 {
		return nil, false
	}
	for at := d.Outer.Marker.Start + lineLength(a.Source[d.Outer.Marker.Start:]); at < a.Body.End; at += lineLength(a.Source[at:]) {
		line := a.Source[at:lineEnd(a.Source, at)]
		switch n := blanks(line); {
		case n == len(line):
		case line[n] == '\t':
			return nil, false
		case n >= inside:
			cuts = append(cuts, between(at, at+width))
		case at >= d.Inner.Span.End: // before that it is a line without the indentation that a paragraph may lack
			return cuts, true
		}
	}
	return cuts, true
}
