// Package rules lists the families of rules.
package rules

import (
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/rules/danger"
	"github.com/kblint/kblint/rules/faq"
	"github.com/kblint/kblint/rules/frontmatter"
	"github.com/kblint/kblint/rules/kblint"
	"github.com/kblint/kblint/rules/keywords"
	"github.com/kblint/kblint/rules/links"
	"github.com/kblint/kblint/rules/structure"
)

// All lists the families in the order in which they are shown.
func All() []lint.Family {
	return []lint.Family{
		frontmatter.Family,
		links.Family,
		danger.Family,
		keywords.Family,
		faq.Family,
		structure.Family,
		kblint.Family,
	}
}
