package links

import (
	"path"
	"strings"
)

// respelt is the path of a destination in the letter case of the actual file, and what follows the
// path. Where anything in it is escaped, or more than letter case differs, that is left to the
// author, and the name is the actual file's.
func respelt(l *relativeLink, actual string) (name, rest string, ok bool) {
	rest, plain := strings.CutPrefix(l.Written, l.Path)
	if !plain {
		return actual, "", false
	}
	names, there := strings.Split(l.Path, "/"), strings.Split(actual, "/")
	for i, j := len(names)-1, len(there)-1; i >= 0 && j >= 0 && names[i] != "." && names[i] != ".."; i, j = i-1, j-1 {
		if !strings.EqualFold(names[i], there[j]) {
			return actual, "", false
		}
		names[i] = there[j]
	}
	return strings.Join(names, "/"), rest, true
}

// places are the paths that a relative path may mean: seen from the article's own folder, as
// editors and GitHub resolve it, or from the folder that the article's pretty URL makes of it
// (a/b.md is shown at /a/b/), and in each case with the article's language suffix (x.de.md).
func places(from, name string) []string {
	dir, base := path.Split(from)
	stem := strings.TrimSuffix(base, path.Ext(base))
	out := []string{path.Join(dir, name)}
	pretty, language, _ := strings.Cut(stem, ".")
	if pretty != "index" && pretty != "_index" {
		out = append(out, path.Join(dir, pretty, name))
	}
	if language != "" {
		ext := path.Ext(name)
		for _, p := range out {
			out = append(out, strings.TrimSuffix(p, ext)+"."+language+ext)
		}
	}
	return out
}
