package article_test

import (
	"os"
	"testing"

	"github.com/kblint/kblint/internal/article"
)

func TestMain(m *testing.M) {
	article.SlowClock()
	os.Exit(m.Run())
}
