package site_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/kblint/kblint/internal/site"
)

func TestDetect(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		files []string
		want  []site.Generator
	}{
		"hugo":                        {[]string{"hugo.toml"}, []site.Generator{site.Hugo}},
		"hugo by its folders":         {[]string{"config.yaml", "content/a.md"}, []site.Generator{site.Hugo}},
		"hugo with a folder":          {[]string{"config/_default/hugo.toml"}, []site.Generator{site.Hugo}},
		"some other config":           {[]string{"config.yaml", "src/a.go"}, nil},
		"jekyll":                      {[]string{"_config.yml"}, []site.Generator{site.Jekyll}},
		"mkdocs":                      {[]string{"mkdocs.yml"}, []site.Generator{site.MkDocs}},
		"docusaurus":                  {[]string{"docusaurus.config.ts"}, []site.Generator{site.Docusaurus}},
		"astro":                       {[]string{"astro.config.mjs"}, []site.Generator{site.Astro}},
		"vitepress":                   {[]string{".vitepress/config.mts"}, []site.Generator{site.VitePress}},
		"two":                         {[]string{"_config.yml", "mkdocs.yml"}, []site.Generator{site.Jekyll, site.MkDocs}},
		"a folder called like a file": {[]string{"mkdocs.yml/a.md"}, nil},
		"none":                        {[]string{"README.md"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := folder(t, tt.files...)
			entries, err := os.ReadDir(dir)
			if err != nil {
				t.Fatal(err)
			}
			if got := site.Detect(dir, entries); !slices.Equal(got, tt.want) {
				t.Errorf("found %v, want %v", got, tt.want)
			}
		})
	}
}

// TestDetectStarlight tells Starlight from Astro by what the configuration or the packages name.
func TestDetectStarlight(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]site.Generator{"astro.config.mjs": site.Starlight, "package.json": site.Starlight, "README.md": site.Astro} {
		dir := folder(t, "astro.config.mjs", "package.json", "README.md")
		if err := os.WriteFile(filepath.Join(dir, name), []byte(`"@astrojs/starlight"`), 0o644); err != nil {
			t.Fatal(err)
		}
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		if got := site.Detect(dir, entries); !slices.Equal(got, []site.Generator{want}) {
			t.Errorf("%s names it: found %v, want %v", name, got, want)
		}
	}
}

// TestFindRoot looks upward from articles: the generator's folder is nearer than the repository's.
func TestFindRoot(t *testing.T) {
	t.Parallel()
	dir := folder(t, ".git/HEAD", "README.md", "website/hugo.toml", "website/content/posts/a.md", "notes/b.md")
	for path, want := range map[string]string{
		"website/content/posts/a.md":    "website",
		"website/content/posts":         "website",
		"website/content/posts/new.md":  "website", // is not there yet
		"website":                       "website",
		"notes/b.md":                    ".",
		"notes":                         ".",
		"website/content/posts/../a.md": "website",
	} {
		if got := site.FindRoot(filepath.Join(dir, path)); got != filepath.Join(dir, want) {
			t.Errorf("the root of %s is %s, want %s", path, got, want)
		}
	}
}

func TestNamed(t *testing.T) {
	t.Parallel()
	for _, name := range site.Generators() {
		if got := site.Named(name).String(); got != name {
			t.Errorf("%s is called %q", name, got)
		}
	}
	if got := site.Named("frontpage"); got != site.Unknown {
		t.Errorf("an unknown name is %v", got)
	}
}

// folder is a new folder with files in it.
func folder(t *testing.T, files ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
