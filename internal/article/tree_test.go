package article_test

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/kblint/kblint/internal/article"
)

// plainParser is goldmark with the extensions of this package and without its wrappers.
func plainParser() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithBlockParsers(util.Prioritized(extension.NewFootnoteBlockParser(), 999)),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithInlineParsers(
			util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
			util.Prioritized(extension.NewFootnoteParser(), 101),
			util.Prioritized(extension.NewStrikethroughParser(), 500),
		),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
		parser.WithParagraphTransformers(util.Prioritized(extension.NewTableParagraphTransformer(), 200)),
		parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
	)
}

// TestTree demands that the wrappers change nothing of what goldmark makes of Markdown.
func TestTree(t *testing.T) {
	t.Parallel()
	for _, src := range seeds(t) {
		for _, variant := range []string{
			src,
			strings.ReplaceAll(src, "\n", "\r\n"),
			"> " + strings.ReplaceAll(src, "\n", "\n> "),
			">\t" + strings.ReplaceAll(src, "\n", "\n>\t"),
			"-\t" + strings.ReplaceAll(src, "\n", "\n\t"),
			strings.TrimSuffix(src, "\n"),
		} {
			checkTree(t, []byte(variant))
		}
	}
}

// TestEmphasis tries all short lines of marks, letters, blanks and punctuation, in which what stands
// before and behind a mark decides what it means.
func TestEmphasis(t *testing.T) {
	t.Parallel()
	const alphabet, longest = "*_a .", 6
	line := make([]byte, 0, longest)
	var extend func()
	extend = func() {
		if !t.Failed() {
			checkTree(t, append([]byte("x"), line...))
		}
		if len(line) == longest {
			return
		}
		for _, c := range []byte(alphabet) {
			line = append(line, c)
			extend()
			line = line[:len(line)-1]
		}
	}
	extend()
	for _, src := range []string{"*\v*", "**a\u00a0**", "**“a”** b", "a**“b”**c", "**a]**", "[**a**](b)", "[**a] b**](c)", "***a***", "**a** *b***"} {
		checkTree(t, []byte(src))
	}
}

// checkTree compares the tree of a source without containers and MDX comments to goldmark's.
func checkTree(t *testing.T, src []byte) {
	t.Helper()
	src = slices.Clip(src)
	tree := article.Tree(src)
	if tree == nil || looseFootnote.Match(src) || bytes.Contains(src, []byte("{/*")) || isForeign(tree) {
		return
	}
	want := plainParser().Parse(text.NewReader(src))
	if diff := gocmp.Diff(treeLines(want, src), treeLines(tree, src)); diff != "" {
		t.Errorf("%q\n(-goldmark +article)\n%s", src, diff)
	}
}

// looseFootnote is what plain goldmark takes for a reference to a footnote though its bracket is
// missing.
var looseFootnote = regexp.MustCompile(`![^\[]\^`)

// isForeign reports whether a tree has what plain goldmark does not know, or loses: footnotes in
// footnotes.
func isForeign(n ast.Node) bool {
	switch n.(type) {
	case *article.Container:
		return true
	case *east.Footnote:
		for around := n.Parent(); around != nil; around = around.Parent() {
			if _, nested := around.(*east.Footnote); nested {
				return true
			}
		}
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if isForeign(c) {
			return true
		}
	}
	return false
}

// treeLines shows a tree with the places of its blocks and texts. Texts that touch are shown as
// one; footnotes, which goldmark moves, are shown last.
func treeLines(doc ast.Node, src []byte) []string {
	w := &treeWriter{src: src}
	w.node(doc, 0)
	for len(w.footnotes) > 0 {
		notes := w.footnotes
		w.footnotes = nil
		slices.SortStableFunc(notes, func(x, y ast.Node) int { return cmp.Compare(x.Pos(), y.Pos()) })
		for _, n := range notes {
			w.lines = append(w.lines, "Footnote")
			w.children(n, 1)
		}
	}
	return w.lines
}

type treeWriter struct {
	src       []byte
	lines     []string
	footnotes []ast.Node
	textEnd   int // of the text shown last, 0 if something else was
}

func (w *treeWriter) node(n ast.Node, depth int) {
	if n, ok := n.(*ast.Text); ok {
		w.text(n, depth)
		return
	}
	w.textEnd = 0
	switch n := n.(type) {
	case *east.Footnote:
		w.footnotes = append(w.footnotes, n)
		return
	case *east.FootnoteList:
		w.children(n, depth)
		return
	}
	line := fmt.Sprintf("%*s%s", 2*depth, "", n.Kind())
	switch n := n.(type) {
	case *ast.Heading:
		line += fmt.Sprintf(" %d", n.Level)
	case *ast.Emphasis:
		line += fmt.Sprintf(" %d", n.Level)
	case *ast.Link:
		line += fmt.Sprintf(" %q %q", n.Destination, n.Title)
	case *ast.Image:
		line += fmt.Sprintf(" %q %q", n.Destination, n.Title)
	}
	if n.Type() == ast.TypeBlock {
		line += fmt.Sprint(" ", n.Lines().Sliced(0, n.Lines().Len()))
	}
	w.lines = append(w.lines, line)
	w.children(n, depth+1)
	w.textEnd = 0
}

func (w *treeWriter) children(n ast.Node, depth int) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.node(c, depth)
	}
}

func (w *treeWriter) text(n *ast.Text, depth int) {
	s := n.Segment
	if s.Start == s.Stop && !n.SoftLineBreak() && !n.HardLineBreak() {
		return
	}
	if w.textEnd > 0 && w.textEnd == s.Start {
		last := &w.lines[len(w.lines)-1]
		*last = (*last)[:strings.LastIndexByte(*last, '-')]
		*last += fmt.Sprintf("-%d", s.Stop)
	} else {
		w.lines = append(w.lines, fmt.Sprintf("%*sText %d-%d", 2*depth, "", s.Start, s.Stop))
	}
	w.textEnd = s.Stop
	if n.SoftLineBreak() || n.HardLineBreak() {
		w.lines[len(w.lines)-1] += fmt.Sprintf(" soft %v hard %v", n.SoftLineBreak(), n.HardLineBreak())
		w.textEnd = 0
	}
}
