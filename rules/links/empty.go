package links

import (
	"bytes"
	"path"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

var empty = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{
		ID:       "links/empty",
		Summary:  "A link has a text to click, and leads somewhere.",
		Severity: lint.Error,
	},
	Check: checkEmpty,
}

func checkEmpty(p *lint.Pass, _ lint.None) {
	if p.Role() != article.Page || strings.EqualFold(path.Base(p.Path), "SUMMARY.md") {
		return // a draft of mdBook is a link without destination
	}
	links, images := p.Links(), p.Images()
	for i := range links {
		switch l := &links[i]; {
		case l.Syntax == article.BareURL || l.Syntax == article.AutoLink || isProgrammed(p, l):
		case isBlank(l.URL):
			p.Report(l.Span, "this link leads nowhere; give it an address, or keep the text alone")
		case hasNoText(p, l):
			p.Report(l.Span, "the link to \"%s\" has no text, so that nobody can see it; write where it leads, or remove it", quoted(l.URL))
		}
	}
	for i := range images {
		if l := &images[i]; isBlank(l.URL) && !isProgrammed(p, l) {
			p.Report(l.Span, "this image has no address, so that nothing is shown; give it one, or remove it")
		}
	}
}

// isProgrammed reports whether more belongs to an empty link or image than its text and address:
// attributes that a stylesheet or a script goes by, or that make it an anchor.
func isProgrammed(p *lint.Pass, l *article.Link) bool {
	if !isBlank(l.URL) && l.Text.Len() > 0 && !isSpace(p.Source[l.Text.Start]) {
		return false // neither is empty, and the other questions are asked in vain
	}
	for name := range p.Attributes(l) {
		switch name {
		case "href", "src", "alt", "target", "rel", "width", "height":
		default:
			return true
		}
	}
	return false
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '&' || c >= 0x80
}

// hasNoText reports whether there is nothing between the brackets or tags of a link: neither text nor
// an image, an icon or anything else. In headings that is how themes mark a heading's own address.
func hasNoText(p *lint.Pass, l *article.Link) bool {
	raw := l.Text.Text(p.Source)
	if len(raw) > 0 && !isSpace(raw[0]) || !p.IsClosed(l) || !isBlank(article.Decode(raw)) {
		return false
	}
	if passage := p.PassageAt(l.Span.Start); passage != nil && passage.Kind == article.HeadingText {
		return false
	}
	return !fillsTexts(p.Source, l)
}

// fillsTexts reports whether the site is made with MyST, which gives a link without a text the title
// of the page that it leads to.
func fillsTexts(src []byte, l *article.Link) bool {
	if addressOf(l.URL).host != "" || l.Syntax == article.HTMLLink {
		return false
	}
	return bytes.Contains(src, []byte("```{")) || bytes.Contains(src, []byte(":::{")) || bytes.Contains(src, []byte("{ref}`"))
}
