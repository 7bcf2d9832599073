package structure

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/lint"
)

// A language model that was trained on many languages now and then falls into another one in the middle of a
// sentence. Cyrillic, Chinese, Japanese and Korean are looked for: words of Arabic or Greek are quoted on purpose in
// articles on religion and mathematics.

// script is one of the writing systems that are looked for.
type script uint8

const (
	otherScript script = iota // digits, punctuation, and scripts that are not looked for
	latin
	cyrillic
	eastAsian
)

func scriptOf(r rune) script {
	switch {
	case r < utf8.RuneSelf:
		if 'a' <= r|0x20 && r|0x20 <= 'z' {
			return latin
		}
		return otherScript
	case r < 0x0400:
		if unicode.Is(unicode.Latin, r) {
			return latin
		}
		return otherScript
	case unicode.Is(unicode.Cyrillic, r):
		return cyrillic
	case r >= 0x3040 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
		return eastAsian
	default:
		return otherScript
	}
}

// From so many places on, an article is about another language; from a few on if one letter in so many is foreign, and
// in any case if one in a few is.
const (
	manyForeignRuns = 8
	someForeignRuns = 3
	someForeign     = 50
	mostlyForeign   = 4
)

// mayBeForeign are the first bytes of letters that are looked for.
func mayBeForeign(c byte) bool { return 0xD0 <= c && c <= 0xD4 || 0xE3 <= c && c <= 0xED }

// foreignWords reports words in another script than the article's, and letters of another script in a word.
func foreignWords(p *lint.Pass) {
	if !hasForeign(p.Body.Text(p.Source)) {
		return
	}
	f := foreigners{Pass: p}
	passages := p.Passages()
	for i := range passages {
		if k := passages[i].Kind; k != article.Code && k != article.HTML {
			f.read(&passages[i])
		}
	}
	n := len(f.runs)
	if n > manyForeignRuns || n > someForeignRuns && f.foreign*someForeign > f.letters || f.foreign*mostlyForeign > f.letters {
		return
	}
	for i := range f.runs {
		f.judge(&f.runs[i])
	}
}

// hasForeign reports whether a text may have letters that are looked for. Eight bytes of ASCII are passed over in
// one step.
func hasForeign(text []byte) bool {
	const high = 0x8080808080808080
	for at := 0; at < len(text); {
		if len(text)-at >= 8 && binary.LittleEndian.Uint64(text[at:])&high == 0 {
			at += 8
			continue
		}
		for end := min(at+8, len(text)); at < end; at++ {
			if mayBeForeign(text[at]) {
				return true
			}
		}
	}
	return false
}

// foreigners gathers the foreign words of an article.
type foreigners struct {
	*lint.Pass

	letters, foreign int
	runs             []foreignRun
	judged           int // the offset behind the last word with letters of two scripts
}

// foreignRun is a row of letters and blanks in a foreign script.
type foreignRun struct {
	article.Span
	script  script
	passage *article.Passage
	inside  article.Span // the text of the passage that it stands in
	mixed   bool         // there are several foreign scripts in the passage
}

// read counts the letters of a passage and notes its foreign words.
func (f *foreigners) read(p *article.Passage) {
	first := len(f.runs)
	for _, s := range p.Text {
		text := s.Text(f.Source)
		if !hasForeign(text) {
			f.letters += len(text)
			continue
		}
		f.readText(p, s)
	}
	for i := first + 1; i < len(f.runs); i++ {
		if f.runs[i].script != f.runs[i-1].script {
			for j := first; j < len(f.runs); j++ {
				f.runs[j].mixed = true
			}
			return
		}
	}
}

func (f *foreigners) readText(p *article.Passage, s article.Span) {
	open, gap := -1, true // the run that goes on; whether there is only space behind it
	for at := s.Start; at < s.End; {
		r, size := utf8.DecodeRune(f.Source[at:s.End])
		switch sc := scriptOf(r); {
		case sc == cyrillic || sc == eastAsian:
			f.foreign++
			f.letters++
			if open < 0 || !gap || f.runs[open].script != sc {
				open = len(f.runs)
				f.runs = append(f.runs, foreignRun{Span: article.Span{Start: at}, script: sc, passage: p, inside: s})
			}
			f.runs[open].End = at + size
			gap = true
		case r == ' ' || r == '-' || r == '\u00a0' || r == '\u2010':
		default:
			if sc == latin {
				f.letters++
			}
			gap = false
		}
		at += size
	}
}

func (f *foreigners) judge(r *foreignRun) {
	if r.mixed || f.InCode(r.Start) || r.passage.Kind == article.Cell {
		return
	}
	before, after := f.beside(r)
	if scriptOf(before.near) == latin || scriptOf(after.near) == latin {
		f.lookalikes(r)
		return
	}
	if isAside(before.near) || isAside(after.near) || isAside(before.next) || after.next == '(' || after.next == '（' || before.next == ',' && after.next == ',' {
		return
	}
	text := string(r.Text(f.Source))
	switch sides := [2]script{scriptOf(before.next), scriptOf(after.next)}; {
	case r.script == cyrillic && (sides[0] == latin || sides[1] == latin):
		f.Report(r.Span, "\"%s\" is Cyrillic in the middle of another language; write it in the article's language", text)
	case r.script == eastAsian && sides[0] == latin && unicode.IsLower(before.next) && sides[1] == latin && !f.instructs(r.passage):
		f.Report(r.Span, "\"%s\" is Chinese, Japanese or Korean in the middle of another language; write it in the article's language", text)
	}
}

// side is what stands on one side of a run: the very next character, and the next that is no blank.
type side struct{ near, next rune }

func (f *foreigners) beside(r *foreignRun) (before, after side) {
	head, tail := f.Source[r.passage.Span.Start:r.Start], f.Source[r.End:r.passage.Span.End]
	before.near, _ = utf8.DecodeLastRune(head)
	after.near, _ = utf8.DecodeRune(tail)
	before.next, _ = utf8.DecodeLastRune(bytes.TrimRight(head[max(0, len(head)-16):], " \n\r"))
	after.next, _ = utf8.DecodeRune(bytes.TrimLeft(tail[:min(len(tail), 16)], " \n\r"))
	return before, after
}

// isAside reports whether a character beside a word says that it is quoted, a name or a translation.
func isAside(r rune) bool {
	switch r {
	case '"', '\'', '“', '”', '„', '‘', '’', '«', '»', '「', '」', '『', '』', '《', '》', '【', '】', '(', ')', '（', '）', '[', ']', '*', '_', '/', '|', ':', '：', '=', '<', '>', '@', '#', '~', '`', '\\':
		return true
	default:
		return false
	}
}

// instructs reports whether a passage tells the reader to do something: what is foreign in it may be the label of a
// button.
func (f *foreigners) instructs(p *article.Passage) bool {
	for _, m := range f.Terms(p) {
		if m.Slot == lexicon.Imperative {
			return true
		}
	}
	return false
}

// latinOf are the Latin letters that Cyrillic ones look like.
var latinOf = map[rune]rune{
	'а': 'a', 'е': 'e', 'о': 'o', 'р': 'p', 'с': 'c', 'у': 'y', 'х': 'x', 'і': 'i', 'ј': 'j', 'ѕ': 's', 'ԁ': 'd', 'һ': 'h',
	'А': 'A', 'В': 'B', 'Е': 'E', 'К': 'K', 'М': 'M', 'Н': 'H', 'О': 'O', 'Р': 'P', 'С': 'C', 'Т': 'T', 'У': 'Y', 'Х': 'X',
	'І': 'I', 'Ј': 'J', 'Ѕ': 'S',
}

// lookalikes judges a run that is part of a Latin word: a word such as "сript" is found by no search.
func (f *foreigners) lookalikes(r *foreignRun) {
	if r.Start < f.judged {
		return
	}
	word := f.wordAround(r)
	f.judged = word.End
	before, after := f.beside(&foreignRun{Span: word, passage: r.passage})
	if isAside(before.near) && before.near != ':' || isAside(after.near) && after.near != ':' || after.near == '.' && r.endsInDomain(f.Source, word) {
		return
	}
	text := string(word.Text(f.Source))
	meant, changed := latinFor(text)
	if changed == 0 || 2*changed >= utf8.RuneCountInString(text) {
		return
	}
	d := f.Report(word, "\"%s\" has letters in it that are Cyrillic and only look Latin, so that no search finds it; write \"%s\"", text, meant)
	d.Suggest([]edit.Edit{{Start: word.Start, End: word.End, New: meant}}, "write \"%s\" in Latin letters", meant)
}

// wordAround is the word of Latin and Cyrillic letters that a run is part of.
func (f *foreigners) wordAround(r *foreignRun) article.Span {
	word := r.Span
	isPart := func(c rune) bool { return scriptOf(c) == latin || scriptOf(c) == cyrillic }
	for word.Start > r.inside.Start {
		c, size := utf8.DecodeLastRune(f.Source[r.inside.Start:word.Start])
		if !isPart(c) {
			break
		}
		word.Start -= size
	}
	for word.End < r.inside.End {
		c, size := utf8.DecodeRune(f.Source[word.End:r.inside.End])
		if !isPart(c) {
			break
		}
		word.End += size
	}
	return word
}

// latinFor writes a word in Latin letters, and counts those that were not; 0 if one of them looks like none.
func latinFor(text string) (meant string, changed int) {
	meant = strings.Map(func(c rune) rune {
		l := latinOf[c]
		switch {
		case l != 0:
			changed++
			return l
		case scriptOf(c) != latin:
			changed = -len(text)
		}
		return c
	}, text)
	return meant, max(changed, 0)
}

// endsInDomain reports whether a word goes on like the name of a host.
func (r *foreignRun) endsInDomain(src []byte, word article.Span) bool {
	next, _ := utf8.DecodeRune(src[min(word.End+1, r.passage.Span.End):r.passage.Span.End])
	return unicode.IsLetter(next)
}
