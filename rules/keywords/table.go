package keywords

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"github.com/kblint/kblint/internal/lint"
)

var table = lint.CorpusSurvey[*profile]{
	Name:     "keywords",
	Summary:  "list the keywords of a site: articles, spellings, look-alikes, clusters of competing articles",
	Facts:    profiles,
	Tabulate: tabulate,
}

// line is a keyword with what the table says of it.
type line struct {
	scope
	*term
	alike    []lint.Tally
	clusters int
}

func tabulate(c *lint.Corpus[*profile]) *lint.Table {
	v := vocabularyOf(c, keysOf(c))
	clusters := clustersOf(c)
	var lines []line
	for where, terms := range v {
		alike := lookAlikes(terms)
		for form, t := range terms {
			lines = append(lines, line{where, t, alike[t], clusters[slot{where, form}]})
		}
	}
	sortLines(lines)
	out := &lint.Table{Columns: []string{"key", "language", "keyword", "articles", "clusters", "spellings", "similar"}}
	for _, l := range lines {
		spellings := make([]lint.Tally, 0, len(l.spellings))
		for _, w := range l.spellings {
			spellings = append(spellings, lint.Tally{Text: w.text, Articles: w.articles})
		}
		if len(spellings) == 1 {
			spellings = spellings[:0] // it is the keyword itself
		}
		alike := append([]lint.Tally{}, l.alike...)
		out.Rows = append(out.Rows, []any{l.key, l.language, l.spellings[0].text, l.articles, l.clusters, spellings, alike})
	}
	return out
}

// keysOf are the keys under which the articles of a site have keywords.
func keysOf(c *lint.Corpus[*profile]) []string {
	keys := map[string]bool{}
	for _, p := range c.All() {
		for i := range p.Keywords {
			key := p.Keywords[i].Key
			if textKeys[key[strings.LastIndexByte(key, '.')+1:]] {
				keys[key] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(keys))
}

// slot is where a term stands in a vocabulary.
type slot struct {
	scope
	form string
}

// clustersOf counts, for each keyword, the clusters of competing articles of which two or more have it.
func clustersOf(c *lint.Corpus[*profile]) map[slot]int {
	counts := map[slot]int{}
	for _, group := range competing(c, competingArticles.Options) {
		having := map[slot]int{}
		for _, r := range group {
			seen := map[slot]bool{}
			for i := range r.Keywords {
				k := &r.Keywords[i]
				seen[slot{scope{k.Key, r.language(r.where)}, joined(fold(k.Text))}] = true
			}
			for s := range seen {
				having[s]++
			}
		}
		for s, n := range having {
			if n > 1 {
				counts[s]++
			}
		}
	}
	return counts
}

// lookAlikes are, for each keyword, the others that may be meant to be the same: spellings in the sense
// of keywords/variant, and those one edit away, which hardly ever is at the first letter of a word.
func lookAlikes(terms map[string]*term) map[*term][]lint.Tally {
	byBasicForm := map[string][]*term{}
	near := neighbourhood{}
	for _, t := range terms {
		form := basicForm(fold(t.spellings[0].text))
		byBasicForm[form] = append(byBasicForm[form], t)
		if mayBeMisspelt(t.form) {
			near.add(t)
		}
	}
	alike := make(map[*term][]lint.Tally)
	for form, t := range terms {
		others := map[*term]bool{}
		for _, other := range byBasicForm[basicForm(fold(t.spellings[0].text))] {
			others[other] = true
		}
		if mayBeMisspelt(form) {
			near.each(form, func(other *term) {
				if other.form[0] == form[0] {
					others[other] = true
				}
			})
		}
		delete(others, t)
		for other := range others {
			alike[t] = append(alike[t], lint.Tally{Text: other.spellings[0].text, Articles: other.articles})
		}
		slices.SortFunc(alike[t], func(a, b lint.Tally) int {
			return cmp.Or(cmp.Compare(b.Articles, a.Articles), strings.Compare(a.Text, b.Text))
		})
	}
	return alike
}

// sortLines sorts by key and language, and keywords as a dictionary of their language does.
func sortLines(lines []line) {
	collators := map[string]*collate.Collator{}
	for _, l := range lines {
		if collators[l.language] == nil {
			collators[l.language] = collate.New(language.Make(l.language), collate.Numeric)
		}
	}
	slices.SortFunc(lines, func(a, b line) int {
		if order := cmp.Or(strings.Compare(a.key, b.key), strings.Compare(a.language, b.language)); order != 0 {
			return order
		}
		x, y := a.spellings[0].text, b.spellings[0].text
		return cmp.Or(collators[a.language].CompareString(x, y), strings.Compare(x, y))
	})
}
