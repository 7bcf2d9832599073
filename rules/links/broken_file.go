package links

import (
	"strings"

	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/site"
)

var brokenFile = lint.CorpusRule[lint.None, *dossier]{
	Meta: lint.Meta{
		ID:       "links/broken-file",
		Summary:  "A link or image that names a file names one that is there.",
		Severity: lint.Error,
	},
	Facts: dossiers,
	Judge: judgeBrokenFile,
}

func judgeBrokenFile(c *lint.Corpus[*dossier], _ lint.None) {
	for _, v := range visits.Of(c) {
		if v.target.Outcome == site.Missing && v.target.IsFile {
			reportFile(c, &v)
		}
	}
}

func reportFile(c *lint.Corpus[*dossier], v *visit) {
	t, written := &v.target, v.link.written()
	switch {
	case t.Reason == site.LetterCase && t.File != "":
		name, ok := respelt(written, t.File)
		shown := t.File
		if ok {
			shown, _, _ = strings.Cut(name, "#")
		}
		d := c.Report(v.where, v.link.Span, "\"%s\" differs in letter case from the file \"%s\", and most servers tell the two apart; write it as the file is called", written, shown)
		if ok {
			v.fix(d, name, true)
		}
	case t.Reason == site.NotPublished:
		reportUnpublished(c, v)
	case v.link.Image:
		c.Report(v.where, v.link.Span, "there is no image \"%s\"; correct the path or add the file", written)
	case t.Page != nil && t.Page.Address != "":
		c.Report(v.where, v.link.Span, "\"%s\" names no file; did you mean \"%s\"?", written, t.Page.Address)
	default:
		c.Report(v.where, v.link.Span, "\"%s\" names no file; correct the path or add the file", written)
	}
}

// unpublished says why readers do not find a page.
var unpublished = map[site.Status]string{
	site.Draft:   "\"%s\" leads to \"%s\", which is a draft, so that readers will not find it; publish that first, or take the link out",
	site.Future:  "\"%s\" leads to \"%s\", which is not published before its date, so that readers will not find it; publish that first, or take the link out",
	site.Expired: "\"%s\" leads to \"%s\", which has expired, so that readers will not find it; link to what has taken its place, or take the link out",
}

func reportUnpublished(c *lint.Corpus[*dossier], v *visit) {
	if format, ok := unpublished[v.target.Page.Status]; ok {
		c.Report(v.where, v.link.Span, format, v.link.written(), v.target.Page.Address)
	}
}
