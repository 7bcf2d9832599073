package danger

import (
	"slices"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/lint"
)

type missingWarningOptions struct {
	// Kinds are those of lexicon.Kinds that are reported.
	Kinds []string `yaml:"kinds"`
}

var missingWarning = lint.ArticleRule[missingWarningOptions]{
	Meta: lint.Meta{
		ID:       "danger/missing-warning",
		Summary:  "A step that destroys something comes after a warning.",
		Severity: lint.Error,
	},
	Options: missingWarningOptions{Kinds: kindNames()},
	Check:   checkMissingWarning,
}

func kindNames() []string {
	kinds := lexicon.Kinds()
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = string(k)
	}
	return names
}

// checkMissingWarning reports the first step of each section that no warning precedes. One
// finding a section is enough: a warning above the first step serves the others, too.
func checkMissingWarning(p *lint.Pass, o missingWarningOptions) {
	if !p.Readable() || p.Role() == article.Meta {
		return
	}
	var w *warnings
	p.Root().Walk(func(s *article.Section) {
		for _, step := range stepsOf(p.Article, s) {
			if !slices.Contains(o.Kinds, string(step.kind)) {
				continue
			}
			if w == nil {
				w = newWarnings(p.Article)
			}
			if !w.precede(step) {
				report(p, step, w)
				return
			}
		}
	})
}

func report(p *lint.Pass, s step, w *warnings) {
	d := p.Report(s.span, format(s.kind), excerpt(s.span.Text(p.Source)))
	if late, ok := w.after(s); ok {
		d.Relate(late, "the warning comes only after the step; move it up")
	}
}
