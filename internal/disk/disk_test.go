package disk_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/disk"
)

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

func text(s string) func() ([]byte, error) { return func() ([]byte, error) { return []byte(s), nil } }

// TestOverlay changes, hides and adds files, in folders that exist and in such that do not.
func TestOverlay(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	kept := write(t, dir, "a/kept.md", "kept")
	changed := write(t, dir, "a/changed.md", "old")
	hidden := write(t, dir, "a/hidden.md", "hidden")
	added := filepath.Join(dir, "new", "deep", "added.md")
	o := disk.NewOverlay(disk.System)
	o.Put(changed, text("new text"))
	o.Hide(hidden)
	o.Put(added, text("added"))

	for name, want := range map[string]string{kept: "kept", changed: "new text", added: "added"} {
		got, err := disk.ReadFile(o, name)
		if err != nil || string(got) != want {
			t.Errorf("%s is %q, %v; want %q", name, got, err, want)
		}
		info, err := o.Stat(name)
		if err != nil || info.Size() != int64(len(want)) || !info.Mode().IsRegular() || info.Name() != filepath.Base(name) {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	if _, err := o.Open(hidden); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("open a hidden file: %v", err)
	}
	if _, err := o.Lstat(hidden); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("stat a hidden file: %v", err)
	}
	if info, err := o.Stat(filepath.Dir(added)); err != nil || !info.IsDir() {
		t.Errorf("a folder that only an added file is in: %v, %v", info, err)
	}
	for folder, want := range map[string][]string{
		"": {"a/", "new/"}, "a": {"changed.md", "kept.md"}, "new": {"deep/"}, "new/deep": {"added.md"},
	} {
		if diff := cmp.Diff(want, list(t, o, filepath.Join(dir, folder))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", folder, diff)
		}
	}
	if _, err := o.ReadDir(filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("list a folder that is missing: %v", err)
	}
	failing := filepath.Join(dir, "a", "failing.md")
	o.Put(failing, func() ([]byte, error) { return nil, fs.ErrPermission })
	if _, err := disk.ReadFile(o, failing); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("contents that cannot be had: %v", err)
	}
}

func list(t *testing.T, d disk.Disk, dir string) []string {
	t.Helper()
	entries, err := d.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		name := e.Name()
		if e.IsDir() {
			name += "/"
		}
		out = append(out, name)
	}
	return out
}

// TestBelow holds the file systems below a folder to what io/fs asks for.
func TestBelow(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "content/a.md", "a")
	o := disk.NewOverlay(disk.System)
	o.Put(filepath.Join(dir, "hugo.toml"), text("baseURL = 'x'"))
	for name, d := range map[string]disk.Disk{"system": disk.System, "overlay": o} {
		below, done, err := disk.Below(d, dir)
		if err != nil {
			t.Fatal(err)
		}
		got, err := fs.ReadFile(below, "content/a.md")
		if err != nil || string(got) != "a" {
			t.Errorf("%s: %q, %v", name, got, err)
		}
		if _, err := fs.ReadFile(below, "../x"); err == nil {
			t.Errorf("%s: a path leads out of the folder", name)
		}
		if _, err := fs.Stat(below, "content"); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := fs.ReadDir(below, "."); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if name == "system" {
			if err := fstest.TestFS(below, "content/a.md"); err != nil {
				t.Error(err)
			}
		}
		done()
	}
	if _, _, err := disk.Below(disk.System, filepath.Join(dir, "none")); err == nil {
		t.Error("a folder that is missing was opened")
	}
	if disk.Or(nil) != disk.System || disk.Or(o) != disk.Disk(o) {
		t.Error("Or")
	}
}
