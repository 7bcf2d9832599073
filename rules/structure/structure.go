// Package structure judges whether an article is whole: its headings, sections, paragraphs and lists.
package structure

import (
	"embed"

	"github.com/kblint/kblint/internal/lint"
)

//go:embed *.md messages.*.yaml
var pages embed.FS

// Family is the rules on the structure of articles.
var Family = lint.Family{
	Name:  "structure",
	Pages: pages,
	Rules: []lint.Rule{
		generatorResidue,
		exporterDebris,
		headingLevel,
		emptySection,
		numbering,
		duplicateHeading,
		unorderedSteps,
		duplicateParagraph,
		fakeHeading,
		headingPunctuation,
		longParagraph,
		longSection,
	},
}
