package links

import (
	"slices"
	"strings"
)

// address is what a URL of the web begins with.
type address struct {
	plain bool   // the scheme is "http", and not "https"
	host  string // in lower case; "" where there is none, or one that is yet to be filled in
	port  string // "" where there is none
	rest  string // path, query and fragment
}

// maxHost is the length in bytes of the longest name that a host may have.
const maxHost = 253

// addressOf takes a URL apart; one of another scheme has no host.
func addressOf(url string) address {
	var a address
	switch {
	case len(url) > len("http://") && strings.EqualFold(url[:len("http://")], "http://"):
		url, a.plain = url[len("http://"):], true
	case len(url) > len("https://") && strings.EqualFold(url[:len("https://")], "https://"):
		url = url[len("https://"):]
	default:
		return address{}
	}
	end := strings.IndexAny(url, "/?#")
	if end < 0 {
		end = len(url)
	}
	host, port, _ := strings.Cut(url[:end], ":")
	if len(host) > maxHost || strings.ContainsAny(host, "@{}<>$%[]()\\\" \t\r\n") {
		return address{}
	}
	a.host, a.port, a.rest = strings.ToLower(strings.TrimSuffix(host, ".")), port, url[end:]
	return a
}

// isLocal reports whether a host is the computer that asks for it.
func isLocal(host string) bool {
	return slices.Contains(localHosts, host)
}

var localHosts = []string{"localhost", "127.0.0.1", "0.0.0.0"}

// isAmong reports whether a host is one of a list, or below one.
func isAmong(host string, list []string) bool {
	for _, known := range list {
		if above, ok := strings.CutSuffix(host, known); ok && known != "" && (above == "" || above[len(above)-1] == '.') {
			return true
		}
	}
	return false
}
