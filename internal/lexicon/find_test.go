package lexicon_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"

	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/source"
)

// find looks through a text that is one span.
func find(tb testing.TB, text string) []lexicon.Match {
	tb.Helper()
	return lexicon.Default().Find(nil, []byte(text), []source.Span{{Start: 0, End: len(text)}})
}

// load builds a lexicon of the shared packs and one pack of the test.
func load(tb testing.TB, pack string) *lexicon.Lexicon {
	tb.Helper()
	l, problems := lexicon.Load(lexicon.Options{Languages: []string{"test"}, Extra: []*yaml.Node{node(tb, "language: test\n"+pack)}})
	for _, p := range problems {
		tb.Fatal(p)
	}
	return l
}

func node(tb testing.TB, text string) *yaml.Node {
	tb.Helper()
	var document yaml.Node
	if err := yaml.Unmarshal([]byte(text), &document); err != nil {
		tb.Fatal(err)
	}
	return &document
}

// describe prints matches of a slot: "text", marked with what else is true of it.
func describe(src string, matches []lexicon.Match, slot lexicon.Slot) []string {
	var all []string
	for _, m := range matches {
		if m.Slot != slot {
			continue
		}
		text := string(m.Span.Text([]byte(src)))
		for mark, is := range map[string]bool{"~": m.Weak, "!": m.Negated, "^": m.Subject} {
			if is {
				text = mark + text
			}
		}
		all = append(all, text)
	}
	return all
}

const patterns = `
endings: [nya, s]
verbs:
  hapus: {base: [hapus], active: [menghapus], passive: [dihapus, di hapus], noun: [penghapusan]}
words:
  device: (hp|telepon genggam)
destructive:
  format:
    - match: |
        ~hapus data* aplikasi?
        tata ulang (cakram|kartu memori)
        (reset|me-reset) ~device*
    - match: |
        ~hapus.base ... permanen
        naïve façade
        恢复出厂设置
        don't panic
  other:
    - match: kosongkan
      weak: true
harmless:
  - hapus data cadangan
consequence:
  - akan menghapus data
negation:
  - match: tanpa
    reach: 1
  - match: jangan
    except: jangan lupa
statement:
  - match: akan
    reach: 1
`

func TestFind(t *testing.T) {
	l := load(t, patterns)
	for name, test := range map[string]struct {
		text string
		want []string
	}{
		"case":                          {"HAPUS Data", []string{"HAPUS Data"}},
		"longest match":                 {"hapus data aplikasi itu", []string{"hapus data aplikasi"}},
		"ending":                        {"hapus datanya", []string{"hapus datanya"}},
		"word inside another":           {"hapus database", nil},
		"line break":                    {"hapus\n   data", []string{"hapus\n   data"}},
		"CRLF":                          {"hapus\r\ndata", []string{"hapus\r\ndata"}},
		"no-break space":                {"hapus\u00a0data", []string{"hapus\u00a0data"}},
		"soft hyphen":                   {"ha\u00adpus data", []string{"ha\u00adpus data"}},
		"emphasis":                      {"**hapus** _data_", []string{"hapus** _data"}},
		"quotation marks":               {"“hapus” \"data\"", []string{"hapus” \"data"}},
		"hyphen and slash":              {"hapus-data/aplikasi", []string{"hapus-data/aplikasi"}},
		"entity":                        {"hapus&nbsp;data &amp; aplikasi", []string{"hapus&nbsp;data &amp; aplikasi"}},
		"comma":                         {"hapus, data", nil},
		"full stop":                     {"hapus. Data", nil},
		"brackets":                      {"hapus (data)", nil},
		"dash":                          {"hapus — data", nil},
		"full width":                    {"ｈａｐｕｓ ｄａｔａ", []string{"ｈａｐｕｓ ｄａｔａ"}},
		"words outside ASCII":           {"NAÏVE fac\u0327ade", []string{"NAÏVE fac\u0327ade"}},
		"no blanks between words":       {"请恢复出厂设置。", []string{"恢复出厂设置"}},
		"apostrophes":                   {"Don’t panic, don't panic", []string{"Don’t panic", "don't panic"}},
		"verb of two words":             {"di-hapus data", []string{"di-hapus data"}},
		"alternative of two words":      {"tata ulang kartu memori", []string{"tata ulang kartu memori"}},
		"set of words with an ending":   {"me-reset telepon genggamnya", []string{"me-reset telepon genggamnya"}},
		"gap":                           {"hapus dua tiga empat lima permanen", []string{"hapus dua tiga empat lima permanen"}},
		"gap of five words":             {"hapus a b c d e permanen", nil},
		"gap without words":             {"hapus permanen", []string{"hapus permanen"}},
		"gap and a clause's end":        {"hapus itu, permanen", nil},
		"closer beginning of a gap":     {"hapus x lalu hapus y permanen", []string{"hapus y permanen"}},
		"form that is not asked for":    {"menghapus secara permanen", nil},
		"weak":                          {"kosongkan", []string{"~kosongkan"}},
		"harmless":                      {"hapus data cadangan", nil},
		"harmless covers only its own":  {"hapus data, hapus data cadangan", []string{"hapus data"}},
		"consequence":                   {"ini akan menghapus data", nil},
		"negation":                      {"jangan dulu hapus data", []string{"!hapus data"}},
		"negation out of reach":         {"tanpa satu dua hapus data", []string{"hapus data"}},
		"negation within reach":         {"tanpa satu hapus data", []string{"!hapus data"}},
		"negation in another clause":    {"jangan, hapus data", []string{"hapus data"}},
		"negation with exception":       {"jangan lupa hapus data", []string{"hapus data"}},
		"subject":                       {"hapus data itu akan lama", []string{"^hapus data"}},
		"statement out of reach":        {"hapus data satu dua akan lama", []string{"hapus data"}},
		"invalid UTF-8 ends the clause": {"hapus \xff data", nil},
		"emoji ends the clause":         {"hapus ⚠️ data", nil},
	} {
		t.Run(name, func(t *testing.T) {
			found := l.Find(nil, []byte(test.text), []source.Span{{Start: 0, End: len(test.text)}})
			if diff := cmp.Diff(test.want, describe(test.text, found, lexicon.Destructive)); diff != "" {
				t.Errorf("matches in %q (-want +got):\n%s", test.text, diff)
			}
		})
	}
}

// The text of a block is what is left when markup is taken away.
func TestFindAcrossSpans(t *testing.T) {
	l := load(t, patterns)
	for name, test := range map[string]struct {
		text string // the spans are what stands outside ‹›
		want []string
	}{
		"word split by emphasis":      {"ha‹**›pus‹**› data", []string{"ha‹**›pus‹**› data"}},
		"words parted by a link":      {"‹[›hapus‹](x.md)› data", []string{"hapus‹](x.md)› data"}},
		"link destination parts them": {"‹[›hapus‹](x.md)›data", []string{"hapus‹](x.md)›data"}},
		"soft break left out":         {"hapus‹\n›data", []string{"hapus‹\n›data"}},
		"quote marker left out":       {"hapus\n‹> ›data", []string{"hapus\n‹> ›data"}},
		"line break element":          {"hapus‹<br>›data", nil},
	} {
		t.Run(name, func(t *testing.T) {
			src, spans := cutOut(test.text)
			var want []string
			for _, w := range test.want {
				want = append(want, strings.NewReplacer("‹", "", "›", "").Replace(w))
			}
			got := describe(src, l.Find(nil, []byte(src), spans), lexicon.Destructive)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("matches in %q (-want +got):\n%s", src, diff)
			}
		})
	}
}

// cutOut takes the brackets out of a text and gives the spans outside them.
func cutOut(text string) (src string, spans []source.Span) {
	for i, part := range strings.Split(text, "‹") {
		if i > 0 {
			inside, rest, _ := strings.Cut(part, "›")
			src += inside
			part = rest
		}
		spans = append(spans, source.Span{Start: len(src), End: len(src) + len(part)})
		src += part
	}
	return src, spans
}

func TestFindKeepsWhatIsThere(t *testing.T) {
	first := find(t, "factory reset")
	both := lexicon.Default().Find(first, []byte("factory reset"), []source.Span{{Start: 0, End: 13}})
	if len(both) != 2*len(first) {
		t.Errorf("%d matches after appending %d to %d", len(both), len(first), len(first))
	}
}

func TestFindNumbersClauses(t *testing.T) {
	text := "Buka menu, lalu pilih Factory Reset. Tunggu v2.0 selesai! Pilih Wipe Data"
	var got []string
	for _, m := range find(t, text) {
		if m.Slot == lexicon.Destructive || m.Slot == lexicon.Imperative {
			got = append(got, fmt.Sprintf("%s sentence %d clause %d word %d", m.Span.Text([]byte(text)), m.Sentence, m.Clause, m.Word))
		}
	}
	want := []string{
		"Buka sentence 0 clause 0 word 0",
		"pilih sentence 0 clause 1 word 1",
		"Factory Reset sentence 0 clause 1 word 2",
		"Reset sentence 0 clause 1 word 3",
		"Tunggu sentence 1 clause 2 word 0",
		"Pilih sentence 2 clause 4 word 0",
		"Wipe Data sentence 2 clause 4 word 1",
		"Wipe sentence 2 clause 4 word 1",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("clauses (-want +got):\n%s", diff)
	}
}

func TestFindTellsForms(t *testing.T) {
	for text, want := range map[string]lexicon.Form{
		"hapus data aplikasi":       lexicon.Base,
		"menghapus data aplikasi":   lexicon.Active,
		"dihapus datanya":           lexicon.Passive,
		"formatting the hard drive": lexicon.Noun,
		"factory reset":             lexicon.NoVerb,
		"instal ulang Windows":      lexicon.Base,
	} {
		for _, m := range find(t, text) {
			if m.Slot == lexicon.Destructive && m.Form != want {
				t.Errorf("%q has the form %q, want %q", text, m.Form, want)
			}
		}
	}
}

func TestFindOtherSlots(t *testing.T) {
	for _, test := range []struct {
		slot lexicon.Slot
		text string
		want []string
	}{
		{lexicon.Consequence, "Cara ini akan menghapus semua data di HP kamu.", []string{"menghapus semua data"}},
		{lexicon.Consequence, "Semua foto akan hilang.", []string{"foto akan hilang"}},
		{lexicon.Consequence, "Flashing bisa membuat HP brick.", []string{"membuat HP brick"}},
		{lexicon.Consequence, "Garansi bisa hangus.", []string{"Garansi bisa hangus"}},
		{lexicon.Consequence, "Data tidak akan hilang.", nil},
		{lexicon.Consequence, "This deletes all data and cannot be undone.", []string{"This deletes all data", "cannot be undone"}},
		{lexicon.Consequence, "You will lose your photos.", []string{"will lose your photos"}},
		{lexicon.Consequence, "Unlocking will void your warranty.", []string{"void your warranty"}},
		{lexicon.Consequence, "This will not delete your files.", nil},
		{lexicon.Consequence, "Lakukan dengan hati-hati.", []string{"~dengan hati-hati"}},
		{lexicon.Backup, "Pastikan kamu sudah mem-_backup_ data penting.", []string{"mem-_backup"}},
		{lexicon.Backup, "Cadangkan data terlebih dahulu.", []string{"Cadangkan"}},
		{lexicon.Backup, "Make sure you have a backup.", []string{"Make sure you have a backup"}},
		{lexicon.Backup, "Back up your files first.", []string{"Back up your files"}},
		{lexicon.Backup, "Buka menu Cadangkan & Setel Ulang.", nil},
		{lexicon.Backup, "Restore it from a backup.", nil},
		{lexicon.Context, "Masuk ke TWRP.", []string{"TWRP"}},
		{lexicon.Possibility, "Anda bisa mencobanya.", []string{"bisa"}},
		{lexicon.Mention, "Setelah factory reset selesai", []string{"Setelah"}},
		{lexicon.Statement, "Factory reset akan lama", []string{"akan"}},
		{lexicon.Negation, "Tanpa factory reset", []string{"Tanpa"}},
		{lexicon.Negation, "Jangan lupa cadangkan data", nil},
		{lexicon.Harmless, "Wipe cache partition", nil},
	} {
		if diff := cmp.Diff(test.want, describe(test.text, find(t, test.text), test.slot)); diff != "" {
			t.Errorf("%s in %q (-want +got):\n%s", test.slot, test.text, diff)
		}
	}
}

func TestSlotAndFormNames(t *testing.T) {
	if got := fmt.Sprint(lexicon.Destructive, lexicon.Command, lexicon.Passive); got != "destructive commands passive" {
		t.Error(got)
	}
}
