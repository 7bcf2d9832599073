package faq

import (
	"slices"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

var mixedStyle = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{
		ID:       "faq/mixed-style",
		Summary:  "The questions of a FAQ are marked up alike.",
		Severity: lint.Warning,
	},
	Check: checkMixedStyle,
}

func checkMixedStyle(p *lint.Pass, _ lint.None) {
	for _, f := range p.FAQs() {
		chapters := chaptersOf(p.Article, &f)
		all := slices.Concat(chapters...)
		for _, questions := range chapters {
			reportMixed(p, questions, all)
		}
	}
}

// chaptersOf are the questions of a FAQ, those below each heading that is no question apart.
func chaptersOf(a *article.Article, f *article.FAQ) [][]*article.Question {
	var out [][]*article.Question
	index := map[*article.Section]int{}
	for i := range f.Entries {
		q := &f.Entries[i]
		chapter := sectionOf(a, f, q)
		at, ok := index[chapter]
		if !ok {
			at = len(out)
			index[chapter] = at
			out = append(out, nil)
		}
		if q.Flaw == article.NoFlaw || q.Flaw == article.RunTogether { // how the others are meant is a guess
			out[at] = append(out[at], q)
		}
	}
	return out
}

// sectionOf is the section that a question of a FAQ stands in, unless its heading is another question.
func sectionOf(a *article.Article, f *article.FAQ, q *article.Question) *article.Section {
	s := a.SectionAt(q.Span.Start)
	for s.Heading != nil {
		_, isQuestion := slices.BinarySearchFunc(f.Entries, s.Heading.Text.Start, func(q article.Question, offset int) int {
			return q.Span.Start - offset
		})
		if !isQuestion {
			break
		}
		s = s.Parent
	}
	return s
}

// likeMost are the messages for a question that is marked up in another way than most.
var likeMost = map[article.QuestionMarkup]string{
	article.BoldQuestion:    "most questions of this FAQ are paragraphs in bold, but %d of %d, from this one on, are not; mark them up alike",
	article.LabelQuestion:   "most questions of this FAQ are lines with a label, but %d of %d, from this one on, are not; mark them up alike",
	article.HeadingQuestion: "most questions of this FAQ are headings, but %d of %d, from this one on, are not; mark them up alike",
	article.ItemQuestion:    "most questions of this FAQ are list items, but %d of %d, from this one on, are not; mark them up alike",
	article.DetailsQuestion: "most questions of this FAQ can be opened and closed, but %d of %d, from this one on, are not; mark them up alike",
	article.PlainQuestion:   "most questions of this FAQ are plain paragraphs, but %d of %d, from this one on, are not; mark them up alike",
}

// reportMixed reports the first question of a chapter that is not like most, in its markup, else in its labels.
func reportMixed(p *lint.Pass, questions, all []*article.Question) {
	if len(questions) < 2 {
		return
	}
	markup, odd := minority(questions, all, func(q *article.Question) article.QuestionMarkup { return q.Markup })
	if len(odd) > 0 {
		p.Report(odd[0].Span, likeMost[markup], len(odd), len(questions))
		return
	}
	labelled, odd := minority(questions, all, func(q *article.Question) bool { return q.Labelled })
	switch {
	case len(odd) > 0 && labelled:
		p.Report(odd[0].Span, "this question has no label such as \"Q:\", but most of this FAQ have; label all or none")
		return
	case len(odd) > 0:
		p.Report(odd[0].Span, "this question has a label, but most of this FAQ have none; label all or none")
		return
	}
	labelled, odd = minority(answered(questions), answered(all), func(q *article.Question) bool { return q.AnswerLabel.Len() > 0 })
	switch {
	case len(odd) == 0:
	case labelled:
		p.Report(odd[0].Span, "the answer to this question has no label such as \"A:\", but most of this FAQ have; label all or none")
	default:
		p.Report(odd[0].AnswerLabel, "this answer has a label, but most of this FAQ have none; label all or none")
	}
}

// answered are the questions that have an answer.
func answered(questions []*article.Question) []*article.Question {
	var out []*article.Question
	for _, q := range questions {
		if !q.Answer.IsZero() {
			out = append(out, q)
		}
	}
	return out
}

// minority is what most questions have, and those that have something else. Of two that are as frequent
// that counts as usual which is in all of the FAQ, or else comes first.
func minority[T comparable](questions, all []*article.Question, of func(*article.Question) T) (usual T, odd []*article.Question) {
	counts, everywhere := map[T]int{}, map[T]int{}
	for _, q := range all {
		everywhere[of(q)]++
	}
	for i, q := range questions {
		if i == 0 {
			usual = of(q)
		}
		counts[of(q)]++
	}
	for _, q := range questions {
		has := of(q)
		if counts[has] > counts[usual] || counts[has] == counts[usual] && everywhere[has] > everywhere[usual] {
			usual = has
		}
	}
	for _, q := range questions {
		if of(q) != usual {
			odd = append(odd, q)
		}
	}
	return usual, odd
}
