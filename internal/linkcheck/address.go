package linkcheck

import (
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// maxAddress is the length in bytes of the longest address that is asked: servers refuse longer ones.
const maxAddress = 8 << 10

// normal is an address as it is asked and remembered: without fragment, with its host in ASCII and lower
// case, without default port. It is nil where there is nothing to ask.
func normal(raw string) *url.URL {
	if len(raw) > maxAddress {
		return nil
	}
	if strings.HasPrefix(raw, "//") {
		raw = "https:" + raw
	}
	u, err := url.Parse(wellEscaped(strings.TrimSpace(raw)))
	if err != nil {
		return nil
	}
	return normalised(u)
}

// normalised is normal for an address that is parsed; it may change u.
func normalised(u *url.URL) *url.URL {
	u.Scheme = strings.ToLower(u.Scheme)
	if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.Opaque != "" {
		return nil
	}
	host, ok := asciiHost(u.Hostname())
	if !ok {
		return nil
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port := u.Port(); port != "" && port != defaultPort(u.Scheme) {
		host += ":" + port
	}
	u.Host = host
	u.Fragment, u.RawFragment = "", ""
	if u.Path == "" {
		u.Path, u.RawPath = "/", ""
	}
	u.RawQuery = escaped(u.RawQuery)
	u.ForceQuery = false
	return u
}

func defaultPort(scheme string) string {
	if scheme == "http" {
		return "80"
	}
	return "443"
}

// asciiHost is a host in lower case, and as DNS knows it.
func asciiHost(host string) (string, bool) {
	for i := range len(host) {
		switch c := host[i]; {
		case c >= 0x80:
			ascii, err := idna.Lookup.ToASCII(host)
			return ascii, err == nil && ascii != ""
		case c <= ' ' || strings.IndexByte(`"<>\^{|}$'()*,;=`+"`", c) >= 0:
			return "", false
		}
	}
	return strings.ToLower(host), true
}

// escaped is a query in which nothing is left that would break a request.
func escaped(query string) string {
	const hex = "0123456789ABCDEF"
	var out strings.Builder
	for i := range len(query) {
		if c := query[i]; c <= ' ' || c >= 0x7f || strings.IndexByte(`"<>`, c) >= 0 {
			out.Write([]byte{'%', hex[c>>4], hex[c&15]})
			continue
		}
		out.WriteByte(query[i])
	}
	return out.String()
}

// wellEscaped is an address in which "%" is an escape wherever it stands, as browsers have it.
func wellEscaped(raw string) string {
	if !strings.Contains(raw, "%") {
		return raw
	}
	isHex := func(i int) bool { return i < len(raw) && strings.IndexByte("0123456789abcdefABCDEF", raw[i]) >= 0 }
	var out strings.Builder
	for i := range len(raw) {
		out.WriteByte(raw[i])
		if raw[i] == '%' && (!isHex(i+1) || !isHex(i+2)) {
			out.WriteString("25")
		}
	}
	return out.String()
}

// literal is the IP address that a host is written as.
func literal(host string) (netip.Addr, bool) {
	a, err := netip.ParseAddr(host)
	return a, err == nil
}

// site is the part of a host that somebody has registered; the host itself where that is not known.
func site(host string) string {
	if _, isIP := literal(host); isIP {
		return host
	}
	if name, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return name
	}
	return host
}

// authority is the host and port that a request goes to.
func authority(u *url.URL) string {
	if u.Port() != "" {
		return u.Host
	}
	return u.Host + ":" + defaultPort(u.Scheme)
}

// shown is an address for people and files: without credentials.
func shown(u *url.URL) string {
	if u.User == nil {
		return u.String()
	}
	bare := *u
	bare.User = nil
	return bare.String()
}
