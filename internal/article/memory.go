package article

import (
	"bufio"
	"bytes"
	"io"
	"math/bits"

	"github.com/kblint/kblint/internal/lexicon"
)

// Memory is used again by one article after another, so that a run through thousands of them does
// not allocate each time what is garbage soon after. The zero Memory is ready. It is not safe for
// concurrent use.
type Memory struct {
	passages []Passage
	texts    []Span
	terms    []passageTerms
	matches  []lexicon.Match
	inlines  []inlineRecord
	links    []inlineRecord
	headings slab[Heading]
	sections slab[Section]
	items    slab[Item]
	quotes   slab[Quote]
	words    []lexicon.Word
	input    *bufio.Reader

	wordReader *lexicon.WordReader
}

// Parse is Parse into memory that is used again: the article, and all that it gives away but
// strings, holds until the next call.
func (m *Memory) Parse(name string, src []byte, lex *lexicon.Lexicon) *Article {
	m.reset()
	return m.parse(name, src, lex)
}

// How many passages and words memory is kept for. Real articles have a tenth.
const (
	maxKept      = 20_000
	maxKeptWords = 200_000
)

func (m *Memory) reset() {
	if cap(m.passages) > maxKept || cap(m.texts) > 2*maxKept || cap(m.matches) > maxKept || cap(m.words) > maxKeptWords {
		*m = Memory{}
		return
	}
	m.passages, m.inlines, m.links = emptied(m.passages), emptied(m.inlines), emptied(m.links)
	m.texts, m.matches = m.texts[:0], m.matches[:0]
	m.headings.reset()
	m.sections.reset()
	m.items.reset()
	m.quotes.reset()
}

// emptied takes all values out of a slice, so that what they refer to can be freed.
func emptied[T any](s []T) []T {
	clear(s)
	return s[:0]
}

// buffered reads a text through the buffer that the memory keeps.
func (m *Memory) buffered(text []byte) io.Reader {
	if m.input == nil {
		m.input = bufio.NewReader(nil)
	}
	m.input.Reset(bytes.NewReader(text))
	return m.input
}

// slab hands out zero values one by one, from arrays each of which has room for as many as all
// before it.
type slab[T any] struct {
	arrays [][]T
	used   int
}

// firstArray is the length of a slab's first array, a power of two.
const firstArray = 16

// next is a new zero value.
func (s *slab[T]) next() *T {
	// Array k begins at the value number (2^k - 1) * firstArray.
	k := bits.Len(uint(s.used/firstArray+1)) - 1
	if k == len(s.arrays) {
		s.arrays = append(s.arrays, make([]T, firstArray<<k))
	}
	v := &s.arrays[k][s.used-(1<<k-1)*firstArray]
	s.used++
	return v
}

// reset takes all values back.
func (s *slab[T]) reset() {
	for k := range s.arrays {
		clear(s.arrays[k][:min(len(s.arrays[k]), max(0, s.used-(1<<k-1)*firstArray))])
	}
	s.used = 0
}
