package faq_test

import (
	"testing"

	"github.com/kblint/kblint/internal/linttest"
	"github.com/kblint/kblint/rules/faq"
)

func TestRules(t *testing.T) { linttest.Run(t, faq.Family) }
