package danger

import "github.com/kblint/kblint/internal/lint"

var lateWarning = lint.ArticleRule[scope]{
	Meta: lint.Meta{
		ID:       "danger/late-warning",
		Summary:  "The warning of a step that destroys something stands before it, not behind.",
		Severity: lint.Warning,
	},
	Options: usualScope(),
	Check: func(p *lint.Pass, o scope) {
		for s, late := range found.In(p).unwarned(&o) {
			if !late.at.IsZero() {
				p.Report(s.span, "readers have done \"%s\" before they come to the warning; move the warning above this step", excerpt(s.span.Text(p.Source))).
					Relate(late.at, "the warning stands here")
			}
		}
	},
}
