package article

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// maxTagLength bounds the search for the end of a tag.
const maxTagLength = 2_000

// tagOpening reads the opening tag of an MDX component or of <details>, when nothing but a
// <summary> follows it on its line and a closing tag comes further down.
func (c *parseContext) tagOpening(line Span, text []byte, parent ast.Node) *Container {
	length := tagNameLength(text[1:])
	node := &Container{Syntax: Component, indent: -1}
	node.name(c.src, between(line.Start+1, line.Start+1+length))
	if length == 0 || !isComponent(node.Name) || !c.hasCloser(node, parent) {
		return nil
	}
	end, ok := tagEnd(c.src[:min(len(c.src), line.Start+maxTagLength)], node.NameSpan.End)
	if !ok || c.src[end-2] == '/' {
		return nil
	}
	node.Args = trimmed(c.src, between(node.NameSpan.End, end-1))
	if isDetails(node.Name) {
		if summary, after := c.summaryAt(end); after > 0 {
			node.summary, end = summary, after
		}
	}
	node.Opener = between(line.Start, end)
	if !util.IsBlank(c.src[end : end+lineLength(c.src[end:])]) {
		return nil
	}
	return node
}

// summaryAt reads the <summary> that follows <details>, on the same line or below. After is the
// offset behind it, 0 if there is none.
func (c *parseContext) summaryAt(end int) (text Span, after int) {
	rest := c.src[end:min(len(c.src), end+maxTagLength)]
	open := len(rest) - len(bytes.TrimLeft(rest, " \t\r\n"))
	if !bytes.HasPrefix(rest[open:], []byte("<summary")) {
		return Span{}, 0
	}
	start := open + bytes.IndexByte(rest[open:], '>') + 1
	length := bytes.Index(rest[start:], []byte("</summary>"))
	if start == open || length < 0 {
		return Span{}, 0
	}
	return trimmed(c.src, between(end+start, end+start+length)), end + start + length + len("</summary>")
}

func isDetails(name string) bool { return name == "details" }

// isComponent reports whether an element is a component: its name begins with a capital, but is
// no old HTML in capitals (<TABLE>). <A> and <P> are HTML at all times.
func isComponent(name string) bool {
	if isDetails(name) {
		return true
	}
	return 'A' <= name[0] && name[0] <= 'Z' && name != strings.ToUpper(name)
}

// tagNameLength is the length of the element name at the start of s; dots as in <Tabs.Item>.
func tagNameLength(s []byte) int {
	n := 0
	for n < len(s) {
		c := s[n]
		if !isLetter(c) && (n == 0 || !isDigit(c) && c != '.' && c != '-' && c != '_') {
			break
		}
		n++
	}
	return n
}

// tagEnd is the offset after the ">" that ends the tag whose attributes start at from, with
// quotes and braces skipped. Without one before a blank line or another tag, ok is false and end
// is where the search ended.
func tagEnd(src []byte, from int) (end int, ok bool) {
	depth := 0
	var quote byte
	for i := from; i < len(src); i++ {
		c := src[i]
		switch {
		case c == '\n' && depth <= 0 && i+1 < len(src) && (src[i+1] == '\n' || src[i+1] == '\r'):
			return i, false
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '{':
			depth++
		case c == '}':
			depth--
		case c == '>' && depth <= 0:
			return i + 1, true
		case c == '<' && depth <= 0:
			return i, false
		}
	}
	return len(src), false
}
