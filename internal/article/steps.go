package article

import (
	"slices"

	"github.com/kblint/kblint/internal/lexicon"
)

// StepKind is what tells that a passage is a step.
type StepKind uint8

// The kinds of steps.
const (
	ItemStep     StepKind = iota + 1 // a list item, numbered or not
	HeadingStep                      // a numbered heading: "### 3\. Reset the phone"
	SentenceStep                     // a paragraph that tells the reader to do something
	CommandStep                      // a code block
)

// Step is a part of a procedure: something that a reader may be told to do. Whether it tells
// so, and what, is for a rule to judge.
type Step struct {
	Kind    StepKind
	Passage *Passage // the (first) passage of the step
	Span    Span     // of an item with all that is in it
	Section *Section
}

// Steps are the steps of the body in source order; an outer item comes before those in it.
func (a *Article) Steps() []Step { return a.steps.get(a.findSteps) }

func (a *Article) findSteps() []Step {
	out := make([]Step, 0, len(a.items)+8)
	section := a.root
	item := -1 // where the last item begins whose step was found; those around it begin before
	for i := range a.passages {
		p := &a.passages[i]
		if p.Kind == HeadingText || p.Span.Start >= section.Span.End {
			section = a.SectionAt(p.Span.Start)
		}
		step := Step{Passage: p, Span: p.Span, Section: section}
		switch {
		case p.Kind == HeadingText:
			step.Kind = HeadingStep
			if !isNumbered(a.headingAt(p).Title) {
				continue
			}
		case p.Kind == Code:
			step.Kind = CommandStep
		case p.Kind == Paragraph && p.Item != nil && p.Item.Span.Start > item:
			step.Kind, step.Span = ItemStep, p.Item.Span
			item = p.Item.Span.Start
		case p.Kind != Cell && a.instructs(p):
			step.Kind = SentenceStep
		default:
			continue
		}
		out = append(out, step)
	}
	// An item that begins with code has its first paragraph behind it.
	slices.SortStableFunc(out, func(x, y Step) int { return byStart(x.Span, y.Span) })
	return out
}

// isNumbered reports whether a heading has a number of its own.
func isNumbered(title string) bool {
	length, _ := numberBefore(title[residueLength(title):])
	return length > 0
}

// instructs reports whether a sentence of the passage tells the reader to do something.
func (a *Article) instructs(p *Passage) bool {
	for _, m := range a.Terms(p) {
		if m.Slot == lexicon.Imperative && !m.Negated {
			return true
		}
	}
	return false
}
