package config_test

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/config"
)

const full = `# All keys.
languages: [id]
site:
  generator: hugo
  base-url: https://help.example.com/
  roots: [content/, ./blog]
ignore:
  - drafts
  - "**/*.tmp.md"
rules:
  links: hint
  links/broken-file: error
  frontmatter/required:
    severity: error
    keys: [title, "no", "a: b", é]
  keywords: off
overrides:
  - paths: [legacy/, "*.old.md"]
    rules:
      frontmatter/required: {min: 0x10, style: 5}
      keywords/unique: hint
  - paths: legacy/x.md
    rules:
      links: off
      frontmatter/required: off
  - paths: empty
    rules:
lexicon:
  id:
    labels:
      strong: |
        # Not a comment of YAML.
        gawat darurat
`

const printedHead = `languages: [id]  # .kblint.yaml:2
site:
  generator: hugo  # .kblint.yaml:4
  base-url: "https://help.example.com/"  # .kblint.yaml:5
  roots: [content, blog]  # .kblint.yaml:6
ignore:
  - drafts  # .kblint.yaml:8
  - "**/*.tmp.md"  # .kblint.yaml:9
ratchet: false  # default
`

const printedLexicon = `lexicon:  # .kblint.yaml:29
  id:
    labels:
      strong: |
        # Not a comment of YAML.
        gawat darurat
`

func TestPrint(t *testing.T) {
	for _, test := range []struct {
		name, src, abs, want string
	}{
		{"defaults", "", "", `languages: [en, id]  # default
ignore: []  # default
ratchet: false  # default
rules:
  frontmatter/missing: error  # default
  frontmatter/required:
    severity: warning  # default
    keys: [title]  # default
    min: 1  # default
    strict: false  # default
    style: long  # default
  links/broken-file: error  # default
  links/undefined: off  # default
  keywords/unique:
    severity: hint  # default
    scope: site  # default
  kblint/too-large:
    severity: error  # default
    max-bytes: 1048576  # default
`},
		{"everything", full, "", printedHead + `rules:
  frontmatter/missing: error  # default
  frontmatter/required:
    severity: error  # .kblint.yaml:14
    keys: [title, "no", "a: b", "é"]  # .kblint.yaml:15
    min: 1  # default
    strict: false  # default
    style: long  # default
  links/broken-file: error  # .kblint.yaml:12
  links/undefined: hint  # .kblint.yaml:11
  keywords/unique:
    severity: off  # .kblint.yaml:16
    scope: site  # default
  kblint/too-large:
    severity: error  # default
    max-bytes: 1048576  # default
overrides:
  - paths: [legacy/, "*.old.md"]  # .kblint.yaml:18
    rules:
      frontmatter/required:
        min: 0x10  # .kblint.yaml:20 (overrides: legacy/, *.old.md)
        style: 5  # .kblint.yaml:20 (overrides: legacy/, *.old.md)
      keywords/unique: hint  # .kblint.yaml:21 (overrides: legacy/, *.old.md)
  - paths: [legacy/x.md]  # .kblint.yaml:22
    rules:
      frontmatter/required: off  # .kblint.yaml:25 (overrides: legacy/x.md)
      links/broken-file: off  # .kblint.yaml:24 (overrides: legacy/x.md)
      links/undefined: off  # .kblint.yaml:24 (overrides: legacy/x.md)
  - paths: [empty]  # .kblint.yaml:26
    rules: {}
` + printedLexicon},
		{"a path that two overrides match", full, "/help/legacy/x.md", printedHead + `rules:
  frontmatter/missing: error  # default
  frontmatter/required:
    severity: off  # .kblint.yaml:25 (overrides: legacy/x.md)
    keys: [title, "no", "a: b", "é"]  # .kblint.yaml:15
    min: 0x10  # .kblint.yaml:20 (overrides: legacy/, *.old.md)
    strict: false  # default
    style: 5  # .kblint.yaml:20 (overrides: legacy/, *.old.md)
  links/broken-file: off  # .kblint.yaml:24 (overrides: legacy/x.md)
  links/undefined: off  # .kblint.yaml:24 (overrides: legacy/x.md)
  keywords/unique:
    severity: hint  # .kblint.yaml:21 (overrides: legacy/, *.old.md)
    scope: site  # default
  kblint/too-large:
    severity: error  # default
    max-bytes: 1048576  # default
` + printedLexicon},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := parse(t, test.src)
			got := printed(t, c, test.abs)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("printed (-want +got):\n%s", diff)
			}
			again := parse(t, got)
			path := "legacy/x.md"
			if diff := cmp.Diff(settings(c, path), settings(again, path)); diff != "" {
				t.Errorf("what was printed means something else (-meant +printed):\n%s", diff)
			}
		})
	}
}

func TestPrintDefault(t *testing.T) {
	if diff := cmp.Diff(printed(t, parse(t, ""), ""), printed(t, config.Default(families()), root+"/a.md")); diff != "" {
		t.Errorf("no file is not printed like an empty one (-empty +none):\n%s", diff)
	}
}

func printed(tb testing.TB, c *config.Config, abs string) string {
	tb.Helper()
	var out bytes.Buffer
	if err := c.Print(&out, abs); err != nil {
		tb.Fatal(err)
	}
	return out.String()
}

func TestPrintFails(t *testing.T) {
	r, w := io.Pipe()
	want := errors.New("the pipe is closed")
	if err := r.CloseWithError(want); err != nil {
		t.Fatal(err)
	}
	if err := parse(t, "").Print(w, ""); !errors.Is(err, want) {
		t.Errorf("error %v, want %v", err, want)
	}
}
