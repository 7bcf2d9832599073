package linkcheck

import (
	"net/url"
	"strings"
)

// Patterns choose addresses. A pattern without slash is a host, with all below it. Any other is an address,
// whose scheme may be left out, and all below it; "*" in one stands for any text, and then it is the whole
// address that must match.
type Patterns []string

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
	below, wild := strings.CutPrefix(withoutPort(pattern, u), "*.")
	ascii, ok := asciiHost(below)
	if wild {
		return ok && strings.HasSuffix(u.Hostname(), "."+ascii)
	}
	return ok && u.Hostname() == ascii
}

// matchesHost is isHost for patterns that mean all below a host, too, and may have "*" anywhere.
func matchesHost(pattern string, u *url.URL) bool {
	name := withoutPort(pattern, u)
	if ascii, ok := asciiHost(name); ok {
		return under(u.Hostname(), []string{ascii})
	}
	return isHost(pattern, u) || wildcard(name, u.Hostname())
}

// withoutPort is a pattern for hosts in lower case, without the port if that is the one of an address.
func withoutPort(pattern string, u *url.URL) string {
	name := strings.ToLower(pattern)
	if port := u.Port(); port != "" {
		name = strings.TrimSuffix(name, ":"+port)
	}
	return name
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
	if !c.AllowPrivate && c.isLocal(u) {
		return false
	}
	return c.Include.match(u) || len(c.Include) == 0 && !c.Exclude.match(u) && !c.table.isName(u)
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
