package fix_test

import (
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
)

// TestWhatIsProtectedIsLeftAlone writes as somebody whom permissions hold back, even where root runs the test.
func TestWhatIsProtectedIsLeftAlone(t *testing.T) {
	dir := folder(t, map[string]string{"a.md": "b\n", "b/b.md": "b\n", "c/c.md": "b\n"})
	result := lintAll(t, dir)
	if os.Getuid() == 0 {
		for _, name := range []string{"", "a.md", "b", "b/b.md", "c", "c/c.md"} {
			if err := os.Chown(filepath.Join(dir, name), nobody, nobody); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil {
			t.Fatal(err)
		}
		runtime.LockOSThread() // and never unlocked, so that nothing else runs as nobody
		if err := syscall.Setfsuid(nobody); err != nil {
			t.Skip(err)
		}
		defer syscall.Setfsuid(0) //nolint:errcheck // the clean-up fails if this does
	}
	for name, mode := range map[string]os.FileMode{"a.md": 0o444, "b": 0o555} {
		if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := os.Chmod(filepath.Join(dir, name), 0o755); err != nil {
				t.Error(err)
			}
		})
	}
	_, _, faults := apply(t, result, false, nil)
	wantFaults(t, faults, "a.md: the fixes were not written, so the file is as it was: permission denied", "b/b.md: the fixes were not written, so the file is as it was: permission denied")
	wantContents(t, dir, map[string]string{"a.md": "b\n", "b/b.md": "b\n", "c/c.md": "B\n"})
}

// nobody is a user whom nothing belongs to.
const nobody = 65534
