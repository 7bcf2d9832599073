// Package site knows the sites that articles become: which generator makes one, and where it
// begins.
package site

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Generator is a program that makes a site of articles.
type Generator uint8

// The generators that are known.
const (
	Unknown Generator = iota
	Hugo
	Docusaurus
	MkDocs
	Jekyll
	VitePress
	Astro
	Starlight
	Plain // none: people read the files themselves
)

var generatorNames = [...]string{
	Unknown: "", Hugo: "hugo", Docusaurus: "docusaurus", MkDocs: "mkdocs", Jekyll: "jekyll",
	VitePress: "vitepress", Astro: "astro", Starlight: "starlight", Plain: "plain",
}

// String is the generator's name in configurations, "" for Unknown.
func (g Generator) String() string { return generatorNames[g] }

// Generators are the names of the known generators.
func Generators() []string { return generatorNames[Hugo:] }

// Named is the generator of a name, Unknown if there is none.
func Named(name string) Generator {
	for g, known := range generatorNames {
		if known == name {
			return Generator(g)
		}
	}
	return Unknown
}

// Detect names the generators whose configuration lies in a folder, in the order of its entries.
func Detect(dir string, entries []fs.DirEntry) []Generator { return detect(os.DirFS(dir), entries) }

func detect(dir fs.FS, entries []fs.DirEntry) []Generator {
	var found []Generator
	for _, e := range entries {
		if g := generatorOf(dir, e, entries); g != Unknown {
			found = append(found, g)
		}
	}
	return found
}

func generatorOf(dir fs.FS, e fs.DirEntry, beside []fs.DirEntry) Generator {
	name := e.Name()
	if e.IsDir() {
		switch {
		case name == ".vitepress":
			return VitePress
		case name == "config" && isFolder(dir, "config/_default"):
			return Hugo
		default:
			return Unknown
		}
	}
	switch stem, _, _ := strings.Cut(name, ".config."); {
	case isHugo(name, beside):
		return Hugo
	case name == "_config.yml" || name == "_config.yaml":
		return Jekyll
	case name == "mkdocs.yml" || name == "mkdocs.yaml":
		return MkDocs
	case stem == "docusaurus" && stem != name:
		return Docusaurus
	case stem == "astro" && stem != name && isStarlight(dir, name):
		return Starlight
	case stem == "astro" && stem != name:
		return Astro
	default:
		return Unknown
	}
}

// isHugo tells a configuration of Hugo from the many other files called config.toml by the folders
// that Hugo keeps beside it.
func isHugo(name string, beside []fs.DirEntry) bool {
	stem, ext, _ := strings.Cut(name, ".")
	switch ext {
	case "toml", "yaml", "yml", "json":
		return stem == "hugo" || stem == "config" && hasFolder(beside, "content", "themes", "archetypes")
	default:
		return false
	}
}

func hasFolder(entries []fs.DirEntry, names ...string) bool {
	for _, e := range entries {
		for _, name := range names {
			if e.IsDir() && e.Name() == name {
				return true
			}
		}
	}
	return false
}

func isFolder(dir fs.FS, name string) bool {
	info, err := fs.Stat(dir, name)
	return err == nil && info.IsDir()
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// FindRoot looks upward from a path, which is absolute and names a file or a folder, for where its
// site begins: the folder of a generator's configuration, or else the root of the repository. It
// is "" where there is neither.
func FindRoot(path string) string {
	dir := path
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		dir = filepath.Dir(path)
	}
	for {
		entries, _ := os.ReadDir(dir) // a folder that cannot be read has no site to offer
		if len(Detect(dir, entries)) > 0 || exists(filepath.Join(dir, ".git")) {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}
