package structure

import (
	"slices"

	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lint"
)

var headingLevel = lint.CorpusRule[lint.None, *outline]{
	Meta: lint.Meta{
		ID:       "structure/heading-level",
		Summary:  "The levels of headings have no gap, and level 1 is the title's alone.",
		Severity: lint.Warning,
	},
	Facts: outlines,
	Judge: judgeHeadingLevel,
}

func judgeHeadingLevel(c *lint.Corpus[*outline], _ lint.None) {
	prints := printsTitle(c)
	for where, o := range c.Asked() {
		leaps := o.Leaps
		switch {
		case o.Title && len(o.Tops) > 0 && !isLanding(where) && prints(shelf(where)):
			// What leaves level 2 out is in order as soon as the heading above it has that level.
			leaps = slices.DeleteFunc(slices.Clone(leaps), func(l leap) bool { return l.From == 1 })
			reportDoubleTitles(c, where, o.Tops)
		case len(o.Tops) > 1:
			reportTops(c, where, o.Tops)
		}
		reportLeaps(c, where, leaps)
	}
}

// isLanding reports whether an article is the entrance of a folder: themes show those in their own way.
func isLanding(where lint.Place) bool { return where.Address != nil && where.Address.Landing }

// maxLeaps is how many headings of one article that leave out the same levels are reported one by one.
// Beyond that the author is of the opinion that it must be so, and hears of it once.
const maxLeaps = 3

func reportLeaps(c *lint.Corpus[*outline], where lint.Place, leaps []leap) {
	type step struct{ from, to int }
	alike := map[step][]leap{}
	for _, l := range leaps {
		alike[step{l.From, l.To}] = append(alike[step{l.From, l.To}], l)
	}
	for _, l := range leaps {
		switch group := alike[step{l.From, l.To}]; {
		case l.From == 0:
			c.Report(where, l.At, "the first heading, \"%s\", has level %d; begin with level 2", l.Text, l.To)
		case len(group) <= maxLeaps:
			d := c.Report(where, l.At, "\"%s\" is a heading of level %d below one of level %d; make it level %d", l.Text, l.To, l.From, l.From+1)
			if l.Alone && l.Mark >= 0 {
				d.Suggest([]edit.Edit{{Start: l.Mark, End: l.Mark + l.To - l.From - 1}}, "make it level %d", l.From+1)
			}
		case group[0].At == l.At:
			d := c.Report(where, l.At, "\"%s\" and %d more headings of level %d stand below one of level %d; make them level %d", l.Text, len(group)-1, l.To, l.From, l.From+1)
			relateSome(d, leapsOnly(group[1:]))
		}
	}
}

func leapsOnly(leaps []leap) []heading {
	out := make([]heading, len(leaps))
	for i, l := range leaps {
		out[i] = l.heading
	}
	return out
}

// maxRelated is how many other places anybody would look at.
const maxRelated = 10

func relateSome(d *lint.Diagnostic, others []heading) {
	for _, h := range others[:min(len(others), maxRelated)] {
		d.Relate(h.At, "\"%s\" is one of them", h.Text)
	}
}

func reportDoubleTitles(c *lint.Corpus[*outline], where lint.Place, tops []heading) {
	for _, h := range tops {
		switch {
		case h.Repeat:
			c.Report(where, h.At, "the site prints the title of the front matter as level 1, and \"%s\" says it again; remove it", h.Text)
			continue
		case h.Wide:
			c.Report(where, h.At, "\"%s\" has level 1, as has the title of the front matter, which the site prints; remove it or move it and what is below it one level down", h.Text)
			continue
		}
		d := c.Report(where, h.At, "\"%s\" has level 1, as has the title of the front matter, which the site prints; make it level 2", h.Text)
		if h.Mark >= 0 {
			d.Suggest([]edit.Edit{{Start: h.Mark, End: h.Mark, New: "#"}}, "make it level %d", 2)
		}
	}
}

func reportTops(c *lint.Corpus[*outline], where lint.Place, tops []heading) {
	d := c.Report(where, tops[1].At, "\"%s\" is one of %d headings of level 1; keep one as the title and move the others down, with what is below them", tops[1].Text, len(tops))
	d.Relate(tops[0].At, "\"%s\" is the first", tops[0].Text)
	relateSome(d, tops[2:])
}

// A site prints the titles of the front matter if of so many articles with one, at least, so few, in a
// hundred at most, have a heading of level 1 as well.
const (
	minTitled   = 20
	maxBothRate = 5
)

// printsTitle learns from all articles whether the site prints the title of the front matter. In a folder
// where most have both, it does not.
func printsTitle(c *lint.Corpus[*outline]) func(shelf string) bool {
	titled, both := map[string]int{}, map[string]int{}
	all, allBoth := 0, 0
	for where, o := range c.All() {
		if !o.Title || isLanding(where) {
			continue
		}
		all++
		titled[shelf(where)]++
		if len(o.Tops) > 0 {
			allBoth++
			both[shelf(where)]++
		}
	}
	if all < minTitled || allBoth*100 > all*maxBothRate {
		return func(string) bool { return false }
	}
	return func(shelf string) bool { return titled[shelf] < 3 || both[shelf]*2 < titled[shelf] }
}
