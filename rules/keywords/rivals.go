package keywords

import (
	"iter"
	"path"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

// rival is an article among those that it can compete with.
type rival struct {
	where lint.Place
	*profile
}

// stall is where articles compete with one another: those in one language, of one section of the site
// and for the same product. Elsewhere an "Overview" is an overview of something else.
type stall struct{ language, section, variant string }

// rivals yields the articles that readers find by themselves, and where each competes. Drafts and the
// entrances of sections do not.
func rivals(c *lint.Corpus[*profile]) iter.Seq2[stall, rival] {
	return func(yield func(stall, rival) bool) {
		for where, p := range c.All() {
			if !p.Page || p.Draft {
				continue
			}
			at := *where.Address
			if at.Landing {
				continue
			}
			s := stall{p.language(where), sectionOf(at.Folder), p.Variant}
			if !yield(s, rival{where, p}) {
				return
			}
		}
	}
}

// sectionOf is a folder without the years, months and days that blogs file by.
func sectionOf(folder string) string {
	if strings.Trim(folder, "0123456789/") == folder {
		return folder
	}
	var kept []string
	for name := range strings.SplitSeq(folder, "/") {
		if strings.Trim(name, "0123456789") != "" {
			kept = append(kept, name)
		}
	}
	return path.Join(kept...)
}

// keepsOf is the article of a group that the others should be merged into, the oldest; nil if there is
// no telling.
func keepsOf(group []rival) *rival {
	var oldest *rival
	for i := range group {
		r := &group[i]
		switch {
		case r.Date.IsZero():
			return nil
		case oldest == nil || r.Date.Compare(oldest.Date) < 0:
			oldest = r
		}
	}
	return oldest
}

// place is where a finding about an article as a whole stands: its title, or else its first byte.
func (p *profile) place() article.Span { return p.Title.At }

// relateAll adds the titles of the other articles of a group, as far as anybody would read them.
func relateAll(d *lint.Diagnostic, group []rival, self int) {
	const most = 12
	shown := 0
	for i, r := range group {
		if i == self || shown == most {
			continue
		}
		shown++
		if r.Title.Text == "" {
			d.RelateIn(r.where, r.place(), "it competes with this article")
			continue
		}
		d.RelateIn(r.where, r.place(), "it competes with \"%s\"", r.Title.Text)
	}
}

// inOrder yields the values of a map that was filled with articles by their keys, in an order that
// is the same in each run.
func inOrder[K comparable](groups map[K][]rival) [][]rival {
	out := make([][]rival, 0, len(groups))
	for _, group := range groups {
		if len(group) > 1 {
			out = append(out, group)
		}
	}
	slices.SortFunc(out, func(a, b []rival) int { return strings.Compare(a[0].where.Path, b[0].where.Path) })
	return out
}
