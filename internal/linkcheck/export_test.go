package linkcheck

import (
	"bytes"
	"context"
	"net/http"
	"net/netip"
)

// SetLookup makes a Checker find names by a function instead of DNS.
func (c *Checker) SetLookup(lookup func(context.Context, string) (string, error)) {
	c.client.lookup = lookup
}

// SetGuard makes a Checker ask a function which addresses it may connect to.
func (c *Checker) SetGuard(guard func(netip.AddrPort) error) { c.client.guard = guard }

// ErrPrivate is what a guard answers.
var ErrPrivate = errPrivate

// Trust makes a Checker trust the certificate of a test's server, under any name.
func (c *Checker) Trust(t *http.Transport) { c.client.direct.TLSClientConfig = t.TLSClientConfig }

// The internals that have a specification of their own.
var (
	IsPublic   = isPublic
	RetryAfter = retryAfter
	Exhausted  = exhausted
	Backoff    = backoff
)

// Normal is the normal form of an address, "" where it has none.
func Normal(raw string) string {
	if u := normal(raw); u != nil {
		return u.String()
	}
	return ""
}

// SaysMissing reports whether a title says that a page was not found.
func SaysMissing(title string) bool { return specialTable().saysMissing(title) }

// Wanted reports whether an address is to be asked.
func (c *Checker) Wanted(raw string) bool {
	u := normal(raw)
	return u != nil && c.wanted(u)
}

// Instead is the address that tells the truth about another, "" where that is the address itself.
func Instead(raw string) string {
	if s := specialTable().special(normal(raw)); s != nil {
		return s.instead(raw)
	}
	return ""
}

// Judges reports whether a fragment is looked for.
func Judges(raw, fragment string) bool { return specialTable().judges(normal(raw), fragment) }

// ReadPage gives the title and the first heading of a page.
func ReadPage(body []byte, kind string) (title, heading string) {
	p := readPage(bytes.NewReader(body), kind, true)
	p.lost([]string{"x"})
	specialTable().signs(p)
	return p.title, p.heading
}
