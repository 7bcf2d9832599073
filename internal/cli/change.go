package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/kblint/kblint/internal/config"
	"github.com/kblint/kblint/internal/disk"
	"github.com/kblint/kblint/internal/engine"
	"github.com/kblint/kblint/internal/vcs"
)

// changeFlags say that only what changed is to be judged.
type changeFlags struct {
	staged, whole   bool
	since, diffFile string
	diff            []byte // what the diff file held
	sinceSet        bool   // --since was given, be it with nothing
}

func (f *changeFlags) add(c *cobra.Command) {
	flags := c.Flags()
	flags.BoolVar(&f.staged, "staged", false, "judge what the next commit changes, as it stands in git's index")
	flags.StringVar(&f.since, "since", "", "judge what changed since the branch parted from a `revision`")
	flags.StringVar(&f.diffFile, "diff-file", "", "judge the lines that a unified diff in a `file` adds; \"-\" for standard input")
	flags.BoolVar(&f.whole, "whole-files", false, "of changed articles judge all lines")
	c.MarkFlagsMutuallyExclusive("staged", "since", "diff-file")
}

// isSet reports whether only a change is to be judged.
func (f *changeFlags) isSet() bool { return f.staged || f.since != "" || f.diffFile != "" }

func (f *changeFlags) check(jobs []*job) error {
	if f.since == "" && f.sinceSet {
		return errors.New("--since needs a revision, such as origin/main")
	}
	if f.whole && !f.isSet() {
		return errors.New("--whole-files needs --staged, --since or --diff-file")
	}
	if !f.isSet() {
		return nil
	}
	for _, j := range jobs {
		if j.stdin != nil {
			return errors.New("--staged, --since and --diff-file judge files and not standard input")
		}
	}
	return nil
}

// pathsOf are the paths of which a change is judged where none are named: the folders that have a configuration
// of their own, if the working folder has none.
func (f *lintFlags) pathsOf(ctx context.Context, paths []string) []string {
	if len(paths) > 0 || !f.change.isSet() || f.noConfig || f.config != "" {
		return paths
	}
	if file, err := f.configFor("."); err != nil || file != "" {
		return paths
	}
	repo, err := vcs.Open(ctx, "")
	if err != nil {
		return paths // which is told of later
	}
	defer repo.Close()
	files, err := repo.FilesNamed(config.Names()...)
	if err != nil {
		return paths
	}
	for _, file := range files {
		if dir := displayPath(filepath.Dir(file)); !slices.Contains(paths, dir) {
			paths = append(paths, dir)
		}
	}
	return paths
}

// change is what a run is to judge.
type change struct {
	*engine.Change
	disk disk.Disk // the state that is judged; nil for the disk itself
	done func()
}

// change asks git or the diff what changed. It must be ended by done.
func (a *app) change(ctx context.Context, f *changeFlags, jobs []*job) (change, error) {
	if !f.isSet() {
		return change{done: func() {}}, nil
	}
	for _, j := range jobs {
		j.withoutLinks()
	}
	if f.diffFile != "" {
		return a.changeInDiff(ctx, f, jobs)
	}
	repo, err := openRepo(ctx, jobs)
	if err != nil {
		return change{}, err
	}
	if err := allIn(ctx, repo, jobs); err != nil {
		repo.Close()
		return change{}, err
	}
	var found *vcs.Change
	if f.staged {
		found, err = repo.Staged()
	} else {
		found, err = repo.Since(f.since)
	}
	if err != nil {
		repo.Close()
		return change{}, err //nolint:wrapcheck // it says what was asked
	}
	return change{Change: f.engineChange(found), disk: found.New, done: repo.Close}, nil
}

// withoutLinks names what is to be linted as git does: by the folders that links lead to.
func (j *job) withoutLinks() {
	for i, path := range j.paths {
		if target, err := filepath.EvalSymlinks(path); err == nil && target != filepath.Clean(path) {
			j.paths[i] = target
		}
	}
	if target, err := filepath.EvalSymlinks(j.root.dir); err == nil {
		j.root.dir = target
	}
}

// openRepo is the repository around the working folder, or else around what is linted.
func openRepo(ctx context.Context, jobs []*job) (*vcs.Repo, error) {
	repo, err := vcs.Open(ctx, "")
	if err == nil || len(jobs) == 0 {
		return repo, err //nolint:wrapcheck // it says all
	}
	if other, inside := vcs.Open(ctx, jobs[0].root.dir); inside == nil {
		return other, nil
	}
	return nil, err //nolint:wrapcheck // it says all
}

// allIn gives an error for a path that another repository knows about, a submodule's among them.
func allIn(ctx context.Context, repo *vcs.Repo, jobs []*job) error {
	asked := map[string]bool{}
	for _, j := range jobs {
		for _, path := range j.paths {
			dir := folderOf(path)
			if asked[dir] {
				continue
			}
			asked[dir] = true
			other, err := vcs.Open(ctx, dir)
			if err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
			other.Close()
			if other.Root() != repo.Root() {
				return fmt.Errorf("%s: this belongs to the repository %s; run kblint there", path, displayPath(other.Root()))
			}
		}
	}
	return nil
}

// folderOf is the innermost folder on a path that is there.
func folderOf(path string) string {
	for {
		info, err := os.Stat(path)
		if err == nil && info.IsDir() || path == filepath.Dir(path) {
			return path
		}
		path = filepath.Dir(path)
	}
}

func (a *app) changeInDiff(ctx context.Context, f *changeFlags, jobs []*job) (change, error) {
	if f.diff == nil {
		diff, err := a.readDiff(f.diffFile)
		if err != nil {
			return change{}, err
		}
		f.diff = diff
	}
	here, err := os.Getwd()
	if err != nil {
		return change{}, fmt.Errorf("find the working folder: %w", err)
	}
	folders := []string{here}
	if repo, err := openRepo(ctx, jobs); err == nil {
		folders = []string{repo.Root(), here}
		repo.Close()
	}
	found, err := vcs.FromDiff(f.diff, folders...)
	if err != nil {
		return change{}, fmt.Errorf("--diff-file %s: %w", f.diffFile, err)
	}
	return change{Change: f.engineChange(found), done: func() {}}, nil
}

func (a *app) readDiff(name string) ([]byte, error) {
	if name == "-" {
		diff, err := io.ReadAll(a.In)
		if err != nil {
			return nil, fmt.Errorf("read standard input: %w", err)
		}
		return diff, nil
	}
	diff, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("--diff-file %s: %w", name, plainly(err))
	}
	return diff, nil
}

// engineChange is a change as the engine sees it.
func (f *changeFlags) engineChange(found *vcs.Change) *engine.Change {
	out := &engine.Change{Files: map[string]engine.Changed{}, Base: found.Base, Whole: f.whole}
	for _, file := range found.Files {
		if file.Name == "" {
			continue
		}
		c := engine.Changed{Before: file.Base}
		for _, l := range file.Lines {
			c.Lines = append(c.Lines, engine.Lines(l))
		}
		out.Files[file.Name] = c
	}
	return out
}
