// Package frontmatter judges the metadata block at the top of articles.
package frontmatter

import (
	"embed"

	"github.com/kblint/kblint/internal/lint"
)

//go:embed *.md messages.*.yaml
var pages embed.FS

// Family is the rules on front matter.
var Family = lint.Family{
	Name:  "frontmatter",
	Pages: pages,
	Rules: []lint.Rule{
		missing,
		invalid,
		duplicateKey,
		required,
		schema,
		valueType,
		dates,
		unknownKey,
		htmlEntity,
		title,
		notInList,
		expired,
	},
}
