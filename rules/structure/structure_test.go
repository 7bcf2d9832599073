package structure_test

import (
	"testing"

	"github.com/kblint/kblint/internal/linttest"
	"github.com/kblint/kblint/rules/structure"
)

func TestRules(t *testing.T) { linttest.Run(t, structure.Family) }
