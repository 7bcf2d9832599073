package structure

import (
	"slices"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

// openingLength is the length in bytes of what is read of a text to tell how it begins.
const openingLength = 60

// openingOf is how a passage begins, as a reader sees it.
func openingOf(p *lint.Pass, passage *article.Passage) string {
	return p.Plain(clipped(passage.Text, openingLength))
}

// clipped are the first bytes of a text.
func clipped(text []article.Span, length int) []article.Span {
	for i, span := range text {
		if length -= span.Len(); length < 0 {
			text = slices.Clone(text[:i+1])
			text[i].End += length
			return text
		}
	}
	return text
}

// leading is the number that a text begins with, and of how many digits; huge ones are cut.
func leading(text string) (number, digits int) {
	for digits < len(text) && '0' <= text[digits] && text[digits] <= '9' {
		number = min(number*10+int(text[digits]-'0'), 1_000_000)
		digits++
	}
	return number, digits
}
