package article_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
)

func TestTemplateLinks(t *testing.T) {
	t.Parallel()
	for src, want := range map[string][]string{
		`[a]({{< ref "posts/a.md#bagian" >}})`:                                {"ref posts/a.md#bagian"},
		`[a]({{% relref path="a" %}}) [b]({{<relref b.md>}})`:                 {"relref a", "relref b.md"},
		"[a]({{< ref `a b` >}})":                                              {"ref a b"},
		`{{< figure class="x" src="/img/a b.png" alt="y" >}}`:                 {"figure /img/a b.png"},
		`{{% img src=a.png %}}`:                                               {"img a.png"},
		`[a]({% link _articles/x.md %}) {%- post_url 2020-01-02-y -%}`:        {"link _articles/x.md", "post_url 2020-01-02-y"},
		`[a]({{ "/x/#y" | relative_url }}) {{ 'z' | absolute_url }}`:          {"relative_url /x/#y", "absolute_url z"},
		"`{{< ref \"a\" >}}` {{</* ref \"b\" */>}} {{< tabs >}} {{ site.x }}": nil,
		`{{< ref "a`: nil,
	} {
		a := article.Parse("a.md", []byte("---\nx: 1\n---\n"+src), lexicon.Default())
		var got []string
		for _, l := range a.TemplateLinks() {
			got = append(got, l.Template+" "+l.URL)
			if text := string(l.Destination.Text(a.Source)); text != l.URL {
				t.Errorf("%s: the destination's span holds %q", src, text)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", src, diff)
		}
	}
}
