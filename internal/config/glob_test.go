package config_test

import (
	"strings"
	"testing"

	"github.com/kblint/kblint/internal/config"
)

func TestPatterns(t *testing.T) {
	for _, test := range []struct {
		pattern   string
		matched   string // paths
		unmatched string
	}{
		{"a.md", "a.md x/a.md x/y/a.md", "b.md xa.md a.md.md"},
		{"*.md", "a.md x/y/a.md", "a.mdx"},
		{"/a.md", "a.md", "x/a.md"},
		{"./a.md", "a.md", "x/a.md"},
		{"legacy", "legacy/a.md legacy/x/a.md x/legacy/a.md", "legacy.md x/alegacy/a.md"},
		{"legacy/", "legacy/a.md legacy/x/a.md x/legacy/a.md", "legacy.md"},
		{"/legacy/", "legacy/a.md legacy/x/a.md", "x/legacy/a.md"},
		{"docs/legacy", "docs/legacy/a.md docs/legacy/x/a.md", "x/docs/legacy/a.md docs/a.md"},
		{"docs//./legacy", "docs/legacy/a.md", "docs/a.md"},
		{"docs/*", "docs/a.md", "docs/x/a.md"},
		{"docs/**", "docs/a.md docs/x/a.md", "a.md x/docs/a.md"},
		{"docs/**/*.md", "docs/a.md docs/x/y/a.md", "docs/a.mdx"},
		{"**/old/*.md", "old/a.md x/y/old/a.md", "old/x/a.md"},
		{"docs/v?", "docs/v1/a.md", "docs/v10/a.md docs/a.md"},
		{"docs/[a-c]*", "docs/a.md docs/bb/x.md", "docs/d.md"},
		{"docs/[!a]*", "docs/b.md", "docs/a.md"},
		{"{a,b/c}.md", "a.md x/a.md b/c.md", "x/b/c.md"},
		{"docs/{a,{b,c}d}/x.md", "docs/a/x.md docs/bd/x.md docs/cd/x.md", "docs/d/x.md docs/b/x.md"},
		{"a{,.id}.md", "a.md x/a.id.md", "a.en.md"},
		{"[{,}].md", "{.md ,.md }.md", "a.md"},
		{`\{a,b\}.md`, "{a,b}.md", "a.md"},
		{`[\]].md`, "].md", `\.md`},
		{`a\*.md`, "a*.md", "ab.md"},
		{`x/\**\*`, "x/*a*", "x/a*"},
		{"cara-*", "cara-reset.md cara-x/a.md", "x-cara-a.md"},
		{"über", "über/a.md", "uber/a.md"},
		{"**", "a.md x/y/a.md", ""},
		{"*", "a.md x/y/a.md", ""},
		{".", "a.md x/y/a.md", ""},
	} {
		t.Run(test.pattern, func(t *testing.T) {
			c := parse(t, "overrides: [{paths: '"+test.pattern+"', rules: {links: off}}]")
			off := c.For(root + "/" + strings.Fields(test.matched)[0])
			for path := range strings.FieldsSeq(test.matched) {
				if c.For(root+"/"+path) != off || len(off.Rules) != len(defaults)-1 {
					t.Errorf("%s is not matched", path)
				}
			}
			for path := range strings.FieldsSeq(test.unmatched) {
				if len(c.For(root+"/"+path).Rules) != len(defaults) {
					t.Errorf("%s is matched", path)
				}
			}
		})
	}
}

// TestFolderOfFile shows that paths are recognised below the folder of the file however that is
// reached, and that Load takes relative paths.
func TestFolderOfFile(t *testing.T) {
	const src = "overrides: [{paths: docs/*, rules: {links: off}}]"
	for _, test := range []struct{ file, abs string }{
		{"/help/.kblint.yaml", "/help/docs/a.md"},
		{"/help/x/../.kblint.yaml", "/help/docs/a.md"},
		{"/.kblint.yaml", "/docs/a.md"},
	} {
		c, problems := config.Parse(test.file, []byte(src), families())
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		if len(c.For(test.abs).Rules) != len(defaults)-1 {
			t.Errorf("%s does not govern %s", test.file, test.abs)
		}
	}
}
