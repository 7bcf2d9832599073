package links

import (
	"bytes"
	"cmp"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

type mismatchedTextOptions struct {
	// Same are pairs of hosts that count as one: "example.com=example.net".
	Same []string `yaml:"same"`
}

var mismatchedText = lint.ArticleRule[mismatchedTextOptions]{
	Meta: lint.Meta{
		ID:       "links/mismatched-text",
		Summary:  "A link whose text is an address leads to that site.",
		Severity: lint.Error,
	},
	Options: mismatchedTextOptions{Same: []string{}},
	Check:   checkMismatchedText,
}

func checkMismatchedText(p *lint.Pass, o mismatchedTextOptions) {
	links := p.Links()
	for i := range links {
		l := &links[i]
		if l.Syntax == article.AutoLink || l.Syntax == article.BareURL || l.Text.Len() > maxLinkText {
			continue
		}
		raw := l.Text.Text(p.Source)
		if bytes.IndexByte(raw, '.') < 0 || isTemplate(l.URL) {
			continue
		}
		text, ok := addressText(raw)
		if !ok {
			continue
		}
		if says, leads, ok := hostsOf(text, l.URL); ok && differ(says, leads, l.URL, o.Same) {
			p.Report(l.Text, "the text names \"%s\", but the link leads to \"%s\"; make the two agree, or write words instead of the address", excerpt(says), excerpt(leads))
		}
	}
}

// addressText is a link's text without emphasis, if it is one word and not cut short.
func addressText(raw []byte) (string, bool) {
	text := strings.Trim(string(raw), "*_~`<> \t\r\n")
	if strings.ContainsAny(text, " \t\n<>[]{}$") || strings.HasSuffix(text, "...") || strings.HasSuffix(text, "…") {
		return "", false
	}
	return article.Decode([]byte(strings.TrimRight(text, ".,;:!?"))), true
}

// hostsOf are the hosts that a text names and that a link leads to.
func hostsOf(text, url string) (says, leads string, ok bool) {
	if mail, isMailto := strings.CutPrefix(url, "mailto:"); isMailto {
		mail, _, _ = strings.Cut(mail, "?")
		if !isMail(text) || !isMail(mail) {
			return "", "", false
		}
		return plainHost(text[strings.IndexByte(text, '@')+1:]), plainHost(mail[strings.IndexByte(mail, '@')+1:]), true
	}
	leads, _, ok = webHost(url)
	if !ok || isMail(text) {
		return "", "", false
	}
	says, _, ok = webHost(text)
	if !ok {
		says, ok = namedHost(text, leads)
	}
	_, latinLooks := latinised(leads, text)
	return plainHost(says), plainHost(leads), ok && !latinLooks && isSite(says) && isSite(leads)
}

// namedHost is the host in a text without scheme. "Booking.com" is the name of a product, too, and
// "golang.org/x/text" that of a package.
func namedHost(text, leads string) (says string, ok bool) {
	says, rest, ok := bareHost(text)
	if rest == "" {
		return says, ok && says == strings.ToLower(says)
	}
	return says, ok && !codeHosts[plainHost(leads)]
}

// codeHosts hold packages whose names look like addresses: "github.com/yuin/goldmark".
var codeHosts = setOf("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "pkg.go.dev", "godoc.org", "go.googlesource.com")

// isSite reports whether a host is a public name and no number, which a text may explain.
func isSite(host string) bool {
	if !isHostName(host) || strings.HasPrefix(host, "xn--") || strings.Contains(host, ".xn--") {
		return false
	}
	last := host[strings.LastIndexByte(host, '.')+1:]
	return len(last) > 1 && last != "local" && strings.Trim(last, "0123456789") != ""
}

// plainHost is a host in small letters and without "www." before it.
func plainHost(host string) string {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if label, rest, ok := strings.Cut(host, "."); ok && strings.HasPrefix(label, "www") && strings.Trim(label[3:], "0123456789") == "" {
		return rest
	}
	return host
}

// differ reports whether a link leads to another site than its text says. A part of the same site,
// an archive's copy, a short link and another language of a site are no fraud.
func differ(says, leads, url string, same []string) bool {
	if says == leads || strings.HasSuffix(leads, "."+says) || strings.HasSuffix(says, "."+leads) {
		return false
	}
	if _, rest, _ := webHost(url); isShort(says) || isShort(leads) || strings.Contains(strings.ToLower(rest), says) {
		return false
	}
	if isSameElsewhere(says, leads) || haveOneOwner(says, leads) {
		return false
	}
	for _, pair := range same {
		if a, b, ok := strings.Cut(strings.ToLower(pair), "="); ok && (a == says && b == leads || a == leads && b == says) {
			return false
		}
	}
	return true
}

// owners are sites that send readers on to the site of their owner when they sign in.
var owners = map[string]string{
	"gmail.com": "google.com", "googlemail.com": "google.com", "youtube.com": "google.com",
	"outlook.com": "microsoft.com", "hotmail.com": "microsoft.com", "live.com": "microsoft.com", "msn.com": "microsoft.com",
	"office.com": "microsoft.com", "office365.com": "microsoft.com", "microsoft365.com": "microsoft.com",
	"microsoftonline.com": "microsoft.com", "skype.com": "microsoft.com", "xbox.com": "microsoft.com", "azure.com": "microsoft.com",
	"icloud.com": "apple.com", "messenger.com": "facebook.com", "meta.com": "facebook.com", "instagram.com": "facebook.com",
}

// haveOneOwner reports whether two hosts are of different sites with one owner, as owners says.
func haveOneOwner(says, leads string) bool {
	a, b := domainOf(says), domainOf(leads)
	return a != b && cmp.Or(owners[a], a) == cmp.Or(owners[b], b)
}

// domainOf is the last two labels of a host.
func domainOf(host string) string {
	if i := strings.LastIndexByte(host, '.'); i > 0 {
		return host[strings.LastIndexByte(host[:i], '.')+1:]
	}
	return host
}

// isSameElsewhere reports whether two hosts are one site in two languages or for two countries.
func isSameElsewhere(says, leads string) bool {
	if rest, language := withoutLanguage(says); language {
		if other, _ := withoutLanguage(leads); other == rest {
			return true
		}
	}
	name, national, ok := siteName(says)
	other, otherNational, otherOK := siteName(leads)
	return ok && otherOK && name == other && national != otherNational
}

// isShort reports whether a host belongs to a service of short links, such as "goo.gl" and "maps.app.goo.gl".
func isShort(host string) bool {
	for {
		if shortHosts[host] {
			return true
		}
		_, parent, ok := strings.Cut(host, ".")
		if !ok {
			return false
		}
		host = parent
	}
}

// siteName is the label that tells "example.com" and "example.co.id", the same site for a country, from others.
func siteName(host string) (name string, national, ok bool) {
	labels := strings.Split(host, ".")
	last := len(labels) - 1
	switch {
	case labels[last] == "com":
		return labels[0], false, last == 1
	case len(labels[last]) != len("id"):
		return "", false, false
	case last > 1 && secondLevel[labels[last-1]]:
		last--
	}
	return labels[0], true, last == 1
}

// withoutLanguage takes "id." off "id.wikipedia.org".
func withoutLanguage(host string) (rest string, ok bool) {
	label, rest, _ := strings.Cut(host, ".")
	if len(label) == len("id") && strings.Contains(rest, ".") {
		return rest, true
	}
	return host, false
}
