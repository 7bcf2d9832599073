package lexicon

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"
)

// advice is what an article in one language may say to warn its readers.
type advice struct {
	language string   // of the pack: "id"
	label    string   // of the warning: "Peringatan"
	words    []string // that every text in the language has, sorted
	texts    []string // by the index of a kind in kinds; "" where there is none
}

// sample is how many bytes of a text tell its language.
const sample = 2 << 10

// Tongue is a language that the lexicon can give advice in. The zero Tongue gives none.
type Tongue struct{ *advice }

// TongueOf is the language of a text, by its commonest words; the zero Tongue where that is not clear.
func (l *Lexicon) TongueOf(text []byte) Tongue {
	counts := make([]int, len(l.advices))
	for word := range bytes.FieldsFuncSeq(text[:min(len(text), sample)], func(r rune) bool { return !unicode.IsLetter(r) }) {
		low := strings.ToLower(string(word))
		for i := range l.advices {
			if _, is := slices.BinarySearch(l.advices[i].words, low); is {
				counts[i]++
			}
		}
	}
	best, second := -1, 0
	for i, n := range counts {
		switch {
		case best < 0 || n > counts[best]:
			if best >= 0 {
				second = counts[best]
			}
			best = i
		default:
			second = max(second, n)
		}
	}
	if best < 0 || counts[best] <= 2*second {
		return Tongue{}
	}
	return Tongue{&l.advices[best]}
}

// Language is the tag of the language, "" where that is not clear.
func (t Tongue) Language() string {
	if t.advice == nil {
		return ""
	}
	return t.language
}

// Advice is a label and a sentence that warn of an action; ok is false where there is none.
func (t Tongue) Advice(kind Kind) (label, sentence string, ok bool) {
	at := slices.Index(kinds[:], kind)
	if t.advice == nil || at < 0 || t.texts[at] == "" {
		return "", "", false
	}
	return t.label, t.texts[at], true
}

// advice reads what stands under "advice" in a pack: a label, words that tell the language, and a sentence
// for each kind. What comes later wins.
func (d *decoder) advice(n *yaml.Node, p *pack) {
	if p.advice.texts == nil {
		p.advice.texts = make([]string, len(kinds))
	}
	known := []string{"label", "words", "texts"}
	d.mapping(n, known, func(key, value *yaml.Node) {
		switch key.Value {
		case "label":
			p.advice.label = strings.Join(texts(d.lines(value)), " ")
		case "words":
			for _, line := range texts(d.lines(value)) {
				p.advice.words = append(p.advice.words, strings.Fields(strings.ToLower(line))...)
			}
			slices.Sort(p.advice.words)
		case "texts":
			d.kinds(value, func(kind Kind, value *yaml.Node) {
				p.advice.texts[slices.Index(kinds[:], kind)] = strings.Join(texts(d.lines(value)), " ")
			})
		}
	})
}

func (c *codec) advice(a *advice) {
	text(c, &a.language)
	text(c, &a.label)
	list(c, &a.words, text)
	list(c, &a.texts, text)
}
