package structure

import (
	"bytes"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/site"
)

var exporterDebris = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{
		ID:       "structure/exporter-debris",
		Summary:  "Nothing is left of the program that an article was converted or exported with.",
		Severity: lint.Warning,
	},
	Check: checkExporterDebris,
}

func checkExporterDebris(p *lint.Pass, _ lint.None) {
	if p.Role() == article.Meta {
		return
	}
	doubledMarkers(p)
	escapedMarkers(p)
	spacers(p)
	brokenEmphasis(p)
	templateMarks(p)
	oddCharacters(p)
	doubleEntities(p)
}

// escapedMarkers reports paragraphs in a row that begin with the marker of a list item behind a backslash: an
// exporter wrote them so that they are none.
func escapedMarkers(p *lint.Pass) {
	var run []edit.Edit
	report := func() {
		if len(run) > 1 {
			at := article.Span{Start: run[0].Start, End: run[0].End + 1}
			p.Report(at, "readers see \"%s\" before %d paragraphs in a row instead of a list, because it is escaped; remove the backslashes", string(p.Source[run[0].End:at.End]), len(run)).
				Suggest(run, "make a list of them")
		}
		run = nil
	}
	passages := p.Passages()
	for i := range passages {
		q := &passages[i]
		raw := q.Span.Text(p.Source)
		if q.Kind == article.Paragraph && q.Item == nil && len(raw) > 3 && raw[0] == '\\' && strings.IndexByte("-*+", raw[1]) >= 0 && raw[2] == ' ' {
			run = append(run, edit.Edit{Start: q.Span.Start, End: q.Span.Start + 1})
			continue
		}
		if len(bytes.Trim(raw, " \t\u00a0")) > 0 {
			report()
		}
	}
	report()
}

func doubledMarkers(p *lint.Pass) {
	for _, d := range p.Doubled() {
		if d.All {
			reportDoubled(p, &d)
			continue
		}
		// Beside items with one marker, two are a wrong way to write an item below the one before.
		found := p.Report(d.Markers, "\"%s\" marks a list within an item that has no text; keep one marker, and indent it if it belongs to the item above", markers(p, &d))
		if outer, inner := d.Outer.Marker.Start, d.Inner.Marker.Start; d.Outer.Index > 0 {
			found.Suggest([]edit.Edit{{Start: outer, End: inner, New: strings.Repeat(" ", inner-outer)}}, "make it an item below the one before")
		}
	}
}

func reportDoubled(p *lint.Pass, d *article.Doubled) {
	found := p.Report(d.Markers, "\"%s\" marks a list within an item that has no text; keep one marker", markers(p, d))
	cuts, ok := p.Unnest(d)
	if !ok {
		return
	}
	edits := make([]edit.Edit, len(cuts))
	for i, c := range cuts {
		edits[i] = edit.Edit{Start: c.Start, End: c.End}
	}
	found.Fix(edits, "keep one marker")
}

// markers are the markers of an item as readers of a message need them: "1. 1.".
func markers(p *lint.Pass, d *article.Doubled) string {
	return strings.Join(strings.Fields(string(d.Markers.Text(p.Source))), " ")
}

// spacers reports paragraphs of no-break spaces: all of an article together, since an editor who sees one wants to
// be rid of all.
func spacers(p *lint.Pass) {
	var free, apart []article.Spacer
	for _, s := range p.Spacers() {
		if s.Apart {
			apart = append(apart, s)
		} else {
			free = append(free, s)
		}
	}
	if len(free) > 0 {
		edits := make([]edit.Edit, len(free))
		for i, s := range free {
			edits[i] = edit.Edit{Start: s.Cut.Start, End: s.Cut.End}
		}
		reportFirst(p, free[0].Span, len(free), "this paragraph is nothing but no-break spaces; remove it",
			"this paragraph is nothing but no-break spaces, the first of %d such in the article; remove them").
			Fix(edits, "remove all paragraphs of no-break spaces")
	}
	if len(apart) > 0 {
		reportFirst(p, apart[0].Span, len(apart), "this paragraph of no-break spaces only keeps two blocks apart; write a sentence between them, or join them",
			"this paragraph of no-break spaces, the first of %d such in the article, only keeps two blocks apart; write a sentence between them, or join them")
	}
}

// reportFirst reports the first of several places; the second format tells their number behind its other arguments.
func reportFirst(p *lint.Pass, at article.Span, n int, one, many string, args ...any) *lint.Diagnostic {
	if n == 1 {
		return p.Report(at, one, args...)
	}
	return p.Report(at, many, append(args, n)...)
}

func brokenEmphasis(p *lint.Pass) {
	generator := site.Named(p.Generator)
	questions := brokenQuestions(p.Article)
	passages := p.Passages()
	for i := range passages {
		for _, b := range p.BrokenEmphasis(&passages[i]) {
			for len(questions) > 0 && questions[0].End <= b.Span.Start {
				questions = questions[1:]
			}
			isQuestion := len(questions) > 0 && questions[0].Start <= b.Span.Start
			if !isQuestion && !toleratesBreak(generator, &b) {
				reportEmphasis(p, &b)
			}
		}
	}
}

// brokenQuestions are the questions in FAQs whose emphasis failed, which faq/broken-markup reports.
func brokenQuestions(a *article.Article) []article.Span {
	var out []article.Span
	for _, f := range a.FAQs() {
		for i := range f.Entries {
			if q := &f.Entries[i]; q.Flaw != article.NoFlaw {
				out = append(out, q.Span)
			}
		}
	}
	return out
}

// toleratesBreak reports whether a generator reads broken emphasis as it was meant: Python-Markdown asks for no
// blanks around marks, and kramdown for none outside.
func toleratesBreak(g site.Generator, b *article.BrokenEmphasis) bool {
	if g != site.MkDocs && g != site.Jekyll {
		return false
	}
	isRemoval := func(e edit.Edit) bool { return e.End > e.Start }
	return b.Kind == article.Empty || b.Kind == article.Touching && (g == site.MkDocs || !slices.ContainsFunc(b.Edits, isRemoval))
}

// maxShown is how many bytes of a text a message quotes at most.
const maxShown = 60

// shown is a text as messages quote it.
func shown(text []byte) string {
	if len(text) > maxShown {
		return strings.ToValidUTF8(string(text[:maxShown]), "") + "…"
	}
	return string(text)
}

func reportEmphasis(p *lint.Pass, b *article.BrokenEmphasis) {
	text := shown(b.Span.Text(p.Source))
	switch b.Kind {
	case article.Touching:
		p.Report(b.Span, "readers see the asterisks of \"%s\", because a blank stands inside them or none outside; set the blanks right", text).
			Fix(b.Edits, "set the blanks right")
	case article.Unpaired:
		p.Report(b.Span, "nothing closes this \"%s\", so that readers see it; close it or remove it", text)
	case article.Empty:
		d := p.Report(b.Span, "\"%s\" ends and begins emphasis in one place, so that readers see it; remove it", text)
		if b.Edits != nil {
			d.Fix(b.Edits, "remove such marks")
		}
	case article.Converted:
		d := p.Report(b.Span, "an exporter took an asterisk of \"%s\" for a mark, so that readers see others; write the text again", text)
		if b.Edits != nil {
			d.Suggest(b.Edits, "set it in bold, with the asterisk in the text")
		}
	case article.Escaped:
		p.Report(b.Span, "readers see the asterisks at the end of this heading; remove them").Fix(b.Edits, "remove the asterisks")
	}
}

// templateMarks reports marks that are not Markdown and that the site's generator does not read.
func templateMarks(p *lint.Pass) {
	generator := site.Named(p.Generator)
	open := map[string]int{} // names of marks that were reported, with their closing marks
	for m := range p.TemplateMarks() {
		if m.Closing && open[m.Name] > 0 {
			open[m.Name]--
			continue
		}
		if !reportMark(p, generator, &m) {
			continue
		}
		open[m.Name]++
	}
}

func reportMark(p *lint.Pass, generator site.Generator, m *article.TemplateMark) bool {
	text := shown(m.Span.Text(p.Source))
	switch {
	case m.Kind == article.WordPressShortcode:
		p.Report(m.Span, "\"%s\" is a shortcode of WordPress, which readers see as it is written; write it in Markdown", text)
	case m.Kind == article.EscapedAttribute:
		at := m.Span.Start + bytes.Index(m.Span.Text(p.Source), []byte(`\_`))
		p.Report(m.Span, "the backslash in \"%s\" becomes a part of the attribute; remove it", text).
			Fix([]edit.Edit{{Start: at, End: at + 1}}, "remove the backslash")
	case generator != site.Unknown && !reads(generator, m.Kind):
		p.Report(m.Span, "\"%s\" is written for another generator, and %s shows it as it is written; write it in the site's own way", text, generator.String())
	default:
		return false
	}
	return true
}

// reads reports whether a generator, or a plugin that many of its sites have, reads marks of a kind.
func reads(g site.Generator, k article.TemplateKind) bool {
	switch k {
	case article.AttributeList:
		return g == site.Jekyll || g == site.MkDocs
	case article.LiquidTag:
		return g == site.Jekyll || g == site.MkDocs || g == site.Astro || g == site.Starlight || g == site.Plain
	case article.HugoShortcode:
		return g == site.Hugo || g == site.Plain
	default:
		return true
	}
}

// doubleEntities reports "&amp;nbsp;" and the like, of which readers see "&nbsp;".
func doubleEntities(p *lint.Pass) {
	body := p.Body.Text(p.Source)
	for at := 0; ; {
		n := bytes.Index(body[at:], ampersand)
		if n < 0 {
			return
		}
		at += n
		rest := body[at+len(ampersand) : min(len(body), at+len(ampersand)+maxEntity)]
		end := bytes.IndexByte(rest, ';')
		start := p.Body.Start + at
		at += len(ampersand)
		if end < 0 || !isEscapedTwice(rest[:end]) || p.InCode(start) {
			continue
		}
		span := article.Span{Start: start, End: start + len(ampersand) + end + 1}
		p.Report(span, "\"%s\" is escaped twice, so that readers see an entity; write \"%s\"", string(span.Text(p.Source)), "&"+string(rest[:end+1])).
			Suggest([]edit.Edit{{Start: start + 1, End: start + len(ampersand)}}, "write \"%s\"", "&"+string(rest[:end+1]))
	}
}

var ampersand = []byte("&amp;")

// maxEntity is longer in bytes than the names of the entities that are looked for.
const maxEntity = 10

// isEscapedTwice reports whether the name of an entity is one that exporters write.
func isEscapedTwice(name []byte) bool {
	switch string(name) {
	case "amp", "lt", "gt", "quot", "nbsp", "apos", "rsquo", "lsquo", "ldquo", "rdquo", "ndash", "mdash", "hellip":
		return true
	default:
		return len(name) > 1 && name[0] == '#'
	}
}
