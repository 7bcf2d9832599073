package article

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// candidate is what may be a question.
type candidate struct {
	Question
	start  int // offset of the block that the question begins
	end    int // offset behind the question, where an answer on the same line begins
	within int // offset up to which that answer may go
	limit  int // of a container: offset up to which any answer may go; else 0
	level  int // of a heading
	list   *ast.List
	alone  bool // it is a list of its own
	whole  bool // the block is nothing but the question
	nested bool // the container stands in another
	accept bool
}

// questions finds the entries of a FAQ in a span.
//
// First all candidates are gathered; then those are taken that surely ask (a question mark, a
// label), and with them the others that are marked up alike, since a question that lost its
// mark is still a question. Bold text inside an answer stays part of it, and a heading with
// nothing but questions below it is none. Where nothing marked up asks, whatever block or list item
// begins with a question is taken, then what asks by its words alone, and at last the headings.
func (a *Article) questions(s Span) []Question {
	s.End = a.closingStart(s)
	all := a.candidates(s, a.candidate)
	all, s.End = a.withoutClosing(all, s.End)
	candidates := accepted(slices.Clone(all), (*candidate).asks, a.Lexicon.IsQuestion)
	if len(candidates) == 0 {
		candidates = accepted(a.plainCandidates(s), (*candidate).asks, a.Lexicon.IsQuestion)
	}
	if len(candidates) == 0 {
		candidates = accepted(slices.Clone(all), a.asksInWords, a.Lexicon.IsQuestion)
	}
	if len(candidates) == 0 {
		candidates = headings(all)
	}
	out := make([]Question, 0, len(candidates))
	for i := range candidates {
		c := &candidates[i]
		next, grouped := s.End, false
		if i+1 < len(candidates) {
			next, grouped = candidates[i+1].start, candidates[i+1].level > c.level
		}
		a.setAnswer(c, next)
		if isGroup := c.Markup == HeadingQuestion && grouped && c.Answer.IsZero(); !isGroup {
			out = append(out, c.Question)
		}
	}
	return out
}

// withoutClosing drops the last of the candidates where they are the titles of what stands behind the answers:
// "Still have questions?", "Related articles". What is below them answers nothing.
func (a *Article) withoutClosing(all []candidate, end int) (questions []candidate, newEnd int) {
	kept := len(all)
	for i := len(all) - 1; i > 0; i-- {
		c := &all[i]
		if c.Number < 0 && !c.Labelled && a.Lexicon.ClosingTitle(c.Text) {
			kept, end = i, min(end, c.start)
		} else if c.asks() {
			break
		}
	}
	return all[:kept], end
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
		out = a.appendSwallowed(out, p)
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
	_, c.nested = container.Parent().(*Container)
	a.setQuestion(&c, title, a.outsideTags(title))
	c.end, c.within = container.Opener.End, container.Opener.End
	if c.Text == "" {
		return out
	}
	return append(out, c)
}

// outsideTags are the parts of a title that readers see.
func (a *Article) outsideTags(s Span) []Span {
	var out []Span
	for s.Len() > 0 {
		text := s.Text(a.Source)
		open := bytes.IndexByte(text, '<')
		shut := bytes.IndexByte(text[max(open, 0):], '>')
		if open < 0 || shut < 0 {
			return append(out, s)
		}
		if open > 0 {
			out = append(out, between(s.Start, s.Start+open))
		}
		s.Start += open + shut + 1
	}
	return out
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
		if c.summary.Len() > 0 {
			return c.summary
		}
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
		if p.Container != nil && isAccordion(p.Container) {
			return c, false // something that opens within an answer
		}
		c.Markup, text = DetailsQuestion, a.summaryIn(p)
	default:
		return c, false
	}
	if !ok || text.Len() == 0 {
		return c, false
	}
	a.setQuestion(&c, text, p.Text)
	c.Flaw = a.flaw(p, text)
	c.end, c.within = text.End, max(text.End, p.Span.End)
	// "**Caranya:**" introduces something, and "**Jawaban:**" the answer.
	introduces := strings.HasSuffix(c.Text, ":") && !c.Labelled
	return c, c.Text != "" && !introduces
}

// maxPlainQuestion is longer than any question without markup in bytes.
const maxPlainQuestion = 300

// plainCandidates are the candidates without any markup. A paragraph right behind a question
// answers it, whatever it asks.
func (a *Article) plainCandidates(s Span) []candidate {
	all := a.candidates(s, a.plainCandidate)
	out := all[:0]
	for i := range all {
		c := &all[i]
		if last := len(out) - 1; last >= 0 && c.list == nil && a.passageIndex(out[last].end) == a.passageIndex(c.start) {
			continue
		}
		out = append(out, *c)
	}
	return out
}

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
	c.Markup, c.whole = PlainQuestion, mark == len(raw)
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
	c.alone = i.Index == 0 && i.ListEnd() <= i.Span.End && i.Parent == nil
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
	onlyLabel := labelled && (line.Start+length >= bold.End || !hasText(a.Source[line.Start+length:bold.End])) // "**Q:** …?"
	switch {
	case bold.Len() > 0 && !onlyLabel:
		c.Markup, c.whole, text = BoldQuestion, whole || bold.End == p.Span.End, bold
		switch {
		case whole:
		case a.isAskingLabel(bold, line):
			c.Labelled, text = true, line
		case a.isHalfBold(bold, p):
			c.whole, text = true, p.Span
		}
	case labelled:
		c.Markup, c.whole, text = LabelQuestion, line.End == p.Span.End, line
	default:
		return a.unmarkedQuestion(c, p, line)
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

// isHalfBold reports whether a paragraph is a question of one sentence that the bold text at its start is a
// part of: "**Berapa lama baterai HP** Xiaomi bertahan?".
func (a *Article) isHalfBold(bold Span, p *Passage) bool {
	raw := p.Span.Text(a.Source)
	return len(raw) <= maxPlainQuestion && raw[len(raw)-1] == '?' && bytes.IndexByte(bold.Text(a.Source), '?') < 0 &&
		bytes.IndexByte(raw, '\n') < 0 && isOneSentence(bytes.TrimLeft(raw, "*_ "))
}

// leadingBold is the strong emphasis that a paragraph begins with, asterisks included, and
// whether the paragraph is nothing else.
func (a *Article) leadingBold(p *Passage) (bold Span, whole bool) {
	first := p.Node.FirstChild()
	for first != nil && isBlankText(first, a.Source) {
		first = first.NextSibling()
	}
	strong, ok := first.(*ast.Emphasis)
	if !ok {
		return a.shownBold(p), false
	}
	if !isStrong(strong) {
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

// shownBold is what is meant to be bold at the start of a paragraph, though CommonMark shows its
// asterisks because no blank parts it from the text: "**…?**Ya".
func (a *Article) shownBold(p *Passage) Span {
	raw := p.Span.Text(a.Source)
	if !bytes.HasPrefix(raw, boldMark) {
		return Span{}
	}
	line := raw[len(boldMark):lineLength(raw)]
	if i := bytes.Index(line, boldMark); i > 0 {
		return between(p.Span.Start, p.Span.Start+len(boldMark)+i+len(boldMark))
	}
	return Span{}
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

// asks reports whether a candidate surely asks.
func (c *candidate) asks() bool { return c.Labelled || c.Asks() }

// asksInWords reports whether a candidate that is nothing but a question asks, though it lacks the
// mark.
func (a *Article) asksInWords(c *candidate) bool {
	return c.asks() || c.whole && c.Markup != LabelQuestion && a.Lexicon.IsQuestion(c.Text)
}

// accepted are the candidates that are questions: asks tells which surely are, inWords what sounds like one.
func accepted(candidates []candidate, asks func(*candidate) bool, inWords func(string) bool) []candidate {
	accept(candidates, asks, inWords)
	return slices.DeleteFunc(candidates, func(c candidate) bool { return !c.accept })
}

// tally counts the candidates that surely ask.
type tally struct {
	all, sure, numbered, labelled [markups]int
	levels                        map[int]bool       // of headings
	lists                         map[*ast.List]bool // that items are of
	major                         QuestionMarkup     // the markup of most
}

// accept marks the candidates that are questions.
func accept(candidates []candidate, asks func(*candidate) bool, inWords func(string) bool) {
	t := tally{levels: map[int]bool{}, lists: map[*ast.List]bool{}, major: BoldQuestion}
	for i := range candidates {
		c := &candidates[i]
		t.all[c.Markup]++
		if asks(c) {
			t.add(c)
		}
	}
	for m := LabelQuestion; m < PlainQuestion; m++ {
		if t.sure[m] > t.sure[t.major] {
			t.major = m
		}
	}
	for i := range candidates {
		c := &candidates[i]
		c.accept = t.accepts(c, asks(c), inWords)
	}
}

func (t *tally) add(c *candidate) {
	t.sure[c.Markup]++
	if c.Number >= 0 {
		t.numbered[c.Markup]++
	}
	if c.Labelled {
		t.labelled[c.Markup]++
	}
	t.levels[c.level], t.lists[c.list] = true, true
}

// accepts reports whether a candidate is a question: one that asks, or one that is marked up like
// most of those that do.
func (t *tally) accepts(c *candidate, asks bool, inWords func(string) bool) bool {
	m := c.Markup
	switch {
	case c.Labelled:
		return true
	case asks && m == PlainQuestion:
		return t.total() == t.sure[m] || t.numbersLike(c)
	case asks:
		// Bold items that ask, inside the answers to questions of another sort, are rhetorical.
		return m != ItemQuestion || t.sure[ItemQuestion] >= t.sure[t.major] || c.alone && t.numbersLike(c)
	case m != t.major || t.sure[m] == t.labelled[m]:
		return false
	case m == ItemQuestion && !t.lists[c.list]:
		return false // the items of another list are steps or points of an answer
	case m == DetailsQuestion:
		return !c.nested && (2*t.sure[m] > t.all[m] || inWords(c.Text)) // much else can be opened and closed
	case c.Number >= 0:
		return t.numbered[m] > 0
	case m == BoldQuestion:
		return c.whole && t.numbered[m] == 0 && (t.sure[m] > 1 || inWords(c.Text))
	default:
		return m == ItemQuestion || m == HeadingQuestion && t.levels[c.level]
	}
}

// total is how many candidates surely ask.
func (t *tally) total() int {
	n := 0
	for _, sure := range t.sure {
		n += sure
	}
	return n
}

// numbersLike reports whether a candidate of another markup has a number as most questions have, or none
// as they have.
func (t *tally) numbersLike(c *candidate) bool {
	return (c.Number >= 0) == (2*t.numbered[t.major] > t.sure[t.major])
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
