package article

import (
	"bytes"
	"slices"

	"github.com/yuin/goldmark/util"
)

// TypeMark is the place where a container of colons, or an alert in a quote, says of which type it is,
// whether any generator knows such a type or not. Callouts are those of which kblint knows it.
type TypeMark struct {
	Container *Container // that it opens; nil for an alert, "> [!TYPE]"
	Mark      Span       // the colons, or "[!TYPE]"
	Word      Span       // the type; empty, but placed, where there is a title but none: ":::[Title]"
	Phrase    Span       // the type with the word behind it: translations may take two. Word, if nothing follows
}

// TypeMarks are the type marks of the body in source order. Components of MDC ("::name{…}") and classes
// ("::: {.name}", ":::{name}") have none.
func (a *Article) TypeMarks() []TypeMark {
	var marks []TypeMark
	for _, c := range a.containers {
		if c.Syntax == Directive && !c.isMDC() {
			if m, ok := a.directiveMark(c); ok {
				marks = append(marks, m)
			}
		}
	}
	for i := range a.passages {
		p := &a.passages[i]
		if p.Kind == Paragraph && p.Quote != nil && p.Quote.first == p.Index {
			if word, ok := alertType(a.Source, p.Span); ok {
				marks = append(marks, TypeMark{Mark: between(word.Start-len("[!"), word.End+len("]")), Word: word, Phrase: word})
			}
		}
	}
	slices.SortFunc(marks, func(x, y TypeMark) int { return byStart(x.Mark, y.Mark) })
	return marks
}

// directiveMark reads the opener of a container. A name that more than a blank or a title follows is
// something else: "::: package.module".
func (a *Article) directiveMark(c *Container) (m TypeMark, ok bool) {
	rest := between(c.NameSpan.End, c.Opener.End).Text(a.Source)
	m = TypeMark{Container: c, Mark: between(c.Opener.Start, c.Opener.Start+c.fence), Word: c.NameSpan, Phrase: c.NameSpan}
	if c.Name == "" {
		return m, len(rest) > 0 && rest[0] == '['
	}
	if len(rest) == 0 || rest[0] == '[' || rest[0] == '{' {
		return m, true
	}
	if n := nameLength(c.Args.Text(a.Source)); n > 0 {
		m.Phrase.End = c.Args.Start + n
	}
	return m, rest[0] == ' ' || rest[0] == '\t'
}

// alertType is what stands in "[!TYPE]" at the start of a quote's text. It may be several words, unless
// it is the text of a link.
func alertType(src []byte, s Span) (word Span, ok bool) {
	line := between(s.Start, min(s.End, lineEnd(src, s.Start))).Text(src)
	end := bytes.IndexByte(line, ']')
	if !bytes.HasPrefix(line, []byte("[!")) || end <= len("[!") || end > maxLabel {
		return Span{}, false
	}
	if rest := line[end+1:]; len(rest) > 0 && (rest[0] == '(' || rest[0] == '[' || rest[0] == ':') {
		return Span{}, false
	}
	return between(s.Start+len("[!"), s.Start+end), true
}

// Swallows reports whether a container of colons that lacks its closer goes on over a heading behind its
// text. Generators end it at the next line of colons, whatever that is meant for, or else at the end of
// the page. What follows an opener inside it does not count: one closer for both may be what the author
// wants.
func (a *Article) Swallows(c *Container) bool {
	if !c.Closer.IsZero() || c.Syntax != Directive {
		return false
	}
	inside := between(c.Opener.End, c.Span().End)
	next, _ := slices.BinarySearchFunc(a.containers, inside.Start, byOpener)
	for _, other := range a.containers[next:] {
		if other.Syntax == Directive {
			inside.End = min(inside.End, other.Opener.Start)
			break
		}
	}
	for at := inside.Start; at < inside.End; at += lineLength(a.Source[at:inside.End]) {
		if line := bytes.Trim(a.Source[at:lineEnd(a.Source, at)], " \t>"); len(line) >= c.fence && run(line) == len(line) && line[0] == ':' {
			inside.End = at
		}
	}
	passages := a.PassagesIn(inside)
	return slices.ContainsFunc(passages[min(1, len(passages)):], func(p Passage) bool {
		return p.Kind == HeadingText && p.Container == c
	})
}

// StrayClosers are ":::" lines that close nothing. There are none below a line of colons and text that
// was not read as the opener of a container, because a generator may do so.
func (a *Article) StrayClosers() []Span {
	if len(a.strays) == 0 {
		return nil
	}
	openers := map[int]bool{}
	for _, c := range a.containers {
		openers[c.Opener.Start] = true
	}
	last := a.strays[len(a.strays)-1].Start
	for at := a.Body.Start; at < last; at += lineLength(a.Source[at:]) {
		line := a.Source[at:lineEnd(a.Source, at)]
		text := bytes.TrimLeft(line, " \t>-*+.)0123456789")
		colons := 0
		for colons < len(text) && text[colons] == ':' {
			colons++
		}
		if colons > 2 && !util.IsBlank(text[colons:]) && !openers[at+len(line)-len(text)] {
			last = at
		}
	}
	var strays []Span
	for _, s := range a.strays {
		if s.Start <= last && !a.inComment(s) {
			strays = append(strays, s)
		}
	}
	return strays
}

func byOpener(c *Container, offset int) int { return c.Opener.Start - offset }

func (a *Article) inComment(s Span) bool {
	i, found := slices.BinarySearchFunc(a.comments, s, byStart)
	return found || i > 0 && s.End <= a.comments[i-1].End
}
