package frontmatter

import (
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

type requiredOptions struct {
	// Keys may be dotted paths ("seo.description"). Nil stands for a title, and for what the
	// neighbours of an article have.
	Keys []string `yaml:"keys"`
	// Share is the percentage of the neighbours that must have a key.
	Share int `yaml:"share"`
}

var required = lint.CorpusRule[requiredOptions, *outline]{
	Meta: lint.Meta{
		ID:       "frontmatter/required",
		Summary:  "Front matter has the keys that every article needs, and none of them is empty.",
		Severity: lint.Error,
	},
	Options: requiredOptions{Share: 95},
	Facts:   outlines,
	Judge:   judgeRequired,
}

// enoughToLearn is how many articles a shelf must have to show which keys are custom.
const enoughToLearn = 20

// custom counts the keys with a value of the articles on a shelf.
type custom struct {
	articles int
	with     map[string]int
}

func judgeRequired(c *lint.Corpus[*outline], o requiredOptions) {
	keys := o.Keys
	if keys == nil {
		keys = []string{"title"}
	}
	customs := shelves[custom]{}
	if o.Keys == nil {
		learnCustoms(c, customs)
	}
	for where, facts := range judged(c.Asked()) {
		// Where there is no front matter, another rule says so.
		if !facts.Has {
			continue
		}
		for _, name := range keys {
			requireKey(c, where, facts, name)
		}
		if o.Keys == nil && !facts.Broken && !facts.Home {
			requireCustom(c, where, facts, customs, o.Share)
		}
	}
}

func requireKey(c *lint.Corpus[*outline], where lint.Place, facts *outline, name string) {
	k := facts.find(name)
	switch {
	case k == nil && name == "title" && (facts.Titled || facts.Home):
	case k == nil && facts.Broken:
	case k == nil:
		c.Report(where, facts.Fence, "the front matter has no \"%s\"; add it", name)
	case k.isEmpty():
		c.Report(where, k.Value, "\"%s\" is empty; give it a value", name)
	}
}

// isEmpty reports whether the key has no value, or only a list of nothing.
func (k *key) isEmpty() bool { return k.Shape == noValue || k.Quirk == hollow }

// learnCustoms counts keys. The entrance of a folder has other keys than the articles in it.
func learnCustoms(c *lint.Corpus[*outline], customs shelves[custom]) {
	for where, facts := range judged(c.All()) {
		at := *where.Address
		if !facts.Has || facts.Broken || at.Landing {
			continue
		}
		customs.at(own(at)).add(facts)
		customs.deep(at, func(_ shelf, t *custom) bool {
			t.add(facts)
			return true
		})
	}
}

func (t *custom) add(facts *outline) {
	t.articles++
	if t.with == nil {
		t.with = map[string]int{}
	}
	for i := range facts.Keys {
		if k := &facts.Keys[i]; !k.isEmpty() && !strings.Contains(k.Name, ".") {
			t.with[k.Name]++
		}
	}
}

// requireCustom asks for the keys that nearly all articles on the nearest shelf have that is large
// enough to tell.
func requireCustom(c *lint.Corpus[*outline], where lint.Place, facts *outline, customs shelves[custom], share int) {
	at := *where.Address
	if at.Landing {
		return
	}
	var on shelf
	var near *custom
	customs.siblings(at, func(s shelf, t *custom) bool {
		on, near = s, t
		return t.articles < enoughToLearn
	})
	if near.articles < enoughToLearn {
		return
	}
	var names []string
	for name, with := range near.with {
		if 100*with >= share*near.articles && name != "title" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		span, k := facts.Fence, facts.find(name)
		if k != nil && !k.isEmpty() {
			continue
		}
		if k != nil {
			span = k.Value
		}
		reportCustom(c, where, span, name, near, on)
	}
}

func reportCustom(c *lint.Corpus[*outline], where lint.Place, span article.Span, name string, t *custom, on shelf) {
	var d *lint.Diagnostic
	if on.folder == "." {
		d = c.Report(where, span, "%d of all %d articles have \"%s\", but this one has not; add it", t.with[name], t.articles, name)
	} else {
		d = c.Report(where, span, "%d of the %d articles in \"%s\" have \"%s\", but this one has not; add it", t.with[name], t.articles, on.name(), name)
	}
	d.AtMost = lint.Warning
}

// isBroken reports whether part of the block could not be read, so that a key that was not
// found may be there all the same.
func isBroken(fm *article.FrontMatter) bool { return len(fm.Problems) > 0 }

// hasTitleHeading reports whether the body gives the title, as MkDocs, VitePress and Docusaurus
// take it: in a heading of level 1.
func hasTitleHeading(a *article.Article) bool {
	return slices.ContainsFunc(a.Headings(), func(h *article.Heading) bool { return h.Level == 1 && h.Title != "" })
}

// isHomePage reports whether the article is the site's entrance, which VitePress and Jekyll give
// the title of the site.
func isHomePage(fm *article.FrontMatter) bool {
	layout := fm.Lookup("layout")
	return layout != nil && layout.Text == "home"
}

// openingFence is the first line of the front matter.
func openingFence(a *article.Article) article.Span {
	s := a.FrontMatter.Span
	first, _, _ := strings.Cut(string(s.Text(a.Source)), "\n")
	return article.Span{Start: s.Start, End: s.Start + len(strings.TrimRight(first, " \t\r"))}
}
