package keywords

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"github.com/kblint/kblint/internal/lexicon"
)

// sketch stands for the text of an article: the smallest hashes of its shingles (runs of words), in
// rising order. It is the bottom-k sketch of MinHash: A. Broder, "On the resemblance and containment
// of documents", 1997; E. Cohen and H. Kaplan, "Summarizing data using bottom-k sketches", 2007. In
// contrast to MinHash with k functions it keeps hashes of shingles themselves, so that those which
// many articles carry can be left out afterwards.
type sketch []uint32

const (
	shingleWords = 5
	sketchSize   = 128 // hashes; 512 bytes
	// shortText is the number of words below which texts are alike by chance, or by necessity.
	shortText = 80
)

// sketchOf is nil for a text that is too short to be compared.
func sketchOf(words []lexicon.Word) sketch {
	if len(words) < shortText {
		return nil
	}
	// Of so many shingles about one and a half times as many as needed are below the limit.
	limit := uint32(math.MaxUint32)
	if most := len(words) * 2 / 3; most > sketchSize {
		limit = uint32(math.MaxUint32 / uint64(most) * sketchSize)
	}
	low := shingles(make(sketch, 0, 2*sketchSize), words, limit)
	if len(low) < sketchSize && limit < math.MaxUint32 {
		low = shingles(low[:0], words, math.MaxUint32)
	}
	return slices.Clip(low[:min(len(low), sketchSize)])
}

// shingles appends the hashes up to a limit, each once and in order.
func shingles(to sketch, words []lexicon.Word, limit uint32) sketch {
	// The sum of the last words, each times the base as often as others follow: "A rolling hash", R.
	// Karp and M. Rabin, 1987.
	const base = 0x9E3779B97F4A7C15
	var sum, power uint64 = 0, 1
	for range shingleWords {
		power *= base
	}
	for i, word := range words {
		sum = sum*base + word.Hash
		if i >= shingleWords {
			sum -= words[i-shingleWords].Hash * power
		}
		if i+1 >= shingleWords {
			if h := mixed(sum); h <= limit {
				to = append(to, h)
			}
		}
	}
	slices.Sort(to)
	return slices.Compact(to)
}

// mixed spreads a sum evenly: a round of the finaliser of MurmurHash3, by A. Appleby.
func mixed(h uint64) uint32 { return uint32((h ^ h>>33) * 0xFF51AFD7ED558CCD >> 32) }

// MarshalText implements encoding.TextMarshaler.
func (s sketch) MarshalText() ([]byte, error) {
	raw := make([]byte, 0, 4*len(s))
	for _, h := range s {
		raw = binary.LittleEndian.AppendUint32(raw, h)
	}
	return base64.StdEncoding.AppendEncode(nil, raw), nil
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (s *sketch) UnmarshalText(text []byte) error {
	raw, err := base64.StdEncoding.AppendDecode(nil, text)
	if err != nil || len(raw)%4 != 0 {
		return fmt.Errorf("a sketch of %d characters: %w", len(text), err)
	}
	*s = make(sketch, len(raw)/4)
	for i := range *s {
		(*s)[i] = binary.LittleEndian.Uint32(raw[4*i:])
	}
	return nil
}
