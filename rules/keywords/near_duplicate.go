package keywords

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/lint"
)

type nearDuplicateOptions struct {
	// Share is the percentage of the text from which on two articles are mostly the same.
	Share int `yaml:"share"`
	// MaxCluster is how many articles may be copies of one another; more than that come from a template.
	MaxCluster int `yaml:"max-cluster"`
}

var nearDuplicate = lint.CorpusRule[nearDuplicateOptions, *profile]{
	Meta: lint.Meta{
		ID:       "keywords/near-duplicate",
		Summary:  "No two articles are mostly the same text.",
		Severity: lint.Warning,
	},
	Options: nearDuplicateOptions{Share: 75, MaxCluster: 12},
	Facts:   profiles,
	Judge:   judgeNearDuplicate,
}

// enoughHashes is how many hashes of two sketches tell what they have in common.
const enoughHashes = 24

func judgeNearDuplicate(c *lint.Corpus[*profile], o nearDuplicateOptions) {
	var all []rival
	var stalls []stall
	var sketches []sketch
	for where, r := range rivals(c) {
		if len(r.Sketch) >= enoughHashes {
			where.section = "" // a copy is a copy wherever it stands
			all, stalls, sketches = append(all, r), append(stalls, where), append(sketches, r.Sketch)
		}
	}
	copies := map[int][]likeness{}
	pairs := slices.DeleteFunc(collisions(sketches), func(p pair) bool { return stalls[p.a] != stalls[p.b] })
	common := commonIn(sketches, pairs)
	for _, p := range pairs {
		percent := sketches[p.a].likeness(sketches[p.b], common)
		if percent >= o.Share && (percent >= mereCopy || !all[p.a].Title.isVariantOf(&all[p.b].Title)) {
			copies[p.a] = append(copies[p.a], likeness{p.b, percent})
			copies[p.b] = append(copies[p.b], likeness{p.a, percent})
		}
	}
	for i := range all {
		if found := copies[i]; len(found) > 0 && len(found) < o.MaxCluster {
			reportCopy(c, all, i, found)
		}
	}
}

// mereCopy is the percentage of the text from which on not even different titles are an excuse.
const mereCopy = 90

// isVariantOf reports whether two titles say the same of two different things, as in "Update the bootloader
// on Portenta H7" and "Update the bootloader on Nicla Vision": their articles are alike for a reason.
func (t *title) isVariantOf(other *title) bool {
	mine, theirs := strings.Fields(t.Topic), strings.Fields(other.Topic)
	common := 0
	for _, word := range mine {
		if slices.Contains(theirs, word) {
			common++
		}
	}
	return common > 0 && common < len(mine) && common < len(theirs)
}

// likeness is how much of its text an article shares with another one.
type likeness struct {
	other, percent int
}

func reportCopy(c *lint.Corpus[*profile], all []rival, self int, found []likeness) {
	slices.SortFunc(found, func(a, b likeness) int {
		return cmp.Or(cmp.Compare(b.percent, a.percent), cmp.Compare(a.other, b.other))
	})
	r := all[self]
	d := c.Report(r.where, r.place(), "about %d %% of the text is also that of \"%s\"; merge the two, or write what only this one has to say", found[0].percent, all[found[0].other].where.Path)
	for _, like := range found {
		other := all[like.other]
		d.RelateIn(other.where, other.place(), "about %d %% of the text is this one's", like.percent)
	}
}
