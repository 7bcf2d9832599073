package lexicon_test

import (
	"testing"

	"github.com/kblint/kblint/internal/lexicon"
)

func TestStepOpening(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text string
		want lexicon.StepWords
	}{
		{"Buka Pengaturan.", lexicon.Enter},
		{"**Buka Device Manager:** ketik namanya", lexicon.Enter},
		{"Tap **Storage**", lexicon.Press},
		{"Select the network", lexicon.Pick},
		{"Tunggu", lexicon.Wait},
		{"Setelah itu, tekan OK", lexicon.Then},
		{"Lepaskan baterai", lexicon.Part},
		{"Pasang kembali baterainya", lexicon.Join | lexicon.Do},
		{"Plug it back in", lexicon.Join | lexicon.Do},
		{"Check the cable", lexicon.Do},
		{"Coba kabel lain", lexicon.Else},
		{"Open: shows a file", 0},
		{"Select", 0},
		{"Baterai aus", 0},
		{"", 0},
	}
	for _, test := range tests {
		if got := lexicon.Default().StepOpening(test.text); got != test.want {
			t.Errorf("StepOpening(%q) = %b, want %b", test.text, got, test.want)
		}
	}
}

func TestNumberWords(t *testing.T) {
	t.Parallel()
	l := lexicon.Default()
	for text, want := range map[string]bool{"Langkah": true, "Step": true, "Cara ke-": true, "Windows": false, "": false} {
		if got := l.NumberLabel(text); got != want {
			t.Errorf("NumberLabel(%q) = %t", text, got)
		}
	}
	for text, want := range map[string]bool{" Cara Menghemat Kuota": true, " easy ways to save": true, " Menit": false, " in 1": false} {
		if got := l.Counted(text); got != want {
			t.Errorf("Counted(%q) = %t", text, got)
		}
	}
	for text, want := range map[string]bool{"Pakai salah satu cara ini": true, "Try one of these": true, "Ikuti langkah ini": false, "Follow these steps": false} {
		if got := l.OffersChoice(text); got != want {
			t.Errorf("OffersChoice(%q) = %t", text, got)
		}
	}
}
