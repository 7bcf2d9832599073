// Package kblint judges whether an article can be read at all, and the suppression comments
// in it.
package kblint

import (
	"embed"
	"fmt"
	"strconv"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

//go:embed *.md messages.*.yaml
var pages embed.FS

// Family is the rules that are about linting itself.
var Family = lint.Family{
	Name:  "kblint",
	Pages: pages,
	Rules: []lint.Rule{
		encoding,
		tooLarge,
		tooComplex,
		unusedDisable,
		unknownRule,
	},
}

var encoding = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{
		ID:       "kblint/encoding",
		Summary:  "An article is text in UTF-8, without NUL bytes.",
		Severity: lint.Error,
	},
	Check: checkEncoding,
}

func checkEncoding(p *lint.Pass, _ lint.None) {
	for _, o := range p.Obstacles {
		offset := strconv.Itoa(o.Span.Start)
		switch o.Kind {
		case article.InvalidUTF8:
			p.Report(o.Span, "the byte %s at offset %s is not UTF-8; save the file as UTF-8", hex(p.Source[o.Span.Start]), offset)
		case article.NULByte:
			p.Report(o.Span, "there is a NUL byte at offset %s; remove it, or save the file as UTF-8", offset)
		default: // another rule's
		}
	}
}

func hex(b byte) string { return fmt.Sprintf("0x%02X", b) }

var tooLarge = lint.ArticleRule[lint.SizeLimit]{
	Meta: lint.Meta{
		ID:       "kblint/too-large",
		Summary:  "An article is small enough to be linted.",
		Severity: lint.Error,
	},
	Options: lint.SizeLimit{MaxBytes: lint.DefaultSizeLimit},
	Check: func(p *lint.Pass, o lint.SizeLimit) {
		if p.Size > o.MaxBytes {
			p.Report(article.Span{}, "the file has %d bytes, more than the %d that are read, and was not linted; split it, exclude it, or raise \"max-bytes\"", p.Size, o.MaxBytes)
		}
	},
}

var tooComplex = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{
		ID:       "kblint/too-complex",
		Summary:  "An article is simple enough to be parsed in reasonable time.",
		Severity: lint.Error,
	},
	Check: checkComplexity,
}

func checkComplexity(p *lint.Pass, _ lint.None) {
	for _, o := range p.Obstacles {
		switch o.Kind {
		case article.NestedTooDeep:
			p.Report(o.Span, "quotes, lists or brackets are nested too deeply here, so the article was not linted; untangle them")
		case article.ParseTooSlow:
			p.Report(o.Span, "the Markdown from here on takes too long to parse, so the article was not linted; look for endless runs of brackets, asterisks or definitions")
		case article.TableTooWide:
			p.Report(o.Span, "this table has too many cells to be read and was taken for text; split it")
		default: // another rule's
		}
	}
}

var unusedDisable = lint.AuditRule[lint.None]{
	Meta: lint.Meta{
		ID:       lint.UnusedDisableID,
		Summary:  "A suppression comment suppresses something.",
		Severity: lint.Warning,
	},
}

var unknownRule = lint.AuditRule[lint.None]{
	Meta: lint.Meta{
		ID:       lint.UnknownRuleID,
		Summary:  "A suppression comment names rules that exist.",
		Severity: lint.Error,
	},
}
