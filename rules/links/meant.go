package links

import (
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/kblint/kblint/internal/site"
	"github.com/kblint/kblint/internal/spelling"
)

// meant is what a destination was to be: url is mended step by step, and the message is that of the first
// mistake.
type meant struct {
	url       string
	format    string
	args      []any
	uncertain bool // what is meant is not known for sure
}

func (m *meant) blame(format string, args ...any) {
	if m.format == "" {
		m.format, m.args = format, args
	}
}

// maxJunk is how many characters are taken off behind an address, one by one.
const maxJunk = 8

// stripEnds takes off what is before and behind the address and does not belong to it.
func (m *meant) stripEnds() {
	lead := leadingJunk(m.url)
	rest := m.url[lead:]
	trail := 0
	for range maxJunk {
		n := trailingJunk(rest, lead > 0)
		rest, trail = rest[:len(rest)-n], trail+n
	}
	if rest == "" {
		return
	}
	before, behind := shown(m.url[:lead]), shown(m.url[len(m.url)-trail:])
	switch {
	case lead > 0 && trail > 0:
		m.blame("the address stands between \"%s\" and \"%s\", which do not belong to it; remove both", before, behind)
	case lead > 0:
		m.blame("\"%s\" before the address does not belong to it; remove it", before)
	case trail > 0:
		m.blame("\"%s\" behind the address does not belong to it; remove it", behind)
	default:
		return
	}
	m.url = rest
}

// shown makes characters that nobody sees, or that look like others, visible in a message.
func shown(s string) string {
	var b strings.Builder
	for _, r := range excerpt(s) {
		if isInvisible(r) {
			fmt.Fprintf(&b, "U+%04X", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// quotes are the marks that are put around an address by mistake.
const quotes = "\"'`“”„‘’‚«»"

// invisibleBlanks are what gets copied along with an address.
const invisibleBlanks = " \u00a0\u200b\u200e\u200f\u202f\u2060\ufeff"

// leadingJunk is the length of quotes, blanks and parentheses before what is certainly an address.
func leadingJunk(url string) int {
	if url == "" || isAlphanumeric(url[0]) {
		return 0
	}
	rest := url
	for rest != "" {
		r, size := utf8.DecodeRuneInString(rest)
		switch {
		case strings.ContainsRune(quotes, r) || strings.ContainsRune("(,;: ", r) || isInvisible(r):
			rest = rest[size:]
		case strings.HasPrefix(rest, "%20"):
			rest = rest[len("%20"):]
		case strings.HasPrefix(rest, "/http://"), strings.HasPrefix(rest, "/https://"):
			return len(url) - len(rest) + 1
		default:
			if startsAddress(rest) {
				return len(url) - len(rest)
			}
			return 0
		}
	}
	return 0
}

// startsAddress reports whether what s begins with leads to another site or to a mailbox.
func startsAddress(s string) bool {
	if _, ok := cutWebScheme(s); ok || strings.HasPrefix(s, "mailto:") {
		return true
	}
	_, _, ok := bareHost(s)
	return ok
}

// encodedBlanks are blanks and invisible characters that someone copied along with an address.
var encodedBlanks = []string{"%20", "%C2%A0", "%c2%a0", "%E2%80%8B", "%e2%80%8b", "%EF%BB%BF", "%0A", "%0D", "%09"}

// trailingJunk is the length of one character behind an address that does not belong to it. Whatever may
// be right stays: a sentence's end in a title ("Apple_Inc.", "Jeopardy!"), a quoted word in a search.
func trailingJunk(url string, afterJunk bool) int {
	if url == "" || isSoundEnd(url) || strings.Contains(url, ":~:") {
		return 0
	}
	r, size := utf8.DecodeLastRuneInString(url)
	rest := url[:len(url)-size]
	_, isWeb := cutWebScheme(url)
	isWeb = isWeb || afterJunk
	isPlain := afterJunk || !strings.ContainsAny(rest, "?#")
	switch {
	case !isWeb && !site.IsFile(rest):
		return 0
	case isInvisible(r), isStrayQuote(r, rest, afterJunk, isPlain), isPlain && isStrayMark(r, rest):
		return size
	case isWeb && isPlain:
		return encodedBlank(url)
	}
	return 0
}

// isSoundEnd spares most addresses the look at their end: a letter, digit or slash, unless it ends in "%20".
func isSoundEnd(url string) bool {
	last := url[len(url)-1]
	return last == '/' || isAlphanumeric(last) && strings.IndexByte(url[max(0, len(url)-len("%20")):], '%') < 0
}

// isStrayQuote reports whether a quote behind an address was not opened in it.
func isStrayQuote(r rune, rest string, afterJunk, isPlain bool) bool {
	switch {
	case strings.ContainsRune("\"“”«»`", r):
		return afterJunk || !strings.ContainsAny(rest, "\"“”«»`")
	case strings.ContainsRune("'’‘", r):
		return afterJunk || isPlain && (strings.HasSuffix(rest, "/") || site.IsFile(rest))
	}
	return false
}

// isStrayMark reports whether a mark behind an address belongs to the sentence around it.
func isStrayMark(r rune, rest string) bool {
	switch r {
	case ',', ';':
		return !strings.ContainsRune(rest, r) && !strings.Contains(rest, "&")
	case '.':
		return endsInFile(rest)
	case ')', ']':
		return strings.Count(rest, string(r)) >= strings.Count(rest, opening[r])
	}
	return false
}

func encodedBlank(url string) int {
	for _, blank := range encodedBlanks {
		if strings.HasSuffix(url, blank) {
			return len(blank)
		}
	}
	return 0
}

var opening = map[rune]string{')': "(", ']': "["}

// pageExtensions end the names of pages, besides those of fileExtensions.
var pageExtensions = setOf(".html", ".htm", ".php", ".aspx", ".jsp")

// endsInFile reports whether the path of a URL ends in the name of a file or page.
func endsInFile(url string) bool {
	rest, isWeb := cutWebScheme(url)
	return (!isWeb || strings.Contains(rest, "/")) && (site.IsFile(rest) || pageExtensions[strings.ToLower(path.Ext(rest))])
}

// mendScheme looks at how an address begins.
func (m *meant) mendScheme() {
	switch rest, ok := cutWebScheme(m.url); {
	case ok:
		m.mendDoubled(rest)
	case strings.HasPrefix(m.url, "mailto:"):
		m.checkMail()
	default:
		if m.mendWebScheme() {
			return
		}
		m.addScheme()
	}
}

// mendDoubled looks at what is behind "https://": another scheme, or one slash too many.
func (m *meant) mendDoubled(rest string) {
	head := m.url[:len(m.url)-len(rest)]
	n := wrongScheme(rest)
	_, again := cutWebScheme(rest)
	switch {
	case again:
		m.blame("the address begins twice; remove the first \"%s\"", head)
		m.url = rest
	case n > 0 && startsHost(rest[n:]):
		m.blame("the address begins twice; remove the first \"%s\"", head)
		m.url = rest
		m.mendWebScheme()
	case strings.HasPrefix(rest, "/") && startsHost(strings.TrimLeft(rest, "/")):
		slashes := rest[:len(rest)-len(strings.TrimLeft(rest, "/"))]
		m.blame("the address begins with \"%s\"; write \"%s\"", head+excerpt(slashes), head)
		m.url = head + rest[len(slashes):]
	}
}

// startsHost reports whether s begins with something like "example.org".
func startsHost(s string) bool {
	authority, _ := cutAuthority(s)
	return isHostName(hostIn(authority))
}

// mendWebScheme mends "htps://", "https:/", "https//" and the like.
func (m *meant) mendWebScheme() bool {
	n := wrongScheme(m.url)
	if n == 0 {
		return false
	}
	written, rest := m.url[:n], m.url[n:]
	right := "http://"
	if strings.ContainsAny(written, "sS") {
		right = "https://"
	}
	m.blame("the address begins with \"%s\"; write \"%s\"", written, right)
	m.url = right + rest
	m.uncertain = m.uncertain || !startsHost(rest)
	return true
}

// maxScheme is longer than any misspelling of "https".
const maxScheme = 8

// wrongScheme is the length of what s begins with if that was to be "http://" or "https://", but is not.
func wrongScheme(s string) int {
	n := 0
	for n < min(len(s), maxScheme+1) && isAlphanumeric(s[n]) {
		n++
	}
	scheme, behind := strings.ToLower(s[:n]), s[n:]
	isExact := scheme == "http" || scheme == "https"
	if n > maxScheme || !isExact && !isSlip(scheme, behind) {
		return 0
	}
	rest := strings.TrimLeft(behind, ":;")
	colons := len(behind) - len(rest)
	slashes := len(rest) - len(strings.TrimLeft(rest, "/\\"))
	switch {
	case isExact && slashes == 2 && strings.HasPrefix(behind, "://"):
		return 0
	case colons == 0 && slashes != 2: // "https/" and "http.md" are paths
		return 0
	case slashes == 0 && (!isExact || !startsHost(rest)):
		return 0
	}
	return n + colons + slashes
}

// isSlip reports whether a scheme has the letters of "https", though not quite, or is one letter away from
// it.
func isSlip(scheme, behind string) bool {
	if len(scheme) < len("ttp") {
		return false
	}
	limit := 1
	if strings.Trim(scheme, "htps") == "" {
		limit = min(max(len(scheme)-len("htt"), 1), 2)
	} else if len(scheme) < len("http") || !strings.HasPrefix(behind, "://") {
		return false
	}
	return spelling.Distance(scheme, "http") <= limit || spelling.Distance(scheme, "https") <= limit
}

// addScheme finds addresses that lead to a page of the site itself, because their scheme is missing.
func (m *meant) addScheme() {
	url := m.url
	if isMail(url) {
		m.blame("\"%[1]s\" is taken for a page of this site; write \"mailto:\" before it")
		m.url = "mailto:" + url
		return
	}
	if _, _, ok := bareHost(url); ok {
		m.blame("\"%[1]s\" is taken for a page of this site; write \"https://\" before it")
		m.url = "https://" + url
	}
}

// isMail reports whether s is a mail address and nothing else.
func isMail(s string) bool {
	at := strings.IndexByte(s, '@')
	if at < 1 || strings.ContainsAny(s, "/\\?#:;,() \t\"'") || strings.Count(s, "@") > 1 {
		return false
	}
	host := s[at+1:]
	if !isHostName(host) {
		return false
	}
	last := host[strings.LastIndexByte(host, '.')+1:]
	return domains[last] || countries[last]
}

// checkMail checks the form of a mail address. One without an addressee (mailto:?subject=…) is
// right, and one that is written so that machines do not find it is left alone.
func (m *meant) checkMail() {
	to, _, _ := strings.Cut(strings.TrimPrefix(m.url, "mailto:"), "?")
	if to == "" || strings.ContainsAny(to, "%[]()&") {
		return
	}
	if trimmed := strings.TrimLeft(to, "/ "); trimmed != to && isMail(trimmed) {
		m.blame("the address begins with \"%s\"; write \"%s\"", "mailto:"+to[:len(to)-len(trimmed)], "mailto:")
		m.url = "mailto:" + strings.TrimLeft(strings.TrimPrefix(m.url, "mailto:"), "/ ")
		return
	}
	if at := strings.IndexByte(to, '@'); at < 1 || at == len(to)-1 {
		m.blame("\"%s\" is no mail address; write one behind \"mailto:\", as in \"mailto:nama@example.com\"", excerpt(to))
		m.uncertain = true
	}
}

// checkHost looks at the host of a web address.
func (m *meant) checkHost() {
	after, ok := cutWebScheme(m.url)
	if !ok || after != "" && isAlphanumeric(after[0]) && !strings.ContainsAny(after, ", \t") && !strings.Contains(after, "..") {
		return
	}
	authority, _ := cutAuthority(after)
	host := hostIn(authority)
	switch {
	case host == "":
		m.blame("\"%[1]s\" names no site; write its name behind \"//\", or remove the link")
	case host[0] == '.' || host[0] == '-' || strings.Contains(host, "..") || strings.ContainsAny(host, ", \t"):
		m.blame("\"%s\" is not the name of a site; correct it", excerpt(host))
	default:
		return
	}
	m.uncertain = true
}

// isInvisible reports whether a character is a control, a special blank or has no width, and has no business
// in an address. The joiners of Persian and Hindi have.
func isInvisible(r rune) bool {
	return r < ' ' || r == 0x7F || r == 0xA0 || r == 0xAD || r == 0x200B || r == 0x200E || r == 0x200F ||
		0x202A <= r && r <= 0x202F || 0x2060 <= r && r <= 0x2064 || r == 0x3000 || r == 0xFEFF
}

// checkInside looks for invisible characters in a web address.
func (m *meant) checkInside() {
	if _, ok := cutWebScheme(m.url); !ok || !hasInvisible(m.url) {
		return
	}
	var found rune
	mended := strings.Map(func(r rune) rune {
		if !isInvisible(r) {
			return r
		}
		if found == 0 {
			found = r
		}
		// A blank may have been meant as one.
		m.uncertain = m.uncertain || r == 0xA0 || r == 0x202F || r == 0x3000
		return -1
	}, m.url)
	m.blame("the address has an invisible character in it (%s); remove it", fmt.Sprintf("U+%04X", found))
	m.url = mended
}

// hasInvisible spares most addresses the search rune by rune.
func hasInvisible(url string) bool {
	for i := range len(url) {
		if c := url[i]; c < ' ' || c >= 0x7F {
			return strings.ContainsFunc(url, isInvisible)
		}
	}
	return false
}
