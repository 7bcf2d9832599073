package starter

import (
	"embed"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/config"
	"github.com/kblint/kblint/internal/locale"
	"github.com/kblint/kblint/internal/site"
)

// Messages is the catalogue of what this package says.
//
//go:embed messages.*.yaml
var Messages embed.FS

// generatorNames are the names of generators as their makers write them.
var generatorNames = map[site.Generator]string{
	site.Hugo: "Hugo", site.Docusaurus: "Docusaurus", site.MkDocs: "MkDocs", site.Jekyll: "Jekyll",
	site.VitePress: "VitePress", site.Astro: "Astro", site.Starlight: "Starlight",
}

// How much is said of what articles have in common.
const (
	shownKeys   = 8  // keys that all articles have
	shownShares = 6  // keys that many have
	fewestShare = 50 // percent of the articles that make many
)

// Describe says in a line a site what was found: "Hugo, 3,940 articles, Indonesian; title and date
// everywhere; tags in 97 %".
func (p *Portrait) Describe(text *locale.Printer) []string {
	var lines []string
	for _, s := range p.Sites {
		line := s.describe(text)
		if len(p.Sites) > 1 {
			line = config.Scalar(s.Dir) + ": " + line
		}
		lines = append(lines, line)
	}
	return lines
}

func (s *Site) describe(text *locale.Printer) string {
	generator := generatorNames[s.Generator]
	if generator == "" {
		generator = text.Sprintf("no site generator")
	}
	first := []string{generator, text.Sprintf("%d articles", s.Articles)}
	for _, t := range s.Tongues {
		if 100*t.Articles >= s.Articles { // a single article may be misjudged
			first = append(first, languageName(t.Name, text))
		}
	}
	parts := []string{strings.Join(first, ", ")}
	if s.Matter == 0 {
		return strings.Join(append(parts, text.Sprintf("no front matter")), "; ")
	}
	if s.Matter < s.Articles {
		parts = append(parts, text.Sprintf("front matter in %d %%", percent(s.Matter, s.Articles)))
	}
	return strings.Join(append(parts, s.describeKeys(text)...), "; ")
}

// describeKeys says which keys those articles have that have front matter.
func (s *Site) describeKeys(text *locale.Printer) []string {
	var everywhere, parts []string
	for _, k := range s.Keys {
		if k.Articles == s.Matter && len(everywhere) < shownKeys {
			everywhere = append(everywhere, config.Scalar(k.Name))
		}
	}
	if len(everywhere) > 0 {
		parts = append(parts, text.Sprintf("%s everywhere", strings.Join(everywhere, ", ")))
	}
	some := slices.DeleteFunc(slices.Clone(s.Keys), func(k Count) bool { return k.Articles == s.Matter })
	if shares := s.shares(some, text); shares != "" {
		parts = append(parts, shares)
	}
	return parts
}

// shares says in which part of the articles each of certain keys is, as far as that is many: "date,
// categories in 99 %, tags in 97 %".
func (s *Site) shares(keys []Count, text *locale.Printer) string {
	var shares, names []string
	for i, k := range keys[:min(len(keys), shownShares)] {
		share := percent(k.Articles, s.Matter)
		if share < fewestShare {
			break
		}
		names = append(names, config.Scalar(k.Name))
		if i+1 == min(len(keys), shownShares) || percent(keys[i+1].Articles, s.Matter) != share {
			shares = append(shares, text.Sprintf("%s in %d %%", strings.Join(names, ", "), share))
			names = nil
		}
	}
	return strings.Join(shares, ", ")
}

// languageName is what people call a language.
func languageName(tag string, text *locale.Printer) string {
	switch tag {
	case "en":
		return text.Sprintf("English")
	case "id":
		return text.Sprintf("Indonesian")
	default:
		return tag
	}
}

// percent is rounded down, so that only all are 100.
func percent(part, whole int) int { return 100 * part / max(whole, 1) }
