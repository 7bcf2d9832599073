package discover

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/kblint/kblint/internal/disk"
	"github.com/kblint/kblint/internal/site"
)

// place is what a folder and the folders around it say about what lies in it.
// It depends on where the folder really lies and not on how the walk came
// there, so that a file is judged alike from whichever argument it is reached.
type place struct {
	rules   *rules
	outputs []string // generated folders below, relative to the folder
	isSite  bool     // a site generator's configuration lies in it
}

// judgeName covers what the name of an entry decides by itself.
func (p *place) judgeName(name string, folder bool) Reason {
	switch {
	case !folder && !IsArticle(name):
		return OtherType
	case name[0] == '.':
		return Hidden
	case folder && name == "node_modules":
		return NodeModules
	case folder && slices.Contains(p.outputs, name):
		return Generated
	default:
		return kept
	}
}

// surroundings works out the places of folders that the walk does not pass:
// those around its starting points. The maps are used between the parallel
// parts only.
type surroundings struct {
	ignoreFiles bool
	disk        disk.Disk
	report      func(shown string, err error)
	dir         string
	tops        map[string]bool
	covered     map[string]bool
	places      map[string]*place
}

func newSurroundings(d disk.Disk, dir string, ignoreFiles bool, report func(string, error)) *surroundings {
	return &surroundings{
		disk:        d,
		ignoreFiles: ignoreFiles,
		report:      report,
		dir:         dir,
		tops:        map[string]bool{dir: true},
		covered:     map[string]bool{},
		places:      map[string]*place{},
	}
}

// enter makes the place of a folder out of what it holds. It is called by all
// workers at once.
func (s *surroundings) enter(outer *place, dir string, entries []fs.DirEntry) *place {
	generators := site.Detect(dir, entries)
	here := &place{rules: outer.rules, isSite: len(generators) > 0}
	here.outputs = append(inherited(outer.outputs, path.Base(dir)), generated(s.disk, dir, entries, generators)...)
	if s.ignoreFiles {
		here.rules = s.extend(outer.rules, dir, entries)
	}
	return here
}

// outside is what the folders around dir say about what lies in it. Those
// above the outermost top have no say.
func (s *surroundings) outside(dir string) *place {
	parent, ok := above(dir)
	if !ok || !s.covers(parent) {
		return &place{}
	}
	return s.of(parent)
}

// of is the place of a folder that lies anywhere.
func (s *surroundings) of(dir string) *place {
	if p, ok := s.places[dir]; ok {
		return p
	}
	// A folder that may be passed but not listed has nothing to say. If the
	// walk enters it as well, the walk reports it.
	entries, err := s.disk.ReadDir(filepath.FromSlash(dir))
	if err != nil {
		entries = nil
	}
	p := s.enter(s.outside(dir), dir, entries)
	s.places[dir] = p
	return p
}

// covers reports whether dir is a top or lies below one. Tops are the working
// folder, the arguments and the repositories around them.
func (s *surroundings) covers(dir string) bool {
	if known, ok := s.covered[dir]; ok {
		return known
	}
	covered := s.tops[dir] || exists(join(dir, ".git"))
	if parent, ok := above(dir); ok && !covered {
		covered = s.covers(parent)
	}
	s.covered[dir] = covered
	return covered
}

// above is the folder that holds an absolute path; the root of a file system
// has none, be it "/" or "C:".
func above(at string) (string, bool) {
	parent := path.Dir(at)
	return parent, parent != at && parent != "."
}

// exists also holds for a link that leads nowhere.
func exists(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}
