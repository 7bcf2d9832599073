package linkcheck

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/web"
)

// follow sends a task to where an answer redirects it.
func (c *Checker) follow(t *task, r *reply) (done bool) {
	next, err := t.url.Parse(r.header.Get("Location"))
	if err != nil {
		return t.finish(web.Answer{Class: web.Doubtful, Reason: web.OddStatus, Status: r.status})
	}
	fragment := next.EscapedFragment()
	if to := normalised(next); to == nil {
		return t.finish(leaving(next, r.status))
	}
	if len(r.header["Set-Cookie"]) > 0 {
		t.seen = nil
	}
	t.varies = t.varies || strings.Contains(strings.ToLower(strings.Join(r.header["Vary"], ",")), "accept-language")
	address := next.String()
	if slices.Contains(t.seen, address) || len(t.chain) == maxHops {
		if t.method == http.MethodHead {
			t.start(http.MethodGet)
			return false
		}
		return t.finish(web.Answer{Class: web.Dead, Reason: web.Loop, Status: r.status})
	}
	t.seen = append(t.seen, t.url.String())
	to := shown(next)
	if fragment != "" {
		to += "#" + fragment
	}
	t.chain = append(t.chain, web.Hop{Status: r.status, To: to})
	switch {
	case c.table.isTombstone(next):
		return t.finish(web.Answer{Class: web.Dead, Reason: web.Deleted, Status: r.status})
	case !c.AllowPrivate && c.isLocal(next):
		return t.finish(web.Answer{Class: web.Doubtful, Reason: web.Private, Status: r.status})
	}
	t.url, t.tries, t.first = next, 0, nil
	return false
}

// leaving is the answer for a redirect to what is no page of the web: an app may open it.
func leaving(u *url.URL, status int) web.Answer {
	switch u.Scheme {
	case "market", "intent", "itms", "itms-apps", "itms-appss", "itms-services", "tg", "whatsapp", "mailto", "tel", "sms",
		"geo", "spotify", "steam", "zoommtg", "msteams", "vscode", "ms-windows-store":
		return web.Answer{Class: web.Alive, Status: status}
	default:
		return web.Answer{Class: web.Doubtful, Reason: web.ForeignScheme, Status: status}
	}
}

// arrival says what a chain of redirects that ends well has done to a page.
type arrival uint8

const (
	arrived     arrival = iota
	perhapsHome         // it leads to the home page, which a short name may be about
	homePage
	errorPage
)

// compare tells whether a redirect leads to the page that was asked for, or away from it.
func compare(from, to *url.URL) arrival {
	switch {
	case isErrorPage(to) && !isErrorPage(from):
		return errorPage
	case site(from.Hostname()) != site(to.Hostname()) || !isHome(to) || isHome(from):
		return arrived
	case isDeep(from):
		return homePage
	default:
		return perhapsHome
	}
}

// homeName is a part of a path that is there for the home page: an index, or a language.
var homeName = lazily(`^(?i:index|default|home|main|welcome|beranda|[a-z]{2}(?:[-_][a-z]{2,4})?)(?:\.\w{2,5})?$`)

// isHome reports whether an address is that of a home page, in any language.
func isHome(u *url.URL) bool {
	if !isTracking(u.RawQuery) {
		return false // it may choose any page
	}
	for part := range strings.SplitSeq(strings.Trim(u.Path, "/"), "/") {
		if part != "" && !homeName().MatchString(part) {
			return false
		}
	}
	return true
}

// isDeep reports whether an address is certainly that of a page within a site, and not a name for the site
// or a part of it, such as "/download".
func isDeep(u *url.URL) bool {
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	for len(parts) > 0 && homeName().MatchString(parts[0]) {
		parts = parts[1:]
	}
	return len(parts) > 1 || len(parts) == 1 && strings.ContainsAny(parts[0], "-_.0123456789")
}

// errorName is what a page for errors is called.
var errorName = lazily(`^(?i:(?:http|error|page)?[-_]?404(?:[-_]?(?:error|page|not[-_]?found))?|errors?|(?:page|file|http|error)?[-_]?not[-_]?found(?:[-_]?(?:page|error))?|halaman[-_]tidak[-_]ditemukan)(?:\.\w{2,5})?$`)

func isErrorPage(u *url.URL) bool {
	if strings.Contains(strings.ToLower(u.RawQuery), "aspxerrorpath=") {
		return true // how ASP.NET names the page that was asked for
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	return errorName().MatchString(parts[len(parts)-1])
}

// trackers are the parameters of a query that only count readers.
var trackers = lazily(`^(?i:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|igsh|mc_[ce]id|_ga|_gl|ref|ref_src|ref_url|referrer|source|src|spm|cmpid|trk|si|feature|hsctatracking|_hs(?:enc|mi)|vero_id|oly_\w+_id|wt\.\w+|jsessionid|phpsessid|sessionid|sid)$`)

// isTracking reports whether a query has nothing but what counts readers.
func isTracking(query string) bool { return untracked(query) == "" }

// untracked is a query without what only counts readers.
func untracked(query string) string {
	var kept []string
	for part := range strings.SplitSeq(query, "&") {
		key, _, _ := strings.Cut(part, "=")
		if key != "" && !trackers().MatchString(key) {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "&")
}

// gates are what stands in the way of some readers, and not the page's new address.
var gates = lazily(`(?i)(?:^|[/._-])(?:log-?in|log-?on|sign-?in|sign-?up|register|auth|oauth2?|sso|saml|consent|captcha|challenge|sorry|blocked|unsupported|session|account|cookies?|masuk)(?:$|[/._-])`)

// language is a part of a path that names the language of a page.
var language = lazily(`^(?i:[a-z]{2}(?:[-_][a-z]{2,4})?)$`)

// hasMoved reports whether the chain of a task tells of another address for good, and not of what depends
// on the reader or the day.
func (c *Checker) hasMoved(t *task) bool {
	if len(t.chain) == 0 || t.varies || t.special != nil || t.first != nil {
		return false
	}
	for _, hop := range t.chain {
		if hop.Status != http.StatusMovedPermanently && hop.Status != http.StatusPermanentRedirect {
			return false
		}
	}
	from, to := t.origin(), t.url
	switch {
	case c.table.isPermalink(from), gates().MatchString(to.Path) && !gates().MatchString(from.Path):
		return false
	case from.Scheme == to.Scheme && from.Host == to.Host && isSamePage(from, to):
		return false
	default:
		return true
	}
}

// isSamePage reports whether two addresses of a host differ in nothing but tracking, or a language that
// the server has chosen for the reader.
func isSamePage(from, to *url.URL) bool {
	if untracked(from.RawQuery) != untracked(to.RawQuery) {
		return false
	}
	if from.EscapedPath() == to.EscapedPath() {
		return true
	}
	old, now := strings.Split(from.EscapedPath(), "/"), strings.Split(to.EscapedPath(), "/")
	for i, part := range now {
		if language().MatchString(part) && slices.Equal(slices.Concat(now[:i], now[i+1:]), old) {
			return true
		}
	}
	return false
}
