package config_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/config"
	"github.com/kblint/kblint/internal/lint"
)

// required are the options of a rule that has one of each type.
type required struct {
	Keys   []string `yaml:"keys"`
	Min    int      `yaml:"min"`
	Strict bool     `yaml:"strict"`
	Style  string   `yaml:"style"`
}

type uniqueOptions struct {
	Scope string `yaml:"scope"`
}

// families are a small set of rules that do nothing.
func families() []lint.Family {
	facts := &lint.Facts[string]{Name: "keywords", Collect: func(*article.Article) string { return "" }}
	return []lint.Family{
		{Name: "frontmatter", Rules: []lint.Rule{
			lint.ArticleRule[lint.None]{Meta: lint.Meta{ID: "frontmatter/missing", Severity: lint.Error}},
			lint.ArticleRule[required]{
				Meta:    lint.Meta{ID: "frontmatter/required", Severity: lint.Warning},
				Options: required{Keys: []string{"title"}, Min: 1, Style: "long"},
			},
		}},
		{Name: "links", Rules: []lint.Rule{
			lint.ArticleRule[lint.None]{Meta: lint.Meta{ID: "links/broken-file", Severity: lint.Error}},
			lint.ArticleRule[lint.None]{Meta: lint.Meta{ID: "links/undefined", Severity: lint.Off}},
		}},
		{Name: "keywords", Rules: []lint.Rule{
			lint.CorpusRule[uniqueOptions, string]{
				Meta: lint.Meta{ID: "keywords/unique", Severity: lint.Hint}, Facts: facts,
				Options: uniqueOptions{Scope: "site"},
			},
		}},
		{Name: "kblint", Rules: []lint.Rule{
			lint.AuditRule[lint.SizeLimit]{
				Meta:    lint.Meta{ID: "kblint/too-large", Severity: lint.Error},
				Options: lint.SizeLimit{MaxBytes: lint.DefaultSizeLimit},
			},
		}},
	}
}

// parse reads a configuration that must have no mistakes.
func parse(tb testing.TB, src string) *config.Config {
	tb.Helper()
	c, problems := config.Parse(root+"/.kblint.yaml", []byte(src), families())
	for _, p := range problems {
		tb.Errorf("unexpected problem: %s", show(p))
	}
	if c == nil {
		tb.FailNow()
	}
	return c
}

// root is the folder of the configuration file in tests that need no disk.
const root = "/help"

// show gives a problem as "line:column `source` message", with the columns in characters.
func show(p config.Problem) string {
	before := bytes.TrimPrefix(p.Source[:p.Span.Start], []byte("\ufeff"))
	line := bytes.Count(before, []byte("\n")) + 1
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	return fmt.Sprint(line, ":", column, " `", string(p.Span.Text(p.Source)), "` ", p.Message)
}

// settings gives the rules that run on an article as "id severity options".
func settings(c *config.Config, rel string) []string {
	rules := c.For(filepath.Join(root, rel)).Rules
	lines := make([]string, len(rules))
	for i, r := range rules {
		severity := [...]string{"off", "hint", "warning", "error"}[r.Severity]
		lines[i] = strings.TrimSuffix(fmt.Sprintf("%s %s %v", r.ID, severity, r.Options), " {}")
	}
	return lines
}

func write(t *testing.T, file, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}
