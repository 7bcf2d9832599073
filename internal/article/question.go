package article

import (
	"bytes"
	"slices"
	"strings"
)

// QuestionMarkup is how the question of a FAQ is marked up.
type QuestionMarkup uint8

// The markups of questions.
const (
	BoldQuestion        QuestionMarkup = iota + 1 // a paragraph that begins in bold: "**1\. …?**"
	LabelQuestion                                 // a paragraph that begins with a label: "Q: …?"
	HeadingQuestion                               // a heading
	ItemQuestion                                  // a list item that begins in bold or with a label
	DetailsQuestion                               // the summary of <details>, an accordion's or admonition's title
	FrontMatterQuestion                           // an entry of "faq:" in the front matter
	PlainQuestion                                 // a paragraph without any markup

	markups = iota + 1 // how many values of QuestionMarkup there are, 0 included
)

// Flaw is what is wrong with the markup of a question.
type Flaw uint8

// The flaws of questions.
const (
	NoFlaw      Flaw = iota
	ShownMarks       // readers see the marks of emphasis: "**1. …?", "\*\*…?\*\*"
	Glued            // no blank parts the question from its answer, so that its marks are shown: "**…?**Ya"
	RunTogether      // it stands in one paragraph with the answer before it
)

// Question is an entry of a FAQ.
type Question struct {
	Markup      QuestionMarkup
	Flaw        Flaw
	Span        Span   // as written, with number, label and emphasis
	Text        string // as a reader sees it, number and label cut
	Number      int    // -1 where there is none
	NumberSpan  Span   // the digits
	Labelled    bool   // a label such as "Q:" marks it
	Answer      Span   // all that answers it; zero where nothing does
	AnswerLabel Span   // the label that the answer begins with ("A:"), zero where there is none
}

// Asks reports whether the question ends in a question mark. A closing quote or bracket may
// follow the mark.
func (q *Question) Asks() bool {
	end := strings.TrimRight(q.Text, "\"'”’»)]*_ \u00a0.!")
	for _, mark := range []string{"?", "？", "؟", "\u037e"} {
		if strings.HasSuffix(end, mark) {
			return true
		}
	}
	return false
}

// aroundQuestion may stand around a question without being of it.
var aroundQuestion = bytesOf("*_ ")

// setQuestion cuts number, label and emphasis off the text of a question. Visible is what readers
// see of the block around it, nil where all of it is seen.
func (a *Article) setQuestion(c *candidate, text Span, visible []Span) {
	c.Span = text
	rest := withoutMarks(a.Source, text)
	rest.Start += residueLength(rest.Text(a.Source))
	if c.Labelled { // by a label that the lexicon does not know
		colon := rest.Start + bytes.IndexByte(rest.Text(a.Source), ':')
		if digits := digitsIn(a.Source, between(rest.Start, colon)); digits.Len() > 0 {
			c.setNumber(a.Source, digits)
		}
		rest = stripped(a.Source, between(colon+1, rest.End), aroundQuestion)
	}
	for range 2 {
		if length, digits := numberBefore(rest.Text(a.Source)); length > 0 {
			c.setNumber(a.Source, between(rest.Start, rest.Start+digits))
			rest.Start += length
		}
		if length, digits, ok := a.questionLabel(rest); ok {
			c.Labelled = true
			if digits.Len() > 0 {
				c.setNumber(a.Source, digits)
			}
			rest = stripped(a.Source, between(rest.Start+length, rest.End), aroundQuestion)
		}
	}
	c.Text = strings.TrimSpace(a.Plain(clipped(visible, rest)))
}

// withoutMarks takes marks of emphasis off both ends of a question, escaped ones included, which readers
// see.
func withoutMarks(src []byte, s Span) Span {
	for {
		s = stripped(src, s, aroundQuestion)
		switch {
		case s.Len() > 1 && src[s.Start] == '\\' && isEmphasisMark(src[s.Start+1]):
			s.Start += 2
		case s.Len() > 1 && src[s.End-1] == '\\' && s.End < len(src) && isEmphasisMark(src[s.End]):
			s.End--
		default:
			return s
		}
	}
}

// clipped are the parts of spans, which are in order, that lie in s; s itself if there are no spans.
func clipped(spans []Span, s Span) []Span {
	if spans == nil {
		return []Span{s}
	}
	first, _ := slices.BinarySearchFunc(spans, s.Start, func(part Span, offset int) int { return part.End - offset })
	var out []Span
	for _, part := range spans[first:] {
		if part.Start >= s.End {
			break
		}
		if part.Start, part.End = max(part.Start, s.Start), min(part.End, s.End); part.Len() > 0 {
			out = append(out, part)
		}
	}
	return out
}

func (q *Question) setNumber(src []byte, digits Span) {
	q.Number, q.NumberSpan = 0, digits
	for _, d := range digits.Text(src) {
		q.Number = q.Number*10 + int(d-'0')
	}
}

// maxQuestionDigits is how many digits a question's number has at most; years have more.
const maxQuestionDigits = 3

// numberBefore is the length of a question's own number with what is behind it, "1. ", "1\. " or
// "2) ", and of its digits; 0 where there is none.
func numberBefore[T string | []byte](s T) (length, digits int) {
	for digits < len(s) && isDigit(s[digits]) {
		digits++
	}
	if digits == 0 || digits > maxQuestionDigits {
		return 0, 0
	}
	end := digits + blanks(s[digits:])
	if end < len(s) && s[end] == '\\' {
		end++
	}
	if end == len(s) || s[end] != '.' && s[end] != ')' || end+1 < len(s) && isDigit(s[end+1]) {
		return 0, 0
	}
	return end + 1 + blanks(s[end+1:]), digits
}

// blanks is how many blanks s begins with.
func blanks[T string | []byte](s T) int {
	n := 0
	for n < len(s) && s[n] == ' ' {
		n++
	}
	return n
}

// questionLabel reads a label such as "Q1:" or "**Pertanyaan:**" at the start of a span.
func (a *Article) questionLabel(s Span) (length int, digits Span, ok bool) {
	start := stripped(a.Source, s, aroundQuestion).Start
	head := a.Source[start:min(s.End, start+maxLabel)]
	if !bytes.ContainsAny(head, ":.)") && !bytes.Contains(head, []byte("：")) {
		return 0, Span{}, false
	}
	prefix, ok := a.Lexicon.QuestionPrefix(string(head))
	if !ok {
		return 0, Span{}, false
	}
	label := between(start, start+prefix.Len)
	if prefix.Number > 0 {
		digits = digitsIn(a.Source, label)
	}
	return label.End - s.Start, digits, true
}

// digitsIn is the first run of digits in a span.
func digitsIn(src []byte, s Span) Span {
	for s.Start < s.End && !isDigit(src[s.Start]) {
		s.Start++
	}
	end := s.Start
	for end < s.End && isDigit(src[end]) {
		end++
	}
	return between(s.Start, end)
}
