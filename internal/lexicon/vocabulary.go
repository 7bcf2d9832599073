package lexicon

import (
	"encoding/binary"
	"math/bits"
)

// vocabulary numbers the words of the packs. It is an open hash table, because the lookup of every
// word of every article goes through it: a slot tells all words but long ones apart by itself, so
// that a lookup touches one place in memory, where a built-in map touches four.
type vocabulary struct {
	slots []wordSlot // a power of two, at most three quarters full
	texts []string   // of the words, in the order in which they came
	words int32      // how many numbers are given; words and their aliases share one
	// lengths has for each first byte the set of the lengths of known words. It
	// dismisses most words of a text without hashing them.
	lengths [256]uint64
}

// wordSlot is a word of the table.
type wordSlot struct {
	wordEnds
	mark uint32 // 0 for an empty slot, else the length of the word in the highest byte and, below, its index in texts from one
	id   int32
}

// index is the word's place in texts.
func (s *wordSlot) index() int { return int(s.mark&(1<<24-1)) - 1 }

// wordEnds are the first eight bytes of a word and its last eight. With its length they tell all
// about a word of up to 16 bytes, in which they overlap.
type wordEnds struct{ head, tail uint64 }

const wholeEnds = 16

func endsOf(word []byte) wordEnds {
	n := len(word)
	switch {
	case n >= 8:
		return wordEnds{binary.LittleEndian.Uint64(word), binary.LittleEndian.Uint64(word[n-8:])}
	case n >= 4:
		return wordEnds{uint64(binary.LittleEndian.Uint32(word)), uint64(binary.LittleEndian.Uint32(word[n-4:]))}
	}
	var ends wordEnds
	for _, c := range word {
		ends.head = ends.head<<8 | uint64(c)
	}
	return ends
}

// hash folds the product of the ends, as wyhash does (Wang Yi, github.com/wangyi-fudan/wyhash).
func (e wordEnds) hash() uint64 {
	high, low := bits.Mul64(e.head^0xa0761d6478bd642f, e.tail^0xe7037ed1a0b428db)
	return high ^ low
}

// newVocabulary expects so many words.
func newVocabulary(words int) *vocabulary {
	size := 1 << bits.Len(uint(words+words/3))
	return &vocabulary{slots: make([]wordSlot, size), texts: make([]string, 0, words)}
}

// lookup is the number of a folded word, 0 where no pack has it.
func (v *vocabulary) lookup(word []byte) int32 {
	if len(word) == 0 || v.lengths[word[0]]&(1<<len(word)) == 0 {
		return 0
	}
	return v.slot(word).id
}

// slot is the slot of a word, or the empty one where it would be.
func (v *vocabulary) slot(word []byte) *wordSlot {
	ends := endsOf(word)
	for i := ends.hash(); ; i++ {
		s := &v.slots[i&uint64(len(v.slots)-1)]
		if s.mark == 0 || s.wordEnds == ends && int(s.mark>>24) == len(word) &&
			(len(word) <= wholeEnds || v.texts[s.index()] == string(word)) {
			return s
		}
	}
}

// intern returns the number of a folded word and gives it one where it has none.
func (v *vocabulary) intern(word string) int32 {
	s := v.add(word)
	if s.id == 0 {
		v.words++
		s.id = v.words
	}
	return s.id
}

// alias gives a word the number of another, unless it has one already.
func (v *vocabulary) alias(word string, id int32) {
	if s := v.add(word); s.id == 0 {
		s.id = id
	}
}

// add is the slot of a word, a new one without a number where there is none. It holds until the
// next word is added.
func (v *vocabulary) add(word string) *wordSlot {
	s := v.slot([]byte(word))
	if s.mark != 0 {
		return s
	}
	if 4*(len(v.texts)+1) > 3*len(v.slots) {
		v.grow()
		s = v.slot([]byte(word))
	}
	v.texts = append(v.texts, word)
	*s = wordSlot{wordEnds: endsOf([]byte(word)), mark: uint32(len(word))<<24 | uint32(len(v.texts))}
	v.lengths[word[0]] |= 1 << len(word)
	return s
}

func (v *vocabulary) grow() {
	old := v.slots
	v.slots = make([]wordSlot, 2*len(old))
	for _, s := range old {
		if s.mark != 0 {
			*v.slot([]byte(v.texts[s.index()])) = s
		}
	}
}
