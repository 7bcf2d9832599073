package lint

import (
	"go.yaml.in/yaml/v4"

	"github.com/kblint/kblint/internal/article"
)

// ArticleRule judges one article at a time. Check is called concurrently for different
// articles, so it keeps no state; it returns no error, since a rule cannot fail.
type ArticleRule[O any] struct {
	Meta
	Options O // the defaults
	Check   func(*Pass, O)
}

// CorpusRule judges articles against one another. It sees nothing of them but facts.
type CorpusRule[O, F any] struct {
	Meta
	Options O // the defaults
	Facts   *Facts[F]
	Judge   func(*Corpus[F], O)
}

// AuditRule is judged by the engine itself: whether a file can be read at all, and whether
// a suppression comment does anything.
type AuditRule[O any] struct {
	Meta
	Options O // the defaults
}

// Facts say what several corpus rules need to know of an article. They depend on the
// article alone, never on options, and survive JSON unchanged.
type Facts[F any] struct {
	Name    string
	Collect func(*article.Article) F
}

// Rule is an ArticleRule, CorpusRule or AuditRule of any options and facts.
type Rule interface {
	Describe() Meta
	bind(options *yaml.Node, env Env) *Bound
	defaults() any
}

// Complain takes a mistake in a rule's options, at the node that holds it.
type Complain func(at *yaml.Node, format string, args ...any)

// Env is what the options of a rule may ask for while they are settled.
type Env struct {
	Complain Complain
	// ReadFile reads a file whose path is relative to the folder of the configuration.
	ReadFile func(name string) ([]byte, error)
	// Globs compiles a list of patterns for articles, a key's value. What it gives is asked with an
	// article's Site path.
	Globs func(key string, patterns *yaml.Node) func(site string) bool
}

// Bound is a rule with its options settled: what the engine runs. Type erasure happens
// here and nowhere else.
type Bound struct {
	Meta
	Options any // of the rule's own type
	Check   func(*Pass)
	Facts   Collector
	Judge   func(*View)
}

// Collector is Facts of any type.
type Collector interface {
	FactsName() string
	CollectAny(*article.Article) any
}

// FactsName is the name of the facts; rules that share facts share the name.
func (f *Facts[F]) FactsName() string { return f.Name }

// CollectAny is Collect without its type.
func (f *Facts[F]) CollectAny(a *article.Article) any { return f.Collect(a) }

// Bind settles a rule's options: its defaults, changed by what a mapping node says. options
// may be nil. Mistakes go to env; the rule is usable all the same.
func Bind(r Rule, options *yaml.Node, env Env) *Bound { return r.bind(options, env) }

// Options lists the options of a rule with their default values, in the order of declaration.
func Options(r Rule) []Option { return describeOptions(r.defaults()) }

// Describe gives the rule's Meta.
func (r ArticleRule[O]) Describe() Meta { return r.Meta }

func (r ArticleRule[O]) defaults() any { return r.Options }

func (r ArticleRule[O]) bind(node *yaml.Node, env Env) *Bound {
	options := decodeOptions(r.ID, r.Options, node, env)
	return &Bound{Meta: r.Meta, Options: options, Check: func(p *Pass) { r.Check(p, options) }}
}

// Describe gives the rule's Meta.
func (r CorpusRule[O, F]) Describe() Meta { return r.Meta }

func (r CorpusRule[O, F]) defaults() any { return r.Options }

func (r CorpusRule[O, F]) bind(node *yaml.Node, env Env) *Bound {
	options := decodeOptions(r.ID, r.Options, node, env)
	judge := func(v *View) { r.Judge(&Corpus[F]{view: v}, options) }
	return &Bound{Meta: r.Meta, Options: options, Facts: r.Facts, Judge: judge}
}

// Describe gives the rule's Meta.
func (r AuditRule[O]) Describe() Meta { return r.Meta }

func (r AuditRule[O]) defaults() any { return r.Options }

func (r AuditRule[O]) bind(node *yaml.Node, env Env) *Bound {
	return &Bound{Meta: r.Meta, Options: decodeOptions(r.ID, r.Options, node, env)}
}
