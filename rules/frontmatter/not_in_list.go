package frontmatter

import (
	"maps"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/spelling"
)

type notInListOptions struct {
	// Lists are the values that are allowed, by key. Keys may be dotted paths.
	Lists lists `yaml:"lists"`
}

var notInList = lint.ArticleRule[notInListOptions]{
	Meta: lint.Meta{
		ID:       "frontmatter/not-in-list",
		Summary:  "The values of a key are among those that the configuration lists.",
		Severity: lint.Error,
	},
	Check: checkNotInList,
}

func checkNotInList(p *lint.Pass, o notInListOptions) {
	for _, name := range slices.Sorted(maps.Keys(o.Lists)) {
		v := p.FrontMatter.Lookup(name)
		if v == nil || v.Alias || v.Broken {
			continue
		}
		if v.Kind == article.List {
			for _, item := range v.Items {
				checkListed(p, name, item, o.Lists[name])
			}
			continue
		}
		checkListed(p, name, v, o.Lists[name])
	}
}

func checkListed(p *lint.Pass, name string, v *article.Value, allowed lint.WordList) {
	if v.Kind == article.Null || v.Kind == article.List || v.Kind == article.Map || slices.Contains(allowed, v.Text) || strings.TrimSpace(v.Text) == "" {
		return
	}
	meant, ok := spelling.Nearest(v.Text, allowed)
	if !ok {
		p.Report(v.Span, "\"%s\" is none of the %d values that \"%s\" may have; choose one of them, or add it to the list", v.Text, len(allowed), name)
		return
	}
	d := p.Report(v.Span, "\"%s\" is none of the values that \"%s\" may have; did you mean \"%s\"?", v.Text, name, meant)
	d.Suggest([]edit.Edit{{Start: v.Span.Start, End: v.Span.End, New: article.WriteScalar(meant, v.QuoteOf(p.Source))}}, "write \"%s\"", meant)
}
