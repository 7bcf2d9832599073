package discover_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/discover"
)

// plant makes a tree and returns its folder. An entry is "folder/", "file",
// "file: text" or "link -> target".
func plant(tb testing.TB, entries ...string) string {
	tb.Helper()
	root, err := filepath.EvalSymlinks(tb.TempDir())
	if err != nil {
		tb.Fatal(err)
	}
	for _, entry := range entries {
		if err := plantOne(root, entry); err != nil {
			tb.Fatal(err)
		}
	}
	return root
}

func plantOne(root, entry string) error {
	if name, target, ok := strings.Cut(entry, " -> "); ok {
		full := filepath.Join(root, name)
		return errors.Join(os.MkdirAll(filepath.Dir(full), 0o755), os.Symlink(strings.ReplaceAll(target, "$ROOT", root), full))
	}
	name, text, _ := strings.Cut(entry, ": ")
	full := filepath.Join(root, name)
	if strings.HasSuffix(name, "/") {
		return os.MkdirAll(full, 0o755)
	}
	return errors.Join(os.MkdirAll(filepath.Dir(full), 0o755), os.WriteFile(full, []byte(strings.ReplaceAll(text, "$ROOT", root)), 0o644))
}

// walk returns the articles found, sorted; an asterisk marks the named ones.
func walk(tb testing.TB, opts discover.Options) ([]string, discover.Summary) {
	tb.Helper()
	var mu sync.Mutex
	var found []string
	summary, err := discover.Walk(context.Background(), opts, func(f discover.File) {
		mu.Lock()
		defer mu.Unlock()
		if f.Named {
			f.Path += "*"
		}
		found = append(found, f.Path)
	})
	if err != nil {
		tb.Fatal(err)
	}
	if summary.Articles != len(found) {
		tb.Errorf("the summary counts %d articles, %d were found", summary.Articles, len(found))
	}
	slices.Sort(found)
	return found, summary
}

func words(list string) []string { return strings.Fields(list) }

// spec is a small tree and what is found in it, from its root and in "." unless
// the options say otherwise. $ROOT stands for the root.
type spec struct {
	name    string
	tree    []string
	opts    discover.Options
	want    string
	skipped string // below the first path, files of another type left aside
}

func TestWhatIsFound(t *testing.T) {
	t.Parallel()
	paths := func(list string) discover.Options { return discover.Options{Paths: words(list)} }
	forced := func(list string) discover.Options {
		return discover.Options{Paths: words(list), ForceExclude: true}
	}
	ignoring := func(globs ...string) discover.Options { return discover.Options{Ignore: globs} }
	groups := map[string][]spec{
		"names": {
			{"three extensions, in any case", words("a.md b.markdown c.mdx d.MD e.Mdx f.txt g.mdown h md"), paths(""), "a.md b.markdown c.mdx d.MD e.Mdx", ""},
			{"nothing there", nil, paths(""), "", ""},
			{"a folder may be called like an article", words("a.md/b.md"), paths(""), "a.md/b.md", ""},
			{"blanks and letters of any script", []string{"cara reset.md", "よくある/質問.md"}, paths(""), "cara reset.md よくある/質問.md", ""},
			{"hidden files and folders", words(".a.md .b/c.md d/.e.md d/.f/g.md d/h.md"), paths(""), "d/h.md", "4 hidden"},
			{"installed packages", words("node_modules/a/README.md b/node_modules/c.md b/d.md"), paths(""), "b/d.md", "2 node_modules"},
		},
		"arguments": {
			{"a file and a folder", words("a.md b/c.md d/e.md"), paths("b a.md"), "a.md* b/c.md", ""},
			{"overlapping arguments", words("a/x.md a/b/y.md"), paths("a a/b ./a a/b/y.md a/../a/x.md"), "a/b/y.md* a/x.md*", "2 reached before"},
			{"a file of any kind is linted when named", words("notes.txt .hidden.md node_modules/x.md"), paths("notes.txt .hidden.md node_modules/x.md"), ".hidden.md* node_modules/x.md* notes.txt*", ""},
			{"an ignored file is linted when named", []string{".git/", ".gitignore: drafts/\n", ".kblintignore: x.md\n", "drafts/x.md"}, paths("drafts/x.md"), "drafts/x.md*", ""},
			{"a hidden folder is walked when named", words(".github/a.md .github/.b/c.md"), paths(".github"), ".github/a.md", "1 hidden"},
			{"a hidden folder is walked when named beside what holds it", words(".github/a.md b.md"), paths(". .github"), ".github/a.md b.md", "1 hidden"},
			{"an ignored folder is walked when named", []string{".git/", ".gitignore: /public/\nx.md\n", "public/a.md", "public/x.md"}, paths("public"), "public/a.md", "1 ignored by .gitignore"},
			{"a generated folder is walked when named", words("hugo.toml public/a.md"), paths("public"), "public/a.md", ""},
			{"a folder within a generated one", words("hugo.toml resources/_gen/a.md resources/b.md"), paths("resources"), "resources/b.md", "1 generated"},
		},
		"force exclude": {
			{"a file of another type", words("notes.txt a.md"), forced("notes.txt a.md"), "a.md*", ""},
			{"a hidden file", words(".a.md"), forced(".a.md"), "", "1 hidden"},
			{"a file in a hidden folder", words(".github/x/a.md"), forced(".github/x/a.md"), "", "1 hidden"},
			{"a file in an installed package", words("node_modules/x/a.md"), forced("node_modules/x/a.md"), "", "1 node_modules"},
			{"a file in generated output", words("web/mkdocs.yml web/site/x/a.md"), forced("web/site/x/a.md"), "", "1 generated"},
			{"an ignored file", []string{".git/", ".gitignore: drafts/\n", "drafts/a.md", "b.md"}, forced("drafts/a.md b.md"), "b.md*", ""},
			{"an ignored file, the ignore file beside it", []string{"a/.gitignore: b.md\n", "a/b.md"}, forced("a/b.md"), "", "1 ignored by .gitignore"},
			{"an ignored folder", []string{".kblintignore: drafts/\n", "drafts/a.md"}, forced("drafts"), "", "1 ignored by .kblintignore"},
			{"a folder that the configuration ignores", words("drafts/a.md"), discover.Options{Paths: words("drafts/a.md"), ForceExclude: true, Ignore: words("drafts")}, "", "1 ignored by the configuration"},
			{"the working folder itself", words("a.md"), forced("."), "a.md", ""},
			{"a link, by its own name", []string{"x/a.md", "docs/.b.md -> ../x/a.md"}, forced("docs/.b.md"), "", "1 hidden"},
		},
		"the working folder": {
			{"is never judged", []string{".git/", ".gitignore: .docs/\n", ".docs/a.md", ".docs/b/c.md"}, discover.Options{Dir: ".docs", Paths: words("b/c.md ."), ForceExclude: true}, "a.md b/c.md*", "1 reached before"},
			{"paths beside it", words("docs/ other/a.md b.md"), discover.Options{Dir: "docs", Paths: words("../other ../b.md")}, "../b.md* ../other/a.md", ""},
			{"absolute paths below it are shown relative", words("docs/a.md"), paths("$ROOT/docs"), "docs/a.md", ""},
			{"a relative name wins over an absolute one", words("docs/ other/a.md"), discover.Options{Dir: "docs", Paths: words("$ROOT/other ../other")}, "../other/a.md", ""},
			{"ignore files above it count, up to the repository", []string{".gitignore: *.md\n", "repo/.git/", "repo/.gitignore: x.md\n", "repo/.kblintignore: y.md\n", "repo/docs/x.md", "repo/docs/y.md", "repo/docs/z.md"}, discover.Options{Dir: "repo/docs"}, "z.md", "1 ignored by .kblintignore, 1 ignored by .gitignore"},
			{"without a repository those above it do not", []string{".gitignore: *.md\n", "docs/x.md"}, discover.Options{Dir: "docs"}, "x.md", ""},
			{"but those of other arguments do", []string{"x/.gitignore: f.md\n", "x/y/f.md", "x/g.md", "docs/"}, discover.Options{Dir: "docs", Paths: words("../x/y ../x")}, "../x/g.md", "1 reached before"},
			{"but its own count below", []string{".gitignore: x.md\n", "docs/x.md", "docs/y.md"}, paths("docs"), "docs/y.md", "1 ignored by .gitignore"},
		},
		"ignore files": {
			{"nested", []string{".gitignore: *.md\n!keep.md\n", "a.md", "keep.md", "b/.gitignore: !b.md\nkeep.md\n", "b/a.md", "b/b.md", "b/keep.md", "b/c/b.md"}, paths(""), "b/b.md b/c/b.md keep.md", "3 ignored by .gitignore"},
			{"nothing comes back from an excluded folder", []string{".gitignore: drafts/\n!drafts/a.md\n", "drafts/.gitignore: !a.md\n", "drafts/a.md"}, paths(""), "", "1 ignored by .gitignore"},
			{".kblintignore", []string{".kblintignore: old/\n", "old/a.md", "b.md"}, paths(""), "b.md", "1 ignored by .kblintignore"},
			{".kblintignore takes back what .gitignore leaves out", []string{".gitignore: gen/\nx.md\n", ".kblintignore: !gen/\n!x.md\n", "gen/a.md", "x.md", "a/.gitignore: x.md\n", "a/x.md"}, paths(""), "a/x.md gen/a.md x.md", ""},
			{"neither, if not wanted", []string{".gitignore: a.md\n", ".kblintignore: b.md\n", "a.md", "b.md", ".c.md"}, discover.Options{NoIgnoreFiles: true}, "a.md b.md", "1 hidden"},
			{"braces are literal", []string{".gitignore: {a,b}.md\n", "a.md", "b.md"}, paths(""), "a.md b.md", ""},
			{"byte order mark and CRLF", []string{".gitignore: \xef\xbb\xbfa.md\r\nb/\r\n", "a.md", "b/c.md", "d.md"}, paths(""), "d.md", "2 ignored by .gitignore"},
			{"the repository's own list", []string{".git/info/exclude: a.md\nb.md\n", ".gitignore: !b.md\n", "a.md", "b.md"}, paths(""), "b.md", "1 hidden, 1 ignored by .gitignore"},
			{"the own list of a linked work tree", []string{"main/.git/info/exclude: a.md\n", "main/.git/worktrees/w/commondir: ../..\n", "w/.git: gitdir: $ROOT/main/.git/worktrees/w\n", "w/a.md", "w/b.md"}, paths("w"), "w/b.md", "1 ignored by .gitignore"},
			{"the own list of a submodule", []string{".git/modules/sub/info/exclude: a.md\n", "sub/.git: gitdir: ../.git/modules/sub\n", "sub/a.md", "sub/b.md"}, paths("sub"), "sub/b.md", "1 ignored by .gitignore"},
			{"a repository within a repository starts anew for git alone", []string{".git/", ".gitignore: x.md\n", ".kblintignore: y.md\n", "sub/.git/", "sub/x.md", "sub/y.md"}, paths(""), "sub/x.md", "2 hidden, 1 ignored by .kblintignore"},
			{"and does so when named", []string{".git/", ".gitignore: x.md\n", ".kblintignore: y.md\n", "sub/.git/", "sub/x.md", "sub/y.md"}, paths("sub"), "sub/x.md", "1 hidden, 1 ignored by .kblintignore"},
			{"a folder of that name says nothing", []string{".gitignore/x", ".kblintignore/x", "a.md"}, paths(""), "a.md", "2 hidden"},
			{"a link of that name says nothing, as in git", []string{"rules: *.md\n", ".gitignore -> rules", "a.md"}, paths(""), "a.md", ""},
		},
		"the configuration": {
			{"a folder", words("drafts/a.md b.md a/drafts/c.md"), ignoring("drafts"), "a/drafts/c.md b.md", "1 ignored by the configuration"},
			{"a folder at any depth", words("drafts/a.md b.md a/drafts/c.md"), ignoring("**/drafts/"), "b.md", "2 ignored by the configuration"},
			{"all in a folder", words("drafts/a.md b.md"), ignoring("./drafts/**"), "b.md", "1 ignored by the configuration"},
			{"alternatives", words("a.md b.md c.md"), ignoring("{a,b}.md"), "c.md", "2 ignored by the configuration"},
			{"from its own folder", words("site/drafts/a.md drafts/b.md"), discover.Options{Ignore: words("drafts"), IgnoreRoot: "site"}, "drafts/b.md", "1 ignored by the configuration"},
			{"from an absolute folder", words("site/drafts/a.md drafts/b.md"), discover.Options{Ignore: words("/drafts/*.md"), IgnoreRoot: "$ROOT/site"}, "drafts/b.md", "1 ignored by the configuration"},
			{"a folder whose name begins with a dot is taken at its word", words("github/a.md"), ignoring(".github/**"), "github/a.md", ""},
		},
		"generated output": {
			{"Hugo", words("hugo.yaml public/a.md resources/_gen/b.md resources/c.md content/public/d.md"), paths(""), "content/public/d.md resources/c.md", "2 generated"},
			{"Hugo, the older name beside its folders", words("config.toml content/a.md public/b.md"), paths(""), "content/a.md", "1 generated"},
			{"a config.toml of something else", words("config.toml docs/a.md public/b.md"), paths(""), "docs/a.md public/b.md", ""},
			{"Hugo, a folder of configuration", words("config/_default/hugo.toml public/a.md"), paths(""), "", "1 generated"},
			{"a config folder of something else", words("config/app.toml public/a.md"), paths(""), "public/a.md", ""},
			{"Jekyll", words("_config.yml _site/a.md vendor/bundle/b.md vendor/c.md docs/_site/d.md"), paths(""), "docs/_site/d.md vendor/c.md", "2 generated"},
			{"Docusaurus", words("docusaurus.config.ts build/a.md docs/build/b.md"), paths(""), "docs/build/b.md", "1 generated"},
			{"Astro", words("astro.config.mjs dist/a.md src/dist/b.md"), paths(""), "src/dist/b.md", "1 generated"},
			{"MkDocs", words("mkdocs.yml site/a.md docs/site/b.md"), paths(""), "docs/site/b.md", "1 generated"},
			{"MkDocs, another folder", []string{"mkdocs.yml: site_name: X\nsite_dir: 'out/html' # here\n", "site/a.md", "out/html/b.md", "out/c.md"}, paths(""), "out/c.md site/a.md", "1 generated"},
			{"MkDocs, a folder elsewhere", []string{"mkdocs.yml: site_dir: ../out\n", "site/a.md", "out/b.md"}, paths(""), "out/b.md site/a.md", ""},
			{"MkDocs, the folder itself", []string{"mkdocs.yml: site_dir: .\n", "site/a.md"}, paths(""), "site/a.md", ""},
			{"MkDocs, a nested key is not the one", []string{"mkdocs.yml: extra:\n  site_dir: docs\nsite_dir:\n", "docs/a.md", "site/b.md"}, paths(""), "docs/a.md", "1 generated"},
			{"folders of these names without a generator", words("build/a.md dist/a.md public/a.md site/a.md _site/a.md vendor/bundle/a.md resources/_gen/a.md"), paths(""), "_site/a.md build/a.md dist/a.md public/a.md resources/_gen/a.md site/a.md vendor/bundle/a.md", ""},
		},
		"links": {
			{"a real file wins", []string{"b.md", "a.md -> b.md", "c.md -> b.md"}, paths(""), "b.md", "2 reached before"},
			{"the smallest of several links", []string{"docs/b.md -> ../x.txt", "docs/a.md -> ../x.txt", "x.txt"}, paths("docs"), "docs/a.md", "1 reached before"},
			{"a link to a folder", []string{"shared/a.md", "shared/b/c.md", "docs/link -> ../shared"}, paths("docs"), "docs/link/a.md docs/link/b/c.md", ""},
			{"a link to a folder that is walked anyway", []string{"shared/a.md", "docs/link -> ../shared"}, paths(""), "shared/a.md", "1 reached before"},
			{"a file reached through a link and through a folder link", []string{"x/f.md", "docs/b.md -> ../x/f.md", "docs/c -> ../x", "docs/a-1 -> ../x", "docs/a -> ../x"}, paths("docs"), "docs/a-1/f.md", "3 reached before"},
			{"a link below another", []string{"x/y/f.md", "x/g.md", "docs/b -> ../x", "docs/a -> ../x/y"}, paths("docs"), "docs/a/f.md docs/b/g.md", "1 reached before"},
			{"links behind links come last", []string{"x/a -> ../y", "y/f.md", "docs/a -> ../x", "docs/z -> ../y"}, paths("docs"), "docs/z/f.md", "1 reached before"},
			{"a loop", []string{"a/f.md", "a/up -> ..", "a/self -> ../a", "a/b/c -> ../.."}, paths("a"), "a/f.md", "3 reached before"},
			{"a loop outside of what is walked", []string{"x/f.md", "x/again -> .", "docs/in -> ../x"}, paths("docs"), "docs/in/f.md", "1 reached before"},
			{"links that lead nowhere or to each other", []string{"a.md -> gone.md", "b.md -> c.md", "c.md -> b.md", "d -> gone", "e.md"}, paths(""), "e.md", "3 linked to nowhere"},
			{"a link is judged by its own name", []string{"x/a.txt", "x/b.md", "docs/a.md -> ../x/a.txt", "docs/b.txt -> ../x/b.md", "docs/.c.md -> ../x/b.md", "docs/node_modules -> ../x"}, paths("docs"), "docs/a.md", "1 hidden, 1 node_modules"},
			{"and by its own place", []string{".gitignore: a.md\nlib/\n", "x/b.md", "docs/a.md -> ../x/b.md", "docs/lib -> ../x"}, paths("docs"), "", "2 ignored by .gitignore"},
			{"what is behind it is judged where it lies", []string{"x/.gitignore: b.md\n", "x/.git/", "x/b.md", "x/c.md", ".gitignore: c.md\n", "docs/l -> ../x"}, paths("docs"), "docs/l/c.md", "1 hidden, 1 ignored by .gitignore"},
			{"so that the ignore files around it count", []string{"x/.gitignore: b.md\n", "x/y/b.md", "x/y/c.md", "docs/l -> ../x/y"}, paths("docs"), "docs/l/c.md", "1 ignored by .gitignore"},
			{"an ignored file can be reached through a link", []string{".gitignore: /x/\n", "x/f.md", "a.md -> x/f.md"}, paths(""), "a.md", "1 ignored by .gitignore"},
			{"the configuration sees the path that is shown", []string{"x/d/a.md", "x/b.md", "docs/l -> ../x"}, discover.Options{Paths: words("docs"), Ignore: words("docs/l/d")}, "docs/l/b.md", "1 ignored by the configuration"},
			{"a link as an argument", []string{"x/f.md", "l -> x", "x/g/h.md"}, paths("l"), "l/f.md l/g/h.md", ""},
			{"a link as an argument, and what it leads to", []string{"x/f.md", "l -> x"}, paths("l x"), "x/f.md", "1 reached before"},
			{"a folder behind a link as an argument", []string{"x/g/h.md", "l -> x"}, paths("l/g"), "l/g/h.md", ""},
			{"a linked file as an argument", []string{"x/f.txt", "l -> x/f.txt"}, paths("l"), "l*", ""},
			{"a linked file as an argument, and where it is", []string{"x/f.md", "l.md -> x/f.md"}, paths("l.md x"), "x/f.md*", "1 reached before"},
			{"a link both named and found", []string{"y/f.md", "docs/.l -> ../y"}, paths("docs docs/.l"), "docs/.l/f.md", "1 hidden"},
			{"the working folder behind a link", []string{"real/a.md", "wd -> real"}, discover.Options{Dir: "wd", Paths: words("a.md $ROOT/wd")}, "a.md*", "1 reached before"},
			{"absolute targets", []string{"x/f.md", "docs/l -> $ROOT/x"}, paths("docs"), "docs/l/f.md", ""},
		},
	}
	for group, specs := range groups {
		for _, test := range specs {
			t.Run(group+"/"+test.name, func(t *testing.T) {
				t.Parallel()
				test.check(t)
			})
		}
	}
}

func (test spec) check(t *testing.T) {
	t.Helper()
	root := plant(t, test.tree...)
	opts := test.opts
	opts.Dir = filepath.Join(root, opts.Dir)
	opts.IgnoreRoot = strings.ReplaceAll(opts.IgnoreRoot, "$ROOT", root)
	opts.Paths = slices.Clone(opts.Paths)
	for i, p := range opts.Paths {
		opts.Paths[i] = strings.ReplaceAll(p, "$ROOT", root)
	}
	for _, opts.Workers = range []int{1, 8} {
		found, summary := walk(t, opts)
		if diff := cmp.Diff(test.want, strings.Join(found, " ")); diff != "" {
			t.Errorf("articles (-want +got):\n%s", diff)
		}
		first := summary.Paths[0]
		first.Skipped[discover.OtherType] = 0 // nearly every tree has some
		if diff := cmp.Diff(test.skipped, first.Skipped.String()); diff != "" {
			t.Errorf("left out below %q (-want +got):\n%s", first.Path, diff)
		}
		if len(summary.Problems) > 0 {
			t.Errorf("unexpected problems: %v", summary.Problems)
		}
	}
}

func TestSummary(t *testing.T) {
	t.Parallel()
	root := plant(t, "docs/a.md", "docs/b.txt", "docs/.c/d.md", "empty/x.png", "empty/y.png", "empty/node_modules/z.md", "n.txt", "l -> docs")
	_, got := walk(t, discover.Options{Dir: root, Paths: words("empty docs n.txt l docs/a.md gone.md")})
	skipped := func(counts map[discover.Reason]int) (s discover.Skipped) {
		for reason, n := range counts {
			s[reason] = n
		}
		return s
	}
	want := discover.Summary{
		Articles: 2,
		Paths: []discover.PathSummary{
			{Path: "docs", Skipped: skipped(map[discover.Reason]int{discover.OtherType: 1, discover.Hidden: 1, discover.Duplicate: 1})},
			{Path: "docs/a.md", Articles: 1},
			{Path: "empty", Skipped: skipped(map[discover.Reason]int{discover.OtherType: 2, discover.NodeModules: 1})},
			{Path: "l", Skipped: skipped(map[discover.Reason]int{discover.Duplicate: 1})},
			{Path: "n.txt", Articles: 1},
		},
		Problems: []discover.Problem{{Path: "gone.md", Err: discover.ErrMissing}},
	}
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b error) bool { return errors.Is(a, b) || errors.Is(b, a) })); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	var empty []string
	for _, p := range got.Paths {
		if p.Empty() {
			empty = append(empty, p.Path+": "+p.Skipped.String())
		}
	}
	if diff := cmp.Diff([]string{"empty: 2 of another type, 1 node_modules"}, empty); diff != "" {
		t.Errorf("empty paths (-want +got):\n%s", diff)
	}
}

// TestEveryReasonHasWords fails when a reason is added without its phrase.
func TestEveryReasonHasWords(t *testing.T) {
	t.Parallel()
	var all discover.Skipped
	for reason := range all {
		if words := discover.Reason(reason).String(); (words == "") != (reason == 0) {
			t.Errorf("reason %d is put as %q", reason, words)
		}
	}
}

func TestProblems(t *testing.T) {
	t.Parallel()
	root := plant(t, "a.md", "dangling.md -> gone.md", "loop.md -> loop.md", "wrong.md -> a.md/x")
	_, summary := walk(t, discover.Options{Dir: root, Paths: []string{"content/x", "a.md/b.md", "", "dangling.md", "loop.md", "wrong.md", "a.md", "content/x"}})
	var got []string
	for _, p := range summary.Problems {
		got = append(got, p.String())
	}
	want := []string{
		`"": an empty path; name a file or a folder`,
		"a.md/b.md: not a directory",
		"content/x: no such file or folder",
		"dangling.md: the link leads nowhere; mend or remove it",
		"loop.md: the link leads nowhere; mend or remove it",
		"wrong.md: the link leads nowhere; mend or remove it",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if !errors.Is(summary.Problems[2].Err, discover.ErrMissing) {
		t.Errorf("%v is not ErrMissing", summary.Problems[2])
	}
	if summary.Articles != 1 {
		t.Errorf("found %d articles, want the one that can be read", summary.Articles)
	}
}

// TestFilesCanBeOpened also proves that Abs follows the links that Path does.
func TestFilesCanBeOpened(t *testing.T) {
	t.Parallel()
	root := plant(t, "docs/a.md: A", "shared/b.md: B", "docs/l -> ../shared", "c.md: C", "docs/d.md -> ../e", "e: E")
	got := map[string]string{}
	var mu sync.Mutex
	_, err := discover.Walk(t.Context(), discover.Options{Dir: filepath.Join(root, "docs"), Paths: words(". ../c.md")}, func(f discover.File) {
		text, err := os.ReadFile(f.Abs)
		if err != nil {
			t.Error(err)
		}
		if want := filepath.Join(root, "docs", f.Path); f.Abs != want {
			t.Errorf("%s is opened as %s, want %s", f.Path, f.Abs, want)
		}
		mu.Lock()
		defer mu.Unlock()
		got[f.Path] = string(text)
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"a.md": "A", "l/b.md": "B", "../c.md": "C", "d.md": "E"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTheWorkingFolderOfTheProcess(t *testing.T) {
	root := plant(t, "docs/a.md", "docs/sub/b.md")
	t.Chdir(filepath.Join(root, "docs"))
	found, summary := walk(t, discover.Options{})
	if diff := cmp.Diff(words("a.md sub/b.md"), found); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := summary.Paths[0].Path; got != "." {
		t.Errorf("the working folder is shown as %q", got)
	}
}

func TestWhatEndsAWalk(t *testing.T) {
	t.Parallel()
	root := plant(t, "a/b.md", "c.md", "l -> a")
	none := func(f discover.File) { t.Errorf("found %s", f.Path) }
	if _, err := discover.Walk(t.Context(), discover.Options{Dir: root, Ignore: []string{"a/["}}, none); err == nil || !strings.Contains(err.Error(), `ignore glob "a/["`) {
		t.Errorf("malformed glob: got %v", err)
	}
	if _, err := discover.Walk(t.Context(), discover.Options{Dir: filepath.Join(root, "gone")}, none); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no working folder: got %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := discover.Walk(ended, discover.Options{Dir: root}, none); !errors.Is(err, context.Canceled) {
		t.Errorf("ended context: got %v", err)
	}
}

// TestAWalkCanBeEndedMidway holds the only worker in the first article: what it
// has not read by then must stay unread.
func TestAWalkCanBeEndedMidway(t *testing.T) {
	t.Parallel()
	root := plant(t, "a.md", "b/c.md", "d/e.md", "l.md -> f", "f")
	ctx, cancel := context.WithCancel(t.Context())
	var found []string
	_, err := discover.Walk(ctx, discover.Options{Dir: root, Workers: 1}, func(f discover.File) {
		found = append(found, f.Path)
		cancel()
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got error %v", err)
	}
	if diff := cmp.Diff(words("a.md"), found); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestFoldersAreReadAtTheSameTime would hang if the second folder had to wait
// for the article in the first. The article above lets the other worker run out
// of folders before there are any: it must wait for more.
func TestFoldersAreReadAtTheSameTime(t *testing.T) {
	t.Parallel()
	var both sync.WaitGroup
	both.Add(2)
	_, err := discover.Walk(t.Context(), discover.Options{Dir: plant(t, "first.md", "a/b.md", "c/d.md"), Workers: 2}, func(f discover.File) {
		if f.Path == "first.md" {
			for range 1000 {
				runtime.Gosched()
			}
			return
		}
		both.Done()
		both.Wait()
	})
	if err != nil {
		t.Fatal(err)
	}
}

// FuzzForeignFiles feeds what is read besides articles: nothing in it may end
// the walk, hide the article beside it, or be found as one. Ignore files have a
// fuzz target of their own.
func FuzzForeignFiles(f *testing.F) {
	f.Add("gitdir: ../x", "site_dir: out")
	f.Add("gitdir:", "site_dir:")
	f.Add("gitdir: /", "site_dir: /")
	f.Add("", "site_dir: ''\nsite_dir: \"a b\" # c")
	f.Add("gitdir: a\nb\x00c", "site_dir: ../..\xff")
	f.Fuzz(func(t *testing.T, dotGit, config string) {
		root := plant(t, "docs/a.md", "docs/.git: "+dotGit, "docs/mkdocs.yml: "+config)
		found, summary := walk(t, discover.Options{Dir: root, Paths: words("docs docs/mkdocs.yml")})
		if diff := cmp.Diff(words("docs/a.md docs/mkdocs.yml*"), found); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if len(summary.Problems) > 0 {
			t.Errorf("problems: %v", summary.Problems)
		}
	})
}
