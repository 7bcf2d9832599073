package article

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// fmFault is an error of the YAML library with its places in the source.
type fmFault struct {
	src     []byte
	text    Span   // what the library was given
	at      int    // where it gave up
	context int    // where the construct begins that it was reading, at if unknown
	words   string // its own
}

// fmExplanations turn the library's words into problems. The first that occurs in
// them counts. The words are those of a pinned version, and the tests have each.
var fmExplanations = [...]struct {
	words   string
	explain func(fmFault) Problem
}{
	{"mapping values are not allowed", fmFault.colon},
	{"could not find expected ':'", fmFault.separator},
	{"found unexpected end of stream", fmFault.quote},
	{"found unexpected document indicator", fmFault.quote},
	{"did not find expected ',' or", fmFault.bracket},
	{"did not find expected key", fmFault.stray},
	{"did not find expected comment or line break", fmFault.trailing},
	{"comment without preceding whitespace", fmFault.trailing},
	{"tab character", fmFault.tab},
	{"tabs in indentation", fmFault.tab},
	{"cannot start any token", fmFault.reserved},
	{"did not find expected node content", fmFault.reserved},
	{"mapping keys are not allowed", fmFault.reserved},
	{"undefined tag handle", fmFault.reserved},
	{"while scanning a tag", fmFault.reserved},
	{"while scanning a directive", fmFault.reserved},
	{"unknown anchor", fmFault.alias},
	{"escape", fmFault.escape},
	{"hexadecimal", fmFault.escape},
	{"exceeded max depth", fmFault.deep},
	{"block sequence entries are not allowed", fmFault.item},
	{"<document start>", fmFault.indent},
	{"'-' indicator", fmFault.indent},
}

// fmExplain says what is wrong with a text that the library rejects.
func fmExplain(src []byte, text Span, err error) Problem {
	if problem, found := fmForbiddenChar(src, text); found {
		return problem
	}
	load, ok := errors.AsType[*yaml.LoadError](err)
	if !ok {
		return Problem{ProblemSyntax, fmChar(src, text.Start, text.End), err.Error()}
	}
	place := fmPlaceAt(src, text)
	fault := fmFault{src: src, text: text, words: load.Message}
	if load.ContextMark.Line > 0 {
		fault.context = place.seek(src, load.ContextMark.Line, load.ContextMark.Column)
	}
	fault.at = place.seek(src, load.Mark.Line, load.Mark.Column)
	if load.ContextMark.Line == 0 {
		fault.context = fault.at
	}
	if load.ContextMsg != "" {
		fault.words = load.ContextMsg + ": " + load.Message
	}
	if start, end := fault.line(fault.at); bytes.HasPrefix(src[start:end], []byte("--- ")) {
		return Problem{ProblemManyDocuments, between(start, end), string(src[start:end])}
	}
	for _, e := range fmExplanations {
		if strings.Contains(fault.words, e.words) {
			return e.explain(fault)
		}
	}
	return fault.syntax()
}

// fmForbiddenChar finds the first byte that is not UTF-8 or a character that YAML
// and TOML forbid. The libraries notice them, but YAML's does not say where.
func fmForbiddenChar(src []byte, text Span) (Problem, bool) {
	for at := text.Start; at < text.End; {
		r, size := utf8.DecodeRune(src[at:text.End])
		span := between(at, at+size)
		switch {
		case r == utf8.RuneError && size == 1:
			return Problem{ProblemInvalidUTF8, span, fmt.Sprintf("0x%02X", src[at])}, true
		case r < ' ' && r != '\t' && r != '\n' && r != '\r', r == 0xfffe, r == 0xffff:
			return Problem{ProblemControlChar, span, fmt.Sprintf("%U", r)}, true
		}
		at += size
	}
	return Problem{}, false
}

// char is the character at the place of the fault.
func (f fmFault) char() (span Span, char string) {
	span = fmChar(f.src, f.at, f.text.End)
	return span, string(span.Text(f.src))
}

// line is the line around an offset: where it starts and ends, blanks at the end left out.
func (f fmFault) line(at int) (start, end int) {
	start = f.text.Start + bytes.LastIndexByte(f.src[f.text.Start:at], '\n') + 1
	end, _ = fmLine(f.src[:f.text.End], start)
	return start, end
}

// before is the text between the start of the line and the fault, without blanks at its end.
func (f fmFault) before() []byte {
	start, _ := f.line(f.at)
	return bytes.TrimRight(f.src[start:f.at], " \t")
}

func (f fmFault) syntax() Problem {
	span, _ := f.char()
	return Problem{ProblemSyntax, span, f.words}
}

// colon explains a colon where no key can end. If its line has a key already, the
// value holds the colon and wants quotes. Else the line itself is out of place,
// below one without a colon or too deep.
func (f fmFault) colon() Problem {
	start, _ := f.line(f.at)
	line := f.src[start:f.at]
	item := bytes.TrimLeft(line, " \t-")
	if key, ok := fmKeyLine(item, ':'); ok && key.spaced {
		if fmEndsQuoted(f.before()) {
			return f.trailing()
		}
		name := strings.Trim(string(item[:key.length]), `"'`)
		return Problem{ProblemUnquotedColon, between(f.at, f.at+1), name}
	}
	if start == f.text.Start {
		return f.syntax()
	}
	above, aboveEnd := f.line(start - 1)
	text := bytes.TrimLeft(f.src[above:aboveEnd], " \t")
	if _, ok := fmKeyLine(text, ':'); !ok && len(text) > 0 && aboveEnd-above-len(text) == len(line)-len(item) {
		return Problem{ProblemNoSeparator, between(aboveEnd-len(text), aboveEnd), ":"}
	}
	return f.indentAt(start)
}

// separator explains a line of a mapping that has no colon, or none with a blank behind it.
func (f fmFault) separator() Problem {
	_, end := f.line(f.context)
	line := f.src[f.context:max(f.context, end)]
	if key, ok := fmKeyLine(line, ':'); ok && !key.spaced {
		at := f.context + key.sep + 1
		return Problem{ProblemNoSpace, between(at, at), string(line[:key.length])}
	}
	return Problem{ProblemNoSeparator, between(f.context, f.context+len(line)), ":"}
}

// quote explains a text in quotes that ends nowhere.
func (f fmFault) quote() Problem {
	f.at = f.context
	span, quote := f.char()
	return Problem{ProblemUnclosedQuote, span, quote}
}

// bracket explains a flow list or map that does not go on where it could. If its
// closing bracket stands further on, only a comma is missing.
func (f fmFault) bracket() Problem {
	span, char := f.char()
	if char == ":" {
		return Problem{ProblemUnquotedColon, span, f.flowKey()}
	}
	opening := fmChar(f.src, f.context, f.text.End)
	bracket := string(opening.Text(f.src))
	closing := "]"
	if bracket == "{" {
		closing = "}"
	}
	if bytes.Contains(f.src[f.at:f.text.End], []byte(closing)) {
		return Problem{Kind: ProblemNoComma, Span: span}
	}
	return Problem{ProblemUnclosedBracket, opening, bracket}
}

// flowKey is the key of the flow element that the fault is in.
func (f fmFault) flowKey() string {
	element := f.before()
	element = element[bytes.LastIndexAny(element, "[{,")+1:]
	key, _, _ := bytes.Cut(element, []byte(":"))
	return strings.Trim(string(key), ` "'`)
}

// fmEndsQuoted reports whether a text ends with a quote or a closing bracket.
func fmEndsQuoted(text []byte) bool {
	return len(text) > 0 && bytes.IndexByte([]byte(`"']}`), text[len(text)-1]) >= 0
}

// stray explains something that is no key where a key should be: the rest of a
// value that ended too early, a list item, or a line with odd indentation.
func (f fmFault) stray() Problem {
	before := f.before()
	switch {
	case fmEndsQuoted(before):
		return f.trailing()
	case len(before) > 0:
		return f.syntax()
	case bytes.HasPrefix(f.src[f.at:f.text.End], []byte("- ")) && !f.belowItem():
		return f.item()
	default:
		return f.indent()
	}
}

// belowItem reports whether an item of a list stands above the faulty line, so that
// the line is an item of that list with another indentation.
func (f fmFault) belowItem() bool {
	for at := f.text.Start; at < f.at; {
		end, next := fmLine(f.src, at)
		if bytes.HasPrefix(bytes.TrimLeft(f.src[at:end], " "), []byte("- ")) && next <= f.at {
			return true
		}
		at = next
	}
	return false
}

// trailing explains text behind the end of a value.
func (f fmFault) trailing() Problem {
	before := f.before()
	if len(before) == 0 {
		return f.syntax()
	}
	_, end := f.line(f.at)
	mark := before[len(before)-1:]
	if f.context < f.at && (f.src[f.context] == '|' || f.src[f.context] == '>') {
		mark = f.src[f.context : f.context+1]
	}
	return Problem{ProblemTrailingText, between(f.at, max(f.at, end)), string(mark)}
}

// tab explains a tab where only spaces may indent.
func (f fmFault) tab() Problem {
	start, end := f.line(f.at)
	i := bytes.IndexByte(f.src[start:end], '\t')
	if i < 0 {
		return f.syntax()
	}
	first := start + i
	rest := bytes.TrimLeft(f.src[first:end], "\t")
	return Problem{Kind: ProblemTabIndent, Span: between(first, end-len(rest))}
}

// reserved explains a value that begins with a character of YAML's own.
func (f fmFault) reserved() Problem {
	if strings.Contains(f.words, "scanning a directive") || strings.Contains(f.words, "scanning a tag") {
		f.at = f.context
	}
	span, char := f.char()
	switch char {
	case "\t":
		return f.tab()
	case "@", "`", "%", "!", "?", ",", "]", "}":
		return Problem{ProblemReservedChar, span, char}
	default:
		return f.syntax()
	}
}

// alias explains a reference to a name that nobody has defined.
func (f fmFault) alias() Problem {
	_, name, _ := strings.Cut(f.words, "'")
	name = strings.TrimSuffix(name, "' referenced")
	return Problem{ProblemUnknownAlias, between(f.at, min(f.at+len("*")+len(name), f.text.End)), name}
}

// escape explains a backslash in double quotes. The library points behind the
// backslash of a sequence with digits.
func (f fmFault) escape() Problem {
	slash := f.text.Start + bytes.LastIndexByte(f.src[f.text.Start:min(f.at+1, f.text.End)], '\\')
	if slash < f.context {
		return f.syntax()
	}
	span := between(slash, fmChar(f.src, slash+1, f.text.End).End)
	return Problem{ProblemBadEscape, span, string(span.Text(f.src))}
}

func (f fmFault) deep() Problem {
	span, _ := f.char()
	return Problem{Kind: ProblemTooDeep, Span: span}
}

func (f fmFault) item() Problem {
	span, _ := f.char()
	return Problem{Kind: ProblemMisplacedItem, Span: span}
}

func (f fmFault) indent() Problem {
	start, _ := f.line(f.at)
	return f.indentAt(start)
}

// indentAt is the problem of the indentation of the line that starts at an offset.
func (f fmFault) indentAt(start int) Problem {
	_, end := f.line(start)
	rest := bytes.TrimLeft(f.src[start:end], " ")
	if len(rest) < end-start {
		return Problem{Kind: ProblemBadIndent, Span: between(start, end-len(rest))}
	}
	return Problem{Kind: ProblemBadIndent, Span: fmChar(f.src, start, f.text.End)}
}
