// Package faq judges lists of questions and answers.
package faq

import (
	"embed"

	"github.com/kblint/kblint/internal/lint"
)

//go:embed *.md messages.*.yaml
var pages embed.FS

// Family is the rules on FAQs.
var Family = lint.Family{
	Name:  "faq",
	Pages: pages,
	Rules: []lint.Rule{
		empty,
		missingAnswer,
		orphanAnswer,
		missingQuestionMark,
		notAQuestion,
		numbering,
		duplicateQuestion,
		mixedStyle,
		fakeHeading,
		brokenMarkup,
		linkOnlyAnswer,
		contradictingAnswer,
	},
}
