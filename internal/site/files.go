package site

import (
	"io/fs"

	"github.com/kblint/kblint/internal/site/script"
)

// maxFiles is how many files are looked at for routes that no article has.
const maxFiles = 20_000

// walkFiles visits the files below a folder, but for those in folders that skip names. What cannot be read is
// passed over.
func walkFiles(dir fs.FS, root string, skip func(folder string) bool, visit func(name string)) {
	seen := 0
	// The function gives no error but fs.SkipDir.
	_ = fs.WalkDir(dir, root, func(name string, e fs.DirEntry, err error) error {
		seen++
		switch {
		case err != nil || seen > maxFiles:
			return fs.SkipDir
		case e.IsDir():
			if name != root && skip(name) {
				return fs.SkipDir
			}
		default:
			visit(name)
		}
		return nil
	})
}

// withExtensions are the names that a stem has with some extensions.
func withExtensions(stem string, extensions ...string) []string {
	var names []string
	for _, ext := range extensions {
		names = append(names, stem+ext)
	}
	return names
}

// program reads a configuration that is a program: the first of some files that there is. What it exports is
// Nothing without one, and anything but a table makes the site vague.
func (c *Config) program(dir fs.FS, names []string) (m *script.Module, config script.Value) {
	m, name := script.New(dir).Find(names...)
	if name == "" {
		return nil, script.Value{Kind: script.Nothing}
	}
	c.File, c.module = name, m
	c.hidesTypes = m == nil // it cannot be read
	config = m.Export("default")
	c.Vague = c.Vague || config.Kind != script.Table
	return m, config
}
