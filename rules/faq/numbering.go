package faq

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lint"
)

var numbering = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{
		ID:       "faq/numbering",
		Summary:  "The questions of a FAQ are numbered one after the other, or not at all.",
		Severity: lint.Error,
	},
	Check: checkNumbering,
}

// count goes along the questions of a FAQ. In each chapter the numbers may begin anew, or go on.
type count struct {
	*lint.Pass
	counted  map[int]int // as countedItems gives them
	start    int         // the number that the first question may have beside 1
	last     int         // the number before, 0 at first
	chapters map[*article.Section]*chapter
}

// chapter is the questions of a section, or all of a FAQ that is a section itself.
type chapter struct {
	last       int                 // the last number as written
	right      int                 // what it should be, fixes applied
	numbered   int                 // how many questions have a number
	unnumbered []*article.Question // since the last number
	without    int                 // how many have none
	first      *article.Question   // the first with a number
	broken     *flaw               // the last that is wrong, while its fix grows
	unsure     bool                // a question may be missing before the first
}

// flaw is a number that does not follow the one before, or a question that has none.
type flaw struct {
	report *lint.Diagnostic
	edits  []edit.Edit // what numbers the questions from there on right
	unsafe bool        // a question may be missing, so that other numbers may be right
}

// checkNumbering lets a second FAQ in the same article go on where the first ended.
func checkNumbering(p *lint.Pass, _ lint.None) {
	faqs := p.FAQs()
	if len(faqs) == 0 {
		return
	}
	end, counted := 0, countedItems(p.Article)
	for _, f := range faqs {
		c := count{Pass: p, counted: counted, start: end + 1, chapters: map[*article.Section]*chapter{}}
		var order []*chapter
		for i := range f.Entries {
			q := &f.Entries[i]
			section := sectionOf(p.Article, &f, q)
			ch := c.chapters[section]
			if ch == nil {
				ch = &chapter{}
				c.chapters[section] = ch
				order = append(order, ch)
			}
			if q.Number < 0 {
				ch.unnumbered = append(ch.unnumbered, q)
				ch.without++
			} else {
				c.next(ch, q)
			}
		}
		for _, ch := range order {
			c.finish(ch)
		}
		end = c.last
	}
}

// countedItems are the list items that Markdown itself numbers, with the numbers that readers see,
// by the offset of their marker: only the first number of a list matters, so that items that all
// say "1." are shown as 1, 2, 3.
func countedItems(a *article.Article) map[int]int {
	numbers := map[int]int{}
	first := map[any]int{} // by list
	for _, item := range a.Items() {
		switch {
		case item.Index == 0:
			first[item.List] = item.Number
		case item.Number >= 0:
			numbers[item.Marker.Start] = first[item.List] + item.Index
		}
	}
	return numbers
}

// next takes the next question with a number.
func (c *count) next(ch *chapter, q *article.Question) {
	number, counted := c.counted[q.NumberSpan.Start]
	if !counted {
		number = q.Number
	}
	last := ch.last
	fits := number == last+1
	if ch.numbered == 0 {
		last = c.last
		fits = number <= 1 || number == last+1 || len(c.chapters) == 1 && number == c.start
		ch.first, ch.right = q, number-1
	}
	switch {
	case counted:
		ch.right, ch.broken = number, nil
	case c.fillsGap(ch, q, last):
		ch.conclude()
		ch.right = number
	case fits, ch.broken != nil && number == ch.right+1: // or fits once what is wrong is mended
		c.numberBefore(ch, q)
		ch.right++
		ch.grow(q)
	default:
		c.complain(ch, q, last)
	}
	ch.numbered++
	c.last, ch.last, ch.unnumbered = number, number, nil
}

// fillsGap reports questions without a number for which the numbers around them leave room.
func (c *count) fillsGap(ch *chapter, q *article.Question, last int) bool {
	if n := len(ch.unnumbered); n == 0 || q.Number != last+n+1 || n > 1 && !ch.areAlike(q) {
		return false
	}
	for i, lost := range ch.unnumbered {
		c.reportUnnumbered(lost, last+1+i, q)
	}
	return true
}

// numberBefore reports questions without a number for which the numbers around them leave no room.
func (c *count) numberBefore(ch *chapter, q *article.Question) {
	if ch.numbered == 0 || len(ch.unnumbered) == 0 || !ch.areAlike(q) {
		return
	}
	ch.conclude()
	f := &flaw{report: c.Report(ch.unnumbered[0].Span, "this question has no number, unlike the others; it should be number %d", ch.last+1)}
	for _, lost := range ch.unnumbered {
		ch.right++
		e, ok := numberLike(c.Source, lost, q, ch.right)
		if !ok {
			return
		}
		f.edits = append(f.edits, e)
	}
	ch.broken = f
}

// areAlike reports whether the questions without a number are marked up as one with a number is.
func (ch *chapter) areAlike(model *article.Question) bool {
	for _, q := range ch.unnumbered {
		if q.Markup != model.Markup || q.Labelled != model.Labelled || !q.Asks() {
			return false
		}
	}
	return true
}

// grow numbers a question that follows a wrong one.
func (ch *chapter) grow(q *article.Question) {
	if f := ch.broken; f != nil && q.Number != ch.right {
		f.edits = append(f.edits, edit.Edit{Start: q.NumberSpan.Start, End: q.NumberSpan.End, New: strconv.Itoa(ch.right)})
	}
}

// complain reports a number that does not follow the last one, which is 0 at the first question.
func (c *count) complain(ch *chapter, q *article.Question, last int) {
	next := last + 1
	f := &flaw{}
	switch {
	case last == 0:
		f.unsafe, ch.unsure = true, true
		ch.right = 0
		f.report = c.Report(q.NumberSpan, "the numbers begin at %d; bring back the question before this one or mend its markup, or number the questions from 1 on", q.Number)
	case q.Number == last:
		f.report = c.Report(q.NumberSpan, "the question before has the number %d, too; number the questions from here on with %d and up", last, next)
	case q.Number == 1:
		f.report = c.Report(q.NumberSpan, "the numbers begin again at 1; number the questions from here on with %d and up", next)
	default:
		f.report = c.Report(q.NumberSpan, "number %d comes after number %d; number the questions from here on with %d and up", q.Number, last, next)
	}
	ch.conclude()
	ch.broken = f
	ch.right++
	ch.grow(q)
}

// conclude adds the fix to the last wrong number.
func (ch *chapter) conclude() {
	f := ch.broken
	if f == nil || len(f.edits) == 0 {
		return
	}
	if f.unsafe {
		f.report.Suggest(f.edits, "number the questions anew from here on")
	} else {
		f.report.Fix(f.edits, "number the questions anew from here on")
	}
	ch.broken = nil
}

// finish looks at the chapter as a whole: questions without a number at its end, and one number alone.
func (c *count) finish(ch *chapter) {
	ch.conclude()
	switch {
	case ch.numbered == 0 || !ch.areAlike(ch.first):
	case ch.numbered == 1 && ch.without > 1:
		if _, counted := c.counted[ch.first.NumberSpan.Start]; !counted {
			c.Report(ch.first.NumberSpan, "this question has a number, unlike the others; remove it, or number them all")
		}
	case ch.numbered > 1 && !ch.unsure:
		for i, lost := range ch.unnumbered {
			c.reportUnnumbered(lost, ch.right+1+i, ch.first)
		}
	}
}

// reportUnnumbered reports a question without a number, which it should have as its model has one.
func (c *count) reportUnnumbered(q *article.Question, number int, model *article.Question) {
	d := c.Report(q.Span, "this question has no number, unlike the others; it should be number %d", number)
	if e, ok := numberLike(c.Source, q, model, number); ok {
		d.Fix([]edit.Edit{e}, "number it %d", number)
	}
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// numberLike is the edit that gives a question a number in the way of its model.
func numberLike(src []byte, q, model *article.Question, number int) (e edit.Edit, ok bool) {
	if q.Markup != model.Markup || q.Labelled != model.Labelled || q.Flaw != article.NoFlaw || q.Markup == article.ItemQuestion {
		return e, false
	}
	raw := q.Span.Text(src)
	var at int
	text := strconv.Itoa(number)
	if q.Labelled { // "Q:" becomes "Q2:"
		at = bytes.IndexByte(raw, ':')
		if at < 0 || src[model.NumberSpan.End] != ':' {
			return e, false
		}
		if src[model.NumberSpan.Start-1] == ' ' {
			text = " " + text
		}
	} else {
		behind := src[model.NumberSpan.End:model.Span.End]
		mark := slices.IndexFunc(behind, func(c byte) bool { return bytes.IndexByte([]byte("\\.) "), c) < 0 })
		if mark <= 0 {
			return e, false
		}
		at = len(raw) - len(bytes.TrimLeft(raw, "*_ "))
		text += string(behind[:mark])
	}
	if at < len(raw) && isDigit(raw[at]) && !strings.HasSuffix(text, " ") {
		return e, false // it would be read as one number with what the question begins with
	}
	at += q.Span.Start
	return edit.Edit{Start: at, End: at, New: text}, true
}
