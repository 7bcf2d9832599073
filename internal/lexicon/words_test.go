package lexicon_test

import (
	"slices"
	"testing"

	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/source"
)

func TestWords(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"Buka Wi-Fi, lalu \"OK\".": {"buka", "wi", "fi", "lalu", "ok"},
		"it's 2.4.1 &amp; more":    {"it's", "2", "4", "1", "more"},
		"Über STRASSE ﬁn":          {"über", "strasse", "fin"},
		"清除 cache":                 {"清", "除", "cache"},
		"":                         nil,
	} {
		var hashes []uint64
		for _, word := range want {
			hashes = append(hashes, lexicon.HashWord(word))
		}
		var got []uint64
		for _, w := range lexicon.NewWordReader().Append(nil, []byte(text), []source.Span{{Start: 0, End: len(text)}}) {
			got = append(got, w.Hash)
		}
		if !slices.Equal(got, hashes) {
			t.Errorf("%q: %d words, want %q", text, len(got), want)
		}
	}
}

// FuzzWords holds that a text gives the same words whether it is in ASCII only or not: appended is a word
// that takes the general way, and so must all before it.
func FuzzWords(f *testing.F) {
	f.Add("Buka **Wi**-Fi, it's 2.4.1 &amp; more", 9)
	f.Add("a&b;c '' d'e", 3)
	f.Add("**W**indows", 3)
	f.Fuzz(func(t *testing.T, text string, cut int) {
		for _, r := range text {
			if r >= 0x80 {
				t.Skip("takes the general way anyway")
			}
		}
		cut = min(max(cut, 0), len(text))
		simple := []source.Span{{Start: 0, End: cut}, {Start: cut, End: len(text)}}
		longer := text + " \u00e9"
		general := append(slices.Clone(simple), source.Span{Start: len(text), End: len(longer)})
		r := lexicon.NewWordReader()
		want := r.Append(nil, []byte(longer), general)
		got := r.Append(nil, []byte(text), simple)
		if len(want) > 0 {
			want = want[:len(want)-1]
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q cut at %d: %v, in general %v", text, cut, got, want)
		}
	})
}
