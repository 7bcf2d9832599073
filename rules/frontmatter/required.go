package frontmatter

import (
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

type requiredOptions struct {
	// Keys may be dotted paths ("seo.description").
	Keys []string `yaml:"keys"`
}

var required = lint.ArticleRule[requiredOptions]{
	Meta: lint.Meta{
		ID:       "frontmatter/required",
		Summary:  "Front matter has the keys that every article needs, and none of them is empty.",
		Severity: lint.Error,
	},
	Options: requiredOptions{Keys: []string{"title"}},
	Check:   checkRequired,
}

func checkRequired(p *lint.Pass, o requiredOptions) {
	fm := p.FrontMatter
	// Where there is no front matter, another rule says so.
	if fm.Format == article.NoFrontMatter || article.RoleOf(p.Path) != article.Page {
		return
	}
	for _, key := range o.Keys {
		value := fm.Lookup(key)
		switch {
		case value == nil && key == "title" && (hasTitleHeading(p.Article) || isHomePage(fm)):
		case value == nil && isBroken(fm):
		case value == nil:
			p.Report(openingFence(p), "the front matter has no \"%s\"; add it", key)
		case isEmpty(value):
			p.Report(value.Span, "\"%s\" is empty; give it a value", key)
		}
	}
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
func openingFence(p *lint.Pass) article.Span {
	s := p.FrontMatter.Span
	first, _, _ := strings.Cut(string(s.Text(p.Source)), "\n")
	return article.Span{Start: s.Start, End: s.Start + len(strings.TrimRight(first, " \t\r"))}
}

func isEmpty(v *article.Value) bool {
	switch v.Kind {
	case article.Null:
		return true
	case article.String:
		return strings.TrimSpace(v.Text) == ""
	case article.List:
		return !slices.ContainsFunc(v.Items, func(item *article.Value) bool { return !isEmpty(item) })
	case article.Map:
		return len(v.Entries) == 0
	default:
		return false
	}
}
