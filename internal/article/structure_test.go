package article_test

import (
	"testing"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
)

func TestIsEmpty(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]bool{
		"":                                     true,
		"\n\u00a0\n&nbsp; &nbsp;\n":            true,
		"***\n\n- - -\n":                       true,
		"<!-- later -->\n<!-- a\nb --> <br>\n": true,
		"{/* later */}\n":                      true,
		"<a id=\"x\"></a>\n</div>\n":           true,
		"[x]: /y 'z'\n[y]: /z\n":               true,
		"text":                                 false,
		"<!-- later --> text":                  false,
		"<!-- toc -->":                         false,
		"<!--@include: ./a.md-->":              false,
		"<a href=\"/x\">x</a>":                 false,
		"<div>":                                false,
		"- ":                                   false,
		"> ## Heading in a quote":              false,
		"### Below\n":                          true,
	} {
		a := article.Parse("a.md", []byte("## Title\n\n"+body+"\n## Next\n"), lexicon.Default())
		if got := a.IsEmpty(a.Root().Children[0]); got != want {
			t.Errorf("%q: IsEmpty = %v, want %v", body, got, want)
		}
		if a.IsEmpty(a.Root()) {
			t.Errorf("%q: the root has no heading", body)
		}
	}
}

func TestBoldLine(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"**Open the menu**":     "Open the menu",
		"__Open the menu__":     "Open the menu",
		"**Open _this_**  ":     "Open _this_",
		"**1\\. Open**":         "1\\. Open",
		"***Open***":            "*Open*",
		"**Open** the menu":     "",
		"**Open** **the menu**": "",
		"*Open the menu*":       "",
		"**Open\nthe menu**":    "",
		"# **Open**":            "",
		"****":                  "",
	} {
		a := article.Parse("a.md", []byte(line+"\n"), lexicon.Default())
		got := ""
		for i := range a.Passages() {
			if text, ok := a.BoldLine(&a.Passages()[i]); ok {
				got = string(text.Text(a.Source))
			}
		}
		if got != want {
			t.Errorf("%q: BoldLine = %q, want %q", line, got, want)
		}
	}
}

func TestWordCount(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"Tekan **tom**bol – lalu [buka menu](https://a.test/b-c).": 5,
		"It's 2.5 GB":       3,
		"Größe über Ändern": 3,
		"中文字符":              2,
		"Open 中文字 now":      4,
		"กขคงจฉ":            2,
		"– & ...":           0,
		"one<br>two":        2,
		"one\ntwo":          2,
	} {
		a := article.Parse("a.md", []byte(text), lexicon.Default())
		if got := a.WordCount(a.Passages()[0].Text); got != want {
			t.Errorf("%q: WordCount = %d, want %d", text, got, want)
		}
	}
}

func TestHTMLHeading(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"<h2>A</h2>\n\n<H3 id=x>B</H3>": 3,
		"<h2>A</h2>\n\nb `<h4>`":        2,
		"<hr> <header> h5 <":            0,
	} {
		a := article.Parse("a.md", []byte(text), lexicon.Default())
		if got := a.HTMLHeading(a.Body); got != want {
			t.Errorf("%q: HTMLHeading = %d, want %d", text, got, want)
		}
	}
}
