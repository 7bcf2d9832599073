package article_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
)

var update = flag.Bool("update", false, "rewrite what the cases of testdata/spec expect; read the difference")

// specification is one case of a file in testdata/spec:
//
//	@@ title, or title (path of the article)
//	source
//	=>
//	what the file's view shows of it
//
// Spans are shown as the source that they cover, quoted, so that each case proves them.
type specification struct {
	title, path, source, want string
}

// views tell by file what is shown of an article.
func views() map[string]func(a *article.Article) []string {
	return map[string]func(a *article.Article) []string{
		"answers":    viewAnswers,
		"containers": viewContainers,
		"debris":     viewDebris,
		"callouts":   viewCallouts,
		"faq":        viewFAQs,
		"headings":   viewHeadings,
		"links":      viewLinks,
		"passages":   viewPassages,
		"steps":      viewSteps,
		"typemarks":  viewTypeMarks,
	}
}

func TestSpecifications(t *testing.T) {
	t.Parallel()
	for name, view := range views() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join("testdata", "spec", name+".txt")
			specs := readSpecifications(t, file)
			for i := range specs {
				s := &specs[i]
				t.Run(s.title, func(t *testing.T) {
					got := joined(view(article.Parse(s.path, []byte(s.source), lexicon.Default())))
					if *update {
						s.want = got
					} else if diff := cmp.Diff(s.want, got); diff != "" {
						t.Errorf("%s\n(-want +got)\n%s", s.source, diff)
					}
				})
			}
			if *update {
				writeSpecifications(t, file, specs)
			}
		})
	}
}

// seeds are the sources of all specifications, for the fuzz target.
func seeds(tb testing.TB) []string {
	tb.Helper()
	var out []string
	for name := range views() {
		for _, s := range readSpecifications(tb, filepath.Join("testdata", "spec", name+".txt")) {
			out = append(out, s.source)
		}
	}
	return out
}

func joined(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return strings.Join(lines, "\n") + "\n"
}

func readSpecifications(tb testing.TB, file string) []specification {
	tb.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	var specs []specification
	for part := range strings.SplitSeq("\n"+string(data), "\n@@ ") {
		title, rest, ok := strings.Cut(part, "\n")
		if !ok {
			continue
		}
		s := specification{title: title, path: "article.md"}
		if at := strings.Index(title, " ("); at >= 0 {
			s.path = strings.Trim(title[at:], " ()")
		}
		source, want, found := strings.Cut(rest, "\n=>\n")
		if !found && !strings.HasSuffix(rest, "\n=>") {
			tb.Fatalf("%s: %q has no \"=>\"", file, title)
		}
		s.source = strings.TrimSuffix(source, "\n=>") + "\n"
		if s.want = strings.TrimRight(want, "\n"); s.want != "" {
			s.want += "\n"
		}
		specs = append(specs, s)
	}
	return specs
}

func writeSpecifications(tb testing.TB, file string, specs []specification) {
	tb.Helper()
	var b strings.Builder
	for i, s := range specs {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "@@ %s\n%s=>\n%s", s.title, s.source, s.want)
	}
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		tb.Fatal(err)
	}
}

// line shows a name and spans.
type line struct {
	a     *article.Article
	parts []string
}

func lineOf(a *article.Article, name string) *line { return &line{a, []string{name}} }

func (l *line) word(format string, args ...any) *line {
	l.parts = append(l.parts, fmt.Sprintf(format, args...))
	return l
}

func (l *line) span(s article.Span) *line {
	return l.word("%q", s.Text(l.a.Source))
}

// named adds a span with its name, unless it is nowhere or empty.
func (l *line) named(name string, s article.Span) *line {
	if s.Len() == 0 {
		return l
	}
	return l.word("%s %q", name, s.Text(l.a.Source))
}

func (l *line) String() string { return strings.Join(l.parts, " ") }

var (
	containerNames = map[article.ContainerSyntax]string{
		article.Directive: "directive", article.Admonition: "admonition", article.Tab: "tab", article.Slashes: "slashes",
		article.Shortcode: "shortcode", article.Liquid: "liquid", article.Component: "component",
	}
	passageNames = map[article.PassageKind]string{
		article.Paragraph: "paragraph", article.HeadingText: "heading", article.Cell: "cell", article.Code: "code", article.HTML: "html",
	}
	notationNames = map[article.Notation]string{
		article.ContainerCallout: "container", article.QuoteCallout: "quote", article.LabelCallout: "label",
		article.HeadingCallout: "heading", article.InlineCallout: "inline", article.IncludeCallout: "include",
		article.ClassCallout: "class", article.FenceCallout: "fence", article.SignCallout: "sign",
	}
	markupNames = map[article.QuestionMarkup]string{
		article.BoldQuestion: "bold", article.LabelQuestion: "label", article.HeadingQuestion: "heading",
		article.ItemQuestion: "item", article.DetailsQuestion: "details", article.FrontMatterQuestion: "front matter",
		article.PlainQuestion: "plain",
	}
	flawNames = map[article.Flaw]string{
		article.ShownMarks: "shown-marks", article.Glued: "glued", article.RunTogether: "run-together",
	}
	linkNames = map[article.LinkSyntax]string{
		article.InlineLink: "inline", article.ReferenceLink: "reference", article.AutoLink: "autolink",
		article.BareURL: "bare", article.HTMLLink: "html",
	}
	stepNames = map[article.StepKind]string{
		article.ItemStep: "item", article.HeadingStep: "heading", article.SentenceStep: "sentence", article.CommandStep: "command",
	}
)

// viewContainers shows containers and the passages in and between them, in source order.
func viewContainers(a *article.Article) []string {
	var out []string
	containers := a.Containers()
	next := 0
	upTo := func(offset int) {
		for ; next < len(containers) && containers[next].Opener.Start <= offset; next++ {
			c := containers[next]
			l := lineOf(a, containerNames[c.Syntax]).span(c.NameSpan).named("args", c.Args).named("opener", c.Opener).named("closer", c.Closer)
			if !c.Closer.IsZero() {
				out = append(out, l.String())
			} else {
				out = append(out, l.named("all", c.Span()).String())
			}
		}
	}
	passages := a.Passages()
	for i := range passages {
		p := &passages[i]
		upTo(p.Span.Start)
		l := lineOf(a, passageNames[p.Kind])
		if p.Container != nil {
			l.word("in %q", p.Container.Name)
		}
		if p.Language != "" {
			l.word("language %s", p.Language)
		}
		out = append(out, l.span(p.Span).String())
	}
	upTo(len(a.Source))
	for _, s := range a.StrayClosers() {
		out = append(out, lineOf(a, "stray").span(s).String())
	}
	return out
}

func viewCallouts(a *article.Article) []string {
	var out []string
	for _, c := range a.Callouts() {
		strength := "weak"
		if c.Strong {
			strength = "strong"
		}
		out = append(out, lineOf(a, notationNames[c.Notation]).word("%s", strength).span(c.Label).word("in").span(c.Span).String())
	}
	return out
}

func viewTypeMarks(a *article.Article) []string {
	var out []string
	for _, m := range a.TypeMarks() {
		l := lineOf(a, "mark").span(m.Mark).span(m.Word)
		if m.Phrase != m.Word {
			l.named("phrase", m.Phrase)
		}
		if m.Container != nil && a.Swallows(m.Container) {
			l.word("swallows")
		}
		out = append(out, l.String())
	}
	for _, s := range a.StrayClosers() {
		out = append(out, lineOf(a, "stray").span(s).String())
	}
	return out
}

// viewAnswers shows the answers of all FAQs as HTML in which all links lead where they say, and as text where
// that has several lines.
func viewAnswers(a *article.Article) []string {
	var out []string
	for _, f := range a.FAQs() {
		for i := range f.Entries {
			q := &f.Entries[i]
			answer := a.AnswerExcerpt(q)
			out = append(out, a.QuestionText(q), "  "+answer.HTML(func(url string) string { return url }))
			if text := answer.Text(); strings.Contains(text, "\n") {
				out = append(out, "  "+strconv.Quote(text))
			}
		}
	}
	return out
}

func viewFAQs(a *article.Article) []string {
	var out []string
	for _, f := range a.FAQs() {
		l := lineOf(a, "faq")
		switch {
		case f.WholePage:
			l.word("whole page")
		case f.Heading == nil:
			l.word("without heading")
		}
		out = append(out, l.span(f.Title).String())
		for _, q := range f.Entries {
			l := lineOf(a, "  "+markupNames[q.Markup])
			if q.Number >= 0 {
				l.word("%d", q.Number).span(q.NumberSpan)
			}
			if q.Labelled {
				l.word("labelled")
			}
			if !q.Asks() {
				l.word("not asking")
			}
			if q.Flaw != article.NoFlaw {
				l.word("%s", flawNames[q.Flaw])
			}
			out = append(out, l.span(q.Span).String(), "    text   "+q.Text)
			if q.Answer.IsZero() {
				out = append(out, "    no answer")
			} else {
				l := lineOf(a, "    answer").span(q.Answer)
				if q.AnswerLabel.Len() > 0 {
					l.word("label").span(q.AnswerLabel)
				}
				out = append(out, l.String())
			}
		}
		for _, orphan := range f.Orphans {
			out = append(out, lineOf(a, "  orphan").span(orphan).String())
		}
	}
	return out
}

// viewHeadings shows headings, then the tree of sections with the number of own passages.
func viewHeadings(a *article.Article) []string {
	var out []string
	for _, h := range a.Headings() {
		l := lineOf(a, fmt.Sprintf("h%d", h.Level)).span(h.Span).word("text").span(h.Text).word("title %q", h.Title)
		if h.ID != "" {
			l.word("id %s", h.ID).span(h.IDSpan)
		}
		if h.Quote != nil {
			l.word("quoted")
		}
		out = append(out, l.String())
	}
	var walk func(s *article.Section, indent string)
	walk = func(s *article.Section, indent string) {
		first, _, _ := strings.Cut(strings.TrimSpace(string(s.Span.Text(a.Source))), "\n")
		out = append(out, fmt.Sprintf("%ssection %q own %d all %d", indent, strings.TrimSpace(first), len(s.Own()), len(s.All())))
		for _, child := range s.Children {
			walk(child, indent+"  ")
		}
	}
	walk(a.Root(), "")
	return out
}

func viewLinks(a *article.Article) []string {
	var out []string
	show := func(kind string, l article.Link) {
		text := lineOf(a, kind).word("%s", linkNames[l.Syntax]).span(l.Span).word("text").span(l.Text).word("to").span(l.Destination)
		if l.URL != string(l.Destination.Text(a.Source)) {
			text.word("is %q", l.URL)
		}
		if l.Label != "" {
			text.word("label %q", l.Label)
		}
		out = append(out, text.String())
	}
	for _, l := range a.Links() {
		show("link", l)
	}
	for _, l := range a.Images() {
		show("image", l)
	}
	for _, d := range a.Definitions() {
		l := lineOf(a, "definition").span(d.Span).word("label %q", d.Label).span(d.LabelSpan).word("to").span(d.Destination)
		if d.URL != string(d.Destination.Text(a.Source)) {
			l.word("is %q", d.URL)
		}
		out = append(out, l.String())
	}
	for _, u := range a.UndefinedReferences() {
		l := lineOf(a, "undefined").span(u.Span).word("label %q", u.Label)
		if u.Full {
			l.word("full")
		}
		out = append(out, l.String())
	}
	return out
}

// viewPassages shows passages with what a reader sees of them, items, quotes and comments.
func viewPassages(a *article.Article) []string {
	var out []string
	passages := a.Passages()
	for i := range passages {
		p := &passages[i]
		l := lineOf(a, passageNames[p.Kind]).span(p.Span)
		if plain := a.Plain(p.Text); plain != string(p.Span.Text(a.Source)) {
			l.word("reads %q", plain)
		}
		if p.Item != nil {
			l.word("item").span(p.Item.Marker)
		}
		if p.Quote != nil {
			l.word("quoted")
		}
		out = append(out, l.String())
	}
	for _, i := range a.Items() {
		l := lineOf(a, "item").span(i.Marker).word("number %d index %d", i.Number, i.Index).span(i.Span)
		if i.Parent != nil {
			l.word("in").span(i.Parent.Marker)
		}
		out = append(out, l.String())
	}
	for _, s := range a.Comments() {
		out = append(out, lineOf(a, "comment").span(s).String())
	}
	for _, o := range a.Obstacles {
		out = append(out, lineOf(a, "obstacle").word("%d", o.Kind).span(o.Span).String())
	}
	return out
}

func viewSteps(a *article.Article) []string {
	var out []string
	for _, s := range a.Steps() {
		out = append(out, lineOf(a, stepNames[s.Kind]).span(s.Span).word("in section %q", s.Section.Title()).String())
	}
	return out
}
