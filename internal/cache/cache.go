// Package cache keeps small values between runs, by the hash of their key, in a log on disk.
//
// Each line of the log has a checksum of its own and the last one of a key counts, so that a run that
// is killed loses no more than its last line, and runs at the same time lose nothing: appending and
// compacting happen under a lock between processes, and a reader takes what is whole.
package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"
)

const (
	// maxSize is the size in bytes beyond which a log is not read but begun anew: a hundred thousand
	// links have a tenth of it.
	maxSize = 256 << 20
	// sumSize and keySize are the lengths in characters of what stands before a value.
	sumSize, keySize = 8, 32
	// slack is how many lines may be out of date before it pays to compact.
	slack = 1000
)

// Store is an open log. It may be used by several goroutines.
type Store struct {
	file string
	lock *lockedfile.Mutex

	mu     sync.Mutex
	values map[string][]byte // by hashed key
	lines  int               // of the log
	fresh  bytes.Buffer      // lines that are not on disk yet
}

// Open reads the log called name in a folder, which is made if need be. What is no line of a log, or
// torn, is left out. Callers put the version of their values into the name.
func Open(dir, name string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the cache folder: %w", err)
	}
	file := filepath.Join(dir, name+".log")
	s := &Store{file: file, lock: lockedfile.MutexAt(file + ".lock"), values: map[string][]byte{}}
	data, err := s.read()
	if err != nil {
		return nil, fmt.Errorf("read the cache: %w", err)
	}
	s.lines = parse(data, s.values)
	return s, nil
}

// read gives the log, nothing where there is none or it is out of all measure.
func (s *Store) read() ([]byte, error) {
	info, err := os.Stat(s.file)
	switch {
	case errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() > maxSize:
		return nil, nil
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, errors.New("the log is no regular file")
	}
	return os.ReadFile(s.file)
}

// parse adds the values of a log to a map and counts its lines.
func parse(log []byte, values map[string][]byte) (lines int) {
	for line := range bytes.Lines(log) {
		lines++
		body, whole := bytes.CutSuffix(line, []byte("\n"))
		if !whole || len(body) <= sumSize+1+keySize || body[sumSize] != ' ' || body[sumSize+1+keySize] != ' ' {
			continue
		}
		if rest := body[sumSize+1:]; string(body[:sumSize]) == checksum(rest) {
			values[string(rest[:keySize])] = rest[keySize+1:]
		}
	}
	return lines
}

func checksum(b []byte) string {
	return fmt.Sprintf("%08x", crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli)))
}

// hashed is what a key is kept by: an address may hold what nobody should find in a file.
func hashed(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:keySize/2])
}

// Get gives the value that was last put under a key, nil where there is none. It must not be changed.
func (s *Store) Get(key string) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.values[hashed(key)]
}

// Put keeps a value, which must not hold a line break and is not changed afterwards. It is on disk after
// the next Flush.
func (s *Store) Put(key string, value []byte) {
	if bytes.IndexByte(value, '\n') >= 0 {
		panic("cache: a value with a line break")
	}
	name := hashed(key)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.values[name] = value
	writeLine(&s.fresh, name, value)
}

func writeLine(w *bytes.Buffer, name string, value []byte) {
	body := append(append([]byte(name), ' '), value...)
	w.WriteString(checksum(body))
	w.WriteByte(' ')
	w.Write(body)
	w.WriteByte('\n')
}

// Flush appends to the log what is not there yet. After an error nothing is lost: the next Flush tries
// again.
func (s *Store) Flush() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fresh.Len() == 0 {
		return nil
	}
	unlock, err := s.acquire()
	if err != nil {
		return fmt.Errorf("lock the cache: %w", err)
	}
	defer unlock()
	if err := s.write(); err != nil {
		return fmt.Errorf("write the cache: %w", err)
	}
	s.lines += bytes.Count(s.fresh.Bytes(), []byte("\n"))
	s.fresh.Reset()
	return nil
}

// lockWait is how long another run may hold the lock: it needs it for milliseconds.
const lockWait = 3 * time.Second

// acquire takes the lock between processes, which another one may not give back.
func (s *Store) acquire() (unlock func(), err error) {
	type taken struct {
		unlock func()
		err    error
	}
	got := make(chan taken, 1)
	go func() {
		unlock, err := s.lock.Lock()
		got <- taken{unlock, err}
	}()
	select {
	case t := <-got:
		return t.unlock, t.err
	case <-time.After(lockWait):
		go func() {
			if t := <-got; t.err == nil {
				t.unlock()
			}
		}()
		return nil, errors.New("another run holds it")
	}
}

func (s *Store) write() error {
	f, err := os.OpenFile(s.file, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	torn, err := isTorn(f)
	if err == nil && torn {
		_, err = f.WriteString("\n")
	}
	if err == nil {
		_, err = f.Write(s.fresh.Bytes())
	}
	return errors.Join(err, f.Close())
}

// isTorn reports whether the last line of a file has no end.
func isTorn(f *os.File) (bool, error) {
	end, err := f.Seek(0, io.SeekEnd)
	if err != nil || end == 0 {
		return false, err
	}
	var last [1]byte
	_, err = f.ReadAt(last[:], end-1)
	return last[0] != '\n', err
}

// Compact flushes, and rewrites a log most of whose lines are out of date. Values that keep does not
// want are dropped then.
func (s *Store) Compact(keep func(value []byte) bool) error {
	if err := s.Flush(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if info, err := os.Stat(s.file); err != nil || s.lines < 2*len(s.values)+slack && info.Size() <= maxSize {
		return nil // without a log there is nothing to compact
	}
	unlock, err := s.acquire()
	if err != nil {
		return fmt.Errorf("lock the cache: %w", err)
	}
	defer unlock()
	if err := s.rewrite(keep); err != nil {
		return fmt.Errorf("compact the cache: %w", err)
	}
	return nil
}

// rewrite puts a log in the place of another that other runs may have added to meanwhile.
func (s *Store) rewrite(keep func(value []byte) bool) error {
	data, err := s.read()
	if err != nil {
		return err
	}
	parse(data, s.values)
	var out bytes.Buffer
	s.lines = 0
	for _, name := range slices.Sorted(maps.Keys(s.values)) {
		if !keep(s.values[name]) {
			delete(s.values, name)
			continue
		}
		writeLine(&out, name, s.values[name])
		s.lines++
	}
	f, err := os.CreateTemp(filepath.Dir(s.file), ".cache.*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) //nolint:errcheck // it is gone where all went well
	_, err = f.Write(out.Bytes())
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), s.file)
}
