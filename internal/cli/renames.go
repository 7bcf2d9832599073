package cli

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// renames tells which files below a folder have got another path since a file in it was last committed.
// Paths are relative to the folder. fresh are files that may be among them and that the version control may
// not know yet. cut says that the history does not reach back so far.
type renames func(dir, since string, fresh []string) (moved map[string]string, cut bool)

// gitRenames asks git. Where there is no git, or no repository, nothing has been renamed.
func gitRenames(dir, since string, fresh []string) (moved map[string]string, cut bool) {
	g := git{dir: dir}
	commit, parents, _ := strings.Cut(g.line("log", "-1", "--format=%H %P", "--", since), " ")
	if commit == "" { // the file is not committed yet
		commit, parents = "HEAD", "HEAD"
	}
	cut = parents == "" && g.line("rev-parse", "--is-shallow-repository") == "true"
	if forget := g.intend(fresh); forget != nil {
		defer forget()
	}
	out := g.run("diff", "--no-ext-diff", "--relative", "--find-renames", "-l10000", "--diff-filter=R", "--name-status", "-z", commit, "--")
	moved = map[string]string{}
	fields := strings.Split(string(out), "\x00")
	for i := 0; i+2 < len(fields); i += 3 { // "R087", the old path, the new one
		moved[fields[i+1]] = fields[i+2]
	}
	return moved, cut && len(moved) == 0
}

// git runs git in a folder.
type git struct {
	dir   string
	index string // another index file; "" for the repository's own
}

func (g *git) run(args ...string) []byte { return g.feed(nil, args...) }

// feed runs git with something on standard input. A command that fails has no output.
func (g *git) feed(input []byte, args ...string) []byte {
	c := exec.Command("git", args...) //nolint:noctx // it ends by itself within a moment
	c.Dir = g.dir
	c.Stdin = bytes.NewReader(input)
	c.Env = append(os.Environ(), "GIT_OPTIONAL_LOCKS=0", "GIT_LITERAL_PATHSPECS=1")
	if g.index != "" {
		c.Env = append(c.Env, "GIT_INDEX_FILE="+g.index)
	}
	out, err := c.Output()
	if err != nil {
		return nil
	}
	return out
}

func (g *git) line(args ...string) string { return strings.TrimSpace(string(g.run(args...))) }

// intend makes git look at files that it does not know yet, by way of a copy of its index: a rename is
// none for git until the new name is in there. It returns what removes the copy, nil where there is none.
func (g *git) intend(fresh []string) func() {
	index := g.line("rev-parse", "--git-path", "index")
	if index == "" {
		return nil
	}
	if !filepath.IsAbs(index) {
		index = filepath.Join(g.dir, index)
	}
	content, err := os.ReadFile(index)
	if err != nil {
		return nil
	}
	copied, err := os.CreateTemp("", "kblint-index-*")
	if err != nil {
		return nil
	}
	forget := func() { os.Remove(copied.Name()) } //nolint:errcheck // it lies in the system's folder for such files
	_, err = copied.Write(content)
	if closing := copied.Close(); err != nil || closing != nil {
		forget()
		return nil
	}
	g.index = copied.Name()
	g.feed([]byte(strings.Join(fresh, "\x00")), "add", "--intent-to-add", "--force", "--pathspec-from-file=-", "--pathspec-file-nul")
	return forget
}
