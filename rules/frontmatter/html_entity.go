package frontmatter

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lint"
)

type htmlEntityOptions struct {
	Keys []string `yaml:"keys"`
}

var htmlEntity = lint.ArticleRule[htmlEntityOptions]{
	Meta: lint.Meta{
		ID:       "frontmatter/html-entity",
		Summary:  "Titles, descriptions and keywords hold characters, not their HTML entities.",
		Severity: lint.Warning,
	},
	Options: htmlEntityOptions{Keys: []string{
		"title", "linkTitle", "menuTitle", "sidebar_label", "sidebarTitle", "description", "summary", "excerpt",
		"tags", "categories", "keywords", "labels", "seo.title", "seo.description",
	}},
	Check: checkHTMLEntity,
}

// entity is a named or numeric character reference.
var entity = regexp.MustCompile(`&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});`)

func checkHTMLEntity(p *lint.Pass, o htmlEntityOptions) {
	for _, name := range o.Keys {
		v := p.FrontMatter.Lookup(name)
		if v == nil || v.Alias {
			continue
		}
		checkEntities(p, name, v)
		for _, item := range v.Items {
			checkEntities(p, name, item)
		}
	}
}

func checkEntities(p *lint.Pass, name string, v *article.Value) {
	// Where there are tags, the text is HTML.
	if v.Kind != article.String || strings.ContainsAny(v.Text, "<>") {
		return
	}
	src := v.Span.Text(p.Source)
	if bytes.IndexByte(src, '&') < 0 {
		return
	}
	for _, m := range entity.FindAllIndex(src, -1) {
		written := string(src[m[0]:m[1]])
		meant := article.Decode([]byte(written))
		if meant == written {
			continue // no entity of HTML
		}
		at := article.Span{Start: v.Span.Start + m[0], End: v.Span.Start + m[1]}
		d := p.Report(at, "readers of \"%s\" may see \"%s\" as it stands; write the character itself", name, written)
		offer := d.Fix
		if name == "title" && titleIsAddress(p) {
			offer = d.Suggest
		}
		if strings.TrimSpace(meant) == "" {
			offer([]edit.Edit{{Start: at.Start, End: at.End, New: " "}}, "replace it by a blank")
		} else if replacement, ok := article.WriteInside(meant, v.QuoteOf(p.Source)); ok && m[0] > 0 {
			offer([]edit.Edit{{Start: at.Start, End: at.End, New: replacement}}, "replace it by %s", meant)
		}
	}
}

// titleIsAddress reports whether the page may have its address from its title, as Hugo gives it where its
// permalinks say so: then another title moves the page, and what leads to it breaks.
func titleIsAddress(p *lint.Pass) bool {
	if p.Generator != "" && p.Generator != "hugo" {
		return false
	}
	return p.FrontMatter.Lookup("slug") == nil && p.FrontMatter.Lookup("url") == nil
}
