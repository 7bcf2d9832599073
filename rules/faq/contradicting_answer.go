package faq

import (
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/lint"
)

var contradictingAnswer = lint.CorpusRule[lint.None, []reply]{
	Meta: lint.Meta{
		ID:       "faq/contradicting-answer",
		Summary:  "No two articles answer a question with yes and with no.",
		Severity: lint.Hint,
		OptIn:    true,
	},
	Facts: replies,
	Judge: judgeContradictions,
}

// reply is a question that is answered with yes or no.
type reply struct {
	Question string       `json:"question"` // its words without fillers
	Text     string       `json:"text"`     // as readers see it
	At       article.Span `json:"at"`       // the question
	Yes      bool         `json:"yes,omitempty"`
}

var replies = &lint.Facts[[]reply]{Name: "faq/replies/1", Collect: repliesOf}

// minTold is how many words a question has at least that is the same one in another article.
const minTold = 3

func repliesOf(a *article.Article) []reply {
	var out []reply
	for _, f := range a.FAQs() {
		for i := range f.Entries {
			q := &f.Entries[i]
			start := max(q.Answer.Start, q.AnswerLabel.End)
			stance := a.Lexicon.Stance(strings.TrimLeft(string(a.Source[start:max(start, q.Answer.End)]), "\"'*_>- \t\r\n"))
			words := meaning(a.Lexicon, q.Text)
			if stance != lexicon.NoStance && len(words) >= minTold && !slices.ContainsFunc(strings.Fields(q.Text), a.Lexicon.Points) {
				out = append(out, reply{Question: strings.Join(words, " "), Text: strings.Clone(q.Text), At: q.Span, Yes: stance == lexicon.Yes})
			}
		}
	}
	return out
}

// side is the articles that answer a question alike.
type side struct {
	articles int
	place    lint.Place // of the first
	at       article.Span
}

// sides are those who answer a question with no and with yes.
type sides [2]side

func (s *sides) of(yes bool) *side { return &s[index(yes)] }

// judgeContradictions reports the answers that fewer articles give; where both are as frequent, those
// that differ from the first.
func judgeContradictions(c *lint.Corpus[[]reply], _ lint.None) {
	questions := map[string]*sides{}
	for place, all := range c.All() {
		for _, r := range all {
			s := questions[r.Question]
			if s == nil {
				s = &sides{}
				questions[r.Question] = s
			}
			own := s.of(r.Yes)
			if own.articles == 0 {
				own.place, own.at = place, r.At
			}
			own.articles++
		}
	}
	for place, all := range c.Asked() {
		for _, r := range all {
			reportContradiction(c, place, r, questions[r.Question])
		}
	}
}

func reportContradiction(c *lint.Corpus[[]reply], place lint.Place, r reply, s *sides) {
	own, others := s.of(r.Yes), s.of(!r.Yes)
	if others.articles < own.articles || others.articles == own.articles && own.place.Path <= others.place.Path {
		return
	}
	format := "\"%s\" is answered with no here, but with yes in other articles (%d); give readers one answer"
	if r.Yes {
		format = "\"%s\" is answered with yes here, but with no in other articles (%d); give readers one answer"
	}
	c.Report(place, r.At, format, r.Text, others.articles).RelateIn(others.place, others.at, "one of them stands here")
}

func index(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
