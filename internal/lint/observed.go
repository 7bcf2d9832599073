package lint

import "github.com/kblint/kblint/internal/article"

// Observed is what several article rules work out of the same article. It is worked out once an article,
// by whichever rule asks first, and must not depend on any rule's options.
type Observed[T any] struct{ Observe func(*article.Article) T }

// In gives what is observed in the article of a pass.
func (o *Observed[T]) In(p *Pass) T {
	if made, ok := p.observed[o].(T); ok {
		return made
	}
	made := o.Observe(p.Article)
	if p.observed == nil {
		p.observed = map[any]any{}
	}
	p.observed[o] = made
	return made
}
