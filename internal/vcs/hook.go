package vcs

import (
	"fmt"
	"path/filepath"
	"strings"
)

// HookFile is where git looks for a hook of the repository, absolute; a setting of the user may say where.
func (r *Repo) HookFile(name string) (string, error) {
	out, err := r.run("rev-parse", "--git-path", "hooks/"+name)
	if err != nil {
		return "", fmt.Errorf("ask git where hooks lie: %w", err)
	}
	path := filepath.FromSlash(strings.TrimRight(string(out), "\r\n"))
	if filepath.IsAbs(path) {
		return path, nil
	}
	abs, err := filepath.Abs(filepath.Join(r.dir, path))
	if err != nil {
		return "", fmt.Errorf("find the working folder: %w", err)
	}
	return abs, nil
}
