package structure

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

// outline is what the rules on headings know of an article beyond what they say of it alone.
type outline struct {
	Title   bool      `json:"title,omitempty"` // the front matter has one
	Headed  bool      `json:"headed,omitempty"`
	Tops    []heading `json:"tops,omitempty"`    // of level 1
	Leaps   []leap    `json:"leaps,omitempty"`   // where a level is left out
	Twins   []twins   `json:"twins,omitempty"`   // headings that stand beside others of the same text
	Repeats []heading `json:"repeats,omitempty"` // headings below level 1 that repeat the title
}

// heading is a place with the text of a heading.
type heading struct {
	At     article.Span `json:"at"`
	Text   string       `json:"text"`
	Mark   int          `json:"mark"`             // where its first "#" is; -1 of a Setext heading
	Repeat bool         `json:"repeat,omitempty"` // it says the same as the title of the front matter
	Wide   bool         `json:"wide,omitempty"`   // of level 1: headings of level 2 stand below it
}

// leap is a heading that is more than one level below the one before it.
type leap struct {
	heading
	From  int  `json:"from"` // 0 where the article begins with it
	To    int  `json:"to"`
	Alone bool `json:"alone,omitempty"` // no other heading stands between it and the next of level From
}

// twins are headings of one section that say the same, the first but one with the others.
type twins struct {
	First  article.Span `json:"first"`
	Others []heading    `json:"others"`
}

var outlines = &lint.Facts[*outline]{Name: "structure/outline/1", Collect: outlineOf}

// lowestFirst is the lowest level that the first heading of an article may have. Where a theme shows the
// title in large letters, many begin with level 3.
const lowestFirst = 3

func outlineOf(a *article.Article) *outline {
	o := &outline{}
	if a.Role() != article.Page || !a.Readable() {
		return o
	}
	title := frontMatterTitle(a)
	o.Title = title != ""
	if !o.Title {
		title, _ = a.Title()
	}
	title = fold(title)
	var before *article.Heading
	folded := make([]string, len(a.Headings()))
	for i, h := range a.Headings() {
		if h.Quote != nil || h.Title == "" || a.IsTab(h) {
			continue
		}
		folded[i] = fold(h.Title)
		o.take(a, h, title != "" && folded[i] == title)
		if bytes.IndexByte(h.Text.Text(a.Source), '`') >= 0 {
			folded[i] = h.Title // in code, letter case tells names apart
		}
		if l, ok := leapTo(a, before, h); ok {
			o.Leaps = append(o.Leaps, l)
		}
		before = h
	}
	o.twins(a, folded)
	return o
}

// take notes a heading of level 1, or one that says the same as the title.
func (o *outline) take(a *article.Article, h *article.Heading, same bool) {
	switch {
	case h.Level > 1:
		o.Headed = true
		if same {
			o.Repeats = append(o.Repeats, headingOf(a, h, true))
		}
	case isFree(a, h):
		o.Tops = append(o.Tops, headingOf(a, h, same && o.Title))
	}
}

// frontMatterTitle is the title of the front matter that the site prints, "" where there is none.
func frontMatterTitle(a *article.Article) string {
	if v := a.FrontMatter.Lookup("hide_title"); v != nil && v.Text == "true" {
		return ""
	}
	t := a.FrontMatter.Lookup("title")
	if t == nil || t.Kind == article.List || t.Kind == article.Map {
		return ""
	}
	return strings.TrimSpace(article.Decode([]byte(t.Text)))
}

func headingOf(a *article.Article, h *article.Heading, same bool) heading {
	mark := -1
	if a.Source[h.Span.Start] == '#' {
		mark = h.Span.Start
	}
	wide := h.Level == 1 && slices.ContainsFunc(h.Section.Children, func(s *article.Section) bool { return s.Level == 2 })
	return heading{h.Text, strings.Clone(h.Title), mark, same, wide}
}

// isFree reports whether a heading stands in no tab or box, of which a reader may see but one.
func isFree(a *article.Article, h *article.Heading) bool {
	p := a.PassageOf(h)
	return p.Container == nil && p.Item == nil
}

// leapTo tells whether a heading leaves a level out. Between two boxes, or between the inside and the
// outside of one, there is no order.
func leapTo(a *article.Article, before, h *article.Heading) (leap, bool) {
	from, start := lowestFirst-1, a.Body.Start
	if before != nil {
		from, start = before.Level, before.Span.End
	}
	if h.Level <= from+1 || before == nil && !isFree(a, h) ||
		before != nil && a.PassageOf(before).Container != a.PassageOf(h).Container {
		return leap{}, false
	}
	if level := a.HTMLHeading(article.Span{Start: start, End: h.Span.Start}); level > 0 && h.Level <= level+1 {
		return leap{}, false
	}
	l := leap{heading: headingOf(a, h, false), From: from, To: h.Level}
	if before == nil {
		l.From = 0
	}
	s := h.Section
	l.Alone = len(s.Children) == 0 && len(s.Parent.Children) == 1
	return l, true
}

// twins finds the headings that stand under one parent and say the same. Tabs and boxes repeat theirs by
// right, and questions are another family's matter.
func (o *outline) twins(a *article.Article, folded []string) {
	questions := sync.OnceValue(func() map[int]bool { return questionsOf(a) })
	type place struct {
		parent *article.Section
		text   string
	}
	parted := sync.OnceValue(func() []int { return templateHeadings(a) })
	first := make(map[place]*article.Heading, len(folded))
	groups := map[place]int{} // the index in o.Twins
	for i, h := range a.Headings() {
		if folded[i] == "" || len(h.Section.Parent.Children) < 2 || !isFree(a, h) {
			continue
		}
		key := place{h.Section.Parent, folded[i]}
		before, ok := first[key]
		if !ok || isBetween(parted(), before.Span.Start, h.Span.Start) {
			first[key] = h
			continue
		}
		if questions()[h.Text.Start] {
			continue
		}
		group, ok := groups[key]
		if !ok {
			group = len(o.Twins)
			groups[key] = group
			o.Twins = append(o.Twins, twins{First: before.Text})
		}
		o.Twins[group].Others = append(o.Twins[group].Others, headingOf(a, h, false))
	}
}

// templateHeadings are the offsets of lines that are templates with a text, which may show a heading:
// `{{< headline "Options" >}}`.
func templateHeadings(a *article.Article) []int {
	var out []int
	passages := a.Passages()
	for i := range passages {
		raw := passages[i].Span.Text(a.Source)
		isTemplate := bytes.HasPrefix(raw, []byte("{{<")) || bytes.HasPrefix(raw, []byte("{{%")) || bytes.HasPrefix(raw, []byte("{%"))
		if isTemplate && passages[i].Kind == article.Paragraph && bytes.ContainsAny(raw, `"'`) && bytes.IndexByte(raw, '\n') < 0 {
			out = append(out, passages[i].Span.Start)
		}
	}
	return out
}

// isBetween reports whether one of some offsets, which are in order, lies between two others.
func isBetween(offsets []int, from, to int) bool {
	i, _ := slices.BinarySearch(offsets, from)
	return i < len(offsets) && offsets[i] < to
}

// questionsOf are the starts of the questions in the FAQs of an article that are headings.
func questionsOf(a *article.Article) map[int]bool {
	var starts map[int]bool
	for _, f := range a.FAQs() {
		for i := range f.Entries {
			if q := &f.Entries[i]; q.Markup == article.HeadingQuestion {
				if starts == nil {
					starts = map[int]bool{}
				}
				starts[q.Span.Start] = true
			}
		}
	}
	return starts
}

// inFAQ reports whether a place lies in a FAQ of the body. Those are in source order and apart.
func inFAQ(a *article.Article, at article.Span) bool {
	faqs := a.FAQs()
	i, found := slices.BinarySearchFunc(faqs, at.Start, func(f article.FAQ, offset int) int { return f.Span.Start - offset })
	return found || i > 0 && faqs[i-1].Span.Contains(at)
}

// fold is a heading's text as it is compared: without letter case and the marks around it.
func fold(text string) string {
	const marks = " \t.:;!*_\""
	wide := strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0
	if wide {
		text = strings.Trim(cases.Fold().String(norm.NFKC.String(text)), marks+"“”")
	} else {
		text = strings.ToLower(strings.Trim(text, marks))
	}
	if wide || strings.Contains(text, "  ") || strings.Contains(text, "\t") {
		text = strings.Join(strings.Fields(text), " ")
	}
	return text
}

// shelf is the folder that an article lies in, that of a page bundle apart.
func shelf(where lint.Place) string {
	if where.Address != nil {
		return where.Address.Folder
	}
	return path.Dir(where.Site)
}
