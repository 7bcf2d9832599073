//go:build unix

package discover_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/discover"
)

// TestPipesAreNeverOpened would hang if one were.
func TestPipesAreNeverOpened(t *testing.T) {
	t.Parallel()
	root := plant(t, "a.md", "link.md -> pipe", ".git/", "sub/x.md")
	for _, name := range []string{"pipe", "b.md", ".gitignore", "mkdocs.yml", "sub/.kblintignore", "sub/.git"} {
		if err := syscall.Mkfifo(filepath.Join(root, name), 0o644); err != nil {
			t.Skipf("no pipes here: %v", err)
		}
	}
	found, summary := walk(t, discover.Options{Dir: root, Paths: words(". b.md")})
	if diff := cmp.Diff(words("a.md sub/x.md"), found); diff != "" {
		t.Errorf("articles (-want +got):\n%s", diff)
	}
	if got := summary.Paths[0].Skipped[discover.Irregular]; got != 2 {
		t.Errorf("%d files count as not regular, want b.md and link.md", got)
	}
	if len(summary.Problems) != 1 || summary.Problems[0].String() != `b.md: not a regular file; use "-" to lint standard input` {
		t.Errorf("problems: %v", summary.Problems)
	}
}

func TestWhatMayNotBeRead(t *testing.T) {
	t.Parallel()
	if os.Geteuid() == 0 {
		t.Skip("root may read everything")
	}
	root := plant(t, "a.md", "closed/b.md", "open/.gitignore: c.md\n", "open/c.md", "open/d.md", "l.md -> closed/b.md", "l -> closed")
	for _, name := range []string{"closed", "open/.gitignore"} {
		full := filepath.Join(root, name)
		if err := os.Chmod(full, 0); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.Chmod(full, 0o755) })
	}
	found, summary := walk(t, discover.Options{Dir: root, Paths: words(". closed/b.md open open/d.md")})
	if diff := cmp.Diff(words("a.md open/c.md open/d.md*"), found); diff != "" {
		t.Errorf("articles (-want +got):\n%s", diff)
	}
	var got []string
	for _, p := range summary.Problems {
		got = append(got, p.String())
	}
	want := []string{
		"closed: permission denied; make it readable, or name it in a .kblintignore",
		"closed/b.md: permission denied; make it readable, or name it in a .kblintignore",
		"l.md: permission denied; make it readable, or name it in a .kblintignore",
		"open/.gitignore: permission denied; make it readable, or name it in a .kblintignore",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}
