package links

import (
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lint"
)

var malformed = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{
		ID:       "links/malformed",
		Summary:  "A link's destination is written as an address or path is.",
		Severity: lint.Error,
	},
	Check: checkMalformed,
}

func checkMalformed(p *lint.Pass, _ lint.None) {
	for _, links := range [...][]article.Link{p.Links(), p.Images()} {
		for i := range links {
			l := &links[i]
			// The destination of a reference stands in its definition, and a bare URL is one because it is
			// well formed.
			if l.Syntax != article.ReferenceLink && l.Syntax != article.BareURL {
				checkDestination(p, l)
			}
		}
	}
	for _, d := range p.Definitions() {
		checkDestination(p, &article.Link{Syntax: article.InlineLink, Text: d.LabelSpan, Destination: d.Destination, URL: d.URL})
	}
	checkBrackets(p)
}

func checkDestination(p *lint.Pass, l *article.Link) {
	if l.URL == "" || l.Destination.Len() == 0 || isTemplate(l.URL) {
		return
	}
	url := l.URL
	if l.Syntax == article.HTMLLink {
		url = strings.Trim(url, " \t\r\n") // browsers do the same
	}
	m := meant{url: url}
	m.stripEnds()
	m.mendScheme()
	m.checkHost()
	m.checkInside()
	if m.format == "" {
		checkHomograph(p, l)
		return
	}
	args := m.args
	if strings.Contains(m.format, "%[1]s") {
		args = append([]any{excerpt(url)}, args...)
	}
	d := p.Report(l.Destination, m.format, args...)
	written := string(l.Destination.Text(p.Source))
	if m.uncertain || written != l.URL {
		return
	}
	d.Fix([]edit.Edit{m.edit(p, l, written)}, "write \"%s\"", excerpt(m.url))
}

// edit is the smallest change that turns what is written into what is meant.
func (m *meant) edit(p *lint.Pass, l *article.Link, written string) edit.Edit {
	if l.Syntax == article.HTMLLink && !strings.ContainsAny(string(p.Source[l.Destination.Start-1]), `"'`) {
		// The value stood in typographic quotes, or in none.
		return edit.Edit{Start: l.Destination.Start, End: l.Destination.End, New: `"` + m.url + `"`}
	}
	start := 0
	for start < min(len(written), len(m.url)) && written[start] == m.url[start] {
		start++
	}
	end := 0
	for end < min(len(written), len(m.url))-start && written[len(written)-1-end] == m.url[len(m.url)-1-end] {
		end++
	}
	return edit.Edit{Start: l.Destination.Start + start, End: l.Destination.End - end, New: m.url[start : len(m.url)-end]}
}

// checkHomograph reports a host that looks like another. What is deceit, and what a slip of the keyboard,
// is for people to decide.
func checkHomograph(p *lint.Pass, l *article.Link) {
	if isASCII(l.URL) {
		return
	}
	host, _, ok := webHost(l.URL)
	if !ok {
		return
	}
	latin, ok := latinised(host, string(l.Text.Text(p.Source)))
	if !ok {
		return
	}
	d := p.Report(l.Destination, "\"%s\" is not \"%s\": some of its letters are of another script and only look Latin; write it anew, or remove the link", excerpt(host), excerpt(latin))
	if i := strings.Index(string(l.Destination.Text(p.Source)), host); i >= 0 {
		start := l.Destination.Start + i
		d.Suggest([]edit.Edit{{Start: start, End: start + len(host), New: latin}}, "write \"%s\"", excerpt(latin))
	}
}

// maxExcerpt is how many characters of an address a message shows.
const maxExcerpt = 80

func excerpt(s string) string {
	if len(s) <= maxExcerpt {
		return s
	}
	n := 0
	for i := range s {
		n++
		if n == maxExcerpt {
			return s[:i] + "…"
		}
	}
	return s
}
