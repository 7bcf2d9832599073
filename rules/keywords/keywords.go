// Package keywords judges the words that articles are found by.
package keywords

import (
	"embed"

	"github.com/kblint/kblint/internal/lint"
)

//go:embed *.md messages.*.yaml
var pages embed.FS

// Family is the rules on keywords.
var Family = lint.Family{
	Name:  "keywords",
	Pages: pages,
	Rules: []lint.Rule{
		duplicate,
		variant,
		inconsistent,
		typo,
		competingArticles,
		sameTitle,
		nearDuplicate,
		stuffing,
		fillerTag,
		notInList,
		usedOnce,
	},
	Surveys: []lint.Survey{table},
}
