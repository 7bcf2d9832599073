package danger

import (
	"bytes"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
)

// step is something destructive that the reader is told to do.
type step struct {
	kind    lexicon.Kind
	span    article.Span // of the phrase or command that names it
	section *article.Section
	until   int // a warning that begins before this offset is in time: the end of item or passage
}

// reader finds the destructive steps of one section.
type reader struct {
	*article.Article
	section *article.Section
	spared  bool                  // a menu path of the section turns off to a cache
	strong  map[lexicon.Kind]bool // kinds of which weak phrases count; nil until asked for

	lookedForItems bool // for the following two
	firstItem      int  // index of the first item that tells the reader to do something, -1 for none
	itemsEnd       int  // offset of the end of the last item
}

// stepsOf are the destructive steps of a section outside its subsections, in source order.
//
// What stands before the first item that tells the reader to do something, the heading
// included, announces a procedure. It is a step only where the items name none: then they
// tell how to do what was announced. Prose and lists above subsections announce them.
func stepsOf(a *article.Article, s *article.Section) []step {
	r := reader{Article: a, section: s}
	own := s.Own()
	acts := false
	var out []step
	for i := range own {
		if p := &own[i]; p.Kind != article.Cell && a.MayAct(p) && !r.explains(p) {
			acts = true
			if p.Kind == article.Code || !r.announcing(i) {
				out = r.inPassage(out, p)
			}
		}
	}
	if acts && len(out) == 0 && !r.spared {
		out = r.announced()
	}
	if len(out) > 0 && isSummary(a, s) {
		return nil
	}
	return out
}

// announcing reports whether the passage at index i announces steps rather than being one.
func (r *reader) announcing(i int) bool {
	if r.section.Heading == nil && len(r.section.Children) > 0 {
		return true
	}
	if r.section.Own()[i].Item != nil {
		return false
	}
	first, _ := r.instructions()
	return i < first || first < 0 && len(r.section.Children) > 0
}

// isSummary reports whether a section sums the article up, and so lists its methods again. What
// stands before a colon may be a leftover or the topic.
func isSummary(a *article.Article, s *article.Section) bool {
	_, rest, _ := strings.Cut(s.Title(), ":")
	return a.Lexicon.SummaryTitle(s.Title()) || a.Lexicon.SummaryTitle(rest)
}

// instructions are the index of the first item that tells the reader to do something, -1 for
// none, and the end of the last item.
func (r *reader) instructions() (first, end int) {
	if r.lookedForItems {
		return r.firstItem, r.itemsEnd
	}
	r.lookedForItems, r.firstItem = true, -1
	own := r.section.Own()
	for i := range own {
		p := &own[i]
		if p.Item == nil {
			continue
		}
		if r.firstItem < 0 && r.instructs(r.Terms(p)) {
			r.firstItem = i
		}
		r.itemsEnd = p.Span.End
	}
	return r.firstItem, r.itemsEnd
}

// announced is the step that the heading or introduction before the first item that instructs
// names. Which of the items does it is not known, so any warning among them is in time.
func (r *reader) announced() []step {
	first, until := r.instructions()
	own := r.section.Own()
	for i := range max(first, 0) {
		p := &own[i]
		if !r.MayAct(p) {
			continue
		}
		terms := r.Terms(p)
		for k := range terms {
			m := &terms[k]
			if m.Slot != lexicon.Destructive || m.Weak || r.refers(m.Span) || !r.announces(p, terms, k) {
				continue
			}
			if r.inFAQ(&own[first]) || r.Lexicon.PreparationTitle(r.section.Title()) {
				return nil
			}
			return []step{{m.Kind, m.Span, r.section, until}}
		}
	}
	return nil
}

// announces reports whether the phrase at index i is what a heading is about, or what an
// introduction tells or offers to do.
func (r *reader) announces(p *article.Passage, terms []lexicon.Match, i int) bool {
	if p.Kind == article.HeadingText {
		return names(terms, i) && !r.Lexicon.IsQuestion(r.section.Title())
	}
	return r.orders(p, terms, i) || r.offers(terms, i)
}

// inPassage appends the steps of one passage.
func (r *reader) inPassage(out []step, p *article.Passage) []step {
	if p.Kind == article.Cell || p.Kind == article.HeadingText {
		return out
	}
	terms := r.Terms(p)
	for i := range terms {
		if m := &terms[i]; r.isStep(p, terms, i) && (!m.Weak || r.supports(m.Kind)) {
			out = append(out, step{r.kind(m), m.Span, r.section, extent(p)})
		}
	}
	return r.inlineCommands(out, p, terms)
}

// isStep reports whether the match at index i is a destructive command, or a phrase that the
// reader is told or offered to carry out.
func (r *reader) isStep(p *article.Passage, terms []lexicon.Match, i int) bool {
	switch terms[i].Slot {
	case lexicon.Command:
		return !r.cleansUp(&terms[i])
	case lexicon.Destructive:
		return !r.refers(terms[i].Span) && !r.leadsToCache(p, &terms[i]) && (r.orders(p, terms, i) || r.offers(terms, i))
	default:
		return false
	}
}

// cleansUp reports whether a command deletes a folder within a project: its last argument is a relative
// path of several parts.
func (r *reader) cleansUp(m *lexicon.Match) bool {
	words := bytes.Fields(m.Span.Text(r.Source))
	path := words[len(words)-1]
	return m.Kind == lexicon.DeleteData && bytes.IndexByte(path, '/') > 0 && bytes.IndexAny(path, "~$.*%-\"'") != 0
}

// leadsToCache reports whether a phrase is an entry on the way to another one that empties a cache: on a menu
// path ("Clear data > Clear cache"), or in a section about a cache. Some systems have no other way to it. A
// heading that promises to delete data is taken at its word.
func (r *reader) leadsToCache(p *article.Passage, m *lexicon.Match) bool {
	if m.Kind != lexicon.ClearAppData && m.Kind != lexicon.FactoryReset && m.Kind != lexicon.DeleteData {
		return false
	}
	title := bytes.ToLower([]byte(r.section.Title()))
	if bytes.Contains(title, []byte("data")) {
		return false
	}
	leads := r.pathLeadsToCache(m.Span.End) || speaksOfCache(title) && r.namesCache(p)
	r.spared = r.spared || leads
	return leads
}

// entry is the length in bytes of a menu entry.
const entry = 48

// pathLeadsToCache reports whether a menu path goes on from an offset to a cache.
func (r *reader) pathLeadsToCache(offset int) bool {
	rest := bytes.TrimLeft(r.Source[offset:], "*_\"'”’` ")
	for _, arrow := range []string{">", "→", "»", "&gt;"} {
		if next, ok := bytes.CutPrefix(rest, []byte(arrow)); ok {
			return speaksOfCache(next[:min(len(next), entry)])
		}
	}
	return false
}

// namesCache reports whether a passage, or the one behind it in the section, speaks of a cache.
func (r *reader) namesCache(p *article.Passage) bool {
	if speaksOfCache(p.Span.Text(r.Source)) {
		return true
	}
	own := r.section.Own()
	next := p.Index - own[0].Index + 1
	return next < len(own) && speaksOfCache(own[next].Span.Text(r.Source))
}

func speaksOfCache(text []byte) bool {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	return bytes.Contains(bytes.ToLower(line), []byte("cache"))
}

// has reports whether any of the matches has a slot.
func has(terms []lexicon.Match, slot lexicon.Slot) bool {
	return slices.ContainsFunc(terms, func(m lexicon.Match) bool { return m.Slot == slot })
}

// kind is what a phrase does in its section. What empties a device elsewhere ("erase all data")
// is, in a section about the data of an app, the button for these.
func (r *reader) kind(m *lexicon.Match) lexicon.Kind {
	if m.Kind == lexicon.FactoryReset && m.Form == lexicon.Base && r.titleNames(lexicon.ClearAppData) {
		return lexicon.ClearAppData
	}
	return m.Kind
}

// explains reports whether a passage is part of an answer in a FAQ, of a form that tells nobody to do
// anything.
func (r *reader) explains(p *article.Passage) bool { return !isProcedural(p) && r.inFAQ(p) }

// isProcedural reports whether a passage is of a form that procedures have and explanations
// rarely: a numbered item, or code.
func isProcedural(p *article.Passage) bool {
	return p.Kind == article.Code || p.Item != nil && p.Item.Number >= 0
}

// extent is the end of the list item or passage.
func extent(p *article.Passage) int {
	if p.Item != nil {
		return max(p.Item.Span.End, p.Span.End)
	}
	return p.Span.End
}

// inlineCommands appends the destructive commands in the code spans of a passage that tells the
// reader to do something.
func (r *reader) inlineCommands(out []step, p *article.Passage, terms []lexicon.Match) []step {
	if p.Kind != article.Paragraph {
		return out
	}
	known := len(out)
	var found []lexicon.Match
	for _, text := range p.Text {
		if !r.InCode(text.Start) {
			continue
		}
		found = r.Lexicon.FindCommands(found[:0], r.Source, []article.Span{text}, "")
		for _, m := range found {
			if m.Slot == lexicon.Command && !m.Weak && !r.cleansUp(&m) {
				out = append(out, step{m.Kind, m.Span, r.section, extent(p)})
			}
		}
	}
	if len(out) > known && !r.instructs(terms) {
		return out[:known]
	}
	return out
}

// supports reports whether weak phrases of a kind count in the section: where their context, or
// a phrase of the kind that is not weak, stands in it or in a heading above.
func (r *reader) supports(kind lexicon.Kind) bool {
	if r.strong == nil {
		r.strong = map[lexicon.Kind]bool{}
		for i := range r.section.Own() {
			r.support(&r.section.Own()[i])
		}
		for above := r.section.Parent; above != nil && above.Heading != nil; above = above.Parent {
			r.support(&above.Own()[0])
		}
	}
	return r.strong[kind]
}

func (r *reader) support(p *article.Passage) {
	for _, m := range r.Terms(p) {
		if m.Slot == lexicon.Context || m.Kind != "" && !m.Weak && !m.Negated {
			r.strong[m.Kind] = true
		}
	}
}

// inFAQ reports whether a passage belongs to a FAQ. FAQs come in source order and do not
// overlap.
func (r *reader) inFAQ(p *article.Passage) bool {
	faqs := r.FAQs()
	i, found := slices.BinarySearchFunc(faqs, p.Span.Start, func(f article.FAQ, offset int) int { return f.Span.Start - offset })
	return found || i > 0 && p.Span.Start < faqs[i-1].Span.End
}

// refers reports whether a phrase is part of a link's text, and so speaks of another article,
// or of a longer piece of code, such as a path.
func (r *reader) refers(s article.Span) bool {
	links := r.Links()
	i, found := slices.BinarySearchFunc(links, s.Start, func(l article.Link, offset int) int { return l.Span.Start - offset })
	inLink := found || i > 0 && s.Start < links[i-1].Span.End
	return inLink || r.InCode(s.Start) && r.Source[s.Start-1] != '`'
}
