package frontmatter_test

import (
	"testing"

	"github.com/kblint/kblint/internal/linttest"
	"github.com/kblint/kblint/rules/frontmatter"
)

func TestRules(t *testing.T) { linttest.Run(t, frontmatter.Family) }
