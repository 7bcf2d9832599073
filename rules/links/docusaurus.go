package links

import (
	"path"
	"strings"

	"github.com/kblint/kblint/internal/lint"
)

// sites finds the Docusaurus site that an article belongs to. Docusaurus looks for "docs/a.md",
// without a dot in front, in the site's folder and its docs and blog folders, too.
type sites struct {
	files lint.FileTree
	roots map[string]string // by the folder of an article; "" for no such site
}

// maxAbove is how many folders above an article are searched for the site's configuration.
const maxAbove = 12

var docusaurusConfigs = []string{"docusaurus.config.ts", "docusaurus.config.js", "docusaurus.config.mjs", "docusaurus.config.cjs"}

func (s *sites) places(from, name string) []string {
	if strings.HasPrefix(name, ".") {
		return nil
	}
	root := s.root(path.Dir(from))
	if root == "" {
		return nil
	}
	return []string{path.Join(root, name), path.Join(root, "docs", name), path.Join(root, "blog", name)}
}

func (s *sites) root(dir string) string {
	root, known := s.roots[dir]
	if known {
		return root
	}
	above := dir
	for range maxAbove {
		for _, config := range docusaurusConfigs {
			if _, kind, exact := s.files.Find(path.Join(above, config)); kind == lint.RegularFile && exact {
				s.roots[dir] = above
				return above
			}
		}
		if above == "/" {
			break
		}
		above = path.Join(above, "..")
	}
	s.roots[dir] = ""
	return ""
}
