package config

import (
	"bytes"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"github.com/kblint/kblint/internal/source"
)

// document is a configuration file with what it takes to point into it. It remembers where it was
// asked to point last, so it is not for several goroutines, except for relative.
type document struct {
	file     string // as it was named to Load
	root     string // its folder, absolute
	realRoot string // the same without symbolic links
	src      []byte
	place    place
}

func newDocument(file string, src []byte) *document {
	d := &document{file: file, root: filepath.Dir(file), src: src}
	if abs, err := filepath.Abs(d.root); err == nil {
		d.root = abs
	}
	d.realRoot = d.root
	if target, err := filepath.EvalSymlinks(d.root); err == nil {
		d.realRoot = target
	}
	d.place = startOf(src)
	return d
}

// relative is an absolute path as patterns see it. Nothing outside the folder of the file is
// ever matched.
func (d *document) relative(abs string) (string, bool) {
	rest, below := strings.CutPrefix(abs, d.root)
	if !below {
		rest, below = strings.CutPrefix(abs, d.realRoot)
	}
	if !below {
		return "", false
	}
	rest = filepath.ToSlash(rest)
	if strings.HasSuffix(filepath.ToSlash(d.root), "/") {
		return rest, true // the root of the file system
	}
	return strings.CutPrefix(rest, "/")
}

// line is the 1-based line that a node stands in, counted as in messages: only a line feed ends one.
func (d *document) line(n *yaml.Node) int {
	return bytes.Count(d.src[:d.offset(n.Line, n.Column)], []byte("\n")) + 1
}

// place walks through YAML text and knows for its offset the line and column that the library
// counts there: columns in code points, and lines at every line break of YAML 1.1, which are more
// than a line feed. A byte order mark is not counted.
type place struct{ offset, line, column, lineStart int }

func startOf(src []byte) place {
	p := place{line: 1, column: 1}
	if bytes.HasPrefix(src, []byte("\ufeff")) {
		p.offset = len("\ufeff")
	}
	p.lineStart = p.offset
	return p
}

// offset is where a line and column of the library are in the file, both 1-based; one beyond the
// end of a line is the end of that line. Asking in the order of the file costs a single walk.
func (d *document) offset(line, column int) int {
	p := &d.place
	switch {
	case line < p.line:
		*p = startOf(d.src)
	case line == p.line && column < p.column:
		p.offset, p.column = p.lineStart, 1
	}
	for p.offset < len(d.src) && (p.line < line || p.column < column) {
		if width := breakLen(d.src[p.offset:]); width > 0 {
			if p.line == line {
				break
			}
			p.offset += width
			p.line, p.column, p.lineStart = p.line+1, 1, p.offset
			continue
		}
		_, size := utf8.DecodeRune(d.src[p.offset:])
		p.offset += size
		p.column++
	}
	return p.offset
}

// breakLen is the length of the YAML line break that text begins with, 0 if none: line feed,
// carriage return, both, U+0085, U+2028 or U+2029.
func breakLen(text []byte) int {
	if c := text[0]; c >= ' ' && c < utf8.RuneSelf {
		return 0
	}
	switch r, size := utf8.DecodeRune(text); r {
	case '\r':
		if len(text) > 1 && text[1] == '\n' {
			return 2
		}
		return size
	case '\n', '\u0085', '\u2028', '\u2029':
		return size
	default:
		return 0
	}
}

// lineEnd is where the line around an offset ends, before its line break.
func (d *document) lineEnd(at int) int {
	for at < len(d.src) && breakLen(d.src[at:]) == 0 {
		_, size := utf8.DecodeRune(d.src[at:])
		at += size
	}
	return at
}

// restOfLine is the text from an offset to the end of its line, without blanks at the end.
func (d *document) restOfLine(at int) source.Span {
	end := d.lineEnd(at)
	return source.Span{Start: at, End: at + len(bytes.TrimRight(d.src[at:end], " \t"))}
}

// span is what a node covers, as far as that is in its first line. A value of which nothing is
// written is the place behind the colon or dash.
func (d *document) span(n *yaml.Node) source.Span {
	at := d.offset(n.Line, n.Column)
	if n.Kind == yaml.ScalarNode && n.Value == "" && n.Style&^yaml.TaggedStyle == 0 {
		return source.Span{Start: at, End: at}
	}
	at = d.skipProperties(at)
	return source.Span{Start: at, End: max(at, d.end(n, at))}
}

// skipProperties skips an anchor and a tag of YAML's own, which the library counts as part of a
// node. No value begins with their signs.
func (d *document) skipProperties(at int) int {
	for bytes.HasPrefix(d.src[at:], []byte("&")) || bytes.HasPrefix(d.src[at:], []byte("!!")) {
		length := bytes.IndexAny(d.src[at:], " \t\r\n,[]{}")
		if length < 0 {
			return at
		}
		rest := bytes.TrimLeft(d.src[at+length:], " \t\r\n")
		if len(rest) == 0 {
			return at
		}
		at = len(d.src) - len(rest)
	}
	return at
}

// end is where a node that begins at an offset ends, or its first line.
func (d *document) end(n *yaml.Node, at int) int {
	const blocks = yaml.LiteralStyle | yaml.FoldedStyle
	switch {
	case n.Style&yaml.FlowStyle != 0:
		return d.flowEnd(at)
	case n.Kind != yaml.ScalarNode:
		return d.blockEnd(n, at)
	case n.Style&yaml.DoubleQuotedStyle != 0:
		return d.quoteEnd(at, '"')
	case n.Style&yaml.SingleQuotedStyle != 0:
		return d.quoteEnd(at, '\'')
	case n.Style&blocks == 0 && bytes.HasPrefix(d.src[at:], []byte(n.Value)):
		return at + len(n.Value)
	default:
		return d.restOfLine(at).End
	}
}

// blockEnd is where the last node ends that is part of n and begins in its first line.
func (d *document) blockEnd(n *yaml.Node, at int) int {
	end := at
	for _, part := range n.Content {
		if part.Line != n.Content[0].Line {
			break
		}
		end = max(end, d.span(part).End)
	}
	return min(end, d.lineEnd(at)) // a merge key brings parts from elsewhere
}

// quoteEnd is the end of a text in quotes, or of the line if it goes on in the next one.
func (d *document) quoteEnd(at int, quote byte) int {
	i := at + 1
	for ; i < len(d.src) && breakLen(d.src[i:]) == 0; i++ {
		switch {
		case d.src[i] == '\\' && quote == '"':
			i++
		case d.src[i] != quote:
		case quote == '\'' && i+1 < len(d.src) && d.src[i+1] == quote:
			i++
		default:
			return i + 1
		}
	}
	return min(i, len(d.src))
}

// flowEnd is the end of a list in brackets or a map in braces, or of the line if it goes on in
// the next one.
func (d *document) flowEnd(at int) int {
	depth, start := 0, true // start: a value may begin here
	i := at
	for ; i < len(d.src) && breakLen(d.src[i:]) == 0; i++ {
		switch c := d.src[i]; c {
		case '[', '{', ',', ':', ' ':
			if c == '[' || c == '{' {
				depth++
			}
			start = start || c != ' '
			continue
		case ']', '}':
			depth--
		case '"', '\'':
			if start {
				i = d.quoteEnd(i, c) - 1
			}
		}
		if depth == 0 {
			return i + 1
		}
		start = false
	}
	return min(i, len(d.src))
}
