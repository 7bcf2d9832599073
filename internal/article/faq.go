package article

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// FAQ is a set of questions and answers under one title.
type FAQ struct {
	Title     Span     // the text of the title; for front matter its key; zero for a whole page
	Residue   Span     // what a generator left before the title, "H2: "; zero where there is nothing
	Heading   *Heading // nil where the title is no heading
	Span      Span     // title, questions and answers
	Entries   []Question
	Orphans   []Span // answers that no question comes before: their labels, or values of the front matter
	WholePage bool   // the article itself is the FAQ
}

// FAQs are the FAQs of the article: that of the front matter first, then those of the body.
func (a *Article) FAQs() []FAQ { return a.faqs.get(a.findFAQs) }

func (a *Article) findFAQs() []FAQ {
	var out []FAQ
	if f, ok := a.frontMatterFAQ(); ok {
		out = append(out, f)
	}
	sections := a.faqSections()
	if a.isFAQPage() {
		// A page of questions may call one of its chapters a FAQ, too.
		page := FAQ{Span: a.Body, WholePage: true}
		a.readEntries(&page, a.Body)
		inSections := 0
		for i := range sections {
			inSections += len(sections[i].Entries)
		}
		if len(page.Entries) > inSections {
			return append(out, page)
		}
	}
	return append(out, sections...)
}

// faqSections are the FAQs that have a title in the body.
func (a *Article) faqSections() []FAQ {
	var out []FAQ
	end := 0
	for i := range a.passages {
		if p := &a.passages[i]; p.Span.Start >= end {
			if f, ok := a.faqAt(p); ok {
				out = append(out, f)
				end = f.Span.End
			}
		}
	}
	return out
}

// faqAt is the FAQ whose title the passage is: a heading, or a paragraph all in bold, which is
// what many take for one. A list item in bold belongs to a table of contents.
func (a *Article) faqAt(p *Passage) (f FAQ, ok bool) {
	switch p.Kind {
	case HeadingText:
		f.Heading = a.headingAt(p)
		if p.Quote != nil || !a.isFAQTitle(f.Heading.Title) {
			return f, false
		}
		f.Title, f.Span = f.Heading.Text, f.Heading.Section.Span
	case Paragraph:
		bold, whole := a.leadingBold(p)
		if !whole || p.Item != nil || bold.Len() > maxFAQTitle || !a.isFAQTitle(a.Plain(p.Text)) {
			return f, false
		}
		f.Title, f.Span = bold, between(p.Span.Start, a.SectionAt(p.Span.Start).Span.End)
	default:
		return f, false
	}
	f.Residue = residueOf(a.Source, f.Title)
	a.readEntries(&f, between(p.Span.End, f.Span.End))
	return f, true
}

// readEntries finds the questions in a span, and the answers that lost theirs.
func (a *Article) readEntries(f *FAQ, s Span) {
	f.Entries = a.questions(s)
	f.Orphans = a.orphans(s, f.Entries)
}

// maxFAQTitle is longer than any title of a FAQ in bytes.
const maxFAQTitle = 150

func (a *Article) isFAQTitle(title string) bool {
	return len(title) <= maxFAQTitle && a.Lexicon.FAQTitle(withoutResidue(title))
}

// withoutResidue cuts what generators leave before a title: "H2: ", "5\. ", "❔ ".
func withoutResidue(title string) string {
	for title != "" {
		if n := residueLength(title); n > 0 {
			title = title[n:]
		} else if n, _ := numberBefore(title); n > 0 {
			title = title[n:]
		} else if r, size := utf8.DecodeRuneInString(title); !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			title = title[size:]
		} else {
			break
		}
	}
	return title
}

// residueOf is what a generator left at the start of a title, behind the marks of emphasis.
func residueOf(src []byte, title Span) Span {
	start := stripped(src, title, aroundQuestion).Start
	return between(start, start+residueLength(src[start:title.End]))
}

// faqKeys are keys of the front matter whose value may say that the whole article is a FAQ.
var faqKeys = []string{"type", "layout", "template", "content_type"}

// isFAQPage reports whether file name, front matter or title say that the whole article is a FAQ.
func (a *Article) isFAQPage() bool {
	stem, _, _ := strings.Cut(strings.ToLower(path.Base(a.Site)), ".")
	if isIndex(stem) {
		stem = strings.ToLower(path.Base(path.Dir(a.Site)))
	}
	words := strings.FieldsFunc(stem, func(r rune) bool { return r == '-' || r == '_' || r == ' ' })
	if len(words) > 0 && (isFAQWord(words[0]) || isFAQWord(words[len(words)-1])) {
		return true
	}
	for _, key := range faqKeys {
		if v := a.FrontMatter.Lookup(key); v != nil && isFAQWord(strings.ToLower(v.Text)) {
			return true
		}
	}
	if t := a.FrontMatter.Lookup("title"); t != nil && a.isFAQTitle(t.Text) {
		return true
	}
	return len(a.headings) > 0 && a.headings[0].Level == 1 && a.isFAQTitle(a.headings[0].Title)
}

func isFAQWord(word string) bool { return word == "faq" || word == "faqs" }

// frontMatterFAQ reads "faq:", a list of maps with the keys question and answer.
func (a *Article) frontMatterFAQ() (FAQ, bool) {
	if a.FrontMatter.Root == nil {
		return FAQ{}, false
	}
	for _, e := range a.FrontMatter.Root.Entries {
		if key := strings.ToLower(e.Key); key != "faq" && key != "faqs" || e.Value == nil || e.Value.Kind != List {
			continue
		}
		f := FAQ{Title: e.KeySpan, Span: between(e.KeySpan.Start, e.Value.Span.End)}
		for _, item := range e.Value.Items {
			q := frontMatterQuestion(item)
			switch {
			case q.Text != "":
				f.Entries = append(f.Entries, q)
			case !q.Answer.IsZero():
				f.Orphans = append(f.Orphans, q.Answer)
			}
		}
		return f, true
	}
	return FAQ{}, false
}

// frontMatterQuestion reads an item; without a question its Text is empty.
func frontMatterQuestion(item *Value) Question {
	q := Question{Markup: FrontMatterQuestion, Number: -1}
	for _, e := range item.Entries {
		switch strings.ToLower(e.Key) {
		case "question", "q", "title", "label", "pertanyaan":
			q.Span, q.Text = e.Value.Span, strings.TrimSpace(e.Value.Text)
		case "answer", "a", "content", "text", "jawaban":
			if e.Value.Kind != Null && strings.TrimSpace(e.Value.Text) != "" || e.Value.Kind == List || e.Value.Kind == Map {
				q.Answer = e.Value.Span
			}
		}
	}
	return q
}
