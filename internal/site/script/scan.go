package script

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a word, literal or sign of a program in JavaScript or TypeScript. Comments are none.
type token struct {
	kind  tokenKind
	text  string   // of a literal, without its quotes and escapes
	parts []tokens // of a template literal: what stands between its texts
	texts []string // of a template literal: one more than its parts
	pair  int      // of a bracket: the index of the one that closes or opens it
	fresh bool     // it is the first of its line
}

type tokenKind uint8

const (
	signToken tokenKind = iota
	wordToken
	textToken
	templateToken
	numberToken
	patternToken // a regular expression
)

// tokens is a program, or a piece of one, cut into tokens.
type tokens []token

// scanner cuts a program into tokens. It never runs anything.
type scanner struct {
	src    string
	at     int
	fresh  bool
	depth  int
	tokens tokens
}

// signs of several characters, the longest first.
var signs = [...]string{"...", "===", "!==", "=>", "==", "!=", "??", "?.", "||", "&&"}

// deepest is how far literals may be nested in each other.
const deepest = 64

// scan cuts a program into tokens; ok is false if its brackets do not match.
func scan(src string) (s tokens, ok bool) {
	sc := &scanner{src: src, fresh: true}
	if strings.HasPrefix(src, "#!") {
		sc.line()
	}
	for sc.at < len(sc.src) {
		if !sc.next() {
			return nil, false
		}
	}
	return sc.tokens, sc.tokens.match()
}

// next takes a token, a comment or a blank; it fails at what does not end.
func (sc *scanner) next() bool {
	rest := sc.src[sc.at:]
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case r == '\n':
		sc.fresh = true
		sc.at++
	case unicode.IsSpace(r) || r == '\ufeff':
		sc.at += size
	case strings.HasPrefix(rest, "//"):
		sc.line()
	case strings.HasPrefix(rest, "/*"):
		end := strings.Index(rest[2:], "*/")
		if end < 0 {
			return false
		}
		sc.fresh = sc.fresh || strings.Contains(rest[:end+2], "\n")
		sc.at += end + 4
	case r == '"' || r == '\'':
		return sc.quoted(byte(r))
	case r == '`':
		return sc.template()
	case isWordRune(r) || r == '#' || r == '@':
		sc.word()
	case r == '/' && sc.isPattern():
		return sc.pattern()
	default:
		sc.sign(rest, size)
	}
	return true
}

func (sc *scanner) line() {
	end := strings.IndexByte(sc.src[sc.at:], '\n')
	if end < 0 {
		end = len(sc.src) - sc.at
	}
	sc.at += end
}

func (sc *scanner) add(t token) {
	t.fresh, t.pair = sc.fresh, -1
	sc.fresh = false
	sc.tokens = append(sc.tokens, t)
}

func isWordRune(r rune) bool {
	return r == '_' || r == '$' || unicode.IsLetter(r) || unicode.IsDigit(r)
}

func (sc *scanner) word() {
	start := sc.at
	_, first := utf8.DecodeRuneInString(sc.src[start:])
	sc.at += first
	isNumber := '0' <= sc.src[start] && sc.src[start] <= '9'
	for sc.at < len(sc.src) {
		r, size := utf8.DecodeRuneInString(sc.src[sc.at:])
		if !isWordRune(r) && (!isNumber || r != '.') {
			break
		}
		sc.at += size
	}
	kind := wordToken
	if isNumber {
		kind = numberToken
	}
	sc.add(token{kind: kind, text: sc.src[start:sc.at]})
}

func (sc *scanner) sign(rest string, size int) {
	text := rest[:size]
	for _, long := range signs {
		if strings.HasPrefix(rest, long) {
			text = long
			break
		}
	}
	sc.at += len(text)
	sc.add(token{kind: signToken, text: text})
}

// quoted takes a text between quotes.
func (sc *scanner) quoted(quote byte) bool {
	var b strings.Builder
	for i := sc.at + 1; i < len(sc.src); i++ {
		switch c := sc.src[i]; c {
		case quote:
			sc.at = i + 1
			sc.add(token{kind: textToken, text: b.String()})
			return true
		case '\n':
			return false
		case '\\':
			i = escaped(sc.src, i, &b)
		default:
			b.WriteByte(c)
		}
	}
	return false
}

// escaped writes what an escape stands for, and gives the place of its last byte.
func escaped(src string, i int, b *strings.Builder) int {
	i++
	if i >= len(src) {
		return i
	}
	switch c := src[i]; c {
	case 'n':
		b.WriteByte('\n')
	case 't':
		b.WriteByte('\t')
	case 'r':
		b.WriteByte('\r')
	case '\n':
	case 'u', 'x':
		return codePoint(src, i, b)
	default:
		b.WriteByte(c)
	}
	return i
}

// codePoint writes what \xHH, \uHHHH and \u{H} stand for.
func codePoint(src string, i int, b *strings.Builder) int {
	var digits string
	var last int
	switch {
	case src[i] == 'x':
		digits, last = src[i+1:min(i+3, len(src))], i+2
	case strings.HasPrefix(src[i+1:], "{"):
		inner, _, closed := strings.Cut(src[i+2:], "}")
		if !closed {
			return i
		}
		digits, last = inner, i+2+len(inner)
	default:
		digits, last = src[i+1:min(i+5, len(src))], i+4
	}
	r, err := strconv.ParseUint(digits, 16, 31)
	if err != nil {
		return i
	}
	b.WriteRune(rune(r))
	return min(last, len(src)-1)
}

// template takes a template literal, with the pieces of program in it.
func (sc *scanner) template() bool {
	t := token{kind: templateToken}
	var b strings.Builder
	for i := sc.at + 1; i < len(sc.src); i++ {
		switch {
		case sc.src[i] == '`':
			sc.at = i + 1
			t.texts = append(t.texts, b.String())
			sc.add(t)
			return true
		case sc.src[i] == '\\':
			i = escaped(sc.src, i, &b)
		case strings.HasPrefix(sc.src[i:], "${"):
			inner, end := sc.substitution(i + 2)
			if end < 0 {
				return false
			}
			t.texts, t.parts = append(t.texts, b.String()), append(t.parts, inner)
			b.Reset()
			i = end
		default:
			b.WriteByte(sc.src[i])
		}
	}
	return false
}

// substitution takes a piece of program in a template literal, up to the brace that ends it; end is -1 if
// there is none.
func (sc *scanner) substitution(start int) (inner tokens, end int) {
	if sc.depth >= deepest {
		return nil, -1
	}
	piece := &scanner{src: sc.src, at: start, depth: sc.depth + 1}
	open := 0
	for piece.at < len(piece.src) {
		switch piece.src[piece.at] {
		case '{':
			open++
		case '}':
			if open == 0 {
				if !piece.tokens.match() {
					return nil, -1
				}
				return piece.tokens, piece.at
			}
			open--
		}
		if !piece.next() {
			return nil, -1
		}
	}
	return nil, -1
}

// isPattern tells the beginning of a regular expression from a division by what stands before it.
func (sc *scanner) isPattern() bool {
	if len(sc.tokens) == 0 {
		return true
	}
	switch last := sc.tokens[len(sc.tokens)-1]; last.kind {
	case signToken:
		return last.text != ")" && last.text != "]" && last.text != "}"
	case wordToken:
		return last.text == "return" || last.text == "typeof" || last.text == "case"
	default:
		return false
	}
}

// pattern takes a regular expression. What looks like one and does not end on its line is a division.
func (sc *scanner) pattern() bool {
	inClass := false
	for i := sc.at + 1; i < len(sc.src) && sc.src[i] != '\n'; i++ {
		switch sc.src[i] {
		case '\\':
			i++
		case '[':
			inClass = true
		case ']':
			inClass = false
		case '/':
			if inClass {
				continue
			}
			text := sc.src[sc.at+1 : i]
			sc.at = i + 1
			for sc.at < len(sc.src) && isWordRune(rune(sc.src[sc.at])) {
				sc.at++
			}
			sc.add(token{kind: patternToken, text: text})
			return true
		}
	}
	sc.sign(sc.src[sc.at:], 1)
	return true
}

// match pairs the brackets.
func (s tokens) match() bool {
	closers := map[string]string{"(": ")", "[": "]", "{": "}"}
	var open []int
	for i := range s {
		if s[i].kind != signToken {
			continue
		}
		switch s[i].text {
		case "(", "[", "{":
			open = append(open, i)
		case ")", "]", "}":
			if len(open) == 0 {
				return false
			}
			last := open[len(open)-1]
			open = open[:len(open)-1]
			if closers[s[last].text] != s[i].text {
				return false
			}
			s[last].pair, s[i].pair = i, last
		}
	}
	return len(open) == 0
}

// is reports whether the token at a place is a certain sign or word.
func (s tokens) is(i int, text string) bool {
	return i >= 0 && i < len(s) && (s[i].kind == signToken || s[i].kind == wordToken) && s[i].text == text
}

// isWord reports whether there is a word at a place.
func (s tokens) isWord(i int) bool { return i >= 0 && i < len(s) && s[i].kind == wordToken }

// after is the place after a token, or after the bracket that closes it if it opens one.
func (s tokens) after(i int) int {
	if s[i].pair > i {
		return s[i].pair + 1
	}
	return i + 1
}
