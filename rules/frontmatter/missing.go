package frontmatter

import (
	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

type missingOptions struct {
	// When is "majority", "always" or "never".
	When string `yaml:"when" choices:"majority always never"`
}

var missing = lint.CorpusRule[missingOptions, *outline]{
	Meta: lint.Meta{
		ID:       "frontmatter/missing",
		Summary:  "An article has front matter where its neighbours have.",
		Severity: lint.Error,
	},
	Options: missingOptions{When: "majority"},
	Facts:   outlines,
	Judge:   judgeMissing,
}

// enoughNeighbours is how many articles a folder must exceed to be a fair sample of the site's
// custom; otherwise the folder above is looked at.
const enoughNeighbours = 3

// tally counts the articles on a shelf.
type tally struct{ articles, with int }

func judgeMissing(c *lint.Corpus[*outline], o missingOptions) {
	if o.When == "never" {
		return
	}
	tallies := tallyBlocks(c)
	for where, facts := range judged(c.Asked()) {
		if facts.Has {
			continue
		}
		at := article.Span{Start: facts.Start, End: facts.Start}
		on, t := neighbours(tallies, *where.Address)
		switch {
		case o.When == "always":
			c.Report(where, at, "the article has no front matter; begin it with a block between two lines of \"---\" that has a title")
		case t.articles == 1 && !facts.Titled:
			c.Report(where, at, "the article has no front matter, so no title; begin it with a block between two lines of \"---\"")
		case t.articles == 1 || 2*t.with < t.articles:
		case on.folder == ".":
			c.Report(where, at, "the article has no front matter, which %d of all %d articles have; begin it with a block between two lines of \"---\"", t.with, t.articles)
		default:
			c.Report(where, at, "the article has no front matter, which %d of the %d articles in \"%s\" have; begin it with a block between two lines of \"---\"", t.with, t.articles, on.name())
		}
	}
}

func tallyBlocks(c *lint.Corpus[*outline]) shelves[tally] {
	tallies := shelves[tally]{}
	for where, facts := range judged(c.All()) {
		tallies.deep(*where.Address, func(_ shelf, t *tally) bool {
			t.articles++
			if facts.Has {
				t.with++
			}
			return true
		})
	}
	return tallies
}

// neighbours is the shelf whose custom an article should follow, and its tally: its own or, with few
// articles there, the one above. No folder further up counts, nor the top: notes in scripts/ do not
// follow the custom of content/.
func neighbours(tallies shelves[tally], at article.Address) (on shelf, t *tally) {
	tallies.deep(at, func(s shelf, up *tally) bool {
		if t != nil && s.folder == "." {
			return false
		}
		first := t == nil
		on, t = s, up
		return first && up.articles <= enoughNeighbours
	})
	return on, t
}
