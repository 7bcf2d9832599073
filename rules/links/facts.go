package links

import (
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/site"
)

// dossier is what the rules that follow links know of each article.
type dossier struct {
	At    article.Span `json:"at,omitzero"`    // the title, or else the beginning
	Menu  bool         `json:"menu,omitempty"` // its front matter puts it into a menu
	TOML  bool         `json:"toml,omitempty"` // its front matter is written so
	Page  *site.Source `json:"page"`
	Links []link       `json:"links,omitempty"` // in source order
}

// link is a link or an image with a destination.
type link struct {
	Span     article.Span `json:"span"`              // of the destination; of one that is empty, of the link
	URL      string       `json:"url"`               // unescaped
	Written  string       `json:"written,omitempty"` // as it stands in the article, if that is something else
	Template string       `json:"template,omitempty"`
	Image    bool         `json:"image,omitempty"`
	Bare     bool         `json:"bare,omitempty"` // an address that stands in the text as it is
}

// written is the destination as it stands in the article.
func (l *link) written() string {
	if l.Written != "" {
		return l.Written
	}
	return l.URL
}

var dossiers = &lint.Facts[*dossier]{Name: "links/dossier/1", Collect: dossierOf}

func dossierOf(a *article.Article) *dossier {
	d := &dossier{Page: site.SourceOf(a), TOML: a.FrontMatter.Format == article.TOML}
	_, d.At = a.Title()
	d.Menu = a.FrontMatter.Lookup("menu") != nil || a.FrontMatter.Lookup("menus") != nil
	// The links of a partial are resolved from the articles that include it.
	if a.Role() == article.Partial {
		return d
	}
	for _, l := range a.Links() {
		d.add(a, &l, false)
	}
	for _, l := range a.Images() {
		d.add(a, &l, true)
	}
	for _, l := range a.TemplateLinks() {
		d.add(a, &l, l.Template == "figure" || l.Template == "img" || l.Template == "image")
	}
	d.frontMatter(a)
	// A definition that several references share is one place to mend.
	slices.SortStableFunc(d.Links, func(x, y link) int { return x.Span.Start - y.Span.Start })
	d.Links = slices.CompactFunc(d.Links, func(x, y link) bool { return x.Span == y.Span })
	return d
}

func (d *dossier) add(a *article.Article, l *article.Link, image bool) {
	if l.URL == "" || l.Destination.Len() == 0 {
		return
	}
	written := string(l.Destination.Text(a.Source))
	k := link{
		Span: l.Destination, URL: strings.Clone(l.URL), Template: l.Template, Image: image,
		Bare: l.Syntax == article.BareURL || l.Syntax == article.AutoLink,
	}
	if written != k.URL {
		k.Written = written
	}
	d.Links = append(d.Links, k)
}

// linkKeys are the keys of the front matter that hold a destination, and whether that is an image.
var linkKeys = map[string]bool{
	"image": true, "cover": true, "cover.image": true, "featured_image": true, "featuredImage": true, "thumbnail": true,
	"banner": true, "hero_image": true, "og_image": true, "redirect_to": false, "redirectTo": false,
}

func (d *dossier) frontMatter(a *article.Article) {
	for key, image := range linkKeys {
		v := a.FrontMatter.Lookup(key)
		if v == nil || v.Kind != article.String || v.Text == "" || v.Alias || v.Broken || !strings.ContainsAny(v.Text, "/.") {
			continue
		}
		k := link{Span: v.Span, URL: strings.Clone(v.Text), Image: image}
		if v.QuoteOf(a.Source) != 0 {
			k.Span = article.Span{Start: v.Span.Start + 1, End: v.Span.End - 1}
		}
		if written := string(k.Span.Text(a.Source)); written != k.URL {
			k.Written = written
		}
		d.Links = append(d.Links, k)
	}
}
