package keywords

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/lint"
)

// enoughArticles is how many articles show what is usual.
const enoughArticles = 20

// taxonomyKeys are the keys whose values sites make pages of.
var taxonomyKeys = []string{"tags", "categories", "labels", "topics", "series"}

// scope is where keywords are compared: under one key, in one language.
type scope struct{ key, language string }

// vocabulary is the keywords of a site, by scope and by their joined form.
type vocabulary map[scope]map[string]*term

// term is a keyword with all of its spellings.
type term struct {
	form       string
	spellings  []wording // the most used first
	articles   int       // that have it, in whichever spelling
	deliberate bool      // some article has two of its spellings side by side
	spoken     bool      // some article that has it uses its words
}

// wording is one way to write a keyword.
type wording struct {
	text     string
	articles int
}

// vocabularyOf counts the keywords of all articles under some keys.
func vocabularyOf(c *lint.Corpus[*profile], keys []string) vocabulary {
	v := vocabulary{}
	for where, p := range c.All() {
		language := p.language(where)
		type use struct {
			scope
			form string
		}
		seen := map[use]string{}
		for i := range p.Keywords {
			k := &p.Keywords[i]
			if !slices.Contains(keys, k.Key) {
				continue
			}
			folded := fold(k.Text)
			u := use{scope{k.Key, language}, joined(folded)}
			t := v.term(u.scope, u.form)
			before, again := seen[u]
			t.deliberate = t.deliberate || again && before != folded
			t.spoken = t.spoken || k.Spoken
			t.add(k.Text, again)
			seen[u] = folded
		}
	}
	for _, terms := range v {
		for _, t := range terms {
			slices.SortFunc(t.spellings, func(a, b wording) int {
				return cmp.Or(cmp.Compare(b.articles, a.articles), strings.Compare(a.text, b.text))
			})
		}
	}
	return v
}

func (v vocabulary) term(s scope, form string) *term {
	if v[s] == nil {
		v[s] = map[string]*term{}
	}
	t := v[s][form]
	if t == nil {
		t = &term{form: form}
		v[s][form] = t
	}
	return t
}

func (t *term) add(text string, again bool) {
	if !again {
		t.articles++
	}
	for i := range t.spellings {
		if t.spellings[i].text == text {
			t.spellings[i].articles++
			return
		}
	}
	t.spellings = append(t.spellings, wording{text, 1})
}

// eachUse visits the keywords of the articles that are linted, with their terms.
func (v vocabulary) eachUse(c *lint.Corpus[*profile], visit func(lint.Place, *profile, *keyword, *term)) {
	for where, p := range c.Asked() {
		language := p.language(where)
		for i := range p.Keywords {
			k := &p.Keywords[i]
			if t := v[scope{k.Key, language}][joined(fold(k.Text))]; t != nil {
				visit(where, p, k, t)
			}
		}
	}
}
