package links

import (
	"bytes"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lint"
)

var duplicateDefinition = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{
		ID:       "links/duplicate-definition",
		Summary:  "A link label is defined once.",
		Severity: lint.Warning,
	},
	Check: checkDuplicateDefinitions,
}

func checkDuplicateDefinitions(p *lint.Pass, _ lint.None) {
	definitions := p.Definitions()
	if len(definitions) < 2 {
		return
	}
	first := make(map[string]*article.Definition, len(definitions))
	for i := range definitions {
		d := &definitions[i]
		before := first[d.Label]
		switch {
		case isRemark(d):
		case before == nil:
			first[d.Label] = d
		default:
			reportDuplicate(p, before, d)
		}
	}
}

func reportDuplicate(p *lint.Pass, first, d *article.Definition) {
	label := excerpt(string(bytes.TrimSpace(d.LabelSpan.Text(p.Source))))
	if first.URL != d.URL {
		p.Report(d.Span, "\"%s\" is defined before with another address, and the first definition counts; remove one of the two, or rename this one", label).
			Relate(first.Span, "this definition counts")
		return
	}
	found := p.Report(d.Span, "\"%s\" is defined before with the same address; remove this definition", label).
		Relate(first.Span, "this definition counts")
	lines, ok := wholeLines(p.Source, d.Span)
	if ok && bytes.Equal(afterAddress(p, first), afterAddress(p, d)) {
		found.Fix([]edit.Edit{{Start: lines.Start, End: lines.End}}, "remove this definition")
	}
}

// afterAddress is the title of a definition, quotes included.
func afterAddress(p *lint.Pass, d *article.Definition) []byte {
	return bytes.Trim(p.Source[d.Destination.End:d.Span.End], " \t\r\n>")
}
