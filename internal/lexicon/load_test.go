package lexicon_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"

	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/source"
)

func TestLanguages(t *testing.T) {
	if diff := cmp.Diff([]string{"en", "id"}, lexicon.Languages()); diff != "" {
		t.Errorf("languages (-want +got):\n%s", diff)
	}
}

func TestLoadRestrictsLanguages(t *testing.T) {
	l, _ := lexicon.Load(lexicon.Options{Languages: []string{"en"}})
	if l.Label("Peringatan") != lexicon.NoLabel {
		t.Error("an Indonesian label is known, although only English is asked for")
	}
	if l.Label("Careful") != lexicon.StrongLabel {
		t.Error("an English label is not known")
	}
	if !l.FAQTitle("よくある質問") || len(commands(t, l, "mkfs.ext4 /dev/sda", "")) != 1 {
		t.Error("the packs that are no languages are missing")
	}
}

func TestLoadExtends(t *testing.T) {
	for name, extra := range map[string]string{
		"mapping of packs": `
id:
  verbs: {kuras: {base: [kuras]}}
  labels: {strong: [siaga]}
  destructive:
    format: [~kuras cakram*]
commands:
  format: [kuras-cakram *]
`,
		"one pack": `
language: id
verbs: {kuras: {base: [kuras]}}
labels: {strong: [siaga]}
destructive:
  format: [~kuras cakram*]
commands:
  format: [kuras-cakram *]
`,
	} {
		t.Run(name, func(t *testing.T) {
			l, problems := lexicon.Load(lexicon.Options{Extra: []*yaml.Node{node(t, extra)}})
			for _, p := range problems {
				t.Error(p)
			}
			text := "Kuras cakramnya, lalu lakukan factory reset."
			found := l.Find(nil, []byte(text), []source.Span{{Start: 0, End: len(text)}})
			if diff := cmp.Diff([]string{"Kuras cakramnya", "factory reset"}, describe(text, found, lexicon.Destructive)); diff != "" {
				t.Errorf("matches (-want +got):\n%s", diff)
			}
			if l.Label("Siaga!") != lexicon.StrongLabel || l.Label("Peringatan") != lexicon.StrongLabel {
				t.Error("labels were not added to those of the language")
			}
			if len(commands(t, l, "kuras-cakram /dev/sda", "")) != 1 {
				t.Error("the command was not added")
			}
		})
	}
}

// What a user says wins: of groups that know a phrase the later one counts.
func TestLoadCorrects(t *testing.T) {
	extra := node(t, "id: {destructive: {other: [reset data pabrik]}, harmless: [factory reset]}")
	l, _ := lexicon.Load(lexicon.Options{Extra: []*yaml.Node{extra}})
	text := "Reset data pabrik atau factory reset"
	var kinds []lexicon.Kind
	for _, m := range l.Find(nil, []byte(text), []source.Span{{Start: 0, End: len(text)}}) {
		if m.Slot == lexicon.Destructive {
			kinds = append(kinds, m.Kind)
		}
	}
	if diff := cmp.Diff([]lexicon.Kind{lexicon.Other}, kinds); diff != "" {
		t.Errorf("kinds (-want +got):\n%s", diff)
	}
}

// A third language is a change of data only.
func TestLoadNewLanguage(t *testing.T) {
	malay := `
ms:
  endings: [nya]
  verbs:
    padam: {base: [padam, padamkan], active: [memadam, memadamkan], passive: [dipadam, dipadamkan]}
    format: {base: [format, formatkan], active: [memformat], passive: [diformat]}
  words:
    storage: (cakera keras|pemacu|kad memori)
  destructive:
    factory-reset:
      - match: |
          tetapan semula kilang
          ~padam semua data
        example: |
          Pilih "Tetapan semula kilang".
          Padamkan semua data.
    format:
      - match: ~format ~storage*
        example: Formatkan kad memori itu.
  harmless:
    - match: padam cache
      example: Padam cache.
  consequence:
    - match: semua data akan hilang
      example: Semua data akan hilang.
  labels:
    strong: amaran
  titles:
    faq:
      - match: soalan lazim ...
        example: Soalan Lazim tentang akaun
`
	l, problems := lexicon.Load(lexicon.Options{Languages: []string{"ms"}, Extra: []*yaml.Node{node(t, malay)}})
	for _, p := range append(problems, l.Verify()...) {
		t.Error(p)
	}
	text := "Formatkan kad memorinya. Semua data akan hilang."
	found := l.Find(nil, []byte(text), []source.Span{{Start: 0, End: len(text)}})
	if diff := cmp.Diff([]string{"Formatkan kad memorinya"}, describe(text, found, lexicon.Destructive)); diff != "" {
		t.Errorf("matches (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Semua data akan hilang"}, describe(text, found, lexicon.Consequence)); diff != "" {
		t.Errorf("consequences (-want +got):\n%s", diff)
	}
}

func TestLoadReportsAllProblems(t *testing.T) {
	pack := `id:
  destructve: {}
  destructive:
    fromat: [x]
    wat: [x]
    format:
      - match: |
          (a|b
          baik
          a) b
          c?
          (a|b?)
          ~hapuss data
          ~hapus.akif data
          a... , b
          ... data
        exampel: x
        weak: maybe
        reach: many
  labels:
    strong: {a: b}
    strong: [a]
  verbs: [a]
  words:
    rekursif: ~rekursif
  titles: &t
  harmless: *t
labels: {}
commands:
  format:
    - Mkfs x
    - mkfs |x
`
	_, problems := lexicon.Load(lexicon.Options{Extra: []*yaml.Node{node(t, pack)}})
	var got []string
	for _, p := range problems {
		got = append(got, p.String())
	}
	slices.Sort(got)
	want := []string{
		`10:0: pattern "a) b": ")" without an opening bracket`,
		`11:0: pattern "c?" needs at least one word that may not be missing`,
		`12:0: pattern "(a|b?)" has an empty alternative; mark the group with "?" instead`,
		`13:0: unknown "~hapuss"; did you mean "~hapus"?`,
		`14:0: pattern "~hapus.akif data": no form "akif" of a verb; forms are base, active, passive, noun`,
		`15:0: pattern "a... , b": "a..." ends a clause, and patterns do not reach across clauses`,
		`16:0: pattern "... data" cannot begin or end with "...", except in titles`,
		`17:9: unknown key "exampel"; did you mean "example"?`,
		`18:15: "maybe" is neither true nor false`,
		`19:16: "many" is no number of words from 0 to 20`,
		`21:14: unknown key "a"; known are match, except, example, counter, weak, reach`,
		`22:5: key "strong" stands here twice`,
		`23:10: a mapping is expected here, such as "key: value"`,
		`25:15: "~rekursif" may hold neither "~" nor "...", because it has a name itself`,
		`27:13: aliases are not supported in language packs; write the text out`,
		`28:1: key "labels" belongs under a language, such as "id:"`,
		`2:3: unknown key "destructve"; did you mean "destructive"?`,
		`31:7: command "Mkfs x": the program is written alone and in small letters`,
		`32:7: command "mkfs |x": "|x" names no argument`,
		`4:5: unknown kind "fromat"; did you mean "format"?`,
		`5:5: unknown kind "wat"; known are factory-reset, format, flash, unlock, delete-data, clear-app-data, delete-account, other`,
		`8:0: pattern "(a|b": a bracket is never closed`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestLoadSparesMemory(t *testing.T) {
	long := strings.Repeat("x", 60)
	group := "(a b|c d|e f|g h|i j|k l)?"
	pack := fmt.Sprintf("destructive: {format: [%s, \"%s end\"]}", long, strings.Repeat(group+" ", 40))
	l, problems := lexicon.Load(lexicon.Options{Extra: []*yaml.Node{node(t, "language: test\n"+pack)}})
	if len(problems) != 1 || !strings.Contains(problems[0].String(), "too long") {
		t.Errorf("problems %v, want one of a word that is too long", problems)
	}
	text := "a b c d end"
	if found := l.Find(nil, []byte(text), []source.Span{{Start: 0, End: len(text)}}); len(describe(text, found, lexicon.Destructive)) != 1 {
		t.Errorf("matches %v of a pattern with six to the fortieth wordings, want one", found)
	}
}

func TestVerifyReports(t *testing.T) {
	pack := `
language: test
destructive:
  format:
    - match: [urai kartu, URAI  kartu]
      example: Buang kartu.
      counter: Urai kartu.
harmless:
  - match: urai
    example: Urai kartu.
titles:
  faq:
    - match: serba serbi
      example: Serba-serbi lain
commands:
  format:
    - match: uraikan
      example: uraikan-lah
`
	l, _ := lexicon.Load(lexicon.Options{Languages: []string{"test"}, Extra: []*yaml.Node{node(t, pack)}})
	var got []string
	for _, p := range l.Verify() {
		got = append(got, p.String())
	}
	want := []string{
		`6:16: example "Buang kartu." is not found by its own patterns`,
		`7:16: counterexample "Urai kartu." is found`,
		`10:14: example "Urai kartu." is not found by its own patterns`,
		`14:16: example "Serba-serbi lain" is not found by its own patterns`,
		`18:16: example "uraikan-lah" is not found by its own patterns`,
		`5:27: pattern "URAI  kartu" stands in its slot twice`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestLexiconIsSafeForConcurrentUse(t *testing.T) {
	text := []byte("Pilih Wipe Data/Factory Reset; naïve “Hapus Data”.")
	spans := []source.Span{{Start: 0, End: len(text)}}
	want := lexicon.Default().Find(nil, text, spans)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 100 {
				if diff := cmp.Diff(want, lexicon.Default().Find(nil, text, spans)); diff != "" {
					t.Errorf("matches (-want +got):\n%s", diff)
					return
				}
			}
		})
	}
	wait.Wait()
}
