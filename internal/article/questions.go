package article

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
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

	markups = iota + 1 // how many values of QuestionMarkup there are, 0 included
)

// Question is an entry of a FAQ.
type Question struct {
	Markup     QuestionMarkup
	Span       Span   // as written, with number, label and emphasis
	Text       string // as a reader sees it, number and label cut
	Number     int    // -1 where there is none
	NumberSpan Span   // the digits
	Labelled   bool   // a label such as "Q:" marks it
	Answer     Span   // all that answers it; zero where nothing does
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

// candidate is what may be a question.
type candidate struct {
	Question
	start  int // offset of the block that the question begins
	end    int // offset behind the question, where an answer on the same line begins
	within int // offset up to which that answer may go
	limit  int // of a container: offset up to which any answer may go; else 0
	level  int // of a heading
	list   *ast.List
	whole  bool // the block is nothing but the question
	accept bool
}

// questions finds the entries of a FAQ in a span.
//
// First all candidates are gathered; then those are taken that surely ask (a question mark, a
// label), and with them the others that are marked up alike, since a question that lost its
// mark is still a question. Bold text inside an answer stays part of it, and a heading with
// nothing but questions below it is none. Where nothing marked up asks, whatever block or list item
// begins with a question is taken, and at last the headings.
func (a *Article) questions(s Span) []Question {
	candidates := accepted(a.candidates(s, a.candidate))
	if len(candidates) == 0 {
		candidates = accepted(a.candidates(s, a.plainCandidate))
	}
	if len(candidates) == 0 {
		candidates = headings(a.candidates(s, a.candidate))
	}
	out := make([]Question, 0, len(candidates))
	for i := range candidates {
		c := &candidates[i]
		next, grouped := s.End, false
		if i+1 < len(candidates) {
			next, grouped = candidates[i+1].start, candidates[i+1].level > c.level
		}
		c.Answer = a.answer(c, next)
		if isGroup := c.Markup == HeadingQuestion && grouped && c.Answer.IsZero(); !isGroup {
			out = append(out, c.Question)
		}
	}
	return out
}

// candidates are in source order: those of containers and of passages merged.
func (a *Article) candidates(s Span, read func(*Passage) (candidate, bool)) []candidate {
	passages := a.PassagesIn(s)
	out := make([]candidate, 0, 8)
	next, _ := slices.BinarySearchFunc(a.containers, s.Start, func(c *Container, offset int) int { return c.Opener.Start - offset })
	for i := range passages {
		p := &passages[i]
		for ; next < len(a.containers) && a.containers[next].Opener.Start <= p.Span.Start; next++ {
			out = a.appendTitled(out, a.containers[next])
		}
		if c, ok := read(p); ok {
			c.start = p.Span.Start
			out = append(out, c)
		}
	}
	for ; next < len(a.containers) && a.containers[next].Opener.Start < s.End; next++ {
		out = a.appendTitled(out, a.containers[next])
	}
	return out
}

// appendTitled adds a container whose title may be a question.
func (a *Article) appendTitled(out []candidate, container *Container) []candidate {
	title := a.containerTitle(container)
	if title.Len() == 0 || !isAccordion(container) {
		return out
	}
	c := candidate{start: container.Opener.Start, whole: true, limit: container.Span().End}
	c.Markup, c.Number = DetailsQuestion, -1
	a.setQuestion(&c, title, nil)
	c.end, c.within = container.Opener.End, container.Opener.End
	if c.Text == "" {
		return out
	}
	return append(out, c)
}

// isAccordion reports whether a container opens and closes, or is called a question.
func isAccordion(c *Container) bool {
	name := strings.ToLower(c.Name)
	switch c.Syntax {
	case Component, Shortcode, Liquid:
		return true
	case Directive, Slashes:
		return name == "details"
	case Admonition:
		return name == "question" || name == "faq" || name == "help"
	default:
		return false
	}
}

// titleAttribute is the title of an accordion, or the summary inside <details>.
var titleAttribute = regexp.MustCompile(`(?s)\b(?:title|summary|question|header)=["']([^"']*)["']|<summary[^>]*>(.*?)</summary>`)

// containerTitle is the title of a container; empty, or the zero Span, where it has none.
func (a *Article) containerTitle(c *Container) Span {
	args := c.Args.Text(a.Source)
	switch c.Syntax {
	case Directive, Slashes:
		if len(args) > 0 && args[0] == '[' {
			return inner(c.Args, args, '[', ']')
		}
		if len(args) > 0 && args[0] == '{' {
			return a.titleIn(c.Args)
		}
		return c.Args
	case Admonition, Tab:
		return inner(c.Args, args, '"', '"')
	default:
		return a.titleIn(c.Args)
	}
}

// inner is what stands between the first and the last of two marks.
func inner(s Span, text []byte, open, shut byte) Span {
	i, k := bytes.IndexByte(text, open), bytes.LastIndexByte(text, shut)
	if i < 0 || k <= i {
		return Span{}
	}
	return between(s.Start+i+1, s.Start+k)
}

func (a *Article) titleIn(args Span) Span {
	m := titleAttribute.FindSubmatchIndex(args.Text(a.Source))
	switch {
	case m == nil:
		return Span{}
	case m[2] >= 0:
		return trimmed(a.Source, between(args.Start+m[2], args.Start+m[3]))
	default:
		return trimmed(a.Source, between(args.Start+m[4], args.Start+m[5]))
	}
}

// candidate reads the passage as a question, if its markup is that of one.
func (a *Article) candidate(p *Passage) (candidate, bool) {
	c := candidate{}
	c.Number = -1
	var text Span
	ok := true
	switch p.Kind {
	case HeadingText:
		h := a.headingAt(p)
		c.Markup, c.level, c.whole, text = HeadingQuestion, h.Level, true, h.Text
	case Paragraph:
		text, ok = a.paragraphQuestion(&c, p)
	case HTML:
		c.Markup, text = DetailsQuestion, a.summaryIn(p)
	default:
		return c, false
	}
	if !ok || text.Len() == 0 {
		return c, false
	}
	a.setQuestion(&c, text, p.Text)
	c.end, c.within = text.End, max(text.End, p.Span.End)
	// "**Caranya:**" introduces something, and "**Jawaban:**" the answer.
	introduces := strings.HasSuffix(c.Text, ":") && !c.Labelled
	return c, c.Text != "" && !introduces
}

// maxPlainQuestion is longer than any question without markup in bytes.
const maxPlainQuestion = 300

// plainCandidate reads the passage as a question without any markup: a paragraph that is one, or
// a list item that begins with one.
func (a *Article) plainCandidate(p *Passage) (candidate, bool) {
	c := candidate{}
	c.Number = -1
	raw := p.Span.Text(a.Source)
	mark := bytes.IndexByte(raw, '?') + 1
	if p.Kind != Paragraph || p.Quote != nil || mark == 0 || mark > maxPlainQuestion {
		return c, false
	}
	c.Markup, c.whole = LabelQuestion, mark == len(raw)
	switch {
	case p.Item == nil && !c.whole:
		return c, false
	case p.Item != nil && (p.Item.Parent != nil || p.Item.first != p.Index):
		return c, false
	case p.Item != nil:
		c.setItem(p.Item)
	}
	a.setQuestion(&c, between(p.Span.Start, p.Span.Start+mark), p.Text)
	c.end, c.within = c.Span.End, p.Span.End
	return c, true
}

// setItem makes a question one of a list.
func (c *candidate) setItem(i *Item) {
	c.Markup, c.list = ItemQuestion, i.List
	if i.Number >= 0 {
		c.Number, c.NumberSpan = i.Number, between(i.Marker.Start, i.Marker.End-1)
	}
}

// summaryIn is the <summary> in a block of HTML that is no container, such as <details> on one
// line.
func (a *Article) summaryIn(p *Passage) Span {
	if !bytes.Contains(p.Span.Text(a.Source), []byte("<summary")) {
		return Span{}
	}
	return a.titleIn(p.Span)
}

// paragraphQuestion reads a paragraph or the first paragraph of a list item.
func (a *Article) paragraphQuestion(c *candidate, p *Passage) (text Span, ok bool) {
	line := between(p.Span.Start, min(lineEnd(a.Source, p.Span.Start), p.Span.End))
	bold, whole := a.leadingBold(p)
	for bold.Len() > 0 && bold.End < line.End && a.Source[bold.End] == '?' {
		bold.End++ // "**…**?"
	}
	length, _, labelled := a.questionLabel(line)
	switch {
	case bold.Len() > 0 && !(labelled && line.Start+length >= bold.End):
		c.Markup, c.whole, text = BoldQuestion, whole || bold.End == p.Span.End, bold
		if !whole && a.isAskingLabel(bold, line) {
			c.Labelled, text = true, line
		}
	case labelled:
		c.Markup, c.whole, text = LabelQuestion, line.End == p.Span.End, line
	default:
		return text, false
	}
	if p.Item == nil {
		return text, true
	}
	if p.Item.first != p.Index {
		return text, labelled
	}
	c.setItem(p.Item)
	return text, true
}

// isAskingLabel reports whether something bold is a label of a line that asks: "**FAQ 1:** …?".
func (a *Article) isAskingLabel(bold, line Span) bool {
	label := stripped(a.Source, bold, aroundQuestion).Text(a.Source)
	return bytes.HasSuffix(label, []byte(":")) && bytes.HasSuffix(line.Text(a.Source), []byte("?"))
}

// leadingBold is the strong emphasis that a paragraph begins with, asterisks included, and
// whether the paragraph is nothing else.
func (a *Article) leadingBold(p *Passage) (bold Span, whole bool) {
	first := p.Node.FirstChild()
	for first != nil && isBlankText(first, a.Source) {
		first = first.NextSibling()
	}
	strong, ok := first.(*ast.Emphasis)
	if !ok || !isStrong(strong) {
		return Span{}, false
	}
	end := lastText(strong)
	if end == 0 {
		return Span{}, false
	}
	for end < p.Span.End && (a.Source[end] == '*' || a.Source[end] == '_') {
		end++
	}
	return between(p.Span.Start, end), !hasText(a.Source[end:p.Span.End])
}

// isStrong reports whether emphasis is bold, be it inside italics.
func isStrong(e *ast.Emphasis) bool {
	if nested, ok := e.FirstChild().(*ast.Emphasis); ok && e.Level == 1 {
		return nested.Level == 2
	}
	return e.Level == 2
}

func isBlankText(n ast.Node, src []byte) bool {
	t, ok := n.(*ast.Text)
	return ok && len(bytes.TrimSpace(src[t.Segment.Start:t.Segment.Stop])) == 0
}

// lastText is the end of the last text below n, 0 if there is none.
func lastText(n ast.Node) int {
	for c := n.LastChild(); c != nil; c = c.PreviousSibling() {
		if t, ok := c.(*ast.Text); ok {
			return t.Segment.Stop
		}
		if end := lastText(c); end > 0 {
			return end
		}
	}
	return 0
}

// aroundQuestion may stand around a question without being of it.
var aroundQuestion = bytesOf("*_ ")

// setQuestion cuts number, label and emphasis off the text of a question. Visible is what readers
// see of the block around it, nil where all of it is seen.
func (a *Article) setQuestion(c *candidate, text Span, visible []Span) {
	c.Span = text
	rest := stripped(a.Source, text, aroundQuestion)
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

// residueLength is the length of what a generator leaves before a title, "H3: ".
func residueLength[T string | []byte](s T) int {
	if len(s) < 3 || s[0]|0x20 != 'h' || s[1] < '1' || s[1] > '6' || s[2] != ':' {
		return 0
	}
	return 3 + blanks(s[3:])
}

// clipped are the parts of spans that lie in s; s itself if there are no spans.
func clipped(spans []Span, s Span) []Span {
	if spans == nil {
		return []Span{s}
	}
	var out []Span
	for _, part := range spans {
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
	if bytes.IndexAny(head, ":.)：") < 0 {
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

// accepted are the candidates that are questions.
func accepted(candidates []candidate) []candidate {
	accept(candidates)
	return slices.DeleteFunc(candidates, func(c candidate) bool { return !c.accept })
}

// accept marks the candidates that are questions.
func accept(candidates []candidate) {
	var sure, numbered, labelled [markups]int
	levels, lists := map[int]bool{}, map[*ast.List]bool{}
	for i := range candidates {
		c := &candidates[i]
		if c.accept = c.Labelled || c.Asks(); !c.accept {
			continue
		}
		sure[c.Markup]++
		if c.Number >= 0 {
			numbered[c.Markup]++
		}
		if c.Labelled {
			labelled[c.Markup]++
		}
		levels[c.level], lists[c.list] = true, true
	}
	major := BoldQuestion
	for m := LabelQuestion; m <= DetailsQuestion; m++ {
		if sure[m] > sure[major] {
			major = m
		}
	}
	for i := range candidates {
		c := &candidates[i]
		switch {
		case c.accept:
			// Bold items that ask, inside the answers to questions of another sort, are rhetorical.
			c.accept = c.Markup != ItemQuestion || c.Labelled || sure[ItemQuestion] >= sure[major]
		case c.Markup != major || sure[major] == labelled[major]:
		case c.Number >= 0:
			c.accept = numbered[c.Markup] > 0
		case c.Markup == BoldQuestion:
			c.accept = c.whole && numbered[c.Markup] == 0 && sure[c.Markup] > 1
		case c.Markup == HeadingQuestion:
			c.accept = levels[c.level]
		case c.Markup == ItemQuestion:
			c.accept = lists[c.list]
		}
	}
}

// headings are the candidates that are headings of the highest level among them, if there are
// several.
func headings(candidates []candidate) []candidate {
	top := 0
	for i := range candidates {
		if c := &candidates[i]; c.Markup == HeadingQuestion && (top == 0 || c.level < top) {
			top = c.level
		}
	}
	candidates = slices.DeleteFunc(candidates, func(c candidate) bool { return c.Markup != HeadingQuestion || c.level != top })
	if len(candidates) < 2 {
		return nil
	}
	return candidates
}

// answer is what stands between a question and the next.
func (a *Article) answer(c *candidate, next int) Span {
	if c.limit > 0 {
		next = min(next, c.limit)
	}
	last := a.passageIndex(next) - 1
	end := func(least int) int {
		if last < 0 {
			return least
		}
		return max(least, a.passages[last].Span.End)
	}
	rest := stripped(a.Source, between(c.end, max(c.end, min(next, c.within))), aroundAnswer)
	rest.Start = rest.End - len(bytes.TrimLeft(rest.Text(a.Source), " \u00a0"))
	if c.Markup != HeadingQuestion && hasText(rest.Text(a.Source)) && !isTags(rest.Text(a.Source)) {
		return between(rest.Start, end(rest.End))
	}
	for i := a.passageIndex(max(c.end, c.within)); i <= last; i++ {
		p := &a.passages[i]
		if !a.answers(p) {
			continue
		}
		start := p.Span.Start
		for item := p.Item; item != nil && item.first == p.Index && item.Span.Start >= c.end; item = item.Parent {
			start = item.Span.Start
		}
		return between(start, end(p.Span.End))
	}
	return Span{}
}

// aroundAnswer may stand between a question and an answer on the same line.
var aroundAnswer = bytesOf("*_:-. \t\r\n")

// isTags reports whether a text is nothing but tags.
func isTags(s []byte) bool {
	for len(s) > 0 && s[0] == '<' {
		i := bytes.IndexByte(s, '>')
		if i < 0 {
			return false
		}
		s = bytes.TrimLeft(s[i+1:], " \t\r\n")
	}
	return len(s) == 0
}

// answers reports whether a passage can be (part of) an answer: not a mere comment, nor the
// non-breaking space that exporters leave between paragraphs, nor a bare answer label.
func (a *Article) answers(p *Passage) bool {
	raw := p.Span.Text(a.Source)
	if p.Kind == HTML {
		return len(p.Text) > 0 || bytes.Contains(raw, []byte("src="))
	}
	rest := bytes.Trim(raw, "*_ ")
	if prefix, ok := a.Lexicon.AnswerPrefix(string(rest[:min(len(rest), maxLabel)])); ok {
		raw = rest[prefix.Len:]
	}
	return hasText(raw)
}

// hasText reports whether anything but blanks and emphasis marks is there.
func hasText(s []byte) bool {
	return len(bytes.Trim(s, " \t\r\n*_:\u00a0\u200b\ufeff")) > 0
}
