package links

import (
	"maps"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lint"
)

var insecure = lint.CorpusRule[lint.None, schemes]{
	Meta: lint.Meta{
		ID:       "links/insecure",
		Summary:  "A link goes by https where the site knows that its host can.",
		Severity: lint.Hint,
	},
	Facts: schemesOfLinks,
	Judge: judgeInsecure,
}

// schemes are the hosts that an article links, by the scheme that it does so with.
type schemes struct {
	Plain  []plainLink  `json:"plain,omitempty"`
	Secure []secureHost `json:"secure,omitempty"` // each host once, in order
}

// plainLink is a link or image by http.
type plainLink struct {
	Span article.Span `json:"span"` // of the destination
	Host string       `json:"host"`
	Text int          `json:"text,omitempty"` // where the link's text begins if it is the destination once more
}

// secureHost is a host and the first link to it by https.
type secureHost struct {
	Host string       `json:"host"`
	Span article.Span `json:"span"`
}

var schemesOfLinks = &lint.Facts[schemes]{
	Name: "links/schemes/1",
	Collect: func(a *article.Article) schemes {
		if a.Role() == article.Meta {
			return schemes{}
		}
		c := schemeCollector{a: a}
		for _, links := range [][]article.Link{a.Links(), a.Images()} {
			for i := range links {
				c.add(&links[i])
			}
		}
		return c.schemes()
	},
}

type schemeCollector struct {
	a      *article.Article
	plain  []plainLink
	shown  []bool // by plain link: whether readers see its address
	secure map[string]article.Span
	spoken map[string]bool // hosts of which readers see an address by https
}

func (c *schemeCollector) add(l *article.Link) {
	to := addressOf(l.URL)
	if to.host == "" || to.port != "" || !strings.Contains(to.host, ".") || l.Destination.Len() == 0 {
		return
	}
	shown := c.shows(l)
	if to.plain {
		p := plainLink{Span: l.Destination, Host: to.host}
		written := l.Destination.Text(c.a.Source)
		if len(written) < len("http:") || !strings.EqualFold(string(written[:len("http:")]), "http:") {
			return // written with entities or escapes, which a fix would have to know
		}
		if l.Syntax != article.BareURL && l.Syntax != article.AutoLink && string(l.Text.Text(c.a.Source)) == string(written) {
			p.Text = l.Text.Start
		}
		c.plain, c.shown = append(c.plain, p), append(c.shown, shown)
		return
	}
	if c.secure == nil {
		c.secure, c.spoken = map[string]article.Span{}, map[string]bool{}
	}
	if _, known := c.secure[to.host]; !known {
		c.secure[to.host] = l.Destination
	}
	c.spoken[to.host] = c.spoken[to.host] || shown
}

// shows reports whether the text of a link is an address.
func (c *schemeCollector) shows(l *article.Link) bool {
	text := l.Text.Text(c.a.Source)
	return len(text) > len("http://") && strings.EqualFold(string(text[:4]), "http")
}

// schemes are the facts. An address that readers see in two spellings, or in a table, is spoken about,
// and what is said of it would become wrong.
func (c *schemeCollector) schemes() schemes {
	var s schemes
	for i, p := range c.plain {
		if c.shown[i] {
			if at := c.a.PassageAt(p.Span.Start); c.spoken[p.Host] || at != nil && at.Kind == article.Cell {
				continue
			}
		}
		s.Plain = append(s.Plain, p)
	}
	// A definition that several references share is one place to mend.
	slices.SortStableFunc(s.Plain, func(x, y plainLink) int { return x.Span.Start - y.Span.Start })
	s.Plain = slices.CompactFunc(s.Plain, func(x, y plainLink) bool { return x.Span == y.Span })
	for _, host := range slices.Sorted(maps.Keys(c.secure)) {
		s.Secure = append(s.Secure, secureHost{host, c.secure[host]})
	}
	return s
}

func judgeInsecure(c *lint.Corpus[schemes], _ lint.None) {
	secure := secureHosts(c)
	own := map[string]bool{}
	for _, config := range c.Site().Configs {
		own[config.SecureHost()] = true
	}
	for where, s := range c.Asked() {
		for _, l := range s.Plain {
			known, isKnown := secure[l.Host]
			switch {
			case own[l.Host]:
				d := c.Report(where, l.Span, "\"%s\" is the host of this site, which is reached by https; use that here, too", l.Host)
				d.Fix(l.edits(), "write \"https\"")
			case isKnown:
				d := c.Report(where, l.Span, "\"%s\" is reached by http here, so that others can read and change what comes; use https, as the site does elsewhere", l.Host)
				d.Fix(l.edits(), "write \"https\"").RelateIn(known.where, known.span, "here \"%s\" is reached by https", l.Host)
			}
		}
	}
}

// securePlace is where a link goes by https.
type securePlace struct {
	where lint.Place
	span  article.Span
}

// secureHosts are the first links by https to each host.
func secureHosts(c *lint.Corpus[schemes]) map[string]securePlace {
	secure := map[string]securePlace{}
	for where, s := range c.All() {
		for _, h := range s.Secure {
			if _, known := secure[h.Host]; !known {
				secure[h.Host] = securePlace{where, h.Span}
			}
		}
	}
	return secure
}

// edits write "https" where the destination begins, and where its text does that shows it.
func (l *plainLink) edits() []edit.Edit {
	edits := []edit.Edit{secured(l.Span.Start)}
	if l.Text > 0 {
		edits = append(edits, secured(l.Text))
	}
	slices.SortFunc(edits, func(x, y edit.Edit) int { return x.Start - y.Start })
	return edits
}

func secured(at int) edit.Edit { return edit.Edit{Start: at, End: at + len("http"), New: "https"} }
