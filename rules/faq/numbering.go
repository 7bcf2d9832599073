package faq

import (
	"github.com/kblint/kblint/internal/article"
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
	counted    map[int]int              // as countedItems gives them
	start      int                      // the number that the first question may have beside 1
	last       int                      // the number before, 0 at first
	chapters   map[*article.Section]int // the last number in each
	unnumbered []*article.Question      // since the last number
}

// checkNumbering lets a second FAQ in the same article go on where the first ended.
func checkNumbering(p *lint.Pass, _ lint.None) {
	faqs := p.FAQs()
	if len(faqs) == 0 {
		return
	}
	end, counted := 0, countedItems(p.Article)
	for _, f := range faqs {
		c := count{Pass: p, counted: counted, start: end + 1, chapters: map[*article.Section]int{}}
		for i := range f.Entries {
			if q := &f.Entries[i]; q.Number < 0 {
				c.unnumbered = append(c.unnumbered, q)
			} else {
				c.next(q)
			}
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

func (c *count) next(q *article.Question) {
	chapter := c.chapter(q)
	number, counted := c.counted[q.NumberSpan.Start]
	if !counted {
		number = q.Number
	}
	last, begun := c.chapters[chapter]
	fits := number == last+1
	if !begun {
		last = c.last
		fits = number <= 1 || number == last+1 || len(c.chapters) == 0 && number == c.start
	}
	if !fits && !counted {
		c.complain(q, last)
	}
	c.last, c.unnumbered = number, nil
	c.chapters[chapter] = number
}

// complain reports a number that does not follow the last one, which is 0 at the first question.
func (c *count) complain(q *article.Question, last int) {
	next := last + 1
	switch {
	case len(c.unnumbered) == 1 && q.Number == next+1:
		c.Report(c.unnumbered[0].Span, "this question has no number, unlike the others; it should be number %d", next)
	case last == 0:
		c.Report(q.NumberSpan, "the numbers begin at %d; bring back the question before this one or mend its markup, or number the questions from 1 on", q.Number)
	case q.Number == last:
		c.Report(q.NumberSpan, "the question before has the number %d, too; number the questions from here on with %d and up", last, next)
	case q.Number == 1:
		c.Report(q.NumberSpan, "the numbers begin again at 1; number the questions from here on with %d and up", next)
	default:
		c.Report(q.NumberSpan, "number %d comes after number %d; number the questions from here on with %d and up", q.Number, last, next)
	}
}

// chapter is the section that the question stands in.
func (c *count) chapter(q *article.Question) *article.Section {
	s := c.SectionAt(q.Span.Start)
	if q.Markup == article.HeadingQuestion {
		return s.Parent
	}
	return s
}
