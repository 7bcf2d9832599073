package article

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/lexicon"
)

// Notation is the way in which a callout is written.
type Notation uint8

// The notations of callouts.
const (
	ContainerCallout Notation = iota + 1 // a Container: ":::", "!!!", shortcode, Liquid block, MDX tag
	QuoteCallout                         // "> [!WARNING]", ">![warning]", or a quote that begins with a label
	LabelCallout                         // a label before its text: "**Warning:** …", also in the middle of a paragraph
	HeadingCallout                       // a heading that is a label
	InlineCallout                        // opener, text and closer in one paragraph: "<Warning>…</Warning>"
	IncludeCallout                       // "{% include alerts/warning.html content="…" %}"
	ClassCallout                         // <div class="notice--danger">, or "{: .notice--danger}" below a paragraph
	FenceCallout                         // a code fence whose language is "warn" or the like
	SignCallout                          // a warning sign before the text
)

// Callout is a part of the text that is set off to be noticed.
type Callout struct {
	Notation Notation
	Type     string // the type word, label or sign, as written
	Strong   bool   // it warns; a weak one merely notes
	Label    Span   // where Type stands
	Span     Span   // all of it; of a label alone on its line, with the block that follows
}

// Callouts are the callouts of the body in source order.
func (a *Article) Callouts() []Callout { return a.callouts.get(a.findCallouts) }

// The keywords of the dialects. What callouts are called in prose is the lexicon's matter.
var (
	strongTypes = set(
		"warning", "warn", "danger", "caution", "important", "attention", "error", "critical", "pitfall", "alert",
		"failure", "bug", "deprecated", "destructive",
	)
	weakTypes = set(
		"note", "notice", "info", "information", "tip", "hint", "success", "check", "example", "quote", "abstract",
		"summary", "question", "seealso", "todo", "default", "primary", "secondary", "smart", "nota", "legacynotice",
		"callout", "admonition", "aside", "banner", "message", "flash",
	)
	// wrapperTypes are names that may leave the type to an argument.
	wrapperTypes = set(
		"callout", "notice", "admonition", "alert", "hint", "aside", "banner", "block", "box", "panel", "blockquote",
		"note", "message", "flash", "details",
	)
	// classTypes are the types that a class may name. The others name the looks of anything.
	classTypes = set(
		"warning", "warn", "danger", "caution", "important", "attention", "critical", "pitfall", "note", "notice",
		"info", "tip", "hint",
	)
	// fenceTypes are the types that a code fence may have. "bash" is none, and neither is "error",
	// which shows output.
	fenceTypes = set("warning", "warn", "danger", "caution", "important", "attention", "note", "tip", "hint", "smart")
)

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// keyword classifies a keyword of the dialects.
func keyword(word string) (strong, ok bool) {
	key := strings.ToLower(word)
	return strongTypes[key], strongTypes[key] || weakTypes[key]
}

// typeWord classifies a keyword or, if it is none, a word of prose: translators translate
// keywords, too.
func (a *Article) typeWord(word string) (strong, ok bool) {
	if strong, ok = keyword(word); ok {
		return strong, ok
	}
	return a.label(word)
}

// label classifies a whole label of prose.
func (a *Article) label(text string) (strong, ok bool) {
	weight := a.Lexicon.Label(text)
	return weight == lexicon.StrongLabel, weight != lexicon.NoLabel
}

// calloutFinder gathers the callouts of an article.
type calloutFinder struct {
	*Article
	out []Callout
}

func (a *Article) findCallouts() []Callout {
	f := &calloutFinder{Article: a}
	for _, c := range a.containers {
		f.container(c)
	}
	for i := range a.passages {
		f.passage(&a.passages[i])
	}
	slices.SortStableFunc(f.out, func(x, y Callout) int { return byStart(x.Span, y.Span) })
	return f.out
}

func (f *calloutFinder) add(notation Notation, label Span, strong bool, s Span) {
	f.out = append(f.out, Callout{notation, string(label.Text(f.Source)), strong, label, s})
}

// passage finds the callouts that a passage is, or that stand in it.
func (f *calloutFinder) passage(p *Passage) {
	if p.Quote != nil && p.Quote.first == p.Index && f.alert(p) {
		return
	}
	raw := p.Span.Text(f.Source)
	switch p.Kind {
	case HeadingText:
		f.heading(p)
	case Code:
		f.fence(p)
		f.include(p, raw)
	case HTML:
		f.inline(p, raw)
		f.classAttribute(p, raw)
	default:
		if bytes.IndexByte(raw, '{') >= 0 || raw[0] == '<' {
			f.include(p, raw)
			f.inline(p, raw)
			f.classMark(p, raw)
		}
		f.labels(p, raw)
	}
}

// container makes a callout of a container whose name, arguments or title say so. The type of
// {{% notice warning %}}, <Aside type="caution"> and "::callout{color="warning"}" is an argument.
func (f *calloutFinder) container(c *Container) {
	if c.Syntax == Tab || c.hidden {
		return
	}
	label := c.NameSpan
	if wrapperTypes[strings.ToLower(c.Name)] {
		if argument, ok := f.argumentType(c.Args); ok {
			label = argument
		}
	}
	strong, ok := keyword(string(label.Text(f.Source)))
	if !ok && (c.Syntax == Directive || c.Syntax == Admonition) && c.Name != "details" {
		strong, ok = f.label(c.Name) // a keyword that was translated
	}
	if title := f.containerTitle(c); title.Len() > 0 && title.Len() <= maxLabel {
		titleStrong, titled := f.label(string(title.Text(f.Source)))
		strong, ok = strong || titleStrong, ok || titled
	}
	if ok {
		f.add(ContainerCallout, label, strong, c.Span())
	}
}

// typeAttribute finds type="caution", color="warning", icon="triangle-alert" and the like.
var typeAttribute = regexp.MustCompile(`(?i)\b(?:type|color|kind|variant|intent|severity|level|class|style|icon|status|theme)=["'{]*([\p{L}_:. -]+)`)

// argumentType finds the type among a wrapper's arguments: in an attribute, a strong one first,
// or as the first word.
func (f *calloutFinder) argumentType(args Span) (label Span, ok bool) {
	text := args.Text(f.Source)
	if bytes.IndexByte(text, '=') >= 0 {
		for _, m := range typeAttribute.FindAllSubmatchIndex(text, -1) {
			word, strong := f.classType(between(args.Start+m[2], args.Start+m[3]), keyword)
			if word.Len() > 0 && (strong || !ok) {
				label, ok = word, true
			}
			if strong {
				return label, true
			}
		}
		if ok {
			return label, true
		}
	}
	first := bytes.TrimLeft(text, ` "'`)
	start := args.End - len(first)
	label = between(start, start+nameLength(first))
	if label.Len() > 0 {
		_, ok = f.typeWord(string(label.Text(f.Source)))
	}
	return label, ok
}

// classType finds the word of a class list that is a type, a strong one first.
func (f *calloutFinder) classType(classes Span, classify func(string) (strong, ok bool)) (word Span, strong bool) {
	for at := classes.Start; at < classes.End; at++ {
		end := at
		for end < classes.End && isLetter(f.Source[end]) {
			end++
		}
		if end == at {
			continue
		}
		isStrong, ok := classify(string(f.Source[at:end]))
		if ok && (isStrong || word.Len() == 0) {
			word, strong = between(at, end), isStrong
		}
		if strong {
			return word, true
		}
		at = end
	}
	return word, strong
}

// alert reads the first line of a GFM alert or of what a Zendesk export makes of a callout:
// "[!WARNING]", "![warning]".
func (f *calloutFinder) alert(first *Passage) bool {
	raw := first.Span.Text(f.Source)
	if len(raw) < 4 || string(raw[:2]) != "[!" && string(raw[:2]) != "![" {
		return false
	}
	length := nameLength(raw[2:])
	rest := raw[2+length:]
	if len(rest) == 0 || rest[0] != ']' || len(rest) > 1 && (rest[1] == '(' || rest[1] == '[') {
		return false
	}
	label := between(first.Span.Start+2, first.Span.Start+2+length)
	strong, ok := f.typeWord(string(label.Text(f.Source)))
	if ok {
		f.add(QuoteCallout, label, strong, first.Quote.Span)
	}
	return ok
}

// heading finds a heading that is a label, and a quote whose heading has a label or sign.
func (f *calloutFinder) heading(p *Passage) {
	h := f.headingAt(p)
	raw := h.Text.Text(f.Source)
	sign := signLength(raw)
	inQuote := p.Quote != nil && p.Quote.first == p.Index
	strong, ok := false, false
	if len(raw) <= maxLabel && !bytes.ContainsAny(raw, "`$") { // "`$important`" is the name of something
		strong, ok = f.label(h.Title)
	}
	switch {
	case inQuote && (ok || sign > 0):
		f.add(QuoteCallout, h.Text, strong || sign > 0, p.Quote.Span)
	case ok && p.Quote == nil:
		f.add(HeadingCallout, h.Text, strong, trimmedRight(f.Source, h.Section.Span))
	}
}

// fence makes a callout of a code block whose language is a type, also in the braces of MyST.
func (f *calloutFinder) fence(p *Passage) {
	language := strings.Trim(p.Language, "{}")
	if p.Language == "" || p.Container != nil && p.Container.Verbatim || !fenceTypes[language] {
		return
	}
	line := between(p.Span.Start, lineEnd(f.Source, p.Span.Start))
	start := line.Start + bytes.Index(line.Text(f.Source), []byte(language))
	f.add(FenceCallout, between(start, start+len(language)), strongTypes[language], p.Span)
}

// include is a Jekyll include whose file is named after a type; in an indented list CommonMark
// takes it for code.
var include = regexp.MustCompile(`\{%-?\s*include\s+(?:[\w.-]+/)*([\p{L}-]+)\.\w+\s[^%]*%\}`)

func (f *calloutFinder) include(p *Passage, raw []byte) {
	if !bytes.Contains(raw, []byte("include")) {
		return
	}
	for _, m := range include.FindAllSubmatchIndex(raw, -1) {
		if strong, ok := f.typeWord(string(raw[m[2]:m[3]])); ok {
			at := p.Span.Start
			f.add(IncludeCallout, between(at+m[2], at+m[3]), strong, between(at+m[0], at+m[1]))
		}
	}
}

// inlineOpener is an opener whose text stands in the same paragraph.
var inlineOpener = regexp.MustCompile(`^(?:\{\{[%<]\s*([\w-]+)([^%>]*)[%>]\}\}|\{%-?\s*(\w+)([^%]*)%\}|<([A-Z]\w*)([^>]*)>)`)

// inline finds the containers that stand in one paragraph with their text.
func (f *calloutFinder) inline(p *Passage, raw []byte) {
	if len(raw) == 0 || raw[0] != '{' && raw[0] != '<' {
		return
	}
	m := inlineOpener.FindSubmatchIndex(raw)
	if m == nil {
		return
	}
	for g := 2; g < len(m); g += 4 {
		if m[g] < 0 {
			continue
		}
		label := between(p.Span.Start+m[g], p.Span.Start+m[g+1])
		if wrapperTypes[strings.ToLower(string(label.Text(f.Source)))] {
			if argument, ok := f.argumentType(between(p.Span.Start+m[g+2], p.Span.Start+m[g+3])); ok {
				label = argument
			}
		}
		if strong, ok := keyword(string(label.Text(f.Source))); ok {
			f.add(InlineCallout, label, strong, p.Span)
		}
	}
}

// classList is a class attribute of an element that holds blocks.
var classList = regexp.MustCompile(`(?i)^<(div|aside|section|blockquote|p)\b[^>]*?\bclass(?:Name)?=["']([^"']+)["']`)

// maxElement bounds the search for the end of an element with a class.
const maxElement = 8_000

// classAttribute finds <div class="notice--danger">, up to the next closing tag of its name.
func (f *calloutFinder) classAttribute(p *Passage, raw []byte) {
	m := classList.FindSubmatchIndex(raw)
	if m == nil {
		return
	}
	s := p.Span
	rest := f.Source[s.Start:min(len(f.Source), s.Start+maxElement)]
	shut := "</" + string(raw[m[2]:m[3]]) + ">"
	if i := bytes.Index(rest, []byte(shut)); i >= 0 {
		s.End = max(s.End, s.Start+i+len(shut))
	}
	f.classes(between(s.Start+m[4], s.Start+m[5]), s)
}

// classMark finds "{: .notice--danger}" on the last line of a paragraph, or alone below one.
func (f *calloutFinder) classMark(p *Passage, raw []byte) {
	line := raw[bytes.LastIndexByte(raw, '\n')+1:]
	if !bytes.HasPrefix(line, []byte("{:")) || line[len(line)-1] != '}' {
		return
	}
	s := p.Span
	if len(line) == len(raw) && p.Index > 0 {
		s.Start = f.passages[p.Index-1].Span.Start
	}
	f.classes(between(p.Span.End-len(line), p.Span.End), s)
}

func (f *calloutFinder) classes(list, s Span) {
	word, strong := f.classType(list, func(word string) (strong, ok bool) {
		strong, _ = keyword(word)
		return strong, classTypes[strings.ToLower(word)]
	})
	if word.Len() > 0 {
		f.add(ClassCallout, word, strong, s)
	}
}
