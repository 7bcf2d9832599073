package danger

import (
	"iter"
	"slices"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/lint"
)

// hazards are the sections of an article with destructive steps, and the warnings around these.
type hazards struct {
	*warnings
	sections [][]step // the steps of one section after the other, none of them empty
}

// found are the hazards of an article; none of one that gives no instructions.
var found = &lint.Observed[*hazards]{Observe: func(a *article.Article) *hazards {
	h := &hazards{warnings: newWarnings(a)}
	if !a.Readable() || a.Role() == article.Meta {
		return h
	}
	a.Root().Walk(func(s *article.Section) {
		if steps := stepsOf(a, s); len(steps) > 0 {
			h.sections = append(h.sections, steps)
		}
	})
	return h
}}

// scope is how far a warning reaches, and what counts as one.
type scope struct {
	// Kinds are those of lexicon.Kinds that are looked at.
	Kinds []string `yaml:"kinds" choices:"factory-reset format flash unlock delete-data clear-app-data delete-account other"`
	// Require is "sentence" where a sentence is enough, "callout" where it must be seen from afar.
	Require string `yaml:"require" choices:"sentence callout"`
	// Scope is "procedure" where a warning holds for its procedure, "article" where it holds for all that
	// follows it.
	Scope string `yaml:"scope" choices:"procedure article"`
}

// The words of scope.
const (
	sentence  = "sentence"
	callout   = "callout"
	procedure = "procedure"
	whole     = "article"
)

func usualScope() scope {
	return scope{Kinds: kindNames(), Require: sentence, Scope: procedure}
}

func kindNames() []string {
	kinds := lexicon.Kinds()
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = string(k)
	}
	return names
}

// steps yields the steps of all sections.
func (h *hazards) steps() iter.Seq[step] {
	return func(yield func(step) bool) {
		for _, steps := range h.sections {
			for _, s := range steps {
				if !yield(s) {
					return
				}
			}
		}
	}
}

// unwarned yields the first step of each section that no warning precedes, with the warning that comes too
// late, a zero one where there is none. One a section is enough: a warning above the first step serves the
// others, too.
func (h *hazards) unwarned(o *scope) iter.Seq2[step, warning] {
	return func(yield func(step, warning) bool) {
		for _, steps := range h.sections {
			at := slices.IndexFunc(steps, func(s step) bool {
				return slices.Contains(o.Kinds, string(s.kind)) && !h.before(s, o).counts(o)
			})
			if at >= 0 && !yield(steps[at], h.after(steps[at], o)) {
				return
			}
		}
	}
}
