package engine

import (
	"io/fs"
	"path"
	"path/filepath"
	"sync"

	"golang.org/x/text/cases"

	"github.com/kblint/kblint/internal/disk"
	"github.com/kblint/kblint/internal/lint"
)

// diskTree answers whether a file exists from the listings of folders, each read once. It
// compares names as they are written on disk, so that a link whose letter case is wrong is
// found on file systems that do not care, too.
type diskTree struct {
	disk    disk.Disk
	dir     string // the folder that relative paths start from
	mu      sync.Mutex
	folders map[string]*listing
}

// listing is what a folder holds.
type listing struct {
	kinds  map[string]lint.FileKind
	folded map[string]string // folded name to name; made when first needed
}

// NewFileTree looks files up on disk, relative to a folder.
func NewFileTree(d disk.Disk, dir string) lint.FileTree {
	return &diskTree{disk: d, dir: dir, folders: map[string]*listing{}}
}

// Kind implements lint.FileTree.
func (t *diskTree) Kind(name string) lint.FileKind {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.kind(path.Clean(name))
}

func (t *diskTree) kind(name string) lint.FileKind {
	base, dir := path.Base(name), path.Dir(name)
	if name == "." || name == "/" || base == ".." {
		return lint.Folder
	}
	l, listed := t.folders[dir]
	if !listed {
		if t.kind(dir) != lint.Folder {
			return lint.NoFile
		}
		l = t.list(dir)
	}
	return l.kinds[base]
}

// Find implements lint.FileTree.
func (t *diskTree) Find(name string) (actual string, kind lint.FileKind, exact bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.find(path.Clean(name))
}

func (t *diskTree) find(name string) (actual string, kind lint.FileKind, exact bool) {
	base := path.Base(name)
	if name == "." || name == "/" || base == ".." {
		return name, lint.Folder, true
	}
	dir, dirKind, exact := t.find(path.Dir(name))
	if dirKind != lint.Folder {
		return "", lint.NoFile, false
	}
	l := t.list(dir)
	if kind, ok := l.kinds[base]; ok {
		return path.Join(dir, base), kind, exact
	}
	if other, ok := l.fold()[cases.Fold().String(base)]; ok {
		return path.Join(dir, other), l.kinds[other], false
	}
	return "", lint.NoFile, false
}

func (t *diskTree) list(dir string) *listing {
	if l, ok := t.folders[dir]; ok {
		return l
	}
	where := filepath.FromSlash(dir)
	if !filepath.IsAbs(where) {
		where = filepath.Join(t.dir, where)
	}
	// A folder that cannot be read is as good as empty: what it holds cannot be linked to.
	entries, _ := t.disk.ReadDir(where)
	l := &listing{kinds: make(map[string]lint.FileKind, len(entries))}
	for _, e := range entries {
		l.kinds[e.Name()] = t.fileKind(where, e)
	}
	t.folders[dir] = l
	return l
}

func (t *diskTree) fileKind(dir string, e fs.DirEntry) lint.FileKind {
	mode := e.Type()
	if mode&fs.ModeSymlink != 0 {
		info, err := t.disk.Stat(filepath.Join(dir, e.Name()))
		if err != nil {
			return lint.NoFile
		}
		mode = info.Mode()
	}
	if mode.IsDir() {
		return lint.Folder
	}
	return lint.RegularFile
}

// fold maps folded names to the names on disk; of names that fold alike the first counts.
func (l *listing) fold() map[string]string {
	if l.folded != nil {
		return l.folded
	}
	l.folded = make(map[string]string, len(l.kinds))
	fold := cases.Fold()
	for name := range l.kinds {
		key := fold.String(name)
		if other, taken := l.folded[key]; !taken || name < other {
			l.folded[key] = name
		}
	}
	return l.folded
}
