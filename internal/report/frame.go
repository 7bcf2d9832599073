package report

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/kblint/kblint/internal/article"
)

const (
	defaultWidth = 100
	// minWidth leaves room for a line number and the longest escape, whatever the
	// terminal claims to be.
	minWidth = 40
	// tabWidth holds wherever the tab stands: in a line that is cut, tab stops mean nothing.
	tabWidth = 4
	// bytesPerColumn is how many bytes of the line are looked at for each column before
	// the flagged part.
	bytesPerColumn = 4
	// numberWidth is what line numbers are right-aligned in.
	numberWidth = 5
	ellipsis    = "…" // one column wide
)

// frame is a window on the source line that a finding starts in, with carets under the
// flagged part. Its buffers are reused from one finding to the next.
type frame struct {
	number int    // of the line
	code   []byte // what is seen of the line
	carets []byte // what stands under it
	cells  []cell
}

// lineView is the part of a source line that is of interest to a frame.
type lineView struct {
	start, end int // of the line
	from, to   int // the flagged part of it, one character where nothing is flagged
	goesOn     bool
}

func newLineView(f *file, span article.Span) (view lineView, number int) {
	line := f.lineAt(span.Start)
	start, end := f.bounds(line)
	v := lineView{start: start, end: end}
	v.from = min(max(span.Start, start), end)
	v.to = min(max(span.End, v.from), end)
	v.goesOn = line+1 < len(f.lines) && span.End > f.lines[line+1]
	if v.from == v.to {
		v.to++ // of the cell there, or of the one that stands for the line's end
	}
	return v, line + 1
}

// gutter is how many columns a line's number and the bar behind it take.
func gutter(number int) int { return max(numberWidth, len(strconv.Itoa(number))) + len(" | ") }

// draw makes the frame of a span, at most width columns wide, the gutter included.
func (fr *frame) draw(f *file, span article.Span, width int) {
	var v lineView
	v, fr.number = newLineView(f, span)
	room := width - gutter(fr.number)
	left, complete := fr.cut(f.text, v, room)
	first := slices.IndexFunc(fr.cells, func(c cell) bool { return c.end > v.from })
	lo, hi := 0, len(fr.cells) // all of them, with an ellipsis under the line's end
	if wanted := columns(fr.cells) + 1; left > v.start || !complete || wanted > room {
		lo, hi = fr.window(first, v, room-2)
	}
	fr.write(v, lo, hi, left > v.start || lo > 0, !complete || hi < len(fr.cells))
}

// cut splits what a frame can show of the line into cells, and tells where they start and
// whether they reach the line's end. It looks at a few hundred bytes to either side of the
// flagged part and leaves the rest of a long line alone.
func (fr *frame) cut(text []byte, v lineView, room int) (left int, complete bool) {
	left = safeCut(text, v.start, v.from-bytesPerColumn*room)
	fr.cells = fr.cells[:0]
	at, behind := left, 0
	for at < v.end && behind <= room {
		known := len(fr.cells)
		if text[at] == '\t' {
			fr.cells = append(fr.cells, cell{bytes.Repeat([]byte(" "), tabWidth), tabWidth, at, at + 1})
			at++
		} else {
			fr.cells, at = nextCells(fr.cells, text[:v.end], at)
		}
		for _, c := range fr.cells[known:] {
			if c.end > v.from {
				behind += c.width
			}
		}
	}
	if at < v.end {
		return left, false
	}
	fr.cells = append(fr.cells, cell{[]byte(" "), 1, v.end, v.end + 1})
	return left, true
}

// safeCut moves an offset back to where no grapheme cluster can be torn: in front of plain
// ASCII. Where there is none within reach it takes the start of the character that it finds.
func safeCut(text []byte, start, at int) int {
	if at <= start {
		return start
	}
	for back := at; back > max(start, at-maxCluster); back-- {
		if isPlain(text[back]) {
			return back
		}
	}
	for at > start && !utf8.RuneStart(text[at]) {
		at--
	}
	return at
}

// window chooses the cells to show where they do not all fit into the room: the flagged
// ones in the middle, or, where these are too many, as many as fit after a little of what
// precedes.
func (fr *frame) window(first int, v lineView, room int) (lo, hi int) {
	last := first
	for last < len(fr.cells) && fr.cells[last].start < v.to {
		last++
	}
	context := max((room-columns(fr.cells[first:last]))/2, room/4)
	lo = fr.extend(first, context)
	hi = first
	room -= columns(fr.cells[lo:first])
	for hi < len(fr.cells) && fr.cells[hi].width <= room {
		room -= fr.cells[hi].width
		hi++
	}
	if hi == len(fr.cells) {
		lo = fr.extend(lo, room)
	}
	return lo, hi
}

// extend moves lo to the left as far as the room allows.
func (fr *frame) extend(lo, room int) int {
	for lo > 0 && fr.cells[lo-1].width <= room {
		lo--
		room -= fr.cells[lo].width
	}
	return lo
}

// write fills in the line and its carets. An ellipsis after the carets tells that the
// flagged part goes on where it is not seen.
func (fr *frame) write(v lineView, lo, hi int, cutLeft, cutRight bool) {
	fr.code, fr.carets = fr.code[:0], fr.carets[:0]
	if cutLeft {
		fr.code = append(fr.code, ellipsis...)
		fr.carets = append(fr.carets, ' ')
	}
	for _, c := range fr.cells[lo:hi] {
		fr.code = append(fr.code, c.text...)
		sign := " "
		if c.end > v.from && c.start < v.to {
			sign = "^"
		}
		fr.carets = append(fr.carets, strings.Repeat(sign, c.width)...)
	}
	if cutRight {
		fr.code = append(fr.code, ellipsis...)
	}
	fr.code = bytes.TrimRight(fr.code, " ")
	fr.carets = bytes.TrimRight(fr.carets, " ")
	if v.goesOn || v.to > fr.cells[hi-1].end {
		fr.carets = append(fr.carets, ellipsis...)
	}
}

func columns(cells []cell) int {
	sum := 0
	for _, c := range cells {
		sum += c.width
	}
	return sum
}
