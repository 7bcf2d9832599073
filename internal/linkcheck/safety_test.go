package linkcheck_test

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/kblint/kblint/internal/linkcheck"
	"github.com/kblint/kblint/internal/web"
)

func TestIsPublic(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"1.1.1.1": true, "93.184.216.34": true, "2606:4700::1111": true, "2002:5db8:d822::1": true, "64:ff9b::101:101": true,
		"127.0.0.1": false, "127.8.8.8": false, "0.0.0.0": false, "0.1.2.3": false, "10.1.2.3": false, "172.16.0.1": false, "172.31.255.255": false,
		"172.32.0.1": true, "192.168.1.1": false, "169.254.169.254": false, "100.64.0.1": false, "100.128.0.1": true,
		"192.0.0.8": false, "198.18.0.1": false, "224.0.0.1": false, "240.0.0.1": false, "255.255.255.255": false,
		"::1": false, "::": false, "fe80::1": false, "fe80::1%eth0": false, "fc00::1": false, "fd00:ec2::254": false, "ff02::1": false,
		"::ffff:127.0.0.1": false, "::ffff:169.254.169.254": false, "::ffff:8.8.8.8": true, "::127.0.0.1": false,
		"64:ff9b::7f00:1": false, "64:ff9b::a9fe:a9fe": false, "2002:7f00:1::": false, "2001:db8::1": false,
	} {
		if got := linkcheck.IsPublic(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: got %v", address, got)
		}
	}
}

// shielded is a Checker that asks no private address but those that are let through, with all names
// leading to this machine.
func shielded(through string, change ...func(*linkcheck.Options)) *linkcheck.Checker {
	c := checker(append(change, func(o *linkcheck.Options) { o.AllowPrivate = false })...)
	c.SetLookup(func(context.Context, string) (string, error) { return "127.0.0.1", nil })
	c.SetGuard(func(at netip.AddrPort) error {
		if at.String() == through {
			return nil
		}
		return linkcheck.ErrPrivate
	})
	return c
}

func TestPrivateAddressesAreNotAsked(t *testing.T) {
	t.Parallel()
	s := count(t, html(article))
	c := checker(func(o *linkcheck.Options) { o.AllowPrivate = false })
	c.SetLookup(func(context.Context, string) (string, error) { return "127.0.0.1", nil })
	port := s.URL[strings.LastIndexByte(s.URL, ':'):]
	for _, url := range []string{
		s.URL, "http://localhost" + port, "http://router" + port, "http://nas.local" + port, "http://[::1]" + port, "http://[::ffff:127.0.0.1]" + port,
		"http://2130706433" + port, "http://0x7f.1" + port, "http://127.1" + port, "http://intranet.contoh.id" + port, "http://127.0.0.1." + port,
	} {
		if a := one(t, c, url+"/x"); a.Class != web.Unasked {
			t.Errorf("%s: the answer is %+v", url, a)
		}
	}
	s.want(t, map[string]int{})
}

func TestRedirectsStayOnThePublicWeb(t *testing.T) {
	t.Parallel()
	secret := count(t, html(article))
	for location, want := range map[string]web.Reason{
		secret.URL + "/": web.Private,
		"http://169.254.169.254/latest/meta-data/":           web.Private,
		"http://[::ffff:169.254.169.254]/":                   web.Private,
		"http://localhost:" + port(secret.URL) + "/":         web.Private,
		"http://metadata.contoh.id:" + port(secret.URL) + "": web.Private, // a name that leads here
		"file:///etc/passwd":                                 web.ForeignScheme,
		"gopher://help.contoh.id/":                           web.ForeignScheme,
		"javascript:alert(1)":                                web.ForeignScheme,
		"ftp://help.contoh.id/x":                             web.ForeignScheme,
		"intent://scan/#Intent;scheme=zxing;end":             "",
		"http://[::1":                                        web.OddStatus,
	} {
		first := count(t, to(http.StatusFound, location))
		c := shielded(first.Listener.Addr().String())
		a := one(t, c, "http://help.contoh.id:"+port(first.URL)+"/guide/x")
		if a.Reason != want || want != "" && a.Class != web.Doubtful {
			t.Errorf("%s: the answer is %+v", location, a)
		}
		first.want(t, map[string]int{"GET /guide/x": 1})
	}
	secret.want(t, map[string]int{})
}

func port(url string) string { return url[strings.LastIndexByte(url, ':')+1:] }

func TestNameThatChangesItsAddress(t *testing.T) {
	t.Parallel()
	s := count(t, to(http.StatusFound, "/next"))
	inner := count(t, html(article))
	c := shielded(s.Listener.Addr().String())
	var asked int
	c.SetLookup(func(context.Context, string) (string, error) { asked++; return "127.0.0.1", nil })
	// The same name, and a port that the guard does not let through: only the address counts.
	if a := one(t, c, "http://help.contoh.id:"+port(inner.URL)+"/x"); a.Class != web.Unasked {
		t.Errorf("the answer is %+v", a)
	}
	inner.want(t, map[string]int{})
	if asked == 0 {
		t.Error("the name was not looked up")
	}
}

func TestCredentials(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	memory, err := linkcheck.OpenMemory(dir)
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	seen := map[string]string{}
	note := func(name string) func(*http.Request) {
		return func(r *http.Request) {
			mu.Lock()
			defer mu.Unlock()
			user, password, _ := r.BasicAuth()
			seen[name+r.URL.Path] = strings.Join([]string{user, password, r.Header.Get("X-Token"), r.Header.Get("Cookie")}, " ")
		}
	}
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		note("other")(r)
		html(article)(w, r)
	}))
	defer other.Close()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		note("first")(r)
		http.SetCookie(w, &http.Cookie{Name: "c", Value: "1"})
		if r.URL.Path == "/a" {
			to(http.StatusMovedPermanently, "/b")(w, r)
			return
		}
		to(http.StatusMovedPermanently, "http://other.localhost:"+port(other.URL)+"/c")(w, r)
	}))
	defer s.Close()
	c := checker(func(o *linkcheck.Options) {
		o.Memory = memory
		o.Hosts = []linkcheck.HostOptions{{Host: "127.0.0.1:" + port(s.URL), Headers: map[string]string{"X-Token": "t0ken"}}}
	})
	a := one(t, c, strings.Replace(s.URL, "http://", "http://user:s3cret@", 1)+"/a")
	want := map[string]string{"first/a": "user s3cret t0ken ", "first/b": "user s3cret t0ken c=1", "other/c": "   "}
	for where, headers := range want {
		if seen[where] != headers {
			t.Errorf("%s was sent %q, want %q", where, seen[where], headers)
		}
	}
	out, err := json.Marshal(a)
	if err != nil || strings.Contains(string(out), "s3cret") || a.Class != web.Moved {
		t.Errorf("the answer is %s (%v)", out, err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("nothing is remembered: %v", err)
	}
	for _, file := range files {
		if data, err := os.ReadFile(file); err != nil || strings.Contains(string(data), "s3cret") || strings.Contains(string(data), "t0ken") {
			t.Errorf("%s holds a secret (%v)", file, err)
		}
	}
}

// TestManyHosts asks for 10,000 addresses on 500 names, each of which is this machine.
func TestManyHosts(t *testing.T) {
	t.Parallel()
	const hosts, pages = 500, 20
	var mu sync.Mutex
	asked := map[string]int{}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked[r.Host+r.URL.Path]++
		mu.Unlock()
		if strings.HasSuffix(r.URL.Path, "7") {
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	defer s.Close()
	var questions []web.Question
	for page := range pages {
		for h := range hosts {
			host := net.JoinHostPort("h"+itoa(h)+".localhost", port(s.URL))
			questions = append(questions, web.Question{URL: "http://" + host + "/p" + itoa(page)})
		}
	}
	dead := 0
	for i, a := range checker().Ask(t.Context(), questions) {
		switch want := web.Alive; {
		case strings.HasSuffix(questions[i].URL, "7"):
			want = web.Dead
			dead++
			fallthrough
		default:
			if a.Class != want {
				t.Fatalf("%s is %+v", questions[i].URL, a)
			}
		}
	}
	if dead != 2*hosts || len(asked) != hosts*pages {
		t.Errorf("%d of %d are dead", dead, len(asked))
	}
	for address, n := range asked {
		if n != 1 {
			t.Fatalf("%s was asked %d times", address, n)
		}
	}
}

func itoa(n int) string {
	return string(rune('a'+n/100)) + string(rune('0'+n/10%10)) + string(rune('0'+n%10))
}

// TestHeadersStayWithTheirHost gives a host a header that nobody else must see.
func TestHeadersStayWithTheirHost(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	seen := map[string]string{}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, _ := net.SplitHostPort(r.Host)
		mu.Lock()
		seen[host] = r.Header.Get("Authorization")
		mu.Unlock()
		if host == "contoh.id" {
			to(http.StatusFound, "http://blog.contoh.id:"+port(r.Host)+"/x")(w, r)
		}
	}))
	defer s.Close()
	c := checker(func(o *linkcheck.Options) {
		o.Hosts = []linkcheck.HostOptions{{Host: "contoh.id", Headers: map[string]string{"Authorization": "t0ken"}}}
	})
	c.SetLookup(func(context.Context, string) (string, error) { return "127.0.0.1", nil })
	one(t, c, "http://contoh.id:"+port(s.URL)+"/a")
	if seen["contoh.id"] != "t0ken" || seen["blog.contoh.id"] != "" || len(seen) != 2 {
		t.Errorf("seen is %v", seen)
	}
}
