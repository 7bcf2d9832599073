package faq_test

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/rules/faq"
)

// entry is a question of a FAQ with its answer; an empty one is left out.
type entry struct {
	number           int
	question, answer string
}

// markup writes a question and its answer in one of the ways of real sites.
type markup struct {
	name     string
	write    func(e entry) string
	numbered bool // by hand
	labelled bool // the answers have labels
	other    bool // it is another markup than most of the others, to be mixed with them
	bold     bool // the question is a paragraph or item that begins in bold
	inFront  bool // in the front matter
	within   bool // the question stands on the second line
	counted  bool // the items of a numbered list
}

func markups() []markup {
	return []markup{
		{name: "numbered bold", numbered: true, bold: true, write: func(e entry) string {
			return fmt.Sprintf("**%d\\. %s**\n\n%s", e.number, e.question, e.answer)
		}},
		{name: "bold labels", numbered: true, labelled: true, bold: true, write: func(e entry) string {
			return labelled(fmt.Sprintf("**Q%d: %s**", e.number, e.question), e.question) + labelled("**A:** "+e.answer, e.answer)
		}},
		{name: "items with labels", labelled: true, write: func(e entry) string {
			return "- " + strings.ReplaceAll(strings.TrimSpace(labelled("**Q: "+e.question+"**", e.question)+labelled("**A:** "+e.answer, e.answer)), "\n\n", "\n\n  ")
		}},
		{name: "bold items", bold: true, write: func(e entry) string { return "- **" + e.question + "** " + e.answer }},
		{name: "numbered bold, answer beside", numbered: true, bold: true, write: func(e entry) string {
			return fmt.Sprintf("**%d\\. %s** %s", e.number, e.question, e.answer)
		}},
		{name: "bold", bold: true, write: func(e entry) string { return "**" + e.question + "**\n\n" + e.answer }},
		{name: "counted bold items", bold: true, counted: true, write: func(e entry) string {
			return fmt.Sprintf("%d. **%s**\n\n   %s", e.number, e.question, e.answer)
		}},
		{name: "numbered headings", numbered: true, other: true, write: func(e entry) string {
			return fmt.Sprintf("### %d\\. %s\n\n%s", e.number, e.question, e.answer)
		}},
		{name: "headings", other: true, write: func(e entry) string { return "### " + e.question + "\n\n" + e.answer }},
		{name: "headings with labels", labelled: true, other: true, write: func(e entry) string {
			return labelled("### Q: "+e.question, e.question) + labelled("**A:** "+e.answer, e.answer)
		}},
		{name: "numbered labels", numbered: true, write: func(e entry) string {
			return fmt.Sprintf("**FAQ %d:** %s\n\n%s", e.number, e.question, e.answer)
		}},
		{name: "directives", other: true, write: func(e entry) string { return "::: details " + e.question + "\n\n" + e.answer + "\n\n:::" }},
		{name: "components", other: true, write: func(e entry) string {
			return "<Accordion title=\"" + e.question + "\">\n\n" + e.answer + "\n\n</Accordion>"
		}},
		{name: "summaries", other: true, within: true, write: func(e entry) string {
			return "<details>\n<summary>" + e.question + "</summary>\n\n" + e.answer + "\n\n</details>"
		}},
		{name: "admonitions", other: true, write: func(e entry) string { return "??? question \"" + e.question + "\"\n\n    " + e.answer }},
		{name: "front matter", inFront: true, labelled: true, write: func(e entry) string {
			var lines []string
			if e.question != "" {
				lines = append(lines, "question: '"+e.question+"'")
			}
			if e.answer != "" {
				lines = append(lines, "answer: '"+e.answer+"'")
			}
			return "  - " + strings.Join(lines, "\n    ")
		}},
	}
}

func labelled(text, content string) string {
	if content == "" {
		return ""
	}
	return text + "\n\n"
}

// tongue is what a FAQ says in a language.
type tongue struct {
	title     string
	entries   []entry
	statement string // no question
	again     string // the second question in other letters
	intro     string
	closing   string
}

func tongues() map[string]tongue {
	return map[string]tongue{
		"id": {
			title: "FAQ (Pertanyaan yang Sering Diajukan)",
			entries: []entry{
				{1, "Apakah foto saya ikut terhapus?", "Tidak, foto tetap ada."},
				{2, "Berapa lama baterai ini bertahan?", "Sekitar dua hari."},
				{3, "Bagaimana cara menghubungi teknisi?", "Telepon toko tempat kamu membeli."},
				{4, "Kenapa layar berkedip terus?", "Kabelnya longgar."},
			},
			statement: "Informasi tambahan tentang garansi", again: "Berapa lama baterai ini akan bertahan?",
			intro: "Masih ada yang kurang jelas? Berikut jawabannya.", closing: "Semoga panduan ini bermanfaat!",
		},
		"en": {
			title: "Frequently Asked Questions",
			entries: []entry{
				{1, "Are my photos deleted, too?", "No, photos stay where they are."},
				{2, "How long does the battery last?", "About two days."},
				{3, "What should I do with the old cable?", "Bring it to the shop."},
				{4, "Why is the screen flickering?", "The cable is loose."},
			},
			statement: "More on the warranty", again: "How long will the battery last?",
			intro: "These are asked most.", closing: "Thanks for reading!",
		},
	}
}

// page is a help article with a FAQ.
type page struct {
	markup
	tongue
	title   string   // of the FAQ, as written
	entries []string // as written
}

func newPage(m markup, t tongue) *page {
	p := &page{markup: m, tongue: t, title: "## " + t.title}
	for _, e := range t.entries {
		p.entries = append(p.entries, m.write(e))
	}
	return p
}

// String is the article.
func (p *page) String() string {
	list := strings.Join(p.entries, "\n\n")
	if p.inFront {
		return "---\ntitle: A\nfaq:\n" + strings.Join(p.entries, "\n") + "\n---\n\nText.\n"
	}
	return "---\ntitle: A\n---\n\nText.\n\n" + p.title + "\n\n" + list + "\n\n" + p.closing + "\n"
}

// lineOf is the 1-based line on which an entry begins; 0 is the title.
func (p *page) lineOf(entry int) int {
	whole := p.String()
	if entry == 0 {
		before, _, _ := strings.Cut(whole, p.title)
		return 1 + strings.Count(before, "\n")
	}
	from := 0
	for i := range entry {
		from += strings.Index(whole[from:], p.entries[i])
		if i+1 < entry {
			from += len(p.entries[i])
		}
	}
	if p.within {
		from += len("<details>\n")
	}
	return 1 + strings.Count(whole[:from], "\n")
}

// lineOfAnswer is the line on which the answer of an entry begins.
func (p *page) lineOfAnswer(entry int, answer string) int {
	whole := p.String()
	from := strings.Index(whole, p.entries[entry-1])
	from += strings.Index(whole[from:], answer)
	return 1 + strings.Count(whole[:from], "\n")
}

// damage is a mistake that is made in a page.
type damage struct {
	rule string
	fits func(m *markup) bool
	do   func(p *page, at int) (line int) // at is an entry from 1
	once bool                             // it does not matter which entry
	and  []string                         // what other rules may say of it, too
}

func everywhere(*markup) bool { return true }

func damages() []damage {
	replace := func(change func(p *page, e *entry)) func(p *page, at int) int {
		return func(p *page, at int) int {
			e := p.tongue.entries[at-1]
			change(p, &e)
			p.entries[at-1] = p.write(e)
			return p.lineOf(at)
		}
	}
	rewrite := func(format string) func(p *page, at int) int {
		return func(p *page, at int) int {
			e := p.tongue.entries[at-1]
			number := ""
			if p.numbered {
				number = fmt.Sprintf("%d\\. ", e.number)
			}
			p.entries[at-1] = fmt.Sprintf(format, number, e.question, e.answer)
			return p.lineOf(at)
		}
	}
	inBody := func(m *markup) bool { return !m.inFront }
	return []damage{
		{rule: "empty", fits: inBody, once: true, do: func(p *page, _ int) int {
			p.entries = nil
			return p.lineOf(0)
		}},
		{rule: "empty", fits: inBody, once: true, do: func(p *page, _ int) int {
			p.entries = []string{p.intro}
			return p.lineOf(0)
		}},
		{rule: "missing-answer", fits: everywhere, do: replace(func(_ *page, e *entry) { e.answer = "" })},
		{rule: "orphan-answer", fits: func(m *markup) bool { return m.labelled }, and: []string{"numbering"}, do: replace(func(_ *page, e *entry) { e.question = "" })},
		{rule: "missing-question-mark", fits: everywhere, do: replace(func(_ *page, e *entry) { e.question = strings.TrimSuffix(e.question, "?") })},
		{rule: "not-a-question", fits: everywhere, do: replace(func(p *page, e *entry) { e.question = p.statement })},
		{rule: "numbering", fits: func(m *markup) bool { return m.numbered }, do: func(p *page, at int) int {
			for i := at - 1; i < len(p.entries); i++ {
				e := p.tongue.entries[i]
				e.number++
				p.entries[i] = p.write(e)
			}
			return p.lineOf(at)
		}},
		{rule: "numbering", fits: func(m *markup) bool { return m.numbered }, do: func(p *page, at int) int {
			at = max(at, 2)
			for i := at - 1; i < len(p.entries); i++ {
				e := p.tongue.entries[i]
				e.number = i + 2 - at
				p.entries[i] = p.write(e)
			}
			return p.lineOf(at)
		}},
		{rule: "numbering", fits: func(m *markup) bool { return m.numbered }, do: func(p *page, at int) int {
			number := strconv.Itoa(p.tongue.entries[at-1].number)
			for _, written := range []string{number + "\\. ", " " + number + ":", number + ":"} {
				if before, after, ok := strings.Cut(p.entries[at-1], written); ok {
					p.entries[at-1] = before + strings.Repeat(":", strings.Count(written, ":")) + after
					break
				}
			}
			return p.lineOf(at)
		}},
		{rule: "duplicate-question", fits: everywhere, do: func(p *page, at int) int {
			first, second := min(at, 2), max(at, 2)
			if at == 2 {
				first, second = 2, 3
			}
			e := p.tongue.entries[second-1]
			e.question = p.tongue.entries[first-1].question
			if first == 2 {
				e.question = p.again
			}
			p.entries[second-1] = p.write(e)
			return p.lineOf(second)
		}},
		{rule: "mixed-style", fits: func(m *markup) bool { return m.bold && !m.labelled && !m.counted }, do: rewrite("### %s%s\n\n%s")},
		{rule: "mixed-style", fits: func(m *markup) bool { return m.counted }, and: []string{"numbering"}, do: rewrite("### %s%s\n\n%s")},
		{rule: "mixed-style", fits: func(m *markup) bool { return m.other && !m.labelled }, do: rewrite("**%s%s**\n\n%s")},
		{rule: "mixed-style", fits: func(m *markup) bool { return m.bold && !m.labelled && !m.counted }, do: rewrite("%s%s\n\n%s")},
		{rule: "mixed-style", fits: func(m *markup) bool { return m.labelled && !m.inFront }, do: func(p *page, at int) int {
			p.entries[at-1] = strings.Replace(p.entries[at-1], "**A:** ", "", 1)
			return p.lineOf(at)
		}},
		{rule: "mixed-style", fits: func(m *markup) bool { return m.name == "headings with labels" || m.name == "items with labels" }, do: func(p *page, at int) int {
			p.entries[at-1] = strings.Replace(p.entries[at-1], "Q: ", "", 1)
			return p.lineOf(at)
		}},
		{rule: "fake-heading", fits: inBody, once: true, do: func(p *page, _ int) int {
			p.title = "**" + strings.TrimPrefix(p.title, "## ") + "**"
			return p.lineOf(0)
		}},
		{rule: "fake-heading", fits: inBody, once: true, do: func(p *page, _ int) int {
			p.title = strings.Replace(p.title, "## ", "## H2: ", 1)
			return p.lineOf(0)
		}},
		{rule: "broken-markup", fits: func(m *markup) bool { return m.bold }, do: func(p *page, at int) int {
			p.entries[at-1] = strings.Replace(p.entries[at-1], "?**", "?", 1)
			return p.lineOf(at)
		}},
		{rule: "broken-markup", fits: func(m *markup) bool { return m.bold && !m.labelled }, do: func(p *page, at int) int {
			p.entries[at-1] = strings.Replace(p.entries[at-1], "**", "", 1)
			return p.lineOf(at)
		}},
		{rule: "broken-markup", fits: func(m *markup) bool { return m.bold && !m.labelled && m.numbered }, once: true, do: func(p *page, _ int) int {
			line := p.lineOf(1)
			p.entries = []string{strings.Join(strings.Fields(strings.Join(p.entries, " ")), " ")}
			return line
		}},
		{rule: "broken-markup", fits: func(m *markup) bool { return m.bold && !m.labelled }, do: func(p *page, at int) int {
			p.entries[at-1] = strings.Join(strings.Fields(p.entries[at-1]), " ")
			p.entries[at-1] = strings.Replace(p.entries[at-1], "?** ", "?**", 1)
			return p.lineOf(at)
		}},
		{rule: "broken-markup", fits: func(m *markup) bool { return m.bold && !m.labelled && m.numbered }, do: func(p *page, at int) int {
			if at == 1 {
				at = 2
			}
			line := p.lineOf(at) - 1
			p.entries[at-2] += "\n" + p.entries[at-1]
			p.entries = slices.Delete(p.entries, at-1, at)
			return line
		}},
		{rule: "broken-markup", fits: func(m *markup) bool { return m.bold && m.numbered }, do: func(p *page, at int) int {
			p.entries[at-1] = strings.ReplaceAll(p.entries[at-1], "**", "\\*\\*")
			return p.lineOf(at)
		}},
		{rule: "link-only-answer", fits: func(m *markup) bool { return !m.inFront }, do: func(p *page, at int) int {
			e := p.tongue.entries[at-1]
			e.answer = "[" + e.answer + "](page.md)"
			p.entries[at-1] = p.write(e)
			return p.lineOfAnswer(at, e.answer)
		}},
	}
}

// found are the names of the rules of the family that find something, by line.
func found(text string) map[int][]string {
	out := map[int][]string{}
	a := article.Parse("help/article.md", []byte(text), lexicon.Default())
	for _, rule := range faq.Family.Rules {
		bound := lint.Bind(rule, nil, lint.Env{})
		if bound.Check == nil {
			continue
		}
		pass := lint.NewPass(a, article.Date{Year: 2026, Month: 3, Day: 15})
		bound.Check(pass)
		for _, d := range pass.Take() {
			line := 1 + bytes.Count([]byte(text)[:d.Span.Start], []byte("\n"))
			out[line] = append(out[line], strings.TrimPrefix(bound.ID, "faq/"))
		}
	}
	return out
}

// TestMutations makes each mistake at each place of a FAQ in each markup and language: it is found on its
// line, nothing else is, and without the mistake nothing at all.
func TestMutations(t *testing.T) {
	t.Parallel()
	for _, m := range markups() {
		for lang, words := range tongues() {
			if got := found(newPage(m, words).String()); len(got) > 0 {
				t.Errorf("%s, %s: sound, but reported: %v\n%s", m.name, lang, got, newPage(m, words))
			}
			for _, d := range damages() {
				if !d.fits(&m) {
					continue
				}
				for at := 1; at <= len(words.entries); at++ {
					p := newPage(m, words)
					line := d.do(p, at)
					got := found(p.String())
					if !slices.Contains(got[line], d.rule) {
						t.Errorf("%s, %s: %s at %d is not found in line %d, but %v\n%s", m.name, lang, d.rule, at, line, got, p)
					}
					for other, rules := range got {
						for _, rule := range rules {
							if rule != d.rule && !slices.Contains(d.and, rule) || rule == d.rule && other != line {
								t.Errorf("%s, %s: %s at %d: %s in line %d, too\n%s", m.name, lang, d.rule, at, rule, other, p)
							}
						}
					}
					if d.once {
						break
					}
				}
			}
		}
	}
}
