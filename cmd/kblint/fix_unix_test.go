//go:build unix

package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/kblint/kblint/internal/cli"
	"github.com/kblint/kblint/rules"
)

// articlesToFix is how many articles the site has in which the tests below fix something.
const articlesToFix = 200

// siteToFix writes articles, and gives what they are and what they are to become.
func siteToFix(t *testing.T) (dir string, before, after map[string]string) {
	t.Helper()
	dir = t.TempDir()
	before, after = map[string]string{}, map[string]string{}
	for i := range articlesToFix {
		name := fmt.Sprintf("topic-%d/article-%d.md", i%7, i)
		text := fmt.Sprintf("---\ntitle: Article %d\ndescription: Salt &amp; pepper\n---\n\n# One:\n\n%s\n", i, strings.Repeat("Some text. ", i%50*20))
		before[name] = text
		after[name] = strings.NewReplacer("&amp;", "&", "One:", "One").Replace(text)
		writeFile(t, dir, name, text)
	}
	return dir, before, after
}

// command is kblint as a process of its own: TestMain makes the program of the tests be kblint under that
// name.
func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program)
	c.Args = append([]string{"kblint"}, args...)
	return c
}

// TestKilledWhileFixing kills --fix at random moments: each file must be the old or the new one, and a later
// run must do the rest.
func TestKilledWhileFixing(t *testing.T) {
	t.Parallel()
	dir, before, after := siteToFix(t)
	start := time.Now()
	if out, err := command(t, "--diff", "--fail-on", "never", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	took := 2*time.Since(start) + 20*time.Millisecond
	rounds := 30
	if testing.Short() {
		rounds = 5
	}
	random := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	halfway := 0
	for range rounds {
		c := command(t, "--fix", "--fail-on", "never", dir)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.Int64N(int64(took))))
		err := errors.Join(c.Process.Kill(), c.Wait())
		changed := oldOrNew(t, dir, before, after)
		if changed > 0 && changed < articlesToFix {
			halfway++
		}
		if err == nil || changed == articlesToFix {
			for name, text := range before {
				writeFile(t, dir, name, text)
			}
		}
	}
	t.Logf("killed halfway in %d of %d rounds", halfway, rounds)
	if out, err := command(t, "--fix", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if changed := oldOrNew(t, dir, before, after); changed != articlesToFix {
		t.Errorf("%d of %d articles are fixed in the end", changed, articlesToFix)
	}
}

// TestInterruptedWhileFixing interrupts --fix at random moments: nothing must be left behind then.
func TestInterruptedWhileFixing(t *testing.T) {
	t.Parallel()
	dir, before, after := siteToFix(t)
	random := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	for range 5 {
		c := command(t, "--fix", "--fail-on", "never", dir)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.IntN(100)) * time.Millisecond)
		err := errors.Join(c.Process.Signal(os.Interrupt), c.Wait())
		if code := c.ProcessState.ExitCode(); code > 0 && code != 130 {
			t.Fatalf("exit code %d: %v", code, err)
		}
		oldOrNew(t, dir, before, after)
		if hidden, err := filepath.Glob(filepath.Join(dir, "*", ".*")); len(hidden) > 0 || err != nil {
			t.Errorf("left behind: %v", hidden)
		}
	}
}

// oldOrNew fails for an article that is neither, and for what is left behind and might be taken for one. It
// gives the number of new ones.
func oldOrNew(t *testing.T, dir string, before, after map[string]string) (changed int) {
	t.Helper()
	for name, old := range before {
		got, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		switch {
		case err != nil:
			t.Fatal(err)
		case string(got) == after[name]:
			changed++
		case string(got) != old:
			t.Fatalf("%s is neither the old nor the new one: %q", name, got)
		}
	}
	strays, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, stray := range strays {
		base := filepath.Base(stray)
		if !strings.HasPrefix(base, "article-") && (!strings.HasPrefix(base, ".kblint-") || !strings.HasSuffix(base, ".tmp")) {
			t.Errorf("left behind: %s", stray)
		}
	}
	return changed
}

// smallDisk makes TestFullDisk run kblint in a process that can write no large files.
const smallDisk = "KBLINT_TEST_SMALL_DISK"

// TestFullDisk fixes where large files cannot be written: those stay as they are and are named, the others are
// fixed, and nothing is left behind.
func TestFullDisk(t *testing.T) {
	if dir := os.Getenv(smallDisk); dir != "" {
		limit := syscall.Rlimit{Cur: 4096, Max: 4096}
		signal.Ignore(syscall.SIGXFSZ)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
			t.Fatal(err)
		}
		stdio := cli.Stdio{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv}
		os.Exit(cli.Run([]string{"--fix", dir}, stdio, rules.All()))
	}
	t.Parallel()
	dir, before, after := siteToFix(t)
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program, "-test.run=^TestFullDisk$")
	c.Env = append(os.Environ(), smallDisk+"="+dir)
	out, err := c.CombinedOutput()
	if c.ProcessState.ExitCode() != 2 {
		t.Fatalf("%v\n%s", err, out)
	}
	for name := range before {
		want := after[name]
		fault := name + ": the fixes were not written, so the file is as it was: file too large\n"
		if len(want) > 4096 {
			want = before[name]
			if !strings.Contains(string(out), fault) {
				t.Errorf("nothing is said of %s:\n%s", name, out)
			}
		} else if strings.Contains(string(out), fault) {
			t.Errorf("%s is small enough", name)
		}
		got, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil || string(got) != want {
			t.Errorf("%s: %v\n%s", name, err, got)
		}
	}
	if hidden, err := filepath.Glob(filepath.Join(dir, "*", ".*")); len(hidden) > 0 || err != nil {
		t.Errorf("left behind: %v", hidden)
	}
}
