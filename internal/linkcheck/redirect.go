package linkcheck

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/web"
)

// follow sends a task to where an answer redirects it.
func (c *Checker) follow(t *task, r *reply) (done bool) {
	next := redirected(t.url, r)
	if next == nil {
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

// redirected is where an answer redirects to, read as leniently as browsers read it; nil where it is no
// address.
func redirected(from *url.URL, r *reply) *url.URL {
	location := strings.Map(func(c rune) rune {
		switch c {
		case '\t', '\n', '\r':
			return -1
		case '\\':
			return '/'
		default:
			return c
		}
	}, strings.TrimSpace(r.header.Get("Location")))
	to, err := from.Parse(wellEscaped(location))
	if err != nil {
		return nil
	}
	if to.Scheme == from.Scheme && to.Host == "" && to.Opaque == "" && to.Path != "" { // "http:/path"
		to.Host, to.User = from.Host, from.User
	}
	return to
}

// arrival says what a chain of redirects that ends well has done to a page.
type arrival uint8

const (
	arrived      arrival = iota
	perhapsHome          // it leads to the home page, which a short name may be about
	perhapsError         // it leads to a page that may be there for errors
	homePage
	errorPage
)

func (a arrival) isCertain() bool { return a == homePage || a == errorPage }

func (a arrival) reason() web.Reason {
	if a == homePage || a == perhapsHome {
		return web.HomePage
	}
	return web.ErrorPage
}

// arrival tells whether the redirects of a task have led to the page that was asked for, or away from it. A
// fragment may choose any page, and behind a password there may be any.
func (t *task) arrival(r *reply) arrival {
	if len(t.chain) == 0 || t.special != nil || strings.Contains(t.chain[len(t.chain)-1].To, "#") || r.page != nil && r.page.asksPassword {
		return arrived
	}
	return compare(t.origin, t.url)
}

// compare tells where a redirect from one address to another leads.
func compare(from, to *url.URL) arrival {
	onlyNow := func(name *regexp.Regexp) bool {
		return name.MatchString(lastPart(to)) && !name.MatchString(lastPart(from))
	}
	switch {
	case onlyNow(errorName()), asksForPage(to):
		return errorPage
	case onlyNow(vagueErrorName()):
		return perhapsError
	}
	switch {
	case site(from.Hostname()) != site(to.Hostname()) || !isHome(to, from) || isHome(from, from):
		return arrived
	case isDeep(from):
		return homePage
	default:
		return perhapsHome
	}
}

// asksForPage reports whether an address of ASP.NET names the page that was asked for, as those for errors do.
func asksForPage(u *url.URL) bool {
	return strings.Contains(strings.ToLower(u.RawQuery), "aspxerrorpath=")
}

func lastPart(u *url.URL) string {
	path := strings.TrimRight(u.Path, "/")
	return path[strings.LastIndexByte(path, '/')+1:]
}

// homeName is a part of a path that is there for the home page.
var homeName = lazily(`^(?i:index|default|home|beranda)(?:\.\w{2,5})?$`)

// isHome reports whether an address is that of a home page. A language before it is one if the address that
// was asked for has one, too, or if it is one with a country: "/tv" and "/my" may be anything.
func isHome(u, asked *url.URL) bool {
	if !isTracking(u.RawQuery) {
		return false // it may choose any page
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	if first := parts[0]; language().MatchString(first) {
		before, _, _ := strings.Cut(strings.TrimPrefix(asked.Path, "/"), "/")
		if len(first) > 2 || language().MatchString(before) {
			parts = parts[1:]
		}
	}
	return !slices.ContainsFunc(parts, func(part string) bool { return part != "" && !homeName().MatchString(part) })
}

// isDeep reports whether an address is certainly that of a page within a site, and not a name for the site
// or a part of it, such as "/download".
func isDeep(u *url.URL) bool {
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	for len(parts) > 0 && (homeName().MatchString(parts[0]) || language().MatchString(parts[0])) {
		parts = parts[1:]
	}
	return len(parts) > 1 || len(parts) == 1 && strings.ContainsAny(parts[0], "-_.0123456789")
}

var (
	// errorName is what a page is called that is there for errors.
	errorName = lazily(`^(?i:(?:error|page)?[-_]?404(?:[-_]?(?:error|page|not[-_]?found))?|(?:page|file|http|error)?[-_]?not[-_]?found(?:[-_]?(?:page|error))?|halaman[-_]tidak[-_]ditemukan)(?:\.\w{2,5})?$`)
	// vagueErrorName is what an article may be called, too.
	vagueErrorName = lazily(`^(?i:errors?|http[-_]?(?:error[-_]?)?404|error[-_]page)(?:\.\w{2,5})?$`)
)

// trackers are the parameters of a query that only count readers.
var trackers = lazily(`^(?i:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|igsh|mc_[ce]id|_ga|_gl|ref|ref_src|ref_url|referrer|source|src|spm|cmpid|trk|si|feature|hsctatracking|gad_\w+|srsltid|ttclid|irclickid|li_fat_id|s_kwcid|epik|wickedid|_hs(?:enc|mi)|vero_id|oly_\w+_id|wt\.\w+|jsessionid|phpsessid|sessionid|sid)$`)

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
var gates = lazily(`(?i)(?:^|[/._-])(?:service-?login|log-?in|log-?on|sign-?in|sign-?up|register|auth|oauth2?|sso|saml|consent|captcha|challenge|sorry|blocked|unsupported|sessions?|accounts?|cookies?|masuk)(?:$|[/._-])|[?&](?:next|continue|return(?:_?to|url|path)?|redirect(?:_?uri|_?to|_?url)?|goto|destination)=`)

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
	from, to := t.origin, t.url
	switch {
	case c.table.isPermalink(from), gates().MatchString(to.Host+to.RequestURI()) && !gates().MatchString(from.Host+from.RequestURI()):
		return false
	case isHome(to, from) && !isHome(from, from) && site(from.Hostname()) == site(to.Hostname()):
		return false // a part of the page is meant
	case from.Scheme == to.Scheme && from.Host == to.Host:
		return !isSamePage(from, to)
	default:
		return plainPath(from) == plainPath(to) || !isSamePage(from, to)
	}
}

// plainPath is the path of an address without parameters such as ";jsessionid=1".
func plainPath(u *url.URL) string {
	path, _, _ := strings.Cut(u.EscapedPath(), ";")
	return path
}

// isSamePage reports whether two addresses of a site differ in nothing but tracking, or a language that
// the server has chosen for the reader.
func isSamePage(from, to *url.URL) bool {
	if untracked(from.RawQuery) != untracked(to.RawQuery) {
		return false
	}
	if plainPath(from) == plainPath(to) {
		return true
	}
	old, now := strings.Split(plainPath(from), "/"), strings.Split(plainPath(to), "/")
	for i, part := range now {
		if language().MatchString(part) && slices.Equal(slices.Concat(now[:i], now[i+1:]), old) {
			return true
		}
	}
	return false
}
