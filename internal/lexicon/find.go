package lexicon

import (
	"cmp"
	"slices"

	"github.com/kblint/kblint/internal/source"
)

// gapWords is how many words "..." stands for at most.
const gapWords = 4

// Find appends to dst what the lexicon knows of one block of text, ordered by place,
// and returns the extended slice. The spans of text are the block's visible text in
// order, absolute in src, without markup and link destinations: a word may be split
// over adjacent spans ("fac**tory**"). All slots are found in one pass.
//
// Matches of one slot never overlap: the longest from the left counts.
func (l *Lexicon) Find(dst []Match, src []byte, text []source.Span) []Match {
	f, ok := l.scratch.Get().(*finder)
	if !ok {
		f = newFinder(l)
	}
	defer l.scratch.Put(f)
	f.reset()
	f.scanner.scan(src, text)
	for _, h := range f.resolve() {
		dst = append(dst, h.match(&l.texts.groups[h.group]))
	}
	return dst
}

// thread is a phrase under way.
type thread struct {
	node   int32
	left   int32 // inside a gap: how many words more it may swallow; else 0
	first  int32 // ordinal of the phrase's first word
	start  int   // its offset
	form   Form  // of the first verb so far
	gapped bool  // a gap has swallowed a word
}

// hit is a phrase found. Ordinals number the words of the block.
type hit struct {
	group            int32
	first, last      int32
	clause, sentence int32
	clauseFirst      int32 // ordinal of the first word of the clause
	form             Form
	gapped           bool
	negated, subject bool
	vetoed, dead     bool
	span             source.Span
}

func (h *hit) match(p *phrases) Match {
	return Match{
		Slot: p.slot, Kind: p.kind, Form: h.form, Weak: p.weak, Negated: h.negated, Subject: h.subject,
		Clause: int(h.clause), Sentence: int(h.sentence), Word: int(h.first - h.clauseFirst),
		Span: h.span,
	}
}

// finder runs one block through the trie. It is the sink of its own scanner.
type finder struct {
	lex              *Lexicon
	scanner          scanner
	threads, next    []thread
	hits             []hit
	ordinal          int32
	clauseFirst      int32
	clause, sentence int32
}

func newFinder(l *Lexicon) *finder {
	f := &finder{lex: l}
	f.scanner = newScanner(f)
	return f
}

// reset forgets the block before, but keeps the memory, unless a hostile block made
// it large.
func (f *finder) reset() {
	const keep = 1 << 12
	if cap(f.hits) > keep {
		f.hits = nil
	}
	f.threads, f.hits = f.threads[:0], f.hits[:0]
	f.ordinal, f.clauseFirst, f.clause, f.sentence = 0, 0, 0, 0
}

func (f *finder) word(text []byte, span source.Span) {
	id := f.lex.texts.vocabulary.lookup(text)
	if id != 0 || len(f.threads) > 0 {
		f.step(id, span)
	}
	f.ordinal++
}

func (f *finder) clauseEnd() {
	f.threads = f.threads[:0]
	f.clause++
	f.clauseFirst = f.ordinal
}

func (f *finder) sentenceEnd() {
	f.clauseEnd()
	f.sentence++
}

// step leads all threads and a new one from the root across a word. The word 0 is
// unknown: it ends every thread that is not inside a gap.
func (f *finder) step(id int32, span source.Span) {
	t := &f.lex.texts.trie
	f.next = f.next[:0]
	for _, th := range f.threads {
		if id != 0 {
			f.advance(th, t.follow(th.node, id), span.End)
		}
		if th.left > 0 {
			th.left--
			th.gapped = true
			f.next = append(f.next, th)
		}
	}
	if id != 0 {
		f.advance(thread{first: f.ordinal, start: span.Start}, t.follow(0, id), span.End)
	}
	f.threads, f.next = f.next, f.threads
}

// advance leads a thread along each of some edges, records the phrases that end
// there and keeps the thread where longer ones may follow.
func (f *finder) advance(th thread, edges []edge, end int) {
	t := &f.lex.texts.trie
	for _, e := range edges {
		n := &t.nodes[e.target()]
		to := th
		to.node, to.left = e.target(), 0
		if to.form == NoVerb {
			to.form = e.form()
		}
		for i := n.accept; i >= 0; i = t.accepts[i].next {
			f.hits = append(f.hits, hit{
				group: t.accepts[i].group, form: to.form, gapped: to.gapped,
				first: to.first, last: f.ordinal, span: source.Span{Start: to.start, End: end},
				clause: f.clause, sentence: f.sentence, clauseFirst: f.clauseFirst,
			})
		}
		if n.count > n.gaps {
			f.next = append(f.next, to)
		}
		for _, gap := range t.gaps(e.target()) {
			to.node, to.left = gap.target(), gapWords
			f.next = append(f.next, to)
		}
	}
}

// resolve decides between the hits and returns those that count, by place.
func (f *finder) resolve() []hit {
	f.strike()
	kept := slices.DeleteFunc(f.hits, func(h hit) bool { return h.dead })
	slices.SortStableFunc(kept, f.before)
	kept = f.longest(kept)
	f.relate(kept)
	return kept
}

// before orders hits by place; of several at one place that comes first which counts:
// without a gap before with one, then the longest, or with a gap the shortest; of
// equal ones that which is not weak, then the later group, which may be a user's.
func (f *finder) before(a, b hit) int {
	order := cmp.Compare(b.last, a.last)
	if a.gapped {
		order = -order
	}
	return cmp.Or(
		cmp.Compare(a.first, b.first),
		compareBool(a.gapped, b.gapped),
		order,
		compareBool(f.lex.texts.groups[a.group].weak, f.lex.texts.groups[b.group].weak),
		cmp.Compare(b.group, a.group),
	)
}

// compareBool orders false before true.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// strike marks the hits as dead that others take back. Hits come in the order of
// their last word, so what a hit covers ends at most one phrase's length before it.
func (f *finder) strike() {
	for i := range f.hits {
		p := &f.lex.texts.groups[f.hits[i].group]
		if !p.veto {
			continue
		}
		f.hits[i].dead = true
		f.within(i, func(_, other *hit, q *phrases) {
			other.vetoed = other.vetoed || q.slot == p.slot
		})
	}
	for i := range f.hits {
		h := &f.hits[i]
		h.dead = h.dead || h.vetoed
		if p := &f.lex.texts.groups[h.group]; !h.vetoed && !p.veto {
			f.within(i, f.outdo)
		}
	}
}

// outdo marks one of two hits as dead where h covers other and both cannot count.
func (f *finder) outdo(h, other *hit, q *phrases) {
	p := &f.lex.texts.groups[h.group]
	switch {
	case q.veto:
	case p.slot == Consequence && q.slot == Destructive:
		other.dead = true // "will erase all data" tells what happens and orders nothing
	case p.slot != q.slot:
	case q.weak && !p.weak:
		other.dead = true
	case h.gapped && other.last == h.last && other.first > h.first && q.weak == p.weak:
		h.dead = true // "hapus cache dan hapus data" ends with the closer "hapus data"
	}
}

func (f *finder) slot(h *hit) Slot { return f.lex.texts.groups[h.group].slot }

// within visits the hits that a hit covers, itself apart.
func (f *finder) within(i int, visit func(h, other *hit, q *phrases)) {
	h := &f.hits[i]
	for j := i - 1; j >= 0 && f.hits[j].last >= h.first; j-- {
		if other := &f.hits[j]; other.first >= h.first {
			visit(h, other, &f.lex.texts.groups[other.group])
		}
	}
	for j := i + 1; j < len(f.hits) && f.hits[j].last == h.last; j++ {
		if other := &f.hits[j]; other.first >= h.first {
			visit(h, other, &f.lex.texts.groups[other.group])
		}
	}
}

// longest leaves of overlapping hits of one slot the first. Hits are ordered by before.
// What is a context for one kind may be one for another, too.
func (f *finder) longest(hits []hit) []hit {
	var free [textSlots + maxKinds]int32 // by slot: the first ordinal that no hit covers yet
	return slices.DeleteFunc(hits, func(h hit) bool {
		p := &f.lex.texts.groups[h.group]
		lane := int(p.slot)
		if p.slot == Context {
			lane = textSlots + slices.Index(kinds[:], p.kind)
		}
		if h.first < free[lane] {
			return true
		}
		free[lane] = h.last + 1
		return false
	})
}

// farthest is how many words before or behind a phrase a word that changes its
// meaning may begin.
const farthest = 32

// relate marks the hits that a negation before them or a statement behind them in
// their clause reaches.
func (f *finder) relate(hits []hit) {
	for i := range hits {
		p := &f.lex.texts.groups[hits[i].group]
		if p.slot == Negation {
			f.negate(hits[i:], p.reach)
		}
		if p.slot == Statement {
			f.subject(hits[:i+1], p.reach)
		}
	}
}

// negate marks the hits behind the first one, a negation.
func (f *finder) negate(hits []hit, reach int) {
	n := &hits[0]
	for i := 1; i < len(hits) && hits[i].clause == n.clause && hits[i].first-n.first <= farthest; i++ {
		h := &hits[i]
		near := int(h.first-n.last) <= reach+1
		if near && n.first < h.first && n.last < h.last && f.slot(h) != Negation {
			h.negated = true
		}
	}
}

// subject marks the actions before the last hit, a statement.
func (f *finder) subject(hits []hit, reach int) {
	s := &hits[len(hits)-1]
	for i := len(hits) - 2; i >= 0 && hits[i].clause == s.clause && s.first-hits[i].first <= farthest; i-- {
		h := &hits[i]
		if f.slot(h) == Destructive && h.last < s.first && int(s.first-h.last) <= reach+1 {
			h.subject = true
		}
	}
}
