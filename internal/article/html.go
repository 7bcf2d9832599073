package article

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
)

func (c *collector) html(n *ast.HTMLBlock, at place) {
	first := len(c.texts)
	p := Passage{Kind: HTML, Node: n, Span: c.linesSpan(n)}
	p.Span.Start = min(p.Span.Start, c.start(n))
	if n.HasClosure() {
		p.Span.End = max(p.Span.End, trimmedRight(c.src, between(p.Span.Start, n.ClosureLine.Stop)).End)
	}
	switch n.HTMLBlockType {
	case ast.HTMLBlockType2, ast.HTMLBlockType6, ast.HTMLBlockType7:
		c.tags(p.Span)
	}
	c.add(p, first, at)
}

// unseen are the elements whose inside is no text.
var unseen = set("script", "style", "template", "noscript")

// tags gathers what is between the tags of a block of HTML: visible text, links, and comments.
func (c *collector) tags(s Span) {
	if bytes.HasPrefix(s.Text(c.src), commentOpen) {
		c.a.comments = append(c.a.comments, s)
		return
	}
	for at := s.Start; at < s.End; {
		open := bytes.IndexByte(c.src[at:s.End], '<')
		if open < 0 {
			open = s.End - at
		}
		if text := trimmed(c.src, between(at, at+open)); text.Len() > 0 {
			c.texts = append(c.texts, text)
		}
		at = c.tag(between(at+open, s.End))
	}
}

// tag reads the tag or comment at the start of a span and returns the offset where the text goes
// on.
func (c *collector) tag(s Span) int {
	text := s.Text(c.src)
	if bytes.HasPrefix(text, []byte("<!--")) {
		end := s.End
		if i := bytes.Index(text, []byte("-->")); i >= 0 {
			end = s.Start + i + len("-->")
		}
		c.a.comments = append(c.a.comments, between(s.Start, end))
		return end
	}
	name := tagNameLength(text[min(1, len(text)):])
	if name == 0 && (len(text) < 2 || bytes.IndexByte([]byte("/!?"), text[1]) < 0) {
		return min(s.Start+1, s.End)
	}
	end, ok := tagEnd(c.src[:min(s.End, s.Start+maxTagLength)], s.Start+1+name)
	if !ok {
		return max(end, s.Start+1)
	}
	tag := between(s.Start, end)
	c.htmlLink(tag, 1+name)
	if name > 0 && unseen[string(bytes.ToLower(text[1:1+name]))] {
		if i := bytes.Index(c.src[end:s.End], []byte("</")); i >= 0 {
			return end + i
		}
		return s.End
	}
	return end
}

// htmlLink notes the link or image that a tag is. nameEnd is relative to the tag.
func (c *collector) htmlLink(tag Span, nameEnd int) {
	attribute := ""
	switch name := string(bytes.ToLower(tag.Text(c.src)[1:nameEnd])); name {
	case "a":
		attribute = "href"
	case "img":
		attribute = "src"
	default:
		return
	}
	value, ok := attributeValue(c.src, between(tag.Start+nameEnd, tag.End-1), attribute)
	if !ok {
		return
	}
	l := Link{Syntax: HTMLLink, Span: tag, Text: between(tag.End, tag.End), Destination: value, URL: Decode(value.Text(c.src))}
	if attribute == "src" {
		c.a.images = append(c.a.images, l)
		return
	}
	l.Text.End = c.anchorEnd(tag.End)
	c.a.links = append(c.a.links, l)
}

// anchorEnd is where the text of an <a> ends: at </a>, if that comes soon and in the same block.
func (c *collector) anchorEnd(start int) int {
	rest := c.src[start:min(len(c.src), start+maxTagLength)]
	for i := 0; i+2 < len(rest); i++ {
		switch {
		case rest[i] == '<' && rest[i+1] == '/' && rest[i+2]|0x20 == 'a':
			return start + i
		case rest[i] == '\n' && (rest[i+1] == '\n' || rest[i+1] == '\r'):
			return start
		}
	}
	return start
}

// attributeValue finds the value of an HTML attribute; a value in braces is a program's.
func attributeValue(src []byte, s Span, name string) (Span, bool) {
	for at := s.Start; at < s.End; {
		for at < s.End && (isBlankByte(src[at]) || src[at] == '/') {
			at++
		}
		start := at
		for at < s.End && !isBlankByte(src[at]) && src[at] != '=' {
			at++
		}
		found := bytes.EqualFold(src[start:at], []byte(name))
		if at = trimmed(src, between(at, s.End)).Start; at >= s.End || src[at] != '=' {
			continue
		}
		value, end := attributeQuoted(src, trimmed(src, between(at+1, s.End)))
		if found {
			return value, value.Len() > 0
		}
		at = end
	}
	return Span{}, false
}

// attributeQuoted is the value at the start of a span, without its quotes, and the offset behind
// it.
func attributeQuoted(src []byte, s Span) (value Span, end int) {
	if s.Len() == 0 {
		return s, s.End
	}
	if q := src[s.Start]; q == '"' || q == '\'' {
		i := bytes.IndexByte(src[s.Start+1:s.End], q)
		if i < 0 {
			return between(s.End, s.End), s.End
		}
		return between(s.Start+1, s.Start+1+i), s.Start + i + 2
	}
	end = s.Start
	for end < s.End && !isBlankByte(src[end]) {
		end++
	}
	if src[s.Start] == '{' {
		return between(end, end), end
	}
	return between(s.Start, end), end
}
