package article

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
)

// LevelPrefix is what generators leave before a title: the level of the heading that it was to be, "H2: ".
type LevelPrefix struct {
	Span  Span // with the blanks behind it, and the marks around it where it alone is in bold
	Level int  // 0 where there is none
	Weak  bool // it may be something else: "H2. ", "H2 - "
}

// LevelPrefix is the one that a passage begins with.
func (a *Article) LevelPrefix(p *Passage) LevelPrefix {
	if len(p.Text) == 0 || p.Kind == Code || p.Kind == HTML {
		return LevelPrefix{}
	}
	s := stripped(a.Source, p.Text[0], aroundQuestion)
	text := a.Source[s.Start:p.Span.End]
	length, level, weak := levelPrefix(text)
	if length == 0 || a.InCode(s.Start) {
		return LevelPrefix{}
	}
	at := between(s.Start, s.Start+length)
	behind := a.Source[at.End:p.Span.End]
	if n := starsBefore(a.Source[p.Span.Start:at.Start]); n > 0 && len(behind) >= n && behind[0] == '*' && run(behind) == n {
		at.Start -= n
		at.End += n + blanks(behind[n:])
	}
	return LevelPrefix{Span: at, Level: level, Weak: weak}
}

// starsBefore counts the asterisks at the end of s.
func starsBefore(s []byte) int { return len(s) - len(bytes.TrimRight(s, "*")) }

// maxLevelPrefix is longer than any level prefix in bytes.
const maxLevelPrefix = 12

// levelPrefix reads "H2: ", "(H2) ", "[H2] ", "\[H2\] " and the like at the start of s.
func levelPrefix[T string | []byte](s T) (length, level int, weak bool) {
	var buf [maxLevelPrefix]byte
	head := buf[:copy(buf[:], s)]
	opening := openingBracket(head)
	at := len(opening)
	if at+2 > len(head) || head[at]|0x20 != 'h' || head[at+1] < '1' || head[at+1] > '6' {
		return 0, 0, false
	}
	level, at = int(head[at+1]-'0'), at+2
	var end int
	if len(opening) > 0 {
		end, weak = closingBracket(head[at:], opening[len(opening)-1])
	} else {
		end, weak = prefixMark(head[at:])
	}
	if end == 0 {
		return 0, 0, false
	}
	at += end
	return at + blanks(s[min(at, len(s)):]), level, weak
}

// openingBracket is the bracket at the start of s, with the backslash before it.
func openingBracket(s []byte) []byte {
	at := 0
	if len(s) > 1 && s[0] == '\\' {
		at++
	}
	if at < len(s) && (s[at] == '(' || s[at] == '[') {
		return s[:at+1]
	}
	return nil
}

// closingBracket is the length of what closes a bracket at the start of s, with a colon behind it. Without the
// colon it may be the name of something.
func closingBracket(s []byte, opening byte) (length int, weak bool) {
	at := 0
	if len(s) > 0 && s[0] == '\\' {
		at++
	}
	if at == len(s) || (s[at] != ')' || opening != '(') && (s[at] != ']' || opening != '[') {
		return 0, false
	}
	at++
	switch {
	case at < len(s) && s[at] == ':':
		return at + 1, false
	case at < len(s) && s[at] != ' ':
		return 0, false
	default:
		return at, true
	}
}

// weakMarks may end a level prefix, and the name of something as well.
var weakMarks = [...]string{". ", `\. `, " - ", " – ", " — ", "– ", "— "}

// prefixMark is the length of what ends a level prefix, with the blanks before it, at the start of s.
func prefixMark(s []byte) (length int, weak bool) {
	if at := blanks(s); at < len(s) && s[at] == ':' {
		return at + 1, false
	}
	for _, mark := range weakMarks {
		if bytes.HasPrefix(s, []byte(mark)) {
			return len(mark), true
		}
	}
	return 0, false
}

// residueLength is the length of what a generator leaves before a title, "H3: ".
func residueLength[T string | []byte](s T) int {
	length, _, weak := levelPrefix(s)
	if weak {
		return 0
	}
	return length
}

// AllBold reports whether everything in a passage is set in bold, but for closing colons and the like.
func (a *Article) AllBold(p *Passage) bool {
	if p.Kind != Paragraph || p.Node == nil {
		return false
	}
	e, ok := p.Node.FirstChild().(*ast.Emphasis)
	return ok && isStrong(e) && e.NextSibling() == nil
}

// beginsBlock reports whether a text that begins at an offset would begin another block than a paragraph.
func (a *Article) beginsBlock(offset int) bool {
	rest := a.Source[offset:min(len(a.Source), offset+maxLevelPrefix)]
	if n, _ := numberBefore(rest); n > 0 && bytes.IndexByte(rest[:n], '\\') < 0 {
		return true
	}
	return len(rest) == 0 || bytes.IndexByte([]byte("#>-+*=|`~<:!\r\n"), rest[0]) >= 0
}

// CutsClean reports whether a passage stays what it is without a prefix of its text.
func (a *Article) CutsClean(p *Passage, prefix Span) bool {
	switch {
	case trimmed(a.Source, between(prefix.End, p.Span.End)).Len() == 0:
		return false
	case prefix.Start > p.Span.Start, p.Kind == Cell:
		return true
	default:
		return !a.beginsBlock(prefix.End) || a.Source[prefix.End] == '*' && !isBlankByte(a.Source[min(prefix.End+1, len(a.Source)-1)])
	}
}
