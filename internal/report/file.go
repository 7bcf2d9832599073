package report

import (
	"bytes"
	"slices"
	"unicode/utf16"
	"unicode/utf8"
)

// position is a place in a file. All numbers are 1-based.
type position struct {
	line int
	char int // column in characters
	unit int // column in UTF-16 code units
	byte int // column in bytes, among which those of a byte order mark count
}

// stride is how many bytes lie between two marks. A column is never counted over more
// than two strides, so that a megabyte in one line costs a finding no more than a
// thousand short lines do.
const stride = 512

// file is an article's text with an index of its lines and columns.
type file struct {
	text  []byte
	lines []int  // the offset of each line's first byte; line 1 starts behind a byte order mark
	marks []mark // see mark
}

// mark says how many characters and UTF-16 code units precede an offset.
type mark struct{ offset, chars, units int }

func newFile(text []byte) *file {
	f := &file{text: text, lines: []int{0}}
	if bytes.HasPrefix(text, []byte("\ufeff")) {
		f.lines[0] = len("\ufeff")
	}
	for i := 0; ; {
		length := bytes.IndexByte(text[i:], '\n')
		if length < 0 {
			break
		}
		i += length + 1
		f.lines = append(f.lines, i)
	}
	return f
}

// mark is the mark at the last character that starts at or before i*stride. They are set when a long
// line first needs one.
func (f *file) mark(i int) mark {
	if f.marks == nil {
		m := mark{}
		for next := 0; next <= len(f.text); next += stride {
			m = f.advance(m, next)
			f.marks = append(f.marks, m)
		}
	}
	return f.marks[i]
}

// advance moves m forward to the last character that starts at or before offset.
func (f *file) advance(m mark, offset int) mark {
	for m.offset < offset {
		size, units := 1, 1
		if f.text[m.offset] >= utf8.RuneSelf {
			var r rune
			r, size = utf8.DecodeRune(f.text[m.offset:])
			units = utf16.RuneLen(r)
		}
		if m.offset+size > offset {
			break
		}
		m = mark{offset: m.offset + size, chars: m.chars + 1, units: m.units + units}
	}
	return m
}

// lineAt is the 0-based line that an offset lies in.
func (f *file) lineAt(offset int) int {
	line, exact := slices.BinarySearch(f.lines, offset)
	if exact {
		return line
	}
	return max(line-1, 0)
}

// bounds are the offsets of a 0-based line's first byte and of its end, LF or CRLF
// excluded.
func (f *file) bounds(line int) (start, end int) {
	start, end = f.lines[line], len(f.text)
	if line+1 == len(f.lines) {
		return start, end
	}
	end = f.lines[line+1] - 1
	if end > start && f.text[end-1] == '\r' {
		end--
	}
	return start, end
}

// position gives an offset's line and columns. Any offset will do: one outside the file
// counts as the nearest one inside, one inside a character as the character's start, one
// inside a line's end as where the end begins.
func (f *file) position(offset int) position {
	line := f.lineAt(offset)
	start, end := f.bounds(line)
	offset = min(max(offset, start), end)
	from := mark{offset: start}
	near := from
	if offset-start >= stride {
		from = f.advance(f.mark(start/stride), start)
		near = f.mark(offset / stride)
	}
	to := f.advance(near, offset)
	p := position{line: line + 1, char: to.chars - from.chars + 1, unit: to.units - from.units + 1, byte: offset - start + 1}
	if line == 0 {
		p.byte = offset + 1
	}
	return p
}
