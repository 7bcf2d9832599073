package article

import (
	"slices"
	"time"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// The bounds of what is parsed. CommonMark has inputs whose parsing time grows with the
// square of their length, and goldmark cannot be cancelled, so the hooks below add up what
// a parse has cost and give up by a panic that parseBody recovers. No real article comes
// near. All bounds but the last depend on the article alone, so that a verdict is the same
// on every machine.
const (
	maxDepth      = 100        // open containers
	maxBrackets   = 2_000      // unclosed "[" in one block
	maxTableCells = 100_000    // columns times rows
	maxCodePipes  = 2_000      // "\|" in one table with code spans
	baseBudget    = 30_000_000 // what any parse may cost, in hook calls
	byteBudget    = 20         // and what it may cost more for each byte
	lineCost      = 400        // of each line and each block on it, against the budget
	ticksPerLook  = 256        // hook calls between two looks at the clock
)

// clockBudget is the last resort, for what nobody thought of. Tests, which many machines run at a crawl, have
// more.
var clockBudget = 2 * time.Second

// limitExceeded is the panic value of a hook that gives up.
type limitExceeded struct {
	kind   ObstacleKind
	offset int
}

// parseContext is goldmark's context with the records that the wrapped parsers leave and
// the budget that they draw on.
type parseContext struct {
	parser.Context
	src []byte
	mdx bool // in MDX, indentation makes no code

	inlines    []inlineRecord   // code spans, autolinks, raw HTML, in source order
	links      []inlineRecord   // links and images, in the order of their closing brackets
	misses     []miss           // references without definition
	starts     map[ast.Node]int // starts of blocks after an expanded tab, where Pos is wrong
	wideTables []int            // offsets of tables left as paragraphs
	strays     []Span           // ":::" lines that close nothing
	footnotes  map[string]bool  // labels that have a definition

	closers   closerIndex
	brackets  []int // offsets of unclosed "[" in the current block
	missed    string
	hasMissed bool
	comment   Span // from where the next "*/}" was looked for to where it stands

	budget     int
	ticks      int
	deadline   time.Time
	lastOffset int
	emphasis   countedDelimiters
	strike     countedDelimiters
}

// contextOf is the parseContext that parseBody has handed to goldmark.
func contextOf(pc parser.Context) *parseContext {
	ctx, _ := pc.(*parseContext)
	return ctx
}

// spend draws a cost on the budget of the parse. A cost of 1 is some 10 ns.
func (c *parseContext) spend(offset, cost int) {
	c.lastOffset = offset
	c.budget -= cost
	c.ticks++
	if c.budget < 0 || c.ticks%ticksPerLook == 0 && time.Now().After(c.deadline) {
		panic(limitExceeded{ParseTooSlow, offset})
	}
}

// SetBlockOffset is called for each line and container of the block phase. Its cost bounds the
// memory, too: a line of two bytes can become half a kilobyte of blocks.
func (c *parseContext) SetBlockOffset(v int) {
	c.spend(c.lastOffset, lineCost)
	c.Context.SetBlockOffset(v)
}

// AddReference is called for each link reference definition.
func (c *parseContext) AddReference(r parser.Reference) {
	c.spend(c.lastOffset, 1)
	c.Context.AddReference(r)
}

// Reference notes a label without definition for the link parser's wrapper.
func (c *parseContext) Reference(label string) (parser.Reference, bool) {
	r, ok := c.Context.Reference(label)
	if !ok {
		c.missed, c.hasMissed = label, true
	}
	return r, ok
}

// newParser assembles CommonMark with tables, strikethrough, task lists, footnotes, MDX
// comments and the containers of help-centre dialects. Linkify is left out: it would cost
// 40 % of the parse, and a scan for bare URLs finds more.
func newParser() parser.Parser {
	inline := []util.PrioritizedValue{
		util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
		util.Prioritized(recordedInline{parser.NewCodeSpanParser()}, 100),
		util.Prioritized(footnoteLinkParser{}, 101),
		util.Prioritized(newRecordedLink(), 200),
		util.Prioritized(recordedInline{parser.NewAutoLinkParser()}, 300),
		util.Prioritized(recordedInline{parser.NewRawHTMLParser()}, 400),
		util.Prioritized(recordedInline{commentSpanParser{}}, 400),
		util.Prioritized(emphasisParser{countedInline{parser.NewEmphasisParser()}}, 500),
		util.Prioritized(countedInline{extension.NewStrikethroughParser()}, 500),
	}
	// What is not wrapped opens neither a container nor a block whose start is asked for.
	blocks := []util.PrioritizedValue{
		util.Prioritized(containerParser{}, 50),
		util.Prioritized(commentBlockParser{}, 60),
		util.Prioritized(parser.NewSetextHeadingParser(), 100),
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(parser.NewListParser(), 300),
		util.Prioritized(recordedBlock{parser.NewListItemParser()}, 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(recordedBlock{unmarkedBlock{parser.NewATXHeadingParser()}}, 600),
		util.Prioritized(recordedBlock{parser.NewFencedCodeBlockParser()}, 700),
		util.Prioritized(recordedBlock{parser.NewBlockquoteParser()}, 800),
		util.Prioritized(htmlParser{recordedBlock{parser.NewHTMLBlockParser()}}, 900),
		util.Prioritized(newFootnoteParser(), 999),
		util.Prioritized(unmarkedBlock{parser.NewParagraphParser()}, 1000),
	}
	return parser.NewParser(
		parser.WithBlockParsers(blocks...),
		parser.WithInlineParsers(inline...),
		parser.WithParagraphTransformers(
			util.Prioritized(boundedDefinitions{parser.LinkReferenceParagraphTransformer}, 100),
			util.Prioritized(boundedTable{extension.NewTableParagraphTransformer()}, 200),
		),
		parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
	)
}

// shared is the one parser of the program: goldmark's parser is safe for concurrent use
// and costs 20 µs to build, a tenth of parsing an article.
var shared = newParser()

// parseBody parses src from the offset body on. All offsets in the tree are of src.
// A body that exceeds a bound gives a nil document and the reason.
func (m *Memory) parseBody(src []byte, body int, mdx bool) (doc ast.Node, ctx *parseContext, obstacle *Obstacle) {
	// goldmark may append to a sub-slice of the source, so no spare capacity is left to it.
	src = slices.Clip(src)
	ctx = &parseContext{
		Context: parser.NewContext(), src: src, mdx: mdx, inlines: m.inlines, links: m.links,
		budget: baseBudget + byteBudget*len(src), deadline: time.Now().Add(clockBudget),
	}
	defer func() {
		r := recover()
		if r == nil {
			return
		}
		limit, ok := r.(limitExceeded)
		if !ok {
			panic(r)
		}
		doc, obstacle = nil, &Obstacle{Kind: limit.kind, Span: between(limit.offset, limit.offset)}
	}()
	reader := text.NewReader(src)
	if body > 0 {
		reader.SetPosition(0, text.NewSegment(body, body))
		reader.AdvanceLine()
	}
	return shared.Parse(reader, parser.WithContext(ctx)), ctx, nil
}
