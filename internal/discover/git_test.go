package discover_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/discover"
)

// TestATreeIsReadAsByGit grows trees with ignore files on several levels and
// compares what is found with the files that git would add. The matching of
// single patterns is proved in package gitignore; this is about the chain.
func TestATreeIsReadAsByGit(t *testing.T) {
	t.Parallel()
	for seed := range uint64(12) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			root := plant(t, grow(rand.New(rand.NewPCG(seed, 1)), ".gitignore")...)
			git(t, root, "init", "--quiet")
			if err := plantOne(root, ".git/info/exclude: b.md\n!/a/c.md\n/c/\n"); err != nil {
				t.Fatal(err)
			}
			for _, path := range []string{".", "a", "a/b"} {
				compare(t, root, path)
			}
		})
	}
}

func compare(t *testing.T, root, path string) {
	t.Helper()
	if path != "." && git(t, root, "ls-files", "--others", "--ignored", "--exclude-standard", "--directory", "-z", "--", path) != "" {
		return // what is named is entered here, but not by git
	}
	list := git(t, root, "ls-files", "--others", "--exclude-standard", "-z", "--", path+"/*.md")
	want := strings.Split(strings.TrimSuffix(list, "\x00"), "\x00")
	slices.Sort(want)
	found, _ := walk(t, discover.Options{Dir: root, Paths: []string{path}})
	if diff := cmp.Diff(strings.Join(want, "\n"), strings.Join(found, "\n")); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// grow invents three levels of folders, ignore files in some of them.
func grow(random *rand.Rand, ignoreFile string) []string {
	patterns := words("a.md *.md !a.md !*.md /b.md b/ !b/ a/b c/* !c/a.md **/c.md a/**/b.md !a/b/** [ab].md ?.md /*/a.md * !*/ d")
	names := words("a b c d")
	var entries []string
	var level func(prefix string, depth int)
	level = func(prefix string, depth int) {
		for _, name := range names {
			entries = append(entries, prefix+name+".md")
			if depth > 0 {
				level(prefix+name+"/", depth-1)
			}
		}
		if random.IntN(3) > 0 {
			return
		}
		lines := []string{prefix + ignoreFile + ": #"}
		for range 1 + random.IntN(3) {
			lines = append(lines, patterns[random.IntN(len(patterns))])
		}
		entries = append(entries, strings.Join(lines, "\n"))
	}
	level("", 2)
	return entries
}

// git runs with no configuration but the repository's own.
func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=" + os.DevNull, "LC_ALL=C"}
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("git %s: %v", strings.Join(args, " "), err)
	}
	return string(out)
}
