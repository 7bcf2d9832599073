package links

import (
	"strings"
	"unicode/utf8"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

type missingAltOptions struct {
	// Max is the number of characters that an alt text may have; 0 for any.
	Max int `yaml:"max"`
}

var missingAlt = lint.ArticleRule[missingAltOptions]{
	Meta: lint.Meta{
		ID:       "links/missing-alt",
		Summary:  "An image has an alt text that says what it shows.",
		Severity: lint.Warning,
	},
	Options: missingAltOptions{Max: 150},
	Check:   checkMissingAlt,
}

func checkMissingAlt(p *lint.Pass, o missingAltOptions) {
	if p.Role() == article.Meta {
		return
	}
	images := p.Images()
	b := beside{Pass: p}
	for i := range images {
		l := &images[i]
		if isBlank(l.URL) {
			continue // links/empty asks for the image itself
		}
		alt, at, known := altOf(p, l)
		switch {
		case !known:
		case isBlank(alt):
			if !isOrnament(l) && !hasOtherName(p, l) && !b.speaksFor(l) {
				reportMissing(p, l)
			}
		case isNameOfFile(alt, l):
			p.Report(at, "the alt text \"%s\" is a file's name; say in a few words what the image shows", alt)
		case o.Max > 0 && len(alt) > o.Max && !strings.Contains(alt, "]("):
			if n := utf8.RuneCountInString(alt); n > o.Max {
				p.Report(at, "the alt text has %d characters, and screen readers read them in one breath; say in at most %d what the image shows, and the rest in the text", n, o.Max)
			}
		}
	}
}

func reportMissing(p *lint.Pass, l *article.Link) {
	switch name := fileName(l.URL); {
	case l.Syntax == article.HTMLLink && name != "":
		p.Report(l.Span, "the image \"%s\" has no alt text; say in a few words what it shows, or write alt=\"\" if it is an ornament", name)
	case name != "":
		p.Report(l.Span, "the image \"%s\" has no alt text; say in a few words what it shows", name)
	default:
		p.Report(l.Span, "this image has no alt text; say in a few words what it shows")
	}
}

// altOf is the alt text of an image and where it stands. It is not known where a program makes it.
// Written alt="" in HTML it is there and empty: the image is an ornament, and nothing is missing.
func altOf(p *lint.Pass, l *article.Link) (alt string, at article.Span, known bool) {
	if l.Syntax != article.HTMLLink {
		return article.Decode(l.Text.Text(p.Source)), l.Text, true
	}
	for name, value := range p.Attributes(l) {
		switch {
		case name == "alt":
			return article.Decode([]byte(value)), l.Span, value != "" && value[0] != '{' && !isBlank(value)
		case name[0] == '{', strings.HasSuffix(name, ":alt"), strings.HasPrefix(name, "v-bind"):
			return "", l.Span, false
		}
	}
	return "", l.Span, true
}
