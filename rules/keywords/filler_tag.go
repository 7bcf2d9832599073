package keywords

import (
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/lint"
)

type fillerTagOptions struct {
	Keys []string `yaml:"keys"`
	// TitleWords is whether words of the title that hardly another article has as a tag count, too.
	TitleWords bool `yaml:"title-words"`
}

var fillerTag = lint.CorpusRule[fillerTagOptions, *profile]{
	Meta: lint.Meta{
		ID:       "keywords/filler-tag",
		Summary:  "A tag says what an article is about.",
		Severity: lint.Hint,
		OptIn:    true,
	},
	Options: fillerTagOptions{Keys: []string{"tags", "labels", "topics"}, TitleWords: true},
	Facts:   profiles,
	Judge:   judgeFillerTag,
}

func judgeFillerTag(c *lint.Corpus[*profile], o fillerTagOptions) {
	vocabularyOf(c, o.Keys).eachUse(c, func(where lint.Place, p *profile, k *keyword, t *term) {
		var d *lint.Diagnostic
		folded := fold(k.Text)
		switch {
		case strings.Trim(folded, "0123456789") == "":
			d = c.Report(where, k.Span, "the number \"%s\" says nothing as a tag; remove it", k.Text)
		case k.Filler:
			d = c.Report(where, k.Span, "\"%s\" is a filler word and says nothing as a tag; remove it", k.Text)
		case o.TitleWords && t.articles <= rareTag && slices.Contains(strings.Fields(p.Title.Topic), folded):
			d = c.Report(where, k.Span, "\"%s\" is a mere word of the title and hardly another article's tag; use a tag that others have, or remove it", k.Text)
		default:
			return
		}
		k.offerRemoval(d, false)
	})
}
