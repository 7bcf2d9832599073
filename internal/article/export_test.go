package article

import "github.com/yuin/goldmark/ast"

// Tree is goldmark's tree of a source without front matter, nil where it was given up.
func Tree(src []byte) ast.Node {
	doc, _, _ := parseBody(src, 0, false)
	return doc
}
