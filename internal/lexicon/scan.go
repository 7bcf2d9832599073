package lexicon

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"github.com/kblint/kblint/internal/source"
)

// maxWord is the length in bytes of the longest word that a pack may use. Longer
// words of a text are read over without being stored.
const maxWord = 48

// class says what an ASCII byte does to the word before it.
type class uint8

const (
	ender      class = iota // ends the clause: punctuation, symbols, control characters
	blank                   // ends the word: white space, hyphen, slash, quotes, markup
	letter                  // belongs to the word
	stop                    // ends the clause, and the sentence where no letter follows
	apostrophe              // belongs to the word between two letters, else a quote
	ampersand               // ends the word; may begin an HTML entity
	foreign                 // begins a character outside ASCII
)

// classes and lowered answer for each byte what would otherwise be a chain of
// comparisons on every byte of every article. Neither is ever written to.
var (
	classes = classTable()
	lowered = lowerTable()
)

func classTable() (table [256]class) {
	for _, c := range []byte(" \t\n\r\v\f-/\"*_`~\\[]") {
		table[c] = blank
	}
	for _, c := range []byte(".!?") {
		table[c] = stop
	}
	for c := range table {
		switch {
		case c >= utf8.RuneSelf:
			table[c] = foreign
		case unicode.IsLetter(rune(c)), unicode.IsDigit(rune(c)):
			table[c] = letter
		}
	}
	table['\''] = apostrophe
	table['&'] = ampersand
	return table
}

func lowerTable() (table [256]byte) {
	for c := range table {
		table[c] = byte(c)
		if 'A' <= c && c <= 'Z' {
			table[c] = byte(c) + 'a' - 'A'
		}
	}
	return table
}

// sink takes what a scanner finds. The text of a word is valid during the call only.
type sink interface {
	word(text []byte, span source.Span)
	clauseEnd()
	sentenceEnd()
}

// scanner cuts a text into folded words and clauses. Folding is per word, so that
// the words keep their offsets: ASCII by table, all else by Unicode case folding and
// NFKC. Scripts written without blanks give one word a character.
type scanner struct {
	out   sink
	buf   [maxWord]byte
	n     int         // bytes of the open word; more than maxWord for a word too long
	mixed bool        // the open word has characters outside ASCII
	span  source.Span // of the open word

	fold             cases.Caser
	folded, composed []byte
}

func newScanner(out sink) scanner { return scanner{out: out} }

// scan reads the spans of one block in order. A word goes on in the next span where
// nothing but markup stands between the two. Spans outside src are cut to it.
func (s *scanner) scan(src []byte, text []source.Span) {
	end := -1 // of the span before
	for _, span := range text {
		span.Start = max(span.Start, end, 0)
		span.End = min(span.End, len(src))
		if span.Start >= span.End {
			continue
		}
		if end >= 0 {
			s.bridge(src[end:span.Start])
		}
		s.run(src, span)
		end = span.End
	}
	s.flush()
}

// bridge decides what the source left out between two spans does to the open word:
// emphasis marks and brackets are invisible, a line break element ends the clause,
// anything else, such as a line's end, is a blank.
func (s *scanner) bridge(between []byte) {
	if len(bytes.Trim(between, "*_~`[]\\")) == 0 {
		return
	}
	s.flush()
	if bytes.Contains(between, []byte("<br")) {
		s.out.clauseEnd()
	}
}

func (s *scanner) run(src []byte, span source.Span) {
	for i := span.Start; i < span.End; {
		switch classes[src[i]] {
		case letter:
			i = s.letters(src[:span.End], i)
		case blank:
			s.flush()
			i++
		case foreign:
			i += s.character(src[i:span.End], i)
		case stop:
			i = s.stop(src, i)
		case apostrophe:
			i = s.apostrophe(src[:span.End], i, 1)
		case ampersand:
			s.flush()
			i += entityLen(src[i:span.End])
		case ender:
			s.flush()
			s.out.clauseEnd()
			i++
		}
	}
}

// letters reads a run of ASCII letters and digits from src[i:]. It is the inner loop
// of the package.
func (s *scanner) letters(src []byte, i int) int {
	if s.n == 0 {
		s.span.Start = i
	}
	for ; i < len(src) && classes[src[i]] == letter; i++ {
		if s.n < maxWord {
			s.buf[s.n] = lowered[src[i]]
		}
		s.n++
	}
	s.span.End = i
	return i
}

// stop reads a full stop, exclamation or question mark.
func (s *scanner) stop(src []byte, i int) int {
	s.flush()
	i++
	if i < len(src) && classes[src[i]] == letter {
		s.out.clauseEnd() // version 2.0, example.com
	} else {
		s.out.sentenceEnd()
	}
	return i
}

// apostrophe reads an apostrophe of some bytes at src[i:].
func (s *scanner) apostrophe(src []byte, i, size int) int {
	next := i + size
	if s.n == 0 || next >= len(src) || classes[src[next]] != letter {
		s.flush()
		return next
	}
	if s.n < maxWord {
		s.buf[s.n] = '\''
	}
	s.n++
	return next
}

// character reads one character outside ASCII, at the offset at of the source, and
// returns its length.
func (s *scanner) character(text []byte, at int) int {
	r, size := utf8.DecodeRune(text)
	switch {
	case r == '’':
		return s.apostrophe(text, 0, size)
	case unspaced(r):
		s.flush()
		s.add(text[:size], at)
		s.flush()
	case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsMark(r) && s.n > 0 && !selector(r):
		s.add(text[:size], at)
	case unicode.In(r, unicode.Cf, unicode.M): // soft hyphens, joiners: invisible
	case joiner(r):
		s.flush()
	default:
		s.foreignEnd(r)
	}
	return size
}

// foreignEnd ends the clause at a punctuation mark, symbol or invalid byte.
func (s *scanner) foreignEnd(r rune) {
	s.flush()
	switch r {
	case '。', '！', '？', '؟', '।', '…':
		s.out.sentenceEnd()
	default:
		s.out.clauseEnd()
	}
}

// selector reports whether a mark only chooses how an emoji or digit is drawn.
func selector(r rune) bool { return 0xFE00 <= r && r <= 0xFE0F || r == 0x20E3 }

// joiner reports whether a character parts words without ending the clause: blanks,
// hyphens and quotation marks, but no dashes.
func joiner(r rune) bool {
	return r != '—' && r != '–' && unicode.In(r, unicode.Z, unicode.Pd, unicode.Pi, unicode.Pf)
}

// unspaced reports whether a character belongs to a script without blanks between
// words.
func unspaced(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana,
		unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

func (s *scanner) add(char []byte, at int) {
	if s.n == 0 {
		s.span.Start = at
	}
	if s.n < maxWord {
		copy(s.buf[s.n:], char)
	}
	s.n += len(char)
	s.span.End = at + len(char)
	s.mixed = true
}

// flush hands on the open word.
func (s *scanner) flush() {
	if s.n == 0 {
		return
	}
	word := s.buf[:min(s.n, maxWord)]
	switch {
	case s.n > maxWord:
		word = nil
	case s.mixed:
		word = s.foldMixed(word)
	}
	s.n, s.mixed = 0, false
	s.out.word(word, s.span)
}

// foldMixed folds a word outside ASCII. A word of combining marks alone may vanish,
// and one that folding makes too long is as unknown as any long word.
func (s *scanner) foldMixed(word []byte) []byte {
	if s.folded == nil {
		// Most strings need no folding by Unicode.
		s.fold = cases.Fold()
		s.folded = make([]byte, 4*maxWord)
	}
	n, _, err := s.fold.Transform(s.folded, word, true)
	if err != nil {
		return nil
	}
	s.composed = norm.NFKC.Append(s.composed[:0], s.folded[:n]...)
	if len(s.composed) > maxWord {
		return nil
	}
	return s.composed
}

// entityLen is the length of the HTML entity at the start of text, or 1 for a mere
// ampersand. Entities are blanks: those in real articles are "&amp;" and "&nbsp;".
func entityLen(text []byte) int {
	const longest = 32
	for i := 1; i < len(text) && i < longest; i++ {
		switch c := text[i]; {
		case c == ';' && i > 1:
			return i + 1
		case classes[c] != letter && c != '#':
			return 1
		}
	}
	return 1
}

// wordList is the sink that keeps all words. Words too long to be known are "".
type wordList struct {
	words   []string
	clauses []int // for each clause that a mark ended, the number of words up to there
}

// read appends the folded words of a text.
func (l *wordList) read(text string) {
	s := newScanner(l)
	s.scan([]byte(text), []source.Span{{Start: 0, End: len(text)}})
}

func (l *wordList) word(text []byte, _ source.Span) { l.words = append(l.words, string(text)) }
func (l *wordList) clauseEnd()                      { l.clauses = append(l.clauses, len(l.words)) }
func (l *wordList) sentenceEnd()                    { l.clauses = append(l.clauses, len(l.words)) }
