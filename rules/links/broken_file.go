package links

import (
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lint"
)

var brokenFile = lint.CorpusRule[lint.None, []relativeLink]{
	Meta: lint.Meta{
		ID:       "links/broken-file",
		Summary:  "A relative link or image names a file that is there.",
		Severity: lint.Error,
	},
	Facts: relativeLinks,
	Judge: judgeBrokenFile,
}

func judgeBrokenFile(c *lint.Corpus[[]relativeLink], _ lint.None) {
	s := sites{files: c.Files(), roots: map[string]string{}}
	for from, links := range c.Asked() {
		for i := range links {
			judgeLink(c, &s, from, &links[i])
		}
	}
}

func judgeLink(c *lint.Corpus[[]relativeLink], s *sites, from lint.Place, l *relativeLink) {
	near := ""
	for _, name := range append(places(from.Path, l.Path), s.places(from.Path, l.Path)...) {
		actual, kind, exact := c.Files().Find(name)
		if kind == lint.NoFile {
			continue
		}
		if exact {
			return
		}
		if near == "" {
			near = actual
		}
	}
	switch {
	case near != "":
		name, rest, ok := respelt(l, near)
		d := c.Report(from, l.Span, "\"%s\" differs in letter case from the file \"%s\", and most servers tell the two apart; write it as the file is called", l.Written, name)
		if ok {
			d.Fix([]edit.Edit{{Start: l.Span.Start, End: l.Span.End, New: name + rest}}, "write \"%s\"", name+rest)
		}
	case l.Image:
		c.Report(from, l.Span, "there is no image \"%s\"; correct the path or add the file", l.Written)
	default:
		c.Report(from, l.Span, "\"%s\" names no file; correct the path or add the file", l.Written)
	}
}
