package kblint_test

import (
	"testing"

	"github.com/kblint/kblint/internal/linttest"
	"github.com/kblint/kblint/rules/kblint"
)

func TestRules(t *testing.T) { linttest.Run(t, kblint.Family) }
