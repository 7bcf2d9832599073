package fix

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// errChanged is the fault of a file that somebody else wrote to since it was read.
var errChanged = errors.New("the file changed while it was being linted, so its fixes were not written; run kblint again")

// temporary is what a new text is called until it takes the file's place. Whatever befalls the program, no run
// takes it for an article: it is hidden, and ends in no article's ending.
const temporary = ".kblint-*.tmp"

// modeBits are those of a file's mode that its replacement gets.
const modeBits = fs.ModePerm | fs.ModeSetuid | fs.ModeSetgid | fs.ModeSticky

// Write puts the new text in the place of the old one, whole or not at all. A file that does not hold the old
// text any more is left alone.
func (c *Change) Write() error { return replace(c.Name, c.Source, c.Text()) }

// replace gives a file that holds the old text a new one. The new text is written beside the file, comes to
// rest on the disk and takes the file's name: at every moment one of the two has that name, whole. Other
// names of the same file, hard links, keep the old text, as with git and most editors.
func replace(name string, old, text []byte) error {
	info, err := writable(name)
	if err != nil {
		return unwritten(err)
	}
	beside, err := os.CreateTemp(filepath.Dir(name), temporary)
	if err != nil {
		return unwritten(err)
	}
	defer os.Remove(beside.Name()) //nolint:errcheck // it is gone where all went well
	_, err = beside.Write(text)
	if err == nil {
		err = likeFile(beside, info)
	}
	if err == nil {
		err = beside.Sync()
	}
	if err := errors.Join(err, beside.Close()); err != nil {
		return unwritten(err)
	}
	if err := holds(name, info, old); err != nil {
		return err
	}
	if err := os.Rename(beside.Name(), name); err != nil {
		return unwritten(err)
	}
	return nil
}

// writable fails for a file that the user may not write to. Replacing it would take no more than the right to
// write to its folder, but who protects a file does not want it to be changed.
func writable(name string) (fs.FileInfo, error) {
	file, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	return info, errors.Join(err, file.Close())
}

// likeFile gives a new file the owner, as far as the user may, and the mode of another.
func likeFile(file *os.File, info fs.FileInfo) error {
	likeOwner(file, info)
	return file.Chmod(info.Mode() & modeBits)
}

// holds fails where a file is another than it was, or holds another text. Between this look and the renaming
// behind it no file system lets anything come for sure; it is the least time there can be.
func holds(name string, info fs.FileInfo, text []byte) error {
	now, err := os.Stat(name)
	if err != nil {
		return unwritten(err)
	}
	if !os.SameFile(info, now) || now.Size() != int64(len(text)) {
		return errChanged
	}
	got, err := os.ReadFile(name)
	if err != nil {
		return unwritten(err)
	}
	if !bytes.Equal(got, text) {
		return errChanged
	}
	return nil
}

// unwritten is the fault of a file that is as it was because of an error.
func unwritten(err error) error {
	return fmt.Errorf("the fixes were not written, so the file is as it was: %w", cause(err))
}

// cause leaves the names of files out of an error: whoever prints it names the article.
func cause(err error) error {
	if inner, ok := errors.AsType[*fs.PathError](err); ok {
		return inner.Err
	}
	if inner, ok := errors.AsType[*os.LinkError](err); ok {
		return inner.Err
	}
	return err
}
