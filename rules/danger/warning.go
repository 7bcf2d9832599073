package danger

import (
	"slices"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
)

// warnings finds the places of an article that warn, where they are asked for: most steps are
// warned of close by, and most of an article need not be read for it.
type warnings struct {
	*article.Article
	prepared map[*article.Section]int // by parent: where its first subsection that prepares begins
}

func newWarnings(a *article.Article) *warnings {
	return &warnings{Article: a, prepared: map[*article.Section]int{}}
}

// warning is a place that warns.
type warning struct {
	at      article.Span
	plain   bool // it says what is lost or at risk, or asks for a backup
	callout bool // it is set off from the text, where that was asked for
}

// counts reports whether a warning is there, and of the form that is asked for.
func (w warning) counts(o *scope) bool {
	return !w.at.IsZero() && (o.Require != callout || w.callout)
}

// plain is the first place in a stretch of the article that says what is lost or at risk, or
// asks for a backup. It holds for all that follows in the section and in sections inside it.
func (w *warnings) plain(start, end int, o *scope) warning {
	return w.stated(start, end, o, func([]lexicon.Match, int) bool { return true })
}

// stated is plain for the warnings that are accepted, and those that are set off from the text.
func (w *warnings) stated(start, end int, o *scope, accept func(terms []lexicon.Match, i int) bool) warning {
	setOff := o.Require == callout
	at, ok := w.first(start, end, func(terms []lexicon.Match, i int) bool {
		m := &terms[i]
		return warns(m) && !m.Weak && (!setOff && accept(terms, i) || w.inCallout(m.Span))
	})
	return warning{at: at, plain: ok, callout: ok && setOff}
}

// vague is a place in a stretch that merely looks like a warning: a call to be careful or, where there is
// none, a callout. It holds for its own section.
func (w *warnings) vague(start, end int) warning {
	for _, c := range w.Callouts() {
		if c.Strong && start <= c.Span.Start && c.Span.Start < end {
			return warning{at: c.Label, callout: true}
		}
	}
	at, _ := w.first(start, end, func(terms []lexicon.Match, i int) bool { return warns(&terms[i]) })
	return warning{at: at}
}

// inCallout reports whether a place is part of what is set off from the text.
func (w *warnings) inCallout(at article.Span) bool {
	return slices.ContainsFunc(w.Callouts(), func(c article.Callout) bool { return c.Span.Contains(at) })
}

// first is the first phrase in a stretch that is accepted, by its index among those of its passage.
func (w *warnings) first(start, end int, accept func(terms []lexicon.Match, i int) bool) (article.Span, bool) {
	passages := w.PassagesIn(article.Span{Start: start, End: end})
	for i := range passages {
		p := &passages[i]
		if !w.MayWarn(p) {
			continue
		}
		terms := w.Terms(p)
		for k := range terms {
			if at := terms[k].Span; start <= at.Start && at.Start < end && accept(terms, k) {
				return at, true
			}
		}
	}
	return article.Span{}, false
}

func warns(m *lexicon.Match) bool {
	return (m.Slot == lexicon.Consequence || m.Slot == lexicon.Backup) && !m.Negated
}

// before is what has warned the reader of a step: before it in its section or in the same item or passage,
// in the lead of a section around it, or in an earlier section of preparations. It is the zero warning
// where nothing has.
func (w *warnings) before(s step, o *scope) warning {
	if found := w.plain(s.section.Span.Start, s.until, o); found.counts(o) {
		return found
	}
	if w.titleWarns(s.section) && o.Require != callout {
		return warning{at: s.section.Own()[0].Span, plain: true}
	}
	for at := s.section; at.Parent != nil; at = at.Parent {
		if found := w.lead(at.Parent, o); found.counts(o) {
			return found
		}
		if start := w.preparation(at.Parent); start < at.Span.Start && o.Require != callout {
			return warning{at: article.Span{Start: start, End: start + 1}, plain: true}
		}
	}
	if o.Scope == whole {
		if found := w.plain(0, s.until, o); found.counts(o) {
			return found
		}
	}
	return w.vague(s.section.Span.Start, s.until)
}

// lead is what warns in the text of a section above its subsections. The introduction of an article tells
// what has gone wrong ("data tiba-tiba hilang"), and what the article is about: only what names the action,
// is set off from the text, or asks the reader for a backup warns there.
func (w *warnings) lead(s *article.Section, o *scope) warning {
	if s.Heading != nil {
		return w.plain(s.Span.Start, ownEnd(s), o)
	}
	return w.stated(s.Span.Start, ownEnd(s), o, concerns)
}

// concerns reports whether the warning at index i speaks of an action that its passage names, or asks for a
// backup.
func concerns(terms []lexicon.Match, i int) bool {
	m := &terms[i]
	if m.Slot == lexicon.Backup {
		return m.Form == lexicon.Base || m.Form == lexicon.NoVerb || slices.ContainsFunc(before(terms, i), func(cue lexicon.Match) bool {
			return cue.Slot == lexicon.Imperative
		})
	}
	return has(terms, lexicon.Destructive)
}

// after is what says behind a step in its section what is lost by it, the zero warning where nothing does. A
// vague warning there may well be about something else.
func (w *warnings) after(s step, o *scope) warning {
	return w.plain(s.until, ownEnd(s.section), o)
}

// ownEnd is where a section's first subsection begins, or else the section's end.
func ownEnd(s *article.Section) int {
	if len(s.Children) > 0 {
		return s.Children[0].Span.Start
	}
	return s.Span.End
}

// titleWarns reports whether a heading explains one destructive phrase by another: "Factory
// Reset (Hapus Semua Data)".
func (w *warnings) titleWarns(s *article.Section) bool {
	if s.Heading == nil {
		return false
	}
	first := -1
	for _, m := range w.Terms(&s.Own()[0]) {
		if m.Slot != lexicon.Destructive || m.Negated {
			continue
		}
		if first >= 0 && m.Clause != first {
			return true
		}
		first = m.Clause
	}
	return false
}

// preparation is where the first subsection begins that prepares the reader of those behind
// it, and warns; the article's end if there is none.
func (w *warnings) preparation(parent *article.Section) int {
	if at, known := w.prepared[parent]; known {
		return at
	}
	at := len(w.Source)
	for _, s := range parent.Children {
		if w.prepares(s) {
			at = s.Span.Start
			break
		}
	}
	w.prepared[parent] = at
	return at
}

// prepares reports whether a section's heading warns, or announces preparations of which one
// warns.
func (w *warnings) prepares(s *article.Section) bool {
	heading := &s.Own()[0]
	if w.MayWarn(heading) && slices.ContainsFunc(w.Terms(heading), func(m lexicon.Match) bool { return warns(&m) }) {
		return true
	}
	if !w.Lexicon.PreparationTitle(s.Title()) {
		return false
	}
	return w.plain(s.Span.Start, s.Span.End, &scope{}).plain
}
