package article_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark/text"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
)

// phoneArticle is about 8 KB in the manner of a help centre for phones: short sections of numbered
// steps, labels in bold, tips, a table, links, and a FAQ at the end.
func phoneArticle() []byte {
	var b strings.Builder
	b.WriteString("---\ntitle: \"Cara Mengatasi HP yang Tidak Bisa Menyala\"\ndate: 2025-10-04\ncategories:\n  - \"smartphone\"\ntags:\n  - \"baterai\"\n  - \"layar\"\n---\n\n")
	b.WriteString("HP mati total memang bikin panik. Tenang, **jangan buru-buru ke tempat servis** dulu; sering kali penyebabnya sepele dan bisa diatasi sendiri di rumah.\n\n## Penyebab HP Tidak Menyala\n\n")
	for _, cause := range []string{"Baterai Kosong", "Kabel Rusak", "Tombol Macet", "Sistem _Crash_", "Layar Lepas"} {
		fmt.Fprintf(&b, "- **%s:** Ini penyebab yang paling sering, terutama pada perangkat yang sudah dipakai lebih dari dua tahun.\n", cause)
	}
	b.WriteString("\n## Cara Mengatasinya\n\n")
	for i, method := range []string{"Isi Daya Selama Satu Jam", "Ganti Kabel dan Adaptor", "Mulai Ulang Paksa", "Masuk ke Mode Pemulihan", "Bersihkan Cache", "Pasang Ulang Sistem", "Bawa ke Pusat Servis"} {
		fmt.Fprintf(&b, "### %d\\. %s\n\nLangkah ini aman dan tidak menghapus apa pun. Baca juga [panduan baterai](../baterai/index.md) sebelum mulai.\n\n", i+1, method)
		for step := range 5 {
			fmt.Fprintf(&b, "%d. Tekan dan tahan tombol **Power** bersama tombol _Volume Atas_ selama %d detik, lalu pilih `Reboot` di layar.\n", step+1, 5*(step+1))
		}
		b.WriteString("\n**Catatan:** Jangan cabut kabel selama proses berlangsung.\n\n")
	}
	b.WriteString("> **Peringatan:** Factory reset menghapus semua data, jadi cadangkan dulu foto dan kontak Anda.\n\n")
	b.WriteString("| Tanda | Arti |\n|---|---|\n| Lampu merah | Baterai kosong |\n| Tidak ada lampu | Adaptor rusak |\n| Layar hitam | Panel lepas |\n\n")
	b.WriteString("```sh\nadb reboot recovery\n```\n\n![Tombol HP](images/tombol.png)\n\n## Kesimpulan\n\nMenghidupkan HP yang mati tidak selalu sulit. Kunjungi https://example.org/bantuan untuk bantuan lebih lanjut.\n\n## FAQ (Frequently Asked Questions)\n\n")
	for i, question := range []string{"Apakah data saya hilang?", "Berapa lama HP harus diisi?", "Apakah aman memakai kabel lain?", "Kapan harus ke tempat servis?", "Berapa biaya servisnya?"} {
		fmt.Fprintf(&b, "**%d\\. %s**\n\nTidak selalu. Itu tergantung pada penyebabnya, jadi periksa dulu satu per satu seperti pada langkah di atas.\n\n", i+1, question)
	}
	return []byte(b.String())
}

// BenchmarkParse parses one article after another, as a run does.
func BenchmarkParse(b *testing.B) {
	src, lex := phoneArticle(), lexicon.Default()
	var memory article.Memory
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		memory.Parse("index.md", src, lex)
	}
}

// BenchmarkPlainGoldmark is the parse that BenchmarkParse cannot be faster than.
func BenchmarkPlainGoldmark(b *testing.B) {
	src, plain := slices.Clip(phoneArticle()), plainParser()
	body := article.Parse("index.md", src, lexicon.Default()).Body.Start
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		reader := text.NewReader(src)
		reader.SetPosition(0, text.NewSegment(body, body))
		reader.AdvanceLine()
		plain.Parse(reader)
	}
}

// The parts that are made when first asked for, each with the parse that it needs.

func BenchmarkCallouts(b *testing.B) { benchmarkPart(b, func(a *article.Article) { a.Callouts() }) }

func BenchmarkFAQs(b *testing.B) { benchmarkPart(b, func(a *article.Article) { a.FAQs() }) }

func BenchmarkTerms(b *testing.B) {
	benchmarkPart(b, func(a *article.Article) {
		for i := range a.Passages() {
			a.Terms(&a.Passages()[i])
		}
	})
}

func BenchmarkSteps(b *testing.B) { benchmarkPart(b, func(a *article.Article) { a.Steps() }) }

func benchmarkPart(b *testing.B, part func(*article.Article)) {
	b.Helper()
	src, lex := phoneArticle(), lexicon.Default()
	b.ReportAllocs()
	for b.Loop() {
		part(article.Parse("index.md", src, lex))
	}
}
