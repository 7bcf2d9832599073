package article

import (
	"bytes"
	"regexp"
	"slices"
)

// TemplateLinks are the places where a template makes a link or image of a name: shortcodes of Hugo (ref,
// relref, figure, img) and tags and filters of Liquid (link, post_url, relative_url, absolute_url). Markdown
// sees no destination in most of them. Code is not searched.
func (a *Article) TemplateLinks() []Link { return a.templates.get(a.findTemplateLinks) }

func (a *Article) findTemplateLinks() []Link {
	body := a.Body.Text(a.Source)
	if !bytes.Contains(body, []byte("{{")) && !bytes.Contains(body, []byte("{%")) {
		return nil
	}
	var found []Link
	for _, t := range templates {
		if !bytes.Contains(body, t.sign) {
			continue
		}
		for _, m := range t.pattern.FindAllSubmatchIndex(body, -1) {
			l, ok := a.templateLink(m)
			if ok && !a.InCode(l.Span.Start) {
				found = append(found, l)
			}
		}
	}
	slices.SortFunc(found, func(x, y Link) int { return byStart(x.Span, y.Span) })
	return found
}

// template is a way in which templates name a destination: the first group of the pattern is the name of
// the template, one of the others the destination.
type template struct {
	sign    []byte // what the text must hold
	pattern *regexp.Regexp
}

var templates = []template{
	{[]byte("ref"), regexp.MustCompile(`\{\{[<%]\s*(ref|relref)\s+(?:path=)?(?:"([^"\n{}]+)"|` + "`([^`\n{}]+)`" + `|([^\s"` + "`" + `{}<>%=]+))\s*[%>]\}\}`)},
	{[]byte("src"), regexp.MustCompile(`\{\{[<%]\s*(figure|img|image)\s(?:[^{}]*?\s)?src=(?:"([^"\n{}]+)"|([^\s"{}<>]+))`)},
	{[]byte("link"), regexp.MustCompile(`\{%-?\s*(link)\s+([^\s{}%]+)\s*-?%\}`)},
	{[]byte("post_url"), regexp.MustCompile(`\{%-?\s*(post_url)\s+([^\s{}%]+)\s*-?%\}`)},
	{[]byte("_url"), regexp.MustCompile(`\{\{-?\s*(?:"([^"\n{}]+)"|'([^'\n{}]+)')\s*\|\s*(relative_url|absolute_url)\s*-?\}\}`)},
}

// templateLink makes a link of a match in the body.
func (a *Article) templateLink(match []int) (Link, bool) {
	var groups []Span
	for i := 2; i+1 < len(match); i += 2 {
		if match[i] >= 0 {
			groups = append(groups, between(a.Body.Start+match[i], a.Body.Start+match[i+1]))
		}
	}
	if len(groups) != 2 {
		return Link{}, false
	}
	name, destination := groups[0], groups[1]
	if bytes.HasSuffix(destination.Text(a.Source), []byte("_url")) { // a filter stands behind its text
		name, destination = destination, name
	}
	l := Link{
		Syntax: TemplateLink, Span: between(a.Body.Start+match[0], a.Body.Start+match[1]),
		Destination: destination, Template: string(name.Text(a.Source)), URL: string(destination.Text(a.Source)),
	}
	l.Text = between(l.Span.End, l.Span.End)
	return l, true
}
