package article

import (
	"bytes"
	"slices"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// collector fills an Article from goldmark's tree in one walk. The walk is in source order, so
// what it gathers is so, too.
type collector struct {
	a      *Article
	ctx    *parseContext
	src    []byte
	texts  []Span // backing store of all Passage.Text
	blocks []Span // code blocks
	end    int    // of the last passage or item marker
}

// place is where a block stands.
type place struct {
	item      *Item
	quote     *Quote
	container *Container
}

func (a *Article) collect(doc ast.Node, ctx *parseContext) {
	m := a.memory
	c := &collector{a: a, ctx: ctx, src: ctx.src}
	c.codeSpans()
	c.reserve()
	c.children(doc, place{})
	m.passages, m.texts, m.inlines, m.links = a.passages, c.texts, ctx.inlines, ctx.links
	a.strays = ctx.strays
	for _, offset := range ctx.wideTables {
		a.Obstacles = append(a.Obstacles, Obstacle{TableTooWide, between(offset, lineEnd(c.src, offset))})
	}
	c.allCode()
	c.links()
	slices.SortFunc(a.comments, byStart)
	a.outline()
}

// maxReserve bounds the memory that is reserved for passages before any is found.
const maxReserve = 4_000

// reserve makes room for as many passages and texts as articles of that many lines have: half of
// the lines are blank.
func (c *collector) reserve() {
	n := min(bytes.Count(c.a.Body.Text(c.src), []byte{'\n'})*5/8+8, maxReserve)
	c.a.passages = slices.Grow(c.a.memory.passages, n)
	c.texts = slices.Grow(c.a.memory.texts, 2*n)
}

func (c *collector) children(parent ast.Node, at place) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		// goldmark makes a heading of the text above a table that stands on a Setext underline, but
		// leaves it behind the table.
		if h, ok := n.NextSibling().(*ast.Heading); ok && n.Kind() == east.KindTable && h.Pos() <= n.Pos() {
			parent.InsertBefore(parent, n, h)
			n = h
		}
		c.block(n, at)
	}
}

func (c *collector) block(n ast.Node, at place) {
	switch n := n.(type) {
	case *ast.Heading:
		c.heading(n, at)
	case *ast.Paragraph, *ast.TextBlock:
		c.text(Paragraph, n, at)
	case *ast.FencedCodeBlock:
		c.code(n, c.start(n), string(n.Language(c.src)), at)
	case *ast.CodeBlock:
		c.code(n, n.Lines().At(0).Start, "", at)
	case *ast.HTMLBlock:
		c.html(n, at)
	case *ast.List:
		c.list(n, at)
	case *ast.Blockquote:
		c.quote(n, at)
	case *Container:
		c.container(n, at)
	case *ast.LinkReferenceDefinition:
		c.definition(n)
	case *east.TableCell:
		c.text(Cell, n, at)
	default:
		c.children(n, at)
	}
}

// start is where a block's marker begins.
func (c *collector) start(n ast.Node) int {
	if start, ok := c.ctx.starts[n]; ok {
		return start
	}
	return min(max(n.Pos(), 0), len(c.src))
}

// linesSpan covers the lines of a block, without the blanks around them.
func (c *collector) linesSpan(n ast.Node) Span {
	lines := n.Lines()
	if lines.Len() == 0 { // a cell that its row lacks, or an empty heading
		start := c.start(n)
		return between(start, start)
	}
	return trimmed(c.src, between(lines.At(0).Start, lines.At(lines.Len()-1).Stop))
}

// text adds a passage with its visible text. An empty cell is none.
func (c *collector) text(kind PassageKind, n ast.Node, at place) {
	first := len(c.texts)
	c.inlines(n, first)
	if span := c.linesSpan(n); span.Len() > 0 {
		c.add(Passage{Kind: kind, Node: n, Span: span}, first, at)
	}
}

// inlines appends the visible text of a block to c.texts, as gather does. It comes before
// anything else that looks at the block's lines.
func (c *collector) inlines(n ast.Node, first int) {
	lines := n.Lines()
	if !isTurned(lines) {
		c.gather(n, first)
		return
	}
	turn(lines)
	for i := range lines.Len() {
		s := lines.At(i)
		s = s.TrimRightSpace(c.src)
		c.addText(s.Start, s.Stop, first)
	}
}

// add adds a passage whose text is what c.texts holds from an index on.
func (c *collector) add(p Passage, firstText int, at place) {
	p.Text = c.texts[firstText:len(c.texts):len(c.texts)]
	p.Item, p.Quote, p.Container = at.item, at.quote, at.container
	p.Index = len(c.a.passages)
	c.end = max(c.end, p.Span.End)
	c.a.passages = append(c.a.passages, p)
}

// gather appends the visible text below n to c.texts. goldmark splits text wherever it tried to
// parse something; from the index first on, pieces that touch become one again.
func (c *collector) gather(n ast.Node, first int) {
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		switch child := child.(type) {
		case *ast.Text:
			c.addText(child.Segment.Start, child.Segment.Stop, first)
		case *ast.AutoLink:
			label := child.Label(c.src)
			if start, ok := within(c.src, label); ok {
				c.addText(start, start+len(label), first)
			}
		case *ast.RawHTML, *ast.Image:
		default:
			c.gather(child, first)
		}
	}
}

func (c *collector) addText(start, end, first int) {
	if start >= end {
		return
	}
	if last := len(c.texts) - 1; last >= first && c.texts[last].End == start {
		c.texts[last].End = end
		return
	}
	c.texts = append(c.texts, between(start, end))
}

// code adds a code block or a verbatim container.
func (c *collector) code(n ast.Node, start int, language string, at place) {
	first := len(c.texts)
	lines := n.Lines()
	for i := range lines.Len() {
		s := lines.At(i)
		c.texts = append(c.texts, between(s.Start, s.Stop))
	}
	end := lineEnd(c.src, start)
	if lines.Len() > 0 {
		end = max(end, lines.At(lines.Len()-1).Stop)
	}
	p := Passage{Kind: Code, Node: n, Span: trimmedRight(c.src, between(start, end)), Language: language}
	c.blocks = append(c.blocks, p.Span)
	c.add(p, first, at)
}

func (c *collector) list(n *ast.List, at place) {
	parent, index, end := at.item, 0, new(int)
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		start := c.start(child)
		item := c.a.memory.items.next()
		*item = Item{Node: child, List: n, Index: index, Parent: parent, first: len(c.a.passages), listEnd: end}
		item.Marker, item.Number = marker(c.src, start)
		c.a.items = append(c.a.items, item)
		at.item = item
		c.end = max(c.end, item.Marker.End)
		c.children(child, at)
		item.Span = between(start, c.end)
		*end = item.Span.End
		index++
	}
}

// marker reads a list item's marker; the number of a bullet is -1.
func marker(src []byte, start int) (s Span, number int) {
	end := start
	for end < len(src) && isDigit(src[end]) {
		number = number*10 + int(src[end]-'0')
		end++
	}
	if end == start {
		number = -1
	}
	return between(start, min(end+1, len(src))), number
}

func (c *collector) quote(n *ast.Blockquote, at place) {
	start := c.start(n)
	quote := c.a.memory.quotes.next()
	quote.Parent, quote.first = at.quote, len(c.a.passages)
	at.quote = quote
	c.children(n, at)
	at.quote.Span = between(start, max(c.end, start+1))
}

func (c *collector) container(n *Container, at place) {
	c.a.containers = append(c.a.containers, n)
	at.container = n
	n.end = trimmedRight(c.src, between(n.Opener.Start, max(n.end, n.Opener.End))).End
	switch {
	case n.hidden:
		c.add(Passage{Kind: HTML, Node: n, Span: n.Span()}, len(c.texts), at)
	case n.Verbatim:
		language := n.Args.Text(c.src)
		c.code(n, n.Opener.Start, string(language[:nameLength(language)]), at)
	default:
		c.children(n, at)
		n.end = max(n.end, c.end) // the parser does not show it a paragraph's lazy lines
	}
}

// codeSpans notes the code spans. The others of the parser's records wait until links are
// gathered.
func (c *collector) codeSpans() {
	for _, r := range c.ctx.inlines {
		if _, ok := r.node.(*ast.CodeSpan); ok {
			c.a.code = append(c.a.code, between(r.start, r.end))
		}
	}
}

// allCode adds the code blocks to the code spans.
func (c *collector) allCode() {
	if len(c.blocks) > 0 {
		c.a.code = append(c.a.code, c.blocks...)
		slices.SortFunc(c.a.code, byStart)
	}
}
