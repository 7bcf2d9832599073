package lexicon

import (
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write image.bin anew")

// TestImage demands that the image is that of the packs, and that reading it gives the same lexicon:
// its own image has the same bytes.
func TestImage(t *testing.T) {
	t.Parallel()
	l, problems := Load(Options{})
	if len(problems) > 0 {
		t.Fatalf("the built-in packs have problems: %v", problems)
	}
	want := l.toImage()
	if *update {
		if err := os.WriteFile("image.bin", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if image != want {
		t.Error("image.bin is not that of the packs; run go test ./internal/lexicon -run TestImage -update")
	}
	if fromImage(want).toImage() != want {
		t.Error("reading the image and writing it again gives another one")
	}
}

func BenchmarkDefault(b *testing.B) {
	for b.Loop() {
		fromImage(image)
	}
}
