package article

import (
	"bytes"
	"slices"

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
		m := a.memory
		first := len(m.matches)
		if p.Kind == Code {
			m.matches = a.Lexicon.FindCommands(m.matches, a.Source, p.Text, p.Language)
		} else {
			m.matches = a.Lexicon.Find(m.matches, a.Source, p.Text)
		}
		t.matches = m.matches[first:len(m.matches):len(m.matches)]
	}
	return t.matches
}

func (a *Article) termsOf(p *Passage) *passageTerms {
	if a.terms == nil {
		a.memory.terms = slices.Grow(a.memory.terms[:0], len(a.passages))
		a.terms = a.memory.terms[:len(a.passages)]
		clear(a.terms)
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
