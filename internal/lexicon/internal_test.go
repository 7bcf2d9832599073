package lexicon

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/source"
)

// raw is one phrase before any is taken back.
type raw struct {
	Test        int
	Veto        bool
	First, Last int
}

func compareRaw(a, b raw) int {
	return slices.Compare([]int{a.Test, btoi(a.Veto), a.First, a.Last}, []int{b.Test, btoi(b.Veto), b.First, b.Last})
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// rawHits is what the trie finds.
func rawHits(l *Lexicon, text string) []raw {
	f := newFinder(l)
	f.scanner.scan([]byte(text), []source.Span{{Start: 0, End: len(text)}})
	var all []raw
	for _, h := range f.hits {
		p := &l.texts.groups[h.group]
		all = append(all, raw{p.test, p.veto, int(h.first), int(h.last)})
	}
	slices.SortFunc(all, compareRaw)
	return slices.Compact(all)
}

// reference finds the same as the trie by trying every pattern at every word.
type reference struct {
	lex   *Lexicon
	packs []*pack
	words []string
	ends  []int // ends of clauses
}

func newReference(tb testing.TB) *reference {
	tb.Helper()
	l := loader{}
	l.builtins()
	lexicon, problems := compile(l.packs)
	for _, p := range problems {
		tb.Fatal(p)
	}
	return &reference{lex: lexicon, packs: l.packs}
}

func (r *reference) hits(text string) []raw {
	var list wordList
	list.read(text)
	list.clauseEnd()
	r.words, r.ends = list.words, list.clauses
	var all []raw
	for _, p := range r.packs {
		for i := range p.groups {
			if g := &p.groups[i]; g.side() == inTexts {
				all = r.group(all, p, g.match, raw{Test: g.test, Veto: g.slot == Harmless})
				all = r.group(all, p, g.except, raw{Test: g.test, Veto: true})
			}
		}
	}
	slices.SortFunc(all, compareRaw)
	return slices.Compact(all)
}

func (r *reference) group(all []raw, p *pack, entries []entry, like raw) []raw {
	start := 0
	for _, end := range r.ends {
		for first := start; first < end; first++ {
			for _, e := range entries {
				r.sequence(p, e.pattern, first, end, func(after int) {
					like.First, like.Last = first, after-1
					all = append(all, like)
				})
			}
		}
		start = end
	}
	return all
}

// sequence calls found with every place up to which items can match from a place.
func (r *reference) sequence(p *pack, items pattern, at, end int, found func(int)) {
	if len(items) == 0 {
		found(at)
		return
	}
	rest := func(after int) { r.sequence(p, items[1:], after, end, found) }
	it := &items[0]
	if it.optional {
		rest(at)
	}
	switch it.sort {
	case gapItem:
		for after := at; after <= min(at+gapWords, end); after++ {
			rest(after)
		}
	case wordItem:
		if at < end && r.same(r.words[at], it.text) {
			rest(at + 1)
		}
	case groupItem:
		for alternative := range it.alternatives {
			r.sequence(p, alternative, at, end, rest)
		}
	default:
		for form, wordings := range p.macros[it.text] {
			if it.form == NoVerb || it.form == Form(form) {
				for _, wording := range wordings {
					r.sequence(p, wording, at, end, rest)
				}
			}
		}
	}
}

// same compares words, where an ending may not matter.
func (r *reference) same(a, b string) bool {
	id := r.lex.texts.vocabulary.lookup([]byte(a))
	return id != 0 && id == r.lex.texts.vocabulary.lookup([]byte(b))
}

// soup is random text of words that packs know, and some that they do not.
func soup(r *rand.Rand, l *Lexicon) string {
	var b strings.Builder
	marks := []string{" ", " ", " ", " ", " ", " ", ", ", ". ", "\n", "-", " xyz "}
	for range 30 {
		texts := l.texts.vocabulary.texts
		b.WriteString(texts[r.IntN(len(texts))])
		b.WriteString(marks[r.IntN(len(marks))])
	}
	return b.String()
}

// wordings is random text that follows the patterns, so that long ones match, too.
func (r *reference) wordings(random *rand.Rand) string {
	var b strings.Builder
	for range 4 {
		p := r.packs[random.IntN(len(r.packs))]
		if len(p.groups) == 0 {
			continue
		}
		if g := &p.groups[random.IntN(len(p.groups))]; g.side() == inTexts && len(g.match) > 0 {
			r.spell(&b, random, p, g.match[random.IntN(len(g.match))].pattern)
		}
	}
	return b.String()
}

func (r *reference) spell(b *strings.Builder, random *rand.Rand, p *pack, items pattern) {
	for i := range items {
		it := &items[i]
		if it.optional && random.IntN(2) == 0 {
			continue
		}
		var choices []pattern
		switch it.sort {
		case wordItem:
			b.WriteString(it.text + " ")
			continue
		case gapItem:
			b.WriteString(strings.Repeat("xyz ", random.IntN(gapWords+2)))
			continue
		case groupItem:
			choices = slices.Collect(it.alternatives)
		default:
			w := p.macros[it.text]
			choices = slices.Concat(w[:]...)
			if it.form != NoVerb {
				choices = w[it.form]
			}
		}
		if len(choices) > 0 {
			r.spell(b, random, p, choices[random.IntN(len(choices))])
		}
	}
}

func TestTrieEqualsReference(t *testing.T) {
	r := newReference(t)
	random := rand.New(rand.NewPCG(1, 2))
	found := 0
	for range 150 {
		text := soup(random, r.lex) + r.wordings(random)
		want := r.hits(text)
		found += len(want)
		if diff := cmp.Diff(want, rawHits(r.lex, text)); diff != "" {
			t.Fatalf("hits in %q (-want +got):\n%s", text, diff)
		}
	}
	if found < 1000 {
		t.Errorf("only %d hits: the texts test nothing", found)
	}
}

func FuzzTrieEqualsReference(f *testing.F) {
	r := newReference(f)
	f.Add("Jangan hapus semua data, lakukan factory reset ke setelan pabrik dan cache partition")
	f.Add("This will erase all of the data on your phone — permanently. 恢复 don’t naïve")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 500 {
			t.Skip()
		}
		if diff := cmp.Diff(r.hits(text), rawHits(r.lex, text)); diff != "" {
			t.Errorf("hits in %q (-want +got):\n%s", text, diff)
		}
	})
}
