package article

import (
	"bytes"
	"slices"
	"strconv"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// AnswerExcerpt is the answer to a question without its label; empty where there is none.
func (a *Article) AnswerExcerpt(q *Question) Excerpt {
	if q.Answer.IsZero() {
		return nil
	}
	if q.Markup == FrontMatterQuestion {
		return a.valueExcerpt(q.Answer)
	}
	x := &excerptor{Article: a, from: q.Answer.Start, clip: q.Answer}
	x.clip.Start = a.behindAnswerLabel(q.Answer)
	return x.excerpt()
}

// QuestionText is a question in plain text, on one line. In front matter it is written in Markdown.
func (a *Article) QuestionText(q *Question) string {
	w := &excerptWriter{}
	if q.Markup == FrontMatterQuestion {
		w.text(fragment(q.Text, a).bodyExcerpt().Text())
	} else {
		w.text(q.Text)
	}
	w.endLine()
	return w.excerpt().Text()
}

// behindAnswerLabel is the offset behind the label that an answer begins with, "**Jawaban:** ".
func (a *Article) behindAnswerLabel(s Span) int {
	p := a.firstPassage(s)
	if p == nil {
		return s.Start
	}
	start := max(s.Start, p.Span.Start)
	head := a.Source[start:max(start, min(s.End, p.Span.End, start+maxLabel))]
	if prefix, ok := a.Lexicon.AnswerPrefix(string(head)); ok && p.Kind == Paragraph {
		return start + prefix.Len
	}
	return s.Start
}

// firstPassage is the first passage that reaches into a span, nil if none does.
func (a *Article) firstPassage(s Span) *Passage {
	if p := a.PassageAt(s.Start); p != nil {
		return p
	}
	if i := a.passageIndex(s.Start); i < len(a.passages) && a.passages[i].Span.Start < s.End {
		return &a.passages[i]
	}
	return nil
}

// valueExcerpt is a value of the front matter that is Markdown, or a list of such.
func (a *Article) valueExcerpt(at Span) Excerpt {
	v := a.answerValueAt(at)
	if v == nil {
		return nil
	}
	out := fragment(v.Text, a).bodyExcerpt()
	for _, item := range v.Items {
		out = append(out, fragment(item.Text, a).bodyExcerpt()...)
	}
	return out
}

// answerValueAt finds the value that answers a question of the front matter.
func (a *Article) answerValueAt(at Span) *Value {
	if a.FrontMatter.Root == nil {
		return nil
	}
	for _, list := range a.FrontMatter.Root.Entries {
		if list.Value == nil {
			continue
		}
		for _, item := range list.Value.Items {
			for _, e := range item.Entries {
				if e.Value != nil && e.Value.Span == at {
					return e.Value
				}
			}
		}
	}
	return nil
}

// fragment reads a text that is Markdown of its own, as a part of an article. It has no front matter.
func fragment(text string, of *Article) *Article {
	src := []byte(text)
	f := &Article{
		Path: of.Path, Site: of.Site, Source: src, Size: len(src), Lexicon: of.Lexicon,
		FrontMatter: &FrontMatter{}, Body: between(0, len(src)), memory: new(Memory),
	}
	doc, ctx, obstacle := f.memory.parseBody(src, 0, f.IsMDX())
	if obstacle == nil {
		f.collect(doc, ctx)
	}
	return f
}

// bodyExcerpt is all of the body.
func (a *Article) bodyExcerpt() Excerpt {
	x := &excerptor{Article: a, from: a.Body.Start, clip: a.Body}
	return x.excerpt()
}

// excerptor makes an excerpt of the passages in a span. It goes from one passage to the next rather
// than down the tree: an answer may begin in the middle of a paragraph and end in that of a list.
type excerptor struct {
	*Article
	excerptWriter
	from   int     // where the span begins: what is opened before stands around it
	clip   Span    // what is taken of the text: of the span that which follows an answer's label
	frames []frame // the lists, items and rows that the last passage stood in, the outermost first
	marks  []textMark
	base   int     // how many elements were open where the passage began: its HTML closes no others
	skip   string  // the element whose inside is not shown, "" for none
	table  columns // the table at hand
}

// frame is a block around a passage.
type frame struct {
	node  ast.Node
	depth int // how many elements were open before it
}

// columns are what is known of a table.
type columns struct {
	node   ast.Node
	header []string
	last   ast.Node // the last cell that was written, of the row at hand
	index  int      // its column
}

func (x *excerptor) excerpt() Excerpt {
	first := x.firstPassage(x.clip)
	if first == nil {
		return nil
	}
	for i := first.Index; i < len(x.passages) && x.passages[i].Span.Start < x.clip.End; i++ {
		x.passage(&x.passages[i])
	}
	return x.excerptWriter.excerpt()
}

func (x *excerptor) passage(p *Passage) {
	if p.Span.End <= x.clip.Start || isFootnote(p.Node) {
		return
	}
	x.enter(p)
	x.skip = ""
	depth := len(x.opened)
	switch p.Kind {
	case HeadingText:
		h := x.headingAt(p)
		x.line(p, "h"+strconv.Itoa(h.Level), h.Text.End)
	case Paragraph:
		x.paragraph(p)
	case Cell:
		x.cell(p)
	case Code:
		x.code(p)
	case HTML:
		x.html(p)
	}
	x.closeTo(depth)
}

// isFootnote reports whether a block stands in a footnote, which is no part of the text.
func isFootnote(n ast.Node) bool {
	parent := n.Parent()
	return parent != nil && parent.Kind() == east.KindFootnote
}

// paragraph writes a paragraph. The text of a tight list item stands in the item itself.
func (x *excerptor) paragraph(p *Passage) {
	name := "p"
	if p.Node.Kind() == ast.KindTextBlock && x.top() == "li" {
		name = ""
	}
	x.line(p, name, p.Span.End)
}

// line writes a block of inlines in an element, or in none, up to an offset.
func (x *excerptor) line(p *Passage, name string, end int) {
	if name == "" {
		x.endLine()
	} else {
		x.block(name)
	}
	x.base = len(x.opened)
	x.inlines(p, end)
}

// code writes a block of code as a paragraph, line by line.
func (x *excerptor) code(p *Passage) {
	x.block("p")
	for _, s := range p.Text {
		if s.Start >= x.clip.Start && s.Start < x.clip.End {
			x.verbatim(string(s.Text(x.Source)))
			x.lineBreak()
		}
	}
}

// enter closes the lists that the last passage stood in and this one does not, and opens those that are
// new.
func (x *excerptor) enter(p *Passage) {
	chain := x.around(p)
	same := 0
	for same < len(chain) && same < len(x.frames) && chain[same] == x.frames[same].node {
		same++
	}
	if same < len(x.frames) {
		x.closeTo(x.frames[same].depth)
		x.frames = x.frames[:same]
	}
	for _, n := range chain[same:] {
		x.frames = append(x.frames, frame{n, len(x.opened)})
		switch n := n.(type) {
		case *ast.List:
			x.block(listName(n))
		case *ast.ListItem, *east.TableRow:
			x.block("li")
		case *east.Table:
			x.table = columns{node: n}
			x.block("ul")
		case *Container:
			x.title(n)
		}
	}
}

func listName(n *ast.List) string {
	if n.IsOrdered() {
		return "ol"
	}
	return "ul"
}

// around are the blocks around a passage that begin within the span, the outermost first.
func (x *excerptor) around(p *Passage) []ast.Node {
	var out []ast.Node
	item := p.Item
	for n := p.Node.Parent(); n != nil; n = n.Parent() {
		switch n := n.(type) {
		case *ast.ListItem:
			if item == nil {
				continue
			}
			if item.Span.Start >= x.from {
				out = append(out, n, n.Parent())
			}
			item = item.Parent
		case *Container:
			if n.Opener.Start >= x.from {
				out = append(out, n)
			}
		case *east.Table, *east.TableRow:
			out = append(out, n)
		}
	}
	slices.Reverse(out)
	return out
}

// title writes the title of a container, or the label of a tab, as a line of its own.
func (x *excerptor) title(c *Container) {
	title := x.containerTitle(c)
	if title.Len() == 0 {
		title, _ = attributeValue(x.Source, c.Args, "label")
	}
	if title.Len() == 0 {
		return
	}
	depth := len(x.opened)
	x.block("p")
	x.element("strong", "")
	x.text(x.Plain(x.outsideTags(title)))
	x.closeTo(depth)
}

// cell writes a cell of a table, each row of which is an item: "Model: A5; Memory: 4 GB". What is in
// the header stands before the cells.
func (x *excerptor) cell(p *Passage) {
	row := p.Node.Parent()
	if x.table.last == nil || x.table.last.Parent() != row {
		x.table.last, x.table.index = row.FirstChild(), 0
	}
	for ; x.table.last != p.Node; x.table.last = x.table.last.NextSibling() {
		x.table.index++
	}
	if row.Kind() == east.KindTableHeader {
		for len(x.table.header) <= x.table.index {
			x.table.header = append(x.table.header, "")
		}
		x.table.header[x.table.index] = x.Plain(p.Text)
		return
	}
	if x.inline {
		x.text("; ")
	}
	if i := x.table.index; i < len(x.table.header) && x.table.header[i] != "" {
		x.text(x.table.header[i] + ": ")
	}
	x.base = len(x.opened)
	x.inlines(p, p.Span.End)
}

// html writes what a block of HTML shows.
func (x *excerptor) html(p *Passage) {
	block, ok := p.Node.(*ast.HTMLBlock)
	if !ok || bytes.HasPrefix(p.Span.Text(x.Source), commentOpen) {
		return
	}
	x.endLine()
	x.base = len(x.opened)
	x.tags(x.sourceOf(block))
}

// sourceOf are the lines of a block of HTML that are in the span, without what quotes and lists put
// before them.
func (x *excerptor) sourceOf(block *ast.HTMLBlock) []byte {
	var out []byte
	lines := block.Lines()
	for i := range lines.Len() {
		out = append(out, x.clipped(between(lines.At(i).Start, lines.At(i).Stop)).Text(x.Source)...)
	}
	if block.HasClosure() {
		out = append(out, x.clipped(between(block.ClosureLine.Start, block.ClosureLine.Stop)).Text(x.Source)...)
	}
	return out
}

// clipped is what of a span is taken.
func (x *excerptor) clipped(s Span) Span {
	s.Start, s.End = max(s.Start, x.clip.Start), min(s.End, x.clip.End)
	return between(s.Start, max(s.Start, s.End))
}
