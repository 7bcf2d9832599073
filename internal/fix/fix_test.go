package fix_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/config"
	"github.com/kblint/kblint/internal/discover"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/engine"
	"github.com/kblint/kblint/internal/fix"
	"github.com/kblint/kblint/internal/lint"
)

// letters is a family of rules that fix letters: "safe" writes B for each b, "unsafe" C for each c, "twice" puts
// ! behind each d, "rival" writes BB for each b that stands behind an a, "outside" edits behind the end of an
// article with a z.
var letters = lint.Family{Name: "letters", Rules: []lint.Rule{
	letter("letters/outside", "z", 1, false, func(at int) edit.Edit { return edit.Edit{Start: at, End: at + 1000} }),
	letter("letters/rival", "ab", 0, false, func(at int) edit.Edit { return edit.Edit{Start: at, End: at + 2, New: "BB"} }),
	letter("letters/safe", "b", 0, false, func(at int) edit.Edit { return edit.Edit{Start: at, End: at + 1, New: "B"} }),
	letter("letters/twice", "d", 0, false, func(at int) edit.Edit { return edit.Edit{Start: at + 1, End: at + 1, New: "!"} }),
	letter("letters/unsafe", "c", 0, true, func(at int) edit.Edit { return edit.Edit{Start: at, End: at + 1, New: "C"} }),
}}

func letter(id, what string, most int, unsafe bool, change func(at int) edit.Edit) lint.Rule {
	return lint.ArticleRule[lint.None]{
		Meta: lint.Meta{ID: id, Summary: "It fixes letters.", Severity: lint.Warning},
		Check: func(p *lint.Pass, _ lint.None) {
			for at := 0; ; at++ {
				n := bytes.Index(p.Source[at:], []byte(what))
				if n < 0 {
					return
				}
				at += n
				d := p.Report(article.Span{Start: at, End: at + len(what)}, "a letter")
				if unsafe {
					d.Suggest([]edit.Edit{change(at)}, "change it")
				} else {
					d.Fix([]edit.Edit{change(at)}, "change it")
				}
				if most == 1 {
					return
				}
			}
		},
	}
}

// folder makes a folder with files.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		write(t, filepath.Join(dir, name), text)
	}
	return dir
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
		t.Fatal(err)
	}
}

// contents are all files of a folder, those that were left behind included.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		text, err := os.ReadFile(name)
		out[filepath.ToSlash(rel)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func lintAll(t *testing.T, dir string, paths ...string) *engine.Result {
	t.Helper()
	families := []lint.Family{letters}
	result := engine.Run(t.Context(), engine.Options{
		Discover: discover.Options{Paths: paths, Dir: dir}, Families: families,
		Config: config.Default(families),
	})
	if len(result.Faults) > 0 {
		t.Fatal(result.Faults)
	}
	return result
}

// apply writes all fixes, after what a test wants to happen before each of them.
func apply(t *testing.T, result *engine.Result, unsafe bool, before func(*fix.Change)) (fixed, left int, faults []engine.Fault) {
	t.Helper()
	faults = fix.New(result, unsafe).Each(t.Context(), func(c *fix.Change) error {
		if before != nil {
			before(c)
		}
		err := c.Write()
		if err == nil {
			fixed += len(c.Fixed)
			left += c.Left
		}
		return err
	})
	return fixed, left, faults
}

func wantFaults(t *testing.T, faults []engine.Fault, want ...string) {
	t.Helper()
	var got []string
	for _, f := range faults {
		got = append(got, f.Path+": "+f.Err.Error())
	}
	if len(got) != len(want) {
		t.Fatalf("faults %q, want %q", got, want)
	}
	for i := range want {
		if !strings.Contains(got[i], want[i]) {
			t.Errorf("fault %q, want %q", got[i], want[i])
		}
	}
}

func wantContents(t *testing.T, dir string, want map[string]string) {
	t.Helper()
	if diff := cmp.Diff(want, contents(t, dir)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

func TestSafeAndUnsafe(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.md": "xb c d\n", "b.md": "nothing\n", "c.md": "c\n"})
	fixed, left, faults := apply(t, lintAll(t, dir), false, nil)
	wantFaults(t, faults)
	wantContents(t, dir, map[string]string{"a.md": "xB c d!\n", "b.md": "nothing\n", "c.md": "c\n"})
	if fixed != 2 || left != 0 {
		t.Errorf("%d fixed, %d left", fixed, left)
	}
	_, _, faults = apply(t, lintAll(t, dir), true, nil)
	wantFaults(t, faults)
	wantContents(t, dir, map[string]string{"a.md": "xB C d!!\n", "b.md": "nothing\n", "c.md": "C\n"})
}

func TestTheFirstOfTwoThatConflictWins(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.md": "ab xb\n"})
	fixed, left, faults := apply(t, lintAll(t, dir), false, nil)
	wantFaults(t, faults)
	wantContents(t, dir, map[string]string{"a.md": "BB xB\n"})
	if fixed != 2 || left != 1 {
		t.Errorf("%d fixed, %d left", fixed, left)
	}
}

func TestAFixOutsideTheArticleIsAFault(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.md": "z b\n", "b.md": "b\n"})
	_, _, faults := apply(t, lintAll(t, dir), false, nil)
	wantFaults(t, faults, "a.md: a fix of the rule letters/outside lies outside the article")
	wantContents(t, dir, map[string]string{"a.md": "z b\n", "b.md": "B\n"})
}

func TestAFileThatChangedIsLeftAlone(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.md": "b\n", "b.md": "b\n", "c.md": "b\n", "d.md": "b\n", "e.md": "b\n"})
	result := lintAll(t, dir)
	write(t, filepath.Join(dir, "a.md"), "changed after linting b\n")
	_, _, faults := apply(t, result, false, func(c *fix.Change) {
		switch c.Path {
		case "b.md":
			write(t, c.Name, "changed before writing\n")
		case "c.md":
			write(t, c.Name, "x\n") // of the same size
		case "d.md": // saved by an editor that replaces files
			write(t, filepath.Join(dir, "new"), "b\n")
			if err := os.Rename(filepath.Join(dir, "new"), c.Name); err != nil {
				t.Fatal(err)
			}
		}
	})
	wantFaults(t, faults, "a.md: the fixes were not written", "b.md: the file changed", "c.md: the file changed")
	wantContents(t, dir, map[string]string{
		"a.md": "changed after linting b\n", "b.md": "changed before writing\n", "c.md": "x\n", "d.md": "B\n", "e.md": "B\n",
	})
}

func TestAFileThatVanishes(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.md": "b\n", "b.md": "b\n", "c/c.md": "b\n", "d.md": "b\n", "e/e.md": "b\n"})
	result := lintAll(t, dir)
	remove := func(name string) {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	remove("a.md")
	remove("e")
	_, _, faults := apply(t, result, false, func(c *fix.Change) {
		switch c.Path {
		case "b.md":
			remove("b.md")
		case "c/c.md":
			remove("c")
		}
	})
	wantFaults(t, faults, "a.md: the fixes were not written", "e/e.md: ", "b.md: the fixes were not written", "c/c.md: ")
	wantContents(t, dir, map[string]string{"d.md": "B\n"})
}

func TestLinks(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"x/a.md": "b d\n", "y/c.md": "b\n"})
	err := errors.Join(
		os.Symlink("../x/a.md", filepath.Join(dir, "y", "b.md")),
		os.Symlink("b.md", filepath.Join(dir, "y", "d.md")),
		os.Link(filepath.Join(dir, "y", "c.md"), filepath.Join(dir, "y", "other-name")),
	)
	if err != nil {
		t.Skipf("no links here: %v", err)
	}
	// The same file under two names, read by two runs.
	result := engine.Join([]*engine.Result{lintAll(t, dir, "x"), lintAll(t, dir, "y")})
	writes := 0
	fixed, left, faults := apply(t, result, false, func(*fix.Change) { writes++ })
	wantFaults(t, faults)
	wantContents(t, dir, map[string]string{
		"x/a.md": "B d!\n", "y/b.md": "B d!\n", "y/d.md": "B d!\n", "y/c.md": "B\n", "y/other-name": "b\n",
	})
	if writes != 2 || fixed != 5 || left != 0 {
		t.Errorf("%d writes, %d fixed, %d left", writes, fixed, left)
	}
	for _, name := range []string{"b.md", "d.md"} {
		if info, err := os.Lstat(filepath.Join(dir, "y", name)); err != nil || info.Mode()&os.ModeSymlink == 0 {
			t.Errorf("%s is no link any more: %v", name, err)
		}
	}
}

func TestARunThatReadAFileOtherwise(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.md": "xb\n"})
	first := lintAll(t, dir)
	write(t, filepath.Join(dir, "a.md"), "b and b\n")
	result := engine.Join([]*engine.Result{first, lintAll(t, dir)})
	_, _, faults := apply(t, result, false, nil)
	wantFaults(t, faults, "a.md: the fixes were not written")
	wantContents(t, dir, map[string]string{"a.md": "b and b\n"})
}

func TestItEndsWithTheContext(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.md": "b\n", "b.md": "b\n"})
	ctx, cancel := context.WithCancel(t.Context())
	faults := fix.New(lintAll(t, dir), false).Each(ctx, func(c *fix.Change) error {
		cancel()
		return c.Write()
	})
	wantFaults(t, faults)
	wantContents(t, dir, map[string]string{"a.md": "B\n", "b.md": "b\n"})
}
