package structure

import "github.com/kblint/kblint/internal/lint"

var duplicateHeading = lint.CorpusRule[lint.None, *outline]{
	Meta: lint.Meta{
		ID:       "structure/duplicate-heading",
		Summary:  "A heading says something that neither the title nor a heading beside it says.",
		Severity: lint.Hint,
	},
	Facts: outlines,
	Judge: judgeDuplicateHeading,
}

func judgeDuplicateHeading(c *lint.Corpus[*outline], _ lint.None) {
	custom := repeatsTitles(c)
	for where, o := range c.Asked() {
		for _, t := range o.Twins {
			reportTwins(c, where, t)
		}
		for _, h := range o.Repeats {
			if !custom {
				c.Report(where, h.At, "the heading \"%s\" repeats the title; say what the section is about", h.Text)
			}
		}
	}
}

// reportTwins reports the headings that say the same once.
func reportTwins(c *lint.Corpus[*outline], where lint.Place, t twins) {
	second := t.Others[0]
	var d *lint.Diagnostic
	if len(t.Others) == 1 {
		d = c.Report(where, second.At, "\"%s\" stands twice as a heading of one section; say in each what it is about, or merge the two", second.Text)
	} else {
		d = c.Report(where, second.At, "\"%s\" stands %d times as a heading of one section; say in each what it is about, or merge them", second.Text, len(t.Others)+1)
	}
	d.Relate(t.First, "the first is here")
	relateSome(d, t.Others[1:])
}

// repeatsTitles reports whether most articles repeat their title in a heading: then the site wants it so.
func repeatsTitles(c *lint.Corpus[*outline]) bool {
	headed, repeating := 0, 0
	for _, o := range c.All() {
		if o.Headed {
			headed++
		}
		if len(o.Repeats) > 0 {
			repeating++
		}
	}
	return headed >= minTitled && repeating*2 > headed
}
