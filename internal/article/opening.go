package article

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// verbatimNames are the shortcodes and Liquid tags whose inside is code, hiddenNames those whose
// inside nobody sees.
var (
	verbatimNames = set("highlight", "code", "codeblock", "rawhtml", "mermaid", "prism", "verbatim")
	hiddenNames   = set("comment")
)

// opening reads the opening marker at the start of a line, nil if there is none. The span goes
// on to the end of the line; parent is the block that the line stands in.
func (c *parseContext) opening(line Span, parent ast.Node) *Container {
	line = trimmedRight(c.src, line)
	switch text := line.Text(c.src); text[0] {
	case ':', '/':
		return c.fencedOpening(line, text, parent)
	case '!', '?', '=':
		return c.indentedOpening(line, text)
	case '{':
		return c.templateOpening(line, text, parent)
	default:
		return c.tagOpening(line, text, parent)
	}
}

// fencedOpening reads ":::type Title", "::name{…}" and "/// type | Title".
func (c *parseContext) fencedOpening(line Span, text []byte, parent ast.Node) *Container {
	n := run(text)
	node := &Container{Syntax: Directive, fence: n, Opener: line}
	if text[0] == '/' {
		node.Syntax = Slashes
	}
	rest := bytes.TrimLeft(text[n:], " \t")
	if n < 2 || n == 2 && node.Syntax == Slashes {
		return nil
	}
	if len(rest) == 0 {
		c.stray(node, parent)
		return nil
	}
	length := nameLength(rest)
	node.name(c.src, between(line.End-len(rest), line.End-len(rest)+length))
	node.Args = trimmed(c.src, between(node.NameSpan.End, line.End))
	if length == 0 && (n == 2 || rest[0] != '[' && rest[0] != '{') {
		return nil
	}
	switch {
	case node.Syntax == Slashes:
		node.Args = trimmed(c.src, between(line.End-len(bytes.TrimPrefix(node.Args.Text(c.src), []byte("|"))), line.End))
		node.Opener.End = c.afterOptions(line.End)
	case node.isMDC():
		if !isTight(text[n:], length) || !c.hasCloser(node, parent) {
			return nil
		}
		node.Opener.End = c.afterProperties(line.End)
	}
	return node
}

// isTight reports whether a name of some length, and what belongs to it, follow without blanks, as
// MDC demands; "::" is too common for less.
func isTight(rest []byte, length int) bool {
	return rest[0] != ' ' && rest[0] != '\t' && (len(rest) == length || rest[length] == '{' || rest[length] == '[')
}

// stray notes a closing marker for which no directive is open.
func (c *parseContext) stray(marker *Container, parent ast.Node) {
	if marker.Syntax != Directive || marker.isMDC() {
		return
	}
	for open := range around(parent) {
		if open.Syntax == Directive {
			return
		}
	}
	if n := len(c.strays); n == 0 || c.strays[n-1] != marker.Opener {
		c.strays = append(c.strays, marker.Opener)
	}
}

// maxProperties bounds the search for the end of an MDC component's properties.
const maxProperties = 8_000

// afterProperties skips the YAML between two "---" lines that may follow an MDC opener.
func (c *parseContext) afterProperties(end int) int {
	limit := min(len(c.src), end+maxProperties)
	first := end + lineLength(c.src[end:limit])
	if !isRule(c.src[first:limit]) {
		return end
	}
	for at := first + lineLength(c.src[first:limit]); at < limit; at += lineLength(c.src[at:limit]) {
		if isRule(c.src[at:limit]) {
			return lineEnd(c.src, at)
		}
	}
	return end
}

// afterOptions skips the indented lines that may follow the opener of a block of slashes.
func (c *parseContext) afterOptions(end int) int {
	for at := end + lineLength(c.src[end:]); at < len(c.src); at += lineLength(c.src[at:]) {
		line := c.src[at : at+lineLength(c.src[at:])]
		if width, _ := util.IndentWidth(line, 0); width < 4 || util.IsBlank(line) {
			break
		}
		end = lineEnd(c.src, at)
	}
	return end
}

// isRule reports whether the first line of s is "---".
func isRule(s []byte) bool { return string(bytes.TrimSpace(s[:lineLength(s)])) == "---" }

// name sets the name of a container to what stands in a span.
func (c *Container) name(src []byte, s Span) {
	c.Name, c.NameSpan = string(s.Text(src)), s
}

// nameLength is the length of the type word at the start of s: letters in any script,
// digits, hyphens and underscores, beginning with a letter.
func nameLength(s []byte) int {
	n := 0
	for n < len(s) {
		c := s[n]
		if c < 0x80 && !isLetter(c) && (n == 0 || !isDigit(c) && c != '-' && c != '_') {
			break
		}
		n++
	}
	return n
}

// indentedOpening reads `!!! type "Title"`, `??? type`, `???+ "Title"` and `=== "Title"`. The
// line must be followed by one with four blanks, or have a type and a title in quotes: otherwise it is
// prose that exclaims.
func (c *parseContext) indentedOpening(line Span, text []byte) *Container {
	if run(text) != 3 {
		return nil
	}
	hasBody := c.bodyIndented(line.End)
	node := &Container{Syntax: Admonition, indent: 4, Opener: line}
	rest := bytes.TrimLeft(bytes.TrimPrefix(text[3:], []byte("+")), " \t")
	if text[0] == '=' {
		rest = bytes.TrimLeft(bytes.TrimPrefix(rest, []byte("!")), " \t")
		if !hasBody || !isQuoted(rest) {
			return nil
		}
		node.Syntax, node.Args = Tab, between(line.End-len(rest), line.End)
		node.NameSpan = between(node.Args.Start, node.Args.Start)
		return node
	}
	length := nameLength(rest)
	if length == 0 && (len(rest) == 0 || rest[0] != '"') {
		return nil
	}
	node.name(c.src, between(line.End-len(rest), line.End-len(rest)+length))
	node.Args = trimmed(c.src, between(node.NameSpan.End, line.End))
	if !hasBody && (length == 0 || !isQuoted(node.Args.Text(c.src))) {
		return nil
	}
	return node
}

// isQuoted reports whether a text is a title in quotes.
func isQuoted(s []byte) bool { return len(s) > 1 && s[0] == '"' && s[len(s)-1] == '"' }

// bodyIndented reports whether the first line with text below offset begins with four blanks or
// a tab. Those of a list around it count, too: the body decides later, line by line.
func (c *parseContext) bodyIndented(offset int) bool {
	for at := offset + lineLength(c.src[offset:]); at < len(c.src); at += lineLength(c.src[at:]) {
		line := bytes.TrimLeft(c.src[at:at+lineLength(c.src[at:])], ">")
		if util.IsBlank(line) {
			continue
		}
		width, _ := util.IndentWidth(line, 0)
		return width >= 4
	}
	return false
}

// templateOpening reads "{{% name args %}}", "{{< name args >}}" and "{% name args %}" that
// stand alone on a line and have a closing tag further down.
func (c *parseContext) templateOpening(line Span, text []byte, parent ast.Node) *Container {
	node := &Container{Syntax: Shortcode, Opener: line}
	marks := 3
	switch {
	case bytes.HasPrefix(text, []byte("{{%")) && bytes.HasSuffix(text, []byte("%}}")),
		bytes.HasPrefix(text, []byte("{{<")) && bytes.HasSuffix(text, []byte(">}}")):
	case bytes.HasPrefix(text, []byte("{%")) && bytes.HasSuffix(text, []byte("%}")):
		node.Syntax, marks = Liquid, 2
	default:
		return nil
	}
	if len(text) <= 2*marks || inRaw(parent) {
		return nil
	}
	inside := stripped(c.src, between(line.Start+marks, line.End-marks), isTagPadding)
	rest := inside.Text(c.src)
	if bytes.Contains(rest, []byte("%}")) || bytes.Contains(rest, []byte(">}}")) || bytes.HasSuffix(rest, []byte("/")) {
		return nil
	}
	length := bytes.IndexAny(rest, " \t")
	if length < 0 {
		length = len(rest)
	}
	node.name(c.src, between(inside.Start, inside.Start+length))
	if length == 0 || !c.hasCloser(node, parent) {
		return nil
	}
	node.Args = trimmed(c.src, between(node.NameSpan.End, inside.End))
	node.hidden = hiddenNames[node.Name]
	node.Verbatim = node.hidden || verbatimNames[node.Name]
	return node
}

// isTagPadding are the bytes around the inside of a template tag; "{%-" eats the blanks before it.
var isTagPadding = bytesOf(" \t-")

// inRaw reports whether {% raw %} is open, which shows Liquid tags as they are.
func inRaw(n ast.Node) bool {
	for open := range around(n) {
		if open.Syntax == Liquid && open.Name == "raw" {
			return true
		}
	}
	return false
}
