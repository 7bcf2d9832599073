package config_test

import (
	"strings"
	"testing"

	"github.com/kblint/kblint/internal/config"
)

// TestHostile has files of the greatest size whose cost must not grow with the square of that.
// Each is read in a fraction of a second; if that changed, it would take minutes.
func TestHostile(t *testing.T) {
	fill := func(before, again, after string) string {
		return before + strings.Repeat(again, (256<<10-len(before)-len(after))/len(again)) + after
	}
	for _, test := range []struct {
		name, src string
		usable    bool
	}{
		{"mistakes in one line", fill("ignore: [", "{a},", "a]"), false},
		{"keys that stand twice in one line", fill("rules: {", "a: 1,", "b: 1}"), false},
		{"lines that stand twice", fill("", "a: 1\n", ""), false},
		{"aliases of something large", fill("rules: &a {"+strings.Repeat("x,", 60_000)+"}\noverrides: [", "*a ,", "a]"), false},
		{"merged maps", fill("rules: &a {links: off}\noverrides: [{paths: a, rules: {<<: [", "*a ,", "*a]}}]"), false},
		{"braces in braces", fill("ignore: [", "'"+strings.Repeat("{", 450)+strings.Repeat("}", 450)+"',", "a]"), true},
		{"many alternatives", fill("ignore: [", "'{a,b}{c,d}{e,f}{g,h}',", "a]"), true},
		{"many overrides", fill("overrides:\n", "- {paths: '**/*a*', rules: {links: off}}\n", ""), true},
		{"nesting", fill("", "{a: ", ""), false},
		{"quotes", fill("ignore: ", "'", ""), false},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, problems := config.Parse(root+"/.kblint.yaml", []byte(test.src), families())
			if (c != nil) != test.usable || len(problems) > 1000 {
				t.Errorf("usable: %t, want %t; %d problems", c != nil, test.usable, len(problems))
			}
			if c != nil {
				c.For(root + "/a/" + strings.Repeat("a", 200) + ".md")
			}
		})
	}
}
