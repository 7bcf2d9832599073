package article_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
)

// hostileSize is the size up to which files are read by default.
const hostileSize = 1_000_000

// hostile is input that is made to be slow, or to take much memory, for CommonMark or for what
// this package adds to it. Of those with an obstacle the body must be given up for that reason;
// the others must be read.
type hostile struct {
	name     string
	obstacle article.ObstacleKind
	src      string
}

// filled repeats a unit up to hostileSize.
func filled(unit string) string { return strings.Repeat(unit, hostileSize/len(unit)) }

// many repeats a block about as often as can be read.
func many(block string) string { return strings.Repeat(block, 20_000) }

// first joins what unit makes of 0 to n-1.
func first(n int, unit func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(unit(i))
	}
	return b.String()
}

// counted joins what unit makes of 0, 1, 2, … up to hostileSize.
func counted(unit func(i int) string) string {
	var b strings.Builder
	for i := 0; b.Len() < hostileSize; i++ {
		b.WriteString(unit(i))
	}
	return b.String()
}

func hostileMarkdown() []hostile {
	return []hostile{
		{"quotes in quotes", article.NestedTooDeep, filled(">")},
		{"quotes in quotes, with blanks", article.NestedTooDeep, filled("> ")},
		{"lists in lists", article.NestedTooDeep, filled("- ") + "x"},
		{"numbered lists in lists", article.NestedTooDeep, filled("1. ") + "x"},
		{"lists and quotes", article.NestedTooDeep, filled("> - ") + "x"},
		{"lists in lists, indented line by line", article.NestedTooDeep, counted(func(i int) string { return strings.Repeat("  ", i) + "- x\n" })},
		{"brackets in brackets", article.NestedTooDeep, strings.Repeat("[", hostileSize/2) + "a" + strings.Repeat("]", hostileSize/2)},
		{"opening brackets", article.NestedTooDeep, filled("[")},
		{"opening brackets of images", article.NestedTooDeep, filled("![")},
		{"closing brackets", 0, filled("]")},
		{"links without end", article.ParseTooSlow, filled("[a](")},
		{"emphasised links without end", article.ParseTooSlow, filled("*[a](")},
		{"titles without end", article.ParseTooSlow, filled("[a](b (c ")},
		{"links", 0, filled("[a](b) ")},
		{"shortcut references", 0, filled("[a] ")},
		{"shortcut references on lines of their own", article.ParseTooSlow, "x\n" + filled("[a]\n")},
		{"full references", 0, filled("[a][b] ")},
		{"emphasis of two sorts", article.ParseTooSlow, filled("*a_ ")},
		{"emphasis in emphasis", 0, strings.Repeat("*a ", hostileSize/6) + strings.Repeat(" a*", hostileSize/6)},
		{"strikethrough and emphasis", article.ParseTooSlow, filled("~~a* ")},
		{"bold", 0, filled("**")},
		{"bold words", 0, filled("**a** ")},
		{"backticks in runs that grow", article.ParseTooSlow, counted(func(i int) string { return "e" + strings.Repeat("`", i) })},
		{"definitions in one paragraph", article.ParseTooSlow, counted(func(i int) string { return fmt.Sprintf("[%d]: /x\n", i) })},
		{"definitions in paragraphs of their own", 0, first(20_000, func(i int) string { return fmt.Sprintf("[%d]: /x\n\n", i) })},
		{"footnotes in footnotes", article.NestedTooDeep, filled("[^a]: ") + "x"},
		{"footnotes and references to them", 0, first(10_000, func(i int) string { return fmt.Sprintf("[^%d]: x\n\ny [^%d]\n\n", i, i) })},
		{"entities", 0, filled("&lt;")},
		{"escapes", 0, filled(`\*`)},
		{"autolinks without end", 0, filled("<http://a")},
		{"headings", article.ParseTooSlow, filled("# a\n")},
		{"headings that can be read", 0, strings.Repeat("# a\n", 50_000)},
		{"headings in steps", 0, strings.Repeat("# a\n## b\n### c\n#### d\n##### e\n###### f\n", 10_000)},
		{"paragraphs", article.ParseTooSlow, filled("a\n\n")},
		{"paragraphs that can be read", 0, many("a\n\n")},
		{"items", article.ParseTooSlow, filled("- a\n")},
		{"one line", 0, filled("kata ")},
		{"blanks", 0, filled(" ")},
		{"line ends", 0, filled("\n")},
	}
}

func hostileTables() []hostile {
	wide := strings.Repeat("|a", 3_000) + "|\n" + strings.Repeat("|-", 3_000) + "|\n"
	return []hostile{
		{"wide table with many short rows", article.TableTooWide, wide + many("|a|\n")},
		{"table of escaped pipes in code", article.TableTooWide, "|a|b|\n|-|-|\n" + filled("|`x\\|y`|b|\n")},
		{"table of delimiter rows", 0, "a\n" + many("|-|-|-|\n")},
		{"long table", 0, "|a|b|\n|-|-|\n" + strings.Repeat("|a|b|\n", 40_000)},
	}
}

func hostileDialects() []hostile {
	nest := func(open, shut func(i int) string) string {
		var b strings.Builder
		for i := range 10_000 {
			b.WriteString(open(i))
		}
		b.WriteString("x\n")
		for i := range 10_000 {
			b.WriteString(shut(9_999 - i))
		}
		return b.String()
	}
	same := func(s string) func(int) string { return func(int) string { return s } }
	return []hostile{
		{"directives in directives", article.NestedTooDeep, nest(same(":::note\n"), same(":::\n"))},
		{"directives in directives with more colons", article.NestedTooDeep, nest(
			func(i int) string { return strings.Repeat(":", 200-i%197) + "note\n" },
			func(i int) string { return strings.Repeat(":", 200-i%197) + "\n" })},
		{"components in components", article.NestedTooDeep, nest(same("<Note>\n"), same("</Note>\n"))},
		{"components of many names in one another", article.NestedTooDeep, nest(
			func(i int) string { return fmt.Sprintf("<Note%d>\n", i) },
			func(i int) string { return fmt.Sprintf("</Note%d>\n", i) })},
		{"details in details", article.NestedTooDeep, nest(same("<details>\n"), same("</details>\n"))},
		{"shortcodes in shortcodes", article.NestedTooDeep, nest(same("{{% note %}}\n"), same("{{% /note %}}\n"))},
		{"Liquid blocks in Liquid blocks", article.NestedTooDeep, nest(same("{% if x %}\n"), same("{% endif %}\n"))},
		{"admonitions in admonitions", article.NestedTooDeep, nest(
			func(i int) string { return strings.Repeat(" ", 4*min(i, 300)) + "!!! note\n" }, same(""))},
		{"directives without closers", article.NestedTooDeep, strings.Repeat(":::note\n", 100_000)},
		{"components without closers", 0, strings.Repeat("<Note>\n", 100_000)},
		{"components with one closer", 0, strings.Repeat("<Note>\n", 100_000) + "</Note>\n"},
		{"details without closers", 0, strings.Repeat("<details>\n", 100_000)},
		{"shortcodes without closers", 0, strings.Repeat("{{% note %}}\n", 70_000)},
		{"Liquid blocks without closers", 0, strings.Repeat("{% if x %}\n", 90_000)},
		{"admonitions without bodies", 0, strings.Repeat("!!! note\n", 100_000)},
		{"admonitions with bodies", 0, many("!!! note\n    x\n\n")},
		{"closers of directives", 0, many(":::\n")},
		{"closers of components", 0, filled("</Note>\n")},
		{"MDC components with properties", 0, many("::a\n---\n") + "\n::\n"},
		{"directives on one line", 0, filled(":::a ")},
		{"colons", 0, filled(":::")},
		{"slashes", 0, filled("/// ")},
		{"exclamation marks", 0, filled("!!!")},
		{"shortcodes on one line", 0, filled("{{% a ")},
		{"shortcodes closed on one line", 0, filled("{{% a %}}")},
		{"Liquid tags on one line", 0, filled("{% a ")},
		{"Liquid includes", 0, filled("{% include alerts/note.html ")},
		{"Jekyll class marks", 0, many("a\n{: .warning}\n\n")},
		{"tags", 0, filled("<a ")},
		{"tags with quotes", 0, filled(`<a "`)},
		{"tags with quotes in a block", 0, "<div>\n" + filled(`<a "`)},
		{"links in a block of HTML", 0, "<div>\n" + filled(`<a href=x>`)},
		{"scripts in a block of HTML", 0, "<div>\n" + filled("<script></script>")},
		{"scripts without end in a block of HTML", 0, "<div>\n" + filled("<script></a>")},
		{"anchors without end", 0, filled("<a href=x> ")},
		{"comments without end", 0, filled("<!-- ")},
		{"comments without end in a block", 0, "<div>\n" + filled("<!-- ")},
		{"divisions with a class", 0, filled("<div class=\"note\">\n\n")},
		{"components on one line", 0, filled("<Note>")},
		{"details on one line", 0, filled("<details>")},
		{"summaries", 0, filled("<details>\n<summary>a")},
		{"MDX comments without end", 0, filled("{/*")},
		{"MDX comments without end but one", 0, filled("{/*") + "*/}"},
		{"MDX comments without end on lines", 0, many("a {/*\n\n")},
		{"schemes", 0, filled("http://")},
		{"URLs", 0, filled("http://a ")},
		{"URL with brackets", 0, "http://a" + filled(")")},
		{"URL with punctuation", 0, "http://a" + filled(".")},
		{"URL with entities", 0, "http://a" + filled("&amp;")},
	}
}

func hostileHelp() []hostile {
	return []hostile{
		{"labels", 0, filled("**Catatan:** ")},
		{"labels alone", 0, many("**Catatan:**\n\n")},
		{"labels alone in a list", 0, many("- **Catatan:**\n")},
		{"labels in quotes", 0, many("> **Catatan:** x\n\n")},
		{"alerts", 0, many("> [!NOTE]\n> x\n\n")},
		{"warning signs", 0, filled("⚠️ ")},
		{"questions on one line", 0, "# FAQ\n\n" + filled("Q: ")},
		{"questions", 0, "# FAQ\n\n" + many("Q: a?\n\n")},
		{"questions as headings", 0, "# FAQ\n\n" + many("## Q: a?\n")},
		{"headings without questions", 0, "# FAQ\n\n" + many("## a\n")},
		{"bold questions", 0, "# FAQ\n\n" + many("**1. a?**\n\n")},
		{"questions as items", 0, "# FAQ\n\n" + many("- **a?**\n")},
		{"plain questions as items", 0, "# FAQ\n\n" + many("- a?\n")},
		{"questions as details", 0, "# FAQ\n\n" + many("<details>\n<summary>a?</summary>\n</details>\n\n")},
		{"titles of FAQs", 0, many("# FAQ\n\n")},
		{"bold titles of FAQs", 0, many("**FAQ**\n\n")},
		{"items", 0, many("- a\n")},
		{"tasks", 0, many("- [ ] a\n")},
		{"code blocks", 0, many("```\nx\n```\n")},
	}
}

// TestHostile demands that nothing takes the parser, or what is made lazily, so long that the
// tests are killed; how long it takes is measured elsewhere.
func TestHostile(t *testing.T) {
	t.Parallel()
	for _, h := range slices.Concat(hostileMarkdown(), hostileTables(), hostileDialects(), hostileHelp()) {
		t.Run(h.name, func(t *testing.T) {
			t.Parallel()
			src := h.src
			if h.obstacle == 0 {
				// What is linear shows it at a tenth, and must not run into the clock on a slow machine.
				src = strings.ToValidUTF8(src[:min(len(src), hostileSize/10)], "")
			}
			a := article.Parse("faq.md", []byte(src), lexicon.Default())
			a.Callouts()
			a.FAQs()
			a.Steps()
			var found article.ObstacleKind
			if len(a.Obstacles) > 0 {
				found = a.Obstacles[0].Kind
			}
			if found != h.obstacle {
				t.Errorf("obstacles = %v, want %d", a.Obstacles, h.obstacle)
			}
			if readable := h.obstacle == 0 || h.obstacle == article.TableTooWide; a.Readable() != readable {
				t.Errorf("readable = %v, want %v", a.Readable(), readable)
			}
		})
	}
}
