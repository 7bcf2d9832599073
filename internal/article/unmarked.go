package article

import (
	"slices"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Half of the text of real articles stands in blocks without any character that inline markup
// begins with. Their inlines are known without a parser: one text a line. goldmark would look at
// each byte of theirs again, so it is told that there is nothing to parse: the lines of such a
// block are turned round, and goldmark's reader, which takes the end of the last line for that of
// the block, begins behind it. The collector turns them back.

// markup are the characters that the inline parsers of this package are triggered by, but for
// those that mean nothing without another of them. See newParser.
var markup = bytesOf("*_`[<~{")

// unmarkedBlock wraps the parser of a block that holds inlines.
type unmarkedBlock struct{ parser.BlockParser }

// Open implements parser.BlockParser. A heading has its line when it is opened.
func (w unmarkedBlock) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	node, state := w.BlockParser.Open(parent, reader, pc)
	if h, ok := node.(*ast.Heading); ok && isUnmarked(contextOf(pc).src, h.Lines()) {
		turn(h.Lines())
	}
	return node, state
}

// Close implements parser.BlockParser. A paragraph above what may be the underline of a heading
// will be that heading, whose place goldmark takes from the lines.
func (w unmarkedBlock) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	w.BlockParser.Close(node, reader, pc)
	if p, ok := node.(*ast.Paragraph); ok && !aboveBar(reader) && isUnmarked(contextOf(pc).src, p.Lines()) {
		turn(p.Lines())
	}
}

// aboveBar reports whether the line at hand may underline a heading.
func aboveBar(reader text.Reader) bool {
	line, _ := reader.PeekLine()
	for _, c := range line {
		if c != ' ' {
			return c == '=' || c == '-'
		}
	}
	return false
}

// isUnmarked reports whether no line holds inline markup, or ends in a hard line break.
func isUnmarked(src []byte, lines *text.Segments) bool {
	for i := range lines.Len() {
		s := lines.At(i)
		if s.Padding > 0 || s.Stop <= s.Start || isMarked(src[s.Start:s.Stop]) {
			return false
		}
	}
	return lines.Len() > 0
}

func isMarked(line []byte) bool {
	for _, c := range line {
		if markup[c] {
			return true
		}
	}
	end := len(line)
	for end > 0 && isBlankByte(line[end-1]) {
		end--
	}
	return end > 0 && line[end-1] == '\\'
}

// turn turns the lines of a block round, and back.
func turn(lines *text.Segments) {
	if lines.Len() > 1 {
		slices.Reverse(lines.Sliced(0, lines.Len()))
		return
	}
	s := lines.At(0)
	s.Start, s.Stop = s.Stop, s.Start
	lines.Set(0, s)
}

// isTurned reports whether the lines of a block are turned round.
func isTurned(lines *text.Segments) bool {
	n := lines.Len()
	return n > 0 && lines.At(0).Start >= lines.At(n-1).Stop
}
