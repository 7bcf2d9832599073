package linkcheck

import (
	"net/url"
	"strings"
)

// Patterns choose addresses.
type Patterns []string

// Match reports whether an address is one of those that the patterns mean. A pattern without slash is a
// host, with all below it. Any other is an address, whose scheme may be left out, and all below it; "*"
// in one stands for any text, and then it is the whole address that must match.
func (p Patterns) Match(address string) bool {
	u := normal(address)
	return u != nil && p.match(u)
}

func (p Patterns) match(u *url.URL) bool {
	for _, pattern := range p {
		if !strings.Contains(pattern, "/") {
			if matchesHost(pattern, u) {
				return true
			}
			continue
		}
		full := shown(u)
		if !strings.Contains(pattern, "://") {
			_, full, _ = strings.Cut(full, "://")
		}
		if matchesAddress(pattern, full) {
			return true
		}
	}
	return false
}

// isHost compares the very host of an address to "example.org", "example.org:8080" or "*.example.org": what
// is meant for a host must not reach those below it.
func isHost(pattern string, u *url.URL) bool {
	name := strings.ToLower(pattern)
	if port := u.Port(); port != "" {
		name = strings.TrimSuffix(name, ":"+port)
	}
	below, wild := strings.CutPrefix(name, "*.")
	ascii, ok := asciiHost(below)
	if wild {
		return ok && strings.HasSuffix(u.Hostname(), "."+ascii)
	}
	return ok && u.Hostname() == ascii
}

// matchesHost compares a host, with or without a port, to "example.org", "example.org:8080" or
// "*.example.org".
func matchesHost(pattern string, u *url.URL) bool {
	host, pattern := u.Hostname(), strings.ToLower(pattern)
	if port := u.Port(); port != "" && strings.HasSuffix(pattern, ":"+port) {
		pattern = strings.TrimSuffix(pattern, ":"+port)
	}
	if ascii, ok := asciiHost(strings.TrimPrefix(pattern, "*.")); ok {
		if strings.HasPrefix(pattern, "*.") {
			return strings.HasSuffix(host, "."+ascii)
		}
		return under(host, []string{ascii})
	}
	return wildcard(pattern, host)
}

func matchesAddress(pattern, address string) bool {
	if strings.Contains(pattern, "*") {
		return wildcard(pattern, address)
	}
	rest, ok := strings.CutPrefix(address, pattern)
	return ok && (rest == "" || strings.HasSuffix(pattern, "/") || strings.ContainsAny(rest[:1], "/?")) || address == pattern+"/"
}

// wildcard matches a whole text to a pattern in which "*" is any text, in time proportional to the
// product of their lengths at worst.
func wildcard(pattern, text string) bool {
	p, t, star, mark := 0, 0, -1, 0
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, t
			p++
		case p < len(pattern) && pattern[p] == text[t]:
			p++
			t++
		case star >= 0:
			mark++
			p, t = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

// wanted reports whether an address is to be asked.
func (c *Checker) wanted(u *url.URL) bool {
	switch {
	case c.Include.match(u):
		return c.AllowPrivate || !c.isLocal(u)
	case len(c.Include) > 0 || c.Exclude.match(u) || c.table.isName(u):
		return false
	default:
		return c.AllowPrivate || !c.isLocal(u)
	}
}

// isLocal reports whether the host of an address is written as one of this machine or a private network.
func (c *Checker) isLocal(u *url.URL) bool {
	host := strings.TrimRight(u.Hostname(), ".")
	if ip, ok := literal(host); ok {
		return !isPublic(ip)
	}
	return !strings.Contains(host, ".") || isNumeric(host) || under(host, c.table.Local)
}

// isNumeric reports whether a host is one of the forms in which C libraries write addresses ("0x7f.1"),
// which a system's resolver may take for one.
func isNumeric(host string) bool {
	last := host[strings.LastIndexByte(host, '.')+1:]
	return last != "" && (strings.Trim(last, "0123456789") == "" || strings.HasPrefix(last, "0x"))
}
