package disk

import (
	"bytes"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Overlay is a disk on which some files are others, or missing. It is changed before it is read, and
// read by many at once.
type Overlay struct {
	under   Disk
	files   map[string]func() ([]byte, error) // by name; nil for what is hidden
	folders map[string]map[string]bool        // by name: what lies in it that files are of
}

// NewOverlay makes an overlay without any difference to another disk.
func NewOverlay(under Disk) *Overlay {
	return &Overlay{under: under, files: map[string]func() ([]byte, error){}, folders: map[string]map[string]bool{}}
}

// Hide makes a file missing.
func (o *Overlay) Hide(name string) { o.files[name] = nil }

// Put makes a file have other contents, or be there at all, with all folders on the way to it.
func (o *Overlay) Put(name string, load func() ([]byte, error)) {
	o.files[name] = load
	for child := name; ; {
		dir := filepath.Dir(child)
		if o.folders[dir][filepath.Base(child)] || dir == child {
			return
		}
		if o.folders[dir] == nil {
			o.folders[dir] = map[string]bool{}
		}
		o.folders[dir][filepath.Base(child)] = true
		child = dir
	}
}

// Has reports whether a file differs from the disk below.
func (o *Overlay) Has(name string) bool {
	_, ok := o.files[name]
	return ok
}

func missing(op, name string) error { return &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist} }

// Open implements Disk.
func (o *Overlay) Open(name string) (fs.File, error) {
	load, ok := o.files[name]
	switch {
	case !ok:
		return o.under.Open(name)
	case load == nil:
		return nil, missing("open", name)
	}
	data, err := load()
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return &file{Reader: *bytes.NewReader(data), info: info{name: filepath.Base(name), size: int64(len(data))}}, nil
}

// Stat implements Disk.
func (o *Overlay) Stat(name string) (fs.FileInfo, error) { return o.stat(name, o.under.Stat) }

// Lstat implements Disk.
func (o *Overlay) Lstat(name string) (fs.FileInfo, error) { return o.stat(name, o.under.Lstat) }

func (o *Overlay) stat(name string, under func(string) (fs.FileInfo, error)) (fs.FileInfo, error) {
	if load, ok := o.files[name]; ok {
		if load == nil {
			return nil, missing("stat", name)
		}
		data, err := load()
		if err != nil {
			return nil, &fs.PathError{Op: "stat", Path: name, Err: err}
		}
		return info{name: filepath.Base(name), size: int64(len(data))}, nil
	}
	found, err := under(name)
	if err != nil && len(o.folders[name]) > 0 {
		return info{name: filepath.Base(name), folder: true}, nil
	}
	return found, err
}

// ReadDir implements Disk.
func (o *Overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := o.under.ReadDir(name)
	added := o.folders[name]
	if err != nil && len(added) == 0 {
		return nil, err
	}
	there := make(map[string]bool, len(entries))
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
		child := filepath.Join(name, e.Name())
		if load, ok := o.files[child]; ok && load == nil {
			return true
		}
		there[e.Name()] = true
		return false
	})
	for child := range added {
		if !there[child] {
			_, isFile := o.files[filepath.Join(name, child)]
			entries = append(entries, fs.FileInfoToDirEntry(info{name: child, folder: !isFile}))
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}

// file is an open file of an overlay.
type file struct {
	bytes.Reader
	info info
}

// Stat implements fs.File.
func (f *file) Stat() (fs.FileInfo, error) { return f.info, nil }

// Close implements fs.File.
func (*file) Close() error { return nil }

// info describes a file or folder of an overlay.
type info struct {
	name   string
	size   int64
	folder bool
}

// Name implements fs.FileInfo.
func (i info) Name() string { return i.name }

// Size implements fs.FileInfo.
func (i info) Size() int64 { return i.size }

// Mode implements fs.FileInfo.
func (i info) Mode() fs.FileMode {
	if i.folder {
		return fs.ModeDir | 0o755
	}
	return 0o644
}

// ModTime implements fs.FileInfo: it is not known.
func (info) ModTime() time.Time { return time.Time{} }

// IsDir implements fs.FileInfo.
func (i info) IsDir() bool { return i.folder }

// Sys implements fs.FileInfo.
func (info) Sys() any { return nil }
