package article

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// Heading is a heading of the body.
type Heading struct {
	Level   int
	Span    Span     // from the first "#" or letter to the end of the line, closing "#"s or a Setext underline included
	Text    Span     // the raw text: "#"s and custom id cut; of an empty heading empty
	Title   string   // the text as a reader sees it
	Alt     string   // Title with the alternative texts of images in it; "" if there are none
	Smart   string   // Title with the dashes that typographers make of hyphens outside code; "" if that is the Title
	Outer   string   // Alt with such dashes, and of each inline element its first part only, as Hugo sees it; "" if that is the Title
	ID      string   // the custom id, "" if there is none
	IDSpan  Span     // of the custom id itself, without its braces
	Quote   *Quote   // the block quote around it, nil outside
	Section *Section // that it begins; in a quote the one around it

	passage int // the index of its passage
}

// Section is a heading with all that follows it, up to the next heading of its level or
// a higher one. Headings inside block quotes start no section.
type Section struct {
	Heading  *Heading // nil for the root
	Level    int      // 0 for the root
	Span     Span
	Parent   *Section // nil for the root
	Children []*Section

	own, all []Passage
}

// Own are the passages of the section before its first subsection, its heading included.
func (s *Section) Own() []Passage { return s.own }

// All are the passages of the section and its subsections.
func (s *Section) All() []Passage { return s.all }

// Title is what a reader sees of the section's heading, "" for the root.
func (s *Section) Title() string {
	if s.Heading == nil {
		return ""
	}
	return s.Heading.Title
}

// Walk calls visit for the section and all below it, in source order.
func (s *Section) Walk(visit func(*Section)) {
	visit(s)
	for _, child := range s.Children {
		child.Walk(visit)
	}
}

// SectionAt is the innermost section that holds the byte at offset.
func (a *Article) SectionAt(offset int) *Section {
	s := a.root
	for {
		i, found := slices.BinarySearchFunc(s.Children, offset, func(c *Section, offset int) int {
			if offset < c.Span.Start {
				return 1
			}
			if offset >= c.Span.End {
				return -1
			}
			return 0
		})
		if !found {
			return s
		}
		s = s.Children[i]
	}
}

// customID finds the id that an author gave a heading: {#id} (Docusaurus, VitePress, Hugo,
// kramdown), {: #id} (python-markdown), {/*id*/} (React docs), [#id] (javascript.info).
var customID = regexp.MustCompile(`\s*(?:\{:?[^{}#]*#([^\s{}]+)[^{}]*\}|\{/\*\s*([^\s*{}]+)\s*\*/\}|\[#([^\s\[\]]+)\])\s*$`)

func (c *collector) heading(n *ast.Heading, at place) {
	first := len(c.texts)
	c.inlines(n, first)
	start := c.start(n)
	h := c.a.memory.headings.next()
	*h = Heading{Level: n.Level, Quote: at.quote, Text: c.linesSpan(n), passage: len(c.a.passages)}
	h.Span = between(start, trimmedRight(c.src, between(start, lineEnd(c.src, max(start, h.Text.End)))).End)
	switch {
	case n.Lines().Len() == 0:
		h.Text = between(h.Span.End, h.Span.End)
	case start == h.Text.Start: // Setext; before the text of the others there are "#"s
		h.Span.End = c.underlineEnd(h.Span.End)
	}
	c.customID(h)
	c.cutTexts(first, h.Text.End)
	h.Title = strings.TrimSpace(c.a.Plain(c.texts[first:]))
	c.variants(h, n, c.texts[first:])
	c.a.headings = append(c.a.headings, h)
	c.add(Passage{Kind: HeadingText, Node: n, Span: h.Span}, first, at)
}

// variants are the other texts of a heading, of which some generators make ids.
func (c *collector) variants(h *Heading, n ast.Node, texts []Span) {
	v := headingVariants{src: c.src}
	if n.FirstChild() == nil { // a line without markup is not parsed
		v.all, v.outer = texts, texts
	}
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		v.add(child, true, false)
	}
	if v.hasImage {
		h.Alt = c.plainBefore(v.alt, h.Text.End)
	}
	dashes := bytes.Contains(h.Text.Text(c.src), []byte("--"))
	if dashes {
		h.Smart = c.smartBefore(v.all, h.Text.End)
	}
	if v.hasImage || v.isNested || dashes {
		h.Outer = c.smartBefore(v.outer, h.Text.End)
		if h.Outer == "" {
			h.Outer = " " // nothing, which is not the Title
		}
	}
}

// headingVariants gathers the texts of a heading.
type headingVariants struct {
	src                []byte
	all, alt, outer    []Span // without images, with them, as Hugo sees it
	hasImage, isNested bool
	inImage            bool
}

// typographer makes dashes of hyphens.
var typographer = strings.NewReplacer("---", "—", "--", "–")

// smartBefore is what readers see of the texts of a line, up to an offset, with dashes for hyphens outside
// code.
func (c *collector) smartBefore(texts []Span, end int) string {
	var b strings.Builder
	for _, s := range texts {
		text := c.a.Plain([]Span{between(min(s.Start, end), min(s.End, end))})
		if !c.a.InCode(s.Start) {
			text = typographer.Replace(text)
		}
		b.WriteString(text)
	}
	return strings.TrimSpace(b.String())
}

// plainBefore is what readers see of texts, up to an offset.
func (c *collector) plainBefore(texts []Span, end int) string {
	texts = slices.Clone(texts)
	for i := range texts {
		texts[i].End = min(texts[i].End, end)
		texts[i].Start = min(texts[i].Start, texts[i].End)
	}
	return strings.TrimSpace(c.a.Plain(texts))
}

// typographic are the signs that typographers make others of: they part a text.
var typographic = [][]byte{[]byte(`"`), []byte("'"), []byte("--"), []byte("..."), []byte("<<"), []byte(">>")}

// untilSign is the part of a text before the first such sign.
func (v *headingVariants) untilSign(s Span) Span {
	for _, sign := range typographic {
		if i := bytes.Index(s.Text(v.src), sign); i >= 0 {
			s.End = s.Start + i
		}
	}
	return s
}

// add takes the texts of an inline element; outer says whether Hugo sees it, inner whether it
// lies in another that is not code.
func (v *headingVariants) add(n ast.Node, outer, inner bool) {
	switch n := n.(type) {
	case *ast.Text:
		s := between(n.Segment.Start, n.Segment.Stop)
		v.alt = append(v.alt, s)
		if !v.inImage {
			v.all = append(v.all, s)
		}
		if outer && inner {
			cut := v.untilSign(s)
			v.isNested = v.isNested || cut != s
			v.outer = append(v.outer, cut)
		} else if outer {
			v.outer = append(v.outer, s)
		}
		return
	case *ast.AutoLink:
		v.isNested = true
		return
	case *ast.Image:
		v.hasImage = true
	}
	_, image := n.(*ast.Image)
	_, isCode := n.(*ast.CodeSpan)
	v.inImage = v.inImage || image
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		v.isNested = v.isNested || child != n.FirstChild()
		v.add(child, outer && child == n.FirstChild(), !isCode)
	}
	if image {
		v.inImage = false
	}
}

// customID cuts the id off the heading's text.
func (c *collector) customID(h *Heading) {
	raw := h.Text.Text(c.src)
	if !bytes.HasSuffix(raw, []byte("}")) && !bytes.HasSuffix(raw, []byte("]")) {
		return
	}
	m := customID.FindSubmatchIndex(raw)
	if m == nil {
		return
	}
	for i := 2; i < len(m); i += 2 {
		if m[i] >= 0 {
			h.IDSpan = between(h.Text.Start+m[i], h.Text.Start+m[i+1])
		}
	}
	h.ID = string(h.IDSpan.Text(c.src))
	h.Text.End = h.Text.Start + m[0]
}

// underlineEnd is the end of the Setext underline on the line after offset, if it is there.
func (c *collector) underlineEnd(offset int) int {
	next := offset + lineLength(c.src[offset:])
	line := trimmed(c.src, between(next, lineEnd(c.src, next)))
	bar := stripped(c.src, line, besideUnderline)
	if n := run(bar.Text(c.src)); n == 0 || n < bar.Len() || c.src[bar.Start] != '=' && c.src[bar.Start] != '-' {
		return offset
	}
	return line.End
}

// besideUnderline is what a quote puts before an underline.
var besideUnderline = bytesOf("> \t")

// cutTexts drops what the texts from first on hold behind end.
func (c *collector) cutTexts(first, end int) {
	for i := first; i < len(c.texts); i++ {
		if c.texts[i].Start >= end {
			c.texts = c.texts[:i]
			return
		}
		c.texts[i].End = min(c.texts[i].End, end)
	}
}

// outline builds the sections from headings and passages, both in source order.
func (a *Article) outline() {
	a.root = &Section{Span: a.Body, own: a.passages, all: a.passages}
	open, last := a.root, a.root // last is the section whose own passages go on
	for _, h := range a.headings {
		if h.Quote != nil {
			h.Section = open
			continue
		}
		for open.Level >= h.Level {
			open.Span.End = h.Span.Start
			open.all = a.passages[open.Heading.passage:h.passage]
			open = open.Parent
		}
		last.own = a.passages[last.firstPassage():h.passage]
		s := a.memory.sections.next()
		*s = Section{Heading: h, Level: h.Level, Parent: open, Span: between(h.Span.Start, a.Body.End)}
		s.own, s.all = a.passages[h.passage:], a.passages[h.passage:]
		open.Children = append(open.Children, s)
		h.Section, open, last = s, s, s
	}
}

// firstPassage is the index of the section's first passage.
func (s *Section) firstPassage() int {
	if s.Heading == nil {
		return 0
	}
	return s.Heading.passage
}

// passageIndex is the index of the first passage that starts at offset or behind it.
func (a *Article) passageIndex(offset int) int {
	low, high := 0, len(a.passages)
	for low < high {
		if middle := int(uint(low+high) >> 1); a.passages[middle].Span.Start < offset {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}

// PassagesIn are the passages that start inside the span.
func (a *Article) PassagesIn(s Span) []Passage {
	return a.passages[a.passageIndex(s.Start):a.passageIndex(s.End)]
}

// headingAt is the heading that a passage is the text of.
func (a *Article) headingAt(p *Passage) *Heading {
	i, _ := slices.BinarySearchFunc(a.headings, p.Index, func(h *Heading, index int) int { return h.passage - index })
	return a.headings[i]
}
