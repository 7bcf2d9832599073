package keywords

import (
	"slices"

	"github.com/kblint/kblint/internal/lint"
)

type duplicateOptions struct {
	// Keys may be dotted paths ("seo.keywords").
	Keys []string `yaml:"keys"`
	// Across is whether a keyword may stand under two keys: "rare", "always" or "never".
	Across string `yaml:"across" choices:"rare always never"`
}

var duplicate = lint.CorpusRule[duplicateOptions, *profile]{
	Meta: lint.Meta{
		ID:       "keywords/duplicate",
		Summary:  "A keyword stands once in an article's front matter.",
		Severity: lint.Error,
	},
	Options: duplicateOptions{Keys: []string{"tags", "categories", "keywords", "labels"}, Across: "rare"},
	Facts:   profiles,
	Judge:   judgeDuplicate,
}

// customaryRepetition is the percentage of the articles with two keys that repeat a keyword under both
// from which on that is no oversight, but how the site is written.
const customaryRepetition = 5

// keyPair is two keys that an article has keywords under.
type keyPair struct{ first, second string }

func judgeDuplicate(c *lint.Corpus[*profile], o duplicateOptions) {
	customary := customaryPairs(c, o)
	for where, p := range c.Asked() {
		p.eachDuplicate(o.Keys, func(k, earlier *keyword) {
			switch {
			case earlier.Key == k.Key:
				reportDuplicate(c, where, k, earlier)
			case !customary(keyPair{earlier.Key, k.Key}):
				reportAcross(c, where, k, earlier)
			}
		})
	}
}

// eachDuplicate visits the keywords that stand in an article before, under the same key or else under
// another.
func (p *profile) eachDuplicate(keys []string, visit func(k, earlier *keyword)) {
	if len(p.Keywords) < 2 {
		return
	}
	type spot struct{ key, folded string }
	first := make(map[spot]*keyword, 2*len(p.Keywords))
	for i := range p.Keywords {
		k := &p.Keywords[i]
		if !slices.Contains(keys, k.Key) {
			continue
		}
		folded := fold(k.Text)
		here, anywhere := spot{k.Key, folded}, spot{"", folded}
		switch {
		case first[here] != nil:
			visit(k, first[here])
			continue
		case first[anywhere] != nil:
			visit(k, first[anywhere])
		default:
			first[anywhere] = k
		}
		first[here] = k
	}
}

func reportDuplicate(c *lint.Corpus[*profile], where lint.Place, k, earlier *keyword) {
	var d *lint.Diagnostic
	if k.Text == earlier.Text {
		d = c.Report(where, k.Span, "\"%s\" is already in \"%s\"; remove this one", k.Text, k.Key).Relate(earlier.Span, "\"%s\" stands here first", earlier.Text)
	} else {
		d = c.Report(where, k.Span, "\"%s\" in \"%s\" is the same keyword as \"%s\"; keep one of the two", k.Text, k.Key, earlier.Text).Relate(earlier.Span, "\"%s\" stands here", earlier.Text)
	}
	k.offerRemoval(d, k.Text == earlier.Text) // else the other spelling may be the right one
}

func reportAcross(c *lint.Corpus[*profile], where lint.Place, k, earlier *keyword) {
	d := c.Report(where, k.Span, "\"%s\" in \"%s\" stands in \"%s\", too; keep one of the two", k.Text, k.Key, earlier.Key).Relate(earlier.Span, "\"%s\" stands here", earlier.Text)
	k.offerRemoval(d, k.Text == earlier.Text)
}

// offerRemoval adds a fix that takes the keyword out of its list.
func (k *keyword) offerRemoval(d *lint.Diagnostic, safe bool) {
	edits := k.removal()
	switch {
	case edits == nil:
	case safe:
		d.Fix(edits, "remove this \"%s\"", k.Text)
	default:
		d.Suggest(edits, "remove this \"%s\"", k.Text)
	}
}

// customaryPairs tells under which pairs of keys the site repeats keywords as a habit.
func customaryPairs(c *lint.Corpus[*profile], o duplicateOptions) func(keyPair) bool {
	if o.Across != "rare" {
		return func(keyPair) bool { return o.Across == "always" }
	}
	both, repeated := map[keyPair]int{}, map[keyPair]int{}
	for _, p := range c.All() {
		countPairs(p, o.Keys, both, repeated)
	}
	return func(pair keyPair) bool {
		return both[pair] >= enoughArticles && 100*repeated[pair] >= customaryRepetition*both[pair]
	}
}

// countPairs counts the pairs of keys that an article has, and those under which it repeats a keyword.
func countPairs(p *profile, keys []string, both, repeated map[keyPair]int) {
	var present [8]string // more kinds of keywords than any article has
	n := 0
	for i := range p.Keywords {
		key := p.Keywords[i].Key
		if n < len(present) && slices.Contains(keys, key) && !slices.Contains(present[:n], key) {
			present[n] = key
			n++
		}
	}
	for i, first := range present[:n] {
		for _, second := range present[i+1 : n] {
			both[keyPair{first, second}]++
			if p.repeats(first, second) {
				repeated[keyPair{first, second}]++
			}
		}
	}
}

// repeats reports whether a keyword stands under two keys.
func (p *profile) repeats(first, second string) bool {
	folded := make(map[string]bool, len(p.Keywords))
	for i := range p.Keywords {
		if k := &p.Keywords[i]; k.Key == first {
			folded[fold(k.Text)] = true
		}
	}
	return slices.ContainsFunc(p.Keywords, func(k keyword) bool { return k.Key == second && folded[fold(k.Text)] })
}
