package article_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
)

func parse(name, src string) *article.Article {
	return article.Parse(name, []byte(src), lexicon.Default())
}

// whole is an article with one of everything that has a place.
const whole = `# Reset {#reset}

Lead with [link](a.md), ` + "`code`" + ` and https://example.org.

:::warning
All data will be lost.
:::

1. Open *Settings*.
2. **Note:** wait.

## FAQ

**1\. Is it safe?**

No.
`

// show is all that the views show of an article.
func show(a *article.Article) []string {
	var out []string
	for _, view := range []func(*article.Article) []string{
		viewContainers, viewCallouts, viewFAQs, viewHeadings, viewLinks, viewPassages, viewSteps,
	} {
		out = append(out, view(a)...)
	}
	return out
}

// TestEncodings demands that what stands around an article, and how its lines end, changes
// nothing of what is found in it.
func TestEncodings(t *testing.T) {
	t.Parallel()
	want := show(parse("article.md", whole))
	crlf := strings.ReplaceAll(whole, "\n", "\r\n")
	for name, src := range map[string]string{
		"byte order mark":                     "\ufeff" + whole,
		"front matter":                        "---\ntitle: x\n---\n" + whole,
		"byte order mark and front matter":    "\ufeff---\ntitle: x\n---\n" + whole,
		"no line end at the end":              strings.TrimSuffix(whole, "\n"),
		"CRLF":                                crlf,
		"CRLF and no line end at the end":     strings.TrimSuffix(crlf, "\r\n"),
		"CRLF, byte order mark, front matter": "\ufeff---\r\ntitle: x\r\n---\r\n" + crlf,
		"blanks at the ends of lines":         strings.ReplaceAll(strings.ReplaceAll(whole, ".\n", ". \n"), ":::\n", "::: \n"),
		"blank lines before":                  "\n\n" + whole,
		"blank lines behind":                  whole + "\n \n\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := show(parse("article.md", src))
			for i := range got {
				got[i] = strings.ReplaceAll(got[i], `\r\n`, `\n`)
				got[i] = strings.ReplaceAll(got[i], ` \n`, `\n`)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// TestEmpty reads articles without a body.
func TestEmpty(t *testing.T) {
	t.Parallel()
	for _, src := range []string{"", "\n", "\ufeff", "\ufeff\n", " ", "\r\n", "---\ntitle: x\n---", "---\ntitle: x\n---\n"} {
		a := parse("article.md", src)
		if len(a.Passages()) > 0 || a.Root() == nil || a.SectionAt(len(src)) != a.Root() || len(a.FAQs())+len(a.Callouts())+len(a.Steps()) > 0 {
			t.Errorf("%q has passages %v", src, a.Passages())
		}
		if a.Body.End != len(src) || strings.TrimSpace(string(a.Body.Text(a.Source))) != "" {
			t.Errorf("%q has the body %q", src, a.Body.Text(a.Source))
		}
	}
}

func TestEncodingObstacles(t *testing.T) {
	t.Parallel()
	for src, want := range map[string][]article.Obstacle{
		"Text.":               nil,
		"Te\xc3\xa9xt \ufffd": nil,
		"Te\xffxt \xfe":       {{Kind: article.InvalidUTF8, Span: article.Span{Start: 2, End: 3}}},
		"Te\x00xt\x00":        {{Kind: article.NULByte, Span: article.Span{Start: 2, End: 3}}},
		"\xc3\x00":            {{Kind: article.NULByte, Span: article.Span{Start: 1, End: 2}}, {Kind: article.InvalidUTF8, Span: article.Span{Start: 0, End: 1}}},
	} {
		a := parse("article.md", src)
		if diff := cmp.Diff(want, a.Obstacles); diff != "" {
			t.Errorf("%q (-want +got)\n%s", src, diff)
		}
		if !a.Readable() || len(a.Passages()) != 1 {
			t.Errorf("%q was not read", src)
		}
	}
}

func TestTooLarge(t *testing.T) {
	t.Parallel()
	a := article.TooLarge("big.md", 5_000_000, lexicon.Default())
	if a.Readable() || a.Size != 5_000_000 || a.Obstacles[0].Kind != article.FileTooLarge {
		t.Errorf("readable %v, size %d, obstacles %v", a.Readable(), a.Size, a.Obstacles)
	}
	if got := show(a); len(got) != 2 || a.FrontMatter.Format != article.NoFrontMatter {
		t.Errorf("an article that was not read shows %q", got)
	}
}

// TestGivenUp demands that an article that was given up is an article all the same.
func TestGivenUp(t *testing.T) {
	t.Parallel()
	src := "---\ntitle: x\n---\n\nText.\n\n" + strings.Repeat("> ", 1_000)
	a := parse("article.md", src)
	if a.Readable() || len(a.Obstacles) != 1 || a.Obstacles[0].Kind != article.NestedTooDeep {
		t.Fatalf("obstacles = %v", a.Obstacles)
	}
	if at := a.Obstacles[0].Span.Start; src[at] != '>' {
		t.Errorf("given up at %d, %q", at, src[at:])
	}
	if a.FrontMatter.Lookup("title") == nil || a.SectionAt(len(src)) != a.Root() || a.Root().Span != a.Body {
		t.Error("the front matter or the root section is missing")
	}
	if got := show(a); len(got) != 2 { // section and obstacle
		t.Errorf("it shows %q", got)
	}
}

func TestInCode(t *testing.T) {
	t.Parallel()
	src := "a1 `b1` c1\n\n    d1\n\n```sh\ne1\n```\n\n{% highlight sh %}\nf1\n{% endhighlight %}\n\n`g1`\n"
	a := parse("article.md", src)
	for word, want := range map[string]bool{
		"a1": false, "b1": true, "c1": false, "d1": true, "sh": true, "e1": true, "f1": true, "{% end": false, "g1": true, " c1": false,
	} {
		if got := a.InCode(strings.Index(src, word)); got != want {
			t.Errorf("in code at %q: %v", word, got)
		}
	}
	if a.InCode(-1) || a.InCode(len(src)) {
		t.Error("there is code outside the file")
	}
}

func TestSectionAt(t *testing.T) {
	t.Parallel()
	src := "lead\n\n# A\n\na\n\n## B\n\nb\n\n# C\n\nc\n"
	a := parse("article.md", src)
	for word, want := range map[string]string{"lead": "", "# A": "A", "\na\n": "A", "## B": "B", "\nb": "B", "# C": "C", "\nc\n": "C"} {
		if got := a.SectionAt(strings.Index(src, word)).Title(); got != want {
			t.Errorf("section at %q is %q, want %q", word, got, want)
		}
	}
	if got := a.SectionAt(len(src)).Title(); got != "" {
		t.Errorf("section behind the file is %q", got)
	}
}

func TestPassagesIn(t *testing.T) {
	t.Parallel()
	src := "one\n\ntwo\n\nthree\n"
	a := parse("article.md", src)
	for span, want := range map[article.Span]string{
		{Start: 0, End: len(src)}: "one two three",
		{Start: 1, End: 6}:        "two",
		{Start: 5, End: 5}:        "",
		{Start: 10, End: 99}:      "three",
	} {
		var got []string
		for _, p := range a.PassagesIn(span) {
			got = append(got, a.Plain(p.Text))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("passages in %v are %q, want %q", span, got, want)
		}
	}
}

func TestDecode(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		"":                                  "",
		"plain":                             "plain",
		`a\_b\c\\`:                          `a_b\c\`,
		"&amp;&lt;&#65;":                    "&<A",
		"&#x41;&nbsp;":                      "A\u00a0",
		`\&amp;`:                            "&amp;",
		`&amp;amp;`:                         "&amp;",
		"& &; &x &nosuch;":                  "& &; &x &nosuch;",
		"a\nb\r\nc":                         "a b c",
		`\`:                                 `\`,
		"&":                                 "&",
		"&CounterClockwiseContourIntegral;": "∳",
	} {
		if got := article.Decode([]byte(raw)); got != want {
			t.Errorf("Decode(%q) = %q, want %q", raw, got, want)
		}
	}
}

func TestRole(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]article.Role{
		"docs/reset.md":                 article.Page,
		"content/_index.md":             article.Page,
		"readme-first.md":               article.Page,
		"docs/support/index.md":         article.Page,
		"README.md":                     article.Meta,
		"docs/README.id.md":             article.Meta,
		"Code-of-Conduct.md":            article.Meta,
		".github/ISSUE_TEMPLATE/bug.md": article.Meta,
		"SUMMARY.md":                    article.Meta,
		"docs/security.md":              article.Page,
		"vendor/x/guide.md":             article.Meta,
		"_includes/note.md":             article.Partial,
		"docs/_include/note.md":         article.Partial,
		"snippets/note.mdx":             article.Partial,
		"archetypes/default.md":         article.Partial,
		"docs/_draft.md":                article.Partial,
	} {
		if got := article.RoleOf(path); got != want {
			t.Errorf("RoleOf(%q) = %d, want %d", path, got, want)
		}
	}
}

func TestIsMDX(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]bool{"a.mdx": true, "a.MDX": true, "a.md": false, "mdx": false} {
		if got := parse(path, "").IsMDX(); got != want {
			t.Errorf("IsMDX of %q = %v", path, got)
		}
	}
}

func TestLinkPath(t *testing.T) {
	t.Parallel()
	for url, want := range map[string]string{
		"a.md":                 "a.md",
		"../a/b.md#c":          "../a/b.md",
		"/a?b=c#d":             "/a",
		"a%20b%2F.md":          "a b/.md",
		"a%2":                  "a%2",
		"a%zz":                 "a%zz",
		"a:b/c":                "",
		"./a:b":                "./a:b",
		"#a":                   "",
		"?a":                   "",
		"":                     "",
		"//example.org/a":      "",
		"https://example.org":  "",
		"mailto:a@example.org": "",
		"{{site.baseurl}}/a":   "",
		"a/<K6_VERSION>/b":     "",
		"${base}/a":            "",
	} {
		l := article.Link{URL: url}
		got, ok := l.Path()
		if got != want || ok != (want != "") {
			t.Errorf("Path of %q = %q, %v, want %q", url, got, ok, want)
		}
	}
}

func TestAsks(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"Aman?": true, "Aman ?": true, `Apa arti "aman?"`: true, "(Aman?)": true, "Aman?!": true, "安全？": true, "آمن؟": true,
		"Aman": false, "": false, "Aman? Ya": false, "Aman;": false, "Ασφαλές\u037e": true, "Apa bedanya? Begini.": false,
	} {
		if q := (article.Question{Text: text}); q.Asks() != want {
			t.Errorf("%q asks: %v, want %v", text, q.Asks(), want)
		}
	}
}
