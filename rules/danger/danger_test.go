package danger_test

import (
	"testing"

	"github.com/kblint/kblint/internal/linttest"
	"github.com/kblint/kblint/rules/danger"
)

func TestFamily(t *testing.T) { linttest.Run(t, danger.Family) }
