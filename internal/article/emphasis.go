package article

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// emphasisParser is goldmark's parser of emphasis, except that what is nearly always written is
// read in one step: one or two marks on both sides of text without any markup. Marks that can only
// be matched by each other need not wait for the end of the block.
type emphasisParser struct{ countedInline }

// Parse implements parser.InlineParser.
func (w emphasisParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	width, end := simpleEmphasis(line, block.PrecendingCharacter())
	if width == 0 || segment.Padding > 0 {
		return w.countedInline.Parse(parent, block, pc)
	}
	contextOf(pc).spend(segment.Start, 1)
	node := ast.NewEmphasis(width)
	node.AppendChild(node, ast.NewTextSegment(text.NewSegment(segment.Start+width, segment.Start+end)))
	block.Advance(end + width)
	return node
}

// inEmphasis are the characters that make what stands between two marks more than text.
var inEmphasis = bytesOf("*_`[]<~{\\&\r\n")

// simpleEmphasis is the number of marks that a line begins with, and where the same number ends
// what they emphasise; 0 unless that is certain by the line alone. The opening marks must be unable
// to close anything, so that nothing before them matters: see "left-flanking" and "right-flanking"
// in CommonMark 0.31, section 6.2.
func simpleEmphasis(line []byte, before rune) (width, end int) {
	mark := line[0]
	width = run(line)
	if width > 2 || width == len(line) || !isOpening(before, line[width]) {
		return 0, 0
	}
	end = width
	for end < len(line) && !inEmphasis[line[end]] {
		end++
	}
	behind := end + width
	if behind > len(line) || run(line[end:]) != width || line[end] != mark || !isClosing(line[end-1], line[behind:], mark) {
		return 0, 0
	}
	return width, end
}

// isOpening reports whether marks between two characters can open emphasis and cannot close it.
func isOpening(before rune, after byte) bool {
	if before >= 0x80 || after >= 0x80 || util.IsSpaceRune(rune(after)) {
		return false
	}
	return util.IsSpaceRune(before) || util.IsPunctRune(before) && !util.IsPunct(after)
}

// isClosing reports whether marks between a character and the rest of a line can close emphasis.
func isClosing(before byte, rest []byte, mark byte) bool {
	switch {
	case before >= 0x80 || util.IsSpaceRune(rune(before)):
		return false
	case len(rest) == 0 || util.IsSpaceRune(rune(rest[0])):
		return true
	case rest[0] >= 0x80:
		return false
	case util.IsPunct(rest[0]):
		return true
	default:
		return mark == '*' && !util.IsPunct(before)
	}
}
