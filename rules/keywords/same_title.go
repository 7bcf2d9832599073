package keywords

import (
	"github.com/kblint/kblint/internal/lint"
)

var sameTitle = lint.CorpusRule[lint.None, *profile]{
	Meta: lint.Meta{
		ID:       "keywords/same-title",
		Summary:  "No two articles have the same title.",
		Severity: lint.Error,
	},
	Facts: profiles,
	Judge: judgeSameTitle,
}

func judgeSameTitle(c *lint.Corpus[*profile], _ lint.None) {
	type shelf struct {
		stall
		title string
	}
	groups := map[shelf][]rival{}
	for where, r := range rivals(c) {
		if r.Title.Text != "" {
			key := shelf{where, fold(r.Title.Text)}
			groups[key] = append(groups[key], r)
		}
	}
	for _, group := range inOrder(groups) {
		for i, r := range group {
			other := group[0]
			if i == 0 {
				other = group[1]
			}
			var d *lint.Diagnostic
			if len(group) == 2 {
				d = c.Report(r.where, r.Title.At, "\"%s\" has the same title; give each article a title of its own, or merge the two", other.where.Path)
			} else {
				d = c.Report(r.where, r.Title.At, "%d other articles have the same title; give each article a title of its own, or merge them", len(group)-1)
			}
			relateAll(d, group, i)
		}
	}
}
