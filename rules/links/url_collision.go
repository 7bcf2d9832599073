package links

import (
	"slices"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/site"
)

var urlCollision = lint.CorpusRule[lint.None, *dossier]{
	Meta: lint.Meta{
		ID:       "links/url-collision",
		Summary:  "No two articles claim one address.",
		Severity: lint.Error,
	},
	Facts: dossiers,
	Judge: judgeURLCollision,
}

func judgeURLCollision(c *lint.Corpus[*dossier], _ lint.None) {
	claims := map[string]site.Collision{} // by path
	spaceOf := map[string]*site.Space{}
	for _, space := range spaces.Of(c).All() {
		for _, collision := range space.Collisions() {
			for _, p := range collision.Pages {
				claims[p.Path], spaceOf[p.Path] = collision, space
			}
		}
	}
	if len(claims) == 0 {
		return
	}
	for where, d := range c.Asked() {
		collision, ok := claims[where.Site]
		if !ok {
			continue
		}
		others := slices.DeleteFunc(slices.Clone(collision.Pages), func(p *site.Page) bool { return p.Path == where.Site })
		address := spaceOf[where.Site].Address(collision.URL)
		found := c.Report(where, d.At, "this article and \"%s\" both claim the address \"%s\", so that readers find but one of them; give one another name or slug", others[0].Address, address)
		for _, other := range others {
			found.RelateIn(lint.Place{Path: other.Address}, article.Span{}, "it claims the address, too")
		}
	}
}
