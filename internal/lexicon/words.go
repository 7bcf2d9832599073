package lexicon

import (
	"unicode/utf8"

	"github.com/kblint/kblint/internal/source"
)

// Word is a word of a text.
type Word struct {
	Hash uint64 // of the folded word; see HashWord
	Span source.Span
}

// WordReader cuts texts into words as the packs see them: folded by letter case and compatibility,
// without markup between them, and one a character in scripts that have no blanks. It is not safe
// for concurrent use.
type WordReader struct {
	scanner scanner
	words   []Word
}

// NewWordReader makes a reader.
func NewWordReader() *WordReader {
	r := &WordReader{}
	r.scanner = newScanner(r)
	return r
}

// Append appends the words of the spans of one block to those of others.
func (r *WordReader) Append(words []Word, src []byte, text []source.Span) []Word {
	if isSimple(src, text) {
		for _, span := range text {
			words = appendSimple(words, src[:span.End], span.Start)
		}
		return words
	}
	r.words = words
	r.scanner.scan(src, text)
	words, r.words = r.words, nil
	return words
}

// isSimple reports whether a text is in ASCII and no word of it goes on from one span to the next.
func isSimple(src []byte, text []source.Span) bool {
	end := 0 // of the span before
	for _, span := range text {
		if span.Start < end || span.End > len(src) {
			return false
		}
		if end > 0 && span.Len() > 0 && inWord(src[end-1]) && inWord(src[span.Start]) && (end == span.Start || src[end] != '\n') {
			return false
		}
		for _, c := range src[span.Start:span.End] {
			if c >= utf8.RuneSelf {
				return false
			}
		}
		end = span.End
	}
	return true
}

func inWord(c byte) bool { return classes[c] == letter || classes[c] == apostrophe }

// wordBytes are the ASCII bytes of words, folded; the others are zero.
var wordBytes = wordTable()

func wordTable() (table [256]byte) {
	for c := range table {
		if classes[c] == letter {
			table[c] = lowered[c]
		}
	}
	return table
}

// appendSimple appends the words from src[i:], a text in ASCII, as the scanner would find them.
func appendSimple(words []Word, src []byte, i int) []Word {
	for i < len(src) {
		switch {
		case wordBytes[src[i]] != 0:
			word := simpleWord(src, i)
			words = append(words, word)
			i = word.Span.End
		case src[i] == '&':
			i += entityLen(src[i:])
		default:
			i++
		}
	}
	return words
}

// simpleWord is the word that starts at src[start]: letters and digits, and apostrophes between them.
func simpleWord(src []byte, start int) Word {
	i, h, chunk := start, uint64(0), uint64(0)
	for c := wordBytes[src[i]]; c != 0; {
		chunk = chunk<<8 | uint64(c)
		i++
		if (i-start)&7 == 0 {
			h, chunk = mix(h, chunk), 0
		}
		if i == len(src) {
			break
		}
		c = wordBytes[src[i]]
		if c == 0 && src[i] == '\'' && i+1 < len(src) && wordBytes[src[i+1]] != 0 {
			c = '\''
		}
	}
	return Word{hashed(h, chunk, i-start), source.Span{Start: start, End: i}}
}

func (r *WordReader) word(text []byte, at source.Span) {
	r.words = append(r.words, Word{HashWord(text), at})
}

func (r *WordReader) clauseEnd()   {}
func (r *WordReader) sentenceEnd() {}

// HashWord is the hash of a folded word, the same on all machines. Words that are longer than those of
// any language have one hash: the reader has none of their bytes. It is a multiplicative hash of eight
// bytes at a time: D. Knuth, "The Art of Computer Programming", volume 3, 6.4.
func HashWord[S string | []byte](word S) uint64 {
	h, chunk := uint64(0), uint64(0)
	for i := range len(word) {
		chunk = chunk<<8 | uint64(word[i])
		if i&7 == 7 {
			h, chunk = mix(h, chunk), 0
		}
	}
	return hashed(h, chunk, len(word))
}

func mix(h, chunk uint64) uint64 {
	const golden = 0x9E3779B97F4A7C15
	h = (h ^ chunk) * golden
	return h ^ h>>32
}

// hashed ends the hash of a word with its last bytes and its length.
func hashed(h, chunk uint64, length int) uint64 {
	if length == 0 || length > maxWord {
		return 0
	}
	return mix(h, chunk) ^ uint64(length)
}
