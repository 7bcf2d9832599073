package frontmatter

import (
	"slices"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

var duplicateKey = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{
		ID:       "frontmatter/duplicate-key",
		Summary:  "A key stands once in a front matter block.",
		Severity: lint.Error,
	},
	Check: func(p *lint.Pass, _ lint.None) {
		// Of a block that never ends, it is only guessed which lines belong to it.
		unclosed := func(problem article.Problem) bool { return problem.Kind == article.ProblemUnclosed }
		if !slices.ContainsFunc(p.FrontMatter.Problems, unclosed) {
			checkDuplicateKeys(p, p.FrontMatter.Root)
		}
	},
}

func checkDuplicateKeys(p *lint.Pass, v *article.Value) {
	// What an alias refers to is checked where it is written.
	if v == nil || v.Alias {
		return
	}
	for _, item := range v.Items {
		checkDuplicateKeys(p, item)
	}
	first := make(map[string]article.Span, len(v.Entries))
	for _, e := range v.Entries {
		if earlier, twice := first[e.Key]; twice {
			p.Report(e.KeySpan, "the key \"%s\" is set twice, and site generators differ in which one they read; keep one", e.Key).
				Relate(earlier, "\"%s\" is set here first", e.Key)
		} else {
			first[e.Key] = e.KeySpan
		}
		checkDuplicateKeys(p, e.Value)
	}
}
