package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/kblint/kblint/internal/site"
)

// contentRoot is the folder that the articles of a site lie in.
type contentRoot struct {
	dir   string // absolute
	known bool   // that all articles below it are one site, rather than merely its best guess
}

// rootOf is the content root of an article or folder: the folder of its configuration file, or else
// of its site generator, or else of the repository. Where there is none of these, nothing but what
// was asked for belongs to the site.
func rootOf(path, configFile string) (contentRoot, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return contentRoot{}, fmt.Errorf("find the working folder: %w", err)
	}
	if configFile != "" {
		dir, err := filepath.Abs(filepath.Dir(configFile))
		if err != nil {
			return contentRoot{}, fmt.Errorf("find the working folder: %w", err)
		}
		if isBelow(abs, dir) {
			return contentRoot{dir, true}, nil
		}
	}
	if dir := site.FindRoot(abs); dir != "" {
		return contentRoot{dir, true}, nil
	}
	if dir, err := os.Getwd(); err == nil && isBelow(abs, dir) {
		return contentRoot{dir, false}, nil
	}
	if info, err := os.Stat(abs); err != nil || !info.IsDir() {
		abs = filepath.Dir(abs)
	}
	return contentRoot{abs, false}, nil
}

// isBelow reports whether a path is a folder or lies in it.
func isBelow(path, dir string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// generatorOf is the name of the generator that the configuration names, or that the content root
// shows.
func generatorOf(j *job) string {
	if named := j.config.Site.Generator; named != "" {
		return named
	}
	entries, _ := os.ReadDir(j.root.dir) // what cannot be read shows nothing
	if found := site.Detect(j.root.dir, entries); len(found) > 0 {
		return found[0].String()
	}
	return ""
}
