package linkcheck_test

import (
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/kblint/kblint/internal/web"
)

// awkward is a server with a habit that link checkers stumble over, and what readers get of it.
type awkward struct {
	name    string
	path    string // of the link; "/" if it is left out
	handler http.HandlerFunc
	class   web.Class
	reason  web.Reason
	end     string // the path that the chain leads to, if there is one
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

func html(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		io.WriteString(w, body) //nolint:errcheck // the client may be gone
	}
}

// routes answers by path, and everything else with 404.
func routes(by map[string]http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if h := by[r.URL.Path]; h != nil {
			h(w, r)
			return
		}
		http.NotFound(w, r)
	}
}

func to(code int, location string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", location)
		w.WriteHeader(code)
	}
}

// unless405 refuses HEAD.
func withoutHead(code int, h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			w.WriteHeader(code)
			return
		}
		h(w, r)
	}
}

// reset breaks the connection after some of the answer.
func reset(start string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, out, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		out.WriteString(start) //nolint:errcheck // it is broken on purpose
		out.Flush()            //nolint:errcheck // it is broken on purpose
		if tcp, ok := conn.(*net.TCPConn); ok {
			tcp.SetLinger(0) //nolint:errcheck // it is broken on purpose
		}
		conn.Close() //nolint:errcheck // it is broken on purpose
	}
}

// after answers with one handler some times and with another from then on.
func after(times int64, first, then http.HandlerFunc) http.HandlerFunc {
	var n atomic.Int64
	return func(w http.ResponseWriter, r *http.Request) {
		if n.Add(1) <= times {
			first(w, r)
			return
		}
		then(w, r)
	}
}

const article = `<!doctype html><title>Reset the router</title><h1 id="reset">Reset the router</h1><p>Hold the button for ten seconds.`

func wait(seconds string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", seconds)
		w.WriteHeader(http.StatusTooManyRequests)
	}
}

// awkwardServers are 25 of them.
func awkwardServers() []awkward {
	chain := map[string]http.HandlerFunc{"/end": html(article)}
	for i := range 9 {
		chain[fmt.Sprint("/", i)] = to(http.StatusFound, fmt.Sprint("/", i+1))
	}
	chain["/9"] = to(http.StatusFound, "/end")
	long := func(w http.ResponseWriter, r *http.Request) {
		var n int
		fmt.Sscanf(r.URL.Path, "/%d", &n) //nolint:errcheck // then it is 0
		to(http.StatusFound, fmt.Sprint("/", n+1))(w, r)
	}
	return []awkward{
		{name: "HEAD is refused with 405", path: "/a.pdf", handler: withoutHead(405, status(200)), class: web.Alive},
		{name: "HEAD is answered with 404", path: "/a.pdf", handler: withoutHead(404, status(200)), class: web.Alive},
		{name: "HEAD breaks the connection", path: "/a.pdf", handler: func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodHead {
				reset("")(w, r)
			}
		}, class: web.Alive},
		{name: "HEAD answers 200 for a page that says it is missing", path: "/a.pdf", handler: html("<title>404 Not Found</title><h1>Not Found</h1>"), class: web.Dead, reason: web.SaysMissing},
		{name: "429 twice, then 200", handler: after(2, wait("0"), html(article)), class: web.Alive},
		{name: "429 and an hour to wait", handler: wait("3600"), class: web.Doubtful, reason: web.TooMany},
		{name: "503 once", handler: after(1, status(503), html(article)), class: web.Alive},
		{name: "the connection breaks once", handler: after(1, reset(""), html(article)), class: web.Alive},
		{name: "the body breaks off", handler: reset("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n" + article), class: web.Alive},
		{name: "403 for programs", handler: status(403), class: web.Doubtful, reason: web.Forbidden},
		{name: "999 for programs", handler: status(999), class: web.Doubtful, reason: web.Forbidden},
		{name: "410", handler: status(410), class: web.Dead, reason: web.Gone},
		{name: "a deep page leads to the home page", path: "/guides/reset-router", handler: routes(map[string]http.HandlerFunc{
			"/guides/reset-router": to(301, "/"), "/": html(article),
		}), class: web.Dead, reason: web.HomePage, end: "/"},
		{name: "/download leads to the home page, which has it", path: "/download", handler: routes(map[string]http.HandlerFunc{
			"/download": to(302, "/"), "/": html(article),
		}), class: web.Alive, end: "/"},
		{name: "everything leads to the home page", path: "/download", handler: func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/" {
				html(article)(w, r)
				return
			}
			to(302, "/")(w, r)
		}, class: web.Dead, reason: web.HomePage, end: "/"},
		{name: "a redirect to a page for errors", path: "/guides/reset-router", handler: routes(map[string]http.HandlerFunc{
			"/guides/reset-router": to(302, "/error/404"), "/error/404": html(article),
		}), class: web.Dead, reason: web.ErrorPage, end: "/error/404"},
		{name: "200 for a page that says it is missing", path: "/x", handler: html("<title>Halaman Tidak Ditemukan | Toko</title><h1>Maaf</h1>"), class: web.Dead, reason: web.SaysMissing},
		{name: "an article about missing pages", path: "/fix-page", handler: routes(map[string]http.HandlerFunc{
			"/fix-page": html("<title>Page not found</title><h1>What to do about it</h1>" + strings.Repeat("<p>Look at the address.</p>", 300)),
		}), class: web.Alive},
		{name: "moved for good", path: "/old", handler: routes(map[string]http.HandlerFunc{
			"/old": to(301, "/newer"), "/newer": to(308, "/new"), "/new": html(article),
		}), class: web.Moved, end: "/new"},
		{name: "moved for the time being", path: "/old", handler: routes(map[string]http.HandlerFunc{
			"/old": to(301, "/newer"), "/newer": to(302, "/new"), "/new": html(article),
		}), class: web.Alive, end: "/new"},
		{name: "moved to a page that is dead", path: "/old", handler: to(301, "/old/gone"), class: web.Dead, reason: web.Loop, end: "/old/gone"},
		{name: "ten redirects", path: "/0", handler: routes(chain), class: web.Alive, end: "/end"},
		{name: "a hundred redirects", path: "/0", handler: long, class: web.Dead, reason: web.Loop, end: "/10"},
		{name: "a redirect to itself until a cookie is set", path: "/page", handler: func(w http.ResponseWriter, r *http.Request) {
			if _, err := r.Cookie("seen"); err == nil {
				html(article)(w, r)
				return
			}
			http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1"})
			to(302, "/page")(w, r)
		}, class: web.Alive, end: "/page"},
		{name: "a bomb of gzip", handler: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			io.WriteString(z, article)                                                   //nolint:errcheck // the client may be gone
			io.CopyN(z, strings.NewReader(strings.Repeat("<p>bomb</p>", 1<<20)), 10<<20) //nolint:errcheck // the client may be gone
			z.Close()                                                                    //nolint:errcheck // the client may be gone
		}, class: web.Alive},
	}
}

func TestAwkwardServers(t *testing.T) {
	t.Parallel()
	servers := awkwardServers()
	if len(servers) != 25 {
		t.Fatalf("there are %d servers", len(servers))
	}
	for _, a := range servers {
		t.Run(a.name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(a.handler)
			defer server.Close()
			start := time.Now()
			got := one(t, checker(), server.URL+a.path)
			if got.Class != a.class || got.Reason != a.reason {
				t.Errorf("the answer is %s (%s), want %s (%s): %+v", got.Class, got.Reason, a.class, a.reason, got)
			}
			if end := strings.TrimPrefix(got.End(), server.URL); end != a.end {
				t.Errorf("the chain ends at %q, want %q", end, a.end)
			}
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("it took %s", took)
			}
		})
	}
}
