package article

import (
	"bytes"
	"slices"
)

// Anchor is a place that its author gave an id.
type Anchor struct {
	ID   string
	Span Span // of the id
}

// Anchors are the ids of HTML elements, components and shortcodes, the names of HTML anchors, and the ids
// in lists of attributes, {#id} and {: #id}, those of headings included. They are in source order.
func (a *Article) Anchors() []Anchor { return a.anchors.get(a.findAnchors) }

func (a *Article) findAnchors() []Anchor {
	f := anchorFinder{a: a}
	f.attributes([]byte("id="))
	f.attributes([]byte("name="))
	f.lists([]byte("{#"))
	f.lists([]byte("{:"))
	slices.SortFunc(f.found, func(x, y Anchor) int { return byStart(x.Span, y.Span) })
	return f.found
}

type anchorFinder struct {
	a     *Article
	found []Anchor
}

// each visits the places of a text in the body that are not in code.
func (f *anchorFinder) each(text []byte, visit func(at int)) {
	body := f.a.Source[:f.a.Body.End]
	for at := f.a.Body.Start; ; {
		i := bytes.Index(body[at:], text)
		if i < 0 {
			return
		}
		at += i
		if !f.a.InCode(at) {
			visit(at)
		}
		at += len(text)
	}
}

// maxTagBefore is how many bytes before an attribute its tag is looked for.
const maxTagBefore = 500

// attributes finds the values of an attribute of tags.
func (f *anchorFinder) attributes(name []byte) {
	f.each(name, func(at int) {
		src := f.a.Source
		if at == 0 || src[at-1] != ' ' && src[at-1] != '\n' && src[at-1] != '\t' {
			return
		}
		before := src[max(f.a.Body.Start, at-maxTagBefore):at]
		open := bytes.LastIndexByte(before, '<')
		if open < 0 || bytes.IndexByte(before[open:], '>') >= 0 {
			return
		}
		f.add(valueAt(src, at+len(name)))
	})
}

// valueAt is the value that starts at an offset: in quotes, in braces as components have it, or
// bare.
func valueAt(src []byte, start int) Span {
	for start < len(src) && src[start] == '{' {
		start++
	}
	if start == len(src) {
		return Span{}
	}
	if quote := src[start]; quote == '"' || quote == '\'' || quote == '`' {
		if length := bytes.IndexByte(src[start+1:lineEnd(src, start)], quote); length >= 0 {
			return between(start+1, start+1+length)
		}
		return Span{}
	}
	end := start
	for end < len(src) && !bytes.ContainsRune([]byte(" \t\r\n\"'=<>`}"), rune(src[end])) {
		end++
	}
	return between(start, end)
}

// lists finds the ids in lists of attributes.
func (f *anchorFinder) lists(open []byte) {
	f.each(open, func(at int) {
		src := f.a.Source
		list := src[at:lineEnd(src, at)]
		end := bytes.IndexByte(list, '}')
		if end < 0 {
			return
		}
		for i := 1; i < end; i++ {
			if list[i] != '#' || list[i-1] != '{' && list[i-1] != ':' && list[i-1] != ' ' {
				continue
			}
			length := bytes.IndexAny(list[i+1:end+1], " \t}")
			f.add(between(at+i+1, at+i+1+length))
		}
	})
}

func (f *anchorFinder) add(s Span) {
	if s.Len() > 0 {
		f.found = append(f.found, Anchor{string(s.Text(f.a.Source)), s})
	}
}
