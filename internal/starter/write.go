package starter

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kblint/kblint/internal/config"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/locale"
	"github.com/kblint/kblint/internal/site"
)

// Loud is a rule with so many findings that nobody would read them.
type Loud struct {
	ID                 string
	Findings, Articles int
	Percent            int // of all articles that were linted
}

// longestList is how many values of a key are written out.
const longestList = 40

// Write writes the configuration for what the portrait shows, in which loud rules are hints.
func (p *Portrait) Write(loud []Loud, text *locale.Printer) []byte {
	w := &writer{Portrait: p, text: text, loud: loud}
	w.preface()
	w.languages()
	w.site()
	w.note("", "Links to other sites are checked with --external only, or always:")
	w.line("# external: {enabled: true}\n")
	w.note("", "What is not to be linted, besides what .gitignore and .kblintignore name:")
	w.line("# ignore: [drafts]\n")
	w.rules()
	w.overrides()
	return w.out.Bytes()
}

type writer struct {
	*Portrait
	text *locale.Printer
	loud []Loud
	out  bytes.Buffer
}

// count is a thing with the number of articles that have it.
func (w *writer) count(name string, articles int) string {
	return name + " (" + w.text.Sprintf("%d articles", articles) + ")"
}

// visible keeps what a terminal would act on, and no configuration may hold, out of comments.
func visible(r rune) rune {
	if unicode.IsPrint(r) || unicode.IsSpace(r) {
		return r
	}
	return utf8.RuneError
}

// gap leaves a line empty, except below a key.
func (w *writer) gap() {
	if !bytes.HasSuffix(w.out.Bytes(), []byte(":\n")) {
		w.out.WriteByte('\n')
	}
}

func (w *writer) line(format string, args ...any) { fmt.Fprintf(&w.out, format+"\n", args...) }

// lineWidth is where lines of comments are broken, in bytes.
const lineWidth = 100

// note writes a message of the catalogue as lines of comment.
func (w *writer) note(indent, format string, args ...any) {
	w.comment(indent, w.text.Sprintf(format, args...))
}

func (w *writer) comment(indent, text string) {
	start := indent + "#"
	line := start
	for word := range strings.FieldsSeq(strings.Map(visible, text)) {
		if line != start && len(line)+len(" ")+len(word) > lineWidth {
			w.line("%s", line)
			line = start
		}
		line += " " + word
	}
	w.line("%s", line)
}

func (w *writer) preface() {
	w.note("", "The settings of kblint, written by \"kblint init\" for what it found here:")
	for _, line := range w.Describe(w.text) {
		w.comment("", "  "+line)
	}
	w.note("", "All of them may be changed or left out. \"kblint config\" prints what holds and where it comes from, \"kblint explain RULE\" what a rule demands and its options.")
	w.note("", "Editors complete and check this file by the schema that \"kblint config --schema > .kblint.schema.json\" writes, if the first line is:")
	w.line("#   # yaml-language-server: $schema=.kblint.schema.json\n")
}

// languages names the packs of the languages that occur. Menus and commands are English nearly everywhere.
func (w *writer) languages() {
	articles := map[string]int{}
	for _, s := range w.Sites {
		for _, t := range s.Tongues {
			articles[t.Name] += t.Articles
		}
	}
	var packs, counts []string
	for _, pack := range lexicon.Languages() {
		if articles[pack] > 0 || pack == "en" {
			packs = append(packs, pack)
		}
		if articles[pack] > 0 {
			counts = append(counts, w.count(languageName(pack, w.text), articles[pack]))
		}
	}
	if len(counts) == 0 {
		w.note("", "The languages whose words rules look for; all where this is left out, since none of them was found:")
		w.line("# languages: %s\n", config.List(lexicon.Languages()))
		return
	}
	w.note("", "The languages whose words rules look for: %s.", strings.Join(counts, ", "))
	if total := w.articles(); len(packs) > 1 && rareShare*articles["en"] < total {
		w.note("", "English is among them because menus and commands often are.")
	}
	w.line("languages: %s\n", config.List(packs))
}

// rareShare is the part of the articles, one in so many, below which a language needs a reason to be listed.
const rareShare = 20

func (p *Portrait) articles() int {
	n := 0
	for _, s := range p.Sites {
		n += s.Articles
	}
	return n
}

// site names the generator where it is that of the folder of the file. What kblint reads of its configuration
// is not repeated, lest it grow stale.
func (w *writer) site() {
	if len(w.Sites) > 1 {
		w.note("", "Several sites lie here. kblint finds what builds each of them and reads its configuration:")
		for _, s := range w.Sites {
			w.comment("", "  "+strings.TrimSuffix(config.Scalar(s.Dir)+": "+generatorNames[s.Generator]+" "+s.BaseURL, " "))
		}
		w.gap()
		return
	}
	s := w.Sites[0]
	if s.Generator == site.Unknown {
		w.note("", "What builds the site, which was not found, and its address:")
		w.line("# site:\n#   generator: plain  # %s\n#   base-url: https://help.example.com/\n", strings.Join(site.Generators(), ", "))
		return
	}
	if s.Dir != "." {
		w.note("", "The site in \"%s\" is found there, with its configuration.", s.Dir)
		w.line("# site:\n#   generator: %s\n#   base-url: %s\n", s.Generator, s.address())
		return
	}
	w.note("", "What builds the site. kblint reads the folders and addresses of articles from the configuration of that; set here what it does not find.")
	w.line("site:\n  generator: %s", s.Generator)
	from := ""
	if s.BaseURL != "" && s.File != "" {
		from = "  # " + w.text.Sprintf("as %s has it", config.Scalar(s.File))
	}
	w.line("  # base-url: %s%s\n", s.address(), from)
}

// address is that of the site, or what one looks like.
func (s *Site) address() string {
	if s.BaseURL == "" {
		return "https://help.example.com/"
	}
	return config.Scalar(s.BaseURL)
}

func (w *writer) rules() {
	w.line("rules:")
	before := w.out.Len()
	if len(w.Sites) == 1 {
		w.required("  ", w.Sites[0], w.isLoud(requiredRule))
	}
	w.drowning()
	if w.out.Len() == before {
		// A key without a value is an empty map.
		w.note("  ", "All are as kblint has them: no rule finds too much to begin with.")
	}
	w.lists()
	w.dates()
	w.callouts()
}

// requiredRule demands keys.
const requiredRule = "frontmatter/required"

func (w *writer) isLoud(id string) bool {
	return slices.ContainsFunc(w.loud, func(l Loud) bool { return l.ID == id })
}

// required demands the keys that nearly all articles of a site have. It is an error only where next to none
// lacks them.
func (w *writer) required(indent string, s *Site, loud bool) {
	if !s.demands() {
		return
	}
	if s.Lacking == 0 {
		w.note(indent, "All articles have these keys:")
	} else {
		w.note(indent, "Of %d articles all but %d have these keys:", s.Articles, s.Lacking)
	}
	w.line("%s%s:", indent, requiredRule)
	switch {
	case loud:
		w.line("%s  severity: hint", indent)
	case 100*s.Lacking > s.Articles:
		w.line("%s  severity: warning  # %s", indent, w.text.Sprintf("make it \"error\" when they all have"))
	}
	w.line("%s  keys: %s", indent, config.List(s.Required))
	others := slices.DeleteFunc(slices.Clone(s.Keys), func(k Count) bool { return slices.Contains(s.Required, k.Name) })
	if shares := s.shares(others, w.text); shares != "" {
		w.note(indent+"  ", "Besides: %s.", shares)
	}
}

// demands reports whether the site has keys of which the rule does not know by itself that all articles need
// them.
func (s *Site) demands() bool {
	return slices.ContainsFunc(s.Required, func(key string) bool { return key != titleKey })
}

// drowning makes hints of rules that find too much to be read. The keys of one that demands keys are set
// above.
func (w *writer) drowning() {
	if len(w.loud) == 0 {
		return
	}
	w.gap()
	w.note("  ", "These find too much to begin with, so they are hints, which fail no run. Make them \"warning\" or \"error\" when little is left, or when \"kblint baseline\" has taken down what there is.")
	for _, l := range w.loud {
		findings := w.text.Sprintf("%d findings in %d %% of the articles", l.Findings, l.Percent)
		if l.ID == requiredRule && len(w.Sites) == 1 && w.Sites[0].demands() {
			w.comment("  ", l.ID+": "+findings)
			continue
		}
		w.line("  %s: hint  # %s", l.ID, findings)
	}
}

// lists has the tags and categories in use, for sites that want no others.
func (w *writer) lists() {
	var short []Group
	for _, g := range w.words() {
		if len(g.Values) <= longestList {
			short = append(short, g)
			continue
		}
		w.gap()
		w.note("  ", "\"%s\" has %d values; \"kblint keywords\" lists them with what looks alike.", g.Key, len(g.Values))
	}
	if len(short) == 0 {
		return
	}
	w.gap()
	w.note("  ", "The values in use, with the number of their articles. Take out the \"# \" to allow no others:")
	w.line("  # frontmatter/not-in-list:\n  #   lists:")
	for _, g := range short {
		w.line("  #     %s:", config.Scalar(g.Key))
		for _, v := range g.Values {
			w.line("  #       - %s  # %d", config.Scalar(v.Name), v.Articles)
		}
	}
}

// words are those of all sites.
func (w *writer) words() []Group {
	values := map[string]tally{}
	for _, s := range w.Sites {
		for _, g := range s.Words {
			if values[g.Key] == nil {
				values[g.Key] = tally{}
			}
			for _, v := range g.Values {
				values[g.Key][v.Name] += v.Articles
			}
		}
	}
	var all []Group
	for _, key := range wordKeys {
		if values[key] != nil {
			all = append(all, Group{Key: key, Values: values[key].sorted()})
		}
	}
	return all
}

// datedShare is the part of the articles, one in so many, that shows that a key holds dates.
const datedShare = 20

// dates shows how dates are written, which the rule learns by itself.
func (w *writer) dates() {
	var seen []string
	for _, s := range w.Sites {
		for _, g := range s.Dates {
			if datedShare*g.Articles < s.Articles {
				continue
			}
			var styles []string
			for _, v := range g.Values {
				styles = append(styles, w.count(v.Name, v.Articles))
			}
			seen = append(seen, config.Scalar(g.Key)+": "+strings.Join(styles, ", "))
		}
	}
	if len(seen) > 0 {
		w.gap()
		w.note("  ", "Dates are written like this; frontmatter/date learns it from the site: %s.", strings.Join(seen, "; "))
	}
}

// shownNotations is how many ways to warn are shown.
const shownNotations = 4

// callouts shows how articles warn, and offers to demand callouts.
func (w *writer) callouts() {
	articles, examples := tally{}, map[string]tally{}
	for _, s := range w.Sites {
		for _, g := range s.Callouts {
			articles[g.Key] += g.Articles
			if examples[g.Key] == nil {
				examples[g.Key] = tally{}
			}
			for _, v := range g.Values {
				examples[g.Key][v.Name] += v.Articles
			}
		}
	}
	if len(articles) == 0 {
		return
	}
	var seen []string
	for i, c := range articles.sorted() {
		if i == shownNotations || i > 0 && c.Articles == 1 {
			break
		}
		example := strings.ToValidUTF8(examples[c.Name].sorted()[0].Name, "\uFFFD")
		seen = append(seen, w.count("\""+example+"\"", c.Articles))
	}
	w.gap()
	w.note("  ", "Articles warn like this: %s. To demand a callout before a dangerous step, where otherwise a sentence is enough:", strings.Join(seen, ", "))
	w.line("  # danger/missing-warning: {require: callout}")
}

// overrides demand of each of several sites what its own articles have.
func (w *writer) overrides() {
	// What holds at the top would hold in all folders.
	demanding := slices.DeleteFunc(slices.Clone(w.Sites), func(s *Site) bool { return s.Dir == "." || !s.demands() })
	if len(w.Sites) < 2 || len(demanding) == 0 {
		return
	}
	w.line("\noverrides:")
	for _, s := range demanding {
		w.line("  - paths: %s", config.List([]string{s.pattern()}))
		w.line("    rules:")
		w.required("      ", s, w.isLoud(requiredRule))
	}
}

// special are the characters of patterns.
var special = strings.NewReplacer("*", `\*`, "?", `\?`, "[", `\[`, "]", `\]`, "{", `\{`, "}", `\}`)

// pattern matches the articles of a site.
func (s *Site) pattern() string { return path.Join("/", special.Replace(s.Dir), "**") }
