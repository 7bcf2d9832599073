package linkcheck

import (
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/kblint/kblint/internal/web"
)

// maxHops is how many redirects are followed.
const maxHops = 10

// task is an address on its way through the hops that it takes.
type task struct {
	*entry
	order  int       // among all, which a queue keeps
	due    time.Time // before which it must not be asked
	tries  int       // of this hop that have failed
	method string
	url    *url.URL // of the next request
	jar    http.CookieJar
	chain  []web.Hop
	seen   []string // addresses since a cookie last changed what they may answer
	varies bool     // a redirect depends on the language of the reader
	first  *fault   // what kept plain http from answering, while https is tried
	probe  *probe   // set while a page is asked for that cannot exist
}

// probe asks a host for a page beside a suspicious one that nobody has written. What happens to all pages
// that do not exist tells what has happened to the suspicious one (Bar-Yossef et al., "Sic Transit Gloria
// Telae", 2004).
type probe struct {
	place            string // where the suspicious page redirects to
	title            string // or what it is called
	guilty, innocent web.Answer
}

func newTask(e *entry, order int) *task {
	t := &task{entry: e, order: order}
	t.start(methodFor(t.origin))
	return t
}

// start puts a task at its beginning.
func (t *task) start(method string) {
	t.method, t.url, t.chain, t.seen, t.jar, t.varies, t.tries = method, t.origin, nil, nil, nil, false, 0
	if t.special != nil {
		t.url, t.method = normal(t.special.instead(t.key)), http.MethodGet
	}
}

// methodFor is how an address is asked first: files by their headers alone. Pages may answer 200 and yet
// say that they were not found, so those have to be looked at, in one request rather than two.
func methodFor(u *url.URL) string {
	if fileExtensions[strings.ToLower(path.Ext(u.Path))] {
		return http.MethodHead
	}
	return http.MethodGet
}

// fileExtensions are those of what is mostly large and no page.
var fileExtensions = func() map[string]bool {
	set := map[string]bool{}
	for e := range strings.FieldsSeq(`.7z .aac .apk .appimage .avi .avif .bin .bmp .bz2 .cab .csv .deb .dmg .doc .docx .epub .exe
		.flac .flv .gif .gz .ico .img .ipa .iso .jar .jpeg .jpg .m4a .m4v .mkv .mov .mp3 .mp4 .mpeg .mpg .msi .odp .ods .odt
		.ogg .opus .otf .pdf .pkg .png .ppt .pptx .rar .rpm .rtf .svg .tar .tgz .tif .tiff .ttf .txt .wav .webm .webp .woff
		.woff2 .xls .xlsx .xz .zip .zst`) {
		set[e] = true
	}
	return set
}()

// finish ends a task with an answer.
func (t *task) finish(a web.Answer) bool {
	a.Chain = t.chain
	t.answer = a
	return true
}

// retry has the same request made again.
func (t *task) retry(at time.Time) bool {
	t.tries++
	t.due = at
	return false
}

// judge takes a task further by a reply, or by the fault that kept it from coming: done says that its answer
// is known, else its next request is.
func (c *Checker) judge(t *task, r *reply, f *fault) (done bool) {
	now := time.Now()
	if r.jar != nil {
		t.jar = r.jar
	}
	switch {
	case t.probe != nil:
		return t.finish(t.probe.verdict(t, r))
	case f != nil:
		return c.judgeFault(t, *f)
	}
	if t.special != nil {
		if a, ok := t.special.judge(r.status); ok {
			return t.finish(a)
		}
	}
	switch {
	case isRedirect(r):
		return c.follow(t, r)
	case r.isSuccess():
		return c.judgePage(t, r)
	case t.method == http.MethodHead: // many refuse it who do not mind GET
		t.method, t.tries = http.MethodGet, 0
		return false
	}
	if wait, asked := retryAfter(r.header, now); mayPass(r.status) && t.tries < c.Retries && wait <= c.MaxWait {
		if !asked {
			wait = backoff(c.Backoff, t.tries)
		}
		return t.retry(now.Add(wait))
	}
	return t.finish(answerOf(r.status))
}

// mayPass reports whether a status speaks of the moment.
func mayPass(status int) bool {
	return status == http.StatusTooManyRequests || status >= 502 && status <= 504
}

// statusDenied is how some platforms answer programs.
const statusDenied = 999

// answerOf is what a status means that is neither a success nor a redirect.
func answerOf(status int) web.Answer {
	a := web.Answer{Class: web.Doubtful, Status: status}
	switch {
	case status == http.StatusNotFound:
		a.Class, a.Reason = web.Dead, web.NotFound
	case status == http.StatusGone:
		a.Class, a.Reason = web.Dead, web.Gone
	case status == http.StatusUnauthorized, status == http.StatusProxyAuthRequired:
		a.Reason = web.NeedsLogin
	case status == http.StatusForbidden, status == statusDenied:
		a.Reason = web.Forbidden
	case status == http.StatusTooManyRequests:
		a.Reason = web.TooMany
	case status == http.StatusUnavailableForLegalReasons:
		a.Reason = web.Legal
	case status >= 500 && status < 600:
		a.Reason = web.ServerError
	default:
		a.Reason = web.OddStatus
	}
	return a
}

// judgeFault takes a task further whose request was not answered.
func (c *Checker) judgeFault(t *task, f fault) (done bool) {
	switch {
	case t.probe != nil:
		return t.finish(t.probe.innocent)
	case t.method == http.MethodHead && !f.host:
		t.method, t.tries = http.MethodGet, 0
		return false
	case f.retry && t.tries < c.Retries:
		return t.retry(time.Now().Add(backoff(c.Backoff, t.tries)))
	case f.reason == web.Private && len(t.chain) == 0:
		return t.finish(web.Answer{}) // whether it lives is not seen from everywhere
	case c.tryHTTPS(t, &f):
		return false
	case t.first != nil:
		f = *t.first
	}
	a := web.Answer{Class: web.Doubtful, Reason: f.reason}
	if f.dead {
		a.Class = web.Dead
	}
	return t.finish(a)
}

// tryHTTPS sends a task on to https where plain http is not served: browsers try that first.
func (c *Checker) tryHTTPS(t *task, f *fault) bool {
	if t.url.Scheme != "http" || t.url.Port() != "" || t.first != nil || f.reason != web.Refused && f.reason != web.Timeout {
		return false
	}
	u := *t.url
	u.Scheme = "https"
	t.url, t.first, t.tries = &u, f, 0
	return true
}

// judgePage takes a task further whose request was a success.
func (c *Checker) judgePage(t *task, r *reply) (done bool) {
	if t.method == http.MethodHead && r.isHTML() {
		t.method = http.MethodGet // a page where there should be a file may say that the file is missing
		return false
	}
	alive := c.living(t, r)
	from, to := t.origin, t.url
	if verdict := t.arrival(r); verdict != arrived {
		lost := web.Answer{Class: web.Dead, Reason: verdict.reason(), Status: r.status}
		if verdict.isCertain() {
			return t.finish(lost)
		}
		return t.ask(beside(t.lastHop()), &probe{place: to.String(), innocent: alive, guilty: lost})
	}
	if r.page == nil || hintsAtErrors(from) || hintsAtErrors(to) {
		return t.finish(alive)
	}
	missing := web.Answer{Class: web.Dead, Reason: web.SaysMissing, Status: r.status}
	switch said, empty := c.table.signs(r.page); {
	case said && empty:
		return t.finish(missing)
	case said:
		return t.ask(beside(to), &probe{title: r.page.title, innocent: alive, guilty: missing})
	default:
		return t.finish(alive)
	}
}

// living is the answer for a page that readers get.
func (c *Checker) living(t *task, r *reply) web.Answer {
	a := web.Answer{Class: web.Alive, Status: r.status, Lost: r.page.lost(t.fragments)}
	if r.status == http.StatusOK && c.hasMoved(t) {
		a.Class = web.Moved
	}
	return a
}

// ask has a probe made before the answer is known.
func (t *task) ask(u *url.URL, p *probe) bool {
	t.probe, t.url, t.method, t.jar, t.tries = p, u, http.MethodGet, nil, 0
	return false
}

// lastHop is the address that redirected last.
func (t *task) lastHop() *url.URL {
	if n := len(t.chain); n > 1 {
		if u := normal(t.chain[n-2].To); u != nil {
			return u
		}
	}
	return t.origin
}

// beside is the address of a page in the same folder that nobody has written.
func beside(u *url.URL) *url.URL {
	sibling := *u
	folder := u.Path[:strings.LastIndexByte(strings.TrimSuffix(u.Path, "/"), '/')+1]
	sibling.Path, sibling.RawPath, sibling.RawQuery = folder+"kblint-asks-for-no-page", "", ""
	return &sibling
}

// verdict is what a probe has proven.
func (p *probe) verdict(t *task, r *reply) web.Answer {
	switch {
	case r.err != nil:
	case p.place != "" && isRedirect(r):
		if to := redirected(t.url, r); to != nil && normalised(to) != nil && to.String() == p.place {
			return p.guilty
		}
	case p.place == "" && r.isSuccess() && r.page != nil && r.page.title == p.title:
		return p.guilty
	}
	return p.innocent
}

func isRedirect(r *reply) bool {
	return slices.Contains([]int{301, 302, 303, 307, 308}, r.status) && r.header.Get("Location") != ""
}
