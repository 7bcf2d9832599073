package starter

import (
	"cmp"
	"maps"
	"path"
	"slices"

	"github.com/kblint/kblint/internal/config"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/site"
)

// Portrait is what there is below a content root.
type Portrait struct {
	Sites []*Site // in the order of their folders; at least one where there is any article
}

// Site is what the articles of one site have in common.
type Site struct {
	Dir       string // relative to the content root; "." for that itself
	Generator site.Generator
	File      string // the generator's configuration, relative to Dir; "" if it has none
	BaseURL   string // "" where it is unknown

	Articles int // those that readers see
	Matter   int // those of them that have front matter
	Tongues  []Count
	Keys     []Count // of the articles with front matter
	Required []string
	Lacking  int // how many articles lack one of Required
	Dates    []Group
	Words    []Group
	Callouts []Group // by their notation
}

// Count is how many articles have something.
type Count struct {
	Name     string
	Articles int
}

// Group is what a key has.
type Group struct {
	Key      string
	Articles int
	Values   []Count
}

// What makes a key one that all articles should have.
const (
	fewestArticles = 5  // with fewer nothing is custom yet
	customShare    = 95 // percent of the articles that have it
	lackingMost    = 5  // percent of the articles that may lack any of these keys
)

// Listing draws the portrait of all articles that were asked for.
var Listing = lint.Listing[*facts, *Portrait]{Name: "init", Facts: portraits, List: draw}

func draw(c *lint.Corpus[*facts]) *Portrait {
	configs := c.Site().Configs
	bySite := map[*site.Config][]*facts{}
	for where, f := range c.Asked() {
		if f.Page {
			of := site.ConfigOf(configs, where.Site)
			bySite[of] = append(bySite[of], f)
		}
	}
	p := &Portrait{}
	for of, all := range bySite {
		s := siteOf(all)
		s.Dir = "."
		if of != nil {
			s.Dir, s.Generator, s.File = path.Clean(of.Dir), of.Generator, of.File
			if config.IsBaseURL(of.BaseURL) { // some sites have only "/"
				s.BaseURL = of.BaseURL
			}
		}
		p.Sites = append(p.Sites, s)
	}
	slices.SortFunc(p.Sites, func(a, b *Site) int { return cmp.Compare(a.Dir, b.Dir) })
	return p
}

// tally counts in how many articles things are.
type tally map[string]int

func (t tally) add(names []string) {
	seen := map[string]bool{}
	for _, name := range names {
		if !seen[name] {
			t[name]++
		}
		seen[name] = true
	}
}

// sorted has the commonest first; of equals, the title.
func (t tally) sorted() []Count {
	counts := make([]Count, 0, len(t))
	for name, n := range t {
		counts = append(counts, Count{name, n})
	}
	slices.SortFunc(counts, func(a, b Count) int {
		switch {
		case a.Articles != b.Articles:
			return b.Articles - a.Articles
		case a.Name == titleKey:
			return -1
		case b.Name == titleKey:
			return 1
		default:
			return cmp.Compare(a.Name, b.Name)
		}
	})
	return counts
}

func siteOf(all []*facts) *Site {
	s := &Site{Articles: len(all)}
	tongues, keys := tally{}, tally{}
	dates, words, callouts := groups{}, groups{}, groups{}
	for _, f := range all {
		if f.Tongue != "" {
			tongues[f.Tongue]++
		}
		callouts.add(f.Callouts)
		if f.Matter {
			s.Matter++
			keys.add(f.Keys)
		}
		dates.add(f.Dates)
		words.add(f.Words)
	}
	s.Tongues, s.Keys, s.Callouts = tongues.sorted(), keys.sorted(), callouts.sorted()
	s.Dates, s.Words = dates.sorted(), words.sorted()
	s.require(all)
	return s
}

// groups are things by the keys that have them.
type groups map[string]*struct {
	articles int
	values   tally
}

func (g groups) add(found []named) {
	seen := map[string]bool{}
	for _, n := range found {
		if g[n.Key] == nil {
			g[n.Key] = &struct {
				articles int
				values   tally
			}{values: tally{}}
		}
		if !seen[n.Key] {
			g[n.Key].articles++
		}
		seen[n.Key] = true
		g[n.Key].values[n.Text]++
	}
}

func (g groups) sorted() []Group {
	var out []Group
	for _, key := range slices.Sorted(maps.Keys(g)) {
		out = append(out, Group{key, g[key].articles, g[key].values.sorted()})
	}
	return out
}

// require chooses the keys that all articles should have, those first that most have, as long as only few
// articles lack any of them.
func (s *Site) require(all []*facts) {
	if s.Matter < fewestArticles || 2*s.Matter < s.Articles {
		return
	}
	lacking := make([]bool, len(all))
	for _, k := range s.Keys {
		if 100*k.Articles < customShare*s.Matter {
			return
		}
		with, n := slices.Clone(lacking), 0
		for i, f := range all {
			with[i] = lacking[i] || f.lacks(k.Name)
			if with[i] {
				n++
			}
		}
		if 100*n > lackingMost*s.Articles {
			continue
		}
		s.Required = append(s.Required, k.Name)
		lacking, s.Lacking = with, n
	}
}

// lacks reports whether an article will be told to have a key. One without any front matter is another
// rule's matter.
func (f *facts) lacks(key string) bool {
	return f.Matter && !f.Broken && !slices.Contains(f.Keys, key)
}
