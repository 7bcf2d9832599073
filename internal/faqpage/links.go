package faqpage

import (
	"net/url"
	"strings"

	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/site"
)

// spacesOf are the URL spaces of all sites below the content root.
func spacesOf(c *lint.Corpus[*facts]) *site.Spaces {
	var entries []site.Entry
	for where, f := range c.All() {
		entries = append(entries, site.Entry{Path: where.Site, Address: where.Path, Source: f.Source})
	}
	all := site.NewSpaces(c.Site().Configs, c.Site().Files, c.Today(), entries)
	addresses := map[*site.Space][]string{}
	for where, f := range c.All() {
		if page := all.Page(where.Site); page != nil && len(f.Addresses) > 0 {
			space := all.Of(page)
			addresses[space] = append(addresses[space], f.Addresses...)
		}
	}
	for space, given := range addresses {
		space.LearnBase(given)
	}
	return all
}

// linker knows where the links of an article lead.
type linker struct {
	space *site.Space
	page  *site.Page // nil for an article that is no page of any site
}

// address is where a destination leads, in full; "" where that is unknown, or nothing that may be linked
// to in an answer.
func (l *linker) address(destination string) string {
	if l.page == nil || destination == "" {
		return webAddress(destination)
	}
	t := l.space.Resolve(l.page, site.Link{URL: destination})
	switch {
	case t.Outcome == site.Found && t.Page != nil:
		return l.pageAddress(t)
	case t.Outcome == site.Found && t.File != "" && !t.Own:
		return l.fileAddress(destination)
	default:
		return webAddress(destination)
	}
}

func (l *linker) pageAddress(t site.Target) string {
	full := l.space.FullAddress(t.Page.URL)
	if full == "" || t.Page.Status != site.Published {
		return ""
	}
	if t.Fragment != "" {
		full += "#" + (&url.URL{Fragment: t.Fragment}).EscapedFragment()
	}
	return full
}

// fileAddress is the address of a file that is no page: one that is served from the root of the site, or
// lies beside the article and is served beside its page.
func (l *linker) fileAddress(destination string) string {
	base, err := url.Parse(l.space.FullAddress(l.page.URL))
	to, wrong := url.Parse(destination)
	switch {
	case err != nil || wrong != nil || base.Host == "" || to.IsAbs():
		return ""
	case strings.HasPrefix(to.Path, "/"):
		if l.space.Address("/") != "/" {
			return "" // whether that counts from the site's folder cannot be known
		}
	case strings.Contains(to.Path, "..") || !strings.HasSuffix(base.Path, "/"):
		return ""
	}
	return base.ResolveReference(to).String()
}

// webAddress is a destination that is in full already and of a scheme that answers may link to.
func webAddress(destination string) string {
	u, err := url.Parse(destination)
	if err != nil {
		return ""
	}
	if u.Scheme == "" && strings.HasPrefix(destination, "//") {
		u.Scheme = "https"
	}
	switch {
	case (u.Scheme == "http" || u.Scheme == "https") && u.Host != "":
	case u.Scheme == "mailto" && u.Opaque != "":
	default:
		return ""
	}
	return u.String()
}
