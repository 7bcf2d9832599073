package vcs

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/kblint/kblint/internal/disk"
)

// errNoDiff is for a text in which no file is named.
var errNoDiff = errors.New("this is no unified diff: it names no files in lines that begin with \"+++ \"")

// Errors for diffs that cannot be judged.
var (
	errCombined = errors.New("this is the combined diff of a merge, which tells no added lines; make one against a single parent")
	errNowhere  = errors.New("none of the files that the diff names is here; run kblint at the top of the repository that it was made in")
)

// colours are the escape sequences that git paints a diff with.
var colours = regexp.MustCompile("\x1b\\[[0-9;]*[mK]")

// prefixes are what git writes before a path, by what it compares: "a/" and "b/", or with
// diff.mnemonicPrefix those of commits, the index, the work tree and objects. "b/" is off when a path is read.
var prefixes = []string{"a/", "w/", "i/", "c/", "o/", "1/", "2/"}

// FromDiff is the change that a unified diff tells of. Its paths are looked up below the folders in their
// order, with and without the prefix that git gives them. What was there before the change is not known.
func FromDiff(diff []byte, folders ...string) (*Change, error) {
	diff = colours.ReplaceAll(diff, nil)
	if bytes.HasPrefix(diff, []byte("diff --cc ")) || bytes.Contains(diff, []byte("\ndiff --cc ")) {
		return nil, errCombined
	}
	found := parseDiff(diff)
	if len(found) == 0 && len(bytes.TrimSpace(diff)) > 0 && !bytes.Contains(diff, []byte("diff --git ")) && !bytes.Contains(diff, []byte("+++ ")) {
		return nil, errNoDiff
	}
	c := &Change{New: disk.System}
	unknown := ""
	for path, lines := range found {
		if name := lookUp(path, folders); name != "" {
			c.Files = append(c.Files, File{Name: name, Base: name, Lines: lines})
		} else {
			unknown = path
		}
	}
	if len(c.Files) == 0 && unknown != "" {
		return nil, fmt.Errorf("%w: %s", errNowhere, unknown)
	}
	return c, nil
}

// lookUp is the file that a path of a diff names; "" if there is none.
func lookUp(path string, folders []string) string {
	for _, folder := range folders {
		candidates := []string{path, "b/" + path}
		for _, prefix := range prefixes {
			if rest, ok := strings.CutPrefix(path, prefix); ok {
				candidates = append(candidates, rest)
			}
		}
		for _, p := range candidates {
			name := filepath.Join(folder, filepath.FromSlash(p))
			if info, err := os.Stat(name); err == nil && info.Mode().IsRegular() {
				return resolved(name)
			}
		}
	}
	return ""
}

// parseDiff reads a unified diff: which lines of each new file were added or changed. Paths are without the
// prefix "b/"; deleted files are left out.
func parseDiff(diff []byte) map[string][]Lines {
	files := map[string][]Lines{}
	path, line, left, leftOld := "", 0, 0, 0
	for raw := range bytes.Lines(diff) {
		text := bytes.TrimRight(raw, "\r\n")
		switch {
		case left > 0 || leftOld > 0:
			switch raw[0] {
			case '\\':
			case '+':
				add(files, path, line)
				line++
				left--
			case '-':
				leftOld--
			default:
				line++
				left--
				leftOld--
			}
		case bytes.HasPrefix(text, []byte("+++ ")):
			path = newPath(string(text[len("+++ "):]))
			if _, known := files[path]; path != "" && !known {
				files[path] = nil
			}
		case bytes.HasPrefix(text, []byte("@@ ")):
			leftOld, line, left = hunk(string(text))
		}
	}
	for path, lines := range files {
		files[path] = inOrder(lines)
	}
	return files
}

// inOrder sorts and joins the lines of hunks that a program wrote in another order than git does.
func inOrder(lines []Lines) []Lines {
	slices.SortFunc(lines, func(a, b Lines) int { return a.First - b.First })
	out := lines[:0]
	for _, l := range lines {
		if n := len(out); n > 0 && l.First <= out[n-1].Last+1 {
			out[n-1].Last = max(out[n-1].Last, l.Last)
			continue
		}
		out = append(out, l)
	}
	return out
}

// add adds a line of a file, the ones before it having been added.
func add(files map[string][]Lines, path string, line int) {
	if path == "" {
		return
	}
	lines := files[path]
	if n := len(lines); n > 0 && lines[n-1].Last == line-1 {
		lines[n-1].Last = line
		return
	}
	files[path] = append(lines, Lines{First: line, Last: line})
}

// newPath reads what stands behind "+++ ": a path that may be quoted as in C, and a time behind a tab.
func newPath(text string) string {
	if strings.HasPrefix(text, `"`) {
		unquoted, ok := unquote(text)
		if !ok {
			return ""
		}
		text = unquoted
	} else {
		text, _, _ = strings.Cut(text, "\t")
	}
	if text == "/dev/null" {
		return ""
	}
	return strings.TrimPrefix(text, "b/")
}

// unquote reads a path in quotes, with git's octal escapes for bytes.
func unquote(text string) (string, bool) {
	end := strings.LastIndexByte(text, '"')
	if end == 0 {
		return "", false
	}
	unquoted, err := strconv.Unquote(text[:end+1])
	return unquoted, err == nil
}

// hunk reads "@@ -1,2 +3,4 @@": how many old lines it has, where its new lines begin, and how many there are.
func hunk(text string) (oldLines, first, lines int) {
	fields := strings.Fields(text)
	if len(fields) < 3 {
		return 0, 0, 0
	}
	_, oldLines = lineRange(fields[1])
	first, lines = lineRange(fields[2])
	return oldLines, first, lines
}

func lineRange(text string) (first, lines int) {
	start, count, ok := strings.Cut(strings.TrimLeft(text, "+-"), ",")
	first, err := strconv.Atoi(start)
	if err != nil || first < 0 {
		return 0, 0
	}
	if !ok {
		return first, 1
	}
	if lines, err = strconv.Atoi(count); err != nil || lines < 0 {
		return first, 0
	}
	return first, lines
}
