package article_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
)

func TestAnchors(t *testing.T) {
	t.Parallel()
	src := strings.Join([]string{
		"---\ntitle: a id=\"front\"\n---",
		`<a id="satu"></a> dan <a name='dua'></a>, <span class="x" id=tiga>teks</span>`,
		"## Judul {#empat}",
		"Paragraf.\n{: .kelas #lima }",
		`<Tab id={"enam"} /> {{< jangkar id="tujuh" >}}`,
		"Tulis `<a id=\"kode\">` atau id=\"teks\" begitu saja, a > b id=\"luar\".",
		"```html\n<a id=\"pagar\">\n```",
		"<div\n  id=\"delapan\">\n</div>",
		`<a id="">`, `<a id="tidak ditutup`, `{#`, `<a id=`,
	}, "\n\n")
	a := article.Parse("a.mdx.md", []byte(src), lexicon.Default())
	var got []string
	for _, anchor := range a.Anchors() {
		got = append(got, anchor.ID)
		if text := string(anchor.Span.Text(a.Source)); text != anchor.ID {
			t.Errorf("the span of %q holds %q", anchor.ID, text)
		}
	}
	want := []string{"satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
