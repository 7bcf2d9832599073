package links

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

type placeholderOptions struct {
	// Hosts are those that lead nowhere, each with all below it.
	Hosts []string `yaml:"hosts"`
	// Words are destinations that wait for the true one.
	Words []string `yaml:"words"`
}

var placeholder = lint.ArticleRule[placeholderOptions]{
	Meta: lint.Meta{
		ID:       "links/placeholder",
		Summary:  "A link has its true address, not one to be filled in.",
		Severity: lint.Warning,
	},
	Options: placeholderOptions{
		Hosts: []string{"example.com", "example.org", "example.net", "via.placeholder.com", "placehold.it", "placehold.co", "dummyimage.com"},
		Words: []string{"TODO", "TBD", "FIXME", "XXX", "xxx", "PLACEHOLDER", "YOUR_LINK", "LINK_HERE"},
	},
	Check: checkPlaceholder,
}

func checkPlaceholder(p *lint.Pass, o placeholderOptions) {
	if p.Role() != article.Page {
		return
	}
	links, images := p.Links(), p.Images()
	calls := 0
	var previews []*article.Link
	defined := map[article.Span]bool{} // a definition that several references share is one place to mend
	for i := range links {
		switch l := &links[i]; {
		case l.Syntax == article.BareURL || l.Syntax == article.AutoLink: // shows its address
		case l.URL == "#":
			calls++
		case isPreview(p, l):
			previews = append(previews, l)
		case isPlaceholder(l, &o) && !defined[l.Destination] && !isSample(p, l, addressOf(l.URL).host):
			defined[l.Destination] = true
			p.Report(l.Destination, "\"%s\" is a placeholder; write the address that the link leads to", quoted(l.URL))
		}
	}
	if calls > 0 {
		checkCalls(p, links)
	}
	if len(previews) > 0 {
		checkPreviews(p, previews)
	}
	for i := range images {
		l := &images[i]
		switch {
		case isLocal(addressOf(l.URL).host):
			p.Report(l.Destination, "\"%s\" is on your own computer, so that nobody else sees this image; add the file to the site", quoted(l.URL))
		case isPlaceholder(l, &o):
			p.Report(l.Destination, "\"%s\" is a placeholder; put the true image here", quoted(l.URL))
		}
	}
}

func isPlaceholder(l *article.Link, o *placeholderOptions) bool {
	return isAmong(addressOf(l.URL).host, o.Hosts) || isWord(l.URL, o.Words)
}

// isWord reports whether a destination is one of a list of words, be it written as a host or folder.
func isWord(url string, words []string) bool {
	if len(url) > maxHost {
		return false
	}
	for _, scheme := range []string{"http://", "https://"} {
		url = strings.TrimPrefix(url, scheme)
	}
	return slices.Contains(words, strings.Trim(url, "/"))
}

// isSample reports whether the text of a link tells readers that it is no link to follow: it shows the
// address, or says that this is an example.
func isSample(p *lint.Pass, l *article.Link, host string) bool {
	text := p.TextOf(l)
	if len(text) > 2*maxHost {
		return false
	}
	shown := strings.ToLower(text)
	return strings.Contains(shown, "://") || host != "" && strings.Contains(shown, host) || p.Lexicon.SampleLink(text)
}

// manyCalls is how many links of one text lead to "#" where that is the way back to the top, in words
// that no language pack has.
const manyCalls = 3

// checkCalls reports the links to "#" that promise something.
func checkCalls(p *lint.Pass, links []article.Link) {
	alike := map[string]int{}
	for i := range links {
		if l := &links[i]; l.URL == "#" {
			alike[p.TextOf(l)]++
		}
	}
	for i := range links {
		l := &links[i]
		if l.URL != "#" || hasAttributes(p, l) {
			continue
		}
		text := strings.TrimSpace(p.TextOf(l))
		if alike[p.TextOf(l)] < manyCalls && strings.ContainsFunc(text, unicode.IsLetter) && !p.Lexicon.TopLink(text) && !p.Lexicon.SampleLink(text) {
			p.Report(l.Span, "\"%s\" leads nowhere but to the top of this page; write the address that it promises", quoted(text))
		}
	}
}

// hasAttributes reports whether a script may go by something in a link.
func hasAttributes(p *lint.Pass, l *article.Link) bool {
	for name := range p.Attributes(l) {
		if name != "href" {
			return true
		}
	}
	return false
}

// previewPorts are those on which site generators show a site that is being written.
var previewPorts = []string{"1313", "4000", "4321", "5173", "8000"}

// isPreview reports whether a link may have been copied from the preview of the site: it leads to a
// page on the own computer, and is no step.
func isPreview(p *lint.Pass, l *article.Link) bool {
	to := addressOf(l.URL)
	if !isLocal(to.host) || !slices.Contains(previewPorts, to.port) || len(to.rest) < len("/a") || isSample(p, l, to.host) {
		return false
	}
	at := p.PassageAt(l.Span.Start)
	return at != nil && at.Item == nil && at.Kind != article.HTML
}

// checkPreviews reports the links that were copied from the preview of the site. Where readers run
// something themselves, there are commands, or its address is spoken of elsewhere, too.
func checkPreviews(p *lint.Pass, previews []*article.Link) {
	for _, passage := range p.Passages() {
		if passage.Kind == article.Code {
			return
		}
	}
	spoken := 0
	for _, host := range localHosts {
		spoken += bytes.Count(p.Source, []byte(host))
	}
	if spoken > len(previews) {
		return
	}
	for _, l := range previews {
		p.Report(l.Destination, "\"%s\" is on your own computer, and leads others nowhere; write the address of the published page", quoted(l.URL))
	}
}
