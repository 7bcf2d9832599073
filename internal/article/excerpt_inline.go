package article

import (
	"bytes"
	"slices"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// textMark is a stretch of a passage's text that is not shown as it stands: the tag of a template, the
// mark of an alert, or a bare URL.
type textMark struct {
	Span
	shown string // what is shown instead
	url   string // that it is a link to; "" for none
}

// inlines writes the text of a passage up to an offset.
func (x *excerptor) inlines(p *Passage, end int) {
	x.marks = x.marksIn(p)
	clip := x.clip
	x.clip.End = min(clip.End, end)
	if p.Node.FirstChild() != nil {
		x.children(p.Node)
	} else { // lines without markup are not parsed
		for i, s := range p.Text {
			x.segment(s)
			if i+1 < len(p.Text) {
				x.lineEnd(bytes.HasPrefix(x.Source[s.End:], []byte("  ")))
			}
		}
	}
	x.clip = clip
}

func (x *excerptor) lineEnd(isHard bool) {
	if isHard {
		x.lineBreak()
	} else {
		x.text(" ")
	}
}

func (x *excerptor) children(n ast.Node) {
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		x.node(child)
	}
}

func (x *excerptor) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		x.segment(between(n.Segment.Start, n.Segment.Stop))
		if isHard := n.HardLineBreak(); isHard || n.SoftLineBreak() {
			x.lineEnd(isHard)
		}
	case *ast.Emphasis:
		name := "em"
		if n.Level == 2 {
			name = "strong"
		}
		x.inside(name, "", n)
	case *ast.Link:
		x.inside("a", Decode(n.Destination), n)
	case *ast.AutoLink:
		x.autoLink(n)
	case *ast.RawHTML:
		x.rawTag(n)
	case *east.FootnoteLink, *east.TaskCheckBox:
	case *east.Strikethrough: // which plain text would give as if it held
	default: // code and images
		x.children(n)
	}
}

// inside writes an element with what stands in a node.
func (x *excerptor) inside(name, url string, n ast.Node) {
	depth := len(x.opened)
	x.element(name, url)
	x.children(n)
	x.closeTo(depth)
}

func (x *excerptor) autoLink(n *ast.AutoLink) {
	label, url := n.Label(x.Source), string(n.URL(x.Source))
	start, ok := within(x.Source, label)
	if !ok || x.skip != "" || x.clipped(between(start, start+len(label))).Len() < len(label) {
		return
	}
	if n.AutoLinkType == ast.AutoLinkEmail {
		url = "mailto:" + string(label)
	}
	x.link(string(label), url)
}

// link writes a link.
func (x *excerptor) link(text, url string) {
	depth := len(x.opened)
	x.element("a", url)
	x.text(text)
	x.closeTo(depth)
}

// rawTag reads a tag that stands in a paragraph.
func (x *excerptor) rawTag(n *ast.RawHTML) {
	var tag []byte
	for i := range n.Segments.Len() {
		s := n.Segments.At(i)
		if i == 0 && (x.clipped(between(s.Start, s.Stop)).Len() < s.Len() || x.isMarked(s.Start)) {
			return
		}
		tag = append(tag, s.Value(x.Source)...)
	}
	if len(tag) > 2 && (isLetter(tag[1]) || tag[1] == '/') {
		x.tag(tag)
	}
}

// isMarked reports whether an offset lies in a stretch that is not shown as it stands.
func (x *excerptor) isMarked(offset int) bool {
	i, found := slices.BinarySearchFunc(x.marks, offset, func(m textMark, offset int) int { return m.Start - offset })
	return found || i > 0 && offset < x.marks[i-1].End
}

// segment writes a text of the source.
func (x *excerptor) segment(s Span) {
	if s = x.clipped(s); s.Len() == 0 || x.skip != "" {
		return
	}
	isCode := x.InCode(s.Start)
	next, _ := slices.BinarySearchFunc(x.marks, s.Start, func(m textMark, offset int) int { return m.End - 1 - offset })
	for ; next < len(x.marks) && x.marks[next].Start < s.End; next++ {
		m := &x.marks[next]
		if m.Start >= s.Start {
			x.decoded(between(s.Start, m.Start), isCode)
			x.marked(m)
		}
		s.Start = min(max(s.Start, m.End), s.End)
	}
	x.decoded(s, isCode)
}

// marked writes what is shown instead of a stretch of text.
func (x *excerptor) marked(m *textMark) {
	if m.url != "" {
		x.link(m.shown, m.url)
	} else if m.shown != "" {
		x.text(m.shown)
	}
}

func (x *excerptor) decoded(s Span, isCode bool) {
	if s.Len() > 0 {
		x.text(string(appendPlain(nil, s.Text(x.Source), isCode)))
	}
}

// marksIn are the stretches of a passage that are not shown as they stand, in order and without overlap.
func (x *excerptor) marksIn(p *Passage) []textMark {
	marks := x.marks[:0]
	if alert := alertMark(x.Source, p); alert.Len() > 0 {
		marks = append(marks, textMark{Span: alert})
	}
	if bytes.IndexByte(p.Span.Text(x.Source), '{') >= 0 {
		marks = x.templateMarks(marks, p.Span)
	}
	marks = x.urlMarks(marks, p.Span)
	slices.SortStableFunc(marks, func(m, n textMark) int { return byStart(m.Span, n.Span) })
	end := 0
	return slices.DeleteFunc(marks, func(m textMark) bool {
		if m.Start < end {
			return true
		}
		end = m.End
		return false
	})
}

// alertMark is the mark that makes a quote an alert: "[!NOTE]", or "![info]" as Zendesk's exporter has it.
func alertMark(src []byte, p *Passage) Span {
	if p.Kind != Paragraph || p.Quote == nil || p.Quote.first != p.Index {
		return Span{}
	}
	if word, ok := alertType(src, p.Span); ok {
		return between(p.Span.Start, word.End+1)
	}
	line := between(p.Span.Start, min(p.Span.End, lineEnd(src, p.Span.Start)))
	if text := line.Text(src); len(text) < maxLabel && bytes.HasPrefix(text, []byte("![")) && bytes.IndexByte(text, ']') == len(text)-1 {
		return line
	}
	return Span{}
}

// urlMarks appends the bare URLs in a span.
func (x *excerptor) urlMarks(marks []textMark, s Span) []textMark {
	next, _ := slices.BinarySearchFunc(x.links, s.Start, func(l Link, offset int) int { return l.Span.Start - offset })
	for ; next < len(x.links) && x.links[next].Span.Start < s.End; next++ {
		l := &x.links[next]
		if l.Syntax != BareURL {
			continue
		}
		url := l.URL
		if !HasScheme(url) {
			url = "http://" + url // as GFM does
		}
		marks = append(marks, textMark{Span: l.Span, shown: l.URL, url: url})
	}
	return marks
}

// templateTags are the marks around the tags of templates, and around the attributes of kramdown.
var templateTags = []struct{ open, shut []byte }{
	{[]byte("{{"), []byte("}}")},
	{[]byte("{%"), []byte("%}")},
	{[]byte("{:"), []byte("}")},
}

// templateMarks appends the tags of templates in a span, outside code. Of a tag that holds something to
// be read, that is shown.
func (x *excerptor) templateMarks(marks []textMark, s Span) []textMark {
	for _, t := range templateTags {
		for at := s.Start; at < s.End; {
			open := bytes.Index(x.Source[at:s.End], t.open)
			if open < 0 {
				break
			}
			open += at
			length := bytes.Index(x.Source[open+len(t.open):s.End], t.shut)
			if length < 0 {
				break
			}
			tag := between(open, open+len(t.open)+length+len(t.shut))
			at = tag.End
			if !x.InCode(tag.Start) {
				marks = x.templateMark(marks, tag, s)
			}
		}
	}
	return marks
}

// shownAttributes are the arguments of templates that readers see, the first that is there.
var shownAttributes = []string{"content", "text", "caption", "alt", "title"}

// templateMark appends the tag of a template. Of a link whose destination it is, the text remains.
func (x *excerptor) templateMark(marks []textMark, tag, around Span) []textMark {
	src := x.Source
	m := textMark{Span: tag}
	if tag.Start-2 >= around.Start && src[tag.Start-1] == '(' && src[tag.Start-2] == ']' && tag.End < around.End && src[tag.End] == ')' {
		open := bytes.LastIndexByte(src[max(around.Start, tag.Start-maxTagLength):tag.Start], '[')
		if open >= 0 {
			open += max(around.Start, tag.Start-maxTagLength)
			marks = append(marks, textMark{Span: between(open, open+1)})
		}
		m.Span = between(tag.Start-2, tag.End+1)
		return append(marks, m)
	}
	for _, name := range shownAttributes {
		if value, ok := attributeValue(src, between(tag.Start+2, tag.End-2), name); ok && value.Len() > 0 {
			m.shown = Decode(value.Text(src))
			break
		}
	}
	return append(marks, m)
}
