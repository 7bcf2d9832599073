package script_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kblint/kblint/internal/site/script"
)

// TestHostile reads programs that are made to keep a reader busy, or to fill its memory.
func TestHostile(t *testing.T) {
	t.Parallel()
	doubled := func(first, next string) string {
		var b strings.Builder
		b.WriteString("const a0 = " + first + "\n")
		for i := range 200 {
			fmt.Fprintf(&b, "const a%d = "+next+"\n", i+1, i, i)
		}
		return b.String() + "export default { x: a200 }"
	}
	var modules strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&modules, "export * from './m%d'\n", i)
	}
	for name, src := range map[string]string{
		"lists that double":     doubled("[1, 2]", "[...a%d, ...a%d]"),
		"tables that double":    doubled("{ k: 1 }", "{ x: a%d, y: a%d }"),
		"texts that double":     doubled("'x'", "a%d + a%d"),
		"holes that double":     doubled("'x'", "`${a%d}${a%d}`"),
		"calls that double":     doubled("{}", "merge(a%d, a%d)"),
		"functions that double": doubled("() => 1", "() => [a%d(), a%d()]"),
		"choices that double":   doubled("1", "a%d ? a%d : 2"),
		"brackets":              "export default " + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000),
		"parentheses":           "export default " + strings.Repeat("(", 100_000) + strings.Repeat(")", 100_000),
		"operators":             "export default { x: " + strings.Repeat("a ?? ", 40_000) + "1 }",
		"questions":             "export default { x: " + strings.Repeat("a ? b : ", 30_000) + "1 }",
		"sums":                  "export default { x: " + strings.Repeat("'a' + ", 40_000) + "'b' }",
		"arrows":                "export default " + strings.Repeat("a => ", 40_000) + "1",
		"declarations":          strings.Repeat("const a = [", 20_000) + strings.Repeat("]", 20_000),
		"types":                 strings.Repeat("f<", 100_000),
		"holes":                 strings.Repeat("`${", 80_000),
		"exports":               strings.Repeat("export * from './config.ts'\n", 9_000) + "export default { x }",
		"modules":               modules.String(),
		"members":               "export default { x: a" + strings.Repeat(".b", 100_000) + " }",
		"keys":                  "export default {" + strings.Repeat("k: 1, ", 40_000) + "}",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := script.New(fstest.MapFS{"config.ts": {Data: []byte(src)}}).Load("config.ts")
			m.Export("default")
			m.Export("missing")
			m.Given("@astrojs/starlight")
		})
	}
}
