package discover

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// globs are the patterns of the configuration. They are doublestar's, like all
// globs there, and not those of ignore files.
type globs struct {
	root     string
	patterns []string
}

func newGlobs(root, dir string, patterns []string) (globs, error) {
	if !filepath.IsAbs(root) {
		root = filepath.Join(dir, root)
	}
	if resolved, err := filepath.EvalSymlinks(root); err == nil {
		root = resolved
	}
	g := globs{root: filepath.ToSlash(root)}
	for _, pattern := range patterns {
		if !doublestar.ValidatePattern(pattern) {
			return globs{}, fmt.Errorf("ignore glob %q: %w", pattern, doublestar.ErrBadPattern)
		}
		pattern = strings.TrimPrefix(strings.TrimPrefix(pattern, "./"), "/")
		g.patterns = append(g.patterns, strings.TrimSuffix(pattern, "/"))
	}
	return g, nil
}

// match judges an absolute path; nothing outside the root is ever matched.
func (g globs) match(at string) bool {
	if len(g.patterns) == 0 {
		return false
	}
	rel, ok := below(g.root, at)
	if !ok || rel == "" {
		return false
	}
	for _, pattern := range g.patterns {
		if doublestar.MatchUnvalidated(pattern, rel) {
			return true
		}
	}
	return false
}

// below gives the part of an absolute slash-separated path that follows base,
// empty for base itself, and reports whether it lies there.
func below(base, at string) (string, bool) {
	rest, ok := strings.CutPrefix(at, base)
	switch {
	case !ok:
		return "", false
	case rest == "", strings.HasSuffix(base, "/"):
		return rest, true
	default:
		return strings.CutPrefix(rest, "/")
	}
}
