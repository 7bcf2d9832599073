package keywords

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/spelling"
)

type typoOptions struct {
	Keys []string `yaml:"keys"`
}

var typo = lint.CorpusRule[typoOptions, *profile]{
	Meta: lint.Meta{
		ID:       "keywords/typo",
		Summary:  "A rare tag is not a misspelling of a frequent one.",
		Severity: lint.Hint,
	},
	Options: typoOptions{Keys: taxonomyKeys},
	Facts:   profiles,
	Judge:   judgeTypo,
}

const (
	// rareTag is how many articles may have a tag that is a mistake.
	rareTag = 2
	// frequentTag is how many articles have a tag that is meant.
	frequentTag = 10
	// shortTag is the number of letters below which tags are alike by chance.
	shortTag = 5
)

func judgeTypo(c *lint.Corpus[*profile], o typoOptions) {
	v := vocabularyOf(c, o.Keys)
	meant := v.misspelt()
	if len(meant) == 0 {
		return
	}
	known := titleWords(c)
	v.eachUse(c, func(where lint.Place, _ *profile, k *keyword, t *term) {
		target := meant[t]
		if target == nil || known[t.form] {
			return
		}
		usual := target.spellings[0].text
		d := c.Report(where, k.Span, "\"%s\" looks like a misspelling of \"%s\", which %d articles have in \"%s\"; correct it", k.Text, usual, target.articles, k.Key)
		if edits := k.rewrite(usual); edits != nil {
			d.Fix(edits, "write \"%s\"", usual)
		}
	})
}

// misspelt are the rare terms that look like frequent ones, with those.
func (v vocabulary) misspelt() map[*term]*term {
	meant := map[*term]*term{}
	for _, terms := range v {
		frequent := indexOf(terms)
		for _, t := range terms {
			if t.articles > rareTag || t.spoken || !mayBeMisspelt(t.form) {
				continue
			}
			if target := frequent.nearest(t.form); target != nil {
				meant[t] = target
			}
		}
	}
	return meant
}

// mayBeMisspelt leaves out what is too short, has digits, which are never a slip of a letter, or is in a
// script where one character makes another word.
func mayBeMisspelt(form string) bool {
	return utf8.RuneCountInString(form) >= shortTag && !strings.ContainsFunc(form, func(r rune) bool {
		return unicode.IsDigit(r) || r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Hangul)
	})
}

// titleWords are all words of titles: a tag that is one of them is a word of its own.
func titleWords(c *lint.Corpus[*profile]) map[string]bool {
	known := map[string]bool{}
	for _, p := range c.All() {
		for word := range strings.FieldsSeq(p.Title.Topic) {
			known[word] = true
		}
	}
	return known
}

// neighbourhood finds frequent terms that are one edit away from a rare one, by what is left of either
// when a letter is taken out: W. Garbe, "SymSpell", 2012.
type neighbourhood map[string][]*term

func indexOf(terms map[string]*term) neighbourhood {
	n := neighbourhood{}
	for _, t := range terms {
		if t.articles >= frequentTag && mayBeMisspelt(t.form) {
			n.add(t)
		}
	}
	return n
}

func (n neighbourhood) add(t *term) {
	n[t.form] = append(n[t.form], t)
	eachDeletion(t.form, func(rest string) { n[rest] = append(n[rest], t) })
}

// each visits the terms that are one edit away, some of them more than once.
func (n neighbourhood) each(form string, visit func(*term)) {
	try := func(rest string) {
		for _, t := range n[rest] {
			if spelling.Distance(form, t.form) == 1 {
				visit(t)
			}
		}
	}
	try(form)
	eachDeletion(form, try)
}

// nearest is the most used of the terms that are one edit away, nil if there is none. Singular and
// plural are two words.
func (n neighbourhood) nearest(form string) *term {
	var best *term
	n.each(form, func(t *term) {
		if singular(t.form) == singular(form) {
			return
		}
		if best == nil || t.articles > best.articles || t.articles == best.articles && t.form < best.form {
			best = t
		}
	})
	return best
}

func eachDeletion(word string, visit func(rest string)) {
	for i, r := range word {
		visit(word[:i] + word[i+utf8.RuneLen(r):])
	}
}
