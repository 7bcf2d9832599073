package config_test

import (
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/kblint/kblint/internal/config"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/linkcheck"
	"github.com/kblint/kblint/internal/lint"
)

// defaults are the settings of the test's rules where nothing is configured.
var defaults = []string{
	"frontmatter/missing error",
	"frontmatter/required warning {[title] 1 false long}",
	"links/broken-file error",
	"keywords/unique hint {site}",
	"kblint/too-large error {1048576}",
}

// changed is defaults with other lines for some rules; "" leaves a rule out.
func changed(lines map[int]string) []string {
	var out []string
	for i, line := range defaults {
		if other, ok := lines[i]; ok {
			line = other
		}
		if line != "" {
			out = append(out, line)
		}
	}
	return out
}

func TestSettings(t *testing.T) {
	for _, test := range []struct {
		name string
		src  string
		path string
		want []string
	}{
		{"an empty file", "", "a.md", defaults},
		{"a file of comments", "# nothing\n", "a.md", defaults},
		{"keys without values", "rules:\noverrides:\nignore:\nsite:\nlanguages:\nlexicon:\n", "a.md", defaults},
		{"a byte order mark and CRLF", "\ufeffrules:\r\n  links: off\r\n", "a.md", changed(map[int]string{2: ""})},
		{
			"a severity for a rule",
			"rules: {links/broken-file: hint}", "a.md",
			changed(map[int]string{2: "links/broken-file hint"}),
		},
		{
			"a severity for a family, also where a rule is off by default",
			"rules: {links: warning, kblint: {severity: off}}", "a.md",
			[]string{defaults[0], defaults[1], "links/broken-file warning", "links/undefined warning", defaults[3]},
		},
		{
			"the more exact name wins behind the family",
			"rules: {frontmatter: off, frontmatter/missing: hint}", "a.md",
			changed(map[int]string{0: "frontmatter/missing hint", 1: ""}),
		},
		{
			"and in front of it",
			"rules: {frontmatter/missing: hint, frontmatter: off}", "a.md",
			changed(map[int]string{0: "frontmatter/missing hint", 1: ""}),
		},
		{
			"options keep the severity",
			"rules: {frontmatter/required: {keys: [title, date], min: 2, strict: true, style: short}}", "a.md",
			changed(map[int]string{1: "frontmatter/required warning {[title date] 2 true short}"}),
		},
		{
			"options together with the severity of the family",
			"rules: {frontmatter/required: {min: 2}, frontmatter: hint}", "a.md",
			changed(map[int]string{0: "frontmatter/missing hint", 1: "frontmatter/required hint {[title] 2 false long}"}),
		},
		{
			"an override that does not match",
			"overrides: [{paths: legacy, rules: {links: off}}]", "a.md", defaults,
		},
		{
			"an override that sets a severity keeps the options",
			"rules: {frontmatter/required: {min: 2}}\noverrides: [{paths: legacy, rules: {frontmatter/required: error}}]", "legacy/a.md",
			changed(map[int]string{1: "frontmatter/required error {[title] 2 false long}"}),
		},
		{
			"an override that sets an option keeps severity and other options",
			"rules: {frontmatter/required: {severity: error, min: 2}}\noverrides: [{paths: legacy, rules: {frontmatter/required: {style: short}}}]",
			"legacy/a.md",
			changed(map[int]string{1: "frontmatter/required error {[title] 2 false short}"}),
		},
		{
			"a list is replaced",
			"rules: {frontmatter/required: {keys: [a, b]}}\noverrides: [{paths: legacy, rules: {frontmatter/required: {keys: [c]}}}]", "legacy/a.md",
			changed(map[int]string{1: "frontmatter/required warning {[c] 1 false long}"}),
		},
		{
			"the family in an override outranks the rule above",
			"rules: {links/broken-file: hint}\noverrides: [{paths: legacy, rules: {links: off}}]", "legacy/a.md",
			changed(map[int]string{2: ""}),
		},
		{
			"of several overrides the last one counts",
			"overrides:\n- {paths: legacy, rules: {links: off}}\n- {paths: legacy/new, rules: {links/broken-file: hint}}\n- {paths: other, rules: {links: error}}",
			"legacy/new/a.md",
			changed(map[int]string{2: "links/broken-file hint"}),
		},
		{
			"nothing outside the folder of the file is overridden",
			"overrides: [{paths: '**', rules: {links: off}}]", "../elsewhere/a.md", defaults,
		},
		{
			"not even next to it",
			"overrides: [{paths: '**', rules: {links: off}}]", "../helpers/a.md", defaults,
		},
		{
			"an alias",
			"rules: &all {links: off}\noverrides: [{paths: legacy, rules: *all}]", "legacy/a.md",
			changed(map[int]string{2: ""}),
		},
		{
			"a merge key, which the map's own keys outrank",
			"rules: &all {links: off, keywords: off}\noverrides: [{paths: legacy, rules: {<<: *all, links: hint}}]", "legacy/a.md",
			[]string{defaults[0], defaults[1], "links/broken-file hint", "links/undefined hint", defaults[4]},
		},
		{
			"several merged maps, of which the first counts most",
			"overrides:\n- {paths: x, rules: &a {links/broken-file: hint}}\n- {paths: x, rules: &b {links/broken-file: off, keywords: off}}\n- {paths: legacy, rules: {<<: [*a, *b]}}",
			"legacy/a.md",
			changed(map[int]string{2: "links/broken-file hint", 3: ""}),
		},
		{
			"an aliased option",
			"rules: {frontmatter/required: {keys: &k [a, &b b], style: *b}}\noverrides: [{paths: legacy, rules: {frontmatter/required: {keys: [*b, *b]}}}]",
			"legacy/a.md",
			changed(map[int]string{1: "frontmatter/required warning {[b b] 1 false b}"}),
		},
		{
			"a text that looks like a tag",
			"rules: {frontmatter/required: {style: !short one}}", "a.md",
			changed(map[int]string{1: "frontmatter/required warning {[title] 1 false !short one}"}),
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, settings(parse(t, test.src), test.path)); diff != "" {
				t.Errorf("settings of %s (-want +got):\n%s", test.path, diff)
			}
		})
	}
}

func TestDefault(t *testing.T) {
	c := config.Default(families())
	if diff := cmp.Diff(defaults, settings(c, "a.md")); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
	if patterns, root := c.Ignore(); patterns != nil || root != "" {
		t.Errorf("ignores %q in %q, want nothing", patterns, root)
	}
	if c.Lexicon() != lexicon.Default() {
		t.Error("the lexicon is not the default one")
	}
}

// TestSharing shows what the engine relies on: a corpus rule is judged once for each Bound.
func TestSharing(t *testing.T) {
	c := parse(t, `
overrides:
  - {paths: a, rules: {keywords: error}}
  - {paths: b, rules: {links: off}}
  - {paths: c, rules: {keywords/unique: {scope: folder}}}
  - {paths: d, rules: {links: off}}
`)
	unique := func(path string) config.Rule {
		for _, rule := range c.For(filepath.Join(root, path)).Rules {
			if rule.ID == "keywords/unique" {
				return rule
			}
		}
		t.Fatalf("keywords/unique does not run on %s", path)
		return config.Rule{}
	}
	if c.For(root+"/x/1.md") != c.For(root+"/y/2.md") {
		t.Error("articles without overrides have two Settings")
	}
	if c.For(root+"/b/1.md") != c.For(root+"/b/2.md") {
		t.Error("articles with the same override have two Settings")
	}
	if unique("x.md").Bound != unique("a/1.md").Bound || unique("x.md").Bound != unique("b/1.md").Bound {
		t.Error("the rule has two Bounds, though its options are the same")
	}
	if unique("x.md").Severity != lint.Hint || unique("a/1.md").Severity != lint.Error {
		t.Error("the severity went the way of the options")
	}
	if unique("c/1.md").Bound == unique("x.md").Bound || unique("c/1.md").Bound != unique("c/d/1.md").Bound {
		t.Error("another option does not make another Bound, or makes more than one")
	}
}

func TestForConcurrently(t *testing.T) {
	c := parse(t, `
overrides:
  - {paths: "*1.md", rules: {links: off}}
  - {paths: "*2.md", rules: {frontmatter/required: {min: 2}}}
  - {paths: "*[13].md", rules: {keywords/unique: {scope: folder}}}
`)
	settings := make([][20]*config.Settings, 8)
	var workers sync.WaitGroup
	for w := range settings {
		workers.Go(func() {
			for i := range settings[w] {
				settings[w][i] = c.For(fmt.Sprintf("%s/a/%d.md", root, i%10))
			}
		})
	}
	workers.Wait()
	for w := range settings {
		if settings[w] != settings[0] {
			t.Fatalf("worker %d got other Settings than the first one", w)
		}
	}
}

func TestFileSettings(t *testing.T) {
	c := parse(t, `
languages: [en]
ignore: [drafts/, "/top.md", "**/*.tmp.md"]
site:
  generator: hugo
  base-url: https://help.example.com/de/
  static: static
  roots: [content/en/, ./content/id]
`)
	if diff := cmp.Diff([]string{"en"}, c.Languages); diff != "" {
		t.Errorf("languages (-want +got):\n%s", diff)
	}
	patterns, dir := c.Ignore()
	if diff := cmp.Diff([]string{"**/drafts/**", "top.md/**", "**/*.tmp.md/**"}, patterns); diff != "" || dir != root {
		t.Errorf("ignored in %s (-want +got):\n%s", dir, diff)
	}
	site := config.Site{
		Generator: "hugo", BaseURL: "https://help.example.com/de/",
		Static: []string{"static"}, Roots: []string{"content/en", "content/id"},
	}
	if diff := cmp.Diff(site, c.Site); diff != "" {
		t.Errorf("site (-want +got):\n%s", diff)
	}
}

func TestExternal(t *testing.T) {
	t.Parallel()
	const src = `external:
  enabled: true
  max-age: 7d
  timeout: 10s
  retries: 0
  concurrency: 8
  host-concurrency: 1
  interval: 1500ms
  user-agent: help-bot/1
  allow-private: true
  include: [contoh.id, "https://contoh.id/*"]
  exclude: linkedin.com
  hosts:
    "*.contoh.id": {headers: {x-token: "${TOKEN}"}}
    contoh.id: {concurrency: 3, interval: 0}
`
	c := parse(t, src)
	want := linkcheck.DefaultOptions()
	want.MaxAge, want.Timeout, want.Retries, want.Concurrency = 7*24*time.Hour, 10*time.Second, 0, 8
	want.Host = linkcheck.Limits{Concurrency: 1, Interval: 1500 * time.Millisecond}
	want.UserAgent, want.AllowPrivate = "help-bot/1", true
	want.Include, want.Exclude = linkcheck.Patterns{"contoh.id", "https://contoh.id/*"}, linkcheck.Patterns{"linkedin.com"}
	want.Hosts = []linkcheck.HostOptions{
		{Host: "*.contoh.id", Limits: linkcheck.Limits{Interval: -1}, Headers: map[string]string{"X-Token": "${TOKEN}"}},
		{Host: "contoh.id", Limits: linkcheck.Limits{Concurrency: 3}},
	}
	functions := cmpopts.IgnoreFields(linkcheck.Options{}, "Now", "Tell", "Progress")
	if diff := cmp.Diff(want, c.External.Options, functions); diff != "" || !c.External.Enabled {
		t.Errorf("options (-want +got):\n%s", diff)
	}
	again := parse(t, printed(t, c, ""))
	if diff := cmp.Diff(want, again.External.Options, functions); diff != "" || !again.External.Enabled {
		t.Errorf("options of what was printed (-want +got):\n%s", diff)
	}
	if off := parse(t, "external:\n"); off.External.Enabled || off.External.Options.Concurrency != 64 {
		t.Errorf("an empty section means %+v", off.External)
	}
}

func TestLexicon(t *testing.T) {
	const label = "Gawat darurat"
	if lexicon.Default().Label(label) != 0 {
		t.Fatalf("%q is a label already", label)
	}
	for _, test := range []struct {
		name, src string
		languages []string
		known     bool
	}{
		{"an addition to a language", "lexicon: {id: {labels: {strong: gawat darurat}}}", []string{"en", "id"}, true},
		{"the form of a whole pack", "lexicon: {language: id, labels: {strong: gawat darurat}}", []string{"en", "id"}, true},
		{"a new language", "lexicon: {su: {labels: {strong: gawat darurat}}}", []string{"en", "id", "su"}, true},
		{"only a new language", "languages: su\nlexicon: {su: {labels: {strong: gawat darurat}}}", []string{"su"}, true},
		{"a language that is not active", "languages: [en]\nlexicon: {id: {labels: {strong: gawat darurat}}}", []string{"en"}, false},
		{"a new language that is not active", "languages: [en]\nlexicon: {su: {labels: {strong: gawat darurat}}}", []string{"en"}, false},
		{"aliases", "lexicon: {su: {labels: {strong: &g gawat darurat}}, en: {labels: {weak: *g}}}", []string{"en", "id", "su"}, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := parse(t, test.src)
			if diff := cmp.Diff(test.languages, c.Languages); diff != "" {
				t.Errorf("languages (-want +got):\n%s", diff)
			}
			if known := c.Lexicon().Label(label) != 0; known != test.known {
				t.Errorf("%q is a label: %t, want %t", label, known, test.known)
			}
		})
	}
}

func BenchmarkFor(b *testing.B) {
	for _, bench := range []struct {
		name string
		src  string
	}{
		{"no overrides", "rules: {links: off}"},
		{"five overrides", `
overrides:
  - {paths: ["legacy/**", old], rules: {links: off}}
  - {paths: "content/id/**", rules: {frontmatter/required: {keys: [title, description]}}}
  - {paths: ["**/_index.md", "README.md"], rules: {frontmatter: off}}
  - {paths: "content/en/{faq,guides}/**", rules: {keywords: error}}
  - {paths: drafts, rules: {frontmatter/missing: hint}}
`},
	} {
		b.Run(bench.name, func(b *testing.B) {
			c := parse(b, bench.src)
			b.ReportAllocs()
			for b.Loop() {
				c.For(root + "/content/id/ponsel/reset-pabrik/index.md")
			}
		})
	}
}

func BenchmarkParse(b *testing.B) {
	src := []byte("ignore: [drafts]\nrules:\n  links: hint\n  frontmatter/required: {keys: [title, description]}\n" +
		"overrides:\n  - paths: legacy/**\n    rules: {frontmatter: off}\n")
	config.Default(families()) // loads the lexicon
	b.ReportAllocs()
	for b.Loop() {
		if _, problems := config.Parse(root+"/.kblint.yaml", src, families()); len(problems) > 0 {
			b.Fatal(problems)
		}
	}
}
