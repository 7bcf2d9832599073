package article

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// recordedBlock wraps a block parser: it bounds the depth of containers, and corrects the
// start of a block that follows an expanded tab.
type recordedBlock struct{ parser.BlockParser }

// Open implements parser.BlockParser.
func (w recordedBlock) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	ctx := contextOf(pc)
	_, before := reader.Position()
	offset := pc.BlockOffset()
	node, state := w.BlockParser.Open(parent, reader, pc)
	if node == nil {
		return nil, state
	}
	ctx.lastOffset = before.Start
	ctx.checkDepth(before.Start)
	if before.Padding != 0 {
		if ctx.starts == nil {
			ctx.starts = map[ast.Node]int{}
		}
		ctx.starts[node] = before.Start + max(offset-before.Padding, 0)
	}
	return node, state
}

// htmlParser is goldmark's parser of HTML blocks, except that a template tag that opens a
// container ends a block of ordinary tags: generators run templates before they read Markdown.
type htmlParser struct{ recordedBlock }

// Continue implements parser.BlockParser.
func (w htmlParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	block, ok := node.(*ast.HTMLBlock)
	line, segment := reader.PeekLine()
	width, pos := util.IndentWidth(line, reader.LineOffset())
	if ok && block.HTMLBlockType >= ast.HTMLBlockType6 && width < 4 && isTemplate(line[pos:]) {
		if contextOf(pc).opening(between(segment.Stop-len(line)+pos, segment.Stop), node.Parent()) != nil {
			return parser.Close
		}
	}
	return w.recordedBlock.Continue(node, reader, pc)
}

// isTemplate reports whether a line begins with a template tag.
func isTemplate(line []byte) bool {
	return len(line) > 1 && line[0] == '{' && (line[1] == '{' || line[1] == '%')
}

// checkDepth gives up where one more block would be nested too deep.
func (c *parseContext) checkDepth(offset int) {
	if len(c.OpenedBlocks()) >= maxDepth {
		panic(limitExceeded{NestedTooDeep, offset})
	}
}

// boundedTable leaves a table alone whose every row would be padded to a header of
// thousands of columns: 20 KB of that can take 2 GB. goldmark compares each "\|" in a table
// with each code span in it, so those are bounded, too.
type boundedTable struct{ parser.ParagraphTransformer }

// Transform implements parser.ParagraphTransformer.
func (w boundedTable) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	ctx := contextOf(pc)
	lines := node.Lines()
	first, cells := 0, 0 // the first delimiter row; the most cells that one would make
	for i := 1; i < lines.Len(); i++ {
		if columns := delimiterColumns(ctx.src, lines.At(i)); columns > 0 {
			if first == 0 {
				first = i
			}
			cells = max(cells, columns*(lines.Len()-i))
		}
	}
	switch {
	case first == 0:
	case cells > maxTableCells || ctx.codePipes(lines) > maxCodePipes:
		ctx.wideTables = append(ctx.wideTables, lines.At(first-1).Start)
	default:
		w.ParagraphTransformer.Transform(node, reader, pc)
	}
}

// delimiterColumns is the number of columns of a table's second line, or 0 for a line that can
// be none.
func delimiterColumns(src []byte, line text.Segment) int {
	row := trimmed(src, between(line.Start, line.Stop)).Text(src)
	columns, dashes := 1, false
	for i, c := range row {
		switch c {
		case '|':
			if i > 0 && i < len(row)-1 {
				columns++
			}
		case '-':
			dashes = true
		case ':', ' ', '\t':
		default:
			return 0
		}
	}
	if !dashes {
		return 0
	}
	return columns
}

// codePipes counts the escaped pipes on the lines with a backtick.
func (c *parseContext) codePipes(lines *text.Segments) int {
	n := 0
	for i := range lines.Len() {
		s := lines.At(i)
		if line := c.src[s.Start:s.Stop]; bytes.IndexByte(line, '`') >= 0 {
			n += bytes.Count(line, []byte(`\|`))
		}
	}
	return n
}

// boundedDefinitions draws on the budget what it costs goldmark to take link reference
// definitions out of a paragraph: it moves all later lines for each of them.
type boundedDefinitions struct{ parser.ParagraphTransformer }

// Transform implements parser.ParagraphTransformer.
func (w boundedDefinitions) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := node.Lines()
	if lines.Len() == 0 {
		return
	}
	src := reader.Source()
	first := lines.At(0)
	if first = first.TrimLeftSpace(src); first.IsEmpty() || src[first.Start] != '[' {
		return
	}
	contextOf(pc).spend(first.Start, lines.Len()*lines.Len()/16)
	w.ParagraphTransformer.Transform(node, reader, pc)
}
