package lexicon

import (
	"hash/maphash"
	"math/bits"
)

// vocabulary numbers the words of the packs. It is an open hash table, because the
// lookup of every word of every article goes through it, and half of the time of a
// built-in map is spent on what a table that never shrinks does not need.
type vocabulary struct {
	slots   []wordSlot // a power of two, at most half full
	entries []wordEntry
	words   int32 // how many numbers are given; words and their aliases share one
	// lengths has for each first byte the set of the lengths of known words. It
	// dismisses most words of a text without hashing them.
	lengths [256]uint64
}

type wordSlot struct {
	hash  uint32
	entry int32 // index in entries plus one, 0 for an empty slot
}

type wordEntry struct {
	text string
	id   int32
}

// seed is the same for all vocabularies; hashes never leave the process.
var seed = maphash.MakeSeed()

// newVocabulary expects so many words.
func newVocabulary(words int) *vocabulary {
	size := 1 << bits.Len(uint(2*words))
	return &vocabulary{slots: make([]wordSlot, size), entries: make([]wordEntry, 0, words)}
}

// lookup is the number of a folded word, 0 where no pack has it.
func (v *vocabulary) lookup(word []byte) int32 {
	if len(word) == 0 || v.lengths[word[0]]&(1<<len(word)) == 0 {
		return 0
	}
	hash := maphash.Bytes(seed, word)
	for i := hash; ; i++ {
		slot := &v.slots[i&uint64(len(v.slots)-1)]
		if slot.entry == 0 {
			return 0
		}
		if uint64(slot.hash) == hash>>32 {
			if e := &v.entries[slot.entry-1]; e.text == string(word) {
				return e.id
			}
		}
	}
}

// intern returns the number of a folded word and gives it one where it has none.
func (v *vocabulary) intern(word string) int32 {
	e := v.find(word)
	if e.id == 0 {
		v.words++
		e.id = v.words
	}
	return e.id
}

// alias gives a word the number of another, unless it has one already.
func (v *vocabulary) alias(word string, id int32) {
	if e := v.find(word); e.id == 0 {
		e.id = id
	}
}

// find is the entry of a word, a new one without a number where there is none.
func (v *vocabulary) find(word string) *wordEntry {
	hash := maphash.String(seed, word)
	i := hash & uint64(len(v.slots)-1)
	for ; v.slots[i].entry != 0; i = (i + 1) & uint64(len(v.slots)-1) {
		if e := &v.entries[v.slots[i].entry-1]; e.text == word {
			return e
		}
	}
	if 2*len(v.entries) >= len(v.slots) {
		v.grow()
		return v.find(word)
	}
	v.entries = append(v.entries, wordEntry{text: word})
	v.slots[i] = wordSlot{hash: uint32(hash >> 32), entry: int32(len(v.entries))}
	v.lengths[word[0]] |= 1 << len(word)
	return &v.entries[len(v.entries)-1]
}

func (v *vocabulary) grow() {
	v.slots = make([]wordSlot, 2*len(v.slots))
	for n, e := range v.entries {
		hash := maphash.String(seed, e.text)
		i := hash & uint64(len(v.slots)-1)
		for v.slots[i].entry != 0 {
			i = (i + 1) & uint64(len(v.slots)-1)
		}
		v.slots[i] = wordSlot{hash: uint32(hash >> 32), entry: int32(n + 1)}
	}
}
