package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/cli"
	"github.com/kblint/kblint/internal/linttest"
	"github.com/kblint/kblint/rules"
)

// TestFixSite fixes the help centre in testdata/site: the difference is golden, --fix makes just that, and a
// second run has nothing to do.
func TestFixSite(t *testing.T) {
	golden, err := filepath.Abs("../../testdata/golden/site.diff")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../testdata")); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	diff := kblint(t, "--diff", "--workers", "1", "./site")
	if other := kblint(t, "--diff", "--workers", "8", "./site"); other != diff {
		t.Errorf("eight workers print something else than one (-one +eight):\n%s", cmp.Diff(diff, other))
	}
	if *linttest.Update {
		if err := os.WriteFile(golden, []byte(diff), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if difference := cmp.Diff(string(want), diff); difference != "" {
		t.Errorf("%s (-want +got):\n%s", golden, difference)
	}
	left := kblint(t, "--fix", "./site")
	if again := kblint(t, "--diff", "./site"); again != "" {
		t.Errorf("there is still something to fix:\n%s", again)
	}
	if again := kblint(t, "--fix", "./site"); again != left {
		t.Errorf("another run reports something else (-first +second):\n%s", cmp.Diff(left, again))
	}
}

// kblint runs the command line and gives what is on standard output.
func kblint(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	stdio := cli.Stdio{In: bytes.NewReader(nil), Out: &out, Err: &errs, Getenv: func(string) string { return "" }}
	if code := cli.Run(args, stdio, rules.All()); code > 1 {
		t.Fatalf("exit code %d, standard error:\n%s", code, errs.String())
	}
	return out.String()
}
