package discover

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"github.com/kblint/kblint/internal/discover/gitignore"
	"github.com/kblint/kblint/internal/disk"
)

// rules is a link in the chain of the ignore files that govern a folder, from
// the nearest folder that has any to the outermost.
type rules struct {
	outer      *rules
	dir        string
	repository bool // a git repository begins here: no .gitignore further out counts
	kblint     *gitignore.Patterns
	git        *gitignore.Patterns
	exclude    *gitignore.Patterns // .git/info/exclude
}

// judge tells which kind of file, if any, leaves out the path. The nearest one
// that names it decides; .kblintignore comes before .gitignore and so can take
// back what that leaves out.
func (r *rules) judge(where string, folder bool) Reason {
	for s := r; s != nil; s = s.outer {
		switch s.ask(s.kblint, where, folder) {
		case gitignore.Ignored:
			return KblintIgnored
		case gitignore.Included:
			return kept
		case gitignore.Undecided:
		}
	}
	for s := r; s != nil; s = s.outer {
		verdict := s.ask(s.git, where, folder)
		if verdict == gitignore.Undecided {
			verdict = s.ask(s.exclude, where, folder)
		}
		if verdict == gitignore.Ignored {
			return GitIgnored
		}
		if verdict == gitignore.Included || s.repository {
			return kept
		}
	}
	return kept
}

func (r *rules) ask(patterns *gitignore.Patterns, where string, folder bool) gitignore.Verdict {
	if patterns == nil {
		return gitignore.Undecided
	}
	rel, _ := below(r.dir, where)
	return patterns.Match(rel, folder)
}

// extend reads the ignore files among a folder's entries. The chain is returned
// as it is if there are none.
func (s *surroundings) extend(outer *rules, dir string, entries []fs.DirEntry) *rules {
	own := rules{outer: outer, dir: dir}
	for _, e := range entries {
		switch e.Name() {
		case ".git":
			own.repository = true
			own.exclude = s.read(path.Join(gitFolder(dir, e), "info/exclude"))
		case ".gitignore":
			own.git = s.readEntry(dir, e)
		case ".kblintignore":
			own.kblint = s.readEntry(dir, e)
		}
	}
	if own == (rules{outer: outer, dir: dir}) {
		return outer
	}
	return &own
}

// readEntry passes over what is not a regular file, links included, like git.
func (s *surroundings) readEntry(dir string, e fs.DirEntry) *gitignore.Patterns {
	if !e.Type().IsRegular() {
		return nil
	}
	return s.read(join(dir, e.Name()))
}

// read returns nil for a file that says nothing.
func (s *surroundings) read(name string) *gitignore.Patterns {
	src, err := readRegular(s.disk, name)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			s.report(s.show(name), err)
		}
		return nil
	}
	patterns := gitignore.Parse(src)
	if patterns.Empty() {
		return nil
	}
	return patterns
}

func (s *surroundings) show(name string) string {
	if rel, ok := below(s.dir, name); ok {
		return rel
	}
	return name
}

// readRegular never opens what could wait forever to be read. Such a thing, and
// a name that leads nowhere for whatever reason, is as good as missing.
func readRegular(d disk.Disk, name string) ([]byte, error) {
	name = filepath.FromSlash(name)
	info, err := d.Stat(name)
	if err != nil || !info.Mode().IsRegular() {
		return nil, fs.ErrNotExist
	}
	return disk.ReadFile(d, name)
}

// gitFolder finds what a repository shares among its work trees. In a submodule
// and in a linked work tree .git is a file that names another folder.
func gitFolder(dir string, e fs.DirEntry) string {
	git := join(dir, ".git")
	if !e.Type().IsRegular() {
		return git
	}
	git = pointer(git, dir, "gitdir:")
	return pointer(join(git, "commondir"), git, "")
}

// pointer reads a file that holds the name of a folder relative to base, and
// gives base itself if there is no such file.
func pointer(name, base, prefix string) string {
	src, err := readRegular(disk.System, name)
	if err != nil {
		return base
	}
	target := filepath.ToSlash(strings.TrimSpace(strings.TrimPrefix(string(src), prefix)))
	if filepath.IsAbs(target) {
		return target
	}
	return path.Join(base, target)
}
