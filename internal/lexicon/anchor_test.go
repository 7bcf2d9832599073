package lexicon_test

import (
	"strings"
	"testing"

	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/source"
)

func TestMayAct(t *testing.T) {
	l := lexicon.Default()
	for text, want := range map[string]bool{
		"Hapus semua data di HP.":                    true,
		"Ketuk \"Factory\nReset\" lalu konfirmasi.":  true,
		"You can wipe the phone.":                    true,
		"Buka menu Pengaturan, lalu pilih Tampilan.": false,
		"Layar berkedip karena kabel yang longgar.":  false,
		"": false,
	} {
		if got := l.MayAct([]byte(text), []source.Span{{Start: 0, End: len(text)}}); got != want {
			t.Errorf("MayAct(%q) = %v, want %v", text, got, want)
		}
	}
}

// FuzzMayAct proves that false is certain: where Find has an action or warning, MayAct or MayWarn
// has said so.
func FuzzMayAct(f *testing.F) {
	for _, text := range []string{
		"Lakukan factory reset.", "hapus** semua** data", "fac**tory** reset", "ｆａｃｔｏｒｙ reset", "Erase all content & settings",
		"Cadangkan data Anda", "this will erase all data", "format\u00adkan", "reset HP\u00a0Anda", "device's data: erase it", "Hapus \u200bdata aplikasi", "unlock-bootloader",
	} {
		f.Add(text, 3)
	}
	l := lexicon.Default()
	f.Fuzz(func(t *testing.T, text string, cut int) {
		src := []byte(text)
		spans := []source.Span{{Start: 0, End: len(src)}}
		if cut > 0 && cut < len(src) {
			spans = []source.Span{{Start: 0, End: cut}, {Start: cut, End: len(src)}}
		}
		if marks := strings.Index(text, "**"); marks > 0 {
			spans = []source.Span{{Start: 0, End: marks}, {Start: marks + 2, End: len(src)}}
		}
		for _, m := range l.Find(nil, src, spans) {
			if m.Slot == lexicon.Destructive && !l.MayAct(src, spans) {
				t.Errorf("Find has %q in %q, but MayAct says there can be nothing", m.Span.Text(src), text)
			}
			if (m.Slot == lexicon.Consequence || m.Slot == lexicon.Backup) && !l.MayWarn(src, spans) {
				t.Errorf("Find has %q in %q, but MayWarn says there can be nothing", m.Span.Text(src), text)
			}
		}
	})
}

func BenchmarkMayAct(b *testing.B) {
	src := []byte(strings.Repeat("Buka menu Pengaturan, lalu pilih Tampilan dan atur kecerahan layar sesuai kebutuhan Anda. ", 1000))
	text := []source.Span{{Start: 0, End: len(src)}}
	l := lexicon.Default()
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		l.MayAct(src, text)
	}
}
