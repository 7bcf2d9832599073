package danger

import (
	"slices"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

var vagueWarning = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{
		ID:       "danger/vague-warning",
		Summary:  "A warning of a step that destroys something says what is lost.",
		Severity: lint.Hint,
		OptIn:    true,
	},
	Check: func(p *lint.Pass, _ lint.None) {
		h := found.In(p)
		usual := usualScope()
		var reported []article.Span
		for s := range h.steps() {
			w := h.before(s, &usual)
			if w.at.IsZero() || w.plain || slices.Contains(reported, w.at) {
				continue
			}
			reported = append(reported, w.at)
			p.Report(w.at, "this warning does not say what is lost by what follows; name it, and say how to keep it").
				Relate(s.span, "the step stands here")
		}
	},
}
