package keywords

import (
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/lint"
)

type variantOptions struct {
	Keys []string `yaml:"keys"`
}

var variant = lint.CorpusRule[variantOptions, *profile]{
	Meta: lint.Meta{
		ID:       "keywords/variant",
		Summary:  "A keyword stands in one spelling in an article's front matter.",
		Severity: lint.Hint,
	},
	Options: variantOptions{Keys: []string{"tags", "categories", "keywords", "labels"}},
	Facts:   profiles,
	Judge:   judgeVariant,
}

// deliberateVariants is the number of articles with the same two spellings side by side from which on
// they are meant: searchers type both.
const deliberateVariants = 3

// twoSpellings is what an article has under one key, folded.
type twoSpellings struct{ key, first, second string }

func judgeVariant(c *lint.Corpus[*profile], o variantOptions) {
	uses := map[twoSpellings]int{}
	for _, p := range c.All() {
		p.eachVariant(o.Keys, func(s twoSpellings, _, _ *keyword) { uses[s]++ })
	}
	for where, p := range c.Asked() {
		p.eachVariant(o.Keys, func(s twoSpellings, k, earlier *keyword) {
			if uses[s] >= deliberateVariants {
				return
			}
			d := c.Report(where, k.Span, "\"%s\" and \"%s\" in \"%s\" are spellings of one keyword; keep the one that the site uses", earlier.Text, k.Text, k.Key)
			d.Relate(earlier.Span, "\"%s\" stands here", earlier.Text)
			k.offerRemoval(d, false)
		})
	}
}

// eachVariant visits the keywords of an article that stand under the same key in another spelling, too.
func (p *profile) eachVariant(keys []string, visit func(s twoSpellings, k, earlier *keyword)) {
	if len(p.Keywords) < 2 {
		return
	}
	type spot struct{ key, form string }
	first := make(map[spot]*keyword, len(p.Keywords))
	for i := range p.Keywords {
		k := &p.Keywords[i]
		if !slices.Contains(keys, k.Key) {
			continue
		}
		folded := fold(k.Text)
		at := spot{k.Key, basicForm(folded)}
		earlier := first[at]
		if earlier == nil {
			first[at] = k
			continue
		}
		if one := fold(earlier.Text); one != folded { // else it is a duplicate
			visit(twoSpellings{k.Key, min(one, folded), max(one, folded)}, k, earlier)
		}
	}
}

// basicForm makes spellings of one keyword equal: with a hyphen, a blank or nothing between its words,
// a plural in English, and a word said twice, as Indonesian forms plurals.
func basicForm(folded string) string {
	words := strings.FieldsFunc(folded, func(r rune) bool { return r == ' ' || r == '-' || r == '_' })
	if half := len(words) / 2; half > 0 && len(words)%2 == 0 && slices.Equal(words[:half], words[half:]) {
		folded = strings.Join(words[:half], " ")
	}
	return joined(singular(folded))
}

// singular takes the ending of an English plural off. In other languages it may spoil words, but
// hardly so that two of one article become the same.
func singular(word string) string {
	switch {
	case len(word) < 4 || strings.HasSuffix(word, "ss") || strings.HasSuffix(word, "us") || strings.HasSuffix(word, "is"):
		return word
	case strings.HasSuffix(word, "ies"):
		return word[:len(word)-len("ies")] + "y"
	case strings.HasSuffix(word, "ches"), strings.HasSuffix(word, "shes"), strings.HasSuffix(word, "xes"), strings.HasSuffix(word, "sses"):
		return word[:len(word)-len("es")]
	case strings.HasSuffix(word, "s"):
		return word[:len(word)-len("s")]
	default:
		return word
	}
}
