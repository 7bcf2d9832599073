package vcs

import (
	"fmt"
	"os"
	"strings"
)

// Moved tells which files have got another name since a file was last committed. All names are absolute and
// free of links. fresh are files that may be among them and that git may not know yet. cut says that the
// history is too short to tell: a shallow clone that ends after that commit.
func (r *Repo) Moved(since string, fresh []string) (moved map[string]string, cut bool) {
	commit, parents, _ := strings.Cut(r.line("--literal-pathspecs", "log", "-1", "--format=%H %P", "--", since), " ")
	if commit == "" { // it is not committed yet
		commit, parents = "HEAD", "HEAD"
	}
	cut = parents == "" && r.isShallow()
	index, forget, err := r.indexWith(fresh)
	if err != nil {
		index, forget = "", func() {}
	}
	defer forget()
	out, err := r.runWith(index, nil, "diff", "--no-ext-diff", "--no-relative", "--find-renames", "--diff-filter=R", "--name-status", "-z", commit, "--")
	if err != nil {
		return nil, cut
	}
	moved = map[string]string{}
	fields := strings.Split(string(out), "\x00")
	for i := 0; i+2 < len(fields); i += 3 { // "R087", the old name, the new one
		moved[r.abs(fields[i+1])] = r.abs(fields[i+2])
	}
	return moved, cut
}

// indexWith is a copy of the index in which there are files that git does not know yet: for git a rename is
// none until the new name is in there. forget removes it.
func (r *Repo) indexWith(fresh []string) (name string, forget func(), err error) {
	own, err := r.gitPath("index")
	if err != nil {
		return "", nil, err
	}
	content, err := os.ReadFile(own)
	if err != nil {
		return "", nil, fmt.Errorf("copy git's index: %w", err)
	}
	copied, err := os.CreateTemp("", "kblint-index-*")
	if err != nil {
		return "", nil, fmt.Errorf("copy git's index: %w", err)
	}
	forget = func() { os.Remove(copied.Name()) } //nolint:errcheck // it lies in the system's folder for such files
	_, err = copied.Write(content)
	if closing := copied.Close(); err == nil {
		err = closing
	}
	if err == nil {
		_, err = r.runWith(copied.Name(), []byte(strings.Join(fresh, "\x00")), "--literal-pathspecs",
			"add", "--intent-to-add", "--force", "--pathspec-from-file=-", "--pathspec-file-nul")
	}
	if err != nil {
		forget()
		return "", nil, err
	}
	return copied.Name(), forget, nil
}
