package keywords

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/lint"
)

// profile is what the rules that compare articles know of each.
type profile struct {
	Page     bool         `json:"page,omitempty"`  // readers see it, and it could be read
	Draft    bool         `json:"draft,omitempty"` // it is not published yet
	Language string       `json:"language,omitempty"`
	Variant  string       `json:"variant,omitempty"` // the product or device that it is for, if it says so
	Date     article.Date `json:"date,omitzero"`
	Title    title        `json:"title,omitzero"`
	Keywords []keyword    `json:"keywords,omitempty"` // in source order
	Sketch   sketch       `json:"sketch,omitempty"`
}

var profiles = &lint.Facts[*profile]{Name: "keywords/profile/1", Collect: profileOf}

func profileOf(a *article.Article) *profile {
	p := &profile{
		Page: a.Role() == article.Page && a.Readable(), Date: a.Written(),
		Language: firstText(a, "lang", "language", "locale"), Variant: variantOf(a),
	}
	draft := a.FrontMatter.Lookup("draft")
	p.Draft = draft != nil && draft.Text == "true"
	if !p.Page {
		return p
	}
	p.Title = titleOf(a)
	p.Keywords = keywordsOf(a)
	for i := range p.Keywords {
		p.Keywords[i].Filler = a.Lexicon.Filler(p.Keywords[i].Text) != lexicon.NoFiller
	}
	markSpoken(a, p.Keywords)
	p.Sketch = sketchOf(a.Words())
	return p
}

// variantKeys say which of several products, devices or versions an article is for. Articles that
// differ in one of them are alike on purpose.
var variantKeys = [...]string{
	"product", "products", "device", "devices", "model", "variant", "codename", "version", "versions", "platform",
	"platforms", "os", "edition", "plan", "applies_to", "sku",
}

func variantOf(a *article.Article) string {
	var variant strings.Builder
	for _, key := range variantKeys {
		v := a.FrontMatter.Lookup(key)
		if v == nil {
			continue
		}
		variant.WriteString(key + "=" + v.Text)
		for _, item := range v.Items {
			variant.WriteString("," + item.Text)
		}
		variant.WriteString(";")
	}
	return variant.String()
}

// language is what the article says that it is written in, or else what its place says; "" where neither
// does.
func (p *profile) language(where lint.Place) string {
	return cmp.Or(p.Language, where.Address.Language)
}

// has reports whether the article has just that keyword under a key.
func (p *profile) has(key, text string) bool {
	return slices.ContainsFunc(p.Keywords, func(k keyword) bool { return k.Key == key && k.Text == text })
}

// firstText is the value of the first of the keys that has a text.
func firstText(a *article.Article, keys ...string) string {
	for _, key := range keys {
		if v := a.FrontMatter.Lookup(key); v != nil && v.Kind == article.String && v.Text != "" {
			return fold(v.Text)
		}
	}
	return ""
}
