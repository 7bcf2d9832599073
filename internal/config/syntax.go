package config

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"github.com/kblint/kblint/internal/source"
)

// fault is a syntax error of the library with its places as offsets.
type fault struct {
	words   string // the library's
	at      int    // where it noticed
	context int    // where that began in which it noticed; -1 where it does not say
}

// syntax reports a syntax error in plain words. The library ends at the first one.
func (d *decoder) syntax(err error) {
	var e *yaml.LoadError
	if !errors.As(err, &e) || e.Mark.Line == 0 {
		d.at(source.Span{}, "this is not valid YAML: %s", err.Error())
		return
	}
	f := fault{words: e.Message, at: d.offset(e.Mark.Line, e.Mark.Column), context: -1}
	if e.ContextMark.Line > 0 {
		f.context = d.offset(e.ContextMark.Line, e.ContextMark.Column)
	}
	for _, known := range []struct {
		words   string // what the library's message contains
		explain func(*decoder, fault)
	}{
		{"tab character", (*decoder).tab},
		{"cannot start any token", (*decoder).badStart},
		{"unknown anchor", (*decoder).star},
		{"mapping values are not allowed", (*decoder).badColon},
		{"could not find expected ':'", (*decoder).noColon},
		{"did not find expected key", (*decoder).noKey},
		{"did not find expected '-' indicator", (*decoder).badIndent},
		{"did not find expected <document start>", (*decoder).badIndent},
		{"did not find expected ','", (*decoder).noComma},
		{"did not find expected node content", (*decoder).noValue},
		{"unexpected end of stream", (*decoder).openQuote},
		{"escape character", (*decoder).escape},
		{"hexadecimal number", (*decoder).escape},
		{"block sequence entries are not allowed", (*decoder).badItem},
		{"expected comment or line break", (*decoder).badBlock},
		{"exceeded max depth", (*decoder).tooDeep},
	} {
		if strings.Contains(f.words, known.words) {
			known.explain(d, f)
			return
		}
	}
	d.at(d.char(f.at), "this is not valid YAML: %s", f.words)
}

// char is the span of the character at an offset, empty at the end of a line.
func (d *decoder) char(at int) source.Span {
	if at >= len(d.src) || breakLen(d.src[at:]) > 0 {
		return source.Span{Start: at, End: at}
	}
	_, size := utf8.DecodeRune(d.src[at:])
	return source.Span{Start: at, End: at + size}
}

// next is the byte at an offset, a line feed behind the end.
func (d *decoder) next(at int) byte {
	if at >= len(d.src) {
		return '\n'
	}
	return d.src[at]
}

// lineStart is where the line around an offset begins, its indentation skipped.
func (d *decoder) lineStart(at int) int {
	start := bytes.LastIndexAny(d.src[:at], "\r\n") + 1
	for start < at && (d.src[start] == ' ' || d.src[start] == '\t') {
		start++
	}
	return start
}

func (d *decoder) tab(f fault) {
	end := f.at
	for d.next(end) == '\t' {
		end++
	}
	d.at(source.Span{Start: f.at, End: end}, "YAML cannot be indented with tabs; use spaces")
}

func (d *decoder) badStart(f fault) {
	if d.next(f.at) == '\t' {
		d.tab(f)
		return
	}
	span := d.char(f.at)
	d.at(span, "a text cannot begin with \"%s\"; put it in quotes", string(span.Text(d.src)))
}

// star explains an alias that nothing has the name of. It is usually a pattern.
func (d *decoder) star(f fault) {
	end := f.at + bytes.IndexAny(append(d.src[f.at:len(d.src):len(d.src)], '\n'), " \t\r\n,[]{}")
	span := source.Span{Start: f.at, End: end}
	d.at(span, "a text that begins with \"*\" needs quotes: '%s'", string(span.Text(d.src)))
}

// badColon explains a colon where no key can be: in an unquoted value, behind something that is not
// closed, or in a line that is indented too far.
func (d *decoder) badColon(f fault) {
	start := d.lineStart(f.at)
	if bytes.Contains(d.src[start:f.at], []byte(": ")) {
		d.at(d.char(f.at), "a text with a colon and a space in it needs quotes")
		return
	}
	d.at(d.restOfLine(start), "this line does not continue the one above; check the indentation, and that the line above is complete")
}

func (d *decoder) noColon(f fault) {
	line := d.restOfLine(max(f.context, 0))
	if key, _, found := strings.Cut(string(line.Text(d.src)), ":"); found && !strings.Contains(key, " ") {
		d.at(line, "there must be a space behind the colon: \"%s: …\"", key)
		return
	}
	d.at(line, "this line is not \"key: value\"; check for a missing colon")
}

// noKey explains what follows a value without belonging to it.
func (d *decoder) noKey(f fault) {
	switch c := d.next(f.at); {
	case c == ']' || c == '}':
		d.at(d.char(f.at), "there is nothing that \"%s\" could close; delete it", string(c))
	case d.lineStart(f.at) == f.at:
		d.badIndent(f)
	default:
		d.at(d.restOfLine(f.at), "this text follows a value that is complete; put all of the text in quotes")
	}
}

func (d *decoder) badIndent(f fault) {
	d.at(d.restOfLine(f.at), "this line does not fit the lines above; check its indentation, and whether it begins with \"-\" as they do")
}

// noComma explains a list in brackets or a map in braces that goes on where it should not.
func (d *decoder) noComma(f fault) {
	if f.context >= 0 && d.lineEnd(f.context) < f.at {
		d.at(d.char(f.context), "this \"%s\" is never closed", string(d.char(f.context).Text(d.src)))
		return
	}
	d.at(d.char(f.at), "a comma or a closing bracket is missing before this")
}

func (d *decoder) noValue(f fault) {
	d.at(d.char(f.at), "a value is missing before this, or a bracket is never closed")
}

func (d *decoder) openQuote(f fault) {
	at := max(f.context, 0)
	d.at(d.char(at), "this quote is never closed")
}

func (d *decoder) escape(f fault) {
	d.at(source.Span{Start: f.at, End: d.char(min(f.at+1, len(d.src))).End},
		"a backslash has a special meaning in double quotes; use single quotes")
}

func (d *decoder) badItem(f fault) {
	d.at(d.char(f.at), "a list must begin in a line of its own below the key")
}

func (d *decoder) badBlock(f fault) {
	d.at(d.restOfLine(f.at), "a block of text begins in the line below its \">\" or \"|\"; put this line there")
}

func (d *decoder) tooDeep(f fault) {
	d.at(d.char(f.at), "this is nested too deeply")
}
