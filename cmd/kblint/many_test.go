//go:build linux

package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/kblint/kblint/internal/report"
)

const (
	manyArticles       = 20_000
	findingsPerArticle = 10
	// maxPeak is how many bytes of memory a run may take that has so many findings.
	maxPeak = 400 << 20
)

// TestManyFindings measures what a run with 200,000 findings takes of memory and time in each format.
// It takes minutes, so it runs on demand: KBLINT_MANY=1 go test -v -run ManyFindings ./cmd/kblint.
func TestManyFindings(t *testing.T) {
	if os.Getenv("KBLINT_MANY") == "" {
		t.Skip("KBLINT_MANY is not set")
	}
	binary := filepath.Join(t.TempDir(), "kblint")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	dir := t.TempDir()
	writeManyFindings(t, dir)
	for _, format := range report.Formats() {
		measure(t, binary, dir, format)
	}
}

// writeManyFindings writes articles in which each of ten links is broken.
func writeManyFindings(t *testing.T, dir string) {
	t.Helper()
	for a := range manyArticles {
		var b strings.Builder
		fmt.Fprintf(&b, "---\ntitle: Panduan nomor %d\n---\n\n", a)
		for i := range findingsPerArticle {
			fmt.Fprintf(&b, "Lihat [panduan %d](berkas-yang-hilang-%d-%d.pdf) untuk langkah berikutnya.\n\n", i, a, i)
		}
		name := filepath.Join(dir, fmt.Sprintf("bagian-%03d", a/100), fmt.Sprintf("panduan-%05d.md", a))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func measure(t *testing.T, binary, dir, format string) {
	t.Helper()
	cmd := exec.Command(binary, "--no-config", "--fail-on", "never", "--format", format, ".")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GITHUB_STEP_SUMMARY="+filepath.Join(dir, "summary"))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	size, err := io.Copy(io.Discard, bufio.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("%s: %v", format, err)
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		t.Fatal("the system does not tell what a process used")
	}
	peak := usage.Maxrss << 10
	t.Logf("%-10s %4d MB at most, %6.1f MB of output, %.1f s", format, peak>>20, float64(size)/(1<<20), time.Since(start).Seconds())
	if peak > maxPeak {
		t.Errorf("%s: %d MB of memory, want at most %d", format, peak>>20, maxPeak>>20)
	}
}
