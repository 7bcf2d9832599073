package vcs

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/kblint/kblint/internal/disk"
)

// Staged is what the next commit would change: the new state is that of the index, with what the work tree
// has beside it left out; the base is HEAD.
func (r *Repo) Staged() (*Change, error) {
	out, err := r.run("status", "--porcelain=v2", "-z", "--untracked-files=all", "--find-renames", "--ignore-submodules=all")
	if err != nil {
		return nil, fmt.Errorf("ask git what is staged: %w", err)
	}
	index := disk.NewOverlay(disk.System)
	s := &staging{repo: r, index: index, base: disk.NewOverlay(index)}
	if err := s.read(out); err != nil {
		return nil, err
	}
	if err := r.addSparse(index); err != nil {
		return nil, err
	}
	lines, err := r.changedLines("--cached")
	if err != nil {
		return nil, err
	}
	for i := range s.files {
		s.files[i].Lines = lines[s.files[i].Name]
	}
	return &Change{New: index, Base: s.base, Files: s.files}, nil
}

// staging gathers what `git status --porcelain=v2 -z` prints.
type staging struct {
	repo        *Repo
	index, base *disk.Overlay
	files       []File
}

func (s *staging) read(out []byte) error {
	records := bytes.Split(out, []byte{0})
	for i := 0; i < len(records); i++ {
		record := string(records[i])
		if record == "" {
			continue
		}
		switch record[0] {
		case '1':
			s.ordinary(strings.SplitN(record, " ", 9))
		case '2':
			if i+1 < len(records) {
				i++
				s.renamed(strings.SplitN(record, " ", 10), string(records[i]))
			}
		case 'u':
			return errUnmerged
		case '?':
			s.index.Hide(s.repo.abs(record[2:]))
		}
	}
	return nil
}

// isBlob reports whether a mode is that of a file; links and submodules are none.
func isBlob(mode string) bool { return strings.HasPrefix(mode, "100") }

// ordinary reads "1 XY sub mH mI mW hH hI path".
func (s *staging) ordinary(f []string) {
	if len(f) < 9 {
		return
	}
	inHead, inIndex, name := isBlob(f[3]), isBlob(f[4]), s.repo.abs(f[8])
	s.workTree(f[1], inIndex, f[7], name)
	if f[1][0] == '.' {
		return
	}
	file := File{Name: name, Base: name}
	switch {
	case inHead:
		s.base.Put(name, s.repo.blob(f[6]))
	case f[3] == "000000":
		s.base.Hide(name)
		file.Base = ""
	}
	if f[4] == "000000" {
		s.index.Hide(name)
		file.Name = ""
	}
	s.files = append(s.files, file)
}

// workTree puts what is in the index where the work tree has something else.
func (s *staging) workTree(xy string, inIndex bool, hash, name string) {
	switch {
	case xy[1] == 'A': // only an intention to add
		s.index.Hide(name)
	case xy[1] != '.' && inIndex:
		s.index.Put(name, s.repo.blob(hash))
	}
}

// renamed reads "2 XY sub mH mI mW hH hI Xscore path" and the path before.
func (s *staging) renamed(f []string, before string) {
	if len(f) < 10 {
		return
	}
	name, old := s.repo.abs(f[9]), s.repo.abs(before)
	if f[1][0] == '.' { // only an intention to rename
		s.index.Hide(name)
		if isBlob(f[4]) {
			s.index.Put(old, s.repo.blob(f[7]))
		}
		return
	}
	s.workTree(f[1], isBlob(f[4]), f[7], name)
	file := File{Name: name, Base: old}
	if f[8][0] == 'C' {
		file.Base = ""
	} else if isBlob(f[3]) {
		s.base.Put(old, s.repo.blob(f[6]))
	}
	s.base.Hide(name)
	s.files = append(s.files, file)
}
