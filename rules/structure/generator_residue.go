package structure

import (
	"bytes"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/lint"
)

var generatorResidue = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{
		ID:       "structure/generator-residue",
		Summary:  "Nothing is left of the prompt, the outline or the chat that an article was written with.",
		Severity: lint.Error,
	},
	Check: checkGeneratorResidue,
}

func checkGeneratorResidue(p *lint.Pass, _ lint.None) {
	if p.Role() == article.Meta {
		return
	}
	levelPrefixes(p)
	r := remarks{Pass: p, said: map[int]bool{}}
	r.find()
	insertions(p)
	foreignWords(p)
}

// levelPrefixes reports "H2: " before titles. On a line that is neither a heading nor all in bold, or with
// another mark than a colon, it counts where the article has others that are certain: there are chips and gases
// of such names, and articles on headings.
func levelPrefixes(p *lint.Pass) {
	var found []article.LevelPrefix
	var at []*article.Passage
	certain := false
	headings := p.Headings()
	passages := p.Passages()
	for i := range passages {
		passage := &passages[i]
		var h *article.Heading
		if passage.Kind == article.HeadingText {
			h, headings = headings[0], headings[1:]
		}
		prefix := p.LevelPrefix(passage)
		if prefix.Level == 0 || passage.Kind == article.Cell {
			continue
		}
		certain = certain || isCertain(p, passage, h, &prefix)
		found, at = append(found, prefix), append(at, passage)
	}
	for i := range found {
		if certain || at[i].Kind == article.HeadingText && isCertain(p, at[i], nil, &found[i]) {
			reportPrefix(p, at[i], &found[i])
		}
	}
}

// isCertain reports whether a level prefix can be nothing else: its level is about that of its heading, or its
// line was to be a heading.
func isCertain(p *lint.Pass, passage *article.Passage, h *article.Heading, prefix *article.LevelPrefix) bool {
	switch {
	case h == nil:
		return !prefix.Weak && p.AllBold(passage)
	case prefix.Weak:
		return prefix.Level == h.Level
	default:
		return max(prefix.Level-h.Level, h.Level-prefix.Level) <= 1
	}
}

func reportPrefix(p *lint.Pass, passage *article.Passage, prefix *article.LevelPrefix) {
	at := prefix.Span
	label := strings.Trim(string(at.Text(p.Source)), " *")
	var d *lint.Diagnostic
	if passage.Kind == article.HeadingText {
		d = p.Report(at, "\"%s\" before this heading is left of a generator's outline, and readers see it; remove it", label)
	} else {
		d = p.Report(at, "\"%s\" is left of a generator's outline, and this line was to be a heading of level %d; remove it and mark the line up as one", label, prefix.Level)
	}
	if p.CutsClean(passage, at) {
		d.Fix([]edit.Edit{{Start: at.Start, End: at.End}}, "remove the \"%s\"", label)
	}
}

// remarks finds what was said between a writer and a language model.
type remarks struct {
	*lint.Pass

	said map[int]bool // the passages that have been judged
}

// lastPassages is how many passages at the end of an article may hold what a model says last.
const lastPassages = 3

func (r *remarks) find() {
	r.Root().Walk(r.section)
	all := r.Passages()
	for i := max(0, len(all)-lastPassages); i < len(all); i++ {
		r.judge(&all[i], false, true)
		r.brief(&all[i])
	}
	lead := r.Root().Own()
	for i := range min(len(lead), lastPassages) {
		r.judge(&lead[i], true, i == 0)
		r.brief(&lead[i])
	}
}

// section judges the first and the last passage below a heading.
func (r *remarks) section(s *article.Section) {
	own := s.Own()
	if s.Heading != nil {
		own = own[1:]
	}
	if len(own) == 0 {
		return
	}
	if !strings.HasSuffix(s.Title(), "?") {
		r.judge(&own[0], true, false)
	}
	r.judge(&own[len(own)-1], false, false)
}

// judge reports a passage that a language model or its user has said. A prompt is one at the edge of the article
// only: elsewhere it may be an example.
func (r *remarks) judge(p *article.Passage, first, edge bool) {
	if p.Kind != article.Paragraph || p.Quote != nil || p.Item != nil || len(p.Text) == 0 || r.said[p.Index] {
		return
	}
	if (first || !edge) && !r.Lexicon.MayBeResidue(p.Text[0].Text(r.Source)) {
		return
	}
	if bytes.IndexByte([]byte("\"'"), r.Source[p.Span.Start]) >= 0 || bytes.HasPrefix(p.Span.Text(r.Source), []byte("“")) {
		return // somebody is quoted
	}
	at := article.Span{Start: p.Span.Start, End: firstLine(r.Source, p.Span)}
	switch r.Lexicon.Residue(r.Plain(p.Text)) {
	case lexicon.NoResidue:
	case lexicon.Preamble:
		if first {
			r.report(p, at, "this is a language model speaking to its user, not to readers; remove it")
		}
	case lexicon.SignOff:
		if !first || edge {
			r.report(p, at, "this is a language model speaking to its user, not to readers; remove it")
		}
	case lexicon.Prompt:
		if edge {
			r.report(p, at, "this is what a writer or language model was asked for, not a part of the article; remove it")
		}
	case lexicon.FillerText:
		r.report(p, at, "this is a filler without meaning; write the text that belongs here")
	}
}

func (r *remarks) report(p *article.Passage, at article.Span, format string) {
	r.said[p.Index] = true
	r.Report(at, format)
}

// firstLine is the end of a passage's first line.
func firstLine(src []byte, s article.Span) int {
	if i := bytes.IndexByte(s.Text(src), '\n'); i >= 0 {
		return s.Start + len(bytes.TrimRight(src[s.Start:s.Start+i], " \r"))
	}
	return s.End
}

// maxField is longer than any label of a brief in bytes.
const maxField = 40

// brief reports lines such as "Focus keyword: reset HP" at the edges of an article.
func (r *remarks) brief(p *article.Passage) {
	if p.Kind != article.Paragraph || p.Quote != nil || p.Item != nil || r.said[p.Index] {
		return
	}
	for at := p.Span.Start; at < p.Span.End; {
		end := p.Span.End
		if i := bytes.IndexByte(r.Source[at:end], '\n'); i >= 0 {
			end = at + i
		}
		line := r.Source[at:end]
		if colon := bytes.IndexByte(line[:min(len(line), maxField)], ':'); colon > 0 {
			label := string(bytes.Trim(line[:colon], " \t*_"))
			if r.Lexicon.BriefField(label) {
				r.said[p.Index] = true
				at := article.Span{Start: at, End: at + len(bytes.TrimRight(line, " \r"))}
				r.Report(at, "\"%s\" is a field of a writer's brief, and readers see it; move it to the front matter or remove it", label)
			}
		}
		at = end + 1
	}
}

// maxInsertion is longer in bytes than what asks for something in brackets.
const maxInsertion = 120

// insertions reports "[insert link here]" and "<insert link here>" in text. In a quote it may be a letter that the
// reader is to copy.
func insertions(p *lint.Pass) {
	passages := p.Passages()
	for i := range passages {
		passage := &passages[i]
		if passage.Kind == article.Code || passage.Quote != nil {
			continue
		}
		raw := passage.Span.Text(p.Source)
		if bytes.IndexByte(raw, '[') < 0 && bytes.IndexByte(raw, '<') < 0 {
			continue
		}
		for at := 0; ; at++ {
			n := bytes.IndexAny(raw[at:], "[<")
			if n < 0 {
				break
			}
			at += n
			text, length := insertion(raw, at)
			if length > 0 && p.Lexicon.Insertion(text) && !p.InCode(passage.Span.Start+at) {
				start := passage.Span.Start + at
				p.Report(article.Span{Start: start, End: start + length}, "\"%s\" is a gap that nobody has filled; write what belongs here", text)
			}
		}
	}
}

// insertion is what stands in the brackets at an offset and how long it is with them, if it may be a gap: several
// words, neither linked nor quoted.
func insertion(raw []byte, at int) (text string, length int) {
	rest := raw[at+1 : min(len(raw), at+maxInsertion)]
	closing := byte(']')
	if raw[at] == '<' {
		closing = '>'
	}
	n := bytes.IndexByte(rest, closing)
	if n < 0 || bytes.IndexByte(rest[:n], ' ') < 0 || bytes.ContainsAny(rest[:n], "\n[<=|") {
		return "", 0
	}
	if end := at + n + 2; end < len(raw) && (raw[end] == '(' || raw[end] == '[' || raw[end] == '{') || isQuoted(raw, at) {
		return "", 0
	}
	return strings.TrimSuffix(string(rest[:n]), "\\"), n + 2
}

// isQuoted reports whether a quotation mark stands before an offset.
func isQuoted(body []byte, at int) bool {
	before := bytes.TrimRight(body[max(0, at-4):at], "\\")
	return bytes.HasSuffix(before, []byte(`"`)) || bytes.HasSuffix(before, []byte("“")) || bytes.HasSuffix(before, []byte("'"))
}
