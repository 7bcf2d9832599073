package article

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// fmPlace walks through YAML text and knows for its offset the line and column
// that the library counts there: columns in code points, and lines at every line
// break of YAML 1.1, which are more than a line feed.
type fmPlace struct {
	offset, end  int
	line, column int
}

// fmPlaceAt is the place where the content begins. The library drops a byte order
// mark there without counting it.
func fmPlaceAt(src []byte, content Span) fmPlace {
	start := content.Start
	if bytes.HasPrefix(content.Text(src), fmBOM) {
		start += len(fmBOM)
	}
	return fmPlace{start, content.End, 1, 1}
}

// find is the offset where a node begins.
func (p *fmPlace) find(src []byte, node *yaml.Node) int { return p.seek(src, node.Line, node.Column) }

// seek moves on to a line and column and returns the offset. Places are asked for in
// the order of the source; one that lies behind is not looked for.
func (p *fmPlace) seek(src []byte, line, column int) int {
	for p.offset < p.end && (p.line < line || p.line == line && p.column < column) {
		if width := fmBreakLen(src[p.offset:p.end]); width > 0 {
			if p.line == line {
				break
			}
			p.offset += width
			p.line, p.column = p.line+1, 1
			continue
		}
		p.offset += fmRuneLen(src[p.offset:p.end])
		p.column++
	}
	return p.offset
}

// fmRuneLen is the length of the character at the beginning of text.
func fmRuneLen(text []byte) int {
	if text[0] < utf8.RuneSelf {
		return 1
	}
	_, size := utf8.DecodeRune(text)
	return size
}

// fmBreakLen is the length of the YAML line break that text begins with, 0 if none:
// line feed, carriage return, both, U+0085, U+2028 or U+2029.
func fmBreakLen[T string | []byte](text T) int {
	switch text[0] {
	case '\n':
		return 1
	case '\r':
		if len(text) > 1 && text[1] == '\n' {
			return 2
		}
		return 1
	case 0xc2:
		if len(text) > 1 && text[1] == 0x85 {
			return 2
		}
	case 0xe2:
		if len(text) > 2 && text[1] == 0x80 && (text[2] == 0xa8 || text[2] == 0xa9) {
			return 3
		}
	}
	return 0
}

// fmSpaceLen is the length of the blank or line break that text begins with, 0 if none.
func fmSpaceLen[T string | []byte](text T) int {
	if text[0] == ' ' || text[0] == '\t' {
		return 1
	}
	return fmBreakLen(text)
}

// skipSpace skips blanks, line breaks and comments. A comment begins at the start of
// a line or after a blank, which is the case wherever this is called.
func (t *fmTree) skipSpace(at int) int {
	for at < t.end {
		if t.src[at] == '#' {
			at = t.lineEnd(at)
			continue
		}
		width := fmSpaceLen(t.src[at:t.end])
		if width == 0 {
			break
		}
		at += width
	}
	return at
}

// lineEnd is where the line around an offset ends, before its line break.
func (t *fmTree) lineEnd(at int) int {
	for at < t.end && fmBreakLen(t.src[at:t.end]) == 0 {
		at += fmRuneLen(t.src[at:t.end])
	}
	return at
}

// skipProperties skips the tag and the anchor that the library counts as part of a
// node. Behind them the value itself begins, on a later line perhaps; an empty value
// is the place right after them.
func (t *fmTree) skipProperties(node *yaml.Node, at int) int {
	tagged := node.Style&yaml.TaggedStyle != 0 || node.Tag == "!"
	named := node.Anchor != ""
	end := at
	for (tagged || named) && at < t.end {
		switch {
		case named && t.src[at] == '&':
			end = min(at+len("&")+len(node.Anchor), t.end)
			named = false
		case tagged && t.src[at] == '!':
			end = t.tagEnd(at)
			tagged = false
		default:
			return at
		}
		at = t.skipSpace(end)
	}
	if fmNothingFollows(node) {
		return end
	}
	return at
}

// fmNothingFollows reports whether the node is empty but for its tag or anchor.
func fmNothingFollows(node *yaml.Node) bool {
	const written = yaml.SingleQuotedStyle | yaml.DoubleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle
	return node.Kind == yaml.ScalarNode && node.Value == "" && node.Style&written == 0
}

// tagEnd is the end of a tag: a blank ends it, and so does the punctuation of flow
// collections unless the tag is written as !<...>.
func (t *fmTree) tagEnd(at int) int {
	if bytes.HasPrefix(t.src[at:t.end], []byte("!<")) {
		if i := bytes.IndexByte(t.src[at:t.end], '>'); i > 0 {
			return at + i + 1
		}
	}
	for at < t.end && fmSpaceLen(t.src[at:t.end]) == 0 && !strings.ContainsRune(",[]{}", rune(t.src[at])) {
		at++
	}
	return at
}

// closing is the end of the flow collection whose last element was just read: after
// the next closing bracket that only space, comments and separators precede.
func (t *fmTree) closing(bracket byte) int {
	at := t.skipSpace(t.read)
	for at < t.end && (t.src[at] == ',' || t.src[at] == ':' || t.src[at] == '?') {
		at = t.skipSpace(at + 1)
	}
	if at < t.end && t.src[at] == bracket {
		return at + 1
	}
	return t.read
}

// quotedEnd is the end of a text in quotes.
func (t *fmTree) quotedEnd(start int) int {
	quote := t.src[start]
	for at := start + 1; at < t.end; at++ {
		switch {
		case t.src[at] == '\\' && quote == '"':
			at++
		case t.src[at] != quote:
		case quote == '\'' && at+1 < t.end && t.src[at+1] == quote:
			at++
		default:
			return at + 1
		}
	}
	return t.end
}

// plainEnd is the end of an unquoted scalar. On more than one line the text has
// other white space than the source, but all else is the same in both.
func (t *fmTree) plainEnd(start int, text string) int {
	if n := len(text); n <= t.end-start && string(t.src[start:start+n]) == text {
		return start + n
	}
	return t.match(start, text)
}

// match is where the last character of text is found in the source, which may differ
// from it in white space only.
func (t *fmTree) match(at int, text string) int {
	end := at
	for i := 0; i < len(text); {
		if width := fmSpaceLen(text[i:]); width > 0 {
			i += width
			continue
		}
		for at < t.end && fmSpaceLen(t.src[at:t.end]) > 0 {
			at += fmSpaceLen(t.src[at:t.end])
		}
		if at == t.end || t.src[at] != text[i] {
			break
		}
		i++
		at++
		end = at
	}
	return end
}

// blockEnd is the end of a block text (| or >): the last line that belongs to it,
// without the line break. Lines of blanks belong to it where a plus sign in the
// header keeps them, and then the text ends in as many line breaks.
func (t *fmTree) blockEnd(start int, text string) int {
	end := t.lineEnd(start)
	written := strings.TrimRight(text, " \t\n")
	blanks := text[len(written):]
	if written != "" {
		end = t.lineEnd(t.match(end, written))
		_, blanks, _ = strings.Cut(blanks, "\n")
	}
	lines := strings.Count(blanks, "\n")
	if blanks != "" && !strings.HasSuffix(blanks, "\n") {
		lines++
	}
	return t.keptEnd(end, lines)
}

// keptEnd goes a number of lines down.
func (t *fmTree) keptEnd(end, lines int) int {
	for ; lines > 0 && end < t.end; lines-- {
		end = t.lineEnd(end + fmBreakLen(t.src[end:t.end]))
	}
	return end
}
