package article_test

import (
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/kblint/kblint/internal/article"
)

func TestWriteScalar(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text  string
		quote byte
		want  string
	}{
		{"xiaomi", 0, "xiaomi"},
		{"wi-fi 6", 0, "wi-fi 6"},
		{"über uns", 0, "über uns"},
		{"2.4", 0, `"2.4"`},
		{"Yes", 0, `"Yes"`},
		{"a: b", 0, `"a: b"`},
		{"- a", 0, `"- a"`},
		{`5" layar`, 0, `"5\" layar"`},
		{"", 0, `""`},
		{"it's", '\'', "'it''s'"},
		{`a\b "c"`, '"', `"a\\b \"c\""`},
	} {
		if got := article.WriteScalar(tt.text, tt.quote); got != tt.want {
			t.Errorf("WriteScalar(%q, %q) = %s, want %s", tt.text, tt.quote, got, tt.want)
		}
	}
}

// FuzzWriteScalar holds that YAML reads what is written as the text that was meant, in a list of
// either style.
func FuzzWriteScalar(f *testing.F) {
	for _, text := range []string{"xiaomi", "2.4", "a: b", "# a", "yes", `"`, "'", "[a]", "é ", "\\n"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 100 {
			t.Skip("no keyword is so long")
		}
		for _, r := range text {
			if r < ' ' && r != '\n' && r != '\t' || r == 0x7F || r >= 0x80 && r < 0xA0 || r == '\uFFFD' || r == '\uFEFF' || r == 0xFFFE || r == 0xFFFF || r == 0x2028 || r == 0x2029 {
				t.Skip("no text that an author writes")
			}
		}
		for _, quote := range []byte{0, '"', '\''} {
			if quote == '\'' && text != "" && (text[0] == '\n' || text[0] == '\t' || text[len(text)-1] == '\t' || strings.Contains(text, "\n")) {
				continue // single quotes fold lines
			}
			written := article.WriteScalar(text, quote)
			for _, list := range []string{"- " + written + "\n- b\n", "[" + written + ", b]\n"} {
				var got []any
				if err := yaml.Unmarshal([]byte(list), &got); err != nil || len(got) != 2 || got[0] != text {
					t.Fatalf("%q is written %s, which is read as %#v (%v)", text, written, got, err)
				}
			}
		}
	})
}
