package lexicon_test

import (
	"strings"
	"testing"

	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/source"
)

// BenchmarkWords reads a paragraph of 1,000 words, as all of an article's are read when two articles are
// compared.
func BenchmarkWords(b *testing.B) {
	text := []byte(strings.Repeat("Buka menu Pengaturan, pilih \"Sistem\", lalu ketuk Opsi 3 dan tunggu sampai layar menampilkan pesan bahwa perubahan sudah disimpan. ", 50))
	spans := []source.Span{{Start: 0, End: len(text)}}
	r := lexicon.NewWordReader()
	var words []lexicon.Word
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		words = r.Append(words[:0], text, spans)
	}
}
