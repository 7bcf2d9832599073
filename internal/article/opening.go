package article

import (
	"bytes"
	"slices"
	"strings"

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
	least := 2
	if text[0] == '/' {
		node.Syntax, least = Slashes, 3
	}
	rest := bytes.TrimLeft(text[n:], " \t")
	if n < least || len(rest) == 0 {
		if node.Syntax == Directive && n >= 3 {
			c.stray(line, parent)
		}
		return nil
	}
	length := nameLength(rest)
	if length == 0 && (n < 3 || rest[0] != '[' && rest[0] != '{') {
		return nil
	}
	node.name(c.src, between(line.End-len(rest), line.End-len(rest)+length))
	if node.isMDC() {
		tight := len(rest) == len(text)-n && (len(rest) == length || rest[length] == '{' || rest[length] == '[')
		if !tight || !c.hasCloser(node, parent) {
			return nil
		}
		node.Opener.End = c.afterProperties(line.End)
	}
	node.Args = trimmed(c.src, between(node.NameSpan.End, line.End))
	if bytes.HasPrefix(node.Args.Text(c.src), []byte("|")) {
		node.Args = trimmed(c.src, between(node.Args.Start+1, node.Args.End))
	}
	return node
}

// stray notes a closing marker for which no directive is open.
func (c *parseContext) stray(marker Span, parent ast.Node) {
	for open := range around(parent) {
		if open.Syntax == Directive {
			return
		}
	}
	if n := len(c.strays); n == 0 || c.strays[n-1] != marker {
		c.strays = append(c.strays, marker)
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
// line must be followed by one with four blanks: otherwise it is prose that exclaims.
func (c *parseContext) indentedOpening(line Span, text []byte) *Container {
	if run(text) != 3 || !c.bodyIndented(line.End) {
		return nil
	}
	node := &Container{Syntax: Admonition, indent: 4, Opener: line}
	rest := bytes.TrimLeft(bytes.TrimPrefix(text[3:], []byte("+")), " \t")
	if text[0] == '=' {
		rest = bytes.TrimLeft(bytes.TrimPrefix(rest, []byte("!")), " \t")
		if len(rest) < 2 || rest[0] != '"' || rest[len(rest)-1] != '"' {
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
	return node
}

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
		if after, found := c.afterSummary(end); found {
			end, node.Args.End = after, after
		}
	}
	node.Opener = between(line.Start, end)
	if !util.IsBlank(c.src[end : end+lineLength(c.src[end:])]) {
		return nil
	}
	return node
}

// afterSummary is the offset after the <summary> that follows <details>, on the same line or
// below.
func (c *parseContext) afterSummary(end int) (int, bool) {
	rest := c.src[end:min(len(c.src), end+maxTagLength)]
	if !bytes.HasPrefix(bytes.TrimLeft(rest, " \t\r\n"), []byte("<summary")) {
		return 0, false
	}
	i := bytes.Index(rest, []byte("</summary>"))
	return end + i + len("</summary>"), i >= 0
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

// closerIndex knows where the closing tags of each name stand, so that an opener without
// one is told from a container. It is made when first asked for.
type closerIndex map[closerKey][]int

type closerKey struct {
	syntax ContainerSyntax
	name   string
}

// mdcCloser is the key of "::" lines.
var mdcCloser = closerKey{Directive, "::"}

func (c *Container) closerKey() closerKey {
	if c.isMDC() {
		return mdcCloser
	}
	return closerKey{c.Syntax, c.Name}
}

// hasCloser reports whether more closing tags of a container's kind follow its name than such
// containers are open.
func (c *parseContext) hasCloser(node *Container, parent ast.Node) bool {
	if c.closers == nil {
		c.closers = closersOf(c.src)
	}
	key := node.closerKey()
	offsets := c.closers[key]
	passed, _ := slices.BinarySearch(offsets, node.NameSpan.End)
	left := len(offsets) - passed
	if left == 0 {
		return false
	}
	for open := range around(parent) {
		if open.closerKey() == key {
			left--
		}
	}
	return left > 0
}

// closersOf finds the closing tags that begin a line.
func closersOf(src []byte) closerIndex {
	index := closerIndex{}
	for offset := 0; offset < len(src); {
		length := lineLength(src[offset:])
		line := bytes.TrimLeft(src[offset:offset+length], " \t>")
		start := offset + length - len(line)
		offset += length
		if len(line) < 2 {
			continue
		}
		switch line[0] {
		case '{', '<':
			if syntax, name, _ := closingTag(line); syntax != 0 {
				key := closerKey{syntax, name}
				index[key] = append(index[key], start)
			}
		case ':':
			if string(bytes.TrimRight(line, " \t\r\n")) == "::" {
				index[mdcCloser] = append(index[mdcCloser], start)
			}
		}
	}
	return index
}
