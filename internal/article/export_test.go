package article

import (
	"bytes"
	"time"

	"github.com/yuin/goldmark/ast"
)

// Tree is goldmark's tree of a source without front matter, nil where it was given up. Blocks whose
// inlines were not parsed get those that they stand for.
func Tree(src []byte) ast.Node {
	doc, _, _ := new(Memory).parseBody(src, 0, false)
	if doc != nil {
		addSkipped(doc, src)
	}
	return doc
}

func addSkipped(n ast.Node, src []byte) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		addSkipped(c, src)
	}
	if n.Type() != ast.TypeBlock || !isTurned(n.Lines()) {
		return
	}
	turn(n.Lines())
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		t := ast.NewTextSegment(line.TrimRightSpace(src))
		raw, ends := bytes.CutSuffix(src[line.Start:line.Stop], []byte("\n"))
		isHard := ends && bytes.HasSuffix(bytes.TrimSuffix(raw, []byte("\r")), []byte("  "))
		t.SetSoftLineBreak(ends && !isHard)
		t.SetHardLineBreak(isHard)
		n.AppendChild(n, t)
	}
}

// SlowClock keeps the time that parsing takes from deciding anything.
func SlowClock() { clockBudget = time.Hour }
