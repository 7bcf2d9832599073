package article

import "strings"

// Path is the path that a destination names: percent-decoded, without query and fragment. ok
// is false for a destination that names no path of the site's own: another scheme or host,
// a mere fragment, or a template whose value is not known.
func (l *Link) Path() (name string, ok bool) {
	url := l.URL
	if url == "" || strings.HasPrefix(url, "//") || HasScheme(url) || strings.ContainsAny(url, "{}<>$\n") {
		return "", false
	}
	url, _, _ = strings.Cut(url, "#")
	url, _, _ = strings.Cut(url, "?")
	return PercentDecoded(url), url != ""
}

// HasScheme reports whether a URL begins with a scheme (RFC 3986, section 3.1).
func HasScheme(url string) bool {
	for i := range len(url) {
		c := url[i]
		switch {
		case 'a' <= c|0x20 && c|0x20 <= 'z':
		case i > 0 && ('0' <= c && c <= '9' || c == '+' || c == '-' || c == '.'):
		default:
			return c == ':' && i > 0
		}
	}
	return false
}

// PercentDecoded resolves %XX; what is no such triplet stays.
func PercentDecoded(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			hi, lo := hexDigit(s[i+1]), hexDigit(s[i+2])
			if hi >= 0 && lo >= 0 {
				out = append(out, byte(hi<<4|lo))
				i += 2
				continue
			}
		}
		out = append(out, s[i])
	}
	return string(out)
}

func hexDigit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	default:
		return -1
	}
}
