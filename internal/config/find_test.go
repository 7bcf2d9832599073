package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kblint/kblint/internal/config"
)

func TestFind(t *testing.T) {
	for _, test := range []struct {
		name  string
		files string // what there is, relative to a repository at "repo"
		path  string // the linted path
		want  string
	}{
		{"beside a folder", "repo/.git/HEAD repo/.kblint.yaml", "repo", "repo/.kblint.yaml"},
		{"beside a file", "repo/.git/HEAD repo/docs/.kblint.yml repo/docs/a.md", "repo/docs/a.md", "repo/docs/.kblint.yml"},
		{"in a folder above", "repo/.git/HEAD repo/.kblint.yaml repo/docs/de/a.md", "repo/docs/de/a.md", "repo/.kblint.yaml"},
		{"the nearest one", "repo/.git/HEAD repo/.kblint.yaml repo/docs/.kblint.yaml repo/docs/a.md", "repo/docs", "repo/docs/.kblint.yaml"},
		{"not above the repository", ".kblint.yaml repo/.git/HEAD repo/docs/a.md", "repo/docs/a.md", ""},
		{"not above a submodule, where .git is a file", ".kblint.yaml repo/.git repo/docs/a.md", "repo/docs", ""},
		{"without a repository up to the root", ".kblint.yaml docs/de/a.md", "docs/de", ".kblint.yaml"},
		{"for a file that is not there", "repo/.git/HEAD repo/.kblint.yaml", "repo/docs/new.md", "repo/.kblint.yaml"},
		{"for a path below a file", "repo/.git/HEAD repo/.kblint.yaml repo/a.md", "repo/a.md/b.md", "repo/.kblint.yaml"},
	} {
		t.Run(test.name, func(t *testing.T) {
			top := t.TempDir()
			for file := range strings.FieldsSeq(test.files) {
				write(t, filepath.Join(top, file), "")
			}
			got, err := config.Find(filepath.Join(top, test.path))
			if err != nil {
				t.Fatal(err)
			}
			want := test.want
			if want != "" {
				want = filepath.Join(top, want)
			}
			if got != want {
				t.Errorf("found %q, want %q", got, want)
			}
		})
	}
}

func TestFindTwo(t *testing.T) {
	top := t.TempDir()
	yaml, yml := filepath.Join(top, ".kblint.yaml"), filepath.Join(top, ".kblint.yml")
	write(t, yaml, "")
	write(t, yml, "")
	file, err := config.Find(top)
	if file != "" || err == nil || !strings.Contains(err.Error(), yaml) || !strings.Contains(err.Error(), yml) {
		t.Errorf("found %q with error %v, want an error that names both files", file, err)
	}
}

func TestFindUnreadableFolder(t *testing.T) {
	top := t.TempDir()
	closed := filepath.Join(top, "closed")
	write(t, filepath.Join(closed, "a.md"), "")
	if err := os.Chmod(closed, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(closed, 0o700) })
	if _, err := os.Stat(filepath.Join(closed, "a.md")); err == nil {
		t.Skip("this user may read everything")
	}
	if _, err := config.Find(closed); err == nil {
		t.Error("no error, want one that says that the folder cannot be read")
	}
}
