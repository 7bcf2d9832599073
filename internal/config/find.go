package config

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// names are what a configuration file may be called.
var names = [...]string{".kblint.yaml", ".kblint.yml"}

// Names are the names that a configuration may have.
func Names() []string { return names[:] }

// Find looks for the configuration file of a path, which is absolute and names a file or a folder.
// It goes upward from there to the root of the repository, the folder that holds .git, or to the
// root of the file system where there is no repository. Where nothing is found, file is "". Two
// configuration files in one folder are an error.
func Find(path string) (file string, err error) {
	dir := path
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		dir = filepath.Dir(path)
	}
	return upward(dir, findIn)
}

// upward looks for a file in a folder and in those above it, as far as the repository's root. Where nothing is
// found, file is "".
func upward(dir string, find func(dir string) (file string, err error)) (file string, err error) {
	for {
		file, err := find(dir)
		if file != "" || err != nil {
			return file, err
		}
		// A worktree or submodule has a file named .git.
		top, err := exists(filepath.Join(dir, ".git"))
		parent := filepath.Dir(dir)
		if top || err != nil || parent == dir {
			return "", err
		}
		dir = parent
	}
}

func findIn(dir string) (string, error) {
	var found []string
	for _, name := range names {
		file := filepath.Join(dir, name)
		here, err := exists(file)
		if err != nil {
			return "", err
		}
		if here {
			found = append(found, file)
		}
	}
	switch len(found) {
	case 0:
		return "", nil
	case 1:
		return found[0], nil
	default:
		return "", fmt.Errorf("%s and %s are both configuration files; delete one of them", found[0], found[1])
	}
}

// FindUpward gives the path of a file in a folder, which is absolute, or else in the nearest folder above it
// that has the file, as far as the repository's root. Where nothing is found, it is the one in the folder.
func FindUpward(dir, name string) (string, error) {
	file, err := upward(dir, func(at string) (string, error) {
		file := filepath.Join(at, name)
		if here, err := exists(file); !here {
			return "", err
		}
		return file, nil
	})
	return cmp.Or(file, filepath.Join(dir, name)), err
}

// exists tells whether something is there. It fails where that cannot be told.
func exists(path string) (bool, error) {
	_, err := os.Stat(path)
	switch {
	case err == nil:
		return true, nil
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return false, nil
	default:
		return false, fmt.Errorf("look for a configuration file: %w", err)
	}
}
