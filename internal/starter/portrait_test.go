package starter_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/config"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/locale"
	"github.com/kblint/kblint/internal/site"
	"github.com/kblint/kblint/internal/starter"
	"github.com/kblint/kblint/rules"
)

// portray draws the portrait of articles by their names, beside the configurations of generators. The facts
// must survive JSON.
func portray(tb testing.TB, files map[string]string) *starter.Portrait {
	tb.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	dirs := map[string]bool{".": true}
	view := &lint.View{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		dir, base, found := strings.Cut(name, "/")
		switch {
		case strings.HasSuffix(name, ".md"):
			a := article.Parse(name, fsys[name].Data, lexicon.Default())
			facts := starter.Listing.Facts.Collect(a)
			view.Entries = append(view.Entries, lint.Entry{Place: lint.Place{Path: name, Site: name}, Facts: survivor(tb, facts), Asked: true})
		case found && !strings.Contains(base, "/"):
			dirs[dir] = true
		}
	}
	for _, dir := range slices.Sorted(maps.Keys(dirs)) {
		view.Site.Configs = append(view.Site.Configs, site.Load(fsys, dir, site.Overrides{}))
	}
	return starter.Listing.Of(view)
}

// survivor is what is left of facts after a trip through JSON.
func survivor[F any](tb testing.TB, facts F) F {
	tb.Helper()
	text, err := json.Marshal(facts)
	if err != nil {
		tb.Fatal(err)
	}
	var back F
	if err := json.Unmarshal(text, &back); err != nil {
		tb.Fatal(err)
	}
	if !reflect.DeepEqual(facts, back) {
		tb.Errorf("JSON changes facts to %s", text)
	}
	return back
}

func printer(tb testing.TB, lang string) *locale.Printer {
	tb.Helper()
	p, err := locale.New(lang, locale.Own, starter.Messages)
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

// uncommented takes out the "# " of settings that are offered.
func uncommented(text []byte) string {
	offered := regexp.MustCompile(`(?m)^( *)# (frontmatter/not-in-list:|  lists:|    [^ ]+:|      - .*|danger/missing-warning: \{.*|external: .*|ignore: .*|site:|  generator: .*|(?:  )?base-url: .*)$`)
	return offered.ReplaceAllString(string(text), "$1$2")
}

func TestDescribe(t *testing.T) {
	t.Parallel()
	files := map[string]string{"hugo.yaml": "baseURL: https://help.example.com/\n"}
	for i := range 40 {
		tags := "tags: [phone, battery]\n"
		if i == 0 {
			tags = "tags: []\n"
		}
		files[fmt.Sprintf("content/a%02d.md", i)] = fmt.Sprintf("---\ntitle: Article %d\ndate: 2026-01-02\n%sseo: {}\n---\nThis is the way in which you charge it.\n", i, tags)
	}
	p := portray(t, files)
	for lang, want := range map[string]string{
		"en": "Hugo, 40 articles, English; title, date everywhere; tags in 97 %",
		"id": "Hugo, 40 artikel, bahasa Inggris; title, date di semua artikel; tags di 97 %",
	} {
		if diff := cmp.Diff([]string{want}, p.Describe(printer(t, lang))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", lang, diff)
		}
	}
	if diff := cmp.Diff([]string{"title", "date", "tags"}, p.Sites[0].Required); diff != "" {
		t.Errorf("required keys (-want +got):\n%s", diff)
	}
}

// TestRequired demands only what few articles lack: all keys together, not each.
func TestRequired(t *testing.T) {
	t.Parallel()
	files := map[string]string{}
	for i := range 100 {
		keys := []string{"title: x", "a: x", "b: x", "c: x"}
		if i < 9 {
			keys = slices.Delete(keys, 1+i/3, 2+i/3) // three articles lack each
		}
		files[fmt.Sprintf("%02d.md", i)] = "---\n" + strings.Join(keys, "\n") + "\n---\n"
	}
	s := portray(t, files).Sites[0]
	if diff := cmp.Diff([]string{"title", "a"}, s.Required); diff != "" || s.Lacking != 3 {
		t.Errorf("%d lack one of %v", s.Lacking, s.Required)
	}
}

// TestWriteHoldsWhateverStandsInArticles takes words that mean something in YAML, to a terminal, or are too long.
func TestWriteHoldsWhateverStandsInArticles(t *testing.T) {
	t.Parallel()
	odd := []string{"no", "a: b", "# c", "\x1b[2J", "'", `"`, "- d", "[e", "{f}", "*g", "line\nbreak", "\u202e", strings.Repeat("h", 1<<20), "", " ", "💡", "1", "~"}
	files := map[string]string{}
	for i := range 10 {
		keys := map[string]any{"title": "x", "tags": odd, "categories": strings.Join(odd, ",")}
		for _, word := range odd {
			keys[word] = word
		}
		text, err := json.Marshal(keys)
		if err != nil {
			t.Fatal(err)
		}
		files[fmt.Sprintf("we: # ird/%02d.md", i)] = string(text) + "\n\n> **Warning:** this is hot.\n"
	}
	files["we: # ird/mkdocs.yml"] = "site_name: x\nsite_url: 'https://help.example.com/ #x'\n"
	files["other/hugo.yaml"] = ""
	files["other/a.md"] = "# A\n"
	check(t, portray(t, files))
	for _, address := range []string{"/", "https://a.example/?b#c", "https://a.example/ä b/", "ftp://a.example/", "https://", "\x1b"} {
		for _, name := range []string{"mkdocs.yml", "below/mkdocs.yml"} {
			check(t, portray(t, map[string]string{name: "site_url: \"" + address + "\"\n", path.Join(path.Dir(name), "docs", "a.md"): "# A\n"}))
		}
	}
	check(t, portray(t, map[string]string{"a.md": "# A\n"}))
}

// check parses what is written for a portrait: as it is, and with all that is offered.
func check(tb testing.TB, p *starter.Portrait) {
	tb.Helper()
	loud := []starter.Loud{{"frontmatter/required", 1234, 99, 9}, {"links/broken-page", 2, 1, 5}}
	for _, lang := range locale.Languages() {
		for _, loud := range [][]starter.Loud{nil, loud} {
			// Packs are the same every time, and take long to load.
			text := regexp.MustCompile(`(?m)^languages: .*$`).ReplaceAll(p.Write(loud, printer(tb, lang)), nil)
			all := uncommented(text)
			for _, src := range []string{string(text), all} {
				if c, problems := config.Parse(".kblint.yaml", []byte(src), rules.All()); c == nil {
					tb.Fatalf("%v in\n%s", problems, src)
				}
			}
		}
	}
}

func FuzzWrite(f *testing.F) {
	f.Add("---\ntitle: A\ntags: [a, 'b: c']\ndate: 2026-01-02\n---\n\n!!! warning\n    Hot.\n", "site_url: https://a.example/\n")
	f.Add("+++\n\"a b\" = 'x'\ncategories = ['#']\n+++\n\n:::danger[x]\nHot\n:::\n", "site_url: \"https://a\\n\"\n")
	f.Fuzz(func(t *testing.T, text, mkdocs string) {
		files := map[string]string{"mkdocs.yml": mkdocs}
		for i := range 6 {
			files[fmt.Sprintf("docs/%d.md", i)] = text
		}
		if p := portray(t, files); len(p.Sites) > 0 {
			check(t, p)
		}
	})
}
