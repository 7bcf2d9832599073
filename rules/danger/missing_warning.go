package danger

import (
	"slices"

	"github.com/kblint/kblint/internal/lint"
)

type missingWarningOptions struct {
	// Kinds are those of lexicon.Kinds that are reported.
	Kinds []string `yaml:"kinds" choices:"factory-reset format flash unlock delete-data clear-app-data delete-account other"`
	// Milder are the kinds that are warnings at most.
	Milder []string `yaml:"milder" choices:"factory-reset format flash unlock delete-data clear-app-data delete-account other"`
	// Require and Scope are those of scope.
	Require string `yaml:"require" choices:"sentence callout"`
	Scope   string `yaml:"scope" choices:"procedure article"`
}

var missingWarning = lint.ArticleRule[missingWarningOptions]{
	Meta: lint.Meta{
		ID:       "danger/missing-warning",
		Summary:  "A step that destroys something comes after a warning.",
		Severity: lint.Error,
	},
	Options: missingWarningOptions{Kinds: kindNames(), Milder: []string{"delete-data", "clear-app-data"}, Require: sentence, Scope: procedure},
	Check: func(p *lint.Pass, o missingWarningOptions) {
		for s, late := range found.In(p).unwarned(&scope{o.Kinds, o.Require, o.Scope}) {
			if !late.at.IsZero() {
				continue // late-warning tells of it
			}
			d := p.Report(s.span, format(s.kind), excerpt(s.span.Text(p.Source)))
			if slices.Contains(o.Milder, string(s.kind)) {
				d.AtMost = lint.Warning
			}
			suggest(p, s, d)
		}
	},
}
