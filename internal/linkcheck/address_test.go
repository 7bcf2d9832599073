package linkcheck_test

import (
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/kblint/kblint/internal/linkcheck"
	"github.com/kblint/kblint/internal/web"
)

func TestNormal(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		"HTTPS://Help.Contoh.ID:443/A?b#c":               "https://help.contoh.id/A?b",
		"http://contoh.id:80":                            "http://contoh.id/",
		"http://contoh.id:8080":                          "http://contoh.id:8080/",
		"//contoh.id/x":                                  "https://contoh.id/x",
		"https://bücher.de/ä b":                          "https://xn--bcher-kva.de/%C3%A4%20b",
		"https://contoh.id/x?q=a b\"<é>":                 "https://contoh.id/x?q=a%20b%22%3C%C3%A9%3E",
		"https://user:pw@contoh.id/":                     "https://user:pw@contoh.id/",
		"https://[2001:DB8::1]:443/":                     "https://[2001:db8::1]/",
		"https://contoh.id/a%2Fb":                        "https://contoh.id/a%2Fb",
		"https://contoh.id?":                             "https://contoh.id/",
		"mailto:a@contoh.id":                             "",
		"ftp://contoh.id/":                               "",
		"/x":                                             "",
		"https://":                                       "",
		"https:contoh.id":                                "",
		"https://con toh.id/":                            "",
		"https://contoh.id/%zz":                          "https://contoh.id/%25zz",
		"https://a{b}.id/":                               "",
		"https://$HOST/":                                 "",
		"https://contoh.id/" + strings.Repeat("x", 9000): "",
	} {
		if got := linkcheck.Normal(raw); got != want {
			t.Errorf("%s: got %q, want %q", raw, got, want)
		}
	}
}

func TestWanted(t *testing.T) {
	t.Parallel()
	o := hasty()
	o.AllowPrivate = false
	o.Exclude = linkcheck.Patterns{"linkedin.com", "*.internal.contoh.id", "https://contoh.id/admin", "toko.id/*/keranjang*", "contoh.net:8080"}
	plain := linkcheck.New(o)
	for url, want := range map[string]bool{
		"https://contoh.id/": true, "https://contoh.id/administrasi": true, "https://contoh.id/admin": false, "https://contoh.id/admin/x": false,
		"https://contoh.id/admin?x": false, "http://contoh.id/admin": true, "https://id.linkedin.com/in/x": false, "https://notlinkedin.com/": true,
		"https://a.internal.contoh.id/": false, "https://internal.contoh.id/": true, "https://toko.id/a/b/keranjang?x=1": false,
		"http://contoh.net:8080/": false, "http://contoh.net/": true,
		"https://example.com/": false, "https://www.example.org/x": false, "https://a.test/": false, "https://shop.example/": false,
		"http://www.w3.org/2000/svg": false, "https://www.w3.org/TR/html52/": true, "http://schemas.android.com/apk/res/android": false,
		"https://yourdomain.com/": false, "https://toko.namadomain.co.id/": false,
		"http://localhost:1313/": false, "http://192.168.1.1/": false, "http://8.8.8.8/": true, "http://printer/": false, "http://nas.local/": false,
	} {
		if got := plain.Wanted(url); got != want {
			t.Errorf("%s: got %v", url, got)
		}
	}
	o.Include = linkcheck.Patterns{"example.com", "contoh.id/admin/help", "localhost"}
	choosy := linkcheck.New(o)
	for url, want := range map[string]bool{
		"https://example.com/": true, "https://contoh.id/admin/help/x": true, "https://contoh.id/": false, "http://localhost/": false,
	} {
		if got := choosy.Wanted(url); got != want {
			t.Errorf("with include, %s: got %v", url, got)
		}
	}
}

func TestJudges(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"https://contoh.id/x#langkah-2": true, "https://contoh.id/x#L10": false, "https://contoh.id/x#L10-L20": false, "https://contoh.id/x#:~:text=a": false,
		"https://contoh.id/x#/route": false, "https://contoh.id/x#!route": false, "https://contoh.id/x#top": false, "https://contoh.id/x.pdf#page=3": false,
		"https://contoh.id/x#a=b": false, "https://github.com/a/b#readme": false, "https://www.github.com/a/b#readme": false, "https://docs.github.com/en#x": true, "https://a.notion.site/#x": false, "https://contoh.id/x#": false,
	} {
		url, fragment, _ := strings.Cut(address, "#")
		if got := linkcheck.Judges(url, fragment); got != want {
			t.Errorf("%s: got %v", address, got)
		}
	}
}

func TestInstead(t *testing.T) {
	t.Parallel()
	for url, want := range map[string]string{
		"https://www.youtube.com/watch?v=dQw4w9WgXcQ": "https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DdQw4w9WgXcQ",
		"https://www.youtube.com/BukalapakID":         "", "https://www.youtube.com/embed/videoseries?list=x": "", "https://www.youtube.com/embed/dQw4w9WgXcQ": "https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fembed%2FdQw4w9WgXcQ",
		"https://youtu.be/dQw4w9WgXcQ":          "https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fyoutu.be%2FdQw4w9WgXcQ",
		"https://www.youtube.com/@channel":      "",
		"https://vimeo.com/123456":              "https://vimeo.com/api/oembed.json?url=https%3A%2F%2Fvimeo.com%2F123456",
		"https://contoh.id/watch?v=dQw4w9WgXcQ": "",
	} {
		if got := linkcheck.Instead(url); got != want {
			t.Errorf("%s: got %q", url, got)
		}
	}
}

func TestSaysMissing(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]bool{
		"404": true, "404 Not Found": true, "Error 404 (Not Found)!!1": true, "Page not found | Toko": true, "Toko - Halaman tidak ditemukan": true,
		"Oops! That page can’t be found.": true, "404 - Page Not Found": true, "Page Not Found · GitHub Pages": true, "Ups, halaman tidak ditemukan": true,
		"": false, "Error": false, "Sorry": false, "404 ways to cook rice": false, "How to fix 404 Not Found": false, "Mengatasi error 404 | Toko": false,
		"Not Found: a novel": false, "Lost and Found | Toko": false, "Page not found errors and what to do": false,
	} {
		if got := linkcheck.SaysMissing(title); got != want {
			t.Errorf("%q: got %v", title, got)
		}
	}
}

func TestMoved(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, from, to string
		code           int
		header         http.Header
		class          web.Class
	}{
		{name: "another path", from: "/old", to: "/new", code: 301, class: web.Moved},
		{name: "another path", from: "/old", to: "/new", code: 308, class: web.Moved},
		{name: "for now", from: "/old", to: "/new", code: 302, class: web.Alive},
		{name: "for now", from: "/old", to: "/new", code: 307, class: web.Alive},
		{name: "a slash", from: "/old", to: "/old/", code: 301, class: web.Moved},
		{name: "tracking that goes", from: "/old?utm_source=x", to: "/old", code: 301, class: web.Alive},
		{name: "tracking that comes", from: "/old", to: "/old?ref=home&utm_medium=y", code: 301, class: web.Alive},
		{name: "a page of the query", from: "/old?id=1", to: "/old?id=2", code: 301, class: web.Moved},
		{name: "a language that the server chose", from: "/docs/x", to: "/en/docs/x", code: 301, class: web.Alive},
		{name: "a language that the server chose", from: "/docs/x", to: "/docs/id-ID/x", code: 301, class: web.Alive},
		{name: "what the reader prefers", from: "/old", to: "/new", code: 301, header: http.Header{"Vary": {"Accept-Encoding, Accept-Language"}}, class: web.Alive},
		{name: "a login", from: "/old", to: "/users/sign-in", code: 301, class: web.Alive},
	}
	for _, tt := range tests {
		s := count(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.RequestURI() != tt.from {
				html(article)(w, r)
				return
			}
			maps.Copy(w.Header(), tt.header)
			to(tt.code, tt.to)(w, r)
		})
		a := one(t, checker(), s.URL+tt.from)
		if a.Class != tt.class || a.End() != s.URL+tt.to {
			t.Errorf("%s, %d: the answer is %+v", tt.name, tt.code, a)
		}
	}
}

func TestFragments(t *testing.T) {
	t.Parallel()
	const page = `<h1 id="a">A</h1><h2 id="b%20c">B</h2><a name="d"></a><h2 id="user-content-e">E</h2><p id="é">F</p>`
	for _, tt := range []struct {
		name, body, kind string
		lost             string
	}{
		{"anchors of all kinds", page, "text/html", "f"},
		{"ids by script", `<div id="app"></div><script src="x.js"></script>`, "text/html", ""},
		{"no page", page, "application/pdf", ""},
	} {
		s := count(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", tt.kind+"; charset=utf-8")
			w.Write([]byte(tt.body)) //nolint:errcheck // the client may be gone
		})
		a := one(t, checker(), s.URL, "a", "b c", "d", "e", "é", "f")
		if got := strings.Join(a.Lost, " "); a.Class != web.Alive || got != tt.lost {
			t.Errorf("%s: lost is %q", tt.name, got)
		}
	}
}

func TestWaits(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"": -1, "x": -1, "-5": -1, "0": 0, "120": 2 * time.Minute, "0.5": time.Second / 2, "NaN": -1, "1e300": -1,
		"Sun, 01 Mar 2026 09:00:30 GMT": 30 * time.Second, "Sun, 01 Mar 2020 09:00:30 GMT": 0,
	} {
		got, ok := linkcheck.RetryAfter(http.Header{"Retry-After": {value}}, now)
		if ok != (want >= 0) || ok && got != want {
			t.Errorf("Retry-After: %s: got %s, %v", value, got, ok)
		}
	}
	for _, tt := range []struct {
		headers string
		want    time.Duration
	}{
		{"RateLimit-Remaining: 0; RateLimit-Reset: 30", 30 * time.Second},
		{"RateLimit-Remaining: 5; RateLimit-Reset: 30", -1},
		{"X-RateLimit-Remaining: 0; X-RateLimit-Reset: 1772355660", time.Minute},
		{"RateLimit-Remaining: 0", -1},
		{"RateLimit-Reset: 30", -1},
	} {
		h := http.Header{}
		for part := range strings.SplitSeq(tt.headers, "; ") {
			key, value, _ := strings.Cut(part, ": ")
			h.Set(key, value)
		}
		got, ok := linkcheck.Exhausted(h, now)
		if ok != (tt.want >= 0) || ok && got != tt.want {
			t.Errorf("%s: got %s, %v", tt.headers, got, ok)
		}
	}
	if got, ok := linkcheck.Exhausted(http.Header{"Ratelimit": {`"default";r=0;t=7, "day";r=9;t=9`}}, now); !ok || got != 7*time.Second {
		t.Errorf("got %s, %v", got, ok)
	}
	for tries := range 70 {
		if got := linkcheck.Backoff(time.Second, tries); got < time.Second/2 || got > 1024*time.Second {
			t.Errorf("before retry %d it waits %s", tries, got)
		}
	}
}

// FuzzAddress normalises any text: what comes out must be stable, without fragment, and fit to be asked.
func FuzzAddress(f *testing.F) {
	for _, seed := range []string{"https://Contoh.ID:443/a b?c d#e", "//x", "http://[::1]:80/", "https://ü.de/%zz", "http://user:pw@h/", "HTTP://0x7f.1"} {
		f.Add(seed)
	}
	o := hasty()
	o.Exclude = linkcheck.Patterns{"*.id", "contoh.id/*/x"}
	c := linkcheck.New(o)
	f.Fuzz(func(t *testing.T, raw string) {
		got := linkcheck.Normal(raw)
		if got == "" {
			return
		}
		if again := linkcheck.Normal(got); again != got {
			t.Errorf("%q becomes %q and then %q", raw, got, again)
		}
		if _, err := http.NewRequest(http.MethodGet, got, http.NoBody); err != nil || strings.ContainsAny(got, "# \r\n") {
			t.Errorf("%q becomes %q: %v", raw, got, err)
		}
		c.Wanted(got)
		linkcheck.Instead(got)
		linkcheck.Judges(got, "x")
	})
}

// FuzzPage reads any bytes as a page: a page must come of it, and no text longer than what there was.
func FuzzPage(f *testing.F) {
	for _, seed := range []string{article, "<title>404", "<h1><svg><title>x</title></svg></h1>", "<meta name=robots content=noindex>", "<a name=x><h2 id=\xff>"} {
		f.Add([]byte(seed), "text/html; charset=utf-8")
		f.Add([]byte(seed), "text/html; charset=utf-16")
	}
	f.Fuzz(func(t *testing.T, body []byte, kind string) {
		title, heading := linkcheck.ReadPage(body, kind)
		linkcheck.SaysMissing(title)
		if most := 4*len(body) + 100; len(title) > most || len(heading) > most {
			t.Errorf("title and heading have %d and %d bytes", len(title), len(heading))
		}
	})
}
