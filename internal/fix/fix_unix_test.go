//go:build unix

package fix_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestModeAndOwnerAreKept(t *testing.T) {
	t.Parallel()
	dir := folder(t, map[string]string{"a.md": "b\n", "b.md": "b\n", "c.md": "b\n"})
	modes := map[string]os.FileMode{"a.md": 0o600, "b.md": 0o664, "c.md": 0o755 | os.ModeSetgid}
	owner := os.Getuid()
	if owner == 0 {
		owner = 12345
	}
	for name, mode := range modes {
		file := filepath.Join(dir, name)
		if err := os.Chown(file, owner, -1); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(file, mode); err != nil {
			t.Fatal(err)
		}
	}
	_, _, faults := apply(t, lintAll(t, dir), false, nil)
	wantFaults(t, faults)
	wantContents(t, dir, map[string]string{"a.md": "B\n", "b.md": "B\n", "c.md": "B\n"})
	for name, mode := range modes {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode() != mode {
			t.Errorf("%s has the mode %v, want %v", name, info.Mode(), mode)
		}
		if stat, ok := info.Sys().(*syscall.Stat_t); !ok || int(stat.Uid) != owner {
			t.Errorf("%s does not belong to %d any more: %v", name, owner, info.Sys())
		}
	}
}
