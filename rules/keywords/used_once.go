package keywords

import (
	"github.com/kblint/kblint/internal/lint"
)

type usedOnceOptions struct {
	Keys []string `yaml:"keys"`
}

var usedOnce = lint.CorpusRule[usedOnceOptions, *profile]{
	Meta: lint.Meta{
		ID:       "keywords/used-once",
		Summary:  "A tag leads from one article to others.",
		Severity: lint.Hint,
		OptIn:    true,
	},
	Options: usedOnceOptions{Keys: taxonomyKeys},
	Facts:   profiles,
	Judge:   judgeUsedOnce,
}

func judgeUsedOnce(c *lint.Corpus[*profile], o usedOnceOptions) {
	vocabularyOf(c, o.Keys).eachUse(c, func(where lint.Place, _ *profile, k *keyword, t *term) {
		if t.articles == 1 {
			d := c.Report(where, k.Span, "no other article has \"%s\" in \"%s\"; use one that leads readers on, or remove it", k.Text, k.Key)
			k.offerRemoval(d, false)
		}
	})
}
