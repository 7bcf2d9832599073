package article

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// footnoteParser is goldmark's parser of footnote definitions, except that a definition stays
// where it is written. goldmark moves all of them to the end and drops those that nothing
// refers to, and it searches all of them for each reference.
type footnoteParser struct{ recordedBlock }

func newFootnoteParser() footnoteParser {
	return footnoteParser{recordedBlock{extension.NewFootnoteBlockParser()}}
}

// Close notes the definition's label.
func (footnoteParser) Close(node ast.Node, _ text.Reader, pc parser.Context) {
	definition, ok := node.(*east.Footnote)
	if !ok {
		return
	}
	ctx := contextOf(pc)
	if ctx.footnotes == nil {
		ctx.footnotes = map[string]bool{}
	}
	ctx.footnotes[string(definition.Ref)] = true
}

// maxFootnoteLabel is the longest label that goldmark reads.
const maxFootnoteLabel = 999

// footnoteLinkParser reads references to footnotes, so that their labels are no visible text.
// One without definition is left to the link parser, as goldmark does.
type footnoteLinkParser struct{}

// Trigger implements parser.InlineParser. goldmark also reads "![^1]" as a reference.
func (footnoteLinkParser) Trigger() []byte { return []byte{'!', '['} }

// Parse implements parser.InlineParser.
func (footnoteLinkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	ctx := contextOf(pc)
	if len(ctx.footnotes) == 0 {
		return nil
	}
	line, segment := block.PeekLine()
	mark := 0
	if line[0] == '!' {
		mark = 1
	}
	if !bytes.HasPrefix(line[mark:], []byte("[^")) {
		return nil
	}
	label := line[mark+2 : min(len(line), mark+2+maxFootnoteLabel)]
	end := bracketEnd(label)
	if end < 0 || !ctx.footnotes[string(label[:end])] {
		return nil
	}
	if mark == 1 {
		parent.AppendChild(parent, ast.NewTextSegment(text.NewSegment(segment.Start, segment.Start+1)))
	}
	block.Advance(mark + 2 + end + 1)
	return east.NewFootnoteLink(1)
}

// bracketEnd is the index of the "]" that ends a label, -1 if there is none before a "[".
func bracketEnd(label []byte) int {
	for i := 0; i < len(label); i++ {
		switch label[i] {
		case '\\':
			i++
		case ']':
			return i
		case '[':
			return -1
		}
	}
	return -1
}
