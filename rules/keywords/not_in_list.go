package keywords

import (
	"slices"

	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/spelling"
)

type notInListOptions struct {
	Keys []string `yaml:"keys"`
	// List is the keywords that there are.
	List lint.WordList `yaml:"list"`
}

var notInList = lint.ArticleRule[notInListOptions]{
	Meta: lint.Meta{
		ID:       "keywords/not-in-list",
		Summary:  "A keyword is one of those that the configuration lists.",
		Severity: lint.Error,
	},
	Options: notInListOptions{Keys: []string{"tags"}},
	Check:   checkNotInList,
}

func checkNotInList(p *lint.Pass, o notInListOptions) {
	if len(o.List) == 0 {
		return
	}
	found := keywordsOf(p.Article)
	for i := range found {
		k := &found[i]
		if !slices.Contains(o.Keys, k.Key) || slices.Contains(o.List, k.Text) {
			continue
		}
		meant, ok := spelling.Nearest(k.Text, o.List)
		if !ok {
			p.Report(k.Span, "\"%s\" in \"%s\" is none of the %d keywords that the site has; choose one of them, or add it to the list", k.Text, k.Key, len(o.List))
			continue
		}
		d := p.Report(k.Span, "\"%s\" in \"%s\" is none of the keywords that the site has; did you mean \"%s\"?", k.Text, k.Key, meant)
		edits := k.rewrite(meant)
		switch {
		case edits == nil:
		case fold(meant) == fold(k.Text):
			d.Fix(edits, "write \"%s\"", meant)
		default:
			d.Suggest(edits, "write \"%s\"", meant)
		}
	}
}
