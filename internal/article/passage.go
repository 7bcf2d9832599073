package article

import "github.com/yuin/goldmark/ast"

// PassageKind is the sort of block that a passage is.
type PassageKind uint8

// The kinds of passages.
const (
	Paragraph   PassageKind = iota + 1 // also the text of a list item
	HeadingText                        // of any heading
	Cell                               // of a table
	Code                               // fenced, indented, or in a verbatim container
	HTML                               // a block of HTML; its text is what stands between the tags; comments have none
)

// Passage is a leaf block: the smallest block of text that a reader sees as one.
type Passage struct {
	Kind      PassageKind
	Node      ast.Node
	Span      Span       // of code its opening fence or marker included; of a heading all of it; never the blanks around it
	Text      []Span     // what a reader sees, in order, markup and link destinations cut; words may run over from one span into the next
	Item      *Item      // the innermost list item around it, nil outside lists
	Quote     *Quote     // the innermost block quote around it, nil outside
	Container *Container // the innermost container around it, nil outside
	Language  string     // of code: the first word behind the fence or the container's name
	Index     int        // its place in Article.Passages
}

// Item is a list item.
type Item struct {
	Node   ast.Node
	Span   Span // from its marker to the end of its last passage
	Marker Span // "-" or "12."
	Number int  // as written; -1 for a bullet
	Index  int  // place in its list, from 0
	List   *ast.List
	Parent *Item // the item around the item's list, nil at the top

	first   int // the index of its first passage, or of what follows it if it has none
	listEnd *int
}

// ListEnd is the offset of the end of the item's list.
func (i *Item) ListEnd() int { return *i.listEnd }

// Quote is a block quote.
type Quote struct {
	Span   Span
	Parent *Quote // the quote around it, nil at the top

	first int // as Item.first
}
