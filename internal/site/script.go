package site

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A configuration in JavaScript or TypeScript is a program, and is not run. What is read of it are the
// literals that it is made of: objects, lists, texts, numbers and truth values, and the constants that name
// them. All else is unknown.

// unknown is a value that only running the program would tell.
type unknown struct{}

// call is a function's call with literals.
type call struct {
	name string // of the function, with that of the object before it
	args []any
}

// readScript gives the largest object of a program: its configuration.
func readScript(src []byte) settings {
	p := &scriptParser{tokens: scan(string(src)), constants: map[string]any{}, budget: 5_000_000}
	return p.largest()
}

type tokenKind uint8

const (
	punctuation tokenKind = iota
	identifier
	text
	number
	pattern // a regular expression, or a template with holes
)

type token struct {
	kind tokenKind
	text string
}

// scan cuts a program into tokens. Comments are left out.
func scan(src string) []token {
	var tokens []token
	for i := 0; i < len(src); {
		c := src[i]
		switch {
		case strings.HasPrefix(src[i:], "//"):
			i += lineOf(src[i:])
		case strings.HasPrefix(src[i:], "/*"):
			end := strings.Index(src[i+2:], "*/")
			if end < 0 {
				return tokens
			}
			i += 2 + end + 2
		case c == '"' || c == '\'' || c == '`':
			t, size := quoted(src[i:])
			tokens = append(tokens, t)
			i += size
		case c == '/' && startsPattern(tokens):
			tokens = append(tokens, token{kind: pattern})
			i += patternLength(src[i:])
		case c <= ' ':
			i++
		default:
			t, size := wordOrSign(src[i:])
			tokens = append(tokens, t)
			i += size
		}
	}
	return tokens
}

// wordOrSign is the name, number or sign at the start of s.
func wordOrSign(s string) (t token, size int) {
	for _, sign := range []string{"...", "=>"} {
		if strings.HasPrefix(s, sign) {
			return token{punctuation, sign}, len(sign)
		}
	}
	if t, size := word(s); size > 0 {
		return t, size
	}
	_, size = utf8.DecodeRuneInString(s)
	return token{punctuation, s[:size]}, size
}

func lineOf(s string) int {
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		return i
	}
	return len(s)
}

// word is the name or number at the start of s; its length is 0 if there is none.
func word(s string) (t token, size int) {
	for size < len(s) {
		r, n := utf8.DecodeRuneInString(s[size:])
		if r != '_' && r != '$' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && (r != '.' || size == 0 || s[0] > '9') {
			break
		}
		size += n
	}
	t = token{identifier, s[:size]}
	if size > 0 && '0' <= s[0] && s[0] <= '9' {
		t.kind = number
	}
	return t, size
}

// quoted is the text at the start of s, and the length of its literal.
func quoted(s string) (t token, size int) {
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == s[0]:
			return token{text, b.String()}, i + 1
		case c == '\\' && i+1 < len(s):
			i++
			b.WriteString(unescaped(s[i]))
		case s[0] == '`' && strings.HasPrefix(s[i:], "${"):
			return token{kind: pattern}, templateLength(s)
		case c == '\n' && s[0] != '`':
			return token{text, b.String()}, i // it is not closed
		default:
			b.WriteByte(c)
		}
	}
	return token{text, b.String()}, len(s)
}

func unescaped(c byte) string {
	switch c {
	case 'n':
		return "\n"
	case 't':
		return "\t"
	default:
		return string(rune(c))
	}
}

// templateLength is the length of a template with holes at the start of s.
func templateLength(s string) int {
	depth := 0
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case strings.HasPrefix(s[i:], "${"):
			depth++
			i++
		case s[i] == '}' && depth > 0:
			depth--
		case s[i] == '`' && depth == 0:
			return i + 1
		}
	}
	return len(s)
}

// beforeValues are the signs that a value may follow.
var beforeValues = []string{"(", ",", "=", ":", "[", "!", "&", "|", "?", "{", "}", ";", "=>"}

// afterValues are the signs that end a value.
var afterValues = []string{",", "}", "]", ")", ";"}

// startsPattern reports whether a slash begins a regular expression: behind what no value ends with.
func startsPattern(before []token) bool {
	if len(before) == 0 {
		return true
	}
	last := before[len(before)-1]
	return last.kind == punctuation && slices.Contains(beforeValues, last.text)
}

func patternLength(s string) int {
	inClass := false
	for i := 1; i < len(s) && s[i] != '\n'; i++ {
		switch s[i] {
		case '\\':
			i++
		case '[':
			inClass = true
		case ']':
			inClass = false
		case '/':
			if !inClass {
				return i + 1
			}
		}
	}
	return 1
}

type scriptParser struct {
	tokens    []token
	constants map[string]any
	depth     int
	budget    int // tokens that may still be looked at: what is read again and again comes to an end
}

// deepest bounds how far objects may lie in one another.
const deepest = 200

// rootKeys are keys that configurations have at their root.
var rootKeys = []string{"title", "url", "baseUrl", "presets", "i18n", "plugins", "integrations", "site", "base", "srcDir", "locales", "rewrites", "cleanUrls", "themeConfig", "sitemap"}

// knownKeys counts the keys that configurations have at their root.
func (s settings) knownKeys() int {
	n := 0
	for _, key := range rootKeys {
		if _, ok := s[key]; ok {
			n++
		}
	}
	return n
}

// largest reads all literals of the program from its beginning on, and gives the object that looks most like a
// configuration; of two that do so alike the larger.
func (p *scriptParser) largest() settings {
	var best candidate
	for i := 0; i < len(p.tokens); {
		if !p.is(i, "=") && !p.is(i, "(") && !p.is(i, "=>") && !p.isName(i, "default") && !p.isName(i, "return") {
			i++
			continue
		}
		value, next := p.value(i + 1)
		if p.is(i, "=") {
			p.define(i, value)
		}
		for _, s := range objectsIn(value) {
			best = best.orBetter(candidate{s, s.knownKeys(), next - i})
		}
		if s, ok := value.(settings); ok && len(s) > 0 {
			i = next
			continue
		}
		i++
	}
	return best.settings
}

// candidate is an object that may be the configuration.
type candidate struct {
	settings
	known, size int
}

func (c candidate) orBetter(other candidate) candidate {
	if c.settings == nil || other.known > c.known || other.known == c.known && other.size > c.size {
		return other
	}
	return c
}

// objectsIn are the object that a value is, or that a call is given.
func objectsIn(value any) []settings {
	switch v := value.(type) {
	case settings:
		return []settings{v}
	case call:
		var out []settings
		for _, arg := range v.args {
			if s, ok := arg.(settings); ok {
				out = append(out, s)
			}
		}
		return out
	default:
		return nil
	}
}

// define notes a constant: "const x: Type = …". The equals sign is at i.
func (p *scriptParser) define(i int, value any) {
	for back := i - 1; back > 0 && back > i-8; back-- {
		if p.tokens[back-1].kind == identifier {
			switch p.tokens[back-1].text {
			case "const", "let", "var":
				if p.tokens[back].kind == identifier {
					p.constants[p.tokens[back].text] = value
				}
				return
			}
		}
	}
}

func (p *scriptParser) is(i int, text string) bool {
	return i < len(p.tokens) && p.tokens[i].kind == punctuation && p.tokens[i].text == text
}

func (p *scriptParser) isName(i int, text string) bool {
	return i < len(p.tokens) && p.tokens[i].kind == identifier && p.tokens[i].text == text
}

// ends reports whether a value ends before token i.
func (p *scriptParser) ends(i int) bool {
	if i >= len(p.tokens) {
		return true
	}
	t := p.tokens[i]
	switch {
	case t.kind == identifier:
		return t.text == "as" || t.text == "satisfies" || t.text == "const" || t.text == "export" || t.text == "module" || t.text == "let"
	case t.kind != punctuation:
		return false
	default:
		return slices.Contains(afterValues, t.text)
	}
}

// value reads the value at token i, and tells where it ends.
func (p *scriptParser) value(i int) (value any, next int) {
	p.depth++
	defer func() { p.depth-- }()
	p.budget--
	if i >= len(p.tokens) || p.depth > deepest || p.budget < 0 {
		return unknown{}, p.skip(i)
	}
	switch t := p.tokens[i]; {
	case p.is(i, "{") && p.isBlock(i+1):
		return unknown{}, p.skip(i)
	case p.is(i, "{"):
		value, next = p.object(i)
	case p.is(i, "["):
		value, next = p.list(i + 1)
	case p.is(i, "("):
		value, next = p.value(i + 1)
		if p.is(next, ")") {
			next++
		}
	case t.kind == text:
		value, next = t.text, i+1
	case t.kind == number:
		value, next = numberOf(t.text), i+1
	case t.kind == identifier:
		value, next = p.named(i)
	default:
		return unknown{}, p.skip(i)
	}
	if other, end, ok := p.otherwise(next); ok {
		return other, end
	}
	if !p.ends(next) {
		return unknown{}, p.skip(next)
	}
	if p.isName(next, "as") || p.isName(next, "satisfies") {
		next = p.skip(next)
	}
	return value, next
}

// otherwise is the value behind "||" or "??", which is what holds where the environment says nothing else.
func (p *scriptParser) otherwise(i int) (value any, next int, ok bool) {
	if !p.is(i, "|") && !p.is(i, "?") || i+1 >= len(p.tokens) || p.tokens[i] != p.tokens[i+1] {
		return nil, i, false
	}
	value, next = p.value(i + 2)
	return value, next, true
}

func numberOf(s string) any {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return unknown{}
	}
	return n
}

// named is the value of a name: a truth value, a constant, or a call.
func (p *scriptParser) named(i int) (value any, next int) {
	names := []string{p.tokens[i].text}
	next = i + 1
	for p.is(next, ".") && next+1 < len(p.tokens) && p.tokens[next+1].kind == identifier {
		names = append(names, p.tokens[next+1].text)
		next += 2
	}
	full := strings.Join(names, ".")
	switch {
	case p.is(next, "("):
		args, end := p.arguments(next + 1)
		return call{full, args}, end
	case full == "true" || full == "false":
		return full == "true", next
	default:
		if known, ok := p.constants[full]; ok {
			return known, next
		}
		return unknown{}, next
	}
}

func (p *scriptParser) arguments(i int) (args []any, next int) {
	for i < len(p.tokens) && !p.is(i, ")") {
		value, end := p.value(i)
		args = append(args, value)
		if end == i {
			end++
		}
		if i = end; p.is(i, ",") {
			i++
		}
	}
	return args, min(i+1, len(p.tokens))
}

func (p *scriptParser) list(i int) (list []any, next int) {
	list = []any{}
	for i < len(p.tokens) && !p.is(i, "]") {
		if p.is(i, "...") {
			value, end := p.value(i + 1)
			if more, ok := value.([]any); ok {
				list = append(list, more...)
			}
			i = max(end, i+1)
		} else {
			value, end := p.value(i)
			list = append(list, value)
			i = max(end, i+1)
		}
		if p.is(i, ",") {
			i++
		}
	}
	return list, min(i+1, len(p.tokens))
}

// object reads the object whose brace is at i.
func (p *scriptParser) object(i int) (object settings, next int) {
	object = settings{}
	for i++; i < len(p.tokens) && !p.is(i, "}"); {
		start := i
		i = p.entry(object, i)
		if p.is(i, ",") {
			i++
		}
		if i == start {
			i++
		}
	}
	return object, min(i+1, len(p.tokens))
}

// isBlock reports whether what stands in braces is the body of a function: it begins with no key.
func (p *scriptParser) isBlock(i int) bool {
	if i+1 >= len(p.tokens) || p.is(i, "}") || p.is(i, "...") || p.is(i, "[") {
		return false
	}
	return p.tokens[i].kind == punctuation || !p.is(i+1, ":") && !p.is(i+1, ",") && !p.is(i+1, "}") && !p.is(i+1, "(") && !p.isName(i, "async")
}

// entry reads an entry of an object into it, and tells where it ends.
func (p *scriptParser) entry(object settings, i int) (next int) {
	t := p.tokens[i]
	switch {
	case p.is(i, "..."):
		value, end := p.value(i + 1)
		if more, ok := value.(settings); ok {
			object.merge(more)
		}
		return end
	case t.kind != identifier && t.kind != text && t.kind != number:
		return p.skip(i)
	case p.is(i+1, ":"):
		value, end := p.value(i + 2)
		object[t.text] = value
		return end
	case p.is(i+1, ",") || p.is(i+1, "}"):
		if known, ok := p.constants[t.text]; ok {
			object[t.text] = known
		}
		return i + 1
	default:
		object[t.text] = unknown{}
		return p.skip(i) // a method
	}
}

// skip goes on to where a value ends that is not read: the next comma or closing bracket that belongs to
// nothing inside it.
func (p *scriptParser) skip(i int) int {
	depth := 0
	for ; i < len(p.tokens); i++ {
		p.budget--
		if p.budget < 0 {
			return len(p.tokens)
		}
		if p.tokens[i].kind != punctuation {
			continue
		}
		switch p.tokens[i].text {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			if depth == 0 {
				return i
			}
			depth--
		case ",", ";":
			if depth == 0 {
				return i
			}
		}
	}
	return i
}
