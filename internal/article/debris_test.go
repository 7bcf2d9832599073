package article_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
)

// viewDebris shows what generators and exporters have left, with the text that mends it.
func viewDebris(a *article.Article) []string {
	var out []string
	passages := a.Passages()
	for i := range passages {
		p := &passages[i]
		if l := a.LevelPrefix(p); l.Level > 0 {
			line := fmt.Sprintf("level %d %q", l.Level, l.Span.Text(a.Source))
			if l.Weak {
				line += " weak"
			}
			if a.CutsClean(p, l.Span) {
				line += " clean"
			}
			out = append(out, line)
		}
		for _, b := range a.BrokenEmphasis(p) {
			out = append(out, fmt.Sprintf("emphasis %d %q%s", b.Kind, b.Span.Text(a.Source), mended(a, b.Edits)))
		}
	}
	for _, d := range a.Doubled() {
		line := fmt.Sprintf("double %q", d.Markers.Text(a.Source))
		if d.All {
			line += " all"
		}
		if cuts, ok := a.Unnest(&d); ok {
			line += mended(a, cutAll(cuts))
		}
		out = append(out, line)
	}
	for _, s := range a.Spacers() {
		line := fmt.Sprintf("spacer %q cut %q", s.Span.Text(a.Source), s.Cut.Text(a.Source))
		if s.Apart {
			line += " apart"
		}
		out = append(out, line)
	}
	for m := range a.TemplateMarks() {
		out = append(out, fmt.Sprintf("template %d %q %q", m.Kind, m.Name, m.Span.Text(a.Source)))
	}
	for _, m := range a.ChatCitations() {
		out = append(out, fmt.Sprintf("citation %q", m.Span.Text(a.Source)))
	}
	return out
}

func cutAll(cuts []article.Span) []edit.Edit {
	var edits []edit.Edit
	for _, c := range cuts {
		edits = append(edits, edit.Edit{Start: c.Start, End: c.End})
	}
	return edits
}

// mended is the article after some edits.
func mended(a *article.Article, edits []edit.Edit) string {
	if edits == nil {
		return ""
	}
	return fmt.Sprintf(" -> %q", edit.Apply(a.Source, edits))
}

// debris checks the places of what generators and exporters have left, and that what mends it can be applied.
func (c inspector) debris() {
	c.Helper()
	body := c.a.Body
	applies := func(what string, edits []edit.Edit) {
		at := body.Start
		for _, e := range edits {
			if e.Start < at || e.End < e.Start || e.End > body.End {
				c.Fatalf("%s: edits %v overlap, or leave the body %v", what, edits, body)
			}
			at = e.End
		}
	}
	passages := c.a.Passages()
	for i := range passages {
		p := &passages[i]
		if l := c.a.LevelPrefix(p); l.Level > 0 {
			c.inside("level", l.Span, p.Span)
			c.a.CutsClean(p, l.Span)
		}
		for _, b := range c.a.BrokenEmphasis(p) {
			c.inside("emphasis", b.Span, p.Span)
			applies("emphasis", b.Edits)
		}
	}
	for _, d := range c.a.Doubled() {
		c.inside("markers", d.Markers, d.Outer.Span)
		cuts, _ := c.a.Unnest(&d)
		applies("markers", cutAll(cuts))
	}
	var cuts []article.Span
	for _, s := range c.a.Spacers() {
		c.inside("spacer", s.Span, s.Cut)
		cuts = append(cuts, s.Cut)
	}
	applies("spacers", cutAll(cuts))
	for m := range c.a.TemplateMarks() {
		c.inside("template", m.Span, body)
	}
	for _, m := range c.a.ChatCitations() {
		c.inside("citation", m.Span, body)
	}
}

// TestUnnested proves that an item with double markers has the text of the inner one, and nothing else, once it has
// one marker.
func TestUnnested(t *testing.T) {
	t.Parallel()
	for _, src := range []string{
		"1. 1. a\n\n   b\n\n      c\n",
		"- - a\n    b\n- - c\n\n    d\n",
		"10. 10. a\n\n        ```\n        b\n          c\n        ```\n",
		"-   -   a\n\n        - b\n        - c\n",
		"- - # a\n",
		"- - - a\n      b\n",
	} {
		a := parse("a.md", src)
		var edits []edit.Edit
		for _, d := range a.Doubled() {
			cuts, ok := a.Unnest(&d)
			if !ok || !d.All {
				t.Errorf("%q is not to be mended", src)
			}
			edits = append(edits, cutAll(cuts)...)
		}
		fixed := string(edit.Apply([]byte(src), edits))
		if after := parse("a.md", fixed); len(after.Doubled()) > 0 || plain(after) != plain(a) {
			t.Errorf("%q became %q: %q, not %q", src, fixed, plain(after), plain(a))
		}
	}
}

// plain is what readers see of an article, with the kinds of its passages.
func plain(a *article.Article) string {
	var b strings.Builder
	for i := range a.Passages() {
		p := &a.Passages()[i]
		fmt.Fprintf(&b, "%d %s\n", p.Kind, a.Plain(p.Text))
	}
	return b.String()
}
