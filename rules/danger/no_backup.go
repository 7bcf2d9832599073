package danger

import (
	"slices"

	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/lint"
)

type noBackupOptions struct {
	// Kinds are those of lexicon.Kinds that lose what a backup would keep.
	Kinds []string `yaml:"kinds" choices:"factory-reset format flash unlock delete-data clear-app-data delete-account other"`
}

var noBackup = lint.ArticleRule[noBackupOptions]{
	Meta: lint.Meta{
		ID:       "danger/no-backup",
		Summary:  "An article about a step that loses data says how to keep the data.",
		Severity: lint.Hint,
		OptIn:    true,
	},
	Options: noBackupOptions{Kinds: []string{"factory-reset", "format", "flash", "unlock"}},
	Check:   checkNoBackup,
}

// checkNoBackup reports the first step that is warned of in an article that never speaks of a backup.
func checkNoBackup(p *lint.Pass, o noBackupOptions) {
	h := found.In(p)
	usual := usualScope()
	for s := range h.steps() {
		if !slices.Contains(o.Kinds, string(s.kind)) || h.before(s, &usual).at.IsZero() {
			continue
		}
		if !h.asksForBackup() {
			p.Report(s.span, "readers are warned of \"%s\", but never told to back up what they would lose; say how, before this step", excerpt(s.span.Text(p.Source)))
		}
		return
	}
}

// asksForBackup reports whether an article tells readers to keep a copy of their data.
func (h *hazards) asksForBackup() bool {
	_, asks := h.first(0, len(h.Source), func(terms []lexicon.Match, i int) bool {
		return terms[i].Slot == lexicon.Backup && !terms[i].Negated
	})
	return asks
}
