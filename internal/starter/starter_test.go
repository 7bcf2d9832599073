package starter_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/kblint/kblint/internal/locale"
	"github.com/kblint/kblint/internal/starter"
)

// TestMessagesAreTranslated finds what this package and the init command say in their source.
func TestMessagesAreTranslated(t *testing.T) {
	translated := map[string]bool{}
	for _, catalogue := range []fs.FS{locale.Own, starter.Messages} {
		messages, err := locale.Load(catalogue, "id")
		if err != nil {
			t.Fatal(err)
		}
		for key := range messages {
			translated[key] = true
		}
	}
	call := regexp.MustCompile(`(?:Sprintf|\.say|\.note)\((?:"\s*", |indent(?:\+"  ")?, )?("(?:[^"\\]|\\.)+")`)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	files = slices.DeleteFunc(files, func(name string) bool { return strings.HasSuffix(name, "_test.go") })
	for _, name := range append(files, filepath.Join("..", "cli", "init.go")) {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range call.FindAllStringSubmatch(string(src), -1) {
			format, err := strconv.Unquote(m[1])
			if err != nil {
				t.Fatal(err)
			}
			found++
			if strings.Trim(format, "%sd") != "" && !translated[format] {
				t.Errorf("%s: %q is not in messages.id.yaml", name, format)
			}
		}
	}
	if found < 40 {
		t.Errorf("%d messages were found, which cannot be all", found)
	}
}

func TestCI(t *testing.T) {
	for _, test := range []struct{ version, path, want string }{
		{"v1.2.3", ".", "kblint@v1.2.3\n"},
		{"v0.0.0-20260102030405-0123456789ab", ".", "kblint@v0.0.0-20260102030405-0123456789ab\n"},
		{"v0.0.0-20260102030405-0123456789ab+dirty", ".", "kblint@latest\n"},
		{"(devel)", ".", "kblint@latest\n"},
		{"(devel)", "a b", " './a b'\n"},
		{"(devel)", "$(rm -rf ~); `x`", " './$(rm -rf ~); `x`'\n"},
		{"(devel)", "it's # a: b", ` './it'\''s # a: b'` + "\n"},
		{"(devel)", "-o", " ./-o\n"},
	} {
		for _, service := range starter.Services() {
			files, err := starter.CI(service, test.version, test.path)
			if err != nil {
				t.Fatal(err)
			}
			if text := string(files[0].Content); !strings.Contains(text, test.want) {
				t.Errorf("%s, %s in %s: there is no %q in\n%s", service, test.version, test.path, test.want, text)
			}
			for _, f := range files {
				var content map[string]any
				if err := yaml.Unmarshal(f.Content, &content); err != nil {
					t.Errorf("%s for %q is no YAML: %v", f.Name, test.path, err)
				}
			}
		}
	}
	for _, path := range []string{"a\nb", "${{ github.token }}"} {
		if _, err := starter.CI("github", "v1.0.0", path); err == nil {
			t.Errorf("%q is taken for a path", path)
		}
	}
}
