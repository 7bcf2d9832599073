package gitignore_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/discover/gitignore"
)

// cases are ignore files and the paths to judge by them; a path that ends in a
// slash is a folder. What is right is nowhere written down: git is asked.
var cases = []struct {
	name     string
	patterns string
	paths    string
}{
	{"names at any depth", "draft.md\n", "draft.md a/draft.md a/b/draft.md draft.mdx xdraft.md draft.md.d/x.md"},
	{"a name takes the folder of that name", "drafts\n", "drafts/ drafts/a.md a/drafts/b/c.md adrafts/a.md"},
	{"slash at the end: folders only", "build/\n", "build a/build/x.md a/build/ b/build"},
	{"slash at the start: this folder only", "/todo.md\n/old/\n", "todo.md a/todo.md old/x.md a/old/x.md"},
	{"slash in the middle: this folder only", "a/todo.md\nb/c\n", "a/todo.md x/a/todo.md b/c/d.md x/b/c b/cd"},
	{"comments", "#a.md\n # b.md\nc.md # d\n", "#a.md a.md b.md c.md"},
	{"escaped comment and escaped negation", "\\#a.md\n\\!b.md\n", "#a.md !b.md a.md b.md"},
	{"the last match wins", "*.md\n!keep.md\nkeep.md\n!a/keep.md\n", "x.md keep.md a/keep.md b/keep.md"},
	{"negation", "*.md\n!keep.md\n", "x.md keep.md a/keep.md a/x.md"},
	{"nothing comes back from an excluded folder", "drafts/\n!drafts/keep.md\n", "drafts/keep.md drafts/x.md"},
	{"a folder's content can come back", "drafts/*\n!drafts/keep.md\n", "drafts/keep.md drafts/x.md drafts/a/keep.md"},
	{"whitelist", "*\n!*/\n!*.md\n", "a.md a.txt b/ b/a.md b/c/a.txt"},
	{"whitelist anchored", "/*\n!/docs/\n/docs/*\n!/docs/a.md\n", "x.md docs/a.md docs/b.md docs/c/a.md"},
	{"double negation sign", "!!a.md\n*.md\n!!b.md\n", "a.md !a.md !b.md b.md"},
	{"blanks at the end", "a.md   \nb.md\\ \nc.md\\  \nd.md \\ \n   \n", "a.md b.md|b.md |c.md |c.md  |d.md  |d.md"},
	{"tabs at the end stay", "a.md\t\n", "a.md|a.md\t"},
	{"blanks inside and before", " a.md\nb c.md\n", " a.md|a.md|b c.md|b"},
	{"blank after a slash", "build/ \nout\\/ \n", "build/x out/x"},
	{"CRLF", "a.md\r\nb/\r\n\r\n!a.md\r\n*.txt", "a.md b/x.md c.txt"},
	{"carriage return inside", "a\rb.md\n", "a\rb.md ab.md"},
	{"byte order mark", "\xef\xbb\xbfa.md\n", "a.md"},
	{"byte order mark further on", "x\n\xef\xbb\xbfa.md\n", "a.md|\xef\xbb\xbfa.md"},
	{"star", "a*.md\n*b\n*c*\n", "a.md ab.md xa.md b bb xb bx c xcx a/x.md"},
	{"star and slash", "docs/*.md\n", "docs/a.md docs/a/b.md docs/.md x/docs/a.md"},
	{"star for a folder", "*/a.md\n", "a.md x/a.md x/y/a.md"},
	{"many stars", "*a*a*a*b\n", "aaaaaaaaaaaab aaaaaaaaaaaaaaa xaxaxab ab"},
	{"question mark", "?.md\na?b.md\n", "a.md ab.md .md a/b.md axb.md é.md"},
	{"question marks and bytes", "??.md\n", "é.md ab.md a.md"},
	{"leading double star", "**/a.md\n**/b/c\n", "a.md x/a.md x/y/a.md b/c x/b/c x/y/b/c/d bb/c"},
	{"trailing double star", "docs/**\n", "docs/ docs/a.md docs/b/c.md x/docs/a.md"},
	{"double star in the middle", "a/**/b\n", "a/b a/x/b a/x/y/b ab a/xb x/a/b"},
	{"several double stars", "**/a/**/b/**\n", "a/b/ a/b/c x/a/y/b/z a/c/d b/a/x"},
	{"double star alone", "**\n!a.md\n", "a.md b.md c/a.md"},
	{"double star, folders only", "**/\n", "a.md b/ b/a.md"},
	{"double star within a name", "a**b\nc/d**e\nf**/g\n", "ab axb a/b c/de c/dxe c/d/e f/g fg fx/g fx/y/g f/y/g"},
	{"double star before a name", "x/**a\n", "x/a x/ba x/b/a"},
	{"three and four stars", "a/***/b\n****/c\n", "a/b a/x/b a/x/y/b c x/c"},
	{"star then double star", "*/**\n", "a.md a/ a/b a/b/c"},
	{"double star and star", "**/*\n!a\n", "a b a/b"},
	{"anchored star with an empty rest", "/a*\n/b?\n/c**\n", "a ab a/b b bc c cd/e"},
	{"class", "[ab].md\n[c-e]f\n", "a.md b.md c.md cf df ff -f"},
	{"negated class", "[!a].md\nx[^b]\n", "a.md b.md xb xc x^ x!"},
	{"closing bracket as the first member", "[]a].md\nx[!]a]\n", "].md a.md b.md x] xa xb"},
	{"dash at the ends of a class", "[-a]x\n[a-]y\n[!-]z\n", "-x ax -y ay by -z az"},
	{"ranges that touch", "[a-c-e]\n[z-a]x\n", "a b c d e - ax zx"},
	{"escapes in a class", "[\\]]x\n[\\-a]y\n[a\\-c]z\n[\\\\]w\n[a-\\c]v\n", "]x -y ay bz -z \\w bv av dv"},
	{"slash in a class never matches", "a[/]b\na[!x]b\n", "a/b ayb axb"},
	{"slash in a class anchors", "x[a/]y\n", "xay z/xay"},
	{"class not closed", "[a\na[b.md\n[]\n[!]\n", "[a a a[b.md ab.md [] ]"},
	{"named classes", "[[:digit:]].md\n[[:upper:][:space:]]x\n[![:alpha:]]y\n", "1.md a.md Ax| x|ax|1y|ay|_y"},
	{
		"all named classes", "0[[:alnum:]]\n1[[:blank:]]\n2[[:cntrl:]]\n3[[:graph:]]\n4[[:lower:]]\n5[[:print:]]\n6[[:punct:]]\n7[[:xdigit:]]\n8[[:space:]]\n9[[:alpha:]]\n",
		"0a|0_|1 |1a|2\x01|2a|3!|3 |4a|4A|5 |5\x01|6.|6a|7F|7f|7g|8\t|8a|9z|90",
	},
	{"class names amiss", "[[:nope:]]a\n[[:digit]b\n[[:]c\n[[::]]d\n[[:digit:]-z]e\n", "1a nb q/:b [b tb q/:c [c d 1e -e xe ze"},
	{"class in the midst of others", "[a[:digit:]z-]x\n", "ax 1x zx -x bx q/:x"},
	{"braces are literal", "{a,b}.md\n", "{a,b}.md a.md b.md"},
	{"escaped letters", "\\a.md\nb\\*.md\n", "a.md b*.md bc.md"},
	{"lone backslash", "a\\\nb\\/\n\\\n", "a a\\ b/c b \\"},
	{"escaped slash", "a\\/b\n**\\/c\nd/**\\/e\n", "a/b x/a/b c x/c x/y/c d/e d/x/e d/x/y/e"},
	{"only slashes and signs", "/\n//\n!\n!/\n", "a a/b"},
	{"double slash", "a//b\nc//\n", "a/b c/d c"},
	{"dots are not special", ".\n..\n./a.md\n*.*\n", "a.md b c/a.md"},
	{"case matters", "README.md\n*.MD\n", "readme.md README.md a.MD a.md"},
	{"Unicode", "panduan-*.md\nÜbung/\nよく*\n", "panduan-a.md Übung/a.md よくある.md übung/a.md"},
	{"bytes that are not UTF-8", "a\xff*\n[\xfe]b\n", "a\xffb a \xfeb"},
	{"star matches a leading dot", "*.md\n*ignore\n", ".md .x.md .myignore"},
	{"suffix of a whole name", "*draft\n*/\n", "draft xdraft a/draft drafts b/c"},
}

// split cuts a list of paths at bars, or, if it has none, at blanks.
func split(paths string) []string {
	if strings.Contains(paths, "|") {
		return strings.Split(paths, "|")
	}
	return strings.Split(paths, " ")
}

func TestPatternsMatchWhatGitMatches(t *testing.T) {
	t.Parallel()
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			repository := newRepository(t)
			paths := split(test.paths)
			want := repository.ask(t, test.patterns, paths)
			if diff := cmp.Diff(want, judge(test.patterns, paths)); diff != "" {
				t.Errorf("%q judged otherwise than by git (-want +got):\n%s", test.patterns, diff)
			}
		})
	}
}

// TestEveryPairMatchesWhatGitMatches judges every path of the table by the
// patterns of every case: the pairs that nobody thought of.
func TestEveryPairMatchesWhatGitMatches(t *testing.T) {
	t.Parallel()
	var paths []string
	for _, test := range cases {
		for _, path := range split(test.paths) {
			if !strings.HasSuffix(path, "/") && !slices.Contains(paths, path) {
				paths = append(paths, path)
			}
		}
	}
	repository := newRepository(t)
	paths = repository.make(paths)
	for _, test := range cases {
		want := repository.ask(t, test.patterns, paths)
		if diff := cmp.Diff(want, judge(test.patterns, paths)); diff != "" {
			t.Errorf("%q judged otherwise than by git (-want +got):\n%s", test.patterns, diff)
		}
	}
}

// TestRandomPatternsMatchWhatGitMatches gives each of many patterns a folder of
// its own, so that one git judges them all.
func TestRandomPatternsMatchWhatGitMatches(t *testing.T) {
	t.Parallel()
	pieces := []string{"a", "a", "b", "b", "/", "/", "*", "*", "**", "**/", "/**", "?", "[", "]", "[ab]", "[!a]", "!", "-", "\\", " ", "^", "[:alpha:]"}
	trees := []string{"a", "ab", "aa", "ba", "a]", "[a", "-", "a-b", "a b", "x/", "x/a", "x/b", "x/ab", "x/y/", "x/y/a", "x/y/b", "a*", "!a", "b/", "b/a", "b/b/", "b/b/a", "b/b/b"}
	random := rand.New(rand.NewPCG(1, 2))
	repository := newRepository(t)
	var paths []string
	got := map[string]string{}
	for i := range 200 {
		folder := fmt.Sprintf("p%d/", i)
		var lines strings.Builder
		for range 1 + random.IntN(2) {
			for range 1 + random.IntN(7) {
				lines.WriteString(pieces[random.IntN(len(pieces))])
			}
			lines.WriteByte('\n')
		}
		for path, verdict := range judge(lines.String(), trees) {
			paths = append(paths, folder+path)
			got[folder+path] = verdict
		}
		repository.make([]string{folder})
		repository.write(t, folder+".gitignore", lines.String())
	}
	if diff := cmp.Diff(repository.ask(t, "", paths), got); diff != "" {
		t.Errorf("judged otherwise than by git (-want +got):\n%s", diff)
	}
}

// TestHostilePatternsEnd would hang if a star could be tried everywhere anew.
func TestHostilePatternsEnd(t *testing.T) {
	t.Parallel()
	stars := gitignore.Parse([]byte(strings.Repeat("*a", 1000) + "b\n"))
	if got := stars.Match(strings.Repeat("a", 4000), false); got != gitignore.Undecided {
		t.Errorf("many stars: got %v", got)
	}
	deep := gitignore.Parse([]byte(strings.Repeat("**/a/", 500) + "b\n"))
	if got := deep.Match(strings.Repeat("a/", 2000)+"c", false); got != gitignore.Undecided {
		t.Errorf("many double stars: got %v", got)
	}
}

func TestEmpty(t *testing.T) {
	t.Parallel()
	for src, want := range map[string]bool{"": true, "# note\n\n/\n": true, "[a\n": true, "a": false, "!a": false} {
		if got := gitignore.Parse([]byte(src)).Empty(); got != want {
			t.Errorf("Parse(%q).Empty() = %v, want %v", src, got, want)
		}
	}
}

// FuzzMatch compares with git whatever the fuzzer makes of patterns and paths.
func FuzzMatch(f *testing.F) {
	for _, test := range cases {
		f.Add(test.patterns, strings.Join(split(test.paths), "|"))
	}
	f.Fuzz(func(t *testing.T, patterns, list string) {
		if strings.Contains(patterns, "\x00") {
			t.Skip("git ends a line at a NUL, and no path has one")
		}
		var paths []string
		for path := range strings.SplitSeq(list, "|") {
			if possible(path) {
				paths = append(paths, path)
			}
		}
		repository := newRepository(t)
		paths = repository.make(paths)
		if len(paths) == 0 {
			t.Skip("no path that can exist")
		}
		want := repository.ask(t, patterns, paths)
		if diff := cmp.Diff(want, judge(patterns, paths)); diff != "" {
			t.Errorf("%q judged otherwise than by git (-want +got):\n%s", patterns, diff)
		}
	})
}

// possible rejects what git would clean or refuse before matching.
func possible(path string) bool {
	bare := strings.TrimSuffix(path, "/")
	if bare == "" || len(bare) > 200 || strings.HasPrefix(bare, ":") || strings.ContainsAny(bare, "\x00\"") {
		return false
	}
	for name := range strings.SplitSeq(bare, "/") {
		if name == "" || name == "." || name == ".." || strings.EqualFold(name, ".git") || name == ".gitignore" {
			return false
		}
	}
	return true
}

// judge finds our verdicts in the words of verdictOf. A path below an ignored
// folder is ignored.
func judge(patterns string, paths []string) map[string]string {
	compiled := gitignore.Parse([]byte(patterns))
	got := map[string]string{}
	for _, path := range paths {
		bare := strings.TrimSuffix(path, "/")
		got[path] = verdictOf(compiled.Match(bare, bare != path))
		for i := range bare {
			if bare[i] == '/' && compiled.Match(bare[:i], true) == gitignore.Ignored {
				got[path] = verdictOf(gitignore.Ignored)
			}
		}
	}
	return got
}

func verdictOf(v gitignore.Verdict) string {
	return [...]string{gitignore.Undecided: "undecided", gitignore.Ignored: "ignored", gitignore.Included: "included"}[v]
}

// repository is a work tree whose git knows no configuration but its own.
type repository struct{ dir string }

func newRepository(t *testing.T) repository {
	t.Helper()
	r := repository{t.TempDir()}
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	// The least that git takes for a repository: "git init" is slow.
	for _, folder := range []string{"objects", "refs"} {
		if err := os.MkdirAll(filepath.Join(r.dir, ".git", folder), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	r.write(t, ".git/HEAD", "ref: refs/heads/main\n")
	return r
}

func (r repository) git(stdin []byte, args ...string) ([]byte, error) {
	cmd := exec.Command("git", args...)
	cmd.Dir = r.dir
	cmd.Stdin = bytes.NewReader(stdin)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + r.dir, "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=" + os.DevNull, "LC_ALL=C"}
	return cmd.Output()
}

// make lays out the folders, since git looks whether a path is one, and returns
// the paths without those that name a folder but do not say so. The files are
// left out: git does not ask for them.
func (r repository) make(paths []string) []string {
	for _, path := range paths {
		// What cannot be made cannot be a folder for git either.
		_ = os.MkdirAll(filepath.Join(r.dir, path[:strings.LastIndexByte(path, '/')+1]), 0o755)
	}
	return slices.DeleteFunc(slices.Clone(paths), func(path string) bool {
		info, err := os.Stat(filepath.Join(r.dir, path))
		return (err == nil && info.IsDir()) != strings.HasSuffix(path, "/")
	})
}

func (r repository) write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(r.dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// ask returns git's verdict on each path.
func (r repository) ask(t *testing.T, patterns string, paths []string) map[string]string {
	t.Helper()
	r.make(paths)
	r.write(t, ".gitignore", patterns)
	var stdin bytes.Buffer
	for _, path := range paths {
		fmt.Fprintf(&stdin, "%s\x00", strings.TrimSuffix(path, "/"))
	}
	out, err := r.git(stdin.Bytes(), "check-ignore", "--no-index", "-v", "-n", "-z", "--stdin")
	if exit, ok := errors.AsType[*exec.ExitError](err); err != nil && (!ok || exit.ExitCode() != 1) {
		t.Fatalf("git check-ignore: %v", err)
	}
	fields := strings.Split(string(out), "\x00")
	if len(fields) != 4*len(paths)+1 {
		t.Fatalf("git check-ignore gave %d fields for %d paths", len(fields), len(paths))
	}
	want := map[string]string{}
	for i, path := range paths {
		line, pattern := fields[4*i+1], fields[4*i+2]
		switch {
		case line == "":
			want[path] = "undecided"
		case strings.HasPrefix(pattern, "!"):
			want[path] = "included"
		default:
			want[path] = "ignored"
		}
	}
	return want
}
