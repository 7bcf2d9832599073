package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"github.com/kblint/kblint/internal/cli"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/rules"
)

// articlesInSite is how many articles the generated site has; each is of some 8 KB, which is the
// mean of the help centres that kblint was measured on.
const articlesInSite = 500

// BenchmarkSite compares linting a whole site, from the command line to the last finding, with
// what is left of that when one family of rules is missing, and with what a program would need that
// only reads the files and parses them as CommonMark with tables, strikethrough and task lists. The
// site is a generated one, or the folder that KBLINT_BENCH_SITE names. Run it with GOGC=200 to lint
// as the program does.
func BenchmarkSite(b *testing.B) {
	dir := os.Getenv("KBLINT_BENCH_SITE")
	if dir == "" {
		dir = generateSite(b)
	}
	families := rules.All()
	b.Run("kblint", func(b *testing.B) { lintAll(b, dir, families) })
	for i, family := range families {
		b.Run("without="+family.Name, func(b *testing.B) {
			lintAll(b, dir, slices.Delete(slices.Clone(families), i, i+1))
		})
	}
	b.Run("goldmark", func(b *testing.B) {
		for b.Loop() {
			parseAll(b, dir)
		}
	})
}

func lintAll(b *testing.B, dir string, families []lint.Family) {
	b.Helper()
	for b.Loop() {
		stdio := cli.Stdio{In: bytes.NewReader(nil), Out: io.Discard, Err: io.Discard, Getenv: func(string) string { return "" }}
		if code := cli.Run([]string{"--fail-on", "never", "--no-config", dir}, stdio, families); code != 0 {
			b.Fatalf("exit code %d", code)
		}
	}
}

// parseAll reads and parses all articles, one worker a core.
func parseAll(b *testing.B, dir string) {
	b.Helper()
	parser := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList)).Parser()
	files := make(chan string)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for name := range files {
				src, err := os.ReadFile(name)
				if err != nil {
					b.Error(err)
					continue
				}
				parser.Parse(text.NewReader(src))
			}
		})
	}
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && filepath.Ext(name) == ".md" {
			files <- name
		}
		return err
	})
	if err != nil {
		b.Error(err)
	}
	close(files)
	workers.Wait()
}

// generateSite writes a help centre in the style of real ones: methods with steps, one of them
// destructive and warned of, tips, a conclusion, a FAQ.
func generateSite(b *testing.B) string {
	b.Helper()
	dir := b.TempDir()
	for i := range articlesInSite {
		folder := filepath.Join(dir, fmt.Sprintf("cara-mengatasi-masalah-%03d", i))
		if err := os.MkdirAll(folder, 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, "index.md"), generateArticle(i), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	return dir
}

func generateArticle(n int) []byte {
	var out strings.Builder
	topic := []string{"layar berkedip", "baterai cepat habis", "sinyal hilang", "kamera buram", "suara kecil"}[n%5]
	fmt.Fprintf(&out, "---\ntitle: \"Cara Mengatasi HP Rimba %d dengan %s\"\ndate: 2026-03-%02d\ncategories:\n  - \"ponsel\"\ntags:\n  - \"rimba\"\n  - \"masalah-%d\"\n---\n\n", n, topic, n%28+1, n)
	fmt.Fprintf(&out, "Pernahkah HP Rimba Anda mengalami **%s** tepat ketika sedang dipakai? Tenang, masalah ini sering terjadi dan biasanya dapat diselesaikan sendiri. Artikel ini membahas langkah-langkahnya, mulai dari yang paling ringan.\n\n", topic)
	for method := range 6 {
		fmt.Fprintf(&out, "## %d\\. Cara ke-%d: periksa pengaturan\n\nKadang penyebabnya hanya satu pengaturan yang berubah setelah pembaruan. Ikuti langkah berikut ini dengan teliti, lalu lihat [panduan lain](../cara-mengatasi-masalah-%03d/index.md) bila perlu.\n\n", method+1, method+1, (n+method)%articlesInSite)
		for step := range 6 {
			fmt.Fprintf(&out, "- **Langkah %d:** Buka menu *Pengaturan*, pilih \"Sistem\", lalu ketuk `Opsi %d` dan tunggu sampai layar menampilkan pesan bahwa perubahan sudah disimpan.\n", step+1, step+1)
		}
		out.WriteString("\nSetelah itu, nyalakan ulang perangkat dan coba kembali. Bila gejalanya masih ada, lanjutkan ke cara berikutnya; jangan memasang aplikasi dari sumber yang tidak jelas.\n\n")
	}
	out.WriteString("## 7\\. Reset pabrik sebagai pilihan terakhir\n\n**Peringatan:** Cara ini akan menghapus semua data di HP. Cadangkan foto dan kontak Anda lebih dahulu.\n\n1. Buka Pengaturan.\n2. Pilih \"Reset ke setelan pabrik\".\n3. Ketuk \"Hapus semua data\".\n\n## Kesimpulan\n\nSebagian besar kasus selesai pada tiga cara pertama. Factory reset hanya diperlukan bila semuanya gagal.\n\n## FAQ (Pertanyaan yang Sering Diajukan)\n\n")
	for q := range 5 {
		fmt.Fprintf(&out, "**%d\\. Apakah cara ke-%d menghapus data saya?**\n\nTidak. Foto, kontak, dan pesan tetap tersimpan, karena yang berubah hanya pengaturan sistem pada perangkat tersebut.\n\n", q+1, q+1)
	}
	return []byte(out.String())
}
