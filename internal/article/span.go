package article

import (
	"bytes"

	"github.com/kblint/kblint/internal/source"
)

// Span is a half-open range of bytes of the whole file, front matter included.
type Span = source.Span

// between is the span from start to end.
func between(start, end int) Span { return Span{Start: start, End: end} }

// byStart orders spans by where they begin, for package slices.
func byStart(x, y Span) int { return x.Start - y.Start }

// trimmed takes the blanks and line ends off both ends of a span.
func trimmed(src []byte, s Span) Span {
	for s.Start < s.End && isBlankByte(src[s.Start]) {
		s.Start++
	}
	return trimmedRight(src, s)
}

func trimmedRight(src []byte, s Span) Span {
	for s.End > s.Start && isBlankByte(src[s.End-1]) {
		s.End--
	}
	return s
}

// stripped takes the bytes of a set off both ends of a span.
func stripped(src []byte, s Span, set *byteSet) Span {
	for s.Start < s.End && set[src[s.Start]] {
		s.Start++
	}
	for s.End > s.Start && set[src[s.End-1]] {
		s.End--
	}
	return s
}

func isBlankByte(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// byteSet answers whether a byte is in a set without looking at the set's members.
type byteSet [256]bool

func bytesOf(members string) *byteSet {
	var s byteSet
	for i := range len(members) {
		s[members[i]] = true
	}
	return &s
}

// lineLength is the length of the first line of s, its line end included.
func lineLength(s []byte) int {
	if i := bytes.IndexByte(s, '\n'); i >= 0 {
		return i + 1
	}
	return len(s)
}

// lineEnd is the offset of the end of the line that holds offset, its line end excluded.
func lineEnd(src []byte, offset int) int {
	end := offset + lineLength(src[offset:])
	for end > offset && (src[end-1] == '\n' || src[end-1] == '\r') {
		end--
	}
	return end
}

// run counts the bytes at the start of s that equal its first.
func run(s []byte) int {
	n := 0
	for n < len(s) && s[n] == s[0] {
		n++
	}
	return n
}
