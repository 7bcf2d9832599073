package gitignore

import "strings"

// glob is a pattern cut at its slashes. Both levels, segments in a path and
// bytes in a segment, are matched greedily with one point to return to (the
// last star), so that no pattern takes more than quadratic time; git's
// recursive wildmatch.c, whose results these are, backtracks.
type glob []segment

// segment matches one name of a path, or, if deep, any number of them.
type segment struct {
	tokens []token
	deep   bool
}

// token matches one byte, or, if star, any number of them. Git compares bytes,
// not characters: "?" does not match "é".
type token struct {
	star bool
	set  *byteSet // nil: the byte lit
	lit  byte
}

func (t token) match(b byte) bool {
	if t.set != nil {
		return t.set[b]
	}
	return t.lit == b
}

func (g glob) match(path string) bool {
	at, rest, more := 0, path, true
	resume, retry := -1, ""
	for more {
		switch {
		case at < len(g) && g[at].deep:
			at++
			if at == len(g) {
				return true
			}
			resume, retry = at, rest
			continue
		case at < len(g):
			name, tail, further := strings.Cut(rest, "/")
			if g[at].match(name) {
				at, rest, more = at+1, tail, further
				continue
			}
		}
		if resume < 0 {
			return false
		}
		_, retry, more = strings.Cut(retry, "/")
		at, rest = resume, retry
	}
	return at == len(g)
}

func (s *segment) match(name string) bool {
	at, i := 0, 0
	resume, retry := -1, 0
	for i < len(name) {
		switch {
		case at < len(s.tokens) && s.tokens[at].star:
			at++
			resume, retry = at, i
		case at < len(s.tokens) && s.tokens[at].match(name[i]):
			at++
			i++
		case resume >= 0:
			retry++
			at, i = resume, retry
		default:
			return false
		}
	}
	for at < len(s.tokens) && s.tokens[at].star {
		at++
	}
	return at == len(s.tokens)
}

// compileGlob reports false for a glob that can never match: an open bracket,
// an unknown class name or a lone backslash at the end.
func compileGlob(src string) (glob, bool) {
	var g glob
	var s segment
	for i := 0; i < len(src); {
		switch c := src[i]; {
		case c == '/':
			g, s = append(g, s), segment{}
			i++
		case c == '\\' && i+1 == len(src):
			return nil, false
		case c == '\\' && src[i+1] == '/':
			if s.deep {
				// An escaped slash keeps "**" from standing for no folder.
				g = append(g, anyName())
			}
			i++
		case c == '\\':
			s.tokens = append(s.tokens, token{lit: src[i+1]})
			i += 2
		case c == '*':
			i = s.addStars(src, i)
		case c == '?':
			s.tokens = append(s.tokens, token{set: anyByte()})
			i++
		case c == '[':
			set, end, ok := compileSet(src, i)
			if !ok {
				return nil, false
			}
			s.tokens = append(s.tokens, token{set: set})
			i = end
		default:
			s.tokens = append(s.tokens, token{lit: c})
			i++
		}
	}
	return append(g, s), true
}

// addStars reads the stars at src[i] and returns the place after them. Two or
// more of them are deep if they fill a whole segment, else they are one star.
func (s *segment) addStars(src string, i int) int {
	rest := strings.TrimLeft(src[i:], "*")
	end := len(src) - len(rest)
	whole := rest == "" || rest[0] == '/' || strings.HasPrefix(rest, `\/`)
	if end-i >= 2 && whole && len(s.tokens) == 0 {
		s.deep = true
	} else {
		s.tokens = append(s.tokens, token{star: true})
	}
	return end
}

func anyName() segment { return segment{tokens: []token{{star: true}}} }
