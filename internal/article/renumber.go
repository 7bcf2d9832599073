package article

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/kblint/kblint/internal/edit"
)

// maxMarkerBlanks is how many blanks may follow a list marker; more make the text code.
const maxMarkerBlanks = 4

// Numbered are the edits that make the items of a bulleted list those of a numbered one. It is false
// where they might change more than the markers. The lines of an item must stand as far to the right as
// its text does, and a number takes more room than a bullet.
func (a *Article) Numbered(items []*Item) ([]edit.Edit, bool) {
	if isList(items[0].Node.Parent().PreviousSibling()) || isList(items[0].Node.Parent().NextSibling()) {
		return nil, false // the two would become one
	}
	edits := make([]edit.Edit, 0, len(items))
	for i, item := range items {
		number := strconv.Itoa(i+1) + "."
		grown := len(number) - item.Marker.Len()
		blanks := blanks(a.Source[item.Marker.End:item.Span.End])
		if blanks == 0 || blanks > maxMarkerBlanks {
			return nil, false
		}
		taken := min(blanks-1, grown)
		edits = append(edits, edit.Edit{Start: item.Marker.Start, End: item.Marker.End + taken, New: number})
		var ok bool
		if edits, ok = a.indented(edits, item, 1+blanks, grown-taken); !ok {
			return nil, false
		}
	}
	return edits, true
}

func isList(n ast.Node) bool { return n != nil && n.Kind() == ast.KindList }

// indented adds the edits that move the further lines of an item to the right. Width is that of the
// item's marker with the blanks behind it. A line that goes on with a paragraph may stand further to
// the left, and stays there.
func (a *Article) indented(edits []edit.Edit, item *Item, width, by int) ([]edit.Edit, bool) {
	first := item.Marker.Start
	start := bytes.LastIndexByte(a.Source[:first], '\n') + 1
	column, text := indentation(a.Source[start:first])
	line := start + lineLength(a.Source[start:])
	if by == 0 {
		return edits, true
	}
	isFirst := start+text == first // not in a quote, nor the first item of an item
	for line < len(a.Source) {
		length := lineLength(a.Source[line:])
		at, text := indentation(a.Source[line : line+length])
		switch isBlank := text == length || isBlankByte(a.Source[line+text]); {
		case isBlank:
		case at >= column+width: // a closing fence is behind the item's last passage
			edits = append(edits, edit.Edit{Start: line + text, End: line + text, New: strings.Repeat(" ", by)})
			fallthrough
		case line < item.Span.End:
			if !isFirst || bytes.IndexByte(a.Source[line:line+text], '\t') >= 0 { // part of a tab may be code
				return nil, false
			}
		default:
			return edits, true
		}
		line += length
	}
	return edits, true
}

// tabWidth is how many columns lie between the stops of tabs in Markdown.
const tabWidth = 4

// indentation is how many columns of blanks a line begins with, and how many bytes those are.
func indentation(line []byte) (columns, length int) {
	for length < len(line) && (line[length] == ' ' || line[length] == '\t') {
		columns++
		if line[length] == '\t' {
			columns += (tabWidth - columns%tabWidth) % tabWidth
		}
		length++
	}
	return columns, length
}
