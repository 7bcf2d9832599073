package article

import (
	"bytes"
	"errors"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// fmTOML builds the tree of a TOML block from the library's expressions. Tables may
// be opened in any order and a dotted key opens tables too, so the tree is built
// with each table's place left open, and the spans are set at the end.
type fmTOML struct {
	src      []byte
	content  Span
	base     int // offset of what the parser was last given
	parser   unstable.Parser
	root     *Value
	table    *Value // that the next key belongs to
	tables   map[fmTOMLName]*fmTOMLTable
	problems []Problem
}

// fmTOMLName is a name inside a table.
type fmTOMLName struct {
	in   *Value
	name string
}

// fmTOMLTable is a table that a header or a dotted key has opened: the same header
// twice is a mistake, but a header after "[a.b]" may still open "[a]" itself.
type fmTOMLTable struct {
	value    *Value // a Map, or the List of an array of tables
	explicit bool
}

// fmParseTOML reads a TOML block. After a mistake it goes on at the next line that
// begins with a key or a table, and keeps the key of the faulty line.
func fmParseTOML(src []byte, content Span, explicit bool) fmReading {
	t := fmNewTOML(src, content)
	for at := content.Start; at < content.End; {
		at = t.parseFrom(at)
		if len(t.problems) >= fmMaxProblems {
			t.keysOnly(at)
			break
		}
	}
	fmSetSpans(t.root)
	if len(t.root.Entries) > 0 {
		return fmReading{t.root, t.problems, true}
	}
	return fmReading{nil, t.problems, explicit || len(t.problems) == 0 || fmLooksLikeData(content.Text(src), TOML)}
}

func fmNewTOML(src []byte, content Span) *fmTOML {
	root := &Value{Kind: Map}
	return &fmTOML{src: src, content: content, root: root, table: root, tables: map[fmTOMLName]*fmTOMLTable{}}
}

// parseFrom reads expressions from an offset on, up to the end or the first mistake,
// and returns where to go on.
func (t *fmTOML) parseFrom(at int) (next int) {
	t.base = at
	t.parser.Reset(t.src[at:t.content.End])
	done := at
	for t.parser.NextExpression() {
		end := t.expression(t.parser.Expression())
		_, done = fmLine(t.src, end)
	}
	err := t.parser.Error()
	if err == nil {
		return t.content.End
	}
	mistake := between(at, at)
	if failure, ok := errors.AsType[*unstable.ParserError](err); ok {
		mistake = t.span(t.parser.Range(failure.Highlight))
	}
	faulty := t.faultyLine(min(done, mistake.Start), mistake.Start)
	_, next = fmLine(t.src, faulty)
	next = t.nextKey(min(next, t.content.End))
	if !fmHasTemplate(t.src[faulty:next]) {
		t.problems = append(t.problems, t.explain(err, faulty, mistake))
	}
	t.raw(between(faulty, next))
	return next
}

// faultyLine is the line where the expression with the mistake begins: the first
// from an offset on that is not blank or a comment, unless the mistake is in there.
func (t *fmTOML) faultyLine(at, mistake int) int {
	for {
		end, next := fmLine(t.src, at)
		text := bytes.TrimLeft(t.src[at:end], " \t")
		if next > mistake || len(text) > 0 && text[0] != '#' {
			return at
		}
		at = next
	}
}

// nextKey is the first line from an offset on that begins with a key or a table.
func (t *fmTOML) nextKey(at int) int {
	for at < t.content.End {
		end, next := fmLine(t.src, at)
		text := bytes.TrimLeft(t.src[at:end], " \t")
		if len(text) > 0 && fmIsKey(text, TOML) {
			return at
		}
		at = next
	}
	return t.content.End
}

// keysOnly adds the keys from an offset on without reading their values.
func (t *fmTOML) keysOnly(at int) {
	for at = t.nextKey(at); at < t.content.End; {
		_, next := fmLine(t.src, at)
		next = t.nextKey(min(next, t.content.End))
		t.raw(between(at, next))
		at = next
	}
}

// raw adds the key of a faulty line with its source as the value. YAML's colon is
// taken for the equals sign that was meant.
func (t *fmTOML) raw(s Span) {
	line := s.Text(t.src)
	indent := len(line) - len(bytes.TrimLeft(line, " \t"))
	start := s.Start + indent
	first, _ := fmLine(t.src, start)
	key, ok := fmKeyLine(t.src[start:first], '=')
	if !ok {
		key, ok = fmKeyLine(t.src[start:first], ':')
	}
	if !ok {
		return
	}
	t.table.Entries = append(t.table.Entries, fmBrokenEntry(t.src, start, key, s.End))
}

// expression adds a key or opens a table. It returns where the expression ends.
func (t *fmTOML) expression(node *unstable.Node) (end int) {
	switch node.Kind {
	case unstable.Table, unstable.ArrayTable:
		return t.header(node)
	case unstable.KeyValue:
		return t.keyValue(t.table, node, 0)
	default:
		return t.base
	}
}

// span is where a key or a scalar stands in the file.
func (t *fmTOML) span(raw unstable.Range) Span {
	start := t.base + int(raw.Offset)
	return between(start, start+int(raw.Length))
}

// keys are the parts of a dotted key. Beyond the depth limit they are cut off.
func (t *fmTOML) keys(node *unstable.Node) (names []string, spans []Span) {
	for it := node.Key(); it.Next(); {
		part := it.Node()
		names = append(names, string(part.Data))
		spans = append(spans, t.span(part.Raw))
	}
	if len(spans) > fmMaxDepth {
		t.problems = append(t.problems, Problem{Kind: ProblemTooDeep, Span: spans[fmMaxDepth]})
		names, spans = names[:fmMaxDepth], spans[:fmMaxDepth]
	}
	return names, spans
}

// open returns the table of a name, a new one if there is none. In an array of
// tables that is the last table.
func (t *fmTOML) open(in *Value, name string, key Span) *Value {
	known := t.tables[fmTOMLName{in, name}]
	if known == nil {
		known = &fmTOMLTable{value: t.add(in, name, key, Map)}
	}
	if known.value.Kind == List && len(known.value.Items) > 0 {
		return known.value.Items[len(known.value.Items)-1]
	}
	return known.value
}

// add enters a new table or array of tables under a name.
func (t *fmTOML) add(in *Value, name string, key Span, kind ValueKind) *Value {
	value := &Value{Kind: kind, Span: between(key.End, key.End)}
	in.Entries = append(in.Entries, Entry{name, key, value})
	t.tables[fmTOMLName{in, name}] = &fmTOMLTable{value: value}
	return value
}

// header opens the table of "[a.b]" or a new one of the array "[[a.b]]". A table
// that was opened before by its own header is entered a second time, as the
// duplicate key it is.
func (t *fmTOML) header(node *unstable.Node) (end int) {
	names, spans := t.keys(node)
	in, last := t.root, len(names)-1
	for i, name := range names[:last] {
		in = t.open(in, name, spans[i])
	}
	name, key := names[last], spans[last]
	known := t.tables[fmTOMLName{in, name}]
	if node.Kind == unstable.ArrayTable {
		t.table = t.item(in, name, key, known)
	} else {
		if known == nil || known.explicit || known.value.Kind != Map {
			t.add(in, name, key, Map)
			known = t.tables[fmTOMLName{in, name}]
		}
		known.explicit = true
		t.table = known.value
	}
	end, _ = fmLine(t.src[:t.content.End], key.End)
	if t.table.Entries == nil {
		closing := key.End + bytes.LastIndexByte(t.src[key.End:fmCommentStart(t.src[:end], key.End)], ']') + 1
		t.table.Span = between(closing, closing)
	}
	return end
}

// fmCommentStart is where the comment of a line begins, or the end of the text.
func fmCommentStart(text []byte, from int) int {
	if i := bytes.IndexByte(text[from:], '#'); i >= 0 {
		return from + i
	}
	return len(text)
}

// item adds a table to an array of tables.
func (t *fmTOML) item(in *Value, name string, key Span, known *fmTOMLTable) *Value {
	if known == nil || known.value.Kind != List {
		t.add(in, name, key, List)
		known = t.tables[fmTOMLName{in, name}]
	}
	table := &Value{Kind: Map}
	known.value.Items = append(known.value.Items, table)
	return table
}

// keyValue adds "key = value" to a table and returns where it ends.
func (t *fmTOML) keyValue(in *Value, node *unstable.Node, depth int) (end int) {
	names, spans := t.keys(node)
	last := len(names) - 1
	for i, name := range names[:last] {
		in = t.open(in, name, spans[i])
	}
	equals := spans[last].End + bytes.IndexByte(t.src[spans[last].End:], '=')
	value := t.value(node.Value(), equals+1, depth)
	in.Entries = append(in.Entries, Entry{names[last], spans[last], value})
	return value.Span.End
}

// value converts a value that begins after an offset and some white space. The
// library has the places of scalars only; those of brackets are found around them.
func (t *fmTOML) value(node *unstable.Node, after, depth int) *Value {
	switch node.Kind {
	case unstable.Array:
		return t.collection(node, List, after, depth)
	case unstable.InlineTable:
		return t.collection(node, Map, after, depth)
	default:
		kind := fmTOMLKind(node.Kind)
		return &Value{Kind: kind, Span: t.span(node.Raw), Text: string(node.Data), Quoted: kind == String}
	}
}

func fmTOMLKind(kind unstable.Kind) ValueKind {
	switch kind {
	case unstable.Bool:
		return Bool
	case unstable.Integer:
		return Int
	case unstable.Float:
		return Float
	case unstable.LocalDate, unstable.LocalTime, unstable.LocalDateTime, unstable.DateTime:
		return Time
	default:
		return String
	}
}

// collection converts an array or an inline table.
func (t *fmTOML) collection(node *unstable.Node, kind ValueKind, after, depth int) *Value {
	start := t.skipSpace(after)
	v := &Value{Kind: kind, Flow: true, Span: between(start, start+1)}
	if depth == fmMaxDepth {
		t.problems = append(t.problems, Problem{Kind: ProblemTooDeep, Span: v.Span})
	}
	at := start + 1
	for it := node.Children(); it.Next(); {
		child := it.Node()
		if kind == Map {
			at = t.keyValue(v, child, depth+1)
			continue
		}
		item := t.value(child, at, depth+1)
		v.Items = append(v.Items, item)
		at = item.Span.End
	}
	v.Span.End = t.skipSpace(at) + 1
	if depth >= fmMaxDepth {
		v.Items, v.Entries = nil, nil
	}
	return v
}

// skipSpace skips white space, commas and comments between the elements of a collection.
func (t *fmTOML) skipSpace(at int) int {
	for at < t.content.End {
		switch c := t.src[at]; {
		case fmIsBlank(c) || c == ',':
			at++
		case c == '#':
			at, _ = fmLine(t.src, at)
		default:
			return at
		}
	}
	return at
}

// fmSetSpans gives block tables and arrays of tables, whose parts may stand far
// apart, the span from their first key to the end of their last value.
func fmSetSpans(v *Value) {
	var parts []Span
	for _, entry := range v.Entries {
		fmSetSpans(entry.Value)
		parts = append(parts, entry.KeySpan, entry.Value.Span)
	}
	for _, item := range v.Items {
		fmSetSpans(item)
		parts = append(parts, item.Span)
	}
	if v.Flow || len(parts) == 0 {
		return
	}
	v.Span = parts[0]
	for _, part := range parts {
		v.Span = between(min(v.Span.Start, part.Start), max(v.Span.End, part.End))
	}
}

// explain says what is wrong with the expression that begins at the faulty line.
func (t *fmTOML) explain(err error, faulty int, mistake Span) Problem {
	if problem, found := fmForbiddenChar(t.src, between(faulty, mistake.End)); found {
		return problem
	}
	fault := fmTOMLFault{src: t.src, line: faulty, span: mistake, words: err.Error()}
	for _, e := range fmTOMLExplanations {
		if strings.Contains(fault.words, e.words) {
			return e.explain(fault)
		}
	}
	return fault.syntax()
}

// fmTOMLFault is an error of the TOML library with its places in the source.
type fmTOMLFault struct {
	src   []byte
	line  int  // start of the faulty expression
	span  Span // what the library points at
	words string
}

// fmTOMLExplanations turn the library's words into problems, as fmExplanations does for YAML.
var fmTOMLExplanations = [...]struct {
	words   string
	explain func(fmTOMLFault) Problem
}{
	{"strings cannot have new lines", fmTOMLFault.quote},
	{"string not terminated", fmTOMLFault.quote},
	{"unterminated", fmTOMLFault.quote},
	{"array is incomplete", fmTOMLFault.bracket},
	{"inline table is incomplete", fmTOMLFault.bracket},
	{"expected ',' or", fmTOMLFault.comma},
	{"expected '=' after key", fmTOMLFault.separator},
	{"invalid escape character", fmTOMLFault.escape},
	{"escape sequence", fmTOMLFault.escape},
	{"to close", fmTOMLFault.bracket},
	{"expected newline", fmTOMLFault.trailing},
	{"at start of value", fmTOMLFault.unquoted},
	{"expected value, not end of input", fmTOMLFault.unquoted},
	{"strings must be quoted", fmTOMLFault.unquoted},
	{"expected keyword", fmTOMLFault.unquoted},
}

func (f fmTOMLFault) syntax() Problem { return Problem{ProblemSyntax, f.span, f.words} }

// opened is the last quote or bracket before the fault that is still open.
func (f fmTOMLFault) opened() (quote, bracket Span) {
	var open []int
	text := f.src[f.line:f.span.Start]
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"', '\'':
			n := fmTOMLStringLen(text[i:])
			if n == 0 {
				at := f.line + i
				return between(at, at+fmQuoteWidth(text[i:])), bracket
			}
			i += n - 1
		case '[', '{':
			open = append(open, i)
		case ']', '}':
			open = open[:max(len(open)-1, 0)]
		}
	}
	if len(open) > 0 {
		at := f.line + open[len(open)-1]
		bracket = between(at, at+1)
	}
	return quote, bracket
}

// fmQuoteWidth is 3 where a text of several lines begins and 1 at any other quote.
func fmQuoteWidth(text []byte) int {
	if len(text) > 2 && text[1] == text[0] && text[2] == text[0] {
		return 3
	}
	return 1
}

// fmTOMLStringLen is the length of the string that text begins with, 0 if it does not close.
func fmTOMLStringLen(text []byte) int {
	width := fmQuoteWidth(text)
	for i := width; i < len(text); i++ {
		switch {
		case text[i] == '\\' && text[0] == '"':
			i++
		case text[i] == '\n' && width == 1:
			return 0
		case bytes.HasPrefix(text[i:], text[:width]):
			return i + width
		}
	}
	return 0
}

func (f fmTOMLFault) quote() Problem {
	quote, _ := f.opened()
	if quote.IsZero() {
		return f.syntax()
	}
	return Problem{ProblemUnclosedQuote, quote, string(quote.Text(f.src))}
}

func (f fmTOMLFault) bracket() Problem {
	_, bracket := f.opened()
	if bracket.IsZero() {
		return f.syntax()
	}
	return Problem{ProblemUnclosedBracket, bracket, string(bracket.Text(f.src))}
}

// comma explains an element behind another without a comma. If the element is the
// next key, the bracket above was never closed.
func (f fmTOMLFault) comma() Problem {
	lineStart := bytes.LastIndexByte(f.src[:f.span.Start], '\n') + 1
	lineEnd, _ := fmLine(f.src, lineStart)
	if _, ok := fmKeyLine(f.src[lineStart:lineEnd], '='); ok && lineStart > f.line {
		return f.bracket()
	}
	return Problem{Kind: ProblemNoComma, Span: f.span}
}

// separator explains a key without an equals sign: often YAML's colon is in its place.
func (f fmTOMLFault) separator() Problem {
	at := f.span.Start
	if before := len(bytes.TrimRight(f.src[f.line:at], " \t")); f.span.Len() == 0 || f.src[at] == '\n' || f.src[at] == '\r' {
		return Problem{ProblemNoSeparator, between(f.line+before, f.line+before), "="}
	}
	return Problem{ProblemNoSeparator, f.span, "="}
}

func (f fmTOMLFault) escape() Problem {
	slash := bytes.LastIndexByte(f.src[:f.span.Start+1], '\\')
	if slash < f.line {
		return f.syntax()
	}
	span := between(slash, fmChar(f.src, slash+1, len(f.src)).End)
	return Problem{ProblemBadEscape, span, string(span.Text(f.src))}
}

// trailing explains text behind the end of a value.
func (f fmTOMLFault) trailing() Problem {
	before := bytes.TrimRight(f.src[f.line:f.span.Start], " \t")
	if !fmEndsQuoted(before) {
		return f.syntax()
	}
	end, _ := fmLine(f.src, f.span.Start)
	return Problem{ProblemTrailingText, between(f.span.Start, end), string(before[len(before)-1:])}
}

// unquoted explains a value that is no number, date or keyword, so that it must be a
// text, if it is there at all.
func (f fmTOMLFault) unquoted() Problem {
	char := fmChar(f.src, f.span.Start, len(f.src))
	if char.Len() == 0 || f.src[char.Start] == '#' {
		at := f.line + len(bytes.TrimRight(f.src[f.line:f.span.Start], " \t\r\n"))
		return Problem{Kind: ProblemNoValue, Span: between(at, at)}
	}
	return Problem{ProblemUnquoted, char, string(char.Text(f.src))}
}
