package lexicon

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kblint/kblint/internal/source"
)

// Weight says how much a label warns.
type Weight uint8

// The weights of labels.
const (
	NoLabel     Weight = iota
	WeakLabel          // a note or tip: "Catatan", "Info"
	StrongLabel        // a warning: "Peringatan", "Caution"
)

// Label gives the weight of a whole label ("**Peringatan:**", "⚠️ Warning"). Case,
// emoji and the punctuation around it do not matter, but the words must be the whole
// label: "Perhatikan suhu" is an instruction and "Tips Tambahan Hemat" a topic.
func (l *Lexicon) Label(text string) Weight {
	switch slots := l.whole(text); {
	case slots&strongLabel != 0:
		return StrongLabel
	case slots&weakLabel != 0:
		return WeakLabel
	}
	return NoLabel
}

// types are the type words of callouts that packs translate, those that warn first.
var types = []wholeKey{
	{"warning", warningType},
	{"danger", dangerType},
	{"caution", cautionType},
	{"important", importantType},
	{"note", noteType},
	{"tip", tipType},
	{"info", infoType},
}

// Types are the type words of callouts ("warning", "note") that a word is a translation or another
// form of. There are several where it may stand for any of them: "perhatian" is as often "caution" as
// "warning".
func (l *Lexicon) Types(word string) []string {
	slots := l.whole(word)
	var words []string
	for _, t := range types {
		if slots&t.slot != 0 {
			words = append(words, t.key)
		}
	}
	return words
}

// FAQTitle reports whether a heading's text opens a section of questions and answers.
// A heading that asks something itself ("When should you use this FAQ?") does not.
func (l *Lexicon) FAQTitle(text string) bool {
	if !l.faqTitles.in([]byte(text), []source.Span{{Start: 0, End: len(text)}}) {
		return false
	}
	r := l.wholeReader()
	defer r.release()
	words := r.title(text)
	return !r.opens(words, questionOpening) && r.slots(words)&faqTitle != 0
}

// SummaryTitle reports whether a heading opens a conclusion or summary.
func (l *Lexicon) SummaryTitle(text string) bool {
	return l.titleSlots(text)&summaryTitle != 0
}

// ClosingTitle reports whether a heading opens what stands behind an article: other articles, and where to ask.
func (l *Lexicon) ClosingTitle(text string) bool { return l.titleSlots(text)&closingTitle != 0 }

// PreparationTitle reports whether a heading opens the preparations of a procedure.
func (l *Lexicon) PreparationTitle(text string) bool {
	return l.titleSlots(text)&preparationTitle != 0
}

func (l *Lexicon) titleSlots(text string) wholeSlot {
	r := l.wholeReader()
	defer r.release()
	return r.slots(r.title(text))
}

// Abbreviation reports whether a word is short for a longer one, and is written with a full stop ("dll",
// "etc").
func (l *Lexicon) Abbreviation(word string) bool { return l.whole(word)&abbreviation != 0 }

// VagueLink reports whether a link's text says nothing of its target ("di sini").
func (l *Lexicon) VagueLink(text string) bool { return l.whole(text)&vagueLink != 0 }

// TopLink reports whether a link's text leads back to the top of the page ("Kembali ke atas").
func (l *Lexicon) TopLink(text string) bool { return l.whole(text)&topLink != 0 }

// SampleLink reports whether a link's text says that it is an example and not to be followed.
func (l *Lexicon) SampleLink(text string) bool { return l.whole(text)&sampleLink != 0 }

// title reads a heading's text and leaves out a number before it ("5\. FAQ").
func (r *wholeReader) title(text string) []int32 {
	if len(text) > longestWhole {
		return nil
	}
	return r.read(strings.TrimLeft(text, " \t*_#0123456789.\\)"))
}

// Filler says how little a word tells about the topic of a title.
type Filler uint8

// The fillers.
const (
	NoFiller     Filler = iota
	FunctionWord        // "yang", "the": means nothing alone
	TitleWord           // "cara", "guide": says what sort of article it is, not on what
	TowardsWord         // "ke", "to": a function word before a goal, which is not the start
	OriginWord          // "dari", "from": a function word before a start, which is not the goal
)

// Filler classifies one word of a title. Titles are compared without function words;
// title words are kept apart, because "Cara Flash HP" and "Flash HP" are one topic,
// but "Cara" as a tag is a mistake of another sort than "yang".
func (l *Lexicon) Filler(word string) Filler {
	switch slots := l.whole(word); {
	case slots&towardsWord != 0:
		return TowardsWord
	case slots&originWord != 0:
		return OriginWord
	case slots&functionWord != 0:
		return FunctionWord
	case slots&titleWord != 0:
		return TitleWord
	}
	return NoFiller
}

// Defines reports whether the words at the start of a title ask what something is ("Apa Itu"): an
// explanation is no rival of instructions on the same thing.
func (l *Lexicon) Defines(words string) bool { return l.whole(words)&definingPhrase != 0 }

// Points reports whether a word refers to something in the text around it ("ini", "above"), without which
// it says nothing.
func (l *Lexicon) Points(word string) bool { return l.whole(word)&pointingWord != 0 }

// IsQuestion reports whether a text asks something, judged by its words alone: by the
// opening of a sentence ("Apakah", "How do I"), the opening of a clause within it
// ("HP saya panas, bagaimana mengatasinya") or an asking particle at the first word
// ("Amankah"). A question mark does not matter. "How to" asks nothing.
func (l *Lexicon) IsQuestion(text string) bool {
	r := l.wholeReader()
	defer r.release()
	r.asks = true
	words := r.read(text)
	r.asks = false
	r.clauseEnd()
	start, slots := 0, questionOpening|questionInside
	for _, end := range r.ends {
		if end == start {
			continue
		}
		if r.opens(words[start:end], slots) || r.asking[start] {
			return true
		}
		start, slots = end, questionInside
	}
	return false
}

// opens reports whether the first words of a clause are the opening of a question.
func (r *wholeReader) opens(words []int32, slots wholeSlot) bool { return r.openings(words)&slots != 0 }

// openings are the slots that the first words of a clause fill.
func (r *wholeReader) openings(words []int32) wholeSlot {
	r.start()
	var found, except wholeSlot
	for _, word := range words[:min(len(words), longestOpening)] {
		r.step(word)
		f, x := r.accepted()
		found, except = found|f, except|x
	}
	return found &^ except
}

// longestOpening is how many words of a clause are looked at for an opening.
const longestOpening = 6

// particle reports whether the folded word that was read last carries an asking particle.
func (r *wholeReader) particle(word []byte) bool {
	for _, particle := range r.lex.particles {
		if len(word) > len(particle)+2 && strings.HasSuffix(string(word), particle) {
			return r.slots(r.words[len(r.words)-1:])&noParticle == 0
		}
	}
	return false
}

// Prefix is a label that opens a question or an answer.
type Prefix struct {
	Len    int // bytes of the label with its number, marks and the blanks behind it
	Number int // the number in "Q2:", 0 for none
}

// QuestionPrefix recognises "Q:", "Q1.", "Tanya:", "**Pertanyaan 2:**" at the start of
// a text. Emphasis marks around the label belong to it where they close behind it.
func (l *Lexicon) QuestionPrefix(text string) (Prefix, bool) { return l.prefix(text, questionLabel) }

// AnswerPrefix recognises "A:", "Jawab:", "**Jawaban 2:**" at the start of a text.
func (l *Lexicon) AnswerPrefix(text string) (Prefix, bool) { return l.prefix(text, answerLabel) }

// SeeAlso recognises a label that refers readers to another article at the start of a text: "**Baca
// Juga**: [...]".
func (l *Lexicon) SeeAlso(text string) bool {
	_, ok := l.prefix(text, seeAlsoLabel)
	return ok
}

// Closing reports whether a paragraph takes leave of the reader ("Semoga bermanfaat", "Still have
// questions?"), judged by its first sentence.
func (l *Lexicon) Closing(text string) bool {
	if end := strings.IndexAny(text, ".!?"); end >= 0 {
		text = text[:end]
	}
	return l.whole(text)&closingRemark != 0
}

// Stance is what an answer says to a question that can be answered by yes or no.
type Stance uint8

// The stances.
const (
	NoStance Stance = iota
	Yes
	No
)

// Stance tells by the first words of an answer whether it says yes or no. "Not always" says neither.
func (l *Lexicon) Stance(answer string) Stance {
	r := l.wholeReader()
	defer r.release()
	words := r.read(answer[:min(len(answer), longestPrefix)])
	r.clauseEnd()
	words = words[:r.ends[0]]
	switch {
	case r.opens(words, yesOpening):
		return Yes
	case r.opens(words, noOpening):
		return No
	}
	return NoStance
}

// longestPrefix is the length in bytes within which a prefix must end.
const longestPrefix = 48

func (l *Lexicon) prefix(text string, slot wholeSlot) (Prefix, bool) {
	head := text[:min(len(text), longestPrefix)]
	start := len(head) - len(strings.TrimLeft(head, " \t*_"))
	end := strings.IndexAny(head, ":.)") // is fast for ASCII alone
	if wide := strings.Index(head, "："); end < 0 || wide >= 0 && wide < end {
		end = wide
	}
	if end < start {
		return Prefix{}, false
	}
	label, number, numbered := cutNumber(strings.Trim(head[start:end], " \t*_\\"))
	// "A. Buka menu" is an option of a list: without a colon a letter needs a number.
	if label == "" || head[end] != ':' && head[end] < utf8.RuneSelf && !numbered && len(label) == 1 {
		return Prefix{}, false
	}
	if l.whole(label)&slot == 0 {
		return Prefix{}, false
	}
	_, size := utf8.DecodeRuneInString(head[end:])
	return Prefix{Len: prefixEnd(text, start, end+size), Number: number}, true
}

// prefixEnd moves the end of a prefix behind the marks that close what was opened
// before its start, and behind blanks.
func prefixEnd(text string, start, end int) int {
	closing := []byte(strings.Trim(text[:start], " \t"))
	slices.Reverse(closing)
	inside := strings.ContainsAny(strings.TrimRight(text[start:end], ":.)： \t"), "*_")
	if !inside && strings.HasPrefix(text[end:], string(closing)) {
		end += len(closing)
	}
	rest := text[end:]
	return end + len(rest) - len(strings.TrimLeft(rest, " \t"))
}

// cutNumber parts "Q12" or "Pertanyaan 12" into label and number.
func cutNumber(text string) (label string, number int, numbered bool) {
	label = strings.TrimRight(text, "0123456789")
	for _, digit := range text[len(label):] {
		number = min(number*10+int(digit-'0'), 1e6)
	}
	return strings.TrimRight(label, " \t"), number, len(label) < len(text)
}
