package article

import (
	"iter"

	"github.com/yuin/goldmark/ast"
)

// Bold yields what a passage sets in bold, each from the first to the last byte of its text.
func (a *Article) Bold(p *Passage) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		if p.Node != nil && p.Kind != Code && p.Kind != HTML {
			bold(p.Node, yield)
		}
	}
}

func bold(parent ast.Node, yield func(Span) bool) (goOn bool) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if n.Type() == ast.TypeBlock {
			continue // another passage
		}
		if e, ok := n.(*ast.Emphasis); ok && isStrong(e) {
			if start, end := firstText(e), lastText(e); start >= 0 && end > start && !yield(between(start, end)) {
				return false
			}
			continue
		}
		if !bold(n, yield) {
			return false
		}
	}
	return true
}

// firstText is the offset of the first text below a node, -1 if there is none.
func firstText(n ast.Node) int {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			return t.Segment.Start
		}
		if start := firstText(c); start >= 0 {
			return start
		}
	}
	return -1
}
