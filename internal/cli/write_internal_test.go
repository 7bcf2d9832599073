//go:build unix

package cli

import (
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestWriteWholeLeavesPipesInPlace writes to a named pipe, as "--output /dev/null" writes to a device: what
// is no file must not be replaced by one.
func TestWriteWholeLeavesPipesInPlace(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(name, 0o600); err != nil {
		t.Skipf("no named pipes here: %v", err)
	}
	read := make(chan string)
	go func() {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Error(err)
		}
		read <- string(data)
	}()
	err := writeWhole(name, func(w io.Writer) error {
		_, err := io.WriteString(w, "findings")
		return err
	})
	if got := <-read; err != nil || got != "findings" {
		t.Errorf("the pipe got %q (%v)", got, err)
	}
	if info, err := os.Lstat(name); err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		t.Errorf("the pipe is gone: %v", err)
	}
}
