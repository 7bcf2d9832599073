package links

import (
	"strings"
	"unicode/utf8"

	"github.com/kblint/kblint/internal/site"
)

// isTemplate reports whether a generator makes the real destination out of a written one.
func isTemplate(url string) bool { return strings.ContainsAny(url, "{}<>$") }

// webHost is the host of an address with http or https, without user and port, and what follows the host
// and its port.
func webHost(url string) (host, rest string, ok bool) {
	after, ok := cutWebScheme(url)
	if !ok {
		return "", "", false
	}
	authority, rest := cutAuthority(after)
	return hostIn(authority), rest, true
}

func cutWebScheme(url string) (rest string, ok bool) {
	for _, scheme := range [...]string{"https://", "http://"} {
		if len(url) >= len(scheme) && strings.EqualFold(url[:len(scheme)], scheme) {
			return url[len(scheme):], true
		}
	}
	return url, false
}

// cutAuthority parts an address behind its scheme where the path, query or fragment begins.
func cutAuthority(s string) (authority, rest string) {
	if i := strings.IndexAny(s, "/?#\\"); i >= 0 {
		return s[:i], s[i:]
	}
	return s, ""
}

// hostIn is an authority without user and port.
func hostIn(authority string) string {
	host := authority[strings.LastIndexByte(authority, '@')+1:]
	if i := strings.LastIndexByte(host, ':'); i >= 0 && strings.Trim(host[i+1:], "0123456789") == "" {
		host = host[:i]
	}
	return host
}

// bareHost is the host that an address without scheme begins with: one with "www.", or one whose last
// label is a domain that everybody knows and that is no file extension. Where the last label may also
// be a language ("backup.id", "index.de") or end a file's name ("main.cc"), a path or a label such as
// "co" has to make sure. What names a file may lie in a folder that is called like a host.
func bareHost(s string) (host, rest string, ok bool) {
	authority, rest := cutAuthority(s)
	host = hostIn(authority)
	if !isHostName(host) {
		return "", "", false
	}
	labels := strings.Split(strings.ToLower(host), ".")
	last := labels[len(labels)-1]
	switch {
	case labels[0] == "www":
		return host, rest, len(labels) > 2 && utf8.RuneCountInString(last) > 1
	case reverseNames[labels[0]] || rest != "" && site.IsFile(rest):
		return "", "", false
	case shortHosts[strings.ToLower(host)]:
		ok = rest != ""
	case domains[last]:
		ok = !programNames[strings.ToLower(host)]
	case countries[last]:
		ok = len(rest) > 1 && rest[0] == '/' || len(labels) > 2 && secondLevel[labels[len(labels)-2]]
	}
	return host, rest, ok
}

// isMistaken reports whether a relative path is an address that is written wrongly, and no path.
func isMistaken(url string) bool {
	host, _, ok := bareHost(url)
	return ok && strings.HasPrefix(strings.ToLower(host), "www.") || leadingJunk(url) > 0 || wrongScheme(url) > 0
}

// isHostName reports whether s is two labels or more, of letters, digits and hyphens.
func isHostName(s string) bool {
	if len(s) > 253 {
		return false
	}
	labels := 0
	for label := range strings.SplitSeq(s, ".") {
		if label == "" || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for i := range len(label) {
			if c := label[i]; !isAlphanumeric(c) && c != '-' && c < utf8.RuneSelf {
				return false
			}
		}
		labels++
	}
	return labels > 1
}

func isAlphanumeric(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' }

func setOf(words ...string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[w] = true
	}
	return set
}

var (
	// domains end no file's name.
	domains = setOf("com", "org", "net", "edu", "gov", "mil", "int", "biz", "asia")
	// countries are also languages, or short enough to end the name of something else.
	countries = setOf("id", "de", "fr", "nl", "uk", "us", "eu", "ca", "au", "nz", "jp", "kr", "cn", "tw", "hk", "sg", "my",
		"vn", "th", "ph", "br", "mx", "ar", "ru", "ua", "cz", "se", "dk", "fi", "ch", "be", "es", "pt", "gr", "tr", "il", "za",
		"info", "co", "tv", "cc", "io")
	// secondLevel stand before a country where names are given out below them.
	secondLevel = setOf("co", "go", "ac", "or", "web", "sch", "my", "biz", "desa", "com", "net", "org", "edu", "gov", "ne", "gob", "gouv")
	// shortHosts are whole hosts of links that are meant to be short.
	shortHosts = setOf("bit.ly", "goo.gl", "forms.gle", "t.me", "wa.me", "youtu.be", "discord.gg", "tinyurl.com", "s.id",
		"t.co", "g.co", "fb.me", "fb.com", "m.me", "amzn.to", "ow.ly", "is.gd", "cutt.ly", "rebrand.ly", "lnkd.in", "aka.ms", "git.io",
		"linktr.ee", "shope.ee", "tokopedia.link", "maps.app.goo.gl", "x.com", "redd.it", "spoti.fi", "buff.ly", "msng.link",
		"page.link", "app.link", "onelink.me", "sng.link", "adj.st")
	// reverseNames begin the names of apps and packages.
	reverseNames = setOf("com", "org", "net")
	// programNames look like hosts.
	programNames = setOf("asp.net", "vb.net", "ado.net", "ml.net", "paint.net", "command.com", "system.net")
)
