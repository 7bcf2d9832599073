package keywords

import (
	"github.com/kblint/kblint/internal/lint"
)

type inconsistentOptions struct {
	Keys []string `yaml:"keys"`
}

var inconsistent = lint.CorpusRule[inconsistentOptions, *profile]{
	Meta: lint.Meta{
		ID:       "keywords/inconsistent",
		Summary:  "A tag or category is spelt as in the rest of the site.",
		Severity: lint.Warning,
	},
	Options: inconsistentOptions{Keys: taxonomyKeys},
	Facts:   profiles,
	Judge:   judgeInconsistent,
}

const (
	// clearMajority is the percentage of a keyword's uses that show how the site spells it.
	clearMajority = 80
	// enoughUses is how many articles must spell it so.
	enoughUses = 4
)

func judgeInconsistent(c *lint.Corpus[*profile], o inconsistentOptions) {
	vocabularyOf(c, o.Keys).eachUse(c, func(where lint.Place, p *profile, k *keyword, t *term) {
		usual := t.spellings[0]
		if k.Text == usual.text || usual.articles < enoughUses || 100*usual.articles < clearMajority*t.articles {
			return
		}
		if t.deliberate && fold(k.Text) != fold(usual.text) {
			return // searchers type it in both ways
		}
		if p.has(k.Key, usual.text) {
			return // written so it would stand twice
		}
		d := c.Report(where, k.Span, "\"%s\" is spelt \"%s\" in %d of the %d articles that have it in \"%s\"; spell it so", k.Text, usual.text, usual.articles, t.articles, k.Key)
		if edits := k.rewrite(usual.text); edits != nil {
			d.Fix(edits, "write \"%s\"", usual.text)
		}
	})
}
