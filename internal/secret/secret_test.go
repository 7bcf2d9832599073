package secret_test

import (
	"testing"

	"github.com/kblint/kblint/internal/secret"
)

func TestHidden(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                                   "",
		"see https://contoh.id/@redaksi":     "see https://contoh.id/@redaksi",
		"see https://contoh.id?a=b@c":        "see https://contoh.id?a=b@c",
		"[x](https://user:pw@contoh.id/a@b)": "[x](https://*******@contoh.id/a@b)",
		"<https://a@b@c.id> ftp://q:w@d.id":  "<https://***@c.id> ftp://***@d.id",
		"https://é:x@contoh.id":              "https://é**@contoh.id",
		"[x](//user:pw@contoh.id/)":          "[x](//*******@contoh.id/)",
		"http://a&#58;b@contoh.id/":          "http://*******@contoh.id/",
		"// see @param":                      "// see @param",
		"http://a'(b@contoh.id":              "http://****@contoh.id",
		"https://x mail@contoh.id":           "https://x mail@contoh.id",
		"://@":                               "://@",
		"://":                                "://",
	} {
		original := text
		if got := string(secret.Hidden([]byte(text))); got != want {
			t.Errorf("%q becomes %q, want %q", original, got, want)
		}
	}
}
