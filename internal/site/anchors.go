package site

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/kblint/kblint/internal/site/slug"
	"github.com/kblint/kblint/internal/spelling"
)

// ids are the anchors of a page, made when first asked for.
type ids struct {
	once     sync.Once
	headings []string // the ids of the headings, in their order
	all      []string
	known    map[string]bool
	others   func() map[string]bool // ids that headings may have instead, or that shortcodes may make
}

// Anchor is what became of looking an anchor up.
type Anchor struct {
	Missing    bool
	Near       string // the anchor that was probably meant
	Translated bool   // it is that of the heading in another language
	Certain    bool   // nothing else can be meant
}

// IDs are the anchors of a page that its article makes: those of its headings and those that its author
// set, each once.
func (s *Space) IDs(p *Page) []string { return s.idsOf(p).all }

// HeadingIDs are the anchors of a page's headings, in their order.
func (s *Space) HeadingIDs(p *Page) []string { return s.idsOf(p).headings }

func (s *Space) idsOf(p *Page) *ids {
	p.ids.once.Do(func() {
		p.ids.others = sync.OnceValue(func() map[string]bool { return s.otherIDs(p) })
		p.ids.known = map[string]bool{}
		add := func(id string) {
			if id != "" && !p.ids.known[id] {
				p.ids.known[id] = true
				p.ids.all = append(p.ids.all, id)
			}
		}
		p.ids.headings = p.Source.HeadingIDs(s.schemes()[0])
		for _, id := range slices.Concat(p.ids.headings, p.Source.IDs) {
			add(id)
		}
	})
	return &p.ids
}

// Anchor looks an anchor of a page up. It is not missing where that cannot be known.
func (s *Space) Anchor(p *Page, id string) Anchor {
	known := s.idsOf(p)
	if known.known[id] || known.others()[id] || p.Source.Opaque || isMade(id) || s.Generator.makes(id) || !isArticle(p.Path) {
		return Anchor{}
	}
	for _, other := range known.all {
		if strings.EqualFold(other, id) {
			return Anchor{Missing: true, Near: other, Certain: true}
		}
	}
	if near := s.translatedAnchor(p, id); near != "" {
		return Anchor{Missing: true, Near: near, Translated: true, Certain: true}
	}
	near, _ := spelling.Nearest(id, known.all)
	return Anchor{Missing: true, Near: near}
}

// made are anchors that themes and generators put on pages.
var made = set("top", "_top", "content", "main", "comments", "disqus_thread", "toc", "TableOfContents", "footnotes", "respond", "main-content", "skip-to-content", "page-top", "header", "footer")

// isMade reports whether an anchor is not made of the article: a part of the page around it, a footnote, a
// text that browsers look for, or something that a program reads.
func isMade(id string) bool {
	return made[id] || strings.HasPrefix(id, "fn") || strings.HasPrefix(id, ":~:") || strings.HasPrefix(id, "__") ||
		strings.HasPrefix(id, "!") || strings.HasPrefix(id, "/") || strings.ContainsAny(id, "=&{}<>") || strings.Contains(id, ":~:")
}

// makes reports whether the theme of a generator gives its pages an anchor.
func (g Generator) makes(id string) bool {
	switch g {
	case Starlight:
		return strings.HasPrefix(id, "starlight__")
	case VitePress:
		return id == "app" || strings.HasPrefix(id, "VP")
	default:
		return false
	}
}

// translatedAnchor is the anchor of the heading that has an id in another language's version of the page.
func (s *Space) translatedAnchor(p *Page, id string) string {
	if p.Language == "" {
		return ""
	}
	key := s.translationKey(p)
	own := s.idsOf(p).headings
	for _, other := range s.translations()[key] {
		if other == p {
			continue
		}
		theirs := s.idsOf(other).headings
		if i := slices.Index(theirs, id); i >= 0 && len(theirs) == len(own) && own[i] != id {
			return own[i]
		}
	}
	return ""
}

// translationKey is what the paths of the translations of one article have in common: all but the language.
func (s *Space) translationKey(p *Page) string {
	if s.Generator == Docusaurus { // which keeps translations in a folder of their own
		rest, _ := strings.CutPrefix(urlKey(p.URL), "/"+p.Language)
		return rest
	}
	var kept []string
	for folder := range strings.SplitSeq(path.Dir(p.rel), "/") {
		if !strings.EqualFold(folder, p.Language) {
			kept = append(kept, folder)
		}
	}
	base := stemOf(p.rel)
	if stem, language, ok := cutLast(base); ok && strings.EqualFold(language, p.Language) {
		base = stem
	}
	return path.Join(append(kept, base)...)
}

func (s *Space) groupTranslations() map[string][]*Page {
	groups := map[string][]*Page{}
	for _, p := range s.Pages {
		if p.Language != "" {
			key := s.translationKey(p)
			groups[key] = append(groups[key], p)
		}
	}
	return groups
}

// otherIDs are the ids that the headings of a page get by other schemes that may hold, and those of headings
// that shortcodes may make of the texts that they are given.
func (s *Space) otherIDs(p *Page) map[string]bool {
	out := map[string]bool{}
	for i, scheme := range s.schemes() {
		if i > 0 {
			for _, id := range p.Source.HeadingIDs(scheme) {
				out[id] = true
			}
		}
		for _, text := range p.Source.Given {
			out[slug.New(scheme).Of((&Heading{Text: text}).slug())] = true
		}
	}
	for _, text := range p.Source.Given {
		out[text] = true
	}
	delete(out, "")
	return out
}

// HeadingIDs are the ids that the headings get by a scheme, in their order; "" for one without.
func (s *Source) HeadingIDs(scheme slug.Scheme) []string {
	made := slug.New(scheme)
	ids := make([]string, len(s.Headings))
	for i := range s.Headings {
		h := &s.Headings[i]
		if h.ID != "" {
			made.Reserve(h.ID)
			ids[i] = h.ID
			continue
		}
		ids[i] = made.Of(h.slug())
	}
	return ids
}

// slug is what ids are made of.
func (h *Heading) slug() slug.Heading {
	return slug.Heading{
		Text: h.Text, Alt: cmp.Or(h.Alt, h.Text), Smart: cmp.Or(h.Smart, h.Text), Raw: cmp.Or(h.Raw, h.Text),
		Outer: strings.TrimSpace(cmp.Or(h.Outer, h.Alt, h.Text)),
	}
}

// schemes are the ways in which the site's headings may get their ids, the likeliest first.
func (s *Space) schemes() []slug.Scheme {
	switch s.Generator {
	case Hugo:
		if h, ok := s.router.(*hugo); ok && h.anchorType == "github-ascii" {
			return []slug.Scheme{slug.HugoASCII}
		} else if ok && h.anchorType == "blackfriday" {
			return []slug.Scheme{slug.Blackfriday}
		}
		return []slug.Scheme{slug.Hugo, slug.HugoRaw}
	case Docusaurus:
		return []slug.Scheme{slug.Docusaurus}
	case MkDocs:
		return []slug.Scheme{slug.PythonMarkdown, slug.GitHub}
	case Jekyll:
		return []slug.Scheme{slug.KramdownGFM, slug.Kramdown, slug.GitHub}
	case VitePress:
		return []slug.Scheme{slug.VitePress}
	case Astro, Starlight, Plain:
		return []slug.Scheme{slug.GitHub}
	default:
		return []slug.Scheme{slug.GitHub, slug.PythonMarkdown, slug.KramdownGFM, slug.Hugo, slug.VitePress, slug.Docusaurus}
	}
}
