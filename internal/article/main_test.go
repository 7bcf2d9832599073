package article_test

import (
	"testing"

	"github.com/kblint/kblint/internal/article"
)

func TestMain(m *testing.M) {
	article.SlowClock()
	m.Run()
}
