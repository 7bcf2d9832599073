package links_test

import (
	"testing"

	"github.com/kblint/kblint/internal/linttest"
	"github.com/kblint/kblint/rules/links"
)

func TestRules(t *testing.T) { linttest.Run(t, links.Family) }
