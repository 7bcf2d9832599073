package lexicon

import (
	"bytes"

	"github.com/kblint/kblint/internal/source"
)

// anchors decide cheaply whether a text may hold a phrase of a slot at all, so that Find
// need not read every text. A phrase is recognised by its first word and, if it has more,
// by one of those that can come second, near behind the first.
type anchors struct {
	vocabulary *vocabulary
	roles      []anchorRole // by word number
	// reach is how many words behind the first the second of a phrase can stand.
	reach    map[anchorPair]int
	farthest int // the greatest reach
	// first and second have a bit for each hash of a word with such a role. Most words of a
	// text are dismissed by them, without being stored or looked up.
	first, second anchorSet
	// all is set where a word with a role would not be read as one word here.
	all bool
}

// anchorBits is the length of a word's hash. A set of 8 KB stays in the cache.
const anchorBits = 16

// anchorSet is a set of words. It may have words that were not added.
type anchorSet struct {
	// lengths are the lengths of the words that begin with two letters, hashes those of all.
	lengths [1 << 10]uint64
	hashes  [1 << anchorBits / 64]uint64
}

// twoLetters folds the first letters of a word by dropping all but five bits of each.
func twoLetters(word []byte) uint32 {
	return uint32(word[0]&31)<<5 | uint32(word[min(1, len(word)-1)]&31)
}

func (s *anchorSet) add(word []byte) {
	bit := anchorHash(word)
	s.hashes[bit/64] |= 1 << (bit % 64)
	s.lengths[twoLetters(word)] |= 1 << len(word)
}

// has is split so that its first part, which dismisses most words, is inlined.
func (s *anchorSet) has(word []byte) bool {
	return s.lengths[twoLetters(word)]&(1<<len(word)) != 0 && s.hasHash(word)
}

func (s *anchorSet) hasHash(word []byte) bool {
	bit := anchorHash(word)
	return s.hashes[bit/64]&(1<<(bit%64)) != 0
}

// anchorRole is what a word can be in a phrase.
type anchorRole uint8

const (
	anchorWhole  anchorRole = 1 << iota // a phrase on its own
	anchorFirst                         // the first word of a longer phrase
	anchorSecond                        // the second word of one
)

// anchorPair is the numbers of the first two words of a phrase.
type anchorPair struct{ first, second int32 }

// newAnchors gathers the words of the phrases of some groups from the trie. A gap is of so many
// words at most.
func newAnchors(b *book, gap int, counts func(*phrases) bool) *anchors {
	a := &anchors{
		vocabulary: b.vocabulary, roles: make([]anchorRole, b.vocabulary.words+1),
		reach: make(map[anchorPair]int, 1<<12),
	}
	leads := b.leads(counts)
	for _, e := range b.firsts() {
		if leads[e.target()] {
			a.addFirst(b, e, gap, counts, leads)
		}
	}
	for _, e := range b.vocabulary.entries {
		if e.id != 0 && a.roles[e.id] != 0 {
			a.addHash(e)
		}
	}
	return a
}

// firsts is the edges by which phrases begin, those behind a gap at the start included.
func (b *book) firsts() []edge {
	var out []edge
	for word := int32(1); word <= b.vocabulary.words; word++ {
		out = append(out, b.trie.follow(0, word)...)
	}
	for _, e := range b.trie.gaps(0) {
		after := &b.trie.nodes[e.target()]
		out = append(out, b.trie.edges[after.first+after.gaps:after.first+after.count]...)
	}
	return out
}

func (a *anchors) addFirst(b *book, first edge, gap int, counts func(*phrases) bool, leads []bool) {
	word, node := first.word(), first.target()
	if b.accepts(node, counts) {
		a.roles[word] |= anchorWhole
	}
	row := &b.trie.nodes[node]
	a.addSecond(word, b.trie.edges[row.first+row.gaps:row.first+row.count], 1, leads)
	for _, e := range b.trie.gaps(node) {
		after := &b.trie.nodes[e.target()]
		if b.accepts(e.target(), counts) {
			a.roles[word] |= anchorWhole
		}
		a.addSecond(word, b.trie.edges[after.first+after.gaps:after.first+after.count], 1+gap, leads)
	}
}

func (a *anchors) addSecond(first int32, edges []edge, reach int, leads []bool) {
	for _, e := range edges {
		if !leads[e.target()] {
			continue
		}
		pair := anchorPair{first, e.word()}
		a.roles[first] |= anchorFirst
		a.roles[e.word()] |= anchorSecond
		a.reach[pair] = max(a.reach[pair], reach)
		a.farthest = max(a.farthest, reach)
	}
}

// addHash notes a word. One with letters outside ASCII needs no note: a text that has such
// letters is never dismissed.
func (a *anchors) addHash(e wordEntry) {
	for i := range len(e.text) {
		switch classes[e.text[i]] {
		case letter, apostrophe:
		case foreign:
			a.all = a.all || separates([]byte(e.text[i:]))
			return
		default:
			a.all = true
		}
	}
	if a.roles[e.id]&(anchorWhole|anchorFirst) != 0 {
		a.first.add([]byte(e.text))
	}
	if a.roles[e.id]&anchorSecond != 0 {
		a.second.add([]byte(e.text))
	}
}

// anchorHash is a hash of the first letters of a word, its last ones and its length, which tell
// words well enough apart that it does not pay to read those between. The multiplier is that
// of Knuth (TAOCP 6.4).
func anchorHash(word []byte) uint32 {
	n := len(word)
	h := uint32(lowered[word[0]]) | uint32(lowered[word[n-1]])<<8 | uint32(lowered[word[n/2]])<<16 | uint32(n)<<24
	h *= 2654435761
	h ^= uint32(lowered[word[min(1, n-1)]]) | uint32(lowered[word[max(n-2, 0)]])<<8 | uint32(lowered[word[min(2, n-1)]])<<16 | uint32(lowered[word[min(3, n-1)]])<<24
	return h * 2654435761 >> (32 - anchorBits)
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

// isWarning and isAction select the groups that MayWarn and MayAct are about, isFAQTitle those
// of FAQTitle.
func isWarning(p *phrases) bool  { return p.slot == Consequence || p.slot == Backup }
func isAction(p *phrases) bool   { return p.slot == Destructive }
func isFAQTitle(p *phrases) bool { return p.whole&faqTitle != 0 }

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
	for i := 0; i < len(text); i++ {
		class := classes[text[i]]
		if class == foreign && !separates(text[i:]) {
			s.found = true
			return
		}
		if class != letter {
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
		i-- // what follows the word may be foreign
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
	word := s.vocabulary.lookup(buf[:len(text)])
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
		far := s.ordinal - first.ordinal
		if far <= s.farthest && far <= s.reach[anchorPair{first.word, word}] {
			return true
		}
	}
	return false
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
