// Package danger judges steps that lose data or can ruin a device.
package danger

import (
	"embed"

	"github.com/kblint/kblint/internal/lint"
)

//go:embed *.md messages.*.yaml
var pages embed.FS

// Family is the rules on destructive steps.
var Family = lint.Family{
	Name:  "danger",
	Pages: pages,
	Rules: []lint.Rule{
		missingWarning,
		lateWarning,
		vagueWarning,
		noBackup,
		translatedKeyword,
	},
}
