package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
)

// cell is what a terminal shows as one thing: a grapheme cluster, or the escape of a
// character that must not reach the terminal.
type cell struct {
	text       []byte
	width      int // columns
	start, end int // offsets of what it shows
}

const (
	// maxCluster bounds the bytes that are looked at as one grapheme cluster, so that a
	// megabyte of combining marks is no single cell.
	maxCluster = 512
	// maxStack is how many characters may share a cell. Family emoji and Indic syllables
	// need about ten; beyond that marks pile up over the neighbouring lines.
	maxStack = 16
)

// nextCells appends the cells of the grapheme cluster that starts at offset at of text,
// and tells where the cluster ends.
func nextCells(cells []cell, text []byte, at int) (all []cell, end int) {
	if isPlain(text[at]) && (at+1 == len(text) || text[at+1] < utf8.RuneSelf) {
		return append(cells, cell{text[at : at+1], 1, at, at + 1}), at + 1
	}
	limit := min(at+maxCluster, len(text))
	for back := 0; back < utf8.UTFMax-1 && limit < len(text) && !utf8.RuneStart(text[limit]); back++ {
		limit--
	}
	clusters := displaywidth.BytesGraphemes(text[at:limit])
	clusters.Next()
	end = at + len(clusters.Value())
	return appendCluster(cells, text[:end], at), end
}

// appendCluster appends the cells of the cluster text[at:]: its visible front as one
// cell, each character from the first hidden one on as an escape. What follows a hidden
// character is escaped too, or it would attach itself to the escape.
func appendCluster(cells []cell, text []byte, at int) []cell {
	front := at
	before := rune(-1)
	for count := 0; front < len(text) && count < maxStack; count++ {
		r, size := utf8.DecodeRune(text[front:])
		if isHidden(r, size, before) {
			break
		}
		before = r
		front += size
	}
	if width := displaywidth.Bytes(text[at:front]); width > 0 {
		cells = append(cells, cell{text[at:front], width, at, front})
		at = front
	}
	for at < len(text) {
		r, size := utf8.DecodeRune(text[at:])
		shown := escape(r, text[at:at+size])
		cells = append(cells, cell{shown, len(shown), at, at + size})
		at += size
	}
	return cells
}

// isHidden reports whether r must be shown as an escape where it follows before in its
// cluster (-1 at the cluster's start): control and format characters, which can garble a
// terminal or turn text around; what is invisible; marks that have nothing to sit on; and
// invalid bytes. Joiners stay where they are orthography: in emoji and in the scripts from
// Hebrew on. Tags stay in flags.
func isHidden(r rune, size int, before rune) bool {
	const firstJoined, blackFlag, firstTag, lastTag = 0x590, 0x1F3F4, 0xE0020, 0xE007F
	switch {
	case r < utf8.RuneSelf:
		return !isPlain(byte(r))
	case r == utf8.RuneError && size == 1:
		return true
	case r == '\u200c' || r == '\u200d':
		return before < firstJoined
	case firstTag <= r && r <= lastTag:
		return before != blackFlag && (before < firstTag || before > lastTag)
	case before < 0 && unicode.Is(unicode.M, r):
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co,
		unicode.Other_Default_Ignorable_Code_Point, unicode.Noncharacter_Code_Point)
}

func isPlain(b byte) bool { return ' ' <= b && b <= '~' }

// escape writes a character as Go source does, and an invalid byte as its value.
func escape(r rune, raw []byte) []byte {
	switch {
	case r == '\t':
		return []byte(`\t`)
	case r == '\n':
		return []byte(`\n`)
	case r == '\r':
		return []byte(`\r`)
	case len(raw) == 1:
		return fmt.Appendf(nil, `\x%02x`, raw[0])
	case r > 0xFFFF:
		return fmt.Appendf(nil, `\U%08x`, r)
	}
	return fmt.Appendf(nil, `\u%04x`, r)
}

// visible makes a string fit to be shown: one line, and nothing in it that a terminal
// takes for more than text.
func visible(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf || !isPlain(byte(r)) }) {
		return s
	}
	text := []byte(s)
	var cells []cell
	var b strings.Builder
	for at := 0; at < len(text); {
		cells, at = nextCells(cells[:0], text, at)
		for _, c := range cells {
			b.Write(c.text)
		}
	}
	return b.String()
}
