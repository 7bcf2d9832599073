package links

import (
	"regexp"
	"strings"
	"sync"

	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/web"
)

var movedURL = lint.CorpusRule[lint.None, *dossier]{
	Meta: lint.Meta{
		ID:       "links/moved-url",
		Summary:  "A link to another site gives the address that its page has now.",
		Severity: lint.Warning,
	},
	Facts: dossiers,
	Judge: ofClass(web.Moved, reportMoved),
}

func reportMoved(c *lint.Corpus[*dossier], e *external) {
	now := e.answer.End()
	if _, fragment, ok := strings.Cut(e.link.URL, "#"); ok && !strings.Contains(now, "#") {
		now += "#" + fragment
	}
	d := c.Report(e.where, e.link.Span, "\"%s\" has moved for good to \"%s\"; link to that", e.shown(), quoted(now))
	if e.link.Written != "" || strings.Contains(e.link.URL, "@") || !plainAddress().MatchString(now) || entity().MatchString(now) {
		return // what it would have to be written as depends on where it stands
	}
	edits := []edit.Edit{{Start: e.link.Span.Start, End: e.link.Span.End, New: now}}
	if keepsItsPlace(e.url, now) {
		d.Fix(edits, "write \"%s\"", now)
		return
	}
	d.Suggest(edits, "write \"%s\"", now)
}

var (
	// plainAddress has nothing in it that Markdown or HTML would read as something else, wherever it stands.
	plainAddress = lazily(`^https?://[A-Za-z0-9.:\[\]-]+(?:[/?#][A-Za-z0-9._~:/?#@!$&+,;=%-]*)?$`)
	entity       = lazily(`&#?[A-Za-z0-9]+;`)
	// counting is what a query has that tells servers where readers come from.
	counting = lazily(`(?i)[?&](?:utm_\w+|fbclid|gclid|msclkid|ref|ref_src|referrer|spm|gad_\w+|srsltid|ttclid|sid|sessionid|phpsessid)=|;jsessionid=`)
)

// keepsItsPlace reports whether a redirect is certain to lead to the same page: one to the front door of
// another host may be all that is left of a site, and what counts readers belongs into no article.
func keepsItsPlace(old, now string) bool {
	from, to := addressOf(old), addressOf(now)
	if counting().MatchString(now) && !counting().MatchString(old) {
		return false
	}
	sameHost := strings.TrimPrefix(from.host, "www.") == strings.TrimPrefix(to.host, "www.")
	return sameHost || isFront(from.rest) || !isFront(to.rest)
}

func isFront(path string) bool { return strings.Trim(path, "/") == "" }

// lazily compiles a regular expression when it is first needed, which most runs never do.
func lazily(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
