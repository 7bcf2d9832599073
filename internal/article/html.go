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
	if t := n.HTMLBlockType; t == ast.HTMLBlockType2 || t >= ast.HTMLBlockType6 {
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
	for s.Len() > 0 {
		text := between(s.Start, s.Start+nextTag(s.Text(c.src)))
		if trimmed(c.src, text).Len() > 0 {
			c.texts = append(c.texts, text)
		}
		s.Start = c.tag(between(text.End, s.End))
	}
}

// nextTag is the index of the next "<" that begins a tag or comment, or the length of s.
func nextTag(s []byte) int {
	for i := 0; i+1 < len(s); i++ {
		if s[i] == '<' && (isLetter(s[i+1]) || s[i+1] == '/' || s[i+1] == '!' || s[i+1] == '?') {
			return i
		}
	}
	return len(s)
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
	if len(text) == 0 {
		return s.End
	}
	name := 1 + tagNameLength(text[1:])
	end, ok := tagEnd(c.src[:min(s.End, s.Start+maxTagLength)], s.Start+name)
	if !ok {
		return max(end, s.Start+1)
	}
	c.htmlLink(between(s.Start, end), name)
	if element := text[1:name]; unseen[string(bytes.ToLower(element))] {
		return c.closingTag(between(end, s.End), element)
	}
	return end
}

// closingTag is where the closing tag of an element begins, or the end of the span.
func (c *collector) closingTag(s Span, element []byte) int {
	for at := s.Start; ; at += 2 {
		i := bytes.Index(c.src[at:s.End], []byte("</"))
		if i < 0 {
			return s.End
		}
		at += i
		if rest := c.src[at+2 : s.End]; len(rest) >= len(element) && bytes.EqualFold(rest[:len(element)], element) {
			return at
		}
	}
}

// htmlLink notes the link or image that a tag is. nameEnd is relative to the tag.
func (c *collector) htmlLink(tag Span, nameEnd int) {
	name := string(bytes.ToLower(tag.Text(c.src)[1:nameEnd]))
	attribute, ok := linkAttributes[name]
	if !ok {
		return
	}
	value, ok := attributeValue(c.src, between(tag.Start+nameEnd, tag.End-1), attribute)
	if !ok {
		return
	}
	l := Link{Syntax: HTMLLink, Span: tag, Text: between(tag.End, tag.End), Destination: value, URL: Decode(value.Text(c.src))}
	if name == "img" {
		c.a.images = append(c.a.images, l)
		return
	}
	l.Text.End = c.anchorEnd(tag.End)
	c.a.links = append(c.a.links, l)
}

// linkAttributes are the elements that are links or images, with the attribute that says where.
var linkAttributes = map[string]string{"a": "href", "img": "src"}

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
			isProgram := value.Len() > 0 && src[value.Start] == '{'
			return value, end <= s.End && !isProgram
		}
		at = end
	}
	return Span{}, false
}

// attributeQuoted is the value at the start of a span, without its quotes, and the offset behind
// it; an offset behind the span if the value does not end in it.
func attributeQuoted(src []byte, s Span) (value Span, end int) {
	if s.Len() > 0 && (src[s.Start] == '"' || src[s.Start] == '\'') {
		i := bytes.IndexByte(src[s.Start+1:s.End], src[s.Start])
		if i < 0 {
			return between(s.End, s.End), s.End + 1
		}
		return between(s.Start+1, s.Start+1+i), s.Start + i + 2
	}
	end = s.Start
	for end < s.End && !isBlankByte(src[end]) {
		end++
	}
	return between(s.Start, end), end
}
