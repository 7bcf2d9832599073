package gitignore

import "strings"

// byteSet is a bracket expression, compiled to a table.
type byteSet [256]bool

func anyByte() *byteSet {
	var set byteSet
	for b := range set {
		set[b] = b != '/'
	}
	return &set
}

// compileSet reads the bracket expression at src[start] as wildmatch.c does and
// returns the place after it. A bracket that is not closed and an unknown
// [:class:] make the whole pattern match nothing: ok is false.
func compileSet(src string, start int) (set *byteSet, end int, ok bool) {
	r := setReader{src: src, at: start + 1}
	negated := r.skip('!') || r.skip('^')
	// The first byte belongs to the set even if it is a closing bracket.
	for first := true; first || r.peek() != ']'; first = false {
		if !r.member() {
			return nil, 0, false
		}
	}
	for b := range r.set {
		r.set[b] = r.set[b] != negated && b != '/'
	}
	return &r.set, r.at + 1, true
}

// setReader reads the members of one bracket expression.
type setReader struct {
	src string
	at  int
	set byteSet
	low byte // the member before, where a range may begin; 0 after a range or class
}

// peek is 0 at the end of the source, which ends every member with a failure.
func (r *setReader) peek() byte {
	if r.at < len(r.src) {
		return r.src[r.at]
	}
	return 0
}

func (r *setReader) skip(b byte) bool {
	if r.peek() != b {
		return false
	}
	r.at++
	return true
}

// member reads a byte, a range or a named class. It reports false if the
// expression ends too early or names an unknown class.
func (r *setReader) member() bool {
	switch {
	case r.peek() == '-' && r.low != 0 && r.at+1 < len(r.src) && r.src[r.at+1] != ']':
		return r.upTo()
	case strings.HasPrefix(r.src[min(r.at, len(r.src)):], "[:"):
		return r.class()
	}
	b, ok := r.literal()
	r.set[b] = r.set[b] || ok
	r.low = b
	return ok
}

func (r *setReader) literal() (byte, bool) {
	r.skip('\\')
	b := r.peek()
	r.at++
	return b, b != 0
}

func (r *setReader) upTo() bool {
	r.at++
	high, ok := r.literal()
	for b := int(r.low); b <= int(high); b++ {
		r.set[b] = true
	}
	r.low = 0
	return ok
}

func (r *setReader) class() bool {
	body, _, closed := strings.Cut(r.src[r.at+2:], "]")
	if !closed {
		return false
	}
	name, isClass := strings.CutSuffix(body, ":")
	if !isClass {
		// Without ":]" the bracket is an ordinary member.
		r.at++
		r.set['['] = true
		r.low = '['
		return true
	}
	in := classNamed(name)
	if in == nil {
		return false
	}
	for b := range r.set {
		r.set[b] = r.set[b] || in(byte(b))
	}
	r.at += len("[:") + len(body) + len("]")
	r.low = 0
	return true
}

// classNamed is nil for an unknown name. The classes are those of ASCII.
func classNamed(name string) func(byte) bool {
	switch name {
	case "alnum":
		return func(b byte) bool { return isAlpha(b) || isDigit(b) }
	case "alpha":
		return isAlpha
	case "blank":
		return func(b byte) bool { return b == ' ' || b == '\t' }
	case "cntrl":
		return func(b byte) bool { return b < ' ' || b == 0x7f }
	case "digit":
		return isDigit
	case "graph":
		return isGraph
	case "lower":
		return isLower
	case "print":
		return func(b byte) bool { return isGraph(b) || b == ' ' }
	case "punct":
		return func(b byte) bool { return isGraph(b) && !isAlpha(b) && !isDigit(b) }
	case "space":
		return func(b byte) bool { return b == ' ' || '\t' <= b && b <= '\r' }
	case "upper":
		return isUpper
	case "xdigit":
		return func(b byte) bool { return isDigit(b) || 'a' <= b|0x20 && b|0x20 <= 'f' }
	default:
		return nil
	}
}

func isLower(b byte) bool { return 'a' <= b && b <= 'z' }
func isUpper(b byte) bool { return 'A' <= b && b <= 'Z' }
func isAlpha(b byte) bool { return isLower(b) || isUpper(b) }
func isDigit(b byte) bool { return '0' <= b && b <= '9' }
func isGraph(b byte) bool { return '!' <= b && b <= '~' }
