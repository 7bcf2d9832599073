package linkcheck

import (
	"context"
	"io"
	"mime"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/publicsuffix"
)

const (
	connectTimeout = 10 * time.Second
	// maxHeader is the size in bytes of the headers that are read of an answer.
	maxHeader = 1 << 20
	// drained is how many bytes of a body are read only to use the connection again.
	drained = 64 << 10
)

// client makes requests, one hop at a time.
type client struct {
	*Options
	direct, proxied *http.Transport
	language        string
	guard           func(netip.AddrPort) error
	lookup          func(context.Context, string) (string, error) // for tests: where a name leads; nil for DNS
}

func newClient(o *Options) *client {
	c := &client{Options: o, language: acceptLanguage(o.Languages), guard: onlyPublic}
	dialer := &net.Dialer{Timeout: min(connectTimeout, o.Timeout)}
	if !o.AllowPrivate {
		dialer.ControlContext = guarded(func(at netip.AddrPort) error { return c.guard(at) })
	}
	c.direct = c.transport(dialer)
	// A proxy may well be in the private network. What it connects to is its own matter; addresses that
	// are written as private ones never come this far.
	c.proxied = c.transport(&net.Dialer{Timeout: min(connectTimeout, o.Timeout)})
	c.proxied.Proxy = http.ProxyFromEnvironment
	return c
}

func (c *client) transport(dialer *net.Dialer) *http.Transport {
	idle := c.Host.Concurrency
	for _, h := range c.Hosts {
		idle = max(idle, h.Limits.Concurrency)
	}
	return &http.Transport{
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			return c.dial(ctx, dialer, network, address)
		},
		ForceAttemptHTTP2:      true,
		TLSHandshakeTimeout:    min(connectTimeout, c.Timeout),
		ResponseHeaderTimeout:  c.Timeout,
		MaxResponseHeaderBytes: maxHeader,
		MaxIdleConns:           2 * c.Concurrency,
		MaxIdleConnsPerHost:    idle,
		IdleConnTimeout:        10 * time.Second,
	}
}

// dial connects to an address. Names below "localhost" are this machine whatever DNS says (RFC 6761).
func (c *client) dial(ctx context.Context, dialer *net.Dialer, network, address string) (net.Conn, error) {
	if host, port, err := net.SplitHostPort(address); err == nil {
		switch {
		case c.lookup != nil:
			if host, err = c.lookup(ctx, host); err != nil {
				return nil, err
			}
			address = net.JoinHostPort(host, port)
		case strings.HasSuffix(host, ".localhost"):
			address = net.JoinHostPort("localhost", port)
		}
	}
	return dialer.DialContext(ctx, network, address)
}

func (c *client) close() {
	c.direct.CloseIdleConnections()
	c.proxied.CloseIdleConnections()
}

// acceptLanguage is what a browser sends whose owner prefers these languages.
func acceptLanguage(languages []string) string {
	parts := make([]string, 0, len(languages)+1)
	for i, l := range languages {
		if i == 0 {
			parts = append(parts, l)
		} else {
			parts = append(parts, l+";q="+strconv.FormatFloat(max(1-float64(i)/10, 0.2), 'f', 1, 64))
		}
	}
	return strings.Join(append(parts, "*;q=0.1"), ",")
}

// request is one hop.
type request struct {
	method string
	url    *url.URL
	jar    http.CookieJar // of the chain; nil while no cookie was set
	ids    bool           // the ids of the page are wanted
	// exposed is true where a redirect leads from https to http: headers of the host may be secret.
	exposed bool
}

// reply is what came of a request.
type reply struct {
	err    error
	status int
	header http.Header
	page   *page          // nil where nothing was read as HTML
	jar    http.CookieJar // of the chain, with the cookies that came
}

// do makes a request and reads as much of the answer as is needed.
func (c *client) do(ctx context.Context, r *request) reply {
	ctx, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, r.method, r.url.String(), http.NoBody)
	if err != nil {
		return reply{err: err}
	}
	c.dress(req, r)
	transport := c.direct
	if proxy, err := http.ProxyFromEnvironment(req); err == nil && proxy != nil {
		transport = c.proxied
	}
	resp, err := transport.RoundTrip(req)
	if err != nil {
		return reply{err: err}
	}
	defer resp.Body.Close() //nolint:errcheck // all is read that is wanted
	out := reply{status: resp.StatusCode, header: resp.Header, jar: r.jar}
	if cookies := resp.Cookies(); len(cookies) > 0 {
		if out.jar == nil {
			out.jar, _ = cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List}) // it never fails
		}
		out.jar.SetCookies(r.url, cookies)
	}
	if r.method == http.MethodGet && out.isSuccess() && out.isHTML() {
		out.page = readPage(resp.Body, resp.Header.Get("Content-Type"), r.ids)
	}
	if resp.StatusCode != http.StatusSwitchingProtocols { // whose body has no end, and obeys no context
		io.CopyN(io.Discard, resp.Body, drained) //nolint:errcheck // the answer is known already
	}
	return out
}

// dress gives a request the headers that a browser's has, those of the host, and the cookies.
func (c *client) dress(req *http.Request, r *request) {
	h := req.Header
	h.Set("User-Agent", c.UserAgent)
	h.Set("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8")
	h.Set("Accept-Language", c.language)
	if own := c.hostOptions(r.url); own != nil && !r.exposed {
		for key, value := range own.Headers {
			h.Set(key, value)
		}
	}
	if host := h.Get("Host"); host != "" {
		req.Host = host
		h.Del("Host")
	}
	if user := r.url.User; user != nil && h.Get("Authorization") == "" {
		password, _ := user.Password()
		req.SetBasicAuth(user.Username(), password)
	}
	if r.jar != nil {
		for _, cookie := range r.jar.Cookies(r.url) {
			req.AddCookie(cookie)
		}
	}
}

// hostOptions are what holds for the host of an address, nil for nothing special.
func (c *client) hostOptions(u *url.URL) *HostOptions {
	for i := range c.Hosts {
		if isHost(c.Hosts[i].Host, u) {
			return &c.Hosts[i]
		}
	}
	return nil
}

func (r *reply) isSuccess() bool { return r.status >= 200 && r.status < 300 }

// isHTML reports whether an answer says that it is a page.
func (r *reply) isHTML() bool {
	kind, _, err := mime.ParseMediaType(r.header.Get("Content-Type"))
	return err == nil && (kind == "text/html" || kind == "application/xhtml+xml")
}
