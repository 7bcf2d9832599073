package faq

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/spelling"
)

var duplicateQuestion = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{
		ID:       "faq/duplicate-question",
		Summary:  "No two questions of an article ask the same.",
		Severity: lint.Warning,
	},
	Check: checkDuplicateQuestion,
}

func checkDuplicateQuestion(p *lint.Pass, _ lint.None) {
	chapters := map[*article.Section]*asked{}
	for _, f := range p.FAQs() {
		own := newAsked() // of the front matter, which often repeats the questions of the body for search engines
		for i := range f.Entries {
			q := &f.Entries[i]
			pool := own
			if q.Markup != article.FrontMatterQuestion {
				pool = poolOf(p, chapters, &f, q)
			}
			if first := pool.add(p.Lexicon, q); first != nil {
				p.Report(q.Span, "\"%s\" asks the same as an earlier question; keep one of the two", q.Text).
					Relate(first.Span, "\"%s\" stands here", first.Text)
			}
		}
	}
}

// poolOf is the questions that one is compared with: those of the whole article, unless it stands below
// a heading of its own in its FAQ, since each product may be asked the same.
func poolOf(p *lint.Pass, chapters map[*article.Section]*asked, f *article.FAQ, q *article.Question) *asked {
	chapter := sectionOf(p.Article, f, q)
	if f.Heading != nil && chapter == f.Heading.Section {
		chapter = nil
	}
	pool := chapters[chapter]
	if pool == nil {
		pool = newAsked()
		chapters[chapter] = pool
	}
	return pool
}

// asked are questions with what they mean.
type asked struct {
	said      map[string]*article.Question // by their text
	meant     map[string]*article.Question // by their words
	questions []askedQuestion
}

// askedQuestion is a question with its words. What it means is worked out where another has half of its
// words, which is seldom.
type askedQuestion struct {
	*article.Question
	words   []string // of its text, sorted
	meaning []string
}

func newAsked() *asked {
	return &asked{said: map[string]*article.Question{}, meant: map[string]*article.Question{}}
}

const (
	// minMeant is how many words a question has at least that is told by them; a shorter one must be
	// the same to the letter.
	minMeant = 3
	// maxCompared is how many questions are compared with one another word by word; more are told by
	// their words alone.
	maxCompared = 60
)

// add adds a question, unless it asks the same as one that it has: then it gives that.
func (a *asked) add(lex *lexicon.Lexicon, q *article.Question) *article.Question {
	text := strings.ToLower(q.Text)
	if first := a.said[text]; first != nil {
		return first
	}
	a.said[text] = q
	own := askedQuestion{Question: q}
	if len(a.questions) > maxCompared {
		return a.tell(meaning(lex, text), q)
	}
	own.words = wordsOf(text)
	slices.Sort(own.words)
	for i := range a.questions {
		other := &a.questions[i]
		if 2*shared(own.words, other.words) < min(len(own.words), len(other.words)) {
			continue
		}
		for _, each := range []*askedQuestion{&own, other} {
			if each.meaning == nil {
				each.meaning = meaning(lex, each.Text)
			}
		}
		if sameMeaning(own.meaning, other.meaning) {
			return other.Question
		}
	}
	a.questions = append(a.questions, own)
	return nil
}

// tell is the question with the same words, nil if there is none; then q is known by them.
func (a *asked) tell(words []string, q *article.Question) *article.Question {
	key := strings.Join(words, " ")
	if first := a.meant[key]; first != nil || len(words) < minMeant {
		return first
	}
	a.meant[key] = q
	return nil
}

// shared is how many words two sorted lists have in common.
func shared(a, b []string) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		switch order := strings.Compare(a[0], b[0]); {
		case order == 0:
			n++
			a, b = a[1:], b[1:]
		case order < 0:
			a = a[1:]
		default:
			b = b[1:]
		}
	}
	return n
}

func sameMeaning(a, b []string) bool {
	return len(a) >= minMeant && slices.Equal(a, b) || nearSame(a, b)
}

// What makes two questions nearly the same.
const (
	minShared  = 4 // words that both have
	minSimilar = 6 // letters of a word that may be misspelt
)

// nearSame reports whether two sorted lists of words differ in the spelling of one long word only. Numbers
// and short words tell questions apart.
func nearSame(a, b []string) bool {
	if len(a) != len(b) || len(a) <= minShared {
		return false
	}
	onlyA, onlyB := without(a, b), without(b, a)
	if len(onlyA) != 1 || len(onlyB) != 1 {
		return false
	}
	x, y := onlyA[0], onlyB[0]
	return min(len(x), len(y)) >= minSimilar && x[0] == y[0] && !strings.ContainsAny(x+y, "0123456789") && spelling.Distance(x, y) == 1
}

// without are the words of a that b lacks.
func without(a, b []string) []string {
	var out []string
	for _, word := range a {
		if _, ok := slices.BinarySearch(b, word); !ok {
			out = append(out, word)
		}
	}
	return out
}

// meaning are the words of a question that tell what it asks, sorted: its first word, which may be
// "why" or "how", and all that are no fillers. What stands behind "to" or "from" is told apart.
func meaning(lex *lexicon.Lexicon, question string) []string {
	var words []string
	direction := ""
	for i, word := range wordsOf(strings.ToLower(question)) {
		filler := lex.Filler(word)
		switch {
		case i == 0:
			words = append(words, "?"+word)
			if filler != lexicon.NoFiller {
				continue
			}
		case filler == lexicon.TowardsWord, filler == lexicon.OriginWord:
			direction = word + " "
			continue
		case filler != lexicon.NoFiller:
			continue
		}
		words = append(words, direction+word)
		direction = ""
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// wordsOf cuts a text in lower case into words. A plus or number sign belongs to a name: "c++".
func wordsOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool {
		if r < utf8.RuneSelf {
			return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '+' && r != '#' && r != '\''
		}
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}
