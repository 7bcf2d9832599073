package lexicon

import (
	"github.com/kblint/kblint/internal/source"
)

// wholeSlot is a set of slots that are filled by a whole string: a label, a title, a
// link text, a word, or the opening of a question.
type wholeSlot uint64

const (
	strongLabel wholeSlot = 1 << iota
	weakLabel
	faqTitle
	summaryTitle
	preparationTitle
	closingTitle
	vagueLink
	functionWord
	titleWord
	questionOpening
	questionInside
	questionLabel
	answerLabel
	noParticle
	towardsWord
	originWord
	definingPhrase
	pointingWord
	topLink
	sampleLink
	seeAlsoLabel
	closingRemark
	yesOpening
	noOpening
	warningType
	dangerType
	cautionType
	importantType
	noteType
	tipType
	infoType
	numberLabel
	countedNoun
	choice
	stepEnter
	stepPress
	stepPick
	stepWait
	stepThen
	stepPart
	stepJoin
	stepDo
	stepElse
	abbreviation
	residuePreamble
	residueSignOff
	residuePrompt
	residueFiller
	residueField
	residueInsertion
	residueReply
	residueButton
)

// longestWhole is the length in bytes above which a string is no label or title of
// a pack.
const longestWhole = 200

// wholeReader looks whole strings up. It is the sink of its own scanner, and is used again and
// again: titles and labels are asked for at every heading and bold line.
type wholeReader struct {
	lex     *Lexicon
	scanner scanner
	src     []byte
	words   []int32 // 0 for words that no pack has
	ends    []int   // for each end of a clause the number of words up to there
	asking  []bool  // by word: whether it carries an asking particle; empty unless wanted
	asks    bool    // whether asking is wanted

	// at are the nodes that the patterns of whole strings have been followed to. In contrast to
	// phrases, these begin with the string's first word, and a gap swallows any number of words:
	// nodes inside a gap are complemented, and stay where they are whatever word comes.
	at, next []int32
}

// wholeReader takes a reader from the pool, to which release gives it back.
func (l *Lexicon) wholeReader() *wholeReader {
	if r, ok := l.wholeScratch.Get().(*wholeReader); ok {
		return r
	}
	r := &wholeReader{lex: l}
	r.scanner = newScanner(r)
	return r
}

func (r *wholeReader) release() { r.lex.wholeScratch.Put(r) }

// read gives the numbers of a string's words. They hold until the next call.
func (r *wholeReader) read(text string) []int32 {
	r.src, r.words, r.ends, r.asking = append(r.src[:0], text...), r.words[:0], r.ends[:0], r.asking[:0]
	r.scanner.scan(r.src, []source.Span{{End: len(r.src)}})
	return r.words
}

func (r *wholeReader) word(text []byte, _ source.Span) {
	r.words = append(r.words, r.lex.wholes.vocabulary.lookup(text))
	if r.asks {
		r.asking = append(r.asking, r.particle(text))
	}
}
func (r *wholeReader) clauseEnd()   { r.ends = append(r.ends, len(r.words)) }
func (r *wholeReader) sentenceEnd() { r.clauseEnd() }

// whole gives the slots that a string fills as a whole. Punctuation, emoji and markup
// do not matter.
func (l *Lexicon) whole(text string) wholeSlot {
	if len(text) > longestWhole {
		return 0
	}
	r := l.wholeReader()
	defer r.release()
	return r.slots(r.read(text))
}

// slots are those that a row of words fills from its first to its last word.
func (r *wholeReader) slots(words []int32) wholeSlot {
	r.start()
	for _, word := range words {
		r.step(word)
	}
	slots, except := r.accepted()
	return slots &^ except
}

// start goes to where all patterns begin.
func (r *wholeReader) start() {
	r.at = append(r.at[:0], 0)
	for _, gap := range r.lex.wholes.trie.gaps(0) {
		r.at = append(r.at, ^gap.target())
	}
}

// step leads all nodes across a word, 0 for an unknown one.
func (r *wholeReader) step(word int32) {
	r.next = r.next[:0]
	for _, node := range r.at {
		if node < 0 {
			r.next = append(r.next, node)
			node = ^node
		}
		if word != 0 {
			r.follow(node, word)
		}
	}
	r.at, r.next = r.next, r.at
}

func (r *wholeReader) follow(node, word int32) {
	t := &r.lex.wholes.trie
	for _, e := range t.follow(node, word) {
		r.next = append(r.next, e.target())
		for _, gap := range t.gaps(e.target()) {
			r.next = append(r.next, ^gap.target())
		}
	}
}

// accepted are the slots, and their exceptions, of the patterns that end here.
func (r *wholeReader) accepted() (slots, except wholeSlot) {
	t := &r.lex.wholes.trie
	for _, node := range r.at {
		for i := t.nodes[max(node, ^node)].accept; i >= 0; i = t.accepts[i].next {
			g := &r.lex.wholes.groups[t.accepts[i].group]
			if g.veto {
				except |= g.whole
			} else {
				slots |= g.whole
			}
		}
	}
	return slots, except
}
