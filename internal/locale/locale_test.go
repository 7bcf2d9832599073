package locale_test

import (
	"testing"
	"testing/fstest"

	"github.com/kblint/kblint/internal/locale"
)

func TestMatch(t *testing.T) {
	for requested, want := range map[string]string{
		"id": "id", "id_ID.UTF-8": "id", "in_ID": "id", "ms-MY": "id", "jv": "id",
		"en_US.UTF-8": "en", "C": "en", "POSIX": "en", "": "en", "de_DE@euro": "en", "???": "en",
	} {
		if got := locale.Match(requested); got != want {
			t.Errorf("Match(%q) = %q, want %q", requested, got, want)
		}
	}
}

func TestFromEnvironmentFollowsPOSIX(t *testing.T) {
	env := map[string]string{"LC_MESSAGES": "id_ID", "LANG": "en_US"}
	if got := locale.FromEnvironment(func(name string) string { return env[name] }); got != "id" {
		t.Errorf("LC_MESSAGES before LANG: got %q", got)
	}
	env["LC_ALL"] = "C"
	if got := locale.FromEnvironment(func(name string) string { return env[name] }); got != "en" {
		t.Errorf("LC_ALL before all: got %q", got)
	}
}

func TestSprintf(t *testing.T) {
	catalogue := fstest.MapFS{
		"messages.en.yaml": {Data: []byte(`"%d files in %s": {one: "%d file in %s", other: "%d files in %s"}`)},
		"messages.id.yaml": {Data: []byte("\"%d files in %s\": \"%d berkas di %s\"\n\"a list\": \"daftar\"\n\"%s for %s\": \"%[2]s demi %[1]s\"\n")},
	}
	for _, tc := range []struct {
		lang, format string
		args         []any
		want         string
	}{
		{"en", "%d files in %s", []any{1, "x"}, "1 file in x"},
		{"en", "%d files in %s", []any{0, "x"}, "0 files in x"},
		{"en", "%d files in %s", []any{12345, "x"}, "12,345 files in x"},
		{"id", "%d files in %s", []any{12345, "x"}, "12.345 berkas di x"},
		{"id", "%s for %s", []any{"a", locale.Phrase("a list")}, "daftar demi a"},
		{"id", "no translation of \"%s\"", []any{"x"}, "no translation of \"x\""},
		{"en", "100 %% of %s", []any{"x"}, "100 % of x"},
	} {
		p, err := locale.New(tc.lang, catalogue)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Sprintf(tc.format, tc.args...); got != tc.want {
			t.Errorf("%s: Sprintf(%q) = %q, want %q", tc.lang, tc.format, got, tc.want)
		}
	}
}

func TestLoadRefusesAMessageThatStandsTwice(t *testing.T) {
	catalogue := fstest.MapFS{"messages.id.yaml": {Data: []byte("a: b\na: c\n")}}
	if _, err := locale.New("id", catalogue); err == nil {
		t.Error("no error for a key that stands twice")
	}
}
