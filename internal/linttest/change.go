package linttest

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kblint/kblint/internal/disk"
	"github.com/kblint/kblint/internal/engine"
)

// beforeDir is the folder of a help centre that makes it one which was changed: it holds the files that were
// others before. Those that were renamed stand in its file renamed, an old and a new path a line.
const beforeDir = ".before"

// changeIn is the change that a folder of fixtures shows, nil if it shows none.
func changeIn(t *testing.T, dir string) *engine.Change {
	t.Helper()
	before := filepath.Join(dir, beforeDir)
	if _, err := os.Stat(before); err != nil {
		return nil
	}
	base := disk.NewOverlay(disk.System)
	c := &engine.Change{Files: map[string]engine.Changed{}, Base: base, Whole: true}
	err := filepath.WalkDir(before, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "renamed" {
			return err
		}
		rel, err := filepath.Rel(before, name)
		if err != nil {
			return err
		}
		now := filepath.Join(dir, rel)
		base.Put(now, func() ([]byte, error) { return os.ReadFile(name) })
		if _, err := os.Stat(now); err == nil {
			c.Files[now] = engine.Changed{Before: now}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	renamed, _ := os.ReadFile(filepath.Join(before, "renamed")) // there need not be any
	for line := range bytes.Lines(renamed) {
		if paths := strings.Fields(string(line)); len(paths) == 2 {
			now := filepath.Join(dir, filepath.FromSlash(paths[1]))
			base.Hide(now)
			c.Files[now] = engine.Changed{Before: filepath.Join(dir, filepath.FromSlash(paths[0]))}
		}
	}
	return c
}
