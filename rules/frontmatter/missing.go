package frontmatter

import (
	"path"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

type missingOptions struct {
	// When is "majority", "always" or "never".
	When string `yaml:"when" choices:"majority always never"`
}

var missing = lint.CorpusRule[missingOptions, hasBlock]{
	Meta: lint.Meta{
		ID:       "frontmatter/missing",
		Summary:  "An article has front matter where its neighbours have.",
		Severity: lint.Error,
	},
	Options: missingOptions{When: "majority"},
	Facts:   blocks,
	Judge:   judgeMissing,
}

// hasBlock is whether an article has front matter, if only a broken one.
type hasBlock struct {
	Has    bool `json:"has"`
	Exempt bool `json:"exempt,omitempty"` // was too large to be read
	Titled bool `json:"titled,omitempty"` // by a heading of level 1
	Start  int  `json:"start"`            // offset where front matter would stand
}

var blocks = &lint.Facts[hasBlock]{
	Name: "frontmatter/has-block/1",
	Collect: func(a *article.Article) hasBlock {
		return hasBlock{
			Has: a.FrontMatter.Format != article.NoFrontMatter, Exempt: a.Source == nil,
			Titled: hasTitleHeading(a), Start: a.Body.Start,
		}
	},
}

// enoughNeighbours is how many articles a folder must exceed to be a fair sample of the site's
// custom; otherwise the folder above is looked at.
const enoughNeighbours = 3

// tally counts the articles below a folder.
type tally struct{ articles, with int }

func judgeMissing(c *lint.Corpus[hasBlock], o missingOptions) {
	if o.When == "never" {
		return
	}
	folders := tallies(c)
	for name, facts := range c.All() {
		if facts.Has || facts.Exempt || article.RoleOf(name) != article.Page {
			continue
		}
		at := article.Span{Start: facts.Start, End: facts.Start}
		dir, t := neighbours(folders, name)
		switch {
		case o.When == "always":
			c.Report(name, at, "the article has no front matter; begin it with a block between two lines of \"---\" that has a title")
		case t.articles == 1 && !facts.Titled:
			c.Report(name, at, "the article has no front matter, so no title; begin it with a block between two lines of \"---\"")
		case t.articles == 1 || 2*t.with < t.articles:
		case dir == ".":
			c.Report(name, at, "the article has no front matter, which %d of all %d articles have; begin it with a block between two lines of \"---\"", t.with, t.articles)
		default:
			c.Report(name, at, "the article has no front matter, which %d of the %d articles in \"%s\" have; begin it with a block between two lines of \"---\"", t.with, t.articles, dir)
		}
	}
}

// tallies counts the articles below each folder.
func tallies(c *lint.Corpus[hasBlock]) map[string]*tally {
	folders := map[string]*tally{}
	for name, facts := range c.All() {
		if facts.Exempt || article.RoleOf(name) != article.Page {
			continue
		}
		for dir := path.Dir(name); ; dir = path.Dir(dir) {
			t := folders[dir]
			if t == nil {
				t = &tally{}
				folders[dir] = t
			}
			t.articles++
			if facts.Has {
				t.with++
			}
			if dir == path.Dir(dir) {
				break
			}
		}
	}
	return folders
}

// neighbours is the folder whose custom an article should follow, and its tally: its own or, with
// few articles there, the one above. What a page bundle (a/index.md) has for its own folder is
// the one around the bundle. No folder further up counts, nor the top: notes in scripts/ do not
// follow the custom of content/.
func neighbours(folders map[string]*tally, name string) (string, *tally) {
	dir := path.Dir(name)
	if stem, _, _ := strings.Cut(path.Base(name), "."); stem == "index" {
		dir = path.Dir(dir)
	}
	if up := path.Dir(dir); folders[dir].articles <= enoughNeighbours && up != "." {
		dir = up
	}
	return dir, folders[dir]
}
