package lint

import (
	"iter"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/site"
	"github.com/kblint/kblint/internal/web"
)

// Pass is a rule's look at one article, and all that the rule may touch. One rule after another gets
// the same.
type Pass struct {
	*article.Article
	Today       article.Date
	Generator   string // of the site, as the configuration names it; "" where it is unknown
	diagnostics []*Diagnostic
	observed    map[any]any // by Observed
}

// NewPass starts a look at an article on a day.
func NewPass(a *article.Article, today article.Date) *Pass { return &Pass{Article: a, Today: today} }

// Report says where and what. The format is the key of the message catalogue. Fixes and
// related places are added to the result.
func (p *Pass) Report(at article.Span, format string, args ...any) *Diagnostic {
	d := &Diagnostic{Span: at, Message: Message{format, args}}
	p.diagnostics = append(p.diagnostics, d)
	return d
}

// Take hands over what has been reported since the last call, in the order of the reports.
func (p *Pass) Take() []*Diagnostic {
	taken := p.diagnostics
	p.diagnostics = nil
	return taken
}

// Place is where an article stands.
type Place struct {
	Path string // as people see it: slash-separated, relative to the working folder
	Site string // as the site sees it: slash-separated, relative to the content root
	// Address is where it lies among the others of the site; nil before those are known.
	Address *article.Address
}

// Entry is one article's facts, without their type.
type Entry struct {
	Place
	Facts any
	Asked bool // whether findings on the article are wanted
}

// View is what a corpus rule may touch, without the type of its facts.
type View struct {
	Entries []Entry // in the order of paths
	Files   FileTree
	Today   article.Date
	Site    Site
	Ask     web.Ask           // what external addresses lead to; nil where nobody is to ask
	Memo    *Memo             // of the run
	Before  *View             // the site before the change that is judged; nil where there is none, or it is unknown
	Moved   map[string]string // the paths of articles that were renamed, by those that they had before
	Report  func(at Place, d *Diagnostic)
	Silent  bool // a rule wanted to ask the web, and there was nobody to ask
}

// Site is what is known of the site that the articles become.
type Site struct {
	Generator string         // "hugo", as the configuration names it; "" where it is unknown
	Configs   []*site.Config // of all sites below the content root
	Files     site.Files     // below the content root
	Root      string         // the content root as people see it: relative to the working folder
}

// FileTree knows which files there are. Paths are slash-separated and relative to the
// working folder.
type FileTree interface {
	// Kind is what stands at just that path.
	Kind(path string) FileKind
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

// All yields the place and facts of each article of the site, in the order of paths.
func (c *Corpus[F]) All() iter.Seq2[Place, F] { return c.entries(false) }

// Asked is All without the articles that are not linted: what is reported on those is lost.
func (c *Corpus[F]) Asked() iter.Seq2[Place, F] { return c.entries(true) }

func (c *Corpus[F]) entries(asked bool) iter.Seq2[Place, F] {
	return func(yield func(Place, F) bool) {
		for _, e := range c.view.Entries {
			if asked && !e.Asked {
				continue
			}
			facts, ok := e.Facts.(F)
			if !ok {
				panic("lint: facts of another type under one name")
			}
			if !yield(e.Place, facts) {
				return
			}
		}
	}
}

// Before is the site before the change that is judged. There is none where all of the site is.
func (c *Corpus[F]) Before() (before *Corpus[F], ok bool) {
	if c.view.Before == nil {
		return nil, false
	}
	return &Corpus[F]{view: c.view.Before}, true
}

// Moved is the path that an article has now which had another, or the same, before the change.
func (c *Corpus[F]) Moved(before string) string {
	if now, ok := c.view.Moved[before]; ok {
		return now
	}
	return before
}

// Site is what is known of the site that the articles become.
func (c *Corpus[F]) Site() Site { return c.view.Site }

// Web asks what external addresses lead to. It is nil where the user wants nothing to be asked.
func (c *Corpus[F]) Web() web.Ask {
	c.view.Silent = c.view.Silent || c.view.Ask == nil
	return c.view.Ask
}

// Today is the day of the run.
func (c *Corpus[F]) Today() article.Date { return c.view.Today }

// Report says where and what, for the article at a place.
func (c *Corpus[F]) Report(where Place, at article.Span, format string, args ...any) *Diagnostic {
	d := &Diagnostic{Span: at, Message: Message{format, args}}
	c.view.Report(where, d)
	return d
}
