package structure

import (
	"bytes"
	"iter"
	"slices"
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
	citations(p)
	foreignWords(p)
}

// citations reports the marks by which a language model names its sources.
func citations(p *lint.Pass) {
	for _, m := range p.ChatCitations() {
		p.Report(m.Span, "\"%s\" is a mark of a chat window, where it led to a source; link the source or remove it", string(m.Span.Text(p.Source))).
			Fix([]edit.Edit{{Start: m.Span.Start, End: m.Span.End}}, "remove the mark")
	}
}

// levelPrefixes reports "H2: " before titles. There are hypotheses, findings, chips and gases of such names, and
// articles on headings: what is certain decides for all of an article.
func levelPrefixes(p *lint.Pass) {
	var found []prefixed
	headings := p.Headings()
	passages := p.Passages()
	for i := range passages {
		passage := &passages[i]
		level := 0
		if passage.Kind == article.HeadingText {
			level, headings = headings[0].Level, headings[1:]
		}
		if prefix := p.LevelPrefix(passage); prefix.Level > 0 && passage.Kind != article.Cell {
			found = append(found, prefixed{prefix, passage, level, level == 0 && p.AllBold(passage)})
		}
	}
	if len(found) == 0 {
		return
	}
	counted := series(found)
	certain := slices.ContainsFunc(found, func(f prefixed) bool { return f.isCertain(counted[f.level], len(found)) })
	for i := range found {
		if f := &found[i]; certain && (f.level == 0 || !counted[f.level].isSeries()) {
			reportPrefix(p, f)
		}
	}
}

// prefixed is a title with a level before it.
type prefixed struct {
	article.LevelPrefix

	passage *article.Passage
	level   int  // of its heading; 0 where it is none
	bold    bool // no heading, but all in bold
}

// numberedLevels counts the numbers in prefixes of one level of headings, or of lines in bold.
type numberedLevels struct{ all, distinct int }

// isSeries reports whether the prefixes count something: "H1:", "H2:", "H3:" before headings that are of one level.
func (n numberedLevels) isSeries() bool { return n.distinct > 1 && n.distinct == n.all }

// series counts by level of headings, 0 for lines in bold.
func series(found []prefixed) map[int]numberedLevels {
	counted := map[int]numberedLevels{}
	seen := map[[2]int]bool{}
	for i := range found {
		f := &found[i]
		if f.level == 0 && !f.bold {
			continue
		}
		n := counted[f.level]
		n.all++
		if key := [2]int{f.level, f.Level}; !seen[key] {
			seen[key] = true
			n.distinct++
		}
		counted[f.level] = n
	}
	return counted
}

// isCertain reports whether a prefix can be nothing else, by the others at its level and how many there are in all.
func (f *prefixed) isCertain(n numberedLevels, all int) bool {
	switch {
	case f.level == 0:
		return f.bold && !f.Weak && n.all > n.distinct
	case n.isSeries():
		return false
	case f.Weak:
		return f.Level == f.level && n.all > 1
	default:
		return f.Level == f.level || f.Level == f.level-1 && all > 1
	}
}

func reportPrefix(p *lint.Pass, f *prefixed) {
	at := f.Span
	label := strings.Trim(string(at.Text(p.Source)), " *")
	var d *lint.Diagnostic
	if f.level > 0 {
		d = p.Report(at, "\"%s\" before this heading is left of a generator's outline, and readers see it; remove it", label)
	} else {
		d = p.Report(at, "\"%s\" is left of a generator's outline, and this line was to be a heading of level %d; remove it and mark the line up as one", label, f.Level)
	}
	if p.CutsClean(f.passage, at) {
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
		r.judge(&all[i], false, i == len(all)-1)
		r.brief(&all[i])
	}
	lead := r.Root().Own()
	if len(lead) == 0 && len(r.Root().Children) > 0 { // the article begins with its title
		lead = r.Root().Children[0].Own()[1:]
	}
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

// judge reports a passage that a language model or its user has said.
func (r *remarks) judge(p *article.Passage, first, edge bool) {
	if p.Kind != article.Paragraph || p.Quote != nil || p.Item != nil || len(p.Text) == 0 || r.said[p.Index] {
		return
	}
	if (first || !edge) && !r.Lexicon.MayBeResidue(p.Text[0].Text(r.Source)) || opensQuote(p.Span.Text(r.Source)) {
		return
	}
	kind := r.Lexicon.Residue(r.Plain(p.Text))
	if kind == lexicon.NoResidue || !r.fits(kind, first, edge) {
		return
	}
	r.said[p.Index] = true
	r.Report(article.Span{Start: p.Span.Start, End: firstLine(r.Source, p.Span)}, saying[kind])
}

// saying is what is said of the sorts of residue.
var saying = [...]string{
	lexicon.Preamble:   "this is a language model speaking to its user, not to readers; remove it",
	lexicon.Reply:      "this is a language model speaking to its user, not to readers; remove it",
	lexicon.SignOff:    "this is a language model speaking to its user, not to readers; remove it",
	lexicon.Prompt:     "this is what a writer or language model was asked for, not a part of the article; remove it",
	lexicon.FillerText: "this is a filler without meaning; write the text that belongs here",
	lexicon.Button:     "this is the label of a button that was copied from a chat window; remove it",
}

// fits reports whether a sort of residue can stand where it was found. A reply opens the article, and a prompt stands
// at its edge: elsewhere they may be examples, or answers.
func (r *remarks) fits(kind lexicon.Residue, first, edge bool) bool {
	switch kind {
	case lexicon.Preamble:
		return first
	case lexicon.Reply:
		return first && edge && !r.asks()
	case lexicon.SignOff:
		return !first || edge
	case lexicon.Prompt:
		return edge
	default:
		return true
	}
}

// opensQuote reports whether a text begins with a quotation mark: somebody is quoted.
func opensQuote(text []byte) bool {
	return text[0] == '"' || text[0] == '\'' || bytes.HasPrefix(text, []byte("“"))
}

// asks reports whether the article's title is a question, which its first sentence may answer.
func (r *remarks) asks() bool {
	title, _ := r.Title()
	return strings.HasSuffix(title, "?") || r.Lexicon.IsQuestion(title)
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
		for at := range gaps(raw) {
			text, length := insertion(raw, at)
			if start := passage.Span.Start + at; length > 0 && p.Lexicon.Insertion(text) && !p.InCode(start) {
				p.Report(article.Span{Start: start, End: start + length}, "\"%s\" is a gap that nobody has filled; write what belongs here", text)
			}
		}
	}
}

// gaps yields the offsets of brackets that may open a gap.
func gaps(raw []byte) iter.Seq[int] {
	return func(yield func(int) bool) {
		for at := 0; ; at++ {
			n := bytes.IndexAny(raw[at:], "[<")
			if n < 0 || !yield(at+n) {
				return
			}
			at += n
		}
	}
}

var blank = []byte(" ")

// insertion is what stands in the brackets at an offset and how long it is with them, if it may be a gap: three
// words or more, neither linked nor quoted.
func insertion(raw []byte, at int) (text string, length int) {
	rest := raw[at+1 : min(len(raw), at+maxInsertion)]
	closing := byte(']')
	if raw[at] == '<' {
		closing = '>'
	}
	n := bytes.IndexByte(rest, closing)
	if n < 0 || bytes.Count(rest[:n], blank) < 2 || bytes.ContainsAny(rest[:n], "\n[<=|") {
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
