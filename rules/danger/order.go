package danger

import (
	"bytes"
	"slices"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
)

const (
	// leading is how many words may stand before the verb of an order: "lalu pilih", "then
	// tap", "kamu harus pilih".
	leading = 2
	// nearby is how many words an offer is from what it offers at most: "kamu bisa mencoba
	// untuk melakukan factory reset".
	nearby = 6
	// inSight is how many matches before a phrase can tell what becomes of it. It keeps a
	// sentence as long as a file from costing the square of its length.
	inSight = 64
	// beside is how many matches may stand between two that begin at the same word.
	beside = 4
)

// phrase is a destructive phrase in its passage.
type phrase struct {
	*reader
	passage *article.Passage
	terms   []lexicon.Match // of the passage
	index   int             // of the phrase among them
	label   bool            // it is written like a menu entry
}

// verdict is what a cue before a phrase makes of it.
type verdict uint8

const (
	undecided verdict = iota
	told              // the reader is to do what the phrase names
	spoken            // it is merely spoken of
)

// orders reports whether the reader is told to do what the destructive phrase at index i names.
// The nearest cue before it decides; without any, the phrase must itself begin like an order.
func (r *reader) orders(p *article.Passage, terms []lexicon.Match, i int) bool {
	m := &terms[i]
	f := phrase{r, p, terms, i, r.isLabel(m.Span)}
	if m.Negated || m.Form == lexicon.Passive || m.Weak && !f.label {
		return false
	}
	for k := i - 1; k >= max(0, i-inSight) && terms[k].Sentence == m.Sentence; k-- {
		if v := f.weigh(k); v != undecided {
			return v == told
		}
	}
	return f.opens()
}

// weigh judges by the match at index k, which stands before the phrase in its sentence.
func (f *phrase) weigh(k int) verdict {
	cue := &f.terms[k]
	switch cue.Slot {
	case lexicon.Imperative:
		if !f.governs(k) {
			return undecided
		}
		if f.label || !optional(f.terms, k) {
			return told
		}
		return spoken
	case lexicon.Mention, lexicon.Possibility:
		if cue.Clause == f.terms[f.index].Clause {
			return spoken
		}
		return undecided
	default:
		return undecided
	}
}

// governs reports whether the imperative at index k has the phrase as its object. In front of a
// menu entry it need not open its clause: "on the next page tap Erase".
func (f *phrase) governs(k int) bool {
	cue, m := &f.terms[k], &f.terms[f.index]
	if cue.Span.End > m.Span.Start || f.isQuoted(cue.Span) || inPhrase(f.terms, k) {
		return false
	}
	if cue.Clause == m.Clause {
		return f.leads(f.terms, k) || f.label && m.Word-cue.Word <= nearby
	}
	return f.leads(f.terms, k) && f.carriesOver(k)
}

// carriesOver reports whether the imperative at index k governs the phrase in a later clause of
// its sentence: "open the settings, tap Erase". A colon ends what a label orders, and what is
// no menu entry must not merely stand in a list of verbs: "a menu to launch the browser, erase
// disks".
func (f *phrase) carriesOver(k int) bool {
	m := &f.terms[f.index]
	if m.Form == lexicon.Active || bytes.IndexByte(f.Source[f.terms[k].Span.End:m.Span.Start], ':') >= 0 {
		return false
	}
	return f.label || f.opensSentence(f.passage, f.terms, k)
}

// opens reports whether the phrase itself begins like an order: with a verb that opens the
// sentence. Where nothing else shows that the verb is no noun ("unlock bootloader memberi akses
// penuh"), it must be an item of a list.
func (f *phrase) opens() bool {
	m := &f.terms[f.index]
	if m.Word > 0 || m.Weak || m.Subject || !isVerb(f.terms, f.index) || !f.opensSentence(f.passage, f.terms, f.index) {
		return false
	}
	return f.passage.Item != nil && !f.entitles() || f.instructsBeside(f.terms, f.index)
}

// maxTitle is the length in bytes of the longest title that an item begins with.
const maxTitle = 200

// entitles reports whether the phrase opens the title of what follows behind a colon, and so
// may be a noun: "**Flash ROM ilegal:** masalah muncul …".
func (f *phrase) entitles() bool {
	rest := f.Source[f.terms[f.index].Span.End:max(f.terms[f.index].Span.End, f.passage.Span.End)]
	end := bytes.IndexAny(rest[:min(len(rest), maxTitle)], ".!?:")
	return end >= 0 && rest[end] == ':' && len(bytes.Trim(rest[end:], ":*_ \t\r\n")) > 0
}

// inPhrase reports whether the match at index i is part of a destructive phrase.
func inPhrase(terms []lexicon.Match, i int) bool {
	return slices.ContainsFunc(terms[max(0, i-beside):min(i+beside+1, len(terms))], func(m lexicon.Match) bool {
		return m.Slot == lexicon.Destructive && m.Span.Contains(terms[i].Span)
	})
}

// before are the matches in sight before the one at index i, in its sentence.
func before(terms []lexicon.Match, i int) []lexicon.Match {
	from := max(0, i-inSight)
	for from < i && terms[from].Sentence != terms[i].Sentence {
		from++
	}
	return terms[from:i]
}

// leads reports whether the imperative at index i opens its clause, and so gives an order: it
// is no menu entry in quotes, no name with a capital letter inside the clause ("Mi Flash
// Tool"), nothing added by a sign ("dd + verify"), and no word that opens a subordinate clause
// stands before it ("before you press").
func (r *reader) leads(terms []lexicon.Match, i int) bool {
	m := &terms[i]
	if m.Word > leading || m.Negated || r.isQuoted(m.Span) || m.Word > 0 && isCapital(r.Source[m.Span.Start]) {
		return false
	}
	if text := bytes.TrimRight(r.Source[:m.Span.Start], " "); bytes.HasSuffix(text, []byte("+")) || bytes.HasSuffix(text, []byte("&")) {
		return false
	}
	return !slices.ContainsFunc(before(terms, i), func(cue lexicon.Match) bool {
		return cue.Slot == lexicon.Mention && cue.Clause == m.Clause
	})
}

// optional reports whether the imperative at index i is one of several things that the reader
// may do: "you may add, change and delete".
func optional(terms []lexicon.Match, i int) bool {
	return slices.ContainsFunc(before(terms, i), func(cue lexicon.Match) bool { return cue.Slot == lexicon.Possibility })
}

// opensSentence reports whether the main clause of a sentence begins with the match at index i
// and the words before it in its clause: nothing else stands before it, or a subordinate clause.
func (r *reader) opensSentence(p *article.Passage, terms []lexicon.Match, i int) bool {
	const blanks = " \t\r\n*_("
	text := bytes.TrimRight(r.Source[p.Span.Start:terms[i].Span.Start], blanks)
	for range terms[i].Word {
		text = bytes.TrimRight(text[:bytes.LastIndexAny(text, blanks)+1], blanks)
	}
	if len(text) == 0 || bytes.IndexByte([]byte(".!?:;)"), text[len(text)-1]) >= 0 {
		return true
	}
	return subordinated(terms, i)
}

// subordinated reports whether a clause such as "if this fails" opens the sentence before the
// match at index i.
func subordinated(terms []lexicon.Match, i int) bool {
	return slices.ContainsFunc(before(terms, i), func(cue lexicon.Match) bool {
		return cue.Slot == lexicon.Mention && cue.Word == 0
	})
}

// isVerb reports whether the phrase at index i begins with a verb in the form of an order.
func isVerb(terms []lexicon.Match, i int) bool {
	m := &terms[i]
	if m.Form != lexicon.NoVerb {
		return m.Form == lexicon.Base
	}
	return slices.ContainsFunc(terms[max(0, i-beside):min(i+beside+1, len(terms))], func(cue lexicon.Match) bool {
		return cue.Slot == lexicon.Imperative && cue.Span.Start == m.Span.Start
	})
}

// instructsBeside reports whether the passage gives another order than the phrase at index i,
// which alone may as well be a noun: "unlock bootloader memberi akses penuh".
func (r *reader) instructsBeside(terms []lexicon.Match, i int) bool {
	if subordinated(terms, i) {
		return true
	}
	for k := max(0, i-inSight); k < min(i+inSight, len(terms)); k++ {
		if terms[k].Slot == lexicon.Imperative && !inPhrase(terms, k) && r.leads(terms, k) {
			return true
		}
	}
	return false
}

// instructs reports whether the reader is told to do anything.
func (r *reader) instructs(terms []lexicon.Match) bool {
	for i := range terms {
		if terms[i].Slot == lexicon.Imperative && r.leads(terms, i) {
			return true
		}
	}
	return false
}

// offers reports whether what the phrase at index i names is the topic of its section or item,
// and held out to the reader as a way.
func (r *reader) offers(terms []lexicon.Match, i int) bool {
	m := &terms[i]
	if m.Negated || m.Weak || m.Form == lexicon.Passive {
		return false
	}
	offered := slices.ContainsFunc(before(terms, i), func(cue lexicon.Match) bool {
		return cue.Clause == m.Clause && cue.Slot == lexicon.Possibility && !cue.Negated && m.Word-cue.Word <= nearby
	})
	return offered && r.isTopic(terms, i)
}

// isTopic reports whether the heading, or the label before the sentence, names what the phrase
// at index i names.
func (r *reader) isTopic(terms []lexicon.Match, i int) bool {
	kind := terms[i].Kind
	for k := 0; k < i && terms[k].Clause == 0 && terms[k].Word == 0; k++ {
		if terms[k].Slot == lexicon.Destructive && terms[k].Kind == kind {
			return true
		}
	}
	return r.titleNames(kind) && !r.Lexicon.IsQuestion(r.section.Title())
}

// titleNames reports whether the heading is about an action of a kind.
func (r *reader) titleNames(kind lexicon.Kind) bool {
	if r.section.Heading == nil {
		return false
	}
	title := r.Terms(&r.section.Own()[0])
	for k := range min(len(title), inSight) {
		if title[k].Slot == lexicon.Destructive && title[k].Kind == kind && names(title, k) {
			return true
		}
	}
	return false
}

// names reports whether the phrase at index i of a heading is what its section is about, rather
// than mentioned: "after the factory reset".
func names(title []lexicon.Match, i int) bool {
	mentioned := slices.ContainsFunc(before(title, i), func(m lexicon.Match) bool { return m.Slot == lexicon.Mention })
	return !title[i].Negated && title[i].Form != lexicon.Passive && !mentioned
}

// isLabel reports whether a phrase is written like the label of a menu or button: quoted, in
// bold, or with a capital letter.
func (r *reader) isLabel(s article.Span) bool {
	return isCapital(r.Source[s.Start]) || r.isQuoted(s) || s.Start > 0 && bytes.IndexByte([]byte("*_[>"), r.Source[s.Start-1]) >= 0
}

// isQuoted reports whether a quotation mark or the mark of a code span stands before a phrase.
func (r *reader) isQuoted(s article.Span) bool {
	text := r.Source[:s.Start]
	for _, mark := range []string{"\"", "'", "`", "“", "‘", "„", "«"} {
		if bytes.HasSuffix(text, []byte(mark)) {
			return true
		}
	}
	return false
}

func isCapital(c byte) bool { return 'A' <= c && c <= 'Z' }
