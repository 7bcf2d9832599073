package article_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
)

// FuzzParse states what holds for every input, be it Markdown or not.
func FuzzParse(f *testing.F) {
	for _, src := range seeds(f) {
		f.Add([]byte(src))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		checkArticle(t, src)
		checkTree(t, src)
	})
}

// checkArticle parses src, asks for all that is made lazily, and checks the places of
// everything.
func checkArticle(t *testing.T, src []byte) {
	t.Helper()
	before := bytes.Clone(src)
	a := article.Parse("faq.mdx", src, lexicon.Default())
	c := inspector{t, a}
	c.inside("body", a.Body, article.Span{End: len(src)})
	for _, o := range a.Obstacles {
		c.inside("obstacle", o.Span, article.Span{End: len(src)})
	}
	c.passages()
	c.blocks()
	c.sections(a.Root())
	c.links()
	c.callouts()
	c.faqs()
	c.orphans()
	c.steps()
	c.debris()
	if !bytes.Equal(before, src) {
		t.Fatalf("parsing changed the source")
	}
}

// inspector reports what is not where it should be.
type inspector struct {
	*testing.T
	a *article.Article
}

func (c inspector) inside(what string, s, outer article.Span) {
	c.Helper()
	if s.Start > s.End || !outer.Contains(s) {
		c.Fatalf("%s %v is not inside %v", what, s, outer)
	}
}

// inBody checks a span of the body and gives its text.
func (c inspector) inBody(what string, s article.Span) string {
	c.Helper()
	c.inside(what, s, c.a.Body)
	return string(s.Text(c.a.Source))
}

func (c inspector) ordered(what string, last *int, start int) {
	c.Helper()
	if start < *last {
		c.Fatalf("%s at %d comes after one at %d", what, start, *last)
	}
	*last = start
}

func (c inspector) passages() {
	end := 0
	for i, p := range c.a.Passages() {
		text := c.inBody("passage", p.Span)
		if p.Index != i || p.Span.Start < end || strings.TrimLeft(text, " \t\r\n") != text && p.Kind != article.Code {
			c.Fatalf("passage %d %v %q is out of order or has blanks around it", p.Index, p.Span, text)
		}
		end = p.Span.End
		at := p.Span.Start
		for _, s := range p.Text {
			if s.Len() == 0 && p.Kind != article.Code || s.Start < at || s.End > p.Span.End && p.Kind != article.Code {
				c.Fatalf("text %v of passage %v %q", s, p.Span, text)
			}
			at = s.End
		}
		c.a.Plain(p.Text)
		if p.Item != nil {
			c.inside("passage of item", p.Span, p.Item.Span)
		}
		if p.Quote != nil {
			c.inside("passage of quote", p.Span, p.Quote.Span)
		}
		if p.Container != nil {
			c.inside("passage of container", p.Span, p.Container.Span())
		}
	}
}

func (c inspector) blocks() {
	last := 0
	for _, i := range c.a.Items() {
		c.ordered("item", &last, i.Span.Start)
		c.inBody("item", i.Span)
		c.inside("marker", i.Marker, i.Span)
		if marker := string(i.Marker.Text(c.a.Source)); !strings.ContainsAny(marker[len(marker)-1:], "-*+.)") {
			c.Fatalf("item marker %q", marker)
		}
		if i.Parent != nil {
			c.inside("item in item", i.Span, i.Parent.Span)
		}
	}
	last = 0
	for _, n := range c.a.Containers() {
		c.ordered("container", &last, n.Opener.Start)
		s := n.Span()
		c.inBody("container", s)
		c.inside("opener", n.Opener, s)
		c.inside("name", n.NameSpan, n.Opener)
		c.inside("arguments", n.Args, n.Opener)
		if string(n.NameSpan.Text(c.a.Source)) != n.Name {
			c.Fatalf("container %q at %v", n.Name, n.NameSpan)
		}
		if !n.Closer.IsZero() {
			c.inside("closer", n.Closer, s)
		}
	}
	last = 0
	for _, s := range c.a.Comments() {
		c.ordered("comment", &last, s.Start)
		if text := c.inBody("comment", s); !strings.HasPrefix(text, "<!--") && !strings.HasPrefix(text, "{/*") {
			c.Fatalf("comment %q", text)
		}
	}
	last = 0
	for _, m := range c.a.TypeMarks() {
		c.ordered("type mark", &last, m.Mark.Start)
		c.inBody("type mark", m.Mark)
		c.inBody("type", m.Word)
		c.inside("type", m.Word, m.Phrase)
		if m.Container != nil {
			c.inside("phrase", m.Phrase, m.Container.Opener)
			c.a.Swallows(m.Container)
		} else {
			c.inside("phrase", m.Phrase, m.Mark)
		}
	}
	for _, s := range c.a.StrayClosers() {
		if text := c.inBody("stray closer", s); strings.Trim(text, ":") != "" || len(text) < 3 {
			c.Fatalf("stray closer %q", text)
		}
	}
}

// sections checks that sections nest, follow one another, and cover their parent's end.
func (c inspector) sections(s *article.Section) {
	own := 0
	s.Walk(func(s *article.Section) { own += len(s.Own()) })
	if own != len(s.All()) {
		c.Fatalf("section %v has %d passages, those in it %d", s.Span, len(s.All()), own)
	}
	for _, p := range s.All() {
		if p.Span.Start < s.Span.Start || p.Span.Start >= s.Span.End {
			c.Fatalf("passage %v is not inside section %v", p.Span, s.Span)
		}
	}
	end := -1
	for _, child := range s.Children {
		c.inside("section", child.Span, s.Span)
		if child.Parent != s || child.Level <= s.Level || end >= 0 && child.Span.Start != end {
			c.Fatalf("section %v of level %d in section %v of level %d", child.Span, child.Level, s.Span, s.Level)
		}
		if c.a.SectionAt(child.Span.Start) != child {
			c.Fatalf("section at %d is %v", child.Span.Start, c.a.SectionAt(child.Span.Start).Span)
		}
		end = child.Span.End
		c.sections(child)
	}
	if end >= 0 && end != s.Span.End {
		c.Fatalf("the subsections of %v end at %d", s.Span, end)
	}
	for _, h := range c.a.Headings() {
		c.inBody("heading", h.Span)
		c.inside("heading text", h.Text, h.Span)
		if h.ID != "" {
			c.inside("heading id", h.IDSpan, h.Span)
		}
		if h.Section == nil || h.Quote == nil && h.Section.Heading != h {
			c.Fatalf("heading %v has no section", h.Span)
		}
		if s.Parent != nil {
			break // checked with the root
		}
	}
}

func (c inspector) links() {
	file := article.Span{End: len(c.a.Source)}
	for _, list := range [][]article.Link{c.a.Links(), c.a.Images()} {
		last := 0
		for _, l := range list {
			c.ordered("link", &last, l.Span.Start)
			c.inBody("link", l.Span)
			c.inBody("link text", l.Text)
			c.inBody("destination", l.Destination)
			if l.Syntax != article.ReferenceLink {
				c.inside("destination", l.Destination, l.Span)
			}
			if l.Syntax != article.HTMLLink {
				c.inside("link text", l.Text, l.Span)
			}
			if article.Decode(l.Destination.Text(c.a.Source)) != l.URL && l.Syntax != article.AutoLink {
				c.Fatalf("destination %q of %q", l.Destination.Text(c.a.Source), l.URL)
			}
			l.Path()
			c.a.TextOf(&l)
			c.a.IsClosed(&l)
			for name := range c.a.Attributes(&l) {
				if name == "" || len(name) > l.Span.Len()+2_000 {
					c.Fatalf("attribute %q", name)
				}
			}
		}
	}
	for _, l := range c.a.TemplateLinks() {
		c.inBody("template", l.Span)
		c.inside("destination", l.Destination, l.Span)
	}
	for _, anchor := range c.a.Anchors() {
		c.inBody("anchor", anchor.Span)
		if string(anchor.Span.Text(c.a.Source)) != anchor.ID {
			c.Fatalf("anchor %q at %q", anchor.ID, anchor.Span.Text(c.a.Source))
		}
	}
	last := 0
	for _, d := range c.a.Definitions() {
		c.ordered("definition", &last, d.Span.Start)
		c.inBody("definition", d.Span)
		c.inside("label", d.LabelSpan, d.Span)
		c.inside("destination", d.Destination, d.Span)
	}
	last = 0
	for _, u := range c.a.UndefinedReferences() {
		c.ordered("undefined reference", &last, u.Span.Start)
		if text := strings.TrimPrefix(c.inBody("undefined reference", u.Span), "!"); text[0] != '[' || text[len(text)-1] != ']' {
			c.Fatalf("undefined reference %q", text)
		}
	}
	_ = file
}

func (c inspector) callouts() {
	last := 0
	for _, n := range c.a.Callouts() {
		c.ordered("callout", &last, n.Span.Start)
		c.inBody("callout", n.Span)
		c.inside("label", n.Label, n.Span)
		if n.Type != string(n.Label.Text(c.a.Source)) {
			c.Fatalf("callout %q at %v", n.Type, n.Label)
		}
	}
}

func (c inspector) faqs() {
	for _, f := range c.a.FAQs() {
		if !f.WholePage {
			c.inside("faq title", f.Title, f.Span)
		}
		last := 0
		for _, q := range f.Entries {
			c.ordered("question", &last, q.Span.Start)
			c.inside("question", q.Span, f.Span)
			if q.Number >= 0 {
				c.inside("number", q.NumberSpan, f.Span)
				if digits := string(q.NumberSpan.Text(c.a.Source)); strings.Trim(digits, "0123456789") != "" || digits == "" {
					c.Fatalf("number %d is %q", q.Number, digits)
				}
			}
			if !q.Answer.IsZero() {
				c.inside("answer", q.Answer, f.Span)
				if !q.AnswerLabel.IsZero() {
					c.inside("answer label", q.AnswerLabel, q.Answer)
				}
				if q.Markup != article.FrontMatterQuestion && q.Answer.Start < q.Span.End {
					c.Fatalf("answer %v of question %v", q.Answer, q.Span)
				}
			}
		}
	}
}

func (c inspector) orphans() {
	for _, f := range c.a.FAQs() {
		last := 0
		for _, orphan := range f.Orphans {
			c.ordered("orphan", &last, orphan.Start)
			c.inside("orphan", orphan, f.Span)
		}
	}
}

func (c inspector) steps() {
	last := 0
	for _, s := range c.a.Steps() {
		c.ordered("step", &last, s.Span.Start)
		c.inBody("step", s.Span)
		if s.Section != c.a.SectionAt(s.Passage.Span.Start) {
			c.Fatalf("step %v is in section %v", s.Span, s.Section.Span)
		}
	}
}
