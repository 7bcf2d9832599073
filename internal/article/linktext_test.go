package article_test

import (
	"strings"
	"testing"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
)

func TestAttributes(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"a tag", `<a HREF="a.md" class='x y' download data-a = b>t</a>`, `href=a.md class=x y download= data-a=b`},
		{"a tag that closes itself", `<img src="a.png" alt=""/>`, `src=a.png alt=`},
		{"a value that does not end", `<img src=a.png alt="x>`, ``},
		{"a program", `<p><img src="a.png" alt={t("a b")} {...props}/></p>`, `src=a.png alt={t("a b")} {...props}=`},
		{"kramdown", `[t](a.md){: .button target="_blank"}`, `.button= target=_blank`},
		{"an attribute list", `![t](a.png){#id width=300 }`, `#id= width=300`},
		{"not on the same line", "[t](a.md){a\nb}", ``},
		{"a template", `[t](a.md){{ x }}`, ``},
		{"nothing", `[t](a.md) {a}`, ``},
		{"a bare URL", `https://a.test/{a}`, ``},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := article.Parse("a.md", []byte(test.src+"\n"), lexicon.Default())
			links := append(a.Links(), a.Images()...)
			var got []string
			for i := range links {
				for name, value := range a.Attributes(&links[i]) {
					got = append(got, name+"="+value)
				}
			}
			if got := strings.Join(got, " "); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestTextOf(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"plain", "[di sini](a.md)", "di sini"},
		{"markup", `[**di** _sini_ \[1\] &amp; ` + "`kode`](a.md)", "di sini [1] & kode"},
		{"two lines in a quote", "> [this\r\n> page](a.md)", "this page"},
		{"an image", "[![x](a.png) unduh](a.md)", " unduh"},
		{"an image alone", "[![x](a.png)](a.md)", ""},
		{"a tag in a tag", "<a href=a.md>lihat <b>ini</b></a>", "lihat ini"},
		{"a block of HTML", "<p><a href=a.md><i>lihat</i> ini</a></p>", "lihat ini"},
		{"a cell", "| a |\n|---|\n| x [*b*](c) |", "b"},
		{"nothing", "[](a.md)", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := article.Parse("a.md", []byte(test.src+"\n"), lexicon.Default())
			if got := a.TextOf(&a.Links()[0]); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestIsClosed(t *testing.T) {
	for src, want := range map[string]bool{
		"<a href=x>t</a>":              true,
		"[t](x)":                       true,
		"<a href=x>t":                  false,
		"<a href=x>\n\n</a>":           false,
		"<a href=x><abbr>t</abbr></a>": false, // the end is looked for no further
		"<p><a href=x>t</a>\n</p>":     true,
		"<a href=x>" + strings.Repeat("t", 3000) + "</a>": false,
	} {
		a := article.Parse("a.md", []byte(src+"\n"), lexicon.Default())
		if got := a.IsClosed(&a.Links()[0]); got != want {
			t.Errorf("%.40q: got %t, want %t", src, got, want)
		}
	}
}

func TestLinkTitle(t *testing.T) {
	a := article.Parse("a.md", []byte("[a](b \"t &amp; u\") ![c](d 'e') [f][g] [h](i)\n\n[g]: j (k)\n"), lexicon.Default())
	var got []string
	for _, l := range append(a.Links(), a.Images()...) {
		got = append(got, l.Title)
	}
	if got, want := strings.Join(got, "|"), "t & u|k||e"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
