package keywords_test

import (
	"testing"

	"github.com/kblint/kblint/internal/linttest"
	"github.com/kblint/kblint/rules/keywords"
)

func TestRules(t *testing.T) { linttest.Run(t, keywords.Family) }
