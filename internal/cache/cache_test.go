package cache_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/kblint/kblint/internal/cache"
)

func open(t *testing.T, dir string) *cache.Store {
	t.Helper()
	s, err := cache.Open(dir, "links-1")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func flush(t *testing.T, s *cache.Store) {
	t.Helper()
	if err := s.Flush(); err != nil {
		t.Fatal(err)
	}
}

func TestValuesOutliveARun(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "not", "there", "yet")
	s := open(t, dir)
	s.Put("a", []byte("1"))
	s.Put("b", []byte("2"))
	flush(t, s)
	s.Put("a", []byte("3"))
	flush(t, s)
	again := open(t, dir)
	if a, b, c := string(again.Get("a")), string(again.Get("b")), again.Get("c"); a != "3" || b != "2" || c != nil {
		t.Errorf("got %q, %q and %q", a, b, c)
	}
}

func TestKeysAreNotOnDisk(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, dir)
	s.Put("https://user:secret@example.com/", []byte("1"))
	flush(t, s)
	data, err := os.ReadFile(filepath.Join(dir, "links-1.log"))
	if err != nil || len(data) == 0 || strings.Contains(string(data), "secret") {
		t.Errorf("the log is %q (%v)", data, err)
	}
}

func TestRunsAtTheSameTimeLoseNothing(t *testing.T) {
	t.Parallel()
	const runs, values = 8, 200
	dir := t.TempDir()
	var wait sync.WaitGroup
	for run := range runs {
		s := open(t, dir)
		wait.Go(func() {
			for i := range values {
				s.Put(fmt.Sprint(run, "/", i), fmt.Append(nil, run*i))
				if i%7 == 0 {
					if err := s.Compact(func([]byte) bool { return true }); err != nil {
						t.Error(err)
					}
				}
			}
			if err := s.Flush(); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	s := open(t, dir)
	for run := range runs {
		for i := range values {
			if got := string(s.Get(fmt.Sprint(run, "/", i))); got != strconv.Itoa(run*i) {
				t.Fatalf("value %d of run %d is %q", i, run, got)
			}
		}
	}
}

func TestTornLineCostsNoOther(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, dir)
	for i := range 3 {
		s.Put(strconv.Itoa(i), fmt.Append(nil, "value ", i))
	}
	flush(t, s)
	file := filepath.Join(dir, "links-1.log")
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for end := range whole {
		if err := os.WriteFile(file, whole[:end], 0o600); err != nil {
			t.Fatal(err)
		}
		torn := open(t, dir)
		torn.Put("new", []byte("last"))
		flush(t, torn)
		again := open(t, dir)
		if got := string(again.Get("new")); got != "last" {
			t.Fatalf("after a tear at byte %d the new value is %q", end, got)
		}
		lines := strings.Count(string(whole[:end]), "\n")
		for i := range lines {
			if got := string(again.Get(strconv.Itoa(i))); got != fmt.Sprint("value ", i) {
				t.Fatalf("after a tear at byte %d value %d is %q", end, i, got)
			}
		}
	}
}

func TestCompact(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, dir)
	for i := range 5000 {
		s.Put(strconv.Itoa(i%10), fmt.Append(nil, i))
	}
	if err := s.Compact(func(value []byte) bool { return string(value) != "4999" }); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(dir, "links-1.log"))
	if err != nil || info.Size() > 1000 {
		t.Fatalf("the log was not compacted: %v", err)
	}
	again := open(t, dir)
	if got := string(again.Get("8")); got != "4998" {
		t.Errorf("the last value that is kept is %q", got)
	}
	if got := again.Get("9"); got != nil {
		t.Errorf("a value that is not kept is %q", got)
	}
}

func TestFolderThatCannotBeMade(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := cache.Open(filepath.Join(file, "dir"), "links-1"); err == nil {
		t.Error("there is no error")
	}
}

// FuzzOpen opens any file as a log: what is put into it afterwards must be there in the next run.
func FuzzOpen(f *testing.F) {
	f.Add([]byte("00000000 0123456789abcdef0123456789abcdef {}\n"))
	f.Add([]byte("\x00\n\n \n"))
	f.Add([]byte(strings.Repeat("x", 100)))
	f.Fuzz(func(t *testing.T, log []byte) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "links-1.log"), log, 0o600); err != nil {
			t.Fatal(err)
		}
		s := open(t, dir)
		s.Put("key", []byte("value"))
		flush(t, s)
		if got := string(open(t, dir).Get("key")); got != "value" {
			t.Errorf("the value is %q", got)
		}
	})
}
