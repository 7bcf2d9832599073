// Package vcs asks git what changed: which files, which lines, and what they held before. It calls git's
// own program, so that work trees, submodules, filters and settings are what they are for git.
package vcs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/kblint/kblint/internal/disk"
)

// Repo is a git repository with a work tree.
type Repo struct {
	ctx  context.Context //nolint:containedctx // of the run: git is asked for contents while articles are read
	root string          // the top of the work tree, absolute, free of links
	dir  string          // where git is called; "" for the working folder
	git  string          // the program
	cat  *catFile
}

// Errors that a user can do something about.
var (
	errNoGit      = errors.New("git is not installed or not in PATH; what changed is asked of git")
	errNoRepo     = errors.New("not inside a git repository with a work tree; without one nothing tells what changed")
	errOwner      = errors.New("git does not trust this repository, since it belongs to somebody else; say `git config --global --add safe.directory` and its folder")
	errUnmerged   = errors.New("there are conflicts left from a merge; resolve them and add the files first")
	errNoBase     = errors.New("no common ancestor with HEAD")
	errShallow    = errors.New("this is a shallow clone that ends before the common ancestor; fetch more of the history first, with `git fetch --unshallow` or, in CI, with fetch-depth: 0")
	errNoRevision = errors.New("there is no such revision here; fetch it first (`git fetch origin`), or correct its name")
)

// Open finds the repository around a folder. Close ends it.
func Open(ctx context.Context, dir string) (*Repo, error) {
	git, err := exec.LookPath("git")
	if err != nil {
		return nil, errNoGit
	}
	r := &Repo{ctx: ctx, git: git, dir: dir}
	out, err := r.run("rev-parse", "--show-toplevel")
	switch {
	case err == nil:
	case strings.Contains(err.Error(), "dubious ownership"):
		return nil, errOwner
	default:
		return nil, errNoRepo
	}
	if r.root, err = filepath.EvalSymlinks(filepath.FromSlash(strings.TrimRight(string(out), "\r\n"))); err != nil {
		return nil, fmt.Errorf("find the repository's top: %w", err)
	}
	// A hook is called with variables that are relative to the top of its own repository, where it runs.
	if here, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(r.root, resolved(here)); err == nil && !strings.HasPrefix(rel, "..") {
			r.dir = ""
		}
	}
	return r, nil
}

func resolved(path string) string {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		return target
	}
	return path
}

// Root is the top of the work tree, absolute and free of links.
func (r *Repo) Root() string { return r.root }

// Close ends the programs that were started.
func (r *Repo) Close() {
	if r.cat != nil {
		r.cat.close()
	}
}

// run calls git and gives what it prints.
func (r *Repo) run(args ...string) ([]byte, error) { return r.runWith("", nil, args...) }

// runWith is run with another index, where one is named, and with something on standard input.
func (r *Repo) runWith(index string, input []byte, args ...string) ([]byte, error) {
	c := r.command(args...)
	if index != "" {
		c.Env = append(c.Env, "GIT_INDEX_FILE="+index)
	}
	if input != nil { // else the null device
		c.Stdin = bytes.NewReader(input)
	}
	var out, complaint bytes.Buffer
	c.Stdout, c.Stderr = &out, &complaint
	if err := c.Run(); err != nil {
		said, _, _ := strings.Cut(strings.TrimSpace(complaint.String()), "\n")
		return nil, fmt.Errorf("git %s: %w: %s", args[0], err, said)
	}
	return out.Bytes(), nil
}

// line is what git prints, "" where it fails.
func (r *Repo) line(args ...string) string {
	out, err := r.run(args...)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

// isShallow reports whether the repository has but the end of its history.
func (r *Repo) isShallow() bool { return r.line("rev-parse", "--is-shallow-repository") == "true" }

// gitPath is where a file of git's own lies, absolute.
func (r *Repo) gitPath(name string) (string, error) {
	out, err := r.run("rev-parse", "--git-path", name)
	if err != nil {
		return "", err
	}
	path := filepath.FromSlash(strings.TrimRight(string(out), "\r\n"))
	if filepath.IsAbs(path) {
		return path, nil
	}
	abs, err := filepath.Abs(filepath.Join(r.dir, path))
	if err != nil {
		return "", fmt.Errorf("find the working folder: %w", err)
	}
	return abs, nil
}

// command is a call of git in which no setting of the user changes what is printed, and that takes no locks.
func (r *Repo) command(args ...string) *exec.Cmd {
	all := append([]string{"-c", "core.quotePath=false", "-c", "core.fsmonitor=false", "-c", "diff.renameLimit=2000"}, args...)
	c := exec.CommandContext(r.ctx, r.git, all...)
	c.Dir = r.dir
	c.Env = os.Environ()
	if r.dir != "" {
		c.Env = withoutGit(c.Env)
	}
	c.Env = append(c.Env, "GIT_OPTIONAL_LOCKS=0", "GIT_LITERAL_PATHSPECS=0", "LC_ALL=C")
	return c
}

// withoutGit drops the variables that name another repository than that around a folder.
func withoutGit(env []string) []string {
	var out []string
	for _, v := range env {
		switch name, _, _ := strings.Cut(v, "="); name {
		case "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR":
		default:
			out = append(out, v)
		}
	}
	return out
}

// abs is the absolute name of a path that git prints.
func (r *Repo) abs(path string) string { return filepath.Join(r.root, filepath.FromSlash(path)) }

// Change is what differs between two states of a repository.
type Change struct {
	New   disk.Disk // the state that is judged
	Base  disk.Disk // the state before; nil where it is not known
	Files []File
}

// File is a file that is not the same in both states. Names are absolute.
type File struct {
	Name  string // "" for one that was deleted
	Base  string // its name before; "" for a new one
	Lines []Lines
}

// Lines are lines of a file that were added or changed, counted from 1, the last one included.
type Lines struct{ First, Last int }

// FilesNamed are the files below the folder where git is called that have one of some names, absolute; those that
// git ignores are left out.
func (r *Repo) FilesNamed(names ...string) ([]string, error) {
	args := []string{"ls-files", "--cached", "--others", "--exclude-standard", "--full-name", "-z", "--"}
	for _, name := range names {
		args = append(args, ":(glob)**/"+name)
	}
	out, err := r.run(args...)
	if err != nil {
		return nil, fmt.Errorf("ask git for files: %w", err)
	}
	var found []string
	for path := range bytes.SplitSeq(out, []byte{0}) {
		if len(path) > 0 {
			found = append(found, r.abs(string(path)))
		}
	}
	return found, nil
}
