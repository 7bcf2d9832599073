package article

import (
	"bytes"
	"iter"
	"slices"
)

// TemplateKind says which program would read a mark that is not Markdown.
type TemplateKind uint8

// The kinds of marks.
const (
	WordPressShortcode TemplateKind = iota + 1 // "[caption id="x"]", "[/caption]"
	EscapedAttribute                           // "{:target="\_blank"}": an exporter escaped a name
	AttributeList                              // "{: .notice}", "{:target="_blank"}"
	LiquidTag                                  // "{% include toc %}"
	HugoShortcode                              // "{{< note >}}", "{{% note %}}"
	ChatCitation                               // ":contentReference[oaicite:0]{index=0}", "【4†source】": of a chat window
)

// TemplateMark is a mark of a template or exporter.
type TemplateMark struct {
	Kind    TemplateKind
	Name    string // "caption", "include"; of an attribute list what stands in it
	Span    Span
	Closing bool // "[/caption]", "{% endnote %}"; the name is that of the opening mark
}

// maxTemplateMark is longer in bytes than any mark of a template on one line.
const maxTemplateMark = 400

// TemplateMarks yields the marks in the body in source order, but for code and comments.
func (a *Article) TemplateMarks() iter.Seq[TemplateMark] {
	return func(yield func(TemplateMark) bool) {
		brace, bracket := -1, -1 // the next of each
		for at := a.Body.Start; ; {
			brace, bracket = a.nextByte(brace, at, '{'), a.nextByte(bracket, at, '[')
			if at = min(brace, bracket); at >= a.Body.End {
				return
			}
			m, end := a.templateMark(at)
			if m.Kind != 0 && !a.InCode(at) && !a.inComment(m.Span) && !yield(m) {
				return
			}
			at = max(end, at+1)
		}
	}
}

// nextByte is the offset of the next byte of a value in the body, from an offset on, if it is not known; the body's
// end if there is none.
func (a *Article) nextByte(known, from int, c byte) int {
	if known >= from {
		return known
	}
	if i := bytes.IndexByte(a.Source[min(from, a.Body.End):a.Body.End], c); i >= 0 {
		return from + i
	}
	return a.Body.End
}

// templateMark reads the mark at an offset, and where to go on.
func (a *Article) templateMark(at int) (m TemplateMark, end int) {
	line := a.Source[at:min(a.Body.End, at+maxTemplateMark)]
	line = line[:lineLength(line)]
	if line[0] == '[' {
		return a.wordPress(at, line)
	}
	if len(line) < 2 {
		return m, at + 1
	}
	var closing string
	switch {
	case line[1] == '%':
		m.Kind, closing = LiquidTag, "%}"
	case bytes.HasPrefix(line, []byte("{{<")):
		m.Kind, closing = HugoShortcode, ">}}"
	case bytes.HasPrefix(line, []byte("{{%")):
		m.Kind, closing = HugoShortcode, "%}}"
	case line[1] == ':':
		m.Kind, closing = AttributeList, "}"
	default:
		return m, at + run(line)
	}
	n := bytes.Index(line, []byte(closing))
	if n < 0 {
		return TemplateMark{}, at + 2
	}
	m.Span = between(at, at+n+len(closing))
	if m.Kind == AttributeList {
		inside := bytes.Trim(line[2:n], " ")
		if bytes.Contains(inside, []byte(`="\_`)) {
			m.Kind = EscapedAttribute
		} else if !isAttributeList(inside) {
			m.Kind = 0
		}
		m.Name = string(inside)
		return m, m.Span.End
	}
	m.named(bytes.TrimLeft(line[min(len(closing), n):n], " -<%"))
	return m, m.Span.End
}

// named takes over the name that stands in a tag; without one it is no mark.
func (m *TemplateMark) named(inside []byte) {
	inside, slash := bytes.CutPrefix(inside, []byte("/"))
	inside = bytes.TrimLeft(inside, " ")
	name := inside[:nameLength(inside)]
	opened, ends := bytes.CutPrefix(name, []byte("end"))
	if m.Closing = slash || ends && m.Kind == LiquidTag; m.Closing && !slash {
		name = opened
	}
	m.Name = string(name)
	if m.Name == "" {
		m.Kind = 0
	}
}

// isAttributeList reports whether what stands in "{: }" are classes, an id or attributes of kramdown.
func isAttributeList(s []byte) bool {
	if len(s) < 2 {
		return false
	}
	return (s[0] == '.' || s[0] == '#') && isLetter(s[1]) || bytes.Contains(s, []byte(`="`)) || string(s) == "toc"
}

// ChatCitations are the marks by which language models name their sources to the program that shows their text.
func (a *Article) ChatCitations() []TemplateMark {
	var found []TemplateMark
	found = a.citations(found, []byte("[oaicite:"), a.numbered)
	found = a.citations(found, []byte("†"), a.bracketed)
	slices.SortFunc(found, func(x, y TemplateMark) int { return byStart(x.Span, y.Span) })
	return found
}

// citations appends the citations around a sign in the body, but for those in code.
func (a *Article) citations(found []TemplateMark, sign []byte, around func(at int) Span) []TemplateMark {
	for at := a.Body.Start; ; {
		i := bytes.Index(a.Source[at:a.Body.End], sign)
		if i < 0 {
			return found
		}
		s := around(at + i)
		if s.Len() > 0 && !a.InCode(s.Start) {
			found = append(found, TemplateMark{Kind: ChatCitation, Span: s})
		}
		at = max(at+i+len(sign), s.End)
	}
}

var (
	citationName  = []byte(":contentReference")
	citationIndex = []byte("]{index=")
)

// numbered is the span of ":contentReference[oaicite:0]{index=0}" around its "[oaicite:".
func (a *Article) numbered(at int) Span {
	_, end := digits(a.Source, at+len("[oaicite:"), a.Body.End)
	switch rest := a.Source[end:a.Body.End]; {
	case bytes.HasPrefix(rest, citationIndex):
		_, end = digits(a.Source, end+len(citationIndex), a.Body.End)
		if end < a.Body.End && a.Source[end] == '}' {
			end++
		}
	case bytes.HasPrefix(rest, []byte("]")):
		end++
	default:
		return Span{}
	}
	if bytes.HasSuffix(a.Source[a.Body.Start:at], citationName) {
		at -= len(citationName)
	}
	return between(at, end)
}

// maxCitation is longer in bytes than half of a citation in brackets.
const maxCitation = 40

// bracketed is the span of "【4:2†source】" around its dagger.
func (a *Article) bracketed(at int) Span {
	start := bytes.LastIndex(a.Source[max(a.Body.Start, at-maxCitation):at], []byte("【"))
	end := bytes.Index(a.Source[at:min(a.Body.End, at+maxCitation)], []byte("】"))
	if start < 0 || end < 0 {
		return Span{}
	}
	start += max(a.Body.Start, at-maxCitation)
	if !isDigit(a.Source[start+len("【")]) {
		return Span{}
	}
	return between(start, at+end+len("】"))
}

// shortcodes are those of WordPress and its page builders that exports hold: nobody else uses the names with
// attributes in square brackets.
var shortcodes = set("caption", "wp_caption", "gallery", "embed", "audio", "video", "playlist")

var shortcodePrefixes = [][]byte{[]byte("vc_"), []byte("et_pb_"), []byte("su_"), []byte("fusion_")}

// wordPress reads "[caption id="x" …]" and "[/caption]" at an offset, escaped or not.
func (a *Article) wordPress(at int, line []byte) (m TemplateMark, end int) {
	start := 1
	if len(line) > 1 && line[1] == '/' {
		start++
	}
	stop := start
	for stop < len(line) && inShortcode[line[stop]] {
		stop++
	}
	n := bytes.IndexByte(line, ']')
	name := bytes.ReplaceAll(line[start:stop], []byte(`\`), nil)
	if n < stop-1 || !isShortcode(name) || n+1 < len(line) && line[n+1] == '(' {
		return m, at + 1
	}
	rest := line[min(stop, n):n]
	if start == 1 && bytes.IndexByte(rest, '=') < 0 || start == 2 && len(bytes.Trim(rest, `\ `)) > 0 {
		return m, at + 1
	}
	if at > a.Body.Start && a.Source[at-1] == '\\' {
		at--
		n++
	}
	return TemplateMark{WordPressShortcode, string(name), between(at, at+n+1), start == 2}, at + n + 1
}

// inShortcode are the characters of names of shortcodes, and what exporters escape them with.
var inShortcode = bytesOf(`abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_\`)

func isShortcode(name []byte) bool {
	if shortcodes[string(name)] {
		return true
	}
	for _, prefix := range shortcodePrefixes {
		if bytes.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}
