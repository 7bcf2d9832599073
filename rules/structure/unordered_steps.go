package structure

import (
	"strings"
	"unicode"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/lint"
)

var unorderedSteps = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{
		ID:       "structure/unordered-steps",
		Summary:  "Steps that follow one another are numbered, not bulleted.",
		Severity: lint.Hint,
	},
	Check: checkUnorderedSteps,
}

const (
	// fewestSteps is how many items a list of steps has at least: two may well be options.
	fewestSteps = 3
	// introductionLength is the length in bytes of what is read of the text before a list.
	introductionLength = 150
)

func checkUnorderedSteps(p *lint.Pass, _ lint.None) {
	if p.Role() == article.Meta {
		return
	}
	s := steps{Pass: p}
	for _, items := range bulletLists(p.Items()) {
		if len(items) < fewestSteps {
			continue
		}
		s.items, s.words, s.openings = items, s.words[:0], s.openings[:0]
		if s.areNumbered() {
			p.Report(items[0].Marker, "the %d bullets here have numbers of their own; make them a numbered list", len(items))
		} else if s.areSteps() {
			d := p.Report(items[0].Marker, "these %d steps follow one another, but have bullets; number them", len(items))
			if edits, ok := p.Numbered(items); ok {
				d.Suggest(edits, "number the %d steps", len(items))
			}
		}
	}
}

// bulletLists are the items of each bulleted list. Bullets below the item of a numbered list are left
// out: they are the details of a step.
func bulletLists(items []*article.Item) [][]*article.Item {
	var lists [][]*article.Item
	at := map[any]int{}
	for _, item := range items {
		if item.Number >= 0 || isBelowNumber(item.Parent) {
			continue
		}
		i, known := at[item.List]
		if !known {
			i = len(lists)
			at[item.List] = i
			lists = append(lists, nil)
		}
		lists[i] = append(lists[i], item)
	}
	return lists
}

// isBelowNumber reports whether an item, nil for none, or one around it has a number.
func isBelowNumber(item *article.Item) bool {
	for ; item != nil; item = item.Parent {
		if item.Number >= 0 {
			return true
		}
	}
	return false
}

// steps are the items of a bulleted list.
type steps struct {
	*lint.Pass
	items    []*article.Item
	words    []lexicon.StepWords // how each begins
	openings []string            // and its first words
}

// text is the passage that an item begins with, nil if it begins with something else than text.
func (s *steps) text(item *article.Item) *article.Passage {
	passages := s.PassagesIn(item.Span)
	if len(passages) == 0 || passages[0].Kind != article.Paragraph || passages[0].Item != item {
		return nil
	}
	return &passages[0]
}

// areNumbered reports whether all items begin with a number: "Step 1: …", "1\. …".
func (s *steps) areNumbered() bool {
	for i, item := range s.items {
		text := s.text(item)
		if text == nil {
			return false
		}
		n, _, ok := s.ParagraphNumber(text)
		if !ok || n.Value != i+1 || n.Sub || !isOfPart(s.Pass, n) {
			return false
		}
	}
	return true
}

// areSteps reports whether the items are steps that follow one another, which three things tell: most of
// them tell the reader to do something; none but the last says that it is another way; and there is a
// sign of order.
func (s *steps) areSteps() bool {
	others := 0
	for i, item := range s.items {
		words := s.opening(item)
		if words&^lexicon.Else == 0 {
			others++
		}
		if words&lexicon.Else != 0 && i < len(s.items)-1 || 4*others > len(s.items) {
			return false
		}
	}
	return s.areOrdered(others) && !s.areChoices()
}

// areChoices reports whether the text before the list says that each item is another way.
func (s *steps) areChoices() bool {
	passages := s.PassagesIn(s.items[0].Span)
	if len(passages) == 0 || passages[0].Index == 0 {
		return false
	}
	before := &s.Passages()[passages[0].Index-1]
	if before.Kind != article.Paragraph {
		return false
	}
	text, introduces := strings.CutSuffix(s.Plain(before.Text), ":")
	if len(text) > introductionLength {
		_, text, _ = strings.Cut(text[len(text)-introductionLength:], " ")
	}
	return introduces && s.Lexicon.OffersChoice(text[strings.LastIndex(text, ". ")+1:])
}

// opening reads how an item begins.
func (s *steps) opening(item *article.Item) lexicon.StepWords {
	opening := ""
	if text := s.text(item); text != nil {
		opening = openingOf(s.Pass, text)
	}
	words := s.Lexicon.StepOpening(opening)
	s.words, s.openings = append(s.words, words), append(s.openings, opening)
	return words
}

func isNoLetter(r rune) bool { return !unicode.IsLetter(r) }

// areOrdered reports whether there is a sign of order: a way in is opened first, and then something in
// there is used; something takes its time, or comes after something else; what was taken out is put
// back; or one thing after another is pressed, and not the same sort of thing always, as in a list of
// buttons.
func (s *steps) areOrdered(others int) bool {
	const onScreen = lexicon.Press | lexicon.Pick
	first, later, goOn := s.words[0], lexicon.StepWords(0), 0
	for _, words := range s.words[1:] {
		later |= words
		if words&(onScreen|lexicon.Wait|lexicon.Then) != 0 {
			goOn++
		}
	}
	most := 2*goOn >= len(s.items)-1
	switch {
	case first&lexicon.Enter != 0 && (most || others == 0 && s.words[1]&(onScreen|lexicon.Wait|lexicon.Then) != 0):
		return true
	case first&lexicon.Part != 0 && later&lexicon.Join != 0:
		return true
	case s.isMonotonous():
		return false
	case later&(lexicon.Wait|lexicon.Then) != 0 && most:
		return true
	default:
		return first&onScreen != 0 && goOn == len(s.items)-1 && (first|later)&lexicon.Press != 0
	}
}

// isMonotonous reports whether most of the items begin with the same word.
func (s *steps) isMonotonous() bool {
	count := map[string]int{}
	for _, opening := range s.openings {
		first, _, _ := strings.Cut(strings.TrimLeftFunc(opening, isNoLetter), " ")
		first = strings.ToLower(strings.TrimRightFunc(first, isNoLetter))
		count[first]++
		if 4*count[first] >= 3*len(s.openings) {
			return true
		}
	}
	return false
}
