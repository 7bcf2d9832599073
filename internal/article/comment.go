package article

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// The marks of a comment in MDX. What stands between them is as little Markdown as the inside
// of an HTML comment, and is kept in the tree as one.
var (
	commentOpen  = []byte("{/*")
	commentClose = []byte("*/}")
)

// commentBlockParser reads MDX comments that begin a line and end one. The others are inline.
type commentBlockParser struct{}

// Trigger implements parser.BlockParser.
func (commentBlockParser) Trigger() []byte { return []byte{'{'} }

// CanInterruptParagraph implements parser.BlockParser.
func (commentBlockParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements parser.BlockParser.
func (commentBlockParser) CanAcceptIndentedLine() bool { return false }

// Open implements parser.BlockParser.
func (commentBlockParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	ctx := contextOf(pc)
	line, segment := reader.PeekLine()
	offset := max(pc.BlockOffset(), 0)
	if !bytes.HasPrefix(line[offset:], commentOpen) {
		return nil, parser.NoChildren
	}
	start := segment.Start + offset - segment.Padding
	end, ok := ctx.commentEnd(start)
	if !ok || !util.IsBlank(ctx.src[end:end+lineLength(ctx.src[end:])]) {
		return nil, parser.NoChildren
	}
	node := ast.NewHTMLBlock(ast.HTMLBlockType2)
	node.Lines().Append(text.NewSegment(start, segment.Stop))
	reader.AdvanceToEOL()
	return node, parser.NoChildren
}

// commentEnd is the offset after the comment that begins at start. The last answer is kept, so
// that a run of openers costs one search.
func (c *parseContext) commentEnd(start int) (int, bool) {
	from := start + len(commentOpen)
	if from < c.comment.Start || from > c.comment.End {
		c.comment = between(from, len(c.src)+1)
		if i := bytes.Index(c.src[from:], commentClose); i >= 0 {
			c.comment.End = from + i
		}
	}
	return c.comment.End + len(commentClose), c.comment.End < len(c.src)
}

// Continue implements parser.BlockParser.
func (commentBlockParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	src := contextOf(pc).src
	lines := node.Lines()
	if last := lines.At(lines.Len() - 1); bytes.Contains(src[last.Start:last.Stop], commentClose) {
		return parser.Close
	}
	_, segment := reader.PeekLine()
	lines.Append(segment)
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

// Close implements parser.BlockParser.
func (commentBlockParser) Close(ast.Node, text.Reader, parser.Context) {}

// commentSpanParser reads MDX comments inside a paragraph or heading.
type commentSpanParser struct{}

// Trigger implements parser.InlineParser.
func (commentSpanParser) Trigger() []byte { return []byte{'{'} }

// Parse implements parser.InlineParser.
func (commentSpanParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if !bytes.HasPrefix(line, commentOpen) {
		return nil
	}
	end, ok := contextOf(pc).commentEnd(segment.Start)
	lines := parent.Lines()
	if !ok || end > lines.At(lines.Len()-1).Stop {
		return nil
	}
	for end > segment.Stop {
		block.AdvanceLine()
		_, segment = block.PeekLine()
	}
	block.Advance(end - segment.Start)
	return ast.NewRawHTML()
}
