package lexicon_test

import (
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/source"
)

// cut makes spans of a text: each byte of cuts is the length of a span and, in its
// upper bits, of what is left out behind it. Some leave the text, as those of a faulty
// caller may.
func cut(text string, cuts []byte) []source.Span {
	var spans []source.Span
	at := 0
	for _, c := range cuts {
		end := at + int(c%32)
		spans = append(spans, source.Span{Start: at, End: end})
		at = end + int(c/64)
	}
	return append(spans, source.Span{Start: at, End: len(text)}, source.Span{Start: -3, End: len(text) + 3})
}

func FuzzFind(f *testing.F) {
	f.Add("Jangan **hapus** data; lakukan _factory_ reset.", []byte{5, 70, 200})
	f.Add("fac**tory** reset\r\nakan menghapus semua data", []byte{3, 66, 131})
	f.Add("恢复出厂设置 ｄａｔａ naïve ha\u00adpus \xff &amp; don’t", []byte{1, 1, 1})
	l := lexicon.Default()
	f.Fuzz(func(t *testing.T, text string, cuts []byte) {
		matches := l.Find(nil, []byte(text), cut(text, cuts))
		var last lexicon.Match
		ends := map[lexicon.Slot]int{}
		for _, m := range matches {
			if m.Span.Start < 0 || m.Span.Start >= m.Span.End || m.Span.End > len(text) {
				t.Fatalf("%+v lies outside %q", m, text)
			}
			if m.Span.Start < last.Span.Start || m.Clause < last.Clause || m.Sentence < last.Sentence {
				t.Fatalf("%+v stands behind %+v", m, last)
			}
			if m.Slot != lexicon.Context && m.Span.Start < ends[m.Slot] {
				t.Fatalf("%+v overlaps another of its slot", m)
			}
			if m.Slot == lexicon.Harmless || m.Slot == lexicon.Command || m.Word < 0 || m.Sentence > m.Clause {
				t.Fatalf("%+v cannot be", m)
			}
			ends[m.Slot] = m.Span.End
			last = m
		}
	})
}

func FuzzFindCommands(f *testing.F) {
	f.Add("$ sudo rm -rf /var\nremoved\n$ adb shell 'dd of=/dev/sda'", "console", []byte{10, 70})
	f.Add("PS C:\\> format d: `\n /q", "", []byte{3})
	f.Add("DELETE FROM x\nWHERE y; drop table \"z", "sql", []byte{9, 200})
	l := lexicon.Default()
	f.Fuzz(func(t *testing.T, code, language string, cuts []byte) {
		for _, m := range l.FindCommands(nil, []byte(code), cut(code, cuts), language) {
			if m.Span.Start < 0 || m.Span.Start >= m.Span.End || m.Span.End > len(code) {
				t.Fatalf("%+v lies outside %q", m, code)
			}
			if m.Slot != lexicon.Command && m.Slot != lexicon.Context || m.Kind == "" {
				t.Fatalf("%+v is no command", m)
			}
		}
	})
}

func FuzzLookups(f *testing.F) {
	f.Add("**Q1:** Apakah FAQ ini perlu?")
	f.Add("_**Jawaban 22.**_ 注意")
	l := lexicon.Default()
	f.Fuzz(func(t *testing.T, text string) {
		for _, prefix := range []func(string) (lexicon.Prefix, bool){l.QuestionPrefix, l.AnswerPrefix} {
			p, ok := prefix(text)
			if p.Len < 0 || p.Len > len(text) || p.Number < 0 || ok != (p.Len > 0) {
				t.Fatalf("%+v, %t of %q", p, ok, text)
			}
		}
		if again := "**" + text + "**"; l.Label(text) != l.Label(again) && len(again) < 200 {
			t.Fatalf("emphasis changes the label %q", text)
		}
		l.FAQTitle(text)
		l.SummaryTitle(text)
		l.PreparationTitle(text)
		l.VagueLink(text)
		l.TopLink(text)
		l.SampleLink(text)
		l.Filler(text)
		l.IsQuestion(text)
	})
}

func FuzzLoad(f *testing.F) {
	f.Add("id: {destructive: {format: [~hapus (a|b)* ... c?]}, labels: {strong: x}}")
	f.Add("language: x\nwords: {a: b}\ncommands: {other: [x -y !z|w]}\nharmless: |\n  # no\n  ~a*\n")
	f.Fuzz(func(t *testing.T, pack string) {
		var document yaml.Node
		if len(pack) > 2000 || yaml.Unmarshal([]byte(pack), &document) != nil {
			t.Skip()
		}
		l, problems := lexicon.Load(lexicon.Options{Languages: []string{"x"}, Extra: []*yaml.Node{&document}})
		lines := 1 + strings.Count(pack, "\n") + strings.Count(pack, "\r")
		for _, p := range slices.Concat(problems, l.Verify()) {
			if p.Node == nil || p.Line < 1 || p.Line > 2*lines+1 || !strings.Contains(pack, "%!") && strings.Contains(p.String(), "%!") {
				t.Fatalf("%+v: %s", p, p)
			}
		}
		text := []byte(pack)
		l.Find(nil, text, []source.Span{{Start: 0, End: len(text)}})
	})
}
