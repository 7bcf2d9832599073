package engine

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/disk"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/site"
)

// loadSites reads the configurations of the sites below the content root, that of the root included. What
// cannot be read of one is a fault, and the site is taken for what its folders show.
func (r *run) loadSites() {
	r.Site.Root = filepath.ToSlash(r.rootPath())
	r.Site.Files = rootFiles{r.files, r.Site.Root}
	if r.Root == "" {
		return
	}
	below, done, err := disk.Below(r.Discover.Disk, r.Root)
	if err != nil {
		return // then there is no article in it either
	}
	defer done()
	dirs := r.siteFolders()
	for i, dir := range dirs {
		over := r.Overrides
		if i > 0 && len(dirs) != 2 {
			over = site.Overrides{} // they are about the root, unless there is but one site below it
		}
		c := site.Load(below, dir, over)
		for _, err := range c.Problems {
			r.fault(path.Join(r.Site.Root, dir), err)
		}
		r.Site.Configs = append(r.Site.Configs, c)
	}
}

// siteFolders are the folders of sites, relative to the content root: that itself first.
func (r *run) siteFolders() []string {
	dirs := []string{"."}
	for _, abs := range r.sites {
		rel, err := filepath.Rel(r.Root, abs)
		if rel = filepath.ToSlash(rel); err == nil && rel != ".." && !strings.HasPrefix(rel, "../") && !slices.Contains(dirs, rel) {
			dirs = append(dirs, rel)
		}
	}
	slices.Sort(dirs[1:])
	return dirs
}

// rootFiles are the files below the content root.
type rootFiles struct {
	tree lint.FileTree
	root string // as the working folder sees it
}

// IsFile implements site.Files.
func (f rootFiles) IsFile(name string) bool {
	return f.tree.Kind(path.Join(f.root, name)) == lint.RegularFile
}

// Nearly implements site.Files.
func (f rootFiles) Nearly(name string) (actual string, found bool) {
	actual, kind, exact := f.tree.Find(path.Join(f.root, name))
	if kind != lint.RegularFile || exact {
		return "", false
	}
	if f.root != "." {
		actual = strings.TrimPrefix(actual, f.root+"/")
	}
	return actual, true
}

// IsFolder implements site.Files.
func (f rootFiles) IsFolder(name string) bool {
	return f.tree.Kind(path.Join(f.root, name)) == lint.Folder
}
