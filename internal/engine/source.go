package engine

import (
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"math"

	"github.com/kblint/kblint/internal/disk"
)

// reader reads files into one buffer, which the next read overwrites.
type reader struct {
	disk disk.Disk
	buf  []byte
}

// read gives the bytes of a file and its size. A file of more than limit bytes is not read:
// then there are fewer bytes than its size.
func (r *reader) read(name string, limit int) (src []byte, size int, err error) {
	f, err := r.disk.Open(name)
	if err != nil {
		return nil, 0, fmt.Errorf("read article: %w", err)
	}
	defer f.Close() //nolint:errcheck // nothing was written
	info, err := f.Stat()
	if err != nil {
		return nil, 0, fmt.Errorf("read article: %w", err)
	}
	if !info.Mode().IsRegular() && info.Size() == 0 {
		return nil, 0, errors.New("not a regular file")
	}
	size = int(info.Size())
	if size > limit {
		return nil, size, nil
	}
	if cap(r.buf) <= size {
		r.buf = make([]byte, size+size/2+1)
	}
	n, err := io.ReadFull(f, r.buf[:size])
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, 0, fmt.Errorf("read article: %w", err)
	}
	return r.buf[:n:n], n, nil
}

// sourceRecord is how the bytes of an article are got again when its findings are printed:
// keeping them would take the memory of the whole site.
type sourceRecord struct {
	abs     string
	disk    disk.Disk
	hash    uint64
	changed bool   // while it was linted
	kept    []byte // where there is no file to read again: standard input
}

// hashSeed makes the hashes of one run comparable; they are never stored.
var hashSeed = maphash.MakeSeed()

func newSourceRecord(d disk.Disk, abs string, src []byte) sourceRecord {
	return sourceRecord{abs: abs, disk: d, hash: maphash.Bytes(hashSeed, src)}
}

// errChanged is the fault of a file that was written to while it was linted.
var errChanged = errors.New("the file changed while it was being linted; run kblint again")

// errUnknown is a bug: a finding relates to an article that was not linted.
var errUnknown = errors.New("the article was not linted")

// File is the name of the file that an article was read from, "" for standard input.
func (r *Result) File(path string) string { return r.sources[path].abs }

// Source gives the bytes of an article, as they were when it was linted.
func (r *Result) Source(path string) ([]byte, error) {
	record, ok := r.sources[path]
	if !ok {
		return nil, errUnknown
	}
	return record.read()
}

// read gives the bytes as they were when they were linted.
func (r *sourceRecord) read() ([]byte, error) {
	if r.changed {
		return nil, errChanged
	}
	if r.abs == "" {
		return r.kept, nil
	}
	src, size, err := (&reader{disk: r.disk}).read(r.abs, math.MaxInt)
	if err != nil {
		return nil, err
	}
	if len(src) < size || maphash.Bytes(hashSeed, src) != r.hash {
		return nil, errChanged
	}
	return src, nil
}
