package vcs

import "fmt"

// HookFile is where git looks for a hook of the repository, absolute; a setting of the user may say where.
func (r *Repo) HookFile(name string) (string, error) {
	path, err := r.gitPath("hooks/" + name)
	if err != nil {
		return "", fmt.Errorf("ask git where hooks lie: %w", err)
	}
	return path, nil
}
