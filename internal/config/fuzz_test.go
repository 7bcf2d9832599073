package config_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/config"
)

// FuzzConfig demands of any file that it is either usable or has problems with places inside it,
// and that a usable one survives being printed and read again.
func FuzzConfig(f *testing.F) {
	f.Add([]byte(full))
	for _, m := range allMistakes() {
		f.Add([]byte(m.src))
	}
	f.Add([]byte("rules: &all {links: off, keywords: off}\noverrides: [{paths: '{a,b[c-d]}/**', rules: {<<: *all, links: hint}}]"))
	f.Add([]byte("overrides: [{paths: 'a\\nb', rules: {frontmatter/required: {style: \"x\\u2028 # y\", keys: [!a b, '', ~x]}}}]"))
	f.Add([]byte("rules:\n  frontmatter/required:\n    keys:\noverrides: [{paths: a, rules: {frontmatter/required: {keys: ~}}}]"))
	f.Add([]byte("external: {enabled: true, max-age: 2d, interval: 0, exclude: ['*.a/?', \"b\\\\c\"], hosts: {'*.a:80': {headers: {a: \"b: #c\", d: '${E}'}}}}"))
	f.Fuzz(func(t *testing.T, src []byte) {
		c, problems := config.Parse(root+"/.kblint.yaml", src, families())
		if (c == nil) != (len(problems) > 0) {
			t.Fatalf("config %v with problems %v", c, problems)
		}
		for i, p := range problems {
			if p.Span.Start < 0 || p.Span.End < p.Span.Start || p.Span.End > len(src) {
				t.Fatalf("%s: span %v is not inside the %d bytes", p, p.Span, len(src))
			}
			if i > 0 && p.Span.Start < problems[i-1].Span.Start {
				t.Fatalf("%s stands behind %s", p, problems[i-1])
			}
		}
		if c != nil {
			checkPrinted(t, c, "")
			checkPrinted(t, c, root+"/legacy/x/a.md")
		}
	})
}

// checkPrinted demands that what is printed means what it was printed from.
func checkPrinted(t *testing.T, c *config.Config, abs string) {
	t.Helper()
	text := printed(t, c, abs)
	again := parse(t, text)
	const path = "legacy/x/a.md"
	if diff := cmp.Diff(settings(c, path), settings(again, path)); diff != "" {
		t.Fatalf("what was printed means something else (-meant +printed):\n%s\n%s", diff, text)
	}
	second := printed(t, again, abs)
	if diff := cmp.Diff(second, printed(t, parse(t, second), abs)); diff != "" {
		t.Fatalf("printing does not come to rest (-second +third):\n%s", diff)
	}
}
