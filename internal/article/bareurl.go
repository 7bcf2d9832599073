package article

import (
	"bytes"
	"slices"
)

// bareURLs finds the URLs that GFM links without any markup: in visible text, outside links.
func (c *collector) bareURLs() {
	if !mayHoldURL(c.a.Body.Text(c.src)) {
		return
	}
	taken := c.taken()
	for i := range c.a.passages {
		if p := &c.a.passages[i]; p.Kind != Code && p.Kind != HTML {
			for _, s := range p.Text {
				if mayHoldURL(s.Text(c.src)) {
					c.bareURLsIn(s, taken)
				}
			}
		}
	}
}

// mayHoldURL spares most texts the search byte by byte.
func mayHoldURL(text []byte) bool {
	return bytes.Contains(text, []byte("://")) || bytes.Contains(text, []byte("www."))
}

// taken are the stretches where a URL is not bare: links, images and code, in order and without
// overlap.
func (c *collector) taken() []Span {
	all := make([]Span, 0, len(c.a.links)+len(c.a.images)+len(c.a.code))
	for i := range c.a.links {
		l := &c.a.links[i]
		all = append(all, between(l.Span.Start, max(l.Span.End, l.Text.End)))
	}
	for i := range c.a.images {
		all = append(all, c.a.images[i].Span)
	}
	all = append(all, c.a.code...)
	slices.SortFunc(all, byStart)
	merged := all[:0]
	for _, s := range all {
		if last := len(merged) - 1; last >= 0 && s.Start < merged[last].End {
			merged[last].End = max(merged[last].End, s.End)
		} else {
			merged = append(merged, s)
		}
	}
	return merged
}

func (c *collector) bareURLsIn(s Span, taken []Span) {
	for at := s.Start; at < s.End; {
		u, ok := nextURL(c.src, between(at, s.End), s.Start)
		if !ok {
			return
		}
		at = u.End
		i, found := slices.BinarySearchFunc(taken, u.Start, func(t Span, start int) int { return t.Start - start })
		if found || i > 0 && u.Start < taken[i-1].End {
			continue
		}
		c.a.links = append(c.a.links, Link{Syntax: BareURL, Span: u, Text: u, Destination: u, URL: Decode(u.Text(c.src))})
	}
}

// urlStarts begin a URL that GFM recognises.
var urlStarts = [][]byte{[]byte("https://"), []byte("http://"), []byte("www.")}

// beforeURL may stand before a URL, besides the start of a text.
var beforeURL = bytesOf(" \t\r\n*_~(")

// nextURL finds the first bare URL in a span of a text that begins at first, by the rules of
// GFM's autolink extension (https://github.github.com/gfm/#autolinks-extension-). Unlike there, a
// host needs no dot: manuals name http://localhost.
func nextURL(src []byte, s Span, first int) (Span, bool) {
	for at := s.Start; at < s.End; at++ {
		if c := src[at]; c != 'h' && c != 'w' || at > first && !beforeURL[src[at-1]] {
			continue
		}
		for _, prefix := range urlStarts {
			if !bytes.HasPrefix(src[at:s.End], prefix) {
				continue
			}
			if end := urlEnd(src, between(at+len(prefix), s.End)); end > at+len(prefix) {
				return between(at, end), true
			}
		}
	}
	return Span{}, false
}

// afterURL is what does not belong to a URL at its end.
var afterURL = bytesOf("?!.,:*_~\"'")

// urlEnd is where a URL ends whose host begins at the start of a span: at a blank or "<", with
// trailing punctuation, entities and unmatched ")" cut. It is the start where no host is.
func urlEnd(src []byte, s Span) int {
	if s.Len() == 0 || src[s.Start] < 0x80 && !isLetter(src[s.Start]) && !isDigit(src[s.Start]) {
		return s.Start
	}
	end, unmatched := s.Start, 0
	for end < s.End && !isBlankByte(src[end]) && src[end] != '<' {
		switch src[end] {
		case '(':
			unmatched--
		case ')':
			unmatched++
		}
		end++
	}
	for end > s.Start {
		switch c := src[end-1]; {
		case afterURL[c]:
			end--
		case c == ')' && unmatched > 0:
			end--
			unmatched--
		case c == ';' && endsInEntity(src[s.Start:end]):
			end = s.Start + bytes.LastIndexByte(src[s.Start:end], '&')
		default:
			return end
		}
	}
	return end
}

// endsInEntity reports whether s ends in something like "&amp;".
func endsInEntity(s []byte) bool {
	i := bytes.LastIndexByte(s[max(0, len(s)-maxEntity):], '&')
	return i >= 0 && entityLength(s[max(0, len(s)-maxEntity)+i:]) == len(s)-max(0, len(s)-maxEntity)-i
}
