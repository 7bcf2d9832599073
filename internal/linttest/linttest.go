// Package linttest proves rules: three lines of test in a family's package demand, for each of
// its rules, a page whose examples say what they show, a folder of articles with expectations,
// fixes that fix, facts that survive JSON, and messages in every language.
package linttest

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/config"
	"github.com/kblint/kblint/internal/discover"
	"github.com/kblint/kblint/internal/engine"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/locale"
	"github.com/kblint/kblint/internal/site"
)

// Update makes tests rewrite golden files and the outputs in rule pages.
var Update = flag.Bool("update", false, "rewrite golden files and the outputs in rule pages")

// Today is the day on which fixtures and pages are linted.
var Today = article.Date{Year: 2026, Month: 3, Day: 15}

// Run proves all rules of a family. Its package's folder is the working folder.
func Run(t *testing.T, family lint.Family) {
	t.Helper()
	p := &prover{family: family, formats: map[string]bool{}}
	for _, rule := range family.Rules {
		id := rule.Describe().ID
		t.Run(strings.TrimPrefix(id, family.Name+"/"), func(t *testing.T) {
			p.meta(t, rule)
			p.page(t, rule)
			p.fixtures(t, rule)
			p.badOptions(t, rule)
		})
	}
	t.Run("strays", p.strays)
	t.Run("messages", p.messages)
}

// prover carries what the tests of a family share.
type prover struct {
	family  lint.Family
	formats map[string]bool // all formats that were reported
}

// meta checks what a rule says of itself.
func (p *prover) meta(t *testing.T, rule lint.Rule) {
	t.Helper()
	m := rule.Describe()
	name, ok := strings.CutPrefix(m.ID, p.family.Name+"/")
	if !ok || name == "" || strings.ToLower(name) != name || strings.ContainsAny(name, "_ /") {
		t.Errorf("the id %q must be %q and a name in kebab case", m.ID, p.family.Name+"/")
	}
	if !strings.HasSuffix(m.Summary, ".") {
		t.Errorf("the summary must be a sentence: %q", m.Summary)
	}
	if m.Severity == lint.Off {
		t.Errorf("a rule that is off by default must say so with a severity of its own when it is turned on")
	}
	lint.Options(rule) // panics for a type of option that cannot be copied or configured
}

// lintFolder runs some rules of the family over a folder, under the configuration in it if there
// is one.
func (p *prover) lintFolder(t *testing.T, dir string, rules []lint.Rule) *engine.Result {
	t.Helper()
	families := []lint.Family{{Name: p.family.Name, Pages: p.family.Pages, Rules: rules}}
	cfg := loadConfig(t, dir, families)
	result := engine.Run(context.Background(), engine.Options{
		Discover: discover.Options{Paths: []string{dir}, Dir: dir},
		Families: families, Config: cfg, Root: dir, Today: Today,
		Site: lint.Site{Generator: cfg.Site.Generator}, Ask: readAnswers(t, dir), Change: changeIn(t, dir),
		Overrides: site.Overrides{Generator: site.Named(cfg.Site.Generator)},
	})
	for _, f := range result.Faults {
		t.Errorf("fault of the run: %s: %v", f.Path, f.Err)
	}
	for i := range result.Findings {
		p.noteFormats(&result.Findings[i])
	}
	return result
}

func loadConfig(t *testing.T, dir string, families []lint.Family) *config.Config {
	t.Helper()
	file := filepath.Join(dir, ".kblint.yaml")
	if _, err := os.Stat(file); err != nil {
		return config.Default(families)
	}
	cfg, problems := config.Load(file, families)
	for _, problem := range problems {
		t.Errorf("%s: %s", file, problem.Message)
	}
	return cfg
}

func (p *prover) noteFormats(f *engine.Finding) {
	p.formats[f.Message.Format] = true
	for _, r := range f.Related {
		p.formats[r.Message.Format] = true
	}
	for _, fix := range f.Fixes {
		p.formats[fix.Message.Format] = true
	}
}

// strays fails for pages and fixtures that belong to no rule.
func (p *prover) strays(t *testing.T) {
	names := map[string]bool{}
	for _, rule := range p.family.Rules {
		names[strings.TrimPrefix(rule.Describe().ID, p.family.Name+"/")] = true
	}
	pages, err := fs.Glob(p.family.Pages, "*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range pages {
		if !names[strings.TrimSuffix(page, ".md")] {
			t.Errorf("the page %s belongs to no rule", page)
		}
	}
	folders, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatalf("write fixtures into testdata/RULE: %v", err)
	}
	for _, folder := range folders {
		if !names[folder.Name()] && folder.Name() != "fuzz" {
			t.Errorf("the folder testdata/%s belongs to no rule", folder.Name())
		}
	}
}

// messages fails for a reported format without a translation, and for a translation of what no
// fixture or example makes a rule say.
func (p *prover) messages(t *testing.T) {
	for _, lang := range locale.Languages()[1:] {
		file := "messages." + lang + ".yaml"
		entries, err := locale.Load(p.family.Pages, lang)
		if err != nil {
			t.Fatal(err)
		}
		for format := range p.formats {
			entry, ok := entries[format]
			if !ok {
				t.Errorf("%s: no translation of\n%q", file, format)
			} else if got, want := verbs(entry), verbs(locale.Translation{Text: format}); !slices.Equal(got, want) {
				t.Errorf("%s: the translation of %q has the verbs %v, want %v", file, format, got, want)
			}
		}
		for format := range entries {
			if !p.formats[format] {
				t.Errorf("%s: nothing in fixtures or examples is reported as\n%q", file, format)
			}
		}
	}
}

// verbs are the formatting verbs of a message in the order of the arguments that they print.
func verbs(entry locale.Translation) []string {
	text := entry.Text
	if text == "" {
		text = entry.Other
	}
	var out []string
	ordered := false
	for i := 0; i+1 < len(text); i++ {
		if text[i] != '%' {
			continue
		}
		i++
		if text[i] == '%' {
			continue
		}
		j := i
		for j < len(text)-1 && !strings.ContainsRune("sdqv", rune(text[j])) {
			j++
		}
		ordered = ordered || text[i] == '['
		out = append(out, text[i:j+1])
		i = j
	}
	if ordered {
		slices.Sort(out)
		for i := range out {
			out[i] = strings.TrimPrefix(out[i], fmt.Sprintf("[%d]", i+1))
		}
	}
	return out
}
