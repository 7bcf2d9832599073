package links

import (
	"bytes"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lint"
)

var unusedDefinition = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{
		ID:       "links/unused-definition",
		Summary:  "A link definition is used in the article.",
		Severity: lint.Hint,
	},
	Check: checkUnusedDefinitions,
}

func checkUnusedDefinitions(p *lint.Pass, _ lint.None) {
	definitions := p.Definitions()
	// A file of nothing but definitions is there for others.
	if len(definitions) == 0 || p.Role() == article.Partial || len(p.Passages()) == 0 || includes(p.Source) {
		return
	}
	used := references(p)
	var bracketed map[string]bool
	for i := range definitions {
		d := &definitions[i]
		if used[d.Label] || isRemark(d) {
			continue
		}
		if bracketed == nil {
			bracketed = inBrackets(p)
		}
		if !bracketed[d.Label] {
			reportUnused(p, d)
		}
		used[d.Label] = true // of several definitions, the others are reported as duplicates
	}
}

// references are the labels of the article's links and images.
func references(p *lint.Pass) map[string]bool {
	used := map[string]bool{}
	for _, links := range [...][]article.Link{p.Links(), p.Images()} {
		for i := range links {
			if links[i].Syntax == article.ReferenceLink {
				used[links[i].Label] = true
			}
		}
	}
	return used
}

func reportUnused(p *lint.Pass, d *article.Definition) {
	found := p.Report(d.Span, "nothing in this article refers to \"%s\"; refer to it, or remove the definition", excerpt(string(d.LabelSpan.Text(p.Source))))
	if lines, ok := wholeLines(p.Source, d.Span); ok {
		found.Suggest([]edit.Edit{{Start: lines.Start, End: lines.End}}, "remove the definition")
	}
}

// isRemark reports whether a definition is a comment for the authors, as in "[//]: # (to do)" and
// "[comment]: <> (to do)".
func isRemark(d *article.Definition) bool {
	return d.URL == "" || d.URL == "#" || d.Label == "//" || d.Label == "comment" || strings.HasPrefix(d.Label, "^")
}

// inBrackets are the labels in brackets anywhere outside definitions. They may be references that
// only a generator sees: in HTML, in a shortcode, in an included example.
func inBrackets(p *lint.Pass) map[string]bool {
	found := map[string]bool{}
	definitions := p.Definitions()
	src := p.Source
	open := -1
	for at := p.Body.Start; at < p.Body.End; at++ {
		for len(definitions) > 0 && definitions[0].Span.End <= at {
			definitions = definitions[1:]
		}
		if len(definitions) > 0 && at == definitions[0].Span.Start {
			at, open = definitions[0].Span.End-1, -1
			continue
		}
		switch src[at] {
		case '\\':
			at++
		case '[':
			open = at + 1
		case ']':
			if open >= 0 && at > open && at-open < maxLabelLength {
				found[normalLabel(src[open:at])] = true
			}
			open = -1
		}
	}
	return found
}

// maxLabelLength is the longest label that CommonMark knows.
const maxLabelLength = 1000

// normalLabel is a label as CommonMark compares them, near enough.
func normalLabel(label []byte) string {
	return strings.ToLower(string(bytes.Join(bytes.Fields(label), []byte(" "))))
}

// wholeLines are the lines of a definition if nothing else stands on them.
func wholeLines(src []byte, s article.Span) (article.Span, bool) {
	for s.Start > 0 && (src[s.Start-1] == ' ' || src[s.Start-1] == '\t') {
		s.Start--
	}
	for s.End < len(src) && (src[s.End] == ' ' || src[s.End] == '\t' || src[s.End] == '\r') {
		s.End++
	}
	if s.Start > 0 && src[s.Start-1] != '\n' || s.End < len(src) && src[s.End] != '\n' {
		return article.Span{}, false
	}
	s.End = min(s.End+1, len(src))
	return s, true
}
