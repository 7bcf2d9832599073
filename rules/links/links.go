// Package links judges where links and images lead.
package links

import (
	"embed"

	"github.com/kblint/kblint/internal/lint"
)

//go:embed *.md messages.*.yaml
var pages embed.FS

// Family is the rules on links and images.
var Family = lint.Family{
	Name:  "links",
	Pages: pages,
	Rules: []lint.Rule{
		brokenFile,
		brokenPage,
		brokenAnchor,
		alias,
		urlCollision,
		lostURL,
		lostAnchor,
		malformed,
		undefinedReference,
		unusedDefinition,
		duplicateDefinition,
		mismatchedText,
		self,
		empty,
		vagueText,
		placeholder,
		insecure,
		deadURL,
		movedURL,
		doubtfulURL,
		deadFragment,
		missingAlt,
		orphan,
	},
	Surveys: []lint.Survey{table, externalTable},
}
