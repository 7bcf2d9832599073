package links

import (
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/site"
)

var brokenPage = lint.CorpusRule[lint.None, *dossier]{
	Meta: lint.Meta{
		ID:       "links/broken-page",
		Summary:  "A link within the site leads to a page that the site has.",
		Severity: lint.Error,
	},
	Facts: dossiers,
	Judge: judgeBrokenPage,
}

func judgeBrokenPage(c *lint.Corpus[*dossier], _ lint.None) {
	for _, v := range visits.Of(c) {
		if v.target.Outcome == site.Missing && !v.target.IsFile && !v.isSelf() {
			reportPage(c, &v)
		}
	}
}

func reportPage(c *lint.Corpus[*dossier], v *visit) {
	t, written := &v.target, v.link.written()
	if t.Page == nil {
		c.Report(v.where, v.link.Span, "no page of the site has the address \"%s\"; correct the link or take it out", written)
		return
	}
	address := v.space.Address(t.Page.URL)
	var d *lint.Diagnostic
	switch t.Reason {
	case site.NotPublished:
		reportUnpublished(c, v)
		return
	case site.LetterCase:
		d = c.Report(v.where, v.link.Span, "\"%s\" differs in letter case from the page \"%s\", and most servers tell the two apart; write it as the page is called", written, address)
		if name, ok := respelt(written, address); ok {
			v.fix(d, name, true)
			return
		}
	case site.OtherExtension:
		d = c.Report(v.where, v.link.Span, "the page has the address \"%s\" and not \"%s\": another extension; correct the link", address, written)
	case site.IndexFile:
		d = c.Report(v.where, v.link.Span, "the page of that folder has the address \"%s\" and not \"%s\"; correct the link", address, written)
	case site.OtherLanguage:
		d = c.Report(v.where, v.link.Span, "no page has the address \"%s\", but it exists in another language at \"%s\"; correct the link", written, address)
	case site.NamedSo:
		d = c.Report(v.where, v.link.Span, "no page of the site has the address \"%s\": that of \"%s\" is \"%s\"; correct the link", written, t.Page.Address, address)
	case site.NoReason, site.Alike:
		d = c.Report(v.where, v.link.Span, "no page of the site has the address \"%s\"; did you mean \"%s\"?", written, address)
	}
	if destination, ok := v.rewritten(t.Page); ok {
		v.fix(d, destination, t.Reason == site.OtherExtension || t.Reason == site.IndexFile || t.Reason == site.NamedSo)
	}
}
