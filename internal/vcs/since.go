package vcs

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/kblint/kblint/internal/disk"
)

// Since is what the work tree, files not yet added included, has changed since it parted from a revision:
// the base is their merge base.
func (r *Repo) Since(revision string) (*Change, error) {
	base, err := r.mergeBase(revision)
	if err != nil {
		return nil, err
	}
	out, err := r.run("diff", "--raw", "-z", "--no-abbrev", "--no-relative", "--find-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all", base, "--")
	if err != nil {
		return nil, fmt.Errorf("ask git what changed since %s: %w", revision, err)
	}
	lines, err := r.changedLines(base)
	if err != nil {
		return nil, err
	}
	now := disk.NewOverlay(disk.System)
	if err := r.addSparse(now); err != nil {
		return nil, err
	}
	c := &Change{New: now}
	before := disk.NewOverlay(now)
	c.Base = before
	r.readRaw(c, before, out)
	for i := range c.Files {
		c.Files[i].Lines = lines[c.Files[i].Name]
	}
	return c, r.addUntracked(c, before)
}

// mergeBase is the commit that a revision and HEAD have in common.
func (r *Repo) mergeBase(revision string) (string, error) {
	if strings.HasPrefix(revision, "-") {
		return "", fmt.Errorf("--since %s: %w", revision, errNoRevision)
	}
	if _, err := r.run("rev-parse", "--verify", "--quiet", revision+"^{commit}"); err != nil {
		return "", fmt.Errorf("--since %s: %w", revision, errNoRevision)
	}
	out, err := r.run("merge-base", revision, "HEAD")
	if err != nil {
		if r.isShallow() {
			return "", fmt.Errorf("--since %s: %w", revision, errShallow)
		}
		return "", fmt.Errorf("--since %s: %w", revision, errNoBase)
	}
	return strings.TrimSpace(string(out)), nil
}

// readRaw reads ":mA mB hA hB S<score>" and one or two paths, each ended by NUL.
func (r *Repo) readRaw(c *Change, base *disk.Overlay, out []byte) {
	records := bytes.Split(out, []byte{0})
	for i := 0; i+1 < len(records); i += 2 {
		head := strings.Fields(strings.TrimPrefix(string(records[i]), ":"))
		if len(head) != 5 {
			return
		}
		old := r.abs(string(records[i+1]))
		f := File{Name: old, Base: old}
		if head[4][0] == 'R' || head[4][0] == 'C' {
			i++
			f.Name = r.abs(string(records[i+1]))
			base.Hide(f.Name)
		}
		switch head[4][0] {
		case 'A':
			base.Hide(f.Name)
			f.Base = ""
		case 'C':
			f.Base = ""
		case 'D':
			f.Name = ""
			fallthrough
		default:
			if isBlob(head[0]) {
				base.Put(old, r.blob(head[2]))
			}
		}
		c.Files = append(c.Files, f)
	}
}

// addUntracked adds the files that git does not know yet: all of each is new.
func (r *Repo) addUntracked(c *Change, base *disk.Overlay) error {
	out, err := r.run("ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", ":/")
	if err != nil {
		return fmt.Errorf("ask git for new files: %w", err)
	}
	for path := range bytes.SplitSeq(out, []byte{0}) {
		if len(path) > 0 {
			name := r.abs(string(path))
			base.Hide(name)
			c.Files = append(c.Files, File{Name: name, Lines: []Lines{{First: 1, Last: maxLine}}})
		}
	}
	return nil
}

// maxLine is behind the last line of any file.
const maxLine = 1 << 30

// changedLines are the lines that a diff of git's says are new, by absolute name.
func (r *Repo) changedLines(what ...string) (map[string][]Lines, error) {
	args := append([]string{
		"diff", "--unified=0", "--no-relative", "--find-renames", "--no-color", "--no-ext-diff", "--no-textconv",
		"--src-prefix=a/", "--dst-prefix=b/", "--ignore-submodules=all",
	}, what...)
	out, err := r.run(append(args, "--")...)
	if err != nil {
		return nil, fmt.Errorf("ask git which lines changed: %w", err)
	}
	lines := map[string][]Lines{}
	for path, found := range parseDiff(out) {
		lines[r.abs(path)] = found
	}
	return lines, nil
}
