package links

import (
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/web"
)

var doubtfulURL = lint.CorpusRule[lint.None, *dossier]{
	Meta: lint.Meta{
		ID:       "links/doubtful-url",
		Summary:  "A link to another site leads to a page that opens without trouble.",
		Severity: lint.Hint,
		Advisory: true,
	},
	Facts: dossiers,
	Judge: ofClass(web.Doubtful, reportDoubt),
}

func reportDoubt(c *lint.Corpus[*dossier], e *external) {
	report := func(format string, args ...any) { c.Report(e.where, e.link.Span, format, args...) }
	url, host := e.shown(), e.host()
	switch e.answer.Reason {
	case web.NeedsLogin:
		report("\"%s\" asks for a login (%s), so that it could not be checked; open it yourself", url, detail(e.answer))
	case web.Forbidden:
		report("\"%s\" does not let programs in (%s), so that it could not be checked; open it yourself", url, detail(e.answer))
	case web.TooMany:
		report("\"%s\" could not be checked, as \"%s\" wants to be asked less often; open it yourself, or run kblint later", url, host)
	case web.Legal:
		report("\"%s\" is withheld here for legal reasons (451); see whether your readers can open it", url)
	case web.ServerError:
		report("\"%s\" has an error at its server (%s); open it yourself, or run kblint later", url, detail(e.answer))
	case web.Timeout:
		report("\"%s\" has not answered in time; open it yourself, or run kblint later", url)
	case web.ExpiredProof:
		report("the certificate of \"%s\" has expired, so that browsers warn readers who open \"%s\"; tell its owner, or take the link out", host, url)
	case web.Untrusted:
		report("the certificate of \"%s\" cannot be trusted, so that browsers may warn readers who open \"%s\"; open it yourself", host, url)
	case web.Unreachable:
		report("\"%s\" could not be reached; open it yourself, or run kblint later", url)
	case web.Broken:
		report("\"%s\" broke off the connection; open it yourself, or run kblint later", url)
	case web.Private:
		report("\"%s\" redirects into a private network, which your readers may have no way into; open it from elsewhere", url)
	case web.ForeignScheme:
		report("\"%s\" redirects to what is no page of the web; open it yourself", url)
	default:
		report("\"%s\" gave an answer that browsers may not understand (%s); open it yourself", url, detail(e.answer))
	}
}
