package keywords

import (
	"math"
	"slices"
)

const (
	// boilerplate is how many articles carry a shingle before it counts no more: it is a disclaimer, or
	// a call to subscribe.
	boilerplate = 12
	// band is how many of the smallest hashes of a sketch are looked up.
	band = 32
	// enoughMeetings is how many of those two sketches have in common that are worth a closer look. Of two
	// texts that are half the same it is ten on average.
	enoughMeetings = 4
)

// pair is two sketches by their numbers, the smaller first.
type pair struct{ a, b int }

// collisions are the pairs of sketches that are worth a closer look, each once. It is locality-sensitive
// hashing with bands of one row: sketches meet where they have one of their smallest hashes in common.
// What many have in common is boilerplate, and no meeting.
func collisions(sketches []sketch) []pair {
	var pairs []pair
	meetings := map[pair]int{}
	inSlices(sketches, func(same []entry) {
		if len(same) > boilerplate {
			return
		}
		for i, x := range same {
			for _, y := range same[i+1:] {
				p := pair{x.sketch(), y.sketch()}
				meetings[p]++
				if meetings[p] == enoughMeetings {
					pairs = append(pairs, p)
				}
			}
		}
	})
	return pairs
}

// entry is a hash with the number of its sketch, in one word so that millions are sorted fast.
type entry uint64

func newEntry(hash uint32, sketch int) entry { return entry(hash)<<32 | entry(sketch) }

func (e entry) hash() uint32 { return uint32(e >> 32) }
func (e entry) sketch() int  { return int(uint32(e)) }

// sliceSize is about how many entries are sorted at once.
const sliceSize = 1 << 17

// inSlices visits, for each hash that several sketches have in their bands, those sketches. The hashes
// are gone through slice by slice, so that memory is bounded however many sketches there are.
func inSlices(sketches []sketch, visit func(same []entry)) {
	next := make([]uint8, len(sketches))
	entries := make([]entry, 0, sliceSize+sliceSize/4)
	for _, limit := range quantiles(sketches) {
		entries = entries[:0]
		for i, s := range sketches {
			at := next[i]
			for ; at < band && int(at) < len(s) && s[at] <= limit; at++ {
				entries = append(entries, newEntry(s[at], i))
			}
			next[i] = at
		}
		slices.Sort(entries)
		eachRun(entries, visit)
	}
}

// eachRun visits the runs of sorted entries with one hash.
func eachRun(entries []entry, visit func(same []entry)) {
	for first := 0; first < len(entries); {
		last := first + 1
		for last < len(entries) && entries[last].hash() == entries[first].hash() {
			last++
		}
		if last-first > 1 {
			visit(entries[first:last])
		}
		first = last
	}
}

// quantiles part the hashes of the bands into slices of about one size, as a sample of the sketches
// shows. The last is the largest hash.
func quantiles(sketches []sketch) []uint32 {
	const sampled = 400
	var sample []uint32
	for i := 0; i < len(sketches); i += len(sketches)/sampled + 1 {
		sample = append(sample, sketches[i][:min(band, len(sketches[i]))]...)
	}
	slices.Sort(sample)
	parts := band*len(sketches)/sliceSize + 1
	limits := make([]uint32, 0, parts)
	for i := 1; i < parts; i++ {
		limits = append(limits, sample[len(sample)*i/parts])
	}
	return append(slices.Compact(limits), math.MaxUint32)
}

// commonIn are the hashes that are boilerplate among those that the sketches of some pairs have in
// common.
func commonIn(sketches []sketch, pairs []pair) map[uint32]bool {
	counts := map[uint32]int{}
	for _, p := range pairs {
		sketches[p.a].merge(sketches[p.b], func(h uint32, both bool) {
			if both {
				counts[h] = 0
			}
		})
	}
	count(sketches, counts)
	common := map[uint32]bool{}
	for h, n := range counts {
		if n > boilerplate {
			common[h] = true
		}
	}
	return common
}

// count counts how many sketches have each of some hashes.
func count(sketches []sketch, counts map[uint32]int) {
	// Most hashes are none of them, as a bit for their low ends says.
	var mask [1 << 10]uint64
	for h := range counts {
		mask[h>>6%(1<<10)] |= 1 << (h & 63)
	}
	for _, s := range sketches {
		for _, h := range s {
			if mask[h>>6%(1<<10)]&(1<<(h&63)) == 0 {
				continue
			}
			if n, ok := counts[h]; ok {
				counts[h] = n + 1
			}
		}
	}
}

// merge visits the hashes of two sketches in rising order, up to the one to which both are complete,
// and whether both have it.
func (s sketch) merge(other sketch, visit func(h uint32, both bool)) {
	limit := min(s.limit(), other.limit())
	for len(s) > 0 || len(other) > 0 {
		var h uint32
		both := false
		switch {
		case len(other) == 0 || len(s) > 0 && s[0] < other[0]:
			h, s = s[0], s[1:]
		case len(s) == 0 || other[0] < s[0]:
			h, other = other[0], other[1:]
		default:
			h, both = s[0], true
			s, other = s[1:], other[1:]
		}
		if h > limit {
			return
		}
		visit(h, both)
	}
}

// limit is the hash up to which the sketch has all of the text's shingles.
func (s sketch) limit() uint32 {
	if len(s) < sketchSize {
		return math.MaxUint32
	}
	return s[len(s)-1]
}

// likeness is about what percentage of two texts is the same, boilerplate left out: of the shingles of
// both, those that the other has, too.
func (s sketch) likeness(other sketch, common map[uint32]bool) int {
	shared, total := 0, 0
	s.merge(other, func(h uint32, both bool) {
		switch {
		case common[h]:
		case both:
			shared, total = shared+2, total+2
		default:
			total++
		}
	})
	if total < enoughHashes {
		return 0
	}
	return 100 * shared / total
}
