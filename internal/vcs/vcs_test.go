package vcs_test

import (
	"bytes"
	"cmp"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/disk"
	"github.com/kblint/kblint/internal/vcs"
)

// repo is a scratch repository.
type repo struct {
	*testing.T
	dir string
}

func newRepo(t *testing.T) *repo {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	r := &repo{t, dir}
	r.git("init", "-q", "-b", "main")
	return r
}

func (r *repo) git(args ...string) {
	r.Helper()
	all := append([]string{"-c", "user.name=Sari", "-c", "user.email=sari@example.test", "-c", "protocol.file.allow=always"}, args...)
	c := exec.Command("git", all...)
	c.Dir = r.dir
	c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null")
	if out, err := c.CombinedOutput(); err != nil {
		r.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

func (r *repo) write(name, text string) {
	r.Helper()
	name = filepath.Join(r.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		r.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		r.Fatal(err)
	}
}

func (r *repo) remove(name string) {
	r.Helper()
	if err := os.Remove(filepath.Join(r.dir, name)); err != nil {
		r.Fatal(err)
	}
}

func (r *repo) commit() {
	r.Helper()
	r.git("add", "-A")
	r.git("commit", "-q", "-m", "x")
}

// change is what a function of a repository finds, with names relative to its top.
func (r *repo) change(find func(*vcs.Repo) (*vcs.Change, error)) (c *vcs.Change, files []vcs.File) {
	r.Helper()
	opened, err := vcs.Open(context.Background(), r.dir)
	if err != nil {
		r.Fatal(err)
	}
	r.Cleanup(opened.Close)
	c, err = find(opened)
	if err != nil {
		r.Fatal(err)
	}
	for _, f := range c.Files {
		f.Name, f.Base = r.relative(f.Name), r.relative(f.Base)
		files = append(files, f)
	}
	slices.SortFunc(files, func(a, b vcs.File) int { return cmp.Compare(a.Name+a.Base, b.Name+b.Base) })
	return c, files
}

func (r *repo) relative(name string) string {
	r.Helper()
	if name == "" {
		return ""
	}
	rel, err := filepath.Rel(r.dir, name)
	if err != nil {
		r.Fatal(err)
	}
	return filepath.ToSlash(rel)
}

// read is what a file of a state holds, "-" where it is missing.
func (r *repo) read(d disk.Disk, name string) string {
	data, err := disk.ReadFile(d, filepath.Join(r.dir, filepath.FromSlash(name)))
	if err != nil {
		return "-"
	}
	return string(data)
}

func (r *repo) holds(what string, d disk.Disk, want map[string]string) {
	r.Helper()
	for name, text := range want {
		if got := r.read(d, name); got != text {
			r.Errorf("%s: %s holds %q, want %q", what, name, got, text)
		}
	}
}

const long = "satu\ndua\ntiga\nempat\nlima\nenam\ntujuh\n"

func TestStaged(t *testing.T) {
	t.Parallel()
	r := newRepo(t)
	r.write("same.md", "same")
	r.write("both.md", "old\n")
	r.write("gone.md", "gone")
	r.write("kept.md", "kept")
	r.write("move.md", long)
	r.write("dirty.md", "clean")
	r.commit()
	r.write("both.md", "old\nstaged\n")
	r.write("baru é.md", "new")
	r.git("add", "-A")
	r.git("rm", "-q", "gone.md")
	r.git("mv", "move.md", "sub dir.md")
	r.write("both.md", "work tree\n")
	r.write("dirty.md", "dirty")
	r.write("untracked.md", "untracked")
	r.write("intended.md", "intended")
	r.git("add", "-N", "intended.md")
	r.remove("kept.md")

	c, files := r.change((*vcs.Repo).Staged)
	want := []vcs.File{
		{Name: "baru é.md", Lines: []vcs.Lines{{First: 1, Last: 1}}},
		{Name: "both.md", Base: "both.md", Lines: []vcs.Lines{{First: 2, Last: 2}}},
		{Base: "gone.md"},
		{Name: "sub dir.md", Base: "move.md"},
	}
	if diff := gocmp.Diff(want, files); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	r.holds("new", c.New, map[string]string{
		"same.md": "same", "both.md": "old\nstaged\n", "baru é.md": "new", "gone.md": "-", "sub dir.md": long, "move.md": "-",
		"dirty.md": "clean", "untracked.md": "-", "intended.md": "-", "kept.md": "kept",
	})
	r.holds("base", c.Base, map[string]string{
		"same.md": "same", "both.md": "old\n", "baru é.md": "-", "gone.md": "gone", "sub dir.md": "-", "move.md": long,
		"dirty.md": "clean", "untracked.md": "-", "kept.md": "kept",
	})
}

func TestStagedBeforeTheFirstCommit(t *testing.T) {
	t.Parallel()
	r := newRepo(t)
	r.write("a.md", "a\nb\n")
	r.git("add", "-A")
	c, files := r.change((*vcs.Repo).Staged)
	if diff := gocmp.Diff([]vcs.File{{Name: "a.md", Lines: []vcs.Lines{{First: 1, Last: 2}}}}, files); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	r.holds("base", c.Base, map[string]string{"a.md": "-"})
}

func TestStagedWithConflicts(t *testing.T) {
	t.Parallel()
	r := newRepo(t)
	r.write("a.md", "a\n")
	r.commit()
	r.git("checkout", "-q", "-b", "other")
	r.write("a.md", "b\n")
	r.commit()
	r.git("checkout", "-q", "main")
	r.write("a.md", "c\n")
	r.commit()
	merge := exec.Command("git", "-c", "user.name=a", "-c", "user.email=a@example.test", "merge", "-q", "other")
	merge.Dir = r.dir
	if err := merge.Run(); err == nil {
		t.Fatal("there is no conflict")
	}
	opened, err := vcs.Open(context.Background(), r.dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := opened.Staged(); err == nil || !strings.Contains(err.Error(), "conflicts left from a merge") {
		t.Errorf("the error is %v", err)
	}
}

func TestSince(t *testing.T) {
	t.Parallel()
	r := newRepo(t)
	r.write("a.md", "one\ntwo\nthree\n")
	r.write("gone.md", "gone")
	r.write("move.md", long)
	r.commit()
	r.git("checkout", "-q", "-b", "branch")
	r.write("a.md", "one\n2\nthree\nfour\n")
	r.remove("gone.md")
	r.commit()
	r.git("mv", "move.md", "moved.md")
	r.commit()
	r.git("checkout", "-q", "main")
	r.write("elsewhere.md", "of main")
	r.commit()
	r.git("checkout", "-q", "branch")
	r.write("new.md", "new")
	r.write(".gitignore", "ignored.md\n")
	r.write("ignored.md", "ignored")

	c, files := r.change(func(r *vcs.Repo) (*vcs.Change, error) { return r.Since("main") })
	all := []vcs.Lines{{First: 1, Last: 1 << 30}}
	want := []vcs.File{
		{Name: ".gitignore", Lines: all},
		{Name: "a.md", Base: "a.md", Lines: []vcs.Lines{{First: 2, Last: 2}, {First: 4, Last: 4}}},
		{Base: "gone.md"},
		{Name: "moved.md", Base: "move.md"},
		{Name: "new.md", Lines: all},
	}
	if diff := gocmp.Diff(want, files); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	r.holds("base", c.Base, map[string]string{
		"a.md": "one\ntwo\nthree\n", "gone.md": "gone", "move.md": long, "moved.md": "-", "new.md": "-", "elsewhere.md": "-", "ignored.md": "ignored",
	})
}

// TestLineEnds has git turn the line ends of the work tree: nothing but real changes count.
func TestLineEnds(t *testing.T) {
	t.Parallel()
	r := newRepo(t)
	r.write("a.md", "one\ntwo\n")
	r.write("b.md", "one\ntwo\n")
	r.commit()
	r.git("config", "core.autocrlf", "true")
	r.write("a.md", "one\r\ntwo\r\nthree\r\n")
	r.write("b.md", "one\r\ntwo\r\n")
	r.git("add", "-A")
	c, files := r.change((*vcs.Repo).Staged)
	if diff := gocmp.Diff([]vcs.File{{Name: "a.md", Base: "a.md", Lines: []vcs.Lines{{First: 3, Last: 3}}}}, files); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	r.holds("base", c.Base, map[string]string{"a.md": "one\ntwo\n"})
}

// TestSubmodule asks in a submodule, and in the repository around it, whose changes inside are its own.
func TestSubmodule(t *testing.T) {
	t.Parallel()
	inner := newRepo(t)
	inner.write("a.md", "a\n")
	inner.commit()
	outer := newRepo(t)
	outer.write("b.md", "b\n")
	outer.git("submodule", "--quiet", "add", "file://"+inner.dir, "sub")
	outer.commit()
	outer.write("sub/a.md", "a\nmore\n")
	outer.write("b.md", "b\nmore\n")
	outer.git("add", "-A")
	if _, files := outer.change((*vcs.Repo).Staged); len(files) != 1 || files[0].Name != "b.md" {
		t.Errorf("in the outer repository: %v", files)
	}
	sub := &repo{t, filepath.Join(outer.dir, "sub")}
	sub.git("add", "-A")
	if _, files := sub.change((*vcs.Repo).Staged); len(files) != 1 || files[0].Name != "a.md" {
		t.Errorf("in the submodule: %v", files)
	}
}

func TestOpen(t *testing.T) {
	t.Parallel()
	if _, err := vcs.Open(context.Background(), t.TempDir()); err == nil || !strings.Contains(err.Error(), "not inside a git repository") {
		t.Errorf("the error is %v", err)
	}
}

func TestFromDiff(t *testing.T) {
	t.Parallel()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a.md", "b c.md", "é.md", "b/d.md"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		name, diff string
		want       map[string][]vcs.Lines
	}{
		{"git", "diff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,3 @@ x\n one\n+two\n three\n@@ -9 +10,2 @@\n-x\n+y\n+z\n", map[string][]vcs.Lines{"a.md": {{2, 2}, {10, 11}}}},
		{"a blank in the name", "--- a/b c.md\t2026-01-01\n+++ b/b c.md\t2026-01-01\n@@ -0,0 +1 @@\n+x\n", map[string][]vcs.Lines{"b c.md": {{1, 1}}}},
		{"a quoted name", "--- /dev/null\n+++ \"b/\\303\\251.md\"\n@@ -0,0 +1,2 @@\n+x\n+y\n\\ No newline at end of file\n", map[string][]vcs.Lines{"é.md": {{1, 2}}}},
		{"without prefixes", "--- a.md\n+++ a.md\n@@ -1 +1 @@\n-x\n+y\n", map[string][]vcs.Lines{"a.md": {{1, 1}}}},
		{"a folder called b", "--- b/d.md\n+++ b/d.md\n@@ -1 +1 @@\n-x\n+y\n", map[string][]vcs.Lines{"b/d.md": {{1, 1}}}},
		{"deleted", "--- a/a.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n", map[string][]vcs.Lines{}},
		{"lines that look like a head", "--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,2 @@\n--- x\n+++ b/b c.md\n y\n", map[string][]vcs.Lines{"a.md": {{1, 1}}}},
		{"windows", "--- a/a.md\r\n+++ b/a.md\r\n@@ -1 +1 @@\r\n-x\r\n+y\r\n", map[string][]vcs.Lines{"a.md": {{1, 1}}}},
		{"nothing", "", map[string][]vcs.Lines{}},
	} {
		c, err := vcs.FromDiff([]byte(test.diff), dir)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		got := map[string][]vcs.Lines{}
		for _, f := range c.Files {
			rel, err := filepath.Rel(dir, f.Name)
			if err != nil {
				t.Fatal(err)
			}
			got[filepath.ToSlash(rel)] = f.Lines
		}
		if diff := gocmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
	if _, err := vcs.FromDiff([]byte("hello\n"), dir); err == nil {
		t.Error("prose was taken for a diff")
	}
}

// FuzzFromDiff reads any bytes as a diff: lines are in order and positive.
func FuzzFromDiff(f *testing.F) {
	f.Add([]byte("--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,3 @@ x\n one\n+two\n three\n"))
	f.Add([]byte("+++ \"b/\\303\\251.md\"\n@@ -0,0 +9999999999999,2 @@\n+x\n"))
	dir := f.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.md"), nil, 0o600); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, diff []byte) {
		c, err := vcs.FromDiff(bytes.ReplaceAll(diff, []byte("../"), nil), dir)
		if err != nil {
			return
		}
		for _, file := range c.Files {
			last := -1
			for _, l := range file.Lines {
				if l.First <= last || l.Last < l.First {
					t.Fatalf("lines %v", file.Lines)
				}
				last = l.Last
			}
		}
	})
}

// TestSparse leaves a folder out of the work tree: it is there all the same.
func TestSparse(t *testing.T) {
	t.Parallel()
	r := newRepo(t)
	r.write("a/in.md", "in")
	r.write("b/out.md", "out")
	r.commit()
	r.git("sparse-checkout", "set", "--no-cone", "/a/")
	r.write("a/in.md", "in\nmore")
	r.git("add", "a/in.md")
	for name, find := range map[string]func(*vcs.Repo) (*vcs.Change, error){
		"staged": (*vcs.Repo).Staged,
		"since":  func(r *vcs.Repo) (*vcs.Change, error) { return r.Since("HEAD") },
	} {
		c, files := r.change(find)
		if len(files) != 1 || files[0].Name != "a/in.md" {
			t.Errorf("%s: %v", name, files)
		}
		r.holds(name, c.New, map[string]string{"a/in.md": "in\nmore", "b/out.md": "out"})
		r.holds(name+" before", c.Base, map[string]string{"a/in.md": "in", "b/out.md": "out"})
	}
}
