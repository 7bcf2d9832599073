package article

import (
	"bytes"
	"slices"
)

// setAnswer finds what stands between a question and the next. Headings directly before the next
// question are its own.
func (a *Article) setAnswer(c *candidate, next int) {
	c.Answer = a.answer(c, next)
	if c.Answer.Len() > 0 {
		c.AnswerLabel = a.answerLabel(c.Answer)
	}
}

func (a *Article) answer(c *candidate, next int) Span {
	if c.limit > 0 {
		next = min(next, c.limit)
	}
	first, stop := a.passageIndex(max(c.end, c.within)), a.passageIndex(next)
	for stop > first && a.passages[stop-1].Kind == HeadingText {
		stop--
	}
	behind := a.passages[:max(first, stop)]
	if rest := a.sameBlock(c, next); rest.Len() > 0 {
		return between(rest.Start, a.answerEnd(behind[first:], c.end, rest.End))
	}
	for i := first; i < stop; i++ {
		if p := &a.passages[i]; a.answers(p) {
			return between(a.answerStart(p, c.end), a.answerEnd(behind[i:], c.end, 0))
		}
	}
	return Span{}
}

// sameBlock is the answer that follows a question in its own block.
func (a *Article) sameBlock(c *candidate, next int) Span {
	s := between(c.end, max(c.end, min(next, c.within)))
	if c.Markup == HeadingQuestion {
		return Span{}
	}
	text := bytes.TrimLeft(s.Text(a.Source), ":-–—. \t\r\n\u00a0")
	if rest, ok := bytes.CutPrefix(text, []byte("\\\n")); ok { // a hard line break
		text = bytes.TrimLeft(rest, " \t")
	}
	if c.Markup == DetailsQuestion {
		text = behindTags(text)
	}
	if !hasText(behindTags(text)) {
		return Span{}
	}
	return trimmedRight(a.Source, between(s.End-len(text), s.End))
}

// closingStart is where what ends a span begins that answers nothing: remarks that take leave of readers,
// and references to other articles.
func (a *Article) closingStart(s Span) int {
	passages := a.PassagesIn(s)
	for i := len(passages) - 1; i > 0; i-- {
		p := &passages[i]
		if p.Kind != Paragraph || p.Item != nil || p.Container != nil {
			break
		}
		head := p.Span.Text(a.Source)
		head = head[:min(len(head), maxClosing)]
		if !a.Lexicon.Closing(string(head)) && !a.Lexicon.SeeAlso(string(head)) && hasText(head) {
			break
		}
		s.End = p.Span.Start
	}
	return s.End
}

// maxClosing is the length in bytes within which the first sentence of a closing remark ends.
const maxClosing = 200

// answerStart is where the outermost item, quote or container begins that begins with a passage,
// but not before offset.
func (a *Article) answerStart(p *Passage, offset int) int {
	start := p.Span.Start
	for item := p.Item; item != nil && item.first == p.Index && item.Span.Start >= offset; item = item.Parent {
		start = min(start, item.Span.Start)
	}
	for quote := p.Quote; quote != nil && quote.first == p.Index && quote.Span.Start >= offset; quote = quote.Parent {
		start = min(start, quote.Span.Start)
	}
	if c := p.Container; c != nil && c.Opener.Start >= offset {
		start = min(start, c.Opener.Start)
	}
	return start
}

// answerEnd is the end of the last passage, or of a container around it that begins behind
// offset; at least as much.
func (a *Article) answerEnd(passages []Passage, offset, least int) int {
	if len(passages) == 0 {
		return least
	}
	last := &passages[len(passages)-1]
	end := max(least, last.Span.End)
	if c := last.Container; c != nil && c.Opener.Start >= offset {
		end = max(end, c.Span().End)
	}
	return end
}

// behindTags cuts the tags and comments that a text begins with.
func behindTags(s []byte) []byte {
	for len(s) > 0 && s[0] == '<' {
		i := bytes.IndexByte(s, '>')
		if i < 0 {
			break
		}
		s = bytes.TrimLeft(s[i+1:], " \t\r\n")
	}
	return s
}

// answers reports whether a passage can be (part of) an answer: not a mere comment, nor the
// non-breaking space that exporters leave between paragraphs, nor a bare answer label.
func (a *Article) answers(p *Passage) bool {
	raw := p.Span.Text(a.Source)
	if p.Kind == HTML {
		return len(p.Text) > 0 || showsTag(raw)
	}
	if label := a.answerLabel(p.Span); label.Len() > 0 {
		raw = a.Source[label.End:p.Span.End]
	}
	return hasText(raw)
}

// beforeLabel may stand before the label of an answer: what marks emphasis, list items and quotes.
var beforeLabel = bytesOf("*_ \t\r\n->+\\")

// answerLabel is the label such as "A:" or "**Jawaban:**" that an answer begins with; zero where it
// begins with none.
func (a *Article) answerLabel(s Span) Span {
	start := stripped(a.Source, s, beforeLabel).Start
	head := a.Source[start:min(s.End, start+maxLabel)]
	if bytes.IndexByte(head, ':') < 0 && !bytes.ContainsAny(head, ".)：") {
		return Span{}
	}
	prefix, ok := a.Lexicon.AnswerPrefix(string(head))
	if !ok {
		return Span{}
	}
	label := trimmedRight(a.Source, between(start, start+prefix.Len))
	for label.Start > s.Start && isEmphasisMark(a.Source[label.Start-1]) && label.End < s.End && isEmphasisMark(a.Source[label.End]) {
		label.Start, label.End = label.Start-1, label.End+1 // "**A:**"
	}
	return label
}

// showsTag reports whether a block of HTML without text shows something all the same: an image, a component, or
// what a tool puts in the place of a comment.
func showsTag(html []byte) bool {
	for len(html) > 0 {
		html = bytes.TrimLeft(html, " \t\r\n")
		if bytes.HasPrefix(html, []byte("<!--")) {
			end := bytes.Index(html, []byte("-->"))
			if end < 0 || isDirective(html[:end]) {
				return end >= 0
			}
			html = html[end+len("-->"):]
			continue
		}
		end := bytes.IndexByte(html, '>')
		if len(html) < 2 || html[0] != '<' || end < 0 {
			return len(html) > 0
		}
		if name := html[1 : 1+tagNameLength(html[1:])]; html[1] != '/' && !wrapping[string(bytes.ToLower(name))] {
			return true
		}
		html = html[end+1:]
	}
	return false
}

// wrapping are the elements that show nothing themselves.
var wrapping = set("div", "p", "span", "section", "article", "details", "summary", "ul", "ol", "li", "dl", "br", "hr", "a", "center", "figure", "b", "strong", "em", "i")

func isEmphasisMark(c byte) bool { return c == '*' || c == '_' }

// orphans are the labels of answers in a FAQ that no question comes before. An answer may have several
// parts with labels of their own that are numbered ("Jawaban 2:"), and what comes before it may be a
// question that nothing marks as one.
func (a *Article) orphans(s Span, entries []Question) []Span {
	var out []Span
	labelled := map[int]bool{}
	for i := range entries {
		if q := &entries[i]; q.AnswerLabel.Len() > 0 {
			labelled[q.AnswerLabel.Start] = true
		}
	}
	if len(labelled) == 0 && len(entries) > 0 {
		return nil // labels that stand inside answers say something else
	}
	passages := a.PassagesIn(s)
	for i := range passages {
		p := &passages[i]
		if p.Kind != Paragraph {
			continue
		}
		label := a.answerLabel(p.Span)
		if label.Len() == 0 || labelled[label.Start] || digitsIn(a.Source, label).Len() > 0 {
			continue
		}
		if i > 0 && mayAsk(&passages[i-1], a.Source) || !a.isSecond(label, entries) {
			continue
		}
		out = append(out, label)
	}
	return out
}

// isSecond reports whether the label stands before all questions, or in an answer that has begun with
// a label already.
func (a *Article) isSecond(label Span, entries []Question) bool {
	i, _ := slices.BinarySearchFunc(entries, label.Start, func(q Question, offset int) int { return q.Span.Start - offset })
	return i == 0 || entries[i-1].AnswerLabel.Len() > 0
}

// mayAsk reports whether a passage may be a question that was not recognised.
func mayAsk(p *Passage, src []byte) bool {
	return p.Kind == HeadingText || bytes.HasSuffix(bytes.TrimRight(p.Span.Text(src), "*_ "), []byte("?"))
}

// hasText reports whether anything but blanks and emphasis marks is there.
func hasText(s []byte) bool {
	if len(s) > 0 && s[0] == '&' {
		s = []byte(Decode(s)) // "&nbsp;"
	}
	return len(bytes.Trim(s, " \t\r\n*_:\u00a0\u200b\ufeff")) > 0
}
