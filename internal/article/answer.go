package article

import "bytes"

// answer is what stands between a question and the next. Headings directly before the next
// question are its own.
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
	if c.Markup == DetailsQuestion {
		text = behindTags(text)
	}
	if !hasText(behindTags(text)) {
		return Span{}
	}
	return trimmedRight(a.Source, between(s.End-len(text), s.End))
}

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
	if len(s) > 0 && s[0] == '&' {
		s = []byte(Decode(s)) // "&nbsp;"
	}
	return len(bytes.Trim(s, " \t\r\n*_:\u00a0\u200b\ufeff")) > 0
}
