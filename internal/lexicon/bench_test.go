package lexicon_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/source"
)

// sentences are put together to paragraphs in the manner of help articles: most
// words are unknown to the packs, some begin phrases, few belong to whole ones.
var sentences = []string{
	"Pertama-tama, buka aplikasi Pengaturan di ponsel kamu dan gulir ke bawah sampai bagian paling akhir.",
	"Kalau layarnya tetap gelap, coba tekan tombol daya selama kurang lebih sepuluh detik.",
	"Banyak pengguna mengeluh karena baterainya cepat sekali habis padahal baru saja diisi penuh semalaman.",
	"Resistor dengan gelang cokelat, hitam, merah, dan emas punya nilai seribu ohm dengan toleransi lima persen.",
	"Perlu diingat, langkah ini akan menghapus semua data, jadi cadangkan dulu foto serta dokumen penting.",
	"Pilih **Wipe Data/Factory Reset** memakai tombol volume, lalu tunggu prosesnya selesai.",
	"Sebenarnya masalah seperti ini cukup umum terjadi dan biasanya bukan tanda kerusakan perangkat keras.",
	"Bersihkan cache aplikasi itu secara berkala supaya ruang simpan tidak cepat penuh.",
	"Teknisi di gerai resmi terdekat dapat membantu memeriksa komponen yang dicurigai bermasalah.",
	"Hubungkan laptop ke jaringan nirkabel yang stabil, kemudian unduh pemutakhiran terbaru dari situs pabrikan.",
	"Setelah menyala kembali, amati apakah suhu badannya masih terasa panas di sekitar kamera belakang.",
	"Semoga panduan singkat tadi bermanfaat dan membuat gawai kesayanganmu kembali lancar dipakai sehari-hari.",
}

// prose is about so many bytes of paragraphs.
func prose(bytes int) (src []byte, blocks [][]source.Span) {
	random := rand.New(rand.NewPCG(7, 7))
	var b strings.Builder
	for b.Len() < bytes {
		start := b.Len()
		for range 1 + random.IntN(4) {
			b.WriteString(sentences[random.IntN(len(sentences))])
			b.WriteByte(' ')
		}
		blocks = append(blocks, []source.Span{{Start: start, End: b.Len()}})
		b.WriteString("\n\n")
	}
	return []byte(b.String()), blocks
}

func benchmarkFind(b *testing.B, l *lexicon.Lexicon) {
	b.Helper()
	src, blocks := prose(1 << 20)
	b.SetBytes(int64(len(src)))
	var matches []lexicon.Match
	for b.Loop() {
		for _, text := range blocks {
			matches = l.Find(matches[:0], src, text)
		}
	}
}

func BenchmarkFind(b *testing.B) { benchmarkFind(b, lexicon.Default()) }

// BenchmarkFindPhrases shows that the number of phrases costs little.
func BenchmarkFindPhrases(b *testing.B) {
	for _, count := range []int{300, 2000} {
		b.Run(strconv.Itoa(count), func(b *testing.B) { benchmarkFind(b, load(b, phrases(count))) })
	}
}

// phrases is a pack of two to four words a phrase. The words are those of the
// sentences, and as many others, so that many phrases begin in the text and few end.
func phrases(count int) string {
	words := strings.FieldsFunc(strings.ToLower(strings.Join(sentences, " ")), func(r rune) bool { return r < 'a' || r > 'z' })
	for i := range words {
		words = append(words, fmt.Sprintf("kata%d", i))
	}
	random := rand.New(rand.NewPCG(3, 3))
	var pack strings.Builder
	pack.WriteString("consequence: |\n")
	for range count {
		pack.WriteString("  " + words[random.IntN(len(words))])
		for range 1 + random.IntN(3) {
			pack.WriteString(" " + words[random.IntN(len(words))])
		}
		pack.WriteByte('\n')
	}
	return pack.String()
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		lexicon.Load(lexicon.Options{})
	}
}

func BenchmarkLoadWithExtra(b *testing.B) {
	extra := []*yaml.Node{node(b, "id: {labels: {strong: siaga}}")}
	for b.Loop() {
		lexicon.Load(lexicon.Options{Extra: extra})
	}
}

func BenchmarkFindCommands(b *testing.B) {
	code := []byte(strings.Repeat("$ sudo apt update\nHit:1 http://archive.example.com stable InRelease\n$ git status\n$ rm -rf ~/data\n", 50))
	lines := []source.Span{{Start: 0, End: len(code)}}
	b.SetBytes(int64(len(code)))
	var matches []lexicon.Match
	for b.Loop() {
		matches = lexicon.Default().FindCommands(matches[:0], code, lines, "console")
	}
}

func BenchmarkTitle(b *testing.B) {
	l := lexicon.Default()
	for b.Loop() {
		l.FAQTitle("Cara Mengatasi HP Xiaomi yang Tidak Bisa Menyala")
		l.Label("Perhatikan suhu baterai:")
	}
}
