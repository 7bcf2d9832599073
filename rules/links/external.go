package links

import (
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/site"
	"github.com/kblint/kblint/internal/web"
)

// external is a link to another site, with what the web answers there.
type external struct {
	where    lint.Place
	link     *link
	url      string // without fragment
	fragment string // not percent-encoded
	answer   *web.Answer
}

// externals are the links to other sites, in the order of the articles. They have answers where somebody
// is there to ask; all rules together ask once.
var externals = &lint.Derived[*dossier, []external]{Derive: func(c *lint.Corpus[*dossier]) []external {
	out := outward(c)
	var questions []web.Question
	at := map[string]int{} // the question about an address
	for _, e := range out {
		i, known := at[e.url]
		if !known {
			i = len(questions)
			at[e.url] = i
			questions = append(questions, web.Question{URL: e.url})
		}
		if e.fragment != "" {
			questions[i].Fragments = append(questions[i].Fragments, e.fragment)
		}
	}
	answers := make([]web.Answer, len(questions))
	if ask := c.Web(); ask != nil && len(questions) > 0 {
		answers = ask(questions)
	}
	for i := range out {
		out[i].answer = &answers[at[out[i].url]]
	}
	return out
}}

// outward are the links of the articles that are linted to pages of other sites.
func outward(c *lint.Corpus[*dossier]) []external {
	all := spaces.Of(c)
	var out []external
	for where, d := range c.Asked() {
		page := all.Page(where.Site)
		for i := range d.Links {
			l := &d.Links[i]
			if l.Template != "" || isTemplate(l.URL) || isMistaken(l.URL) {
				continue
			}
			if host, _, ok := webHost(withScheme(l.URL)); !ok || host == "" {
				continue
			}
			if page != nil && all.Of(page).Resolve(page, site.Link{URL: l.URL, Image: l.Image}).Outcome != site.External {
				continue
			}
			url, fragment, _ := strings.Cut(withScheme(l.URL), "#")
			out = append(out, external{where: where, link: l, url: url, fragment: article.PercentDecoded(fragment)})
		}
	}
	return out
}

// withScheme is an address in full where its scheme is that of the page that it stands on.
func withScheme(url string) string {
	if strings.HasPrefix(url, "//") {
		return "https:" + url
	}
	return url
}

// judgeAnswers is the judgement of a rule that looks at what the web answers about each link. Where nobody is
// there to ask, nothing is judged.
func judgeAnswers(judge func(*lint.Corpus[*dossier], *external)) func(*lint.Corpus[*dossier], lint.None) {
	return func(c *lint.Corpus[*dossier], _ lint.None) {
		if c.Web() == nil {
			return
		}
		all := externals.Of(c)
		for i := range all {
			judge(c, &all[i])
		}
	}
}

// ofClass is judgeAnswers for the links whose answer is of a class.
func ofClass(class web.Class, report func(*lint.Corpus[*dossier], *external)) func(*lint.Corpus[*dossier], lint.None) {
	return judgeAnswers(func(c *lint.Corpus[*dossier], e *external) {
		if e.answer.Class == class {
			report(c, e)
		}
	})
}

// host is the host of the address.
func (e *external) host() string {
	host, _, _ := webHost(e.url)
	return host
}

// shown is the address as it stands in the article, without credentials.
func (e *external) shown() string {
	return quoted(withoutCredentials(e.link.written()))
}

// withoutCredentials hides what stands before the host of an address, which is a password at worst.
func withoutCredentials(url string) string {
	before, rest, ok := strings.Cut(url, "//")
	if !ok {
		return url
	}
	end := strings.IndexAny(rest, "/?")
	if end < 0 {
		end = len(rest)
	}
	authority, rest := rest[:end], rest[end:]
	if at := strings.LastIndexByte(authority, '@'); at >= 0 {
		authority = "…" + authority[at:]
	}
	return before + "//" + authority + rest
}
