package linkcheck_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/kblint/kblint/internal/web"
)

// TestArrivals are pages that readers get, or do not, although the server says something else. What has no
// route is answered with 404.
func TestArrivals(t *testing.T) {
	t.Parallel()
	long := "<p>" + strings.Repeat("Tekan tombol itu sepuluh detik. ", 400)
	front := html("<title>Toko</title><h1>Toko</h1>" + long)
	tests := []struct {
		name, path string
		routes     map[string]http.HandlerFunc
		class      web.Class
		reason     web.Reason
	}{
		{"an article called as an error", "/articles/3600123", map[string]http.HandlerFunc{"/articles/3600123": html("<title>Error 404 | Bantuan</title><h1>Error 404</h1>" + long)}, web.Alive, ""},
		{"the same in Indonesian", "/a/1", map[string]http.HandlerFunc{"/a/1": html("<title>Halaman tidak ditemukan</title><h1>Halaman tidak ditemukan</h1>" + long)}, web.Alive, ""},
		{"an article about errors", "/docs/error-codes", map[string]http.HandlerFunc{"/docs/error-codes": to(302, "/docs/errors.html"), "/docs/errors.html": front}, web.Alive, ""},
		{"an article about 404", "/kode", map[string]http.HandlerFunc{"/kode": to(302, "/docs/http-404"), "/docs/http-404": front}, web.Alive, ""},
		{"a part of the home page", "/tentang-kami", map[string]http.HandlerFunc{"/tentang-kami": to(301, "/#tentang-kami"), "/{$}": front, "/": front}, web.Alive, ""},
		{"a route of a program", "/docs/guide-1", map[string]http.HandlerFunc{"/docs/guide-1": to(302, "/#!/docs/guide-1"), "/": front}, web.Alive, ""},
		{"a page with a short name", "/watch/live-tv", map[string]http.HandlerFunc{"/watch/live-tv": to(302, "/tv"), "/tv": front}, web.Alive, ""},
		{"a page of a department", "/hr/new-staff", map[string]http.HandlerFunc{"/hr/new-staff": to(302, "/hr/welcome"), "/hr/welcome": front}, web.Alive, ""},
		{"the home page of a language", "/id/panduan-baru", map[string]http.HandlerFunc{"/id/panduan-baru": to(302, "/id/"), "/id/": front}, web.Dead, web.HomePage},
		{"the home page of a country", "/panduan/baru-1", map[string]http.HandlerFunc{"/panduan/baru-1": to(302, "/en-us"), "/en-us": front}, web.Dead, web.HomePage},
		{"a door", "/settings/billing", map[string]http.HandlerFunc{"/settings/billing": to(302, "/"), "/": html("<form><input name=p type=Password></form>")}, web.Alive, ""},
		{"a download of the front page", "/download", map[string]http.HandlerFunc{"/download": to(301, "/"), "/": front}, web.Alive, ""},
		{"backslashes", "/a", map[string]http.HandlerFunc{"/a": to(302, "\\dir\\page.aspx"), "/dir/page.aspx": front}, web.Alive, ""},
		{"a stray percent", "/a", map[string]http.HandlerFunc{"/a": to(302, "/100%-gratis"), "/100%-gratis": front}, web.Alive, ""},
		{"one slash", "/a", map[string]http.HandlerFunc{"/a": to(302, "http:/end"), "/end": front}, web.Alive, ""},
		{"a session in the path", "/sess", map[string]http.HandlerFunc{"/sess": to(301, "/sess;jsessionid=AB12"), "/sess;jsessionid=AB12": front}, web.Alive, ""},
		{"a door with a way back", "/login1", map[string]http.HandlerFunc{"/login1": to(301, "/portal?next=%2Flogin1"), "/portal": front}, web.Alive, ""},
		{"a service's login", "/svc", map[string]http.HandlerFunc{"/svc": to(301, "/ServiceLogin"), "/ServiceLogin": front}, web.Alive, ""},
	}
	for _, tt := range tests {
		s := count(t, routes(tt.routes))
		if a := one(t, checker(), s.URL+tt.path); a.Class != tt.class || a.Reason != tt.reason {
			t.Errorf("%s: the answer is %+v", tt.name, a)
		}
	}
	lone := count(t, html(`<a id="skip"></a><div id="app"></div>`))
	if a := one(t, checker(), lone.URL, "part"); a.Lost != nil {
		t.Errorf("of a page with ids by script %v is lost", a.Lost)
	}
	escaped := count(t, html(`<h2 id="%e3%83%bb">x</h2>`))
	if a := one(t, checker(), escaped.URL, "・"); a.Lost != nil {
		t.Errorf("of a page with escaped ids %v is lost", a.Lost)
	}
}
