package lexicon

import (
	"bytes"
	"slices"

	"github.com/kblint/kblint/internal/source"
)

// anchors decide cheaply whether a text may hold a phrase of a slot at all, so that Find
// need not read every text. A phrase is recognised by its first word and, if it has more,
// by one of those that can come second, near behind the first.
type anchors struct {
	book  *book
	gap   int          // how many words "..." stands for at most
	leads []bool       // by node: whether a phrase that counts ends there or further on
	roles []anchorRole // by word number
	// first and second have a bit for each hash of a word with such a role. Most words of a
	// text are dismissed by them, without being stored or looked up.
	first, second anchorSet
	// all is set where a word with a role would not be read as one word here.
	all bool
}

// anchorBits is the length of a word's hash. A set of 2 KB stays in the first cache.
const anchorBits = 14

// anchorSet is a set of words. It may have words that were not added.
type anchorSet [1 << anchorBits / 64]uint64

func (s *anchorSet) add(word []byte) {
	bit := anchorHash(word)
	s[bit/64] |= 1 << (bit % 64)
}

func (s *anchorSet) has(word []byte) bool {
	bit := anchorHash(word)
	return s[bit/64]&(1<<(bit%64)) != 0
}

// anchorHash is a hash of four letters of a word and its length, which tell words well enough apart
// that it does not pay to read all. A bit makes letters small and leaves digits alone. The
// multiplier is the golden ratio's (Knuth, TAOCP 6.4).
func anchorHash(word []byte) uint32 {
	n := len(word)
	ends := uint32(word[0]) | uint32(word[n/4])<<8 | uint32(word[n/2])<<16 | uint32(word[n-1])<<24
	return uint32((uint64(ends|0x20202020) | uint64(n)<<32) * 0x9e3779b97f4a7c15 >> (64 - anchorBits))
}

// anchorRole is what a word can be in a phrase.
type anchorRole uint8

const (
	anchorWhole  anchorRole = 1 << iota // a phrase on its own
	anchorFirst                         // the first word of a longer phrase
	anchorSecond                        // the second word of one
)

// anchor makes the anchors of the lexicon.
func (l *Lexicon) anchor() {
	l.actions = newAnchors(&l.texts, gapWords, isAction)
	l.warnings = newAnchors(&l.texts, gapWords, isWarning)
	l.faqTitles = newAnchors(&l.wholes, longestWhole, isFAQTitle)
	l.residues = newAnchors(&l.wholes, longestWhole, isResidue)
}

// newAnchors gathers the words of the phrases of some groups from the trie. A gap is of so many
// words at most.
func newAnchors(b *book, gap int, counts func(*phrases) bool) *anchors {
	a := &anchors{book: b, gap: gap, leads: b.leads(counts), roles: make([]anchorRole, b.vocabulary.words+1)}
	a.addFirsts(b.words(0), counts)
	for _, e := range b.trie.gaps(0) {
		a.addFirsts(b.words(e.target()), counts)
	}
	for _, text := range b.vocabulary.texts {
		if role := a.roles[b.vocabulary.lookup([]byte(text))]; role != 0 {
			a.addHash(text, role)
		}
	}
	return a
}

// words are the edges from a node that do not lead into a gap.
func (b *book) words(node int32) []edge {
	row := &b.trie.nodes[node]
	return b.trie.edges[row.first+row.gaps : row.first+row.count]
}

func (a *anchors) addFirsts(firsts []edge, counts func(*phrases) bool) {
	for _, e := range firsts {
		if !a.leads[e.target()] {
			continue
		}
		a.addFirst(e.word(), e.target(), counts)
		for _, gap := range a.book.trie.gaps(e.target()) {
			a.addFirst(e.word(), gap.target(), counts)
		}
	}
}

// addFirst notes the roles of a phrase's first word and of those by which it can go on from a node.
func (a *anchors) addFirst(first, node int32, counts func(*phrases) bool) {
	if a.book.accepts(node, counts) {
		a.roles[first] |= anchorWhole
	}
	for _, e := range a.book.words(node) {
		if a.leads[e.target()] {
			a.roles[first] |= anchorFirst
			a.roles[e.word()] |= anchorSecond
		}
	}
}

// addHash notes a word. One with letters outside ASCII needs no note: a text that has such
// letters is never dismissed.
func (a *anchors) addHash(text string, role anchorRole) {
	for i := range len(text) {
		switch classes[text[i]] {
		case letter, apostrophe:
		case foreign:
			a.all = a.all || separates([]byte(text[i:]))
			return
		default:
			a.all = true
		}
	}
	if role&(anchorWhole|anchorFirst) != 0 {
		a.first.add([]byte(text))
	}
	if role&anchorSecond != 0 {
		a.second.add([]byte(text))
	}
}

// accepts reports whether a phrase that counts ends at a node. Phrases that only take others
// back never do.
func (b *book) accepts(node int32, counts func(*phrases) bool) bool {
	for i := b.trie.nodes[node].accept; i >= 0; i = b.trie.accepts[i].next {
		if g := &b.groups[b.trie.accepts[i].group]; !g.veto && counts(g) {
			return true
		}
	}
	return false
}

// leads tells of each node whether a phrase that counts ends there or further on.
func (b *book) leads(counts func(*phrases) bool) []bool {
	leads := make([]bool, len(b.trie.nodes))
	seen := make([]bool, len(b.trie.nodes))
	var visit func(n int32) bool
	visit = func(n int32) bool {
		if seen[n] {
			return leads[n]
		}
		seen[n] = true
		found := b.accepts(n, counts)
		row := &b.trie.nodes[n]
		for _, e := range b.trie.edges[row.first : row.first+row.count] {
			found = visit(e.target()) || found
		}
		leads[n] = found
		return found
	}
	visit(0)
	return leads
}

// MayAct reports whether a block of text may hold a destructive action. False is certain;
// true means that Find must look. It costs a small part of what Find does.
func (l *Lexicon) MayAct(src []byte, text []source.Span) bool { return l.actions.in(src, text) }

// MayWarn reports whether a block of text may tell of a loss or ask for a backup, as MayAct
// does for actions.
func (l *Lexicon) MayWarn(src []byte, text []source.Span) bool { return l.warnings.in(src, text) }

// isWarning and isAction select the groups that MayWarn and MayAct are about, isFAQTitle and isResidue those of
// FAQTitle and Residue.
func isWarning(p *phrases) bool  { return p.slot == Consequence || p.slot == Backup }
func isAction(p *phrases) bool   { return p.slot == Destructive }
func isFAQTitle(p *phrases) bool { return p.whole&faqTitle != 0 }
func isResidue(p *phrases) bool  { return p.whole&anyResidue != 0 }

// mayBegin reports whether the first word of a text may be that of a phrase. False is certain, but for phrases that
// any words may stand before.
func (a *anchors) mayBegin(text []byte) bool {
	start := 0
	for start < len(text) && classes[text[start]] != letter && classes[text[start]] != foreign {
		start++
	}
	end := start
	for end < len(text) && (classes[text[end]] == letter || inside(text, end)) {
		end++
	}
	return a.all || start < len(text) && (end == start || end < len(text) && classes[text[end]] == foreign || a.first.has(text[start:end]))
}

func (a *anchors) in(src []byte, text []source.Span) bool {
	if a.all {
		return true
	}
	s := anchorScan{anchors: a}
	for i, span := range text {
		s.run(src[span.Start:span.End])
		if s.found || i+1 < len(text) && splits(src, span, text[i+1]) {
			return true
		}
	}
	return false
}

// splits reports whether a word runs over from one span into the next, as in "fac**tory**".
func splits(src []byte, span, next source.Span) bool {
	if span.Start >= span.End || next.Start >= next.End || next.Start < span.End {
		return next.Start < span.End
	}
	last, first := classes[src[span.End-1]], classes[src[next.Start]]
	return last == letter && first == letter && len(bytes.Trim(src[span.End:next.Start], "*_~`[]\\")) == 0
}

// anchorScan is a look at one text.
type anchorScan struct {
	*anchors
	ordinal int            // how many words have been read
	recent  [8]anchorFound // first words of phrases, overwritten in turn
	firsts  int            // how many of them there were
	found   bool           // a phrase, or what takes Find to read
}

// anchorFound is a first word of phrases with its place among the words.
type anchorFound struct {
	word    int32
	ordinal int
}

func (s *anchorScan) run(text []byte) {
	for i := 0; i < len(text) && !s.found; {
		class := classes[text[i]]
		if class == foreign && !separates(text[i:]) {
			s.found = true
			return
		}
		if class != letter {
			i++
			continue
		}
		start := i
		for i < len(text) && (classes[text[i]] == letter || inside(text, i)) {
			i++
		}
		s.ordinal++
		if word := text[start:i]; s.first.has(word) || s.firsts > 0 && s.second.has(word) {
			s.word(word)
		}
	}
}

// inside reports whether an apostrophe at an index joins two letters.
func inside(text []byte, i int) bool {
	return classes[text[i]] == apostrophe && i+1 < len(text) && classes[text[i+1]] == letter
}

// word takes a word that may have a role.
func (s *anchorScan) word(text []byte) {
	if len(text) > maxWord {
		return
	}
	var buf [maxWord]byte
	for i, c := range text {
		buf[i] = lowered[c]
	}
	word := s.book.vocabulary.lookup(buf[:len(text)])
	role := s.roles[word]
	s.found = s.found || role&anchorWhole != 0 || role&anchorSecond != 0 && s.follows(word)
	if role&anchorFirst != 0 {
		s.recent[s.firsts%len(s.recent)] = anchorFound{word, s.ordinal}
		s.firsts++
	}
}

// follows reports whether a word is the second of a phrase whose first stands near before it.
// There may have been more first words within reach than are kept: all of the last few are.
func (s *anchorScan) follows(word int32) bool {
	for _, first := range s.recent[:min(s.firsts, len(s.recent))] {
		if far := s.ordinal - first.ordinal; far <= s.gap+1 && s.isPair(first.word, word, far) {
			return true
		}
	}
	return false
}

// isPair reports whether a phrase may begin with two words that are so many words apart.
func (a *anchors) isPair(first, second int32, far int) bool {
	if a.goesOn(0, first, second, far) {
		return true
	}
	return slices.ContainsFunc(a.book.trie.gaps(0), func(gap edge) bool { return a.goesOn(gap.target(), first, second, far) })
}

func (a *anchors) goesOn(from, first, second int32, far int) bool {
	t := &a.book.trie
	for _, e := range t.follow(from, first) {
		if far == 1 && a.leadsBy(e.target(), second) {
			return true
		}
		for _, gap := range t.gaps(e.target()) {
			if a.leadsBy(gap.target(), second) {
				return true
			}
		}
	}
	return false
}

// leadsBy reports whether a word leads from a node to a phrase that counts.
func (a *anchors) leadsBy(node, word int32) bool {
	return slices.ContainsFunc(a.book.trie.follow(node, word), func(e edge) bool { return a.leads[e.target()] })
}

// separates reports whether a character outside ASCII parts words wherever it stands: no-break
// space, quotation marks, dashes, bullets, arrows, signs, emoji. Invisible characters do not.
func separates(s []byte) bool {
	switch s[0] {
	case 0xC2:
		return len(s) > 1 && s[1] == 0xA0
	case 0xE2:
		return len(s) > 2 && (s[1] == 0x80 && separatesGeneral(s) || s[1] == 0x86 || s[1] == 0x9A || s[1] == 0x9C)
	default:
		return s[0] == 0xF0 || s[0] < 0xC0
	}
}

// separatesGeneral is separates for the block of general punctuation, U+2010 to U+2027. The right
// quotation mark may be an apostrophe.
func separatesGeneral(s []byte) bool {
	if s[2] == 0x99 {
		return len(s) == 3 || classes[s[3]] != letter
	}
	return 0x90 <= s[2] && s[2] <= 0xA7
}
