package article_test

import (
	"testing"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
)

func TestHeadingNumber(t *testing.T) {
	t.Parallel()
	tests := []struct {
		heading, label, rest string
		value, last          int
		sub                  bool
	}{
		{heading: `### 1\. Buka`, value: 1, last: 1, rest: "Buka"},
		{heading: `## **12) Buka**`, value: 12, last: 12, rest: "Buka**"},
		{heading: `### H3: 2. Buka`, value: 2, last: 2, rest: "Buka"},
		{heading: `## Langkah 3: Buka`, label: "Langkah", value: 3, last: 3, rest: "Buka"},
		{heading: `## Step 4 – Open`, label: "Step", value: 4, last: 4, rest: "– Open"},
		{heading: `## Cara ke-2: Buka`, label: "Cara ke-", value: 2, last: 2, rest: "Buka"},
		{heading: `## Steps 1–3: Open`, label: "Steps", value: 1, last: 3, rest: "–3: Open"},
		{heading: `## Step 2a: Open`, label: "Step", value: 2, last: 2, sub: true, rest: "a: Open"},
		{heading: `#### 4.1. Open`, value: 4, last: 4, sub: true, rest: "1. Open"},
		{heading: `## 3 cara mudah`},
		{heading: `## 5G`},
		{heading: `## 2024. A year`},
		{heading: `## 99.example`},
		{heading: `## A (1): b`},
		{heading: `## Open`},
		{heading: `##`},
	}
	for _, test := range tests {
		a := article.Parse("a.md", []byte(test.heading+"\n"), lexicon.Default())
		h := a.Headings()[0]
		n, ok := a.HeadingNumber(h)
		if !ok {
			if test.value != 0 {
				t.Errorf("HeadingNumber(%q) finds none", test.heading)
			}
			continue
		}
		label, rest := string(n.Label.Text(a.Source)), string(a.Source[n.End:h.Text.End])
		if label != test.label || n.Value != test.value || n.Last != test.last || n.Sub != test.sub || rest != test.rest {
			t.Errorf("HeadingNumber(%q) = %q %d to %d, %t, before %q", test.heading, label, n.Value, n.Last, n.Sub, rest)
		}
	}
}
