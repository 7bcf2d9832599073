package structure

import (
	"strings"

	"github.com/kblint/kblint/internal/article"
)

// promises compares what titles promise, as "7 ways to …", with what follows.
func (n *numbers) promises() {
	title, at := n.Title()
	broken := false
	n.Root().Walk(func(s *article.Section) {
		if s.Heading == nil || s.Heading.Text == at {
			return
		}
		if promised, ok := n.promise(s.Heading.Title); ok {
			broken = n.breaks(s, promised) || broken
		}
	})
	promised, ok := n.promise(title)
	if !ok || broken {
		return
	}
	if row := n.onlyRow(); row.length > 1 && row.last != promised {
		n.Report(at, "the title promises %d, but the numbers below it end at %d; mend one of them", promised, row.last).
			Relate(row.at, "number %d", row.last)
	}
}

// maxPromise is the highest number that a title promises; higher ones are years and prices.
const maxPromise = 50

// promise reads the number that a title begins with, if it counts what follows. "7+" may be any number.
func (n *numbers) promise(title string) (int, bool) {
	number, digits := leading(title)
	if digits == 0 || number < 2 || number > maxPromise || !strings.HasPrefix(title[digits:], " ") {
		return 0, false
	}
	return number, n.Lexicon.Counted(title[digits:])
}

// onlyRow is the only sequence of numbered headings in the article, from 1 on without a fault; an empty
// one where there are none or several, or where it numbers parts of the article that are not alike.
func (n *numbers) onlyRow() sequence {
	row, level := sequence{}, 0
	for _, h := range n.Headings() {
		number, ok := n.HeadingNumber(h)
		if !ok || n.inFAQ(h.Text) {
			continue
		}
		text := string(n.Source[min(number.End, h.Text.End):h.Text.End])
		isOdd := number.Sub || number.Value != row.last+1 || level != 0 && level != h.Level || !isOfPart(n.Pass, number)
		if isOdd || n.Lexicon.Defines(text) || n.Lexicon.IsQuestion(text) {
			return sequence{}
		}
		level = h.Level
		row.next(number)
	}
	return row
}

// breaks reports whether a section has not as many numbered subsections as its heading promises or,
// where it has no subsections, as many items in its only list.
func (n *numbers) breaks(s *article.Section, promised int) bool {
	count, ok := n.subsections(s)
	if len(s.Children) == 0 {
		count, ok = itemsOf(s)
	}
	if !ok || count == promised {
		return false
	}
	n.Report(s.Heading.Text, "the heading promises %d, but %d are below it; mend one of them", promised, count)
	return true
}

// subsections counts the subsections of a section, if all have a number, from 1 on.
func (n *numbers) subsections(s *article.Section) (count int, ok bool) {
	for _, child := range s.Children {
		number, ok := n.HeadingNumber(child.Heading)
		if !ok || number.Sub || number.Value != count+1 {
			return 0, false
		}
		count++
	}
	return count, count > 1
}

// itemsOf counts the items of the only list of a section.
func itemsOf(s *article.Section) (count int, ok bool) {
	var list any
	passages := s.Own()
	for i := range passages {
		item := passages[i].Item
		if item == nil {
			continue
		}
		for item.Parent != nil {
			item = item.Parent
		}
		if list != nil && list != any(item.List) {
			return 0, false
		}
		list, count = item.List, item.Index+1
	}
	return count, count > 1
}
