package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"github.com/kblint/kblint/internal/cli"
	"github.com/kblint/kblint/rules"
)

// TestInit has a configuration written for the help centre in testdata/site. A run with it must have no mistake,
// and no rule that fails more than one article in twenty.
func TestInit(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "help"), os.DirFS(filepath.Join(root, "testdata", "site"))); err != nil {
		t.Fatal(err)
	}
	schema := compileSchema(t)
	t.Chdir(dir)
	promised := regexp.MustCompile(`finds (\d+) errors, (\d+) warnings, (\d+) hints`).FindSubmatch(run(t, 0, "init", "help"))
	if promised == nil {
		t.Fatal("it does not say what a run will find")
	}
	config, err := os.ReadFile("help/.kblint.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := validate(schema, string(config)); err != nil {
		t.Errorf("the schema of configurations refuses what was written:\n%s\n%v", config, err)
	}
	counts := map[string]int{}
	failing := map[string]map[string]bool{}
	articles := map[string]bool{}
	for line := range bytes.Lines(run(t, 0, "--fail-on", "never", "--format", "jsonl", "./help")) {
		var finding struct{ Rule, Severity, Path string }
		if err := json.Unmarshal(line, &finding); err != nil {
			t.Fatal(err)
		}
		articles[finding.Path] = true
		counts[finding.Severity]++
		if finding.Severity != "error" {
			continue
		}
		if failing[finding.Rule] == nil {
			failing[finding.Rule] = map[string]bool{}
		}
		failing[finding.Rule][finding.Path] = true
	}
	const all = 45
	if len(articles) == 0 || len(articles) > all {
		t.Fatalf("%d articles have findings", len(articles))
	}
	for i, severity := range []string{"error", "warning", "hint"} {
		if got := strconv.Itoa(counts[severity]); got != string(promised[i+1]) {
			t.Errorf("%s findings of severity %s, but init says %s", got, severity, promised[i+1])
		}
	}
	for rule, in := range failing {
		if 20*len(in) > all {
			t.Errorf("%s fails %d of %d articles", rule, len(in), all)
		}
	}
}

// run runs the program, which must end with a code, and gives what it prints.
func run(t *testing.T, code int, args ...string) []byte {
	t.Helper()
	var out, errs bytes.Buffer
	stdio := cli.Stdio{In: bytes.NewReader(nil), Out: &out, Err: &errs, Getenv: func(string) string { return "" }}
	if got := cli.Run(args, stdio, rules.All()); got != code {
		t.Fatalf("kblint %q: exit code %d, want %d:\n%s", args, got, code, errs.String())
	}
	return out.Bytes()
}
