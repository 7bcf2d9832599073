package article

import (
	"iter"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// ContainerSyntax is the dialect that a container is written in.
type ContainerSyntax uint8

// The containers that plain CommonMark swallows into paragraphs, code or HTML.
const (
	Directive  ContainerSyntax = iota + 1 // ":::warning" to ":::" (Docusaurus, VitePress, Starlight), "::name{…}" to "::" (MDC)
	Admonition                            // "!!! danger", "??? question" and four blanks before each line (MkDocs)
	Tab                                   // "=== "Title"" and four blanks before each line (pymdownx.tabbed)
	Slashes                               // "/// note | Title" to "///" (pymdownx.blocks)
	Shortcode                             // "{{% notice %}}" to "{{% /notice %}}", or with < > (Hugo)
	Liquid                                // "{% callout warning %}" to "{% endcallout %}" (Jekyll)
	Component                             // "<Note>" to "</Note>" (MDX), and <details>
)

// Container is a block of Markdown between an opening and a closing marker, or
// indented below an opening line. Its children are the blocks inside.
type Container struct {
	ast.BaseBlock
	Syntax   ContainerSyntax
	Name     string // as written: "warning", "Note", "callout"; "" for a directive that only has a title, and for a tab
	NameSpan Span   // empty, but placed, where there is no name
	Args     Span   // what follows the name in the opening marker, blanks and closing marks cut; of <details> its <summary> as well
	Opener   Span   // the opening marker, which may span lines
	Closer   Span   // the closing marker; zero where it is missing or the syntax has none
	Verbatim bool   // the inside is code or a comment, so it has lines but no children

	hidden  bool // a comment: readers do not see the inside
	summary Span // the text of the <summary>
	fence   int  // colons or slashes of the opener
	indent  int  // columns to take off each line; -1 until the first line of a component told
	end     int  // of the last line that has text
}

// kindContainer is registered once, as goldmark demands.
var kindContainer = ast.NewNodeKind("Container")

// Kind implements ast.Node.
func (c *Container) Kind() ast.NodeKind { return kindContainer }

// IsRaw implements ast.Node: the inside of a verbatim container is not Markdown.
func (c *Container) IsRaw() bool { return c.Verbatim }

// Dump implements ast.Node.
func (c *Container) Dump(src []byte, level int) {
	ast.DumpHelper(c, src, level, map[string]string{"Name": c.Name}, nil)
}

// Span is the whole container: from its opener to its closer, or to the end of its last
// line where it has none.
func (c *Container) Span() Span {
	return between(c.Opener.Start, max(c.Opener.End, c.Closer.End, c.end))
}

// around yields the containers around a block and the block itself, if it is one, from the inside
// out.
func around(n ast.Node) iter.Seq[*Container] {
	return func(yield func(*Container) bool) {
		for ; n != nil; n = n.Parent() {
			if c, ok := n.(*Container); ok && !yield(c) {
				return
			}
		}
	}
}

// panes are the names of containers of which readers see one at a time. Liquid captures a text to show
// it elsewhere, which sites do for tabs.
var panes = set("tab", "tabitem", "tab-item", "tabpanel", "tab-panel", "tabs-item", "pane", "capture")

// IsPane reports whether the container is one of several of which readers see one at a time: a tab.
func (c *Container) IsPane() bool { return c.Syntax == Tab || panes[strings.ToLower(c.Name)] }

// Pane is the innermost pane around the passage, nil outside.
func (p *Passage) Pane() *Container {
	if p.Container == nil {
		return nil
	}
	for c := range around(p.Container) {
		if c.IsPane() {
			return c
		}
	}
	return nil
}

// isMDC reports whether the container is closed by two colons.
func (c *Container) isMDC() bool { return c.Syntax == Directive && c.fence == 2 }

// containerParser reads all containers. It is a block parser, so that a container may stand
// in lists and quotes and hold anything, and so that markers in code are code.
type containerParser struct{}

// Trigger implements parser.BlockParser.
func (containerParser) Trigger() []byte { return []byte{':', '!', '?', '=', '/', '{', '<'} }

// CanInterruptParagraph implements parser.BlockParser: openers often stand tight below text.
func (containerParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements parser.BlockParser.
func (containerParser) CanAcceptIndentedLine() bool { return false }

// Open implements parser.BlockParser.
func (containerParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	ctx := contextOf(pc)
	line, segment := reader.PeekLine()
	offset := pc.BlockOffset()
	if offset < 0 || offset >= len(line) {
		return nil, parser.NoChildren
	}
	start := segment.Start + max(offset-segment.Padding, 0)
	node := ctx.opening(between(start, segment.Stop), parent)
	if node == nil {
		return nil, parser.NoChildren
	}
	ctx.checkDepth(start)
	reader.AdvanceToEOL()
	if node.Verbatim {
		return node, parser.NoChildren
	}
	return node, parser.HasChildren
}

// Continue implements parser.BlockParser.
func (containerParser) Continue(n ast.Node, reader text.Reader, pc parser.Context) parser.State {
	node, ok := n.(*Container)
	if !ok {
		return parser.Close
	}
	line, segment := reader.PeekLine()
	switch {
	case segment.Start < node.Opener.End: // a further line of the opener
		reader.AdvanceToEOL()
		return parser.Continue | parser.NoChildren
	case util.IsBlank(line) && !node.Verbatim:
		reader.AdvanceToEOL()
		return parser.Continue | parser.HasChildren
	case node.closes(line, reader, contextOf(pc)):
		reader.AdvanceToEOL()
		return parser.Close
	case node.Verbatim:
		node.end = segment.Stop
		node.Lines().Append(segment)
		reader.AdvanceToEOL()
		return parser.Continue | parser.NoChildren
	default:
		return node.dedent(line, reader, contextOf(pc).mdx)
	}
}

// Close implements parser.BlockParser.
func (containerParser) Close(ast.Node, text.Reader, parser.Context) {}

// maxHTMLIndent is how many columns may stand before the text in <details>: in plain Markdown,
// unlike in MDX, more make it code.
const maxHTMLIndent = 3

// dedent takes the container's indentation off a line, and ends an admonition or tab at
// the first line that lacks it.
func (c *Container) dedent(line []byte, reader text.Reader, mdx bool) parser.State {
	width, _ := util.IndentWidth(line, reader.LineOffset())
	if c.isIndented() && width < c.indent {
		return parser.Close
	}
	if c.indent < 0 {
		c.indent = width
		if isDetails(c.Name) && !mdx && width > maxHTMLIndent {
			c.indent = 0
		}
	}
	_, segment := reader.PeekLine()
	c.end = segment.Stop
	if take := min(width, c.indent); take > 0 {
		pos, padding := util.IndentPosition(line, reader.LineOffset(), take)
		reader.AdvanceAndSetPadding(pos, padding)
	}
	return parser.Continue | parser.HasChildren
}

// isIndented reports whether indentation alone tells what is inside.
func (c *Container) isIndented() bool { return c.Syntax == Admonition || c.Syntax == Tab }

// closes reports whether a line closes the container, and notes where the marker stands. The
// outermost container is asked first, so it asks in turn whether the marker is for a block in it.
func (c *Container) closes(line []byte, reader text.Reader, ctx *parseContext) bool {
	width, pos := util.IndentWidth(line, reader.LineOffset())
	_, segment := reader.PeekLine()
	if pos >= len(line) || !isCloserByte[line[pos]] {
		return false
	}
	if c.fence > 0 && width >= 4 && ctx.LastOpenedBlock().Node == ast.Node(c) {
		return false // below a blank line, that is code
	}
	marker := between(segment.Start+max(pos-segment.Padding, 0), segment.Stop)
	end, fits := c.closer(ctx.src, marker)
	if !fits || c.innerTakes(marker, width, ctx) {
		return false
	}
	c.Closer = between(marker.Start, end)
	return true
}

// innerTakes reports whether the marker is part of a block inside the container: it closes
// another container there, or it is code. A block in a list item or quote that the line is not
// indented enough for has ended before the line.
func (c *Container) innerTakes(marker Span, width int, ctx *parseContext) bool {
	width = c.dedented(width)
	blocks := ctx.OpenedBlocks()
	own := slices.IndexFunc(blocks, func(b parser.Block) bool { return b.Node == ast.Node(c) })
	for _, block := range blocks[own+1:] {
		switch inner := block.Node.(type) {
		case *ast.Blockquote:
			return false
		case *ast.ListItem:
			if width < inner.Offset {
				return false
			}
			width -= inner.Offset
		case *ast.FencedCodeBlock:
			return true
		case *ast.CodeBlock:
			return width >= 4
		case *ast.HTMLBlock:
			return inner.HTMLBlockType < ast.HTMLBlockType6
		case *Container:
			_, fits := inner.closer(ctx.src, marker)
			if inner.Verbatim || fits && inner.precedes(c, run(marker.Text(ctx.src))) {
				return true
			}
			if inner.isIndented() && width < inner.indent {
				return false
			}
			width = inner.dedented(width)
		}
	}
	return false
}

// dedented is what is left of a line's indentation inside the container.
func (c *Container) dedented(width int) int { return width - min(width, max(c.indent, 0)) }

// precedes reports whether c, inside outer, takes a marker of length n that fits both: it
// does unless the length is exactly that of outer's and not of its own.
func (c *Container) precedes(outer *Container, n int) bool {
	return c.fence == 0 || c.fence == n || outer.fence != n
}

// Hidden are the containers whose inside no reader sees, such as {% comment %}, in source order.
func (a *Article) Hidden() []Span {
	var out []Span
	for _, c := range a.containers {
		if c.hidden {
			out = append(out, c.Span())
		}
	}
	return out
}
