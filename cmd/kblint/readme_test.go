package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/cli"
	"github.com/kblint/kblint/rules"
)

// TestReadme holds the README to the truth: its example is what kblint prints, its table lists all
// rules, its configuration is a valid one.
func TestReadme(t *testing.T) {
	src, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	readme := string(src)

	t.Run("output", func(t *testing.T) {
		golden, err := os.ReadFile("../../testdata/golden/site.text")
		if err != nil {
			t.Fatal(err)
		}
		example := fenced(t, readme, "text")
		_, example, _ = strings.Cut(example, "\n")
		for finding := range strings.SplitSeq(example, "\n\n") {
			finding = strings.ReplaceAll(finding, "testdata/site/", "site/")
			if !strings.HasPrefix(finding, "…") && !strings.Contains(string(golden), finding) {
				t.Errorf("kblint prints no such finding:\n%s", finding)
			}
		}
	})

	t.Run("rules", func(t *testing.T) {
		var table strings.Builder
		for _, family := range rules.All() {
			for _, rule := range family.Rules {
				meta := rule.Describe()
				fmt.Fprintf(&table, "| `%s` | %s |\n", meta.ID, meta.Summary)
			}
		}
		_, rows, _ := strings.Cut(readme, "| rule | what it demands |\n|---|---|\n")
		rows, _, _ = strings.Cut(rows, "\n\n")
		if diff := cmp.Diff(table.String(), rows+"\n"); diff != "" {
			t.Errorf("the table of rules (-want +got):\n%s", diff)
		}
	})

	t.Run("configuration", func(t *testing.T) {
		dir := t.TempDir()
		for name, content := range map[string]string{
			".kblint.yaml":         fenced(t, readme, "yaml"),
			"schemas/article.json": `{"type": "object"}`,
			"data/authors.yml":     "[sari]",
		} {
			writeFile(t, dir, name, content)
		}
		t.Chdir(dir)
		var errs bytes.Buffer
		stdio := cli.Stdio{In: bytes.NewReader(nil), Out: &errs, Err: &errs, Getenv: func(string) string { return "" }}
		if code := cli.Run([]string{"config", "."}, stdio, rules.All()); code != 0 {
			t.Errorf("exit code %d:\n%s", code, errs.String())
		}
	})
}

// fenced is the first code block of a language.
func fenced(t *testing.T, markdown, language string) string {
	t.Helper()
	m := regexp.MustCompile("(?s)\n```" + language + "\n(.*?)```").FindStringSubmatch(markdown)
	if m == nil {
		t.Fatalf("there is no code block in %s", language)
	}
	return m[1]
}

func writeFile(t *testing.T, dir, name, content string) {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}
