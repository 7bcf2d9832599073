package structure

import (
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

var numbering = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{
		ID:       "structure/numbering",
		Summary:  "The numbers of headings, paragraphs and lists follow one another, and are as many as a title promises.",
		Severity: lint.Warning,
	},
	Check: checkNumbering,
}

func checkNumbering(p *lint.Pass, _ lint.None) {
	if p.Role() == article.Meta || !p.Readable() {
		return
	}
	n := numbers{Pass: p}
	p.Root().Walk(n.headings)
	n.paragraphs()
	n.lists()
	n.promises()
}

// numbers judges the numbers of an article.
type numbers struct {
	*lint.Pass
	asked bool           // whether the FAQs are known
	faqs  []article.Span // the FAQs, or of a page that is one its questions; in source order
}

// rowKey tells which numbers belong together.
type rowKey struct {
	level int // of headings; of paragraphs 0, or 1 for bold ones
	label string
}

// rows are the sequences of one section.
type rows map[rowKey]*sequence

// row is the sequence that a number belongs to. It is false for what is no number of a part.
func (n *numbers) row(r rows, level int, number article.Number) (*sequence, bool) {
	if !isOfPart(n.Pass, number) {
		return nil, false
	}
	key := rowKey{level, strings.ToLower(string(number.Label.Text(n.Source)))}
	if r[key] == nil {
		r[key] = &sequence{}
	}
	return r[key], true
}

// isOfPart reports whether a number is that of a part: the words before it, if there are any, are "Step"
// or the like.
func isOfPart(p *lint.Pass, number article.Number) bool {
	return number.Label.Len() == 0 || p.Lexicon.NumberLabel(string(number.Label.Text(p.Source)))
}

// unnumbered notes what has no number for all sequences of a level.
func (r rows) unnumbered(level int, at article.Span) {
	for key, s := range r {
		if key.level == level {
			s.unnumbered = at
			s.gaps++
		}
	}
}

// headings judges the headings right below a section.
func (n *numbers) headings(section *article.Section) {
	r := rows{}
	for _, child := range section.Children {
		h := child.Heading
		if number, ok := n.HeadingNumber(h); ok {
			if s, ok := n.row(r, h.Level, number); ok {
				n.judge(s, number, false)
				continue
			}
		}
		r.unnumbered(h.Level, h.Text)
	}
}

// paragraphs judges the paragraphs that begin with a number, between one heading and the next.
func (n *numbers) paragraphs() {
	r := rows{}
	passages := n.Passages()
	for i := range passages {
		p := &passages[i]
		if p.Kind == article.HeadingText {
			clear(r)
		}
		if p.Kind != article.Paragraph || p.Item != nil || p.Quote != nil || p.Container != nil {
			continue
		}
		number, bold, ok := n.ParagraphNumber(p)
		if !ok {
			continue
		}
		level := 0
		if bold {
			level = 1
		}
		// Between paragraphs anything may stand, so that numbers may begin anew at any time.
		if s, ok := n.row(r, level, number); ok && (number.Value > 1 || s.length == 0) {
			n.judge(s, number, true)
		} else if ok {
			*s = sequence{}
			s.next(number)
		}
	}
}

// judge takes the next number of a sequence and reports what is wrong with it.
func (n *numbers) judge(s *sequence, number article.Number, inText bool) {
	last, at, before := s.last, s.at, s.unnumbered
	next := last + 1
	if s.down {
		next = last - 1
	}
	f := s.next(number)
	if f == noFault || n.inFAQ(number.Span) || f != repeated && f != restarted && n.stands(next, at, number.Span, inText) {
		return
	}
	var d *lint.Diagnostic
	switch f {
	case repeated:
		d = n.Report(number.Span, "number %d stands twice; go on with %d here", last, next)
	case restarted:
		d = n.Report(number.Span, "the numbers begin again at %d in the same section; go on with %d here, or put a heading of its own above each row", number.Value, next)
	case lost:
		n.Report(before, "this part has no number, unlike those around it; it should be number %d", next).
			Relate(at, "number %d", last)
		return
	default:
		d = n.Report(number.Span, "number %d comes after number %d; bring back what is missing, or go on with %d here", number.Value, last, next)
	}
	d.Relate(at, "number %d", last)
}

// stands reports whether a number stands between two others in another way: before a bold paragraph
// between headings, without a full stop or, between paragraphs of a text, as that of a list item.
func (n *numbers) stands(want int, from, to article.Span, inText bool) bool {
	passages := n.PassagesIn(article.Span{Start: from.End, End: to.Start})
	for i := range passages {
		switch p := &passages[i]; {
		case p.Item != nil:
			if inText && p.Item.Number == want {
				return true
			}
		case p.Kind == article.Paragraph || p.Kind == article.HeadingText:
			if n.begins(p, want) {
				return true
			}
		}
	}
	return false
}

// begins reports whether a passage begins with a number.
func (n *numbers) begins(p *article.Passage, want int) bool {
	if number, digits := leading(openingOf(n.Pass, p)); digits > 0 {
		return number == want
	}
	number, _, ok := n.ParagraphNumber(p)
	return ok && number.Value == want && isOfPart(n.Pass, number)
}

// inFAQ reports whether a place belongs to a FAQ, whose numbers are the matter of another rule.
func (n *numbers) inFAQ(at article.Span) bool {
	if !n.asked {
		n.asked = true
		for _, f := range n.FAQs() {
			if !f.WholePage {
				n.faqs = append(n.faqs, f.Span)
				continue
			}
			for i := range f.Entries {
				n.faqs = append(n.faqs, f.Entries[i].Span)
			}
		}
	}
	i, found := slices.BinarySearchFunc(n.faqs, at.Start, func(s article.Span, start int) int { return s.Start - start })
	return found || i > 0 && n.faqs[i-1].Contains(at)
}

// lists judges numbered lists that something parts which should be indented: Markdown makes two lists of
// them, and the second begins anew.
func (n *numbers) lists() {
	var last *article.Item // of the list before
	shown, broken := 0, false
	for _, item := range n.Items() {
		if item.Parent != nil || item.Number < 0 {
			continue
		}
		if item.Index > 0 {
			shown++
			last = item
			continue
		}
		if last == nil || !n.isOneList(last, item) {
			broken = false
		} else if item.Number != shown+1 && !broken {
			broken = true
			n.Report(item.Marker, "readers see number %d after number %d, because what stands between is not indented; indent it as far as the text of the item above, or write %d here",
				item.Number, shown, shown+1).
				Relate(last.Marker, "number %d", shown)
		}
		shown, last = item.Number, item
	}
}

// isOneList reports whether an item was meant to be in the list of another one before it: nothing stands
// between the two but what belongs to a step. A text, in contrast, may lead over to other steps.
func (n *numbers) isOneList(last, item *article.Item) bool {
	from, to := n.PassagesIn(last.Span), n.PassagesIn(item.Span)
	if len(from) == 0 || len(to) == 0 || from[0].Item != last || to[0].Item != item {
		return false // an item in an item: "1. 1."
	}
	if from[0].Container != to[0].Container || from[0].Quote != to[0].Quote {
		return false
	}
	parting := n.Passages()[from[len(from)-1].Index+1 : to[0].Index]
	for i := range parting {
		p := &parting[i]
		if !n.isDetail(p) || p.Quote != from[0].Quote || p.Container != from[0].Container {
			return false
		}
	}
	return len(parting) > 0
}

// isDetail reports whether a passage goes with the step above it: code, an image, or bullets.
func (n *numbers) isDetail(p *article.Passage) bool {
	switch {
	case p.Item != nil:
		return p.Item.Number < 0
	case p.Kind == article.Paragraph:
		return strings.TrimSpace(openingOf(n.Pass, p)) == ""
	default:
		return p.Kind == article.Code
	}
}
