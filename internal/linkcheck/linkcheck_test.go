package linkcheck_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/linkcheck"
	"github.com/kblint/kblint/internal/web"
)

// hasty are options for servers that the test itself starts.
func hasty() linkcheck.Options {
	o := linkcheck.DefaultOptions()
	o.AllowPrivate = true
	o.Host.Interval = 0
	o.Backoff = 2 * time.Millisecond
	o.Timeout = 5 * time.Second
	return o
}

func checker(change ...func(*linkcheck.Options)) *linkcheck.Checker {
	o := hasty()
	for _, f := range change {
		f(&o)
	}
	return linkcheck.New(o)
}

// one asks one question.
func one(t *testing.T, c *linkcheck.Checker, url string, fragments ...string) web.Answer {
	t.Helper()
	return c.Ask(t.Context(), []web.Question{{URL: url, Fragments: fragments}})[0]
}

// counted counts the requests of a server, by method and path.
type counted struct {
	*httptest.Server
	mu sync.Mutex
	of map[string]int
}

func count(t *testing.T, h http.HandlerFunc) *counted {
	t.Helper()
	c := &counted{of: map[string]int{}}
	c.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c.mu.Lock()
		c.of[r.Method+" "+r.URL.RequestURI()]++
		c.mu.Unlock()
		h(w, r)
	}))
	t.Cleanup(c.Close)
	return c
}

func (c *counted) want(t *testing.T, want map[string]int) {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	if diff := cmp.Diff(want, c.of); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

func TestLivingPageCostsOneRequest(t *testing.T) {
	t.Parallel()
	s := count(t, html(article))
	c := checker()
	answers := c.Ask(t.Context(), []web.Question{
		{URL: s.URL + "/a"}, {URL: s.URL + "/a"}, {URL: strings.Replace(s.URL, "http:", "HTTP:", 1) + "/a#part"}, {URL: s.URL + "/b"},
	})
	for i, a := range answers {
		if a.Class != web.Alive {
			t.Errorf("answer %d is %+v", i, a)
		}
	}
	s.want(t, map[string]int{"GET /a": 1, "GET /b": 1})
}

func TestFileIsAskedByItsHeaders(t *testing.T) {
	t.Parallel()
	s := count(t, status(http.StatusOK))
	if a := one(t, checker(), s.URL+"/manual.PDF"); a.Class != web.Alive {
		t.Errorf("the answer is %+v", a)
	}
	s.want(t, map[string]int{"HEAD /manual.PDF": 1})
}

func TestHeadRefused(t *testing.T) {
	t.Parallel()
	for _, code := range []int{400, 401, 403, 404, 405, 406, 410, 429, 500, 501, 503} {
		s := count(t, withoutHead(code, status(http.StatusOK)))
		if a := one(t, checker(), s.URL+"/manual.pdf"); a.Class != web.Alive {
			t.Errorf("with %d to HEAD the answer is %+v", code, a)
		}
		s.want(t, map[string]int{"HEAD /manual.pdf": 1, "GET /manual.pdf": 1})
	}
}

func TestStatuses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		code   int
		class  web.Class
		reason web.Reason
		asked  int
	}{
		{404, web.Dead, web.NotFound, 1},
		{410, web.Dead, web.Gone, 1},
		{401, web.Doubtful, web.NeedsLogin, 1},
		{403, web.Doubtful, web.Forbidden, 1},
		{407, web.Doubtful, web.NeedsLogin, 1},
		{451, web.Doubtful, web.Legal, 1},
		{400, web.Doubtful, web.OddStatus, 1},
		{418, web.Doubtful, web.OddStatus, 1},
		{300, web.Doubtful, web.OddStatus, 1},
		{304, web.Doubtful, web.OddStatus, 1},
		{302, web.Doubtful, web.OddStatus, 1}, // without Location
		{429, web.Doubtful, web.TooMany, 3},
		{500, web.Doubtful, web.ServerError, 1},
		{502, web.Doubtful, web.ServerError, 3},
		{503, web.Doubtful, web.ServerError, 3},
		{504, web.Doubtful, web.ServerError, 3},
		{599, web.Doubtful, web.ServerError, 1},
	}
	for _, tt := range tests {
		s := count(t, status(tt.code))
		a := one(t, checker(), s.URL+"/x")
		if a.Class != tt.class || a.Reason != tt.reason || a.Status != tt.code {
			t.Errorf("for %d the answer is %+v", tt.code, a)
		}
		s.want(t, map[string]int{"GET /x": tt.asked})
	}
}

// TestLivingPagesAreNotAccused asks for 500 random pages that live, each in its own odd way.
func TestLivingPagesAreNotAccused(t *testing.T) {
	t.Parallel()
	const pages = 500
	random := rand.New(rand.NewPCG(6, 2026))
	handlers := map[string]http.HandlerFunc{}
	questions := make([]web.Question, 0, pages)
	s := count(t, func(w http.ResponseWriter, r *http.Request) { routes(handlers)(w, r) })
	for i := range pages {
		path := fmt.Sprintf("/guide-%d/part-%d", i, random.IntN(9))
		end := path
		for hop := range random.IntN(10) {
			next := fmt.Sprintf("/guide-%d/hop-%d", i, hop)
			handlers[end] = to([]int{302, 303, 307}[random.IntN(3)], next)
			end = next
		}
		handlers[end] = living(random)
		questions = append(questions, web.Question{URL: s.URL + path})
	}
	for i, a := range checker(func(o *linkcheck.Options) { o.Host.Concurrency = 16 }).Ask(t.Context(), questions) {
		if a.Class != web.Alive {
			t.Errorf("%s is called %+v", questions[i].URL, a)
		}
	}
}

// living makes a page of any shape that a living one has.
func living(random *rand.Rand) http.HandlerFunc {
	code := []int{200, 200, 200, 201, 202, 203, 204, 205, 206, 207, 226, 299}[random.IntN(12)]
	kind := []string{"", "text/html", "text/html;charset=latin1", "TEXT/HTML; charset=\"utf-8\"", "application/pdf", "image/png", ";;", "text/html; charset=klingon"}[random.IntN(8)]
	body := []string{
		"", article, "\xff\xfe\x00", strings.Repeat("<div>", 5000), "<title>How to fix error 404 | Help</title>" + article,
		"<title>Not Found: a novel</title>" + article, "<title></title>", "<h1>404 ways to cook rice</h1>",
		"<meta name=robots content=noindex>" + article, "<title>Page not found", `{"error": 404}`, "<title>Login</title>",
	}[random.IntN(12)]
	if strings.HasPrefix(body, "<title>Page not found") {
		body = "<!-- Page not found -->" + article
	}
	headers := [][2]string{{"Retry-After", "-1"}, {"Location", "/elsewhere"}, {"X-RateLimit-Remaining", "x"}, {"Content-Encoding", "identity"}, {"Set-Cookie", "a=b; Path=/; Max-Age=x"}, {"Vary", "*"}, {"Link", "<<>>"}}
	header := headers[random.IntN(len(headers))]
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set(header[0], header[1])
		if kind != "" {
			w.Header().Set("Content-Type", kind)
		}
		w.WriteHeader(code)
		if code != 204 && code != 205 {
			io.WriteString(w, body) //nolint:errcheck // the client may be gone
		}
	}
}

func TestRetryAfterIsHonoured(t *testing.T) {
	t.Parallel()
	for name, value := range map[string]func() string{
		"in seconds": func() string { return "1" },
		"as a date":  func() string { return time.Now().Add(2 * time.Second).UTC().Format(http.TimeFormat) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := count(t, after(1, func(w http.ResponseWriter, r *http.Request) { wait(value())(w, r) }, html(article)))
			other := count(t, html(article))
			start := time.Now()
			questions := []web.Question{{URL: s.URL + "/a"}}
			for i := range 50 {
				questions = append(questions, web.Question{URL: fmt.Sprint(other.URL, "/", i)})
			}
			var checked []time.Duration
			c := checker(func(o *linkcheck.Options) {
				o.Progress = func(linkcheck.Progress) { checked = append(checked, time.Since(start)) }
			})
			answers := c.Ask(t.Context(), questions)
			if took := time.Since(start); answers[0].Class != web.Alive || took < 900*time.Millisecond {
				t.Errorf("after %s the answer is %+v", took, answers[0])
			}
			if checked[len(checked)-2] > 900*time.Millisecond {
				t.Errorf("another host was kept waiting: %v", checked)
			}
			s.want(t, map[string]int{"GET /a": 2})
		})
	}
}

func TestHostThatAsksToWaitLongIsLeftAlone(t *testing.T) {
	t.Parallel()
	s := count(t, wait("7200"))
	var questions []web.Question
	for i := range 100 {
		questions = append(questions, web.Question{URL: fmt.Sprint(s.URL, "/", i)})
	}
	for i, a := range checker().Ask(t.Context(), questions) {
		if a.Class != web.Doubtful || a.Reason != web.TooMany {
			t.Errorf("answer %d is %+v", i, a)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := len(s.of); n > 2 {
		t.Errorf("%d requests were made", n)
	}
}

func TestRateLimitHeadersAreHonoured(t *testing.T) {
	t.Parallel()
	s := count(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/0" {
			w.Header().Set("RateLimit-Remaining", "0")
			w.Header().Set("RateLimit-Reset", "1")
		}
	})
	start := time.Now()
	c := checker(func(o *linkcheck.Options) { o.Host.Concurrency = 1 })
	c.Ask(t.Context(), []web.Question{{URL: s.URL + "/0"}, {URL: s.URL + "/1"}})
	if took := time.Since(start); took < 900*time.Millisecond {
		t.Errorf("the second request came after %s", took)
	}
}

func TestHostsAreNotPressed(t *testing.T) {
	t.Parallel()
	const interval = 20 * time.Millisecond
	var now, most atomic.Int64
	var mu sync.Mutex
	var starts []time.Time
	s := count(t, func(http.ResponseWriter, *http.Request) {
		mu.Lock()
		starts = append(starts, time.Now())
		mu.Unlock()
		most.Store(max(most.Load(), now.Add(1)))
		time.Sleep(3 * interval)
		now.Add(-1)
	})
	var questions []web.Question
	for i := range 20 {
		questions = append(questions, web.Question{URL: fmt.Sprint(s.URL, "/", i)})
	}
	start := time.Now()
	checker(func(o *linkcheck.Options) { o.Host = linkcheck.Limits{Concurrency: 2, Interval: interval} }).Ask(t.Context(), questions)
	if most.Load() > 2 {
		t.Errorf("%d requests were under way at once", most.Load())
	}
	if took := time.Since(start); took < 19*interval {
		t.Errorf("20 requests took %s", took)
	}
	if len(starts) != 20 {
		t.Errorf("%d requests were made", len(starts))
	}
}

func TestSlowServers(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	defer close(release)
	slow := func(started bool) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if started {
				html(article)(w, r)
				http.NewResponseController(w).Flush() //nolint:errcheck // the client may be gone
			}
			select {
			case <-release:
			case <-r.Context().Done():
			}
		}
	}
	short := func(o *linkcheck.Options) { o.Timeout = 200 * time.Millisecond }
	header := count(t, slow(false))
	if a := one(t, checker(short), header.URL+"/x"); a.Class != web.Doubtful || a.Reason != web.Timeout {
		t.Errorf("without headers the answer is %+v", a)
	}
	header.want(t, map[string]int{"GET /x": 3})
	body := count(t, slow(true))
	if a := one(t, checker(short), body.URL+"/x"); a.Class != web.Alive {
		t.Errorf("with half a body the answer is %+v", a)
	}
	body.want(t, map[string]int{"GET /x": 1})
}

func TestEndlessBodyIsCutOff(t *testing.T) {
	t.Parallel()
	var sent atomic.Int64
	s := count(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		for {
			n, err := io.WriteString(w, strings.Repeat("<p>more</p>", 1000))
			sent.Add(int64(n))
			if err != nil || r.Context().Err() != nil {
				return
			}
		}
	})
	if a := one(t, checker(), s.URL+"/x", "part"); a.Class != web.Alive || a.Lost != nil {
		t.Errorf("the answer is %+v", a)
	}
	if got := sent.Load(); got > 16<<20 {
		t.Errorf("%d bytes were taken", got)
	}
}

func TestHTTP2(t *testing.T) {
	t.Parallel()
	var version atomic.Int64
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		version.Store(int64(r.ProtoMajor))
		html(article)(w, r)
	}))
	s.EnableHTTP2 = true
	s.StartTLS()
	defer s.Close()
	c := checker()
	trust(t, c, s)
	if a := one(t, c, s.URL+"/x"); a.Class != web.Alive || version.Load() != 2 {
		t.Errorf("by HTTP/%d the answer is %+v", version.Load(), a)
	}
}

// trust makes a checker believe in the authority that signed the certificate of a test's server, which is
// for 127.0.0.1 and example.com.
func trust(t *testing.T, c *linkcheck.Checker, s *httptest.Server) {
	t.Helper()
	pool := x509.NewCertPool()
	pool.AddCert(s.Certificate())
	c.Trust(&http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}})
}

func TestCertificates(t *testing.T) {
	t.Parallel()
	s := httptest.NewTLSServer(html(article))
	defer s.Close()
	if a := one(t, checker(), s.URL+"/x"); a.Class != web.Doubtful || a.Reason != web.Untrusted {
		t.Errorf("of an unknown authority the answer is %+v", a)
	}
	c := checker()
	trust(t, c, s)
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(s.URL, "https://"))
	if a := one(t, c, "https://help.localhost:"+port+"/x"); a.Class != web.Dead || a.Reason != web.WrongHost {
		t.Errorf("for another host the answer is %+v", a)
	}
	c = checker()
	pool := x509.NewCertPool()
	pool.AddCert(s.Certificate())
	late := func() time.Time { return s.Certificate().NotAfter.Add(time.Hour) }
	c.Trust(&http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, Time: late}})
	if a := one(t, c, s.URL+"/x"); a.Class != web.Doubtful || a.Reason != web.ExpiredProof {
		t.Errorf("when it has expired the answer is %+v", a)
	}
	plain := count(t, html(article))
	if a := one(t, checker(), strings.Replace(plain.URL, "http:", "https:", 1)); a.Class != web.Doubtful || a.Reason != web.Untrusted {
		t.Errorf("of a server without any the answer is %+v", a)
	}
}

func TestRefusedConnections(t *testing.T) {
	t.Parallel()
	s := httptest.NewServer(status(http.StatusOK))
	address := s.URL
	s.Close()
	if a := one(t, checker(), address+"/x"); a.Class != web.Dead || a.Reason != web.Refused {
		t.Errorf("the answer is %+v", a)
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	s := httptest.NewServer(html(article))
	defer s.Close()
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(s.URL, "http://"))
	lookups := map[string]int{}
	c := checker(func(o *linkcheck.Options) { o.Concurrency = 1 })
	c.SetLookup(func(_ context.Context, host string) (string, error) {
		lookups[host]++
		switch host {
		case "gone.contoh.id":
			return "", &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
		case "broken.contoh.id":
			return "", &net.DNSError{Err: "server misbehaving", Name: host, IsTemporary: true}
		default:
			return "127.0.0.1", nil
		}
	})
	answers := c.Ask(t.Context(), []web.Question{
		{URL: "http://gone.contoh.id:" + port + "/a"},
		{URL: "http://gone.contoh.id:" + port + "/b"},
		{URL: "http://broken.contoh.id:" + port + "/a"},
		{URL: "http://xn--mnchen-3ya.contoh.id:" + port + "/a"},
		{URL: "http://MÜNCHEN.contoh.id:" + port + "/a"},
		{URL: "http://help.localhost:" + port + "/a"},
	})
	var got []web.Reason
	for _, a := range answers {
		got = append(got, a.Reason)
	}
	if diff := cmp.Diff([]web.Reason{web.NoHost, web.NoHost, web.Unreachable, "", "", ""}, got); diff != "" {
		t.Errorf("reasons (-want +got):\n%s", diff)
	}
	want := map[string]int{"gone.contoh.id": 3, "broken.contoh.id": 3, "xn--mnchen-3ya.contoh.id": 1, "help.localhost": 1, "example.com": 1}
	if diff := cmp.Diff(want, lookups); diff != "" {
		t.Errorf("lookups (-want +got):\n%s", diff)
	}
}

func TestIPv6(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "[::1]:0")
	if err != nil {
		t.Skip("this machine has no IPv6")
	}
	s := &httptest.Server{Listener: listener, Config: &http.Server{Handler: html(article)}}
	s.Start()
	defer s.Close()
	if a := one(t, checker(), s.URL+"/x"); a.Class != web.Alive {
		t.Errorf("the answer is %+v", a)
	}
}

func TestWithoutNetworkNothingIsJudged(t *testing.T) {
	t.Parallel()
	for name, err := range map[string]net.DNSError{
		"a resolver that fails":        {Err: "server misbehaving", IsTemporary: true},
		"a resolver that denies names": {Err: "no such host", IsNotFound: true},
	} {
		for _, hosts := range []int{1, 200} {
			t.Run(fmt.Sprint(name, " for ", hosts), func(t *testing.T) {
				t.Parallel()
				withoutNetwork(t, hosts, &err)
			})
		}
	}
}

func withoutNetwork(t *testing.T, hosts int, err error) {
	t.Helper()
	memory, fault := linkcheck.OpenMemory(t.TempDir())
	if fault != nil {
		t.Fatal(fault)
	}
	var told []error
	c := checker(func(o *linkcheck.Options) {
		o.Memory = memory
		o.Tell = func(err error) { told = append(told, err) }
	})
	c.SetLookup(func(_ context.Context, host string) (string, error) {
		if host == "127.0.0.1" {
			return host, nil
		}
		return "", err
	})
	s := count(t, html(article))
	questions := []web.Question{{URL: s.URL + "/a"}}
	for i := range hosts {
		questions = append(questions, web.Question{URL: fmt.Sprintf("https://help%d.contoh.id/", i)})
	}
	remembered := c.Ask(t.Context(), questions)
	for _, answers := range [][]web.Answer{remembered, memory.Recall(questions)} {
		if answers[0].Class != web.Alive {
			t.Errorf("of this machine the answer is %+v", answers[0])
		}
		for i, a := range answers[1:] {
			if a.Class != web.Unasked {
				t.Errorf("answer %d is %+v", i, a)
			}
		}
	}
	if len(told) != 1 || !errors.Is(told[0], linkcheck.ErrOffline) {
		t.Errorf("told is %v", told)
	}
}

// TestOneDeadHostIsNoOutage has a network, and nothing but a host that does not exist.
func TestOneDeadHostIsNoOutage(t *testing.T) {
	t.Parallel()
	c := checker()
	c.SetLookup(func(_ context.Context, host string) (string, error) {
		if host == "example.com" {
			return "93.184.216.34", nil
		}
		return "", &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	})
	if a := one(t, c, "https://gone.contoh.id/"); a.Class != web.Dead || a.Reason != web.NoHost {
		t.Errorf("the answer is %+v", a)
	}
}

func TestInterruptedRunKnowsWhatItKnew(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	memory, err := linkcheck.OpenMemory(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	s := count(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/slow" {
			cancel()
			<-r.Context().Done()
			return
		}
		html(article)(w, r)
	})
	c := checker(func(o *linkcheck.Options) { o.Host.Concurrency, o.Memory = 1, memory })
	start := time.Now()
	answers := c.Ask(ctx, []web.Question{{URL: s.URL + "/a"}, {URL: s.URL + "/slow"}, {URL: s.URL + "/b"}})
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("it took %s to end", took)
	}
	if answers[0].Class != web.Alive || answers[1].Class != web.Unasked || answers[2].Class != web.Unasked {
		t.Errorf("the answers are %+v", answers)
	}
	if again := memory.Recall([]web.Question{{URL: s.URL + "/a"}}); again[0].Class != web.Alive {
		t.Errorf("what was known is not kept: %+v", again)
	}
}

// TestNetworkThatGoesAway loses the network after some answers: a resolver that then denies all names must
// kill nobody.
func TestNetworkThatGoesAway(t *testing.T) {
	t.Parallel()
	s := count(t, html(article))
	var found atomic.Int64
	c := checker(func(o *linkcheck.Options) { o.Concurrency = 4 })
	c.SetLookup(func(_ context.Context, host string) (string, error) {
		if found.Add(1) > 10 {
			return "", &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
		}
		return "127.0.0.1", nil
	})
	var questions []web.Question
	for i := range 50 {
		questions = append(questions, web.Question{URL: fmt.Sprintf("http://help%d.contoh.id:%s/", i, port(s.URL))})
	}
	classes := map[web.Class]int{}
	for _, a := range c.Ask(t.Context(), questions) {
		classes[a.Class]++
	}
	if classes[web.Dead] > 0 || classes[web.Alive] == 0 {
		t.Errorf("the classes are %v", classes)
	}
}

// TestRedirectsOutOfAMachineWithoutNetwork has pages of this machine lead to a host that cannot be reached.
func TestRedirectsOutOfAMachineWithoutNetwork(t *testing.T) {
	t.Parallel()
	s := count(t, to(http.StatusFound, "http://luar.contoh.id/"))
	c := checker()
	c.SetLookup(func(_ context.Context, host string) (string, error) {
		if host == "127.0.0.1" {
			return host, nil
		}
		return "", &net.DNSError{Err: "server misbehaving", Name: host, IsTemporary: true}
	})
	var questions []web.Question
	for i := range 40 {
		questions = append(questions, web.Question{URL: fmt.Sprint(s.URL, "/", i)})
	}
	for i := range 8 {
		questions = append(questions, web.Question{URL: fmt.Sprintf("http://jauh%d.contoh.id/", i)})
	}
	done := make(chan []web.Answer)
	go func() { done <- c.Ask(t.Context(), questions) }()
	select {
	case <-done:
	case <-time.After(30 * time.Second):
		t.Fatal("it does not end")
	}
}

func TestUpgradeWithoutEnd(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	defer close(release)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		conn, out, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		out.WriteString("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n") //nolint:errcheck // the client may be gone
		out.Flush()                                                                                        //nolint:errcheck // the client may be gone
		<-release
		conn.Close() //nolint:errcheck // it is over
	}))
	done := make(chan web.Answer, 1)
	c := checker(func(o *linkcheck.Options) { o.Timeout = time.Second })
	go func() { done <- c.Ask(context.Background(), []web.Question{{URL: s.URL}})[0] }()
	select {
	case a := <-done:
		if a.Class != web.Doubtful {
			t.Errorf("the answer is %+v", a)
		}
	case <-time.After(20 * time.Second):
		t.Error("it does not end")
	}
}

// TestHostsThatAskForPatience counts what a host is asked that does not want to be asked.
func TestHostsThatAskForPatience(t *testing.T) {
	t.Parallel()
	for name, handler := range map[string]http.HandlerFunc{
		"429 without a time": status(http.StatusTooManyRequests),
		"429 with garbage":   wait("soon"),
		"503 for an hour": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusServiceUnavailable)
		},
		"nothing left for an hour": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-RateLimit-Remaining", "0")
			w.Header().Set("X-RateLimit-Reset", "3600")
		},
	} {
		s := count(t, handler)
		var questions []web.Question
		for i := range 100 {
			questions = append(questions, web.Question{URL: fmt.Sprint(s.URL, "/", i)})
		}
		start := time.Now()
		checker().Ask(t.Context(), questions)
		total := 0
		for _, n := range s.of {
			total += n
		}
		if took := time.Since(start); total > 20 || took > 10*time.Second {
			t.Errorf("%s: %d requests in %s", name, total, took)
		}
	}
}
