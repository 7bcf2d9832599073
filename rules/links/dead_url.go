package links

import (
	"strconv"

	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/web"
)

var deadURL = lint.CorpusRule[lint.None, *dossier]{
	Meta: lint.Meta{
		ID:       "links/dead-url",
		Summary:  "A link to another site leads to a page that is still there.",
		Severity: lint.Error,
	},
	Facts: dossiers,
	Judge: ofClass(web.Dead, reportDead),
}

func reportDead(c *lint.Corpus[*dossier], e *external) {
	report := func(format string, args ...any) { c.Report(e.where, e.link.Span, format, args...) }
	url, host := e.shown(), e.host()
	if e.answer.Lasts {
		report("nobody could open \"%s\" in runs on three days, the first on %s (%s); correct the link or take it out", url, e.answer.Since, detail(e.answer))
		return
	}
	switch e.answer.Reason {
	case web.Gone:
		report("\"%s\" was removed for good: its server answers 410 (Gone); take the link out", url)
	case web.NoHost:
		report("\"%s\" is dead: there is no host \"%s\" on the internet; correct the link or take it out", url, host)
	case web.WrongHost:
		report("\"%s\" is dead: the certificate of \"%s\" is for another host, so that browsers keep readers out; correct the link or take it out", url, host)
	case web.Refused:
		report("\"%s\" is dead: \"%s\" refuses connections; correct the link or take it out", url, host)
	case web.Loop:
		report("\"%s\" redirects without end, so that browsers give up; correct the link or take it out", url)
	case web.HomePage:
		report("\"%s\" only leads to the home page \"%s\" any more; link to what has taken its place, or take the link out", url, quoted(e.answer.End()))
	case web.ErrorPage:
		report("\"%s\" only leads to a page for errors, \"%s\"; correct the link or take it out", url, quoted(e.answer.End()))
	case web.SaysMissing:
		report("\"%s\" leads to a page that says that it was not found; correct the link or take it out", url)
	case web.Deleted:
		report("what \"%s\" showed was deleted from its platform; link to something else, or take the link out", url)
	default:
		report("\"%s\" does not exist: its server answers 404 (Not Found); correct the link or take it out", url)
	}
}

// detail is what an answer says in short: its status, or the word for it in tables.
func detail(a *web.Answer) string {
	if a.Status != 0 {
		return strconv.Itoa(a.Status)
	}
	return string(a.Reason)
}
