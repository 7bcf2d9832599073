package article

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// flaw is what is wrong with the markup of a question that a passage begins with.
func (a *Article) flaw(p *Passage, question Span) Flaw {
	if p.Kind != Paragraph && p.Kind != HeadingText {
		return NoFlaw
	}
	if !a.showsMarks(clipped(p.Text, question)) {
		return NoFlaw
	}
	if question.End < p.Span.End && bytes.HasPrefix(question.Text(a.Source), boldMark) &&
		bytes.HasSuffix(question.Text(a.Source), boldMark) && !isBlankByte(a.Source[question.End]) {
		return Glued
	}
	return ShownMarks
}

// showsMarks reports whether readers see marks of emphasis in the texts of a line, outside code: two in a
// row anywhere, or one at an end. A text such as "2 * 3" has none.
func (a *Article) showsMarks(texts []Span) bool {
	s := a.Plain(texts)
	if strings.IndexByte(s, '*') < 0 {
		return false
	}
	if slices.ContainsFunc(texts, func(t Span) bool { return a.InCode(t.Start) }) {
		texts = slices.DeleteFunc(slices.Clone(texts), func(t Span) bool { return a.InCode(t.Start) })
		s = a.Plain(texts) + "`"
	}
	for i := range len(s) {
		if s[i] != '*' {
			continue
		}
		twice := i+1 < len(s) && (s[i+1] == '*' || s[i+1] == '_') || i > 0 && s[i-1] == '_'
		if twice || (i == 0 || i == len(s)-1) && len(s) > 1 {
			return true
		}
	}
	return false
}

// unmarkedQuestion reads a paragraph that is a question though nothing marks it as one: its emphasis
// failed, or it never had any.
func (a *Article) unmarkedQuestion(c *candidate, p *Passage, line Span) (text Span, ok bool) {
	raw := line.Text(a.Source)
	mark := bytes.LastIndexByte(raw, '?') + 1
	if mark == 0 || p.Quote != nil || p.Item != nil && p.Item.first != p.Index {
		return text, false
	}
	broken := a.showsMarks(clipped(p.Text, line))
	if broken {
		mark = bytes.IndexByte(raw, '?') + 1 // an answer may follow
	}
	for mark < len(raw) && (raw[mark] == '*' || raw[mark] == '_' || raw[mark] == '\\') {
		mark++
	}
	text = between(line.Start, line.Start+mark)
	c.whole = text.End == p.Span.End
	inside := withoutMarks(a.Source, text).Text(a.Source)
	number, _ := numberBefore(inside)
	switch {
	case broken && (c.whole || isBlankByte(a.Source[text.End]) || isLetter(a.Source[text.End])):
		c.Markup = BoldQuestion
	case p.Item == nil && c.whole && text.Len() <= maxPlainQuestion && (number > 0 || isOneSentence(raw)):
		c.Markup = PlainQuestion
	default:
		return text, false
	}
	if number == 0 && !a.Lexicon.IsQuestion(string(inside)) {
		return text, false
	}
	if p.Item != nil {
		c.setItem(p.Item)
	}
	return text, true
}

// isOneSentence reports whether no sentence ends inside a text. A number before it ends none.
func isOneSentence(s []byte) bool {
	length, _ := numberBefore(s)
	s = s[length:]
	for i := 0; i+1 < len(s); i++ {
		if (s[i] == '.' || s[i] == '!' || s[i] == '?') && isBlankByte(s[i+1]) {
			return false
		}
	}
	return true
}

// appendSwallowed adds the questions further inside a paragraph: markup between them is missing, so
// that they run together with the answer before them.
func (a *Article) appendSwallowed(out []candidate, p *Passage) []candidate {
	if p.Kind != Paragraph || p.Quote != nil || bytes.IndexByte(p.Span.Text(a.Source), '?') < 0 {
		return out
	}
	from := p.Span.Start
	if len(out) > 0 && out[len(out)-1].start == p.Span.Start {
		from = out[len(out)-1].end
	}
	for from < p.Span.End {
		c, ok := a.nextSwallowed(p, from)
		if !ok {
			break
		}
		out = append(out, c)
		from = c.end
	}
	return out
}

// nextSwallowed is the next question in bold that begins a sentence inside a paragraph, or the next line
// with the label of a question.
func (a *Article) nextSwallowed(p *Passage, from int) (candidate, bool) {
	for at := from; at < p.Span.End; at++ {
		switch c := a.Source[at]; {
		case c == '\n':
			if line := a.lineBehind(at, p.Span.End); a.isLabelled(line) {
				return a.swallowed(p, line, markupOfLabel(line.Text(a.Source)))
			}
		case c == '*' && bytes.HasPrefix(a.Source[at:p.Span.End], boldMark):
			bold := a.boldAt(at, p.Span.End)
			if bold.Len() == 0 {
				return candidate{}, false
			}
			if a.isQuestionInside(p, bold) {
				return a.swallowed(p, bold, BoldQuestion)
			}
			at = behindBold(a.Source, bold) - 1
		}
	}
	return candidate{}, false
}

// boldAt reaches from two marks to the next two before end; zero if there are none.
func (a *Article) boldAt(at, end int) Span {
	inside := a.Source[at+len(boldMark) : end]
	n := bytes.Index(inside, boldMark)
	if n < 0 {
		return Span{}
	}
	return between(at, at+n+2*len(boldMark))
}

// behindBold is the end of what is bold, or of its first two marks where these close something else.
func behindBold(src []byte, bold Span) int {
	if inside := bold.Start + len(boldMark); isBlankByte(src[inside]) {
		return inside
	}
	return bold.End
}

// isQuestionInside reports whether what is bold is a question that begins a sentence of its paragraph.
func (a *Article) isQuestionInside(p *Passage, bold Span) bool {
	inside := a.Source[bold.Start+len(boldMark) : bold.End-len(boldMark)]
	text := bytes.TrimRight(inside, " \t")
	if len(text) < 2 || text[len(text)-1] != '?' || len(text) > maxPlainQuestion || isBlankByte(text[0]) {
		return false
	}
	if length, _ := numberBefore(text); length > 0 {
		return true
	}
	before := bytes.TrimRight(a.Source[p.Span.Start:bold.Start], " \t\r\n\\")
	if len(before) == 0 {
		return false
	}
	first, _ := utf8.DecodeRune(text)
	gap := a.Source[p.Span.Start+len(before) : bold.Start]
	return unicode.IsUpper(first) && (strings.IndexByte(".!?)\"'", before[len(before)-1]) >= 0 || bytes.IndexByte(gap, '\n') >= 0)
}

// lineBehind is what stands on the line behind a line end, without the backslash of a hard break.
func (a *Article) lineBehind(newline, end int) Span {
	line := trimmed(a.Source, between(newline+1, min(lineEnd(a.Source, newline+1), end)))
	if line.Len() > 0 && a.Source[line.End-1] == '\\' {
		line.End--
	}
	return line
}

func (a *Article) isLabelled(line Span) bool {
	_, _, labelled := a.questionLabel(line)
	return labelled
}

// markupOfLabel is the markup of a line that begins with a question's label.
func markupOfLabel(line []byte) QuestionMarkup {
	if bytes.HasPrefix(line, boldMark) && bytes.HasSuffix(line, boldMark) {
		return BoldQuestion
	}
	return LabelQuestion
}

// swallowed is a question inside a paragraph. On a line of its own behind a hard break it is well parted
// from what is before it.
func (a *Article) swallowed(p *Passage, text Span, markup QuestionMarkup) (candidate, bool) {
	c := candidate{start: text.Start}
	c.Number, c.Markup, c.Flaw = -1, markup, RunTogether
	if isBehindBreak(a.Source[p.Span.Start:text.Start]) {
		c.Flaw = NoFlaw
	}
	a.setQuestion(&c, text, p.Text)
	c.end, c.within = text.End, max(text.End, p.Span.End)
	return c, c.Text != ""
}

// isBehindBreak reports whether a text ends in a hard line break, or in the beginning of a line that
// follows one.
func isBehindBreak(before []byte) bool {
	before, ok := bytes.CutSuffix(bytes.TrimRight(before, " \t"), []byte("\n"))
	if !ok {
		return false
	}
	before = bytes.TrimRight(before, "\r")
	return bytes.HasSuffix(before, []byte("  ")) || bytes.HasSuffix(before, []byte("\\")) ||
		bytes.HasSuffix(bytes.TrimRight(before, "/> "), []byte("<br"))
}
