package article

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// PassageOf is the passage of a heading.
func (a *Article) PassageOf(h *Heading) *Passage { return &a.passages[h.passage] }

// IsTab reports whether a heading is the title of a tab: "# [Windows](#tab/windows)" (DocFX), or any
// between the comments "tabs:start" and "tabs:end" (docsify). What is in tabs is seen one at a time, and the
// levels of their titles say nothing.
func (a *Article) IsTab(h *Heading) bool {
	if bytes.Contains(h.Text.Text(a.Source), docfxTab) {
		return true
	}
	if len(a.comments) == 0 {
		return false
	}
	tabs := a.tabs.get(a.findTabs)
	i, _ := slices.BinarySearchFunc(tabs, h.Span.Start, func(s Span, offset int) int { return s.Start - offset })
	return i > 0 && h.Span.Start < tabs[i-1].End
}

// The marks of tabs that are made of headings.
var (
	docfxTab  = []byte("](#tab/")
	tabsStart = []byte("tabs:start")
	tabsEnd   = []byte("tabs:end")
)

// findTabs are the spans between the comments that docsify makes tabs of.
func (a *Article) findTabs() []Span {
	var out []Span
	start := -1
	for _, c := range a.comments {
		switch inside := c.Text(a.Source); {
		case len(inside) > maxDirective:
		case start < 0 && bytes.Contains(inside, tabsStart):
			start = c.Start
		case start >= 0 && bytes.Contains(inside, tabsEnd):
			out = append(out, between(start, c.End))
			start = -1
		}
	}
	return out
}

// HTMLHeading is the level of the last heading in HTML, "<h2>", that begins in a span; 0 if there is
// none.
func (a *Article) HTMLHeading(s Span) int {
	for text := s.Text(a.Source); ; {
		i := bytes.LastIndexByte(text, '<')
		if i < 0 {
			return 0
		}
		if tag := text[i+1:]; len(tag) > 1 && tag[0]|0x20 == 'h' && '1' <= tag[1] && tag[1] <= '6' && !a.InCode(s.Start+i) {
			return int(tag[1] - '0')
		}
		text = text[:i]
	}
}

// IsEmpty reports whether readers see nothing between the heading of a section and the next heading.
// Whatever might become something when the site is built counts as something: a template's tag, a
// component, a comment that a tool replaces.
func (a *Article) IsEmpty(s *Section) bool {
	if s.Heading == nil {
		return false
	}
	gap := between(s.Heading.Span.End, s.Span.End)
	if len(s.Children) > 0 {
		gap.End = s.Children[0].Span.Start
	}
	for gap.Len() > 0 {
		line := between(gap.Start, min(gap.End, gap.Start+lineLength(gap.Text(a.Source))))
		if text := a.visibleFrom(line); text > line.Start {
			gap.Start = min(text, gap.End) // behind a comment or definition
			continue
		}
		if !showsNothing(line.Text(a.Source)) {
			return false
		}
		gap.Start = line.End
	}
	return true
}

// visibleFrom is the offset behind the comment or definition that a line begins with; the line's start
// where there is none.
func (a *Article) visibleFrom(line Span) int {
	first := trimmed(a.Source, line).Start
	if first == line.End {
		return line.Start
	}
	i, found := slices.BinarySearchFunc(a.comments, first, func(c Span, offset int) int { return c.Start - offset })
	if found && !isDirective(a.comments[i].Text(a.Source)) {
		return a.comments[i].End
	}
	i, found = slices.BinarySearchFunc(a.definitions, first, func(d Definition, offset int) int { return d.Span.Start - offset })
	if found {
		return a.definitions[i].Span.End
	}
	return line.Start
}

// directiveWords mark a comment that a tool replaces by something, or writes something behind.
var directiveWords = [][]byte{
	[]byte("include"), []byte("toc"), []byte("import"), []byte("embed"), []byte("snippet"), []byte("insert"),
	[]byte("start"), []byte("begin"), []byte("generate"), []byte("contributors"), []byte("replace"),
}

// isDirective reports whether a comment is meant for a tool.
func isDirective(comment []byte) bool {
	head := bytes.ToLower(comment[:min(len(comment), maxDirective)])
	if inside := bytes.TrimLeft(head, "<!-{/* \t\r\n"); len(inside) > 0 && bytes.IndexByte([]byte("@#%[$"), inside[0]) >= 0 {
		return true
	}
	return slices.ContainsFunc(directiveWords, func(word []byte) bool { return bytes.Contains(head, word) })
}

// maxDirective is how many bytes of a comment are looked at for the words of tools.
const maxDirective = 120

// showsNothing reports whether a line has nothing to see: blanks, a thematic break, an anchor, closing
// tags and line breaks.
func showsNothing(line []byte) bool {
	for {
		line = bytes.TrimLeft(bytes.TrimPrefix(line, []byte("&nbsp;")), " \t\r\n\u00a0\u200b\ufeff")
		if bytes.HasPrefix(line, []byte("&nbsp;")) {
			continue
		}
		if len(line) == 0 || isBreak(line) {
			return true
		}
		n := blankTag(line)
		if n == 0 {
			return false
		}
		line = line[n:]
	}
}

// isBreak reports whether a line is a thematic break.
func isBreak(line []byte) bool {
	mark := line[0]
	if mark != '-' && mark != '*' && mark != '_' {
		return false
	}
	marks := 0
	for _, c := range line {
		switch {
		case c == mark:
			marks++
		case !isBlankByte(c):
			return false
		}
	}
	return marks > 2
}

// blankTag is the length of the tag at the start of a line if there is nothing to see of it, else 0.
func blankTag(line []byte) int {
	end := bytes.IndexByte(line, '>')
	if line[0] != '<' || end < 0 {
		return 0
	}
	name := strings.ToLower(string(line[1 : 1+tagNameLength(line[1:])]))
	switch {
	case line[1] == '/', name == "br", name == "hr", name == "a" && !bytes.Contains(line[:end], []byte("href")):
		return end + 1
	default:
		return 0
	}
}

// BoldLine is the text of a paragraph of one line that is bold from its first to its last word, as if it
// were a heading. The text is what stands between the marks.
func (a *Article) BoldLine(p *Passage) (text Span, ok bool) {
	raw := p.Span.Text(a.Source)
	if p.Kind != Paragraph || len(raw) < 5 || len(p.Text) == 0 {
		return Span{}, false
	}
	if mark := raw[0]; mark != '*' && mark != '_' || raw[1] != mark || bytes.IndexByte(raw, '\n') >= 0 {
		return Span{}, false
	}
	if !bytes.HasSuffix(raw, raw[:2]) {
		return Span{}, false
	}
	if _, whole := a.leadingBold(p); !whole {
		return Span{}, false
	}
	text = trimmed(a.Source, between(p.Span.Start+2, p.Span.End-2))
	return text, text.Len() > 0
}

// IsPicture reports whether a passage shows nothing but images.
func (a *Article) IsPicture(p *Passage) bool {
	raw := p.Span.Text(a.Source)
	switch p.Kind {
	case HTML:
		return bytes.Contains(raw, []byte("<img")) || bytes.Contains(raw, []byte("<figure"))
	case Paragraph:
		return len(p.Text) == 0 && bytes.Contains(raw, []byte("![")) || bytes.HasPrefix(raw, []byte("{{< fig")) ||
			bytes.HasPrefix(raw, []byte("![")) && (raw[len(raw)-1] == ')' || raw[len(raw)-1] == '}')
	default:
		return false
	}
}

// How many characters make a word in scripts without blanks between words. In Chinese and Japanese two
// is usual, in the scripts of south-east Asia five.
const (
	shortWord = 2
	longWord  = 5
)

// The scripts without blanks between words, by how many characters make a word.
var (
	shortWords = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana}
	longWords  = []*unicode.RangeTable{unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}
)

// WordCount counts the words of texts as readers would: in scripts without blanks by the number of
// characters, and without what has neither letters nor digits.
func (a *Article) WordCount(texts []Span) int {
	c, end := wordCounter{}, -1
	for _, s := range texts {
		c.open = c.open && (end == s.Start || !a.breakBetween(end, s.Start))
		c.count(s.Text(a.Source))
		end = s.End
	}
	return c.words + (c.short+shortWord-1)/shortWord + (c.long+longWord-1)/longWord
}

// wordCounter counts words, and characters of scripts without blanks.
type wordCounter struct {
	words, short, long int
	open               bool // a word may go on
}

func (c *wordCounter) count(text []byte) {
	for at := 0; at < len(text); {
		if b := text[at]; b < utf8.RuneSelf {
			if isBlankByte(b) {
				c.open = false
			} else if !c.open && (isLetter(b) || isDigit(b)) {
				c.words, c.open = c.words+1, true
			}
			at++
			continue
		}
		r, size := utf8.DecodeRune(text[at:])
		c.wide(r)
		at += size
	}
}

// firstUnspaced is the first character of the scripts without blanks, the first of Thai.
const firstUnspaced = 0x0E00

// wide counts a character that is not ASCII.
func (c *wordCounter) wide(r rune) {
	switch {
	case r >= firstUnspaced && unicode.In(r, shortWords...):
		c.short, c.open = c.short+1, false
	case r >= firstUnspaced && unicode.In(r, longWords...):
		c.long, c.open = c.long+1, false
	case unicode.IsSpace(r):
		c.open = false
	case !c.open && isWord(r):
		c.words, c.open = c.words+1, true
	}
}

// HasResidue reports whether a title begins with what a generator left there, "H2: ".
func HasResidue(title string) bool { return residueLength(title) > 0 }

// HasLink reports whether a link begins in a span.
func (a *Article) HasLink(s Span) bool {
	i, found := slices.BinarySearchFunc(a.links, s.Start, func(l Link, offset int) int { return l.Span.Start - offset })
	return found || i < len(a.links) && a.links[i].Span.Start < s.End
}
