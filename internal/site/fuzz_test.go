package site_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/kblint/kblint/internal/site"
)

// FuzzResolve looks any destination up in the sites of testdata/routes: what is found lies below the content
// root, and nothing panics.
func FuzzResolve(f *testing.F) {
	archives, err := filepath.Glob("testdata/routes/*/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	var all []*site.Spaces
	for _, name := range archives {
		files, want := archive(f, name)
		all = append(all, spacesOf(f, files))
		for line := range strings.SplitSeq(want["want.links"], "\n") {
			question, _, _ := strings.Cut(line, ": ")
			_, destination, _ := strings.Cut(question, " ")
			f.Add(destination, "")
		}
	}
	for _, template := range []string{"ref", "link", "post_url", "relative_url", "figure"} {
		f.Add("../../../etc/passwd#%00", template)
	}
	f.Add("/"+strings.Repeat("../", 100)+"%2e%2e/%2F", "")
	f.Fuzz(func(t *testing.T, destination, template string) {
		for _, spaces := range all {
			for _, space := range spaces.All() {
				for _, page := range space.Pages[:min(2, len(space.Pages))] {
					target := space.Resolve(page, site.Link{URL: destination, Template: template})
					if strings.HasPrefix(target.File, "..") || strings.HasPrefix(target.File, "/") {
						t.Errorf("%q leads to %q, out of the content root", destination, target.File)
					}
					if target.Page != nil {
						space.Anchor(target.Page, target.Fragment)
					}
				}
			}
		}
	})
}

// FuzzLoad reads any bytes as the configuration of each generator and host.
func FuzzLoad(f *testing.F) {
	names := []string{"hugo.toml", "hugo.yaml", "hugo.json", "mkdocs.yml", "_config.yml", "docusaurus.config.js", ".vitepress/config.ts", "astro.config.mjs", "netlify.toml", "vercel.json", "_redirects"}
	archives, err := filepath.Glob("testdata/routes/*/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range archives {
		files, _ := archive(f, name)
		for i, config := range names {
			if file := files[config]; file != nil {
				f.Add(file.Data, i)
			}
		}
	}
	f.Fuzz(func(t *testing.T, src []byte, which int) {
		name := names[uint(which)%uint(len(names))]
		files, _ := archive(t, "testdata/routes/hugo/one-language.txtar")
		delete(files, "hugo.toml")
		files[name] = file(src)
		c := site.Load(files, ".", site.Overrides{})
		site.NewSpaces([]*site.Config{c}, fsFiles{files}, today, entriesOf(t, files))
	})
}
