package article

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// inlineRecord is an inline node with the place that goldmark does not keep.
type inlineRecord struct {
	node       ast.Node
	start, end int
	closer     int // of a link or image: the offset of the "]" that closes its text
}

// miss is a reference whose label has no definition.
type miss struct {
	start, end int // from "[" or "![" to after "]"
	label      string
}

// recordedInline wraps an inline parser and keeps where its nodes start and end.
type recordedInline struct{ parser.InlineParser }

// Parse implements parser.InlineParser.
func (w recordedInline) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	ctx := contextOf(pc)
	_, before := block.Position()
	ctx.spend(before.Start, 1)
	node := w.InlineParser.Parse(parent, block, pc)
	switch node.(type) {
	case *ast.CodeSpan, *ast.AutoLink, *ast.RawHTML:
		_, after := block.Position()
		ctx.inlines = append(ctx.inlines, inlineRecord{node: node, start: before.Start, end: after.Start})
	case *ast.Text: // backticks that nothing closes: all of the block was searched
		ctx.spend(before.Start, scanCost(parent, before.Start))
	}
	return node
}

// scanCost is the cost of a search from start to the end of a block in vain.
func scanCost(block ast.Node, start int) int {
	lines := block.Lines()
	n := lines.Len()
	if n == 0 {
		return 0
	}
	return n/4 + (lines.At(n-1).Stop-start)/6
}

// recordedLink wraps the link parser. It keeps its own stack of opening brackets, since
// searching back for the opener of each link would be quadratic.
type recordedLink struct {
	parser.InlineParser
	closeBlocker parser.CloseBlocker
}

func newRecordedLink() recordedLink {
	inner := parser.NewLinkParser()
	closer, _ := inner.(parser.CloseBlocker)
	return recordedLink{inner, closer}
}

// Parse implements parser.InlineParser.
func (w recordedLink) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	ctx := contextOf(pc)
	line, segment := block.PeekLine()
	ctx.spend(segment.Start, 1)
	if line[0] != ']' {
		node := w.InlineParser.Parse(parent, block, pc)
		if node != nil {
			ctx.pushBracket(segment.Start)
		}
		return node
	}
	open := ctx.popBracket()
	if open < 0 {
		return w.InlineParser.Parse(parent, block, pc)
	}
	ctx.hasMissed = false
	node := w.InlineParser.Parse(parent, block, pc)
	switch {
	case node != nil:
		_, after := block.Position()
		ctx.links = append(ctx.links, inlineRecord{node: node, start: open, end: after.Start, closer: segment.Start})
	case len(line) > 1 && line[1] == '(': // neither destination nor title was found in the rest of the block
		ctx.spend(segment.Start, scanCost(parent, segment.Start))
	default: // goldmark copies the label, for which it looks through the lines of the block
		ctx.spend(segment.Start, parent.Lines().Len()/4)
	}
	if node == nil && ctx.hasMissed {
		ctx.misses = append(ctx.misses, miss{open, segment.Start + 1, ctx.missed})
	}
	return node
}

// CloseBlock forgets the brackets that the block left open.
func (w recordedLink) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	ctx := contextOf(pc)
	ctx.brackets = ctx.brackets[:0]
	w.closeBlocker.CloseBlock(parent, block, pc)
}

func (c *parseContext) pushBracket(offset int) {
	if len(c.brackets) >= maxBrackets {
		panic(limitExceeded{NestedTooDeep, offset})
	}
	c.brackets = append(c.brackets, offset)
}

func (c *parseContext) popBracket() int {
	if len(c.brackets) == 0 {
		return -1
	}
	last := len(c.brackets) - 1
	open := c.brackets[last]
	c.brackets = c.brackets[:last]
	return open
}

// countedInline wraps a parser of delimiters. Openers and closers are matched when the block
// ends, and the only hook in there is their processor.
type countedInline struct{ parser.InlineParser }

// Parse implements parser.InlineParser.
func (w countedInline) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	node := w.InlineParser.Parse(parent, block, pc)
	delimiter, ok := node.(*parser.Delimiter)
	if !ok {
		return node
	}
	ctx := contextOf(pc)
	ctx.spend(delimiter.Segment.Start, 1)
	counted := &ctx.emphasis
	if delimiter.Char == '~' {
		counted = &ctx.strike
	}
	if counted.ctx == nil {
		*counted = countedDelimiters{delimiter.Processor, ctx}
	}
	delimiter.Processor = counted
	return node
}

// countedDelimiters draws each comparison of an opener and a closer on the budget.
type countedDelimiters struct {
	parser.DelimiterProcessor
	ctx *parseContext
}

// CanOpenCloser implements parser.DelimiterProcessor.
func (p *countedDelimiters) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	p.ctx.spend(closer.Segment.Start, 1)
	return p.DelimiterProcessor.CanOpenCloser(opener, closer)
}
