// Package disk reads files by their absolute names: as they are on disk, or as they were or will be in
// another state of the repository.
package disk

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Disk is where files are read from. Names are absolute and written as the system writes them.
type Disk interface {
	Open(name string) (fs.File, error)
	ReadDir(name string) ([]fs.DirEntry, error)
	Stat(name string) (fs.FileInfo, error)
	Lstat(name string) (fs.FileInfo, error)
}

// System is the disk itself.
var System Disk = system{}

type system struct{}

func (system) Open(name string) (fs.File, error)          { return os.Open(name) }
func (system) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(name) }
func (system) Stat(name string) (fs.FileInfo, error)      { return os.Stat(name) }
func (system) Lstat(name string) (fs.FileInfo, error)     { return os.Lstat(name) }

// Or is the disk itself where d is nil.
func Or(d Disk) Disk {
	if d == nil {
		return System
	}
	return d
}

// ReadFile reads a whole file.
func ReadFile(d Disk, name string) (data []byte, err error) {
	f, err := d.Open(name)
	if err != nil {
		return nil, err //nolint:wrapcheck // as os.ReadFile
	}
	defer f.Close() //nolint:errcheck // nothing was written
	return io.ReadAll(f)
}

// Below gives the files below a folder as a file system, and what ends its use. On the disk itself no link
// leads out of it.
func Below(d Disk, root string) (fsys fs.FS, done func(), err error) {
	if d == System {
		r, err := os.OpenRoot(root)
		if err != nil {
			return nil, nil, err //nolint:wrapcheck // as os.OpenRoot
		}
		return r.FS(), func() { r.Close() }, nil //nolint:errcheck // nothing was written
	}
	return below{d, root}, func() {}, nil
}

// below is the files of a disk below a folder.
type below struct {
	disk Disk
	root string
}

func (b below) name(op, name string) (string, error) {
	if !fs.ValidPath(name) {
		return "", &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	return filepath.Join(b.root, filepath.FromSlash(name)), nil
}

// Open implements fs.FS.
func (b below) Open(name string) (fs.File, error) {
	abs, err := b.name("open", name)
	if err != nil {
		return nil, err
	}
	return b.disk.Open(abs)
}

// ReadDir implements fs.ReadDirFS.
func (b below) ReadDir(name string) ([]fs.DirEntry, error) {
	abs, err := b.name("open", name)
	if err != nil {
		return nil, err
	}
	return b.disk.ReadDir(abs)
}

// Stat implements fs.StatFS.
func (b below) Stat(name string) (fs.FileInfo, error) {
	abs, err := b.name("stat", name)
	if err != nil {
		return nil, err
	}
	return b.disk.Stat(abs)
}
