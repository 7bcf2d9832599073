package site_test

import (
	"html"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/site"
)

// TestHugo has Hugo itself build sites and compares the URL of every page and the id of every heading.
// KBLINT_HUGO is the path of the program; KBLINT_HUGO_SITE may be the folder of a site, which is copied
// and built without its theme. Else the archives of testdata/routes/hugo are built.
func TestHugo(t *testing.T) {
	program := os.Getenv("KBLINT_HUGO")
	if program == "" {
		t.Skip("KBLINT_HUGO does not name Hugo")
	}
	if dir := os.Getenv("KBLINT_HUGO_SITE"); dir != "" {
		compareWithHugo(t, program, os.DirFS(dir))
		return
	}
	archives, err := filepath.Glob("testdata/routes/hugo/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range archives {
		t.Run(filepath.Base(name), func(t *testing.T) {
			files, _ := archive(t, name)
			compareWithHugo(t, program, files)
		})
	}
}

// layout shows what an article is made of: its file, its address, and its text.
const layout = `<kblint file="{{ with .File }}{{ .Filename }}{{ end }}" url="{{ .RelPermalink }}"></kblint>{{ .Content }}`

func compareWithHugo(t *testing.T, program string, files fs.FS) {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, files); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, "layouts", "all.html"), layout)
	writeShortcodes(t, dir)
	c := site.Load(files, ".", site.Overrides{})
	writeFile(t, filepath.Join(dir, "no-theme.yaml"), "theme: []\nenableGitInfo: false\n")
	config := "no-theme.yaml"
	if strings.Contains(c.File, ".") {
		config = c.File + ",no-theme.yaml"
	}
	hugo := exec.Command(program, "--source", dir, "--config", config, "--destination", filepath.Join(dir, "public"), "--clock", "2026-06-15T12:00:00Z") //nolint:gosec // the developer names it
	if out, err := hugo.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	spaces := spacesOf(t, files)
	want := builtByHugo(t, dir)
	got := map[string]builtPage{}
	space := spaces.All()[0]
	for _, p := range space.Pages {
		if p.Status != site.Published {
			continue
		}
		b := builtPage{url: space.Address(p.URL), ids: headingIDs(space, p)}
		got[p.Path] = b
	}
	pages := 0
	ids := 0
	for name, page := range want {
		switch {
		case strings.HasPrefix(name, "/"): // a list that no article stands for
			if target := space.Resolve(space.Pages[0], site.Link{URL: page.url}); target.Outcome != site.Found {
				t.Errorf("Hugo makes a list at %s", page.url)
			}
			continue
		case got[name].url != page.url:
			t.Errorf("%s: Hugo makes %q, kblint takes it for %q", name, page.url, got[name].url)
		}
		// Two pages with one address are written into one file at the same time.
		if diff := gocmp.Diff(page.ids, got[name].ids, cmpopts.EquateEmpty()); diff != "" && !collides(space, name) {
			t.Errorf("%s: ids of headings (-Hugo +kblint):\n%s", name, diff)
		}
		pages, ids = pages+1, ids+len(page.ids)
		delete(got, name)
	}
	for name, page := range got {
		if !collides(space, name) {
			t.Errorf("%s: Hugo makes no page, kblint %q", name, page.url)
		}
	}
	t.Logf("%d pages, %d ids of headings", pages, ids)
}

// collides reports whether another article has the same URL or claims it as an alias: then Hugo writes one over
// the other.
func collides(space *site.Space, name string) bool {
	var url string
	for _, p := range space.Pages {
		if p.Path == name {
			url = p.URL
		}
	}
	return slices.ContainsFunc(space.Pages, func(p *site.Page) bool {
		return p.Path != name && p.URL == url || slices.ContainsFunc(p.Aliases, func(alias string) bool {
			return strings.Trim(alias, "/") == strings.Trim(url, "/")
		})
	})
}

func headingIDs(space *site.Space, p *site.Page) []string {
	return space.HeadingIDs(p)
}

type builtPage struct {
	url string
	ids []string
}

var (
	madeOf    = regexp.MustCompile(`<kblint file="([^"]*)" url="([^"]*)">`)
	headingID = regexp.MustCompile(`<h[1-6][^>]* id="?([^">\s]*)`)
)

// builtByHugo reads the pages that Hugo made, by the paths of their articles, or their own if they have none.
func builtByHugo(t *testing.T, dir string) map[string]builtPage {
	t.Helper()
	made := map[string]builtPage{}
	err := filepath.WalkDir(filepath.Join(dir, "public"), func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(name) != ".html" {
			return err
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		m := madeOf.FindSubmatch(src)
		if m == nil {
			return nil // an alias
		}
		page := builtPage{url: html.UnescapeString(string(m[2]))}
		for _, id := range headingID.FindAllSubmatch(src, -1) {
			page.ids = append(page.ids, html.UnescapeString(string(id[1])))
		}
		key := page.url
		if file := html.UnescapeString(string(m[1])); file != "" {
			if file, err = filepath.Rel(dir, file); err != nil {
				return err
			}
			key = filepath.ToSlash(file)
		}
		made[key] = page
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return made
}

var (
	shortcode = regexp.MustCompile(`\{\{[<%]\s*(/?)\s*([\w/.-]+)`)
	ofHugo    = []string{"figure", "gist", "highlight", "param", "qr", "ref", "relref", "vimeo", "x", "youtube", "instagram", "details"}
)

// writeShortcodes makes shortcodes of all names that the articles use, which a theme would have: they show
// what they surround.
func writeShortcodes(t *testing.T, dir string) {
	t.Helper()
	paired := map[string]bool{}
	err := filepath.WalkDir(dir, func(name string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".md" {
			return err
		}
		src, err := os.ReadFile(name)
		for _, m := range shortcode.FindAllSubmatch(src, -1) {
			used := string(m[2])
			paired[used] = paired[used] || len(m[1]) > 0
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, isPaired := range paired {
		body := ""
		if isPaired {
			body = "{{ .Inner }}"
		}
		if !slices.Contains(ofHugo, name) {
			writeFile(t, filepath.Join(dir, "layouts", "_shortcodes", name+".html"), body)
		}
	}
}

func writeFile(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// entriesOf reads the articles of a site.
func entriesOf(tb testing.TB, files fs.FS) []site.Entry {
	tb.Helper()
	var entries []site.Entry
	err := fs.WalkDir(files, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		switch filepath.Ext(name) {
		case ".md", ".mdx", ".markdown":
			src, err := fs.ReadFile(files, name)
			if err != nil {
				return err
			}
			a := article.Parse(name, src, lexicon.Default())
			entries = append(entries, site.Entry{Path: name, Address: name, Source: site.SourceOf(a)})
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return entries
}
