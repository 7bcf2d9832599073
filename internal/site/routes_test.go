package site_test

import (
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/site"
)

// today is the day of all runs.
var today = article.Date{Year: 2026, Month: 6, Day: 15}

// TestRoutes holds the URLs of small sites against what is written beside them. Each archive in
// testdata/routes is a site, with two files more: "want.urls" has a line an article, with its path, its
// URL or what keeps it from having one, and its aliases; "want.links" has the articles' links as they are
// looked up, each as "article destination: what is found".
func TestRoutes(t *testing.T) {
	t.Parallel()
	archives, err := filepath.Glob("testdata/routes/*/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimPrefix(strings.TrimSuffix(name, ".txtar"), "testdata/routes/"), func(t *testing.T) {
			t.Parallel()
			files, want := archive(t, name)
			spaces := spacesOf(t, files)
			compare(t, "URLs", want["want.urls"], urlsOf(spaces))
			compare(t, "links", want["want.links"], linksOf(t, spaces, want["want.links"]))
		})
	}
}

func compare(t *testing.T, what, want, got string) {
	t.Helper()
	if diff := gocmp.Diff(strings.Split(strings.TrimSpace(want), "\n"), strings.Split(strings.TrimSpace(got), "\n")); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// archive reads a site, and what is wanted of it.
func archive(tb testing.TB, name string) (files fstest.MapFS, want map[string]string) {
	tb.Helper()
	read, err := txtar.ParseFile(name)
	if err != nil {
		tb.Fatal(err)
	}
	files, want = fstest.MapFS{}, map[string]string{}
	for _, f := range read.Files {
		if strings.HasPrefix(f.Name, "want.") {
			want[f.Name] = string(f.Data)
			continue
		}
		files[f.Name] = file(f.Data)
	}
	return files, want
}

func file(data []byte) *fstest.MapFile { return &fstest.MapFile{Data: data} }

// spacesOf reads a site: its root, and, of several sites in one repository, the folders in "sites".
func spacesOf(tb testing.TB, files fs.FS) *site.Spaces {
	tb.Helper()
	dirs := []string{"."}
	several, _ := fs.ReadDir(files, "sites") // most have none
	for _, e := range several {
		dirs = append(dirs, "sites/"+e.Name())
	}
	var configs []*site.Config
	for _, dir := range dirs {
		c := site.Load(files, dir, site.Overrides{})
		for _, err := range c.Problems {
			tb.Error(err)
		}
		configs = append(configs, c)
	}
	return site.NewSpaces(configs, fsFiles{files}, today, entriesOf(tb, files))
}

// fsFiles finds files in a file system.
type fsFiles struct{ fs.FS }

func (f fsFiles) IsFile(name string) bool {
	info, err := fs.Stat(f, name)
	return err == nil && !info.IsDir()
}

func (f fsFiles) Nearly(name string) (actual string, found bool) {
	beside, _ := fs.ReadDir(f, path.Dir(name)) // where there is no folder there is no file
	for _, e := range beside {
		if e.Name() != path.Base(name) && strings.EqualFold(e.Name(), path.Base(name)) {
			return path.Join(path.Dir(name), e.Name()), !e.IsDir()
		}
	}
	return "", false
}

func (f fsFiles) IsFolder(name string) bool {
	info, err := fs.Stat(f, name)
	return err == nil && info.IsDir()
}

func urlsOf(spaces *site.Spaces) string {
	var lines []string
	for _, space := range spaces.All() {
		for _, p := range space.Pages {
			line := p.Path + " " + space.Address(p.URL)
			if p.Status != site.Published {
				line = p.Path + " (" + statusNames[p.Status] + ")"
			}
			if p.Language != "" {
				line += " " + p.Language
			}
			if len(p.Aliases) > 0 {
				line += " <- " + strings.Join(p.Aliases, " <- ")
			}
			lines = append(lines, line)
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

var statusNames = map[site.Status]string{site.Draft: "draft", site.Future: "future", site.Expired: "expired", site.NoPage: "no page"}

// linksOf looks up the links that are listed.
func linksOf(t *testing.T, spaces *site.Spaces, listed string) string {
	t.Helper()
	var lines []string
	for line := range strings.SplitSeq(strings.TrimSpace(listed), "\n") {
		if line == "" {
			continue
		}
		question, _, _ := strings.Cut(line, ": ")
		from, destination, _ := strings.Cut(question, " ")
		page := spaces.Page(from)
		if page == nil {
			t.Fatalf("there is no article %q", from)
		}
		template, rest, isTemplate := strings.Cut(destination, "=")
		l := site.Link{URL: destination}
		if isTemplate && !strings.ContainsAny(template, "/?#.") {
			l = site.Link{URL: rest, Template: template}
		}
		lines = append(lines, question+": "+answer(spaces.Of(page).Resolve(page, l)))
	}
	return strings.Join(lines, "\n")
}

var reasons = map[site.Reason]string{
	site.LetterCase: "letter case", site.NotPublished: "not published", site.OtherExtension: "extension",
	site.IndexFile: "index", site.NamedSo: "named so", site.OtherLanguage: "language", site.Alike: "alike",
}

func answer(t site.Target) string {
	switch t.Outcome {
	case site.External:
		return "external"
	case site.Unjudged:
		return "not judged"
	default:
	}
	where := ""
	switch {
	case t.Page != nil:
		where = " " + t.Page.Path
	case t.File != "":
		where = " " + t.File
	}
	if t.Fragment != "" {
		where += " #" + t.Fragment
	}
	if t.Outcome == site.Found {
		if t.Alias {
			where += " by alias"
		}
		return "found" + where
	}
	if reason := reasons[t.Reason]; reason != "" {
		return fmt.Sprintf("missing, %s%s", reason, where)
	}
	return "missing" + where
}
