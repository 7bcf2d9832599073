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
	c.a.headings = append(c.a.headings, h)
	c.add(Passage{Kind: HeadingText, Node: n, Span: h.Span}, first, at)
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
