package article

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// errFmTooDeep ends the reading of JSON beyond the depth limit.
var errFmTooDeep = errors.New("nested too deep")

// fmJSON reads a JSON block token by token, because only so are places and
// duplicate keys kept.
type fmJSON struct {
	src      []byte
	content  Span
	decoder  *json.Decoder
	read     int // end of the last token
	root     *Value
	finished int // end of the last top-level entry
	problems []Problem
}

// fmParseJSON reads a JSON block. It is data if it begins with an object. After a
// mistake the rest is searched for lines with a top-level key.
func fmParseJSON(src []byte, content Span, explicit bool) fmReading {
	j := fmNewJSON(src, content)
	if text := bytes.TrimSpace(content.Text(src)); len(text) == 0 {
		return fmReading{isData: true}
	} else if text[0] != '{' {
		whole := between(content.Start+bytes.Index(content.Text(src), text), 0)
		whole.End = whole.Start + len(text)
		return fmReading{nil, []Problem{j.notMap(whole)}, explicit || text[0] == '['}
	}
	if _, err := j.value(0); err != nil {
		if !fmHasTemplate(content.Text(src)) && !errors.Is(err, errFmTooDeep) {
			j.problems = append(j.problems, j.explain(err))
		}
		j.salvage()
	} else if text, more := j.rest(); more {
		j.problems = append(j.problems, Problem{ProblemTrailingText, text, "}"})
	}
	return fmReading{j.root, j.problems, true}
}

func fmNewJSON(src []byte, content Span) *fmJSON {
	decoder := json.NewDecoder(bytes.NewReader(content.Text(src)))
	decoder.UseNumber()
	return &fmJSON{src: src, content: content, decoder: decoder, read: content.Start, finished: content.Start}
}

func (j *fmJSON) notMap(whole Span) Problem {
	kind := String
	if j.src[whole.Start] == '[' {
		kind = List
	}
	return Problem{ProblemNotMap, whole, kind.String()}
}

// next is where the next token begins: after white space and separators.
func (j *fmJSON) next() int {
	at := j.read
	for at < j.content.End && (fmIsBlank(j.src[at]) || j.src[at] == ',' || j.src[at] == ':') {
		at++
	}
	return at
}

// token reads a token with its place.
func (j *fmJSON) token() (json.Token, Span, error) {
	start := j.next()
	token, err := j.decoder.Token()
	if err != nil {
		return nil, Span{}, fmt.Errorf("read JSON token: %w", err)
	}
	j.read = j.content.Start + int(j.decoder.InputOffset())
	return token, between(start, j.read), nil
}

// value reads a value of any kind.
func (j *fmJSON) value(depth int) (*Value, error) {
	token, span, err := j.token()
	if err != nil {
		return nil, err
	}
	v := &Value{Span: span}
	switch token := token.(type) {
	case json.Delim:
		return v, j.collection(v, token, depth)
	case bool:
		v.Kind, v.Text = Bool, string(span.Text(j.src))
	case json.Number:
		v.Kind, v.Text = Int, token.String()
		if strings.ContainsAny(v.Text, ".eE") {
			v.Kind = Float
		}
	case string:
		v.Kind, v.Text, v.Quoted = String, token, true
	default:
		v.Text = string(span.Text(j.src))
	}
	return v, nil
}

// collection reads an object or array after its opening bracket.
func (j *fmJSON) collection(v *Value, open json.Delim, depth int) error {
	if depth >= fmMaxDepth {
		j.problems = append(j.problems, Problem{Kind: ProblemTooDeep, Span: v.Span})
		return errFmTooDeep
	}
	v.Kind, v.Flow = List, true
	if open == '{' {
		v.Kind = Map
	}
	if depth == 0 {
		j.root = v
	}
	for j.decoder.More() {
		if err := j.element(v, depth); err != nil {
			return err
		}
		v.Span.End = j.read
	}
	_, closing, err := j.token()
	v.Span.End = max(v.Span.End, closing.End)
	return err
}

// element reads the next entry of an object or item of an array.
func (j *fmJSON) element(v *Value, depth int) error {
	if v.Kind == List {
		item, err := j.value(depth + 1)
		if err == nil {
			v.Items = append(v.Items, item)
		}
		return err
	}
	token, key, err := j.token()
	if err != nil {
		return err
	}
	name, _ := token.(string) // the decoder accepts nothing else for a key
	value, err := j.value(depth + 1)
	if err != nil {
		return err
	}
	v.Entries = append(v.Entries, Entry{name, key, value})
	if depth == 0 {
		j.finished = j.read
	}
	return nil
}

// rest is the line of text behind the object, where there should be nothing.
func (j *fmJSON) rest() (text Span, more bool) {
	at := j.skipBlank(j.read)
	end, _ := fmLine(j.src[:j.content.End], at)
	return between(at, end), at < j.content.End
}

// skipBlank skips white space.
func (j *fmJSON) skipBlank(at int) int {
	for at < j.content.End && fmIsBlank(j.src[at]) {
		at++
	}
	return at
}

// explain says what is wrong where the decoder stopped, which it does at the first
// character that cannot be.
func (j *fmJSON) explain(err error) Problem {
	at := j.skipBlank(j.content.Start + int(j.decoder.InputOffset()))
	char := fmChar(j.src, at, j.content.End)
	words := err.Error()
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		words = syntax.Error()
	}
	switch {
	case char.Len() == 0:
		return j.unclosed()
	case j.src[at] == '"' && fmQuotedLen(j.src[at:j.content.End]) == 0:
		return Problem{ProblemUnclosedQuote, char, `"`}
	case j.src[at] == '"' && strings.Contains(words, "escape"):
		return j.badEscape(char)
	case j.src[at] == '"' && strings.Contains(words, "in string literal"):
		return j.badChar(char)
	default:
		return j.misplaced(char, words)
	}
}

// misplaced explains a token that cannot be where it is.
func (j *fmJSON) misplaced(char Span, words string) Problem {
	text := string(char.Text(j.src))
	before := bytes.TrimRight(j.src[j.content.Start:char.Start], " \t\r\n")
	last := between(j.content.Start+len(before)-1, j.content.Start+len(before))
	closes := text == "}" || text == "]"
	switch {
	case strings.Contains(words, "after array element") && text == ":":
		return j.unclosed() // what followed was a key, so the array ought to have ended
	case strings.Contains(words, "after object key:value pair"), strings.Contains(words, "after array element"):
		return Problem{Kind: ProblemNoComma, Span: char}
	case strings.Contains(words, "after object key"):
		return Problem{ProblemNoSeparator, char, ":"}
	case closes && j.src[last.Start] == ',':
		return Problem{Kind: ProblemExtraComma, Span: last}
	case text == "," && j.src[last.Start] != ':':
		return Problem{Kind: ProblemExtraComma, Span: char}
	case closes || text == ",":
		return Problem{Kind: ProblemNoValue, Span: between(last.End, last.End)}
	case strings.Contains(words, "invalid character"):
		return Problem{ProblemUnquoted, char, text}
	default:
		return Problem{ProblemSyntax, char, words}
	}
}

// badChar finds the first control character of a string, which JSON wants escaped.
func (j *fmJSON) badChar(quote Span) Problem {
	for at := quote.End; at < j.content.End; at++ {
		if c := j.src[at]; c < ' ' {
			return Problem{ProblemControlChar, between(at, at+1), fmt.Sprintf("%U", c)}
		}
	}
	return Problem{Kind: ProblemSyntax, Span: quote}
}

// badEscape finds the first backslash sequence of a string that JSON does not have.
func (j *fmJSON) badEscape(quote Span) Problem {
	for at := quote.End; at+1 < j.content.End; at++ {
		if j.src[at] != '\\' {
			continue
		}
		if !bytes.ContainsRune([]byte(`"\/bfnrtu`), rune(j.src[at+1])) || j.src[at+1] == 'u' && !fmIsHex(j.src[at+2:j.content.End]) {
			span := between(at, fmChar(j.src, at+1, j.content.End).End)
			return Problem{ProblemBadEscape, span, string(span.Text(j.src))}
		}
		at++
	}
	return Problem{Kind: ProblemBadEscape, Span: quote}
}

// fmIsHex reports whether text begins with four hexadecimal digits.
func fmIsHex(text []byte) bool {
	return len(text) >= 4 && len(bytes.Trim(text[:4], "0123456789abcdefABCDEF")) == 0
}

// unclosed is the problem of an object or array that the block ends in.
func (j *fmJSON) unclosed() Problem {
	var open []int
	text := j.src[j.content.Start:j.read]
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			i += fmQuotedSkip(text[i:]) - 1
		case '{', '[':
			open = append(open, i)
		case '}', ']':
			open = open[:max(len(open)-1, 0)]
		}
	}
	if len(open) == 0 {
		return Problem{ProblemSyntax, fmChar(j.src, j.content.Start, j.content.End), "unexpected end of JSON input"}
	}
	at := j.content.Start + open[len(open)-1]
	return Problem{ProblemUnclosedBracket, between(at, at+1), string(j.src[at])}
}

// salvage adds the keys of the lines behind the last entry that was read. Those of
// nested objects are told by their indentation, which is not that of the first key.
func (j *fmJSON) salvage() {
	if j.root == nil {
		return
	}
	column := -1
	if len(j.root.Entries) > 0 {
		start := j.root.Entries[0].KeySpan.Start
		column = start - bytes.LastIndexByte(j.src[:start], '\n') - 1
	}
	for at := j.finished; at < j.content.End; {
		end, next := fmLine(j.src[:j.content.End], at)
		text := bytes.TrimLeft(j.src[at:end], " \t,{")
		start := end - len(text)
		inset := start - bytes.LastIndexByte(j.src[:start], '\n') - 1
		if key, ok := fmKeyLine(text, ':'); ok && text[0] == '"' && (column < 0 || inset == column || at == j.finished) {
			column = max(column, inset)
			value := key.sep + 1 + fmJSONValueLen(text[key.sep+1:])
			j.root.Entries = append(j.root.Entries, fmBrokenEntry(j.src, start, key, start+value))
		}
		at = next
	}
	written := bytes.TrimRight(j.content.Text(j.src), " \t\r\n")
	j.root.Span.End = max(j.root.Span.End, j.content.Start+len(written))
}

// fmJSONValueLen is the length of the rest of a line without the commas and the
// closing braces of what is around it.
func fmJSONValueLen(rest []byte) int {
	surplus := bytes.Count(rest, []byte("}")) - bytes.Count(rest, []byte("{"))
	for {
		rest = bytes.TrimRight(rest, " \t,")
		if surplus <= 0 || !bytes.HasSuffix(rest, []byte("}")) {
			return len(rest)
		}
		rest = rest[:len(rest)-1]
		surplus--
	}
}
