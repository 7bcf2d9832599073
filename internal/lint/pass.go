package lint

import (
	"iter"

	"github.com/kblint/kblint/internal/article"
)

// Pass is one rule's look at one article, and all that the rule may touch.
type Pass struct {
	*article.Article
	diagnostics []*Diagnostic
}

// NewPass starts a look at an article.
func NewPass(a *article.Article) *Pass { return &Pass{Article: a} }

// Report says where and what. The format is the key of the message catalogue. Fixes and
// related places are added to the result.
func (p *Pass) Report(at article.Span, format string, args ...any) *Diagnostic {
	d := &Diagnostic{Span: at, Message: Message{format, args}}
	p.diagnostics = append(p.diagnostics, d)
	return d
}

// Diagnostics are what has been reported, in the order of the calls.
func (p *Pass) Diagnostics() []*Diagnostic { return p.diagnostics }

// Entry is one article's facts, without their type.
type Entry struct {
	Path  string
	Facts any
}

// View is what a corpus rule may touch, without the type of its facts.
type View struct {
	Entries []Entry // in the order of paths
	Files   FileTree
	Report  func(path string, d *Diagnostic)
}

// FileTree knows which files there are. Paths are slash-separated and relative to the
// working folder.
type FileTree interface {
	// Find looks a path up. Where nothing is there but something whose name differs in
	// letter case alone, actual is that name's path and exact is false.
	Find(path string) (actual string, kind FileKind, exact bool)
}

// FileKind is what stands at a path.
type FileKind uint8

// The kinds of files.
const (
	NoFile FileKind = iota
	RegularFile
	Folder
)

// Corpus is the facts of all articles, and the place to report.
type Corpus[F any] struct{ view *View }

// All yields each article's path and facts, in the order of paths.
func (c *Corpus[F]) All() iter.Seq2[string, F] {
	return func(yield func(string, F) bool) {
		for _, e := range c.view.Entries {
			facts, ok := e.Facts.(F)
			if !ok {
				panic("lint: facts of another type under one name")
			}
			if !yield(e.Path, facts) {
				return
			}
		}
	}
}

// Files knows which files there are.
func (c *Corpus[F]) Files() FileTree { return c.view.Files }

// Report says where and what, for the article at path.
func (c *Corpus[F]) Report(path string, at article.Span, format string, args ...any) *Diagnostic {
	d := &Diagnostic{Span: at, Message: Message{format, args}}
	c.view.Report(path, d)
	return d
}
