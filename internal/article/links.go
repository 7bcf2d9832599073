package article

import (
	"bytes"
	"slices"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// LinkSyntax is how a link or image is written.
type LinkSyntax uint8

// The syntaxes of links.
const (
	InlineLink    LinkSyntax = iota + 1 // [text](destination "title")
	ReferenceLink                       // [text][label], [label][] or [label]
	AutoLink                            // <https://example.org>
	BareURL                             // https://example.org in the text, as GFM links it
	HTMLLink                            // <a href="…">, <img src="…">
	TemplateLink                        // {{< ref "…" >}}, {% link … %} and the like
)

// Link is a link or an image.
type Link struct {
	Syntax      LinkSyntax
	Span        Span   // all of it; of HTML the opening tag
	Text        Span   // between the brackets or tags; for an autolink or bare URL the URL
	Destination Span   // as written, for a reference in its definition; empty, but placed, where there is none
	URL         string // the destination, unescaped
	Title       string // in Markdown behind the destination, unescaped
	Label       string // of a reference, normalised as CommonMark compares labels
	Template    string // the name of the template that makes it: "ref", "post_url"
}

// Definition is a link reference definition.
type Definition struct {
	Span        Span   // title included
	Label       string // normalised as CommonMark compares labels
	LabelSpan   Span
	Destination Span
	URL         string // unescaped
}

// UndefinedReference is what looks like a reference but has no definition, and is
// therefore shown in its brackets.
type UndefinedReference struct {
	Span  Span   // both pairs of brackets of a full reference
	Label string // normalised as CommonMark compares labels
	Full  bool   // [text][label] or [label][]; a mere [label] is mostly prose
}

// links gathers the links, images and comments that the parser has recorded, and bare URLs.
func (c *collector) links() {
	for _, r := range c.ctx.inlines {
		s := between(r.start, r.end)
		switch n := r.node.(type) {
		case *ast.AutoLink:
			if n.AutoLinkType == ast.AutoLinkURL {
				inner := between(r.start+1, r.end-1)
				c.a.links = append(c.a.links, Link{Syntax: AutoLink, Span: s, Text: inner, Destination: inner, URL: string(inner.Text(c.src))})
			}
		case *ast.RawHTML:
			c.rawHTML(s)
		}
	}
	for _, r := range c.ctx.links {
		c.link(r)
	}
	c.undefined()
	c.bareURLs()
	slices.SortStableFunc(c.a.links, func(x, y Link) int { return byStart(x.Span, y.Span) })
	slices.SortStableFunc(c.a.images, func(x, y Link) int { return byStart(x.Span, y.Span) })
}

// rawHTML gathers what a tag or comment inside a paragraph is.
func (c *collector) rawHTML(s Span) {
	text := s.Text(c.src)
	if bytes.HasPrefix(text, []byte("<!--")) || bytes.HasPrefix(text, commentOpen) {
		c.a.comments = append(c.a.comments, s)
		return
	}
	c.htmlLink(s, 1+tagNameLength(text[1:]))
}

func (c *collector) link(r inlineRecord) {
	l := Link{Syntax: InlineLink, Span: between(r.start, r.end), Text: between(r.start+1, r.closer)}
	var destination, title []byte
	var reference *ast.ReferenceLink
	image := false
	switch n := r.node.(type) {
	case *ast.Link:
		destination, title, reference = n.Destination, n.Title, n.Reference
	case *ast.Image:
		destination, title, reference, image = n.Destination, n.Title, n.Reference, true
		l.Text.Start++
	}
	if reference != nil {
		l.Syntax, l.Label = ReferenceLink, util.ToLinkReference(reference.Value)
	}
	l.URL, l.Title = Decode(destination), Decode(title)
	if start, ok := within(c.src, destination); ok {
		l.Destination = between(start, start+len(destination))
	} else {
		l.Destination = between(r.end-1, r.end-1)
	}
	if image {
		c.a.images = append(c.a.images, l)
	} else {
		c.a.links = append(c.a.links, l)
	}
}

func (c *collector) definition(n *ast.LinkReferenceDefinition) {
	d := Definition{Label: util.ToLinkReference(n.Label), URL: Decode(n.Destination), Span: c.linesSpan(n)}
	d.LabelSpan = c.labelIn(d.Span)
	if start, ok := within(c.src, n.Destination); ok {
		d.Destination = between(start, start+len(n.Destination))
		// goldmark leaves out the destination's line where what follows is no title.
		d.Span.End = max(d.Span.End, d.Destination.End)
	}
	c.a.definitions = append(c.a.definitions, d)
}

// labelIn is what stands in the brackets that a definition begins with.
func (c *collector) labelIn(s Span) Span {
	end := bracketEnd(s.Text(c.src)[1:])
	return between(s.Start+1, s.Start+1+max(end, 0))
}

// undefined turns the parser's misses into references. A full reference misses twice: first
// its label, then, when the parser tries the label alone, once more.
func (c *collector) undefined() {
	misses := c.ctx.misses
	slices.SortFunc(misses, func(x, y miss) int { return x.start - y.start })
	for i := range misses {
		m := &misses[i]
		if m.label == "" || m.label[0] == '^' || m.label[0] == '#' || isTaskBox(c.src[m.start:m.end]) {
			continue
		}
		u := UndefinedReference{Span: between(m.start, m.end), Label: m.label}
		later := misses[i+1:]
		if k, found := slices.BinarySearchFunc(later, m.end, func(m miss, end int) int { return m.start - end }); found {
			u.Full, u.Span.End = true, later[k].end
			later[k].label = ""
		}
		c.a.undefined = append(c.a.undefined, u)
	}
}

// isTaskBox recognises "[x]" and "[ ]", which are boxes even where GFM makes none.
func isTaskBox(s []byte) bool { return len(s) == 3 && (s[1] == ' ' || s[1]|0x20 == 'x') }
