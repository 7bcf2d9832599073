package structure

import (
	"encoding/binary"
	"fmt"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lint"
)

// oddSort says what is odd about a character.
type oddSort uint8

const (
	notOdd      oddSort = iota
	replacement         // U+FFFD: a program could not read what stood here
	invisible           // zero-width characters where they do nothing
	control             // control characters, U+2028 and U+2029 included
)

// oddCharacters reports characters that no writer types. What cannot be seen is reported once an article, with a fix
// for all; what has to be written again is reported wherever it stands.
func oddCharacters(p *lint.Pass) {
	var o odd
	hidden := p.Hidden()
	body := p.Body.Text(p.Source)
	for at := skipPlain(body, 0); at < len(body); at = skipPlain(body, at) {
		r, size := utf8.DecodeRune(body[at:])
		s := article.Span{Start: p.Body.Start + at, End: p.Body.Start + at + size}
		at += size
		for len(hidden) > 0 && hidden[0].End <= s.Start {
			hidden = hidden[1:]
		}
		if len(hidden) > 0 && hidden[0].Start <= s.Start {
			continue
		}
		sort := sortOf(r, body, at-size, at)
		if sort == notOdd || size == 1 && r == utf8.RuneError || p.InCode(s.Start) {
			continue
		}
		if last := len(o.spans[sort]) - 1; sort == replacement && last >= 0 && o.spans[sort][last].End == s.Start {
			o.spans[sort][last].End = s.End
			continue
		}
		o.spans[sort] = append(o.spans[sort], s)
	}
	o.report(p)
}

// skipPlain is the offset of the next byte that an odd character may begin with, from an offset on. Eight bytes of
// ASCII without a line end are passed over in one step.
func skipPlain(text []byte, at int) int {
	const high, blanks = 0x8080808080808080, 0x2020202020202020
	for at < len(text) {
		if len(text)-at >= 8 {
			if x := binary.LittleEndian.Uint64(text[at:]); (x|(x-blanks))&high == 0 {
				at += 8
				continue
			}
		}
		for end := min(at+8, len(text)); at < end; at++ {
			if mayBeOdd[text[at]] {
				return at
			}
		}
	}
	return at
}

// mayBeOdd are the first bytes of odd characters.
var mayBeOdd = func() (set [256]bool) {
	for c := range 0x20 {
		set[c] = c != '\t' && c != '\n' && c != '\r' && c != 0 // a NUL byte is reported elsewhere
	}
	set[0xC2], set[0xE2], set[0xEF] = true, true, true
	return set
}()

// sortOf judges a character between two offsets of a text.
func sortOf(r rune, text []byte, start, end int) oddSort {
	switch {
	case r == utf8.RuneError:
		return replacement
	case r < 0x20 || 0x80 <= r && r < 0xA0 || r == 0x2028 || r == 0x2029:
		return control
	case r == 0x200B || r == 0x2060 || r == 0xFEFF:
		if start > 0 && !joinsForeign(text, start, end) {
			return invisible
		}
	case 0x200C <= r && r <= 0x200F: // joiners and marks of direction
		if start > 0 && end < len(text) && !joinsForeign(text, start, end) && isASCII(text[start-1]) && isASCII(text[end]) {
			return invisible
		}
	}
	return notOdd
}

func isASCII(c byte) bool { return c < utf8.RuneSelf }

// firstJoined is the first character of the scripts in which invisible characters are part of spelling: Hebrew,
// Arabic, those of India and South East Asia, and East Asia's.
const firstJoined = 0x0590

// joinsForeign reports whether a letter of such a script stands beside a character.
func joinsForeign(text []byte, start, end int) bool {
	before, _ := utf8.DecodeLastRune(text[:start])
	after, _ := utf8.DecodeRune(text[end:])
	return before >= firstJoined && unicode.In(before, unicode.L, unicode.M, unicode.So) || after >= firstJoined && unicode.In(after, unicode.L, unicode.M, unicode.So)
}

// odd gathers the odd characters of an article.
type odd struct{ spans [control + 1][]article.Span }

func (o *odd) report(p *lint.Pass) {
	for _, s := range o.spans[replacement] {
		p.Report(s, "\"%s\" stands for characters that a program could not read; write what was there", "\uFFFD")
	}
	if all := o.spans[invisible]; len(all) > 0 {
		edits := make([]edit.Edit, len(all))
		for i, s := range all {
			edits[i] = edit.Edit{Start: s.Start, End: s.End}
		}
		reportFirst(p, all[0], len(all), "the character %s cannot be seen and does nothing here but break searches; remove it",
			"the character %s cannot be seen and does nothing here but break searches, the first of %d such in the article; remove them", name(p.Source, all[0])).
			Fix(edits, "remove the invisible characters")
	}
	if all := o.spans[control]; len(all) > 0 {
		edits := make([]edit.Edit, len(all))
		for i, s := range all {
			edits[i] = edit.Edit{Start: s.Start, End: s.End, New: instead(p.Source, s)}
		}
		reportFirst(p, all[0], len(all), "the control character %s has no meaning in text; replace it by what was meant",
			"the control character %s has no meaning in text, the first of %d such in the article; replace them by what was meant", name(p.Source, all[0])).
			Suggest(edits, "replace them by the characters that Windows has in their place, or by nothing")
	}
}

// name is how Unicode numbers the character of a span.
func name(src []byte, s article.Span) string {
	r, _ := utf8.DecodeRune(s.Text(src))
	return fmt.Sprintf("U+%04X", r)
}

// instead is what a control character was meant to be: characters of Windows have the numbers of U+0080 to U+009F.
func instead(src []byte, s article.Span) string {
	switch r, _ := utf8.DecodeRune(s.Text(src)); {
	case 0x80 <= r && r < 0xA0:
		if w := charmap.Windows1252.DecodeByte(byte(r)); w >= 0xA0 && w != utf8.RuneError {
			return string(w)
		}
		return ""
	case r == 0x2028 || r == 0x2029:
		return " "
	default:
		return ""
	}
}
