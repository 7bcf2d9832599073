package article

import (
	"bytes"
	"slices"

	"github.com/yuin/goldmark/ast"
)

// isCloserByte are the bytes that closing markers begin with.
var isCloserByte = bytesOf(":/{<")

// closer reports whether the marker closes c, and where it ends. The marker's span goes on to
// the end of the line.
func (c *Container) closer(src []byte, marker Span) (end int, ok bool) {
	line := trimmedRight(src, marker)
	switch c.Syntax {
	case Directive, Slashes:
		n := run(line.Text(src))
		char := byte(':')
		if c.Syntax == Slashes {
			char = '/'
		}
		return line.End, src[line.Start] == char && n == line.Len() && n >= c.fence
	case Shortcode, Liquid, Component:
		syntax, name, length := closingTag(line.Text(src))
		return line.Start + length, syntax == c.Syntax && name == c.Name
	default:
		return 0, false
	}
}

// closingTag reads "{{% /name %}}", "{% endname %}" or "</name>" at the start of a line.
func closingTag(line []byte) (syntax ContainerSyntax, name string, length int) {
	for _, tag := range closingTags {
		if !bytes.HasPrefix(line, tag.open) {
			continue
		}
		end := bytes.Index(line, tag.shut)
		if end < len(tag.open) {
			return 0, "", 0
		}
		inside := bytes.Trim(line[len(tag.open):end], " \t-")
		rest, ok := bytes.CutPrefix(inside, tag.mark)
		if !ok {
			return 0, "", 0
		}
		return tag.syntax, string(bytes.TrimLeft(rest, " \t")), end + len(tag.shut)
	}
	return 0, "", 0
}

// closingTags are the forms of closing tags: the marks around them, and what stands before the
// name.
var closingTags = []struct {
	syntax           ContainerSyntax
	open, mark, shut []byte
}{
	{Shortcode, []byte("{{%"), []byte("/"), []byte("%}}")},
	{Shortcode, []byte("{{<"), []byte("/"), []byte(">}}")},
	{Liquid, []byte("{%"), []byte("end"), []byte("%}")},
	{Component, []byte("</"), nil, []byte(">")},
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
