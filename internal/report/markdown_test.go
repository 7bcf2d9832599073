package report_test

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	renderer "github.com/yuin/goldmark/renderer/html"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/engine"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/report"
)

// rendered is the HTML of a comment.
func rendered(tb testing.TB, markdown string) string {
	tb.Helper()
	var b bytes.Buffer
	gfm := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(renderer.WithUnsafe()))
	if err := gfm.Convert([]byte(markdown), &b); err != nil {
		tb.Fatal(err)
	}
	return b.String()
}

// shownText is what a reader sees of HTML: its text, without the spaces that have no width.
func shownText(page string) string {
	text := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(page, "")
	return strings.ReplaceAll(html.UnescapeString(text), "\u200b", "")
}

func TestComment(t *testing.T) {
	run := mixedRun(t)
	run.Place.Blob = "https://example.org/r/blob/main"
	same(t, `### kblint: 2 articles linted: 1 errors, 1 warnings, 1 hints (1 fixable)

🛑 2 faults: not everything was checked

- out of luck
- c.md: read c.md: permission denied

**a.md**

- ⚠️ [2:14](https://example.org/r/blob/main/a.md?plain=1#L2) "kafe" stands twice (`+"`keywords/duplicate`"+`)
  - fix: remove it
  - suggestion: rewrite the list
- ❌ [4:16](https://example.org/r/blob/main/a.md?plain=1#L4) "y z.md" names no file;\\n100% \<sure\> \& "done" (`+"`links/broken-file`"+`)

**sub/b.md**

- 💡 [1:1](https://example.org/r/blob/main/sub/b.md?plain=1#L1) no front matter (`+"`frontmatter/missing`"+`)
`, printed(t, "markdown", run))
}

// manyInArticles is a run with findings in several articles, their severities in turn.
func manyInArticles(articles, each int, text string) report.Run {
	var findings []engine.Finding
	for a := range articles {
		for range each {
			f := finding(article.Span{Start: 0, End: 4})
			f.Path = fmt.Sprintf("artikel-%05d.md", a)
			f.Severity = []lint.Severity{lint.Hint, lint.Error, lint.Warning}[a%3]
			f.Message = message("%s", text)
			findings = append(findings, f)
		}
	}
	run := one("", findings...)
	run.Sources = func(string) ([]byte, error) { return []byte("text\n"), nil }
	return run
}

func TestCommentFoldsAndSorts(t *testing.T) {
	got := printed(t, "markdown", manyInArticles(3, 15, "is wrong"))
	open, folded, found := strings.Cut(got, "\n<details><summary>25 more findings</summary>\n\n")
	if !found {
		t.Fatalf("nothing is folded:\n%s", got)
	}
	if n := strings.Count(open, "\n- "); n != 20 {
		t.Errorf("%d findings are open, want 20", n)
	}
	if !strings.Contains(open, "**artikel-00001.md**") || !strings.Contains(open, "**artikel-00002.md**") {
		t.Errorf("the articles with errors and warnings are not first:\n%s", open)
	}
	if !strings.HasPrefix(folded, "**artikel-00002.md**\n\n- ") || !strings.HasSuffix(folded, "\n\n</details>\n") {
		t.Errorf("the folded part does not stand by itself:\n%s", folded)
	}
	if n := strings.Count(got, "</details>"); n != 1 {
		t.Errorf("%d ends of details", n)
	}
	if strings.Contains(printed(t, "markdown", manyInArticles(2, 10, "is wrong")), "<details>") {
		t.Error("20 findings are folded")
	}
}

func TestCommentIsBounded(t *testing.T) {
	const limit = 65_536
	for name, run := range map[string]report.Run{
		"many": manyInArticles(5_000, 4, "is wrong"),
		"long": manyInArticles(3, 40, strings.Repeat("|`@日本 ", 2_000)),
	} {
		total := len(run.Result.Findings)
		got := printed(t, "markdown", run)
		shown := strings.Count(got, "\n- ")
		if len(got) > limit || len(got) < limit*3/4 {
			t.Errorf("%s: %d bytes", name, len(got))
		}
		left := fmt.Sprintf("</details>\n\n%d more findings are left out here; run kblint to see them\n", total-shown)
		if !strings.HasSuffix(got, left) {
			t.Errorf("%s: %d of %d shown, and the comment ends in %q", name, shown, total, got[len(got)-100:])
		}
	}
	run := one("")
	for range 1000 {
		run.Result.Faults = append(run.Result.Faults, engine.Fault{Path: "x", Err: errors.New(strings.Repeat("no ", 10_000))})
	}
	if got := printed(t, "markdown", run); len(got) > limit {
		t.Errorf("faults: %d bytes", len(got))
	}
}

func TestCommentLinks(t *testing.T) {
	for path, address := range map[string]string{
		"a b/(x)_&*.md": "https://example.org/blob/a%20b/%28x%29%5F%26%2A.md?plain=1#L1",
		"ü#?.md":        "https://example.org/blob/%C3%BC%23%3F.md?plain=1#L1",
		"../a.md":       "",
		"/srv/a.md":     "",
	} {
		f := finding(article.Span{Start: 0, End: 1})
		f.Path = path
		run := one("", f)
		run.Sources = func(string) ([]byte, error) { return []byte("text\n"), nil }
		run.Place.Blob = "https://example.org/blob"
		got := printed(t, "markdown", run)
		if address == "" && strings.Contains(got, "](") || address != "" && !strings.Contains(got, "[1:1]("+address+")") {
			t.Errorf("path %q: no link to %q in\n%s", path, address, got)
		}
	}
}

// TestMarkdownMeansItself holds that no message becomes markup, and that nothing in it is a mention or
// a reference.
func TestMarkdownMeansItself(t *testing.T) {
	for _, text := range []string{
		"*a* _b_ **c** ~~d~~ `e` ``f`` [g](h) ![i](j) <b>k</b> <!-- l --> &amp; &#64; \\n \\", "| a | b |", "- [ ] x", "# x", "> x", "1. x",
		"@user @org/team", "#12 GH-12 a/b#12 !12 ~label %1 &2 $3 ^x", ":smile: a: b", "https://example.org/a_b_c www.example.org a@example.org",
		"$x$ $$y$$", "</details><script>alert(1)</script>", "a\r\n\r\n# b\u2028c\u202ed",
	} {
		f := finding(article.Span{})
		f.Message, f.Path = message("%s", text), strings.ReplaceAll(text, "/", "%2F")+".md"
		got := printed(t, "markdown", one("", f))
		page := rendered(t, got)
		for _, tag := range regexp.MustCompile(`<[^>]*>`).FindAllString(page, -1) {
			name := strings.Trim(tag, "</>")
			if !slices.Contains([]string{"h3", "p", "ul", "li", "strong", "code"}, name) {
				t.Errorf("%q becomes %s in\n%s", text, tag, page)
			}
		}
		if reference := regexp.MustCompile(`[@#!~%&$^:][^\s\x{200b}]`).FindString(html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(page, ""))); reference != "" && reference != ":1" {
			t.Errorf("%q has a reference %q in\n%s", text, reference, page)
		}
	}
}

func TestJobSummary(t *testing.T) {
	var b bytes.Buffer
	if err := report.JobSummary(&b, mixedRun(t), report.MaxJobSummary); err != nil {
		t.Fatal(err)
	}
	same(t, `
## kblint: 2 articles linted: 1 errors, 1 warnings, 1 hints (1 fixable)

🛑 2 faults: not everything was checked

- out of luck
- c.md: read c.md: permission denied

| rule | ❌ error | ⚠️ warning | 💡 hint |
|---|--:|--:|--:|
| `+"`links/broken-file`"+` | 1 |  |  |
| `+"`keywords/duplicate`"+` |  | 1 |  |
| `+"`frontmatter/missing`"+` |  |  | 1 |

| article | ❌ error | ⚠️ warning | 💡 hint |
|---|--:|--:|--:|
| a.md | 1 | 1 |  |
| sub/b.md |  |  | 1 |

GitHub shows 10 errors, 10 warnings and 10 hints of a step as annotations; the rest is here.

<details><summary>3 findings</summary>

**a.md**

- ⚠️ 2:14 "kafe" stands twice (`+"`keywords/duplicate`"+`)
  - fix: remove it
  - suggestion: rewrite the list
- ❌ 4:16 "y z.md" names no file;\\n100% \<sure\> \& "done" (`+"`links/broken-file`"+`)

**sub/b.md**

- 💡 1:1 no front matter (`+"`frontmatter/missing`"+`)

</details>
`, b.String())
	if page := rendered(t, b.String()); strings.Count(page, "<table>") != 2 {
		t.Errorf("no two tables in\n%s", page)
	}
}

func TestJobSummaryIsBounded(t *testing.T) {
	for _, room := range []int{-1, 0, 500, 5_000, report.MaxJobSummary} {
		var b bytes.Buffer
		if err := report.JobSummary(&b, manyInArticles(5_000, 4, "is wrong in | many ways"), room); err != nil {
			t.Fatal(err)
		}
		switch got := b.String(); {
		case len(got) > max(room, 0):
			t.Errorf("%d bytes where there is room for %d", len(got), room)
		case room < 5_000 && got != "":
			t.Errorf("a summary of %d bytes in %d", len(got), room)
		case room >= 5_000 && !strings.Contains(got, "| … and 4980 more | | | |"):
			t.Error("the table of articles does not tell how many are not in it")
		}
	}
}

func TestJobSummaryOfNothing(t *testing.T) {
	var b bytes.Buffer
	if err := report.JobSummary(&b, one(""), report.MaxJobSummary); err != nil {
		t.Fatal(err)
	}
	same(t, "\n## kblint: 1 articles linted: no findings\n\n", b.String())
	if err := report.JobSummary(&brokenPipe{0}, one(""), report.MaxJobSummary); !errors.Is(err, errBroken) {
		t.Errorf("JobSummary into a broken pipe = %v", err)
	}
}
