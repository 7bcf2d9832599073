package links

import (
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/site"
)

var brokenAnchor = lint.CorpusRule[lint.None, *dossier]{
	Meta: lint.Meta{
		ID:       "links/broken-anchor",
		Summary:  "A link to a place in a page names one that the page has.",
		Severity: lint.Error,
	},
	Facts: dossiers,
	Judge: judgeBrokenAnchor,
}

func judgeBrokenAnchor(c *lint.Corpus[*dossier], _ lint.None) {
	for _, v := range visits.Of(c) {
		if v.target.Outcome != site.Found || v.target.Page == nil || v.target.Fragment == "" {
			continue
		}
		if a := v.space.Anchor(v.target.Page, v.target.Fragment); a.Missing {
			reportAnchor(c, &v, a)
		}
	}
}

func reportAnchor(c *lint.Corpus[*dossier], v *visit, a site.Anchor) {
	at, fragment := v.fragment(), v.target.Fragment
	where := v.target.Page.Address
	here := v.target.Page == v.from
	var d *lint.Diagnostic
	switch {
	case a.Near == "" && here:
		c.Report(v.where, at, "this article has no anchor \"%s\"; correct the link, or give the heading that is meant this id", fragment)
		return
	case a.Near == "":
		c.Report(v.where, at, "\"%s\" has no anchor \"%s\"; correct the link, or take the part behind \"#\" off", where, fragment)
		return
	case a.Translated && here:
		d = c.Report(v.where, at, "this article has no anchor \"%s\": that heading is translated, and its anchor is \"%s\"; link to that", fragment, a.Near)
	case a.Translated:
		d = c.Report(v.where, at, "\"%s\" has no anchor \"%s\": that heading is translated, and its anchor is \"%s\"; link to that", where, fragment, a.Near)
	case here:
		d = c.Report(v.where, at, "this article has no anchor \"%s\"; did you mean \"%s\"?", fragment, a.Near)
	default:
		d = c.Report(v.where, at, "\"%s\" has no anchor \"%s\"; did you mean \"%s\"?", where, fragment, a.Near)
	}
	if strings.ContainsAny(a.Near, " ()<>\"'\\") || at == v.link.Span {
		return
	}
	edits := []edit.Edit{{Start: at.Start, End: at.End, New: a.Near}}
	if a.Certain {
		d.Fix(edits, "write \"%s\"", a.Near)
	} else {
		d.Suggest(edits, "write \"%s\"", a.Near)
	}
}

// fragment is the part of a destination behind the number sign, or all of it if that is not certain.
func (v *visit) fragment() article.Span {
	written := v.link.written()
	sign := strings.LastIndexByte(written, '#')
	if sign < 0 || len(written) != v.link.Span.Len() || strings.Count(written, "#") > 1 {
		return v.link.Span
	}
	return article.Span{Start: v.link.Span.Start + sign + 1, End: v.link.Span.End}
}
