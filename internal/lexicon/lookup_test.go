package lexicon_test

import (
	"testing"

	"github.com/kblint/kblint/internal/lexicon"
)

func TestLabel(t *testing.T) {
	for text, want := range map[string]lexicon.Weight{
		"Peringatan:":                lexicon.StrongLabel,
		"PERHATIAN!":                 lexicon.StrongLabel,
		"Penting":                    lexicon.StrongLabel,
		"Hati-hati":                  lexicon.StrongLabel,
		"Perlu diingat":              lexicon.StrongLabel,
		"Penting untuk diperhatikan": lexicon.StrongLabel,
		"⚠️ Warning":                 lexicon.StrongLabel,
		"Important:":                 lexicon.StrongLabel,
		"**Caution**":                lexicon.StrongLabel,
		"注意":                         lexicon.StrongLabel,
		"Achtung":                    lexicon.StrongLabel,
		"Важно":                      lexicon.StrongLabel,
		"ATENŢIE":                    lexicon.NoLabel, // t with cedilla is another letter
		"Atenție":                    lexicon.StrongLabel,
		"Ｗａｒｎｉｎｇ":                    lexicon.StrongLabel,
		"Catatan:":                   lexicon.WeakLabel,
		"Tips Tambahan":              lexicon.WeakLabel,
		"Note":                       lexicon.WeakLabel,
		"N.B.":                       lexicon.WeakLabel,
		"Hinweis":                    lexicon.WeakLabel,
		"Nota":                       lexicon.WeakLabel,
		"Remarque":                   lexicon.WeakLabel,
		"Perhatikan suhu":            lexicon.NoLabel,
		"Jangan panik":               lexicon.NoLabel,
		"Hati-hati saat melepas":     lexicon.NoLabel,
		"Tips Tambahan Hemat":        lexicon.NoLabel,
		"Backup Data Penting":        lexicon.NoLabel,
		"Important Notes on Pricing": lexicon.NoLabel,
		"Note particles":             lexicon.NoLabel,
		"":                           lexicon.NoLabel,
		"!!!":                        lexicon.NoLabel,
	} {
		if got := lexicon.Default().Label(text); got != want {
			t.Errorf("Label(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestTitles(t *testing.T) {
	l := lexicon.Default()
	for _, test := range []struct {
		name     string
		is       func(string) bool
		yes, not []string
	}{
		{
			"FAQ", l.FAQTitle,
			[]string{
				"FAQ", "FAQs", "FAQ (Frequently Asked Questions)", "Faq (Pertanyaan Sering Diajukan)",
				"FAQ: Pertanyaan Umum Seputar Baterai", "FAQ - Pertanyaan yang Sering Diajukan",
				"Pertanyaan Umum (FAQ)", "**FAQ (Pertanyaan Umum)**", `5\. FAQ (Pertanyaan Sering Diajukan)`,
				"Tanya Jawab Umum", "Daftar Pertanyaan Populer", "Informasi Penting & FAQ", "Detail FAQ",
				"❔ FAQ", "Post-Installation FAQ", "Frequently asked questions", "Q&A", "Most Asked Questions",
				"よくある質問", "常见问题", "Часто Задаваемые Вопросы", "Câu hỏi Thường gặp", "Perguntas frequentes",
				"Preguntas frecuentes", "Συχνές ερωτήσεις", "Questions connexes",
			},
			[]string{
				`2\. Menggunakan Pertanyaan Keamanan (Jika Diatur)`, "When should you use this FAQ?", "Questions?",
				`4\. Least Frequently Used (LFU)`, "Mulai Percakapan dengan Pertanyaan yang Menarik",
				"Cara Membuat Halaman FAQ", "How to add an FAQ", "FAQ page template", "Questions and feedback", "",
			},
		},
		{
			"summary", l.SummaryTitle,
			[]string{"Kesimpulan", "**Kesimpulan**", "Kesimpulan: Jangan Panik!", "Penutup", "Conclusion", "Summary", "TL;DR", `5\. Ringkasan`, "まとめ"},
			[]string{"Summary of changes in the API", "Menarik kesimpulan", "Penutup casing", ""},
		},
		{
			"preparation", l.PreparationTitle,
			[]string{"Persiapan", "Sebelum Memulai", "Persiapan Sebelum Flashing", "Alat dan Bahan yang Dibutuhkan", "Before you begin", "Prerequisites", "What you’ll need"},
			[]string{"Langkah-langkah", "Requirements engineering explained", ""},
		},
		{
			"vague link", l.VagueLink,
			[]string{"di sini", "Klik di sini", "disini", "link ini", "baca selengkapnya", "here", "click here", "this page", "Read more…", "link"},
			[]string{"cara reset HP", "Here be dragons", "unduh Mi Flash Tool", ""},
		},
		{
			"link to the top", l.TopLink,
			[]string{"Back to top", "↑ top", "**Kembali ke atas**", "Ke atas"},
			[]string{"Sign up", "Top 10 HP", "Menu atas", ""},
		},
		{
			"sample link", l.SampleLink,
			[]string{"example", "an example link", "teks contoh", "Contoh tautan"},
			[]string{"mencontoh", "Sign up", ""},
		},
		{
			"question", l.IsQuestion,
			[]string{
				"Apakah data saya akan hilang", "Bagaimana cara mengatasinya?", "Berapa lama prosesnya", "Amankah rooting",
				"HP saya panas, bagaimana mengatasinya", "Saya sudah reset. Apa yang harus saya lakukan", "Antivirus apa yang bagus",
				"How do I reset it", "Can I use it offline", "What is a ROM", "When should I update", "My phone is slow, what should I do",
			},
			[]string{
				"Langkah pertama", "Naskah baru", "Periksa apakah kabel terpasang", "Cek apa yang rusak", "Apa pun mereknya",
				"How to reset", "When the light is on, press it", "Do not press it", "Update failed", "",
			},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, text := range test.yes {
				if !test.is(text) {
					t.Errorf("%q is not recognised", text)
				}
			}
			for _, text := range test.not {
				if test.is(text) {
					t.Errorf("%q is taken for one", text)
				}
			}
		})
	}
}

func TestQuestionAndAnswerPrefix(t *testing.T) {
	l := lexicon.Default()
	for _, test := range []struct {
		text             string
		question, answer string // the prefix
		number           int
	}{
		{text: "Q: Why", question: "Q: "},
		{text: "Q1: Why", question: "Q1: ", number: 1},
		{text: "Q12. Why", question: "Q12. ", number: 12},
		{text: "Q 3) Why", question: "Q 3) ", number: 3},
		{text: "**Q:** Why", question: "**Q:** "},
		{text: "**Q**: Why", question: "**Q**: "},
		{text: "**Q: Why**", question: "**Q: "},
		{text: "_**Q2:**_ Why", question: "_**Q2:**_ ", number: 2},
		{text: "Pertanyaan 2: Kenapa", question: "Pertanyaan 2: ", number: 2},
		{text: "Tanya: Kenapa", question: "Tanya: "},
		{text: "T: Kenapa", question: "T: "},
		{text: "FAQ 1: Kenapa", question: "FAQ 1: ", number: 1},
		{text: "問：なぜ", question: "問："},
		{text: "A: Because", answer: "A: "},
		{text: "**A:** Because", answer: "**A:** "},
		{text: "Jawaban: Karena", answer: "Jawaban: "},
		{text: "**Jawab:** Karena", answer: "**Jawab:** "},
		{text: "Answer 4: Because", answer: "Answer 4: ", number: 4},
		{text: "A:Because", answer: "A:"},
		{text: "A. Buka menu"},
		{text: "Antena: bagus"},
		{text: "Jawaban yang benar: tidak ada"},
		{text: "Question everything"},
		{text: "1. Why"},
		{text: ": Why"},
		{text: "**: Why"},
		{text: ""},
	} {
		q, isQuestion := l.QuestionPrefix(test.text)
		a, isAnswer := l.AnswerPrefix(test.text)
		if got := test.text[:q.Len]; got != test.question || isQuestion != (test.question != "") {
			t.Errorf("%q: question prefix %q, want %q", test.text, got, test.question)
		}
		if got := test.text[:a.Len]; got != test.answer || isAnswer != (test.answer != "") {
			t.Errorf("%q: answer prefix %q, want %q", test.text, got, test.answer)
		}
		if q.Number+a.Number != test.number {
			t.Errorf("%q: number %d, want %d", test.text, q.Number+a.Number, test.number)
		}
	}
}

func TestDefines(t *testing.T) {
	for words, want := range map[string]bool{
		"Apa Itu": true, "what is": true, "Pengertian": true, "cara": false, "how to": false, "apa saja": false, "": false,
	} {
		if got := lexicon.Default().Defines(words); got != want {
			t.Errorf("Defines(%q) = %t", words, got)
		}
	}
}

func TestFiller(t *testing.T) {
	for word, want := range map[string]lexicon.Filler{
		"yang": lexicon.FunctionWord, "Di": lexicon.FunctionWord, "the": lexicon.FunctionWord,
		"Cara": lexicon.TitleWord, "guide": lexicon.TitleWord,
		"ke": lexicon.TowardsWord, "Into": lexicon.TowardsWord, "dari": lexicon.OriginWord, "from": lexicon.OriginWord,
		"Xiaomi": lexicon.NoFiller, "tidak": lexicon.NoFiller, "tanpa": lexicon.NoFiller, "": lexicon.NoFiller,
	} {
		if got := lexicon.Default().Filler(word); got != want {
			t.Errorf("Filler(%q) = %d, want %d", word, got, want)
		}
	}
}
