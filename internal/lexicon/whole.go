package lexicon

import (
	"github.com/kblint/kblint/internal/source"
)

// wholeSlot is a set of slots that are filled by a whole string: a label, a title, a
// link text, a word, or the opening of a question.
type wholeSlot uint16

const (
	strongLabel wholeSlot = 1 << iota
	weakLabel
	faqTitle
	summaryTitle
	preparationTitle
	vagueLink
	functionWord
	titleWord
	questionOpening
	questionInside
	questionLabel
	answerLabel
	noParticle
)

// longestWhole is the length in bytes above which a string is no label or title of
// a pack.
const longestWhole = 200

// wholeText is the sink that turns a string into word numbers; 0 stands for words that
// no pack has.
type wholeText struct {
	lex   *Lexicon
	words []int32
	buf   [16]int32
}

func (w *wholeText) word(text []byte, _ source.Span) {
	w.words = append(w.words, w.lex.wholes.vocabulary.lookup(text))
}
func (w *wholeText) clauseEnd()   {}
func (w *wholeText) sentenceEnd() {}

// whole gives the slots that a string fills as a whole. Punctuation, emoji and markup
// do not matter.
func (l *Lexicon) whole(text string) wholeSlot {
	if len(text) > longestWhole {
		return 0
	}
	w := wholeText{lex: l}
	w.words = w.buf[:0]
	s := newScanner(&w)
	s.scan([]byte(text), []source.Span{{Start: 0, End: len(text)}})
	return l.wholeWords(w.words)
}

// wholeWords gives the slots that a row of words fills from its first to its last word.
func (l *Lexicon) wholeWords(words []int32) wholeSlot {
	w := newWalk(&l.wholes)
	for _, word := range words {
		w.step(word)
	}
	slots, except := w.accepted()
	return slots &^ except
}

// walk leads a string through the patterns of whole strings. In contrast to phrases,
// these begin with its first word, and a gap swallows any number of words.
type walk struct {
	book *book
	// at are the nodes reached. Those inside a gap are complemented: they stay where
	// they are, whatever word comes.
	at, next []int32
	buf      [2][16]int32
}

func newWalk(b *book) *walk {
	w := &walk{book: b}
	w.at, w.next = append(w.buf[0][:0], 0), w.buf[1][:0]
	for _, gap := range b.trie.gaps(0) {
		w.at = append(w.at, ^gap.target())
	}
	return w
}

// step leads all nodes across a word, 0 for an unknown one.
func (w *walk) step(word int32) {
	w.next = w.next[:0]
	for _, node := range w.at {
		if node < 0 {
			w.next = append(w.next, node)
			node = ^node
		}
		if word != 0 {
			w.follow(node, word)
		}
	}
	w.at, w.next = w.next, w.at
}

func (w *walk) follow(node, word int32) {
	t := &w.book.trie
	for _, e := range t.follow(node, word) {
		w.next = append(w.next, e.target())
		for _, gap := range t.gaps(e.target()) {
			w.next = append(w.next, ^gap.target())
		}
	}
}

// accepted are the slots, and their exceptions, of the patterns that end here.
func (w *walk) accepted() (slots, except wholeSlot) {
	t := &w.book.trie
	for _, node := range w.at {
		for i := t.nodes[max(node, ^node)].accept; i >= 0; i = t.accepts[i].next {
			g := &w.book.groups[t.accepts[i].group]
			if g.veto {
				except |= g.whole
			} else {
				slots |= g.whole
			}
		}
	}
	return slots, except
}
