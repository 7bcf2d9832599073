package article

import (
	"bytes"

	"github.com/kblint/kblint/internal/lexicon"
)

// passageTerms are the phrases of one passage, once they have been looked for.
type passageTerms struct {
	made    bool
	matches []lexicon.Match

	lookedForAction, mayAct   bool
	lookedForWarning, mayWarn bool
}

// Terms are the phrases of the lexicon in a passage: destructive actions, consequences,
// negations; of code, the commands. Each passage is looked through once, when first asked for.
func (a *Article) Terms(p *Passage) []lexicon.Match {
	t := a.termsOf(p)
	if !t.made {
		t.made = true
		if p.Kind == Code {
			t.matches = a.Lexicon.FindCommands(nil, a.Source, p.Text, p.Language)
		} else {
			t.matches = a.Lexicon.Find(nil, a.Source, p.Text)
		}
	}
	return t.matches
}

func (a *Article) termsOf(p *Passage) *passageTerms {
	if a.terms == nil {
		a.terms = make([]passageTerms, len(a.passages))
	}
	return &a.terms[p.Index]
}

// MayAct reports whether a passage may name a destructive action or command. False is certain,
// and much cheaper to know than the passage's Terms.
func (a *Article) MayAct(p *Passage) bool {
	t := a.termsOf(p)
	if !t.lookedForAction {
		t.lookedForAction = true
		t.mayAct = p.Kind == Code || bytes.IndexByte(p.Span.Text(a.Source), '`') >= 0 || a.Lexicon.MayAct(a.Source, p.Text)
	}
	return t.mayAct
}

// MayWarn reports whether a passage may tell of a loss or ask for a backup, as MayAct does for
// actions.
func (a *Article) MayWarn(p *Passage) bool {
	t := a.termsOf(p)
	if !t.lookedForWarning {
		t.lookedForWarning = true
		t.mayWarn = p.Kind != Code && a.Lexicon.MayWarn(a.Source, p.Text)
	}
	return t.mayWarn
}
