// Package article turns the bytes of one Markdown article into something that knows the
// place of everything in it: front matter, sections, steps, callouts, questions and
// answers, links.
//
// All knowledge of Markdown's syntax and dialects lives here, so that a rule never looks
// at syntax. All places are byte spans of the whole file.
package article

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kblint/kblint/internal/lexicon"
)

// ObstacleKind says what kept an article, or a part of it, from being read.
type ObstacleKind uint8

// The obstacles. After the first two the article is read all the same; the others leave
// it, or the table, unread.
const (
	InvalidUTF8   ObstacleKind = iota + 1 // the span is the first run of bytes that are no UTF-8
	NULByte                               // the span is the first NUL byte
	FileTooLarge                          // the span is empty; see Article.Size
	NestedTooDeep                         // the span is where the depth was exceeded
	ParseTooSlow                          // the span is about where the parser was when its time was up
	TableTooWide                          // the span is the header row
)

// Obstacle is something that kept an article from being read as it should be.
type Obstacle struct {
	Kind ObstacleKind
	Span Span
}

// Article is a parsed article. It is read-only for rules, and not safe for concurrent use:
// some of its parts are made when first asked for.
type Article struct {
	Path        string // slash-separated, as shown to people
	Site        string // the path relative to the content root; Path where nobody has said otherwise
	Source      []byte // the whole file; nobody may change it
	Size        int    // in bytes; more than len(Source) for a file too large to be read
	FrontMatter *FrontMatter
	Body        Span // what follows the front matter
	Obstacles   []Obstacle
	Lexicon     *lexicon.Lexicon

	passages    []Passage
	headings    []*Heading
	root        *Section
	items       []*Item
	links       []Link
	images      []Link
	definitions []Definition
	undefined   []UndefinedReference
	comments    []Span
	code        []Span // code blocks and spans, in source order
	containers  []*Container
	strays      []Span

	role      lazy[Role]
	words     lazy[[]lexicon.Word]
	anchors   lazy[[]Anchor]
	templates lazy[[]Link]
	callouts  lazy[[]Callout]
	steps     lazy[[]Step]
	faqs      lazy[[]FAQ]
	tabs      lazy[[]Span]
	terms     []passageTerms
	memory    *Memory
}

// lazy holds a part of the article that is made when first asked for.
type lazy[T any] struct {
	made  bool
	value T
}

func (l *lazy[T]) get(build func() T) T {
	if !l.made {
		l.value, l.made = build(), true
	}
	return l.value
}

// Parse reads an article. It keeps src, which must not change afterwards, and never fails:
// what could not be read is in Obstacles and FrontMatter.Problems.
func Parse(name string, src []byte, lex *lexicon.Lexicon) *Article {
	return new(Memory).parse(name, src, lex)
}

func (m *Memory) parse(name string, src []byte, lex *lexicon.Lexicon) *Article {
	a := &Article{Path: name, Site: name, Source: src, Size: len(src), Lexicon: lex, memory: m}
	a.checkEncoding()
	fm, body := m.parseFrontMatter(src)
	if fm == nil {
		fm = &FrontMatter{}
	}
	a.FrontMatter, a.Body = fm, between(body, len(src))
	doc, ctx, obstacle := m.parseBody(src, body, a.IsMDX())
	if obstacle != nil {
		a.Obstacles = append(a.Obstacles, *obstacle)
		a.root = &Section{Span: a.Body}
		return a
	}
	a.collect(doc, ctx)
	return a
}

// TooLarge is an article whose file exceeds the size that is read.
func TooLarge(name string, size int, lex *lexicon.Lexicon) *Article {
	return &Article{
		Path: name, Site: name, Size: size, Lexicon: lex,
		FrontMatter: &FrontMatter{}, root: &Section{},
		Obstacles: []Obstacle{{Kind: FileTooLarge}},
	}
}

// Readable reports whether the article's body could be read. A rule that misses something
// (an answer, a warning) must not judge an article that could not.
func (a *Article) Readable() bool {
	for _, o := range a.Obstacles {
		if o.Kind == FileTooLarge || o.Kind == NestedTooDeep || o.Kind == ParseTooSlow {
			return false
		}
	}
	return true
}

// checkEncoding notes the first byte that is no text, of each sort.
func (a *Article) checkEncoding() {
	if i := bytes.IndexByte(a.Source, 0); i >= 0 {
		a.Obstacles = append(a.Obstacles, Obstacle{NULByte, between(i, i+1)})
	}
	if utf8.Valid(a.Source) {
		return
	}
	for i := 0; i < len(a.Source); {
		r, size := utf8.DecodeRune(a.Source[i:])
		if r == utf8.RuneError && size == 1 {
			a.Obstacles = append(a.Obstacles, Obstacle{InvalidUTF8, between(i, i+1)})
			return
		}
		i += size
	}
}

// IsMDX reports whether the file is MDX, by its name.
func (a *Article) IsMDX() bool { return strings.EqualFold(path.Ext(a.Path), ".mdx") }

// Headings are the headings of the body in source order.
func (a *Article) Headings() []*Heading { return a.headings }

// Root is the section that is the whole body; its own passages are the lead before the
// first heading.
func (a *Article) Root() *Section { return a.root }

// Passages are the leaf blocks of the body in source order.
func (a *Article) Passages() []Passage { return a.passages }

// Items are the list items of the body, an outer item before those inside it.
func (a *Article) Items() []*Item { return a.items }

// Links are the links of the body in source order, images apart.
func (a *Article) Links() []Link { return a.links }

// Images are the images of the body in source order.
func (a *Article) Images() []Link { return a.images }

// Definitions are the link reference definitions in source order, unused ones and
// duplicates included.
func (a *Article) Definitions() []Definition { return a.definitions }

// UndefinedReferences are the references whose label has no definition, in source order.
func (a *Article) UndefinedReferences() []UndefinedReference { return a.undefined }

// Comments are the spans of HTML and MDX comments outside code, marks included.
func (a *Article) Comments() []Span { return a.comments }

// Containers are the containers of the body in the order of their openers.
func (a *Article) Containers() []*Container { return a.containers }

// InCode reports whether the byte at offset is in a code block or code span.
func (a *Article) InCode(offset int) bool {
	i, found := slices.BinarySearchFunc(a.code, offset, func(s Span, offset int) int { return s.Start - offset })
	return found || i > 0 && offset < a.code[i-1].End
}
