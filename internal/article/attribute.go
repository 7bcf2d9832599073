package article

import (
	"bytes"
	"iter"
	"strings"
)

// Attributes yields the attributes of a link or image, each with its value as written and without
// quotes: those of an HTML tag, or those in braces directly behind a Markdown link, as in
// "[text](url){.button target=_blank}". Names are in lower case. What is no name with a value
// (".button", "{...props}") is a name without one.
func (a *Article) Attributes(l *Link) iter.Seq2[string, string] {
	return func(yield func(name, value string) bool) {
		for s := a.attributesOf(l); s.Len() > 0; {
			name, value, rest := attribute(a.Source, s)
			if name.Len() > 0 && !yield(strings.ToLower(string(name.Text(a.Source))), string(value.Text(a.Source))) {
				return
			}
			s.Start = max(rest, s.Start+1)
		}
	}
}

// attributesOf is where the attributes of a link stand.
func (a *Article) attributesOf(l *Link) Span {
	switch l.Syntax {
	case HTMLLink:
		start := l.Span.Start + 1
		return between(start+tagNameLength(a.Source[start:l.Span.End]), l.Span.End-1)
	case InlineLink, ReferenceLink:
		list := a.Source[l.Span.End:min(len(a.Source), l.Span.End+maxTagLength)]
		if len(list) < 2 || list[0] != '{' || list[1] == '{' || list[1] == '%' {
			return Span{}
		}
		list = list[:lineLength(list)]
		s := between(l.Span.End+1, l.Span.End+max(1, bytes.IndexByte(list, '}')))
		if s.Len() > 0 && a.Source[s.Start] == ':' {
			s.Start++
		}
		return s
	default:
		return Span{}
	}
}

// attribute reads the attribute at the start of a span, and the offset behind it.
func attribute(src []byte, s Span) (name, value Span, rest int) {
	at := s.Start
	for at < s.End && (isBlankByte(src[at]) || src[at] == '/') {
		at++
	}
	name.Start = at
	for at < s.End && !isBlankByte(src[at]) && src[at] != '=' && src[at] != '/' {
		if src[at] == '{' {
			at = bracesEnd(src, between(at, s.End))
		} else {
			at++
		}
	}
	name.End, rest = at, at
	if at = trimmed(src, between(at, s.End)).Start; at >= s.End || src[at] != '=' {
		return name, between(rest, rest), rest
	}
	at = trimmed(src, between(at+1, s.End)).Start
	if at < s.End && src[at] == '{' {
		rest = bracesEnd(src, between(at, s.End))
		return name, between(at, rest), rest
	}
	value, rest = attributeQuoted(src, between(at, s.End))
	return name, value, min(rest, s.End)
}

// bracesEnd is the offset behind the braces that a span begins with.
func bracesEnd(src []byte, s Span) int {
	depth := 0
	for at := s.Start; at < s.End; at++ {
		switch src[at] {
		case '{':
			depth++
		case '}':
			depth--
			if depth == 0 {
				return at + 1
			}
		}
	}
	return s.End
}
