package vcs

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"sync"
)

// catFile is `git cat-file --batch`: one program that hands out the contents of all blobs.
type catFile struct {
	mu    sync.Mutex
	repo  *Repo
	cmd   *exec.Cmd
	in    io.WriteCloser
	out   *bufio.Reader
	known map[string][]byte // what was asked for before
}

// blob gives what loads the contents of a blob when it is needed.
func (r *Repo) blob(hash string) func() ([]byte, error) {
	if r.cat == nil {
		r.cat = &catFile{repo: r, known: map[string][]byte{}}
	}
	return func() ([]byte, error) { return r.cat.read(hash) }
}

func (c *catFile) read(hash string) ([]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if data, ok := c.known[hash]; ok {
		return data, nil
	}
	if err := c.start(); err != nil {
		return nil, err
	}
	if _, err := io.WriteString(c.in, hash+"\n"); err != nil {
		return nil, fmt.Errorf("ask git for %s: %w", hash, err)
	}
	head, err := c.out.ReadBytes('\n')
	if err != nil {
		return nil, fmt.Errorf("ask git for %s: %w", hash, err)
	}
	fields := bytes.Fields(head) // hash, type, size
	if len(fields) != 3 {
		return nil, fmt.Errorf("git has no contents of %s: %s", hash, bytes.TrimSpace(head))
	}
	size, err := strconv.Atoi(string(fields[2]))
	if err != nil {
		return nil, fmt.Errorf("ask git for %s: %w", hash, err)
	}
	data := make([]byte, size+1) // a line end follows
	if _, err := io.ReadFull(c.out, data); err != nil {
		return nil, fmt.Errorf("ask git for %s: %w", hash, err)
	}
	c.known[hash] = data[:size]
	return data[:size], nil
}

func (c *catFile) start() error {
	if c.cmd != nil {
		return nil
	}
	cmd := c.repo.command("cat-file", "--batch")
	in, err := cmd.StdinPipe()
	if err != nil {
		return fmt.Errorf("start git: %w", err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return fmt.Errorf("start git: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start git: %w", err)
	}
	c.cmd, c.in, c.out = cmd, in, bufio.NewReader(out)
	return nil
}

func (c *catFile) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cmd != nil {
		c.in.Close() //nolint:errcheck // it only reads
		c.cmd.Wait() //nolint:errcheck // it only reads
		c.cmd = nil
	}
}
