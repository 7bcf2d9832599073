package engine_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/config"
	"github.com/kblint/kblint/internal/discover"
	"github.com/kblint/kblint/internal/disk"
	"github.com/kblint/kblint/internal/engine"
	"github.com/kblint/kblint/internal/lint"
)

// findX reports every "X" in an article.
var findX = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{ID: "test/x", Summary: "No X.", Severity: lint.Error},
	Check: func(p *lint.Pass, _ lint.None) {
		for i, b := range p.Source {
			if b == 'X' {
				p.Report(article.Span{Start: i, End: i + 1}, "an X")
			}
		}
	},
}

// sameSize reports articles that are as long as an earlier one.
var sameSize = lint.CorpusRule[lint.None, int]{
	Meta:  lint.Meta{ID: "test/same-size", Summary: "Articles differ in size.", Severity: lint.Warning},
	Facts: &lint.Facts[int]{Name: "size", Collect: func(a *article.Article) int { return a.Size }},
	Judge: func(c *lint.Corpus[int], _ lint.None) {
		first := map[int]string{}
		for where, size := range c.All() {
			if other, twice := first[size]; twice {
				c.Report(where, article.Span{}, "as long as %s", other).Relate(article.Span{}, "here")
			} else {
				first[size] = where.Site
			}
		}
	},
}

// panics does so on articles that tell it to.
var panics = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{ID: "test/panics", Summary: "Panics.", Severity: lint.Error},
	Check: func(p *lint.Pass, _ lint.None) {
		if bytes.Contains(p.Source, []byte("panic")) {
			panic("told to")
		}
	},
}

var (
	unused  = lint.AuditRule[lint.None]{Meta: lint.Meta{ID: lint.UnusedDisableID, Summary: "Used.", Severity: lint.Warning}}
	unknown = lint.AuditRule[lint.None]{Meta: lint.Meta{ID: lint.UnknownRuleID, Summary: "Known.", Severity: lint.Error}}
	tooBig  = lint.ArticleRule[lint.SizeLimit]{
		Meta:    lint.Meta{ID: "kblint/too-large", Summary: "Small.", Severity: lint.Error},
		Options: lint.SizeLimit{MaxBytes: 1000},
		Check: func(p *lint.Pass, o lint.SizeLimit) {
			if p.Size > o.MaxBytes {
				p.Report(article.Span{}, "%d bytes", p.Size)
			}
		},
	}
	families = []lint.Family{
		{Name: "test", Rules: []lint.Rule{findX, sameSize, panics}},
		{Name: "kblint", Rules: []lint.Rule{tooBig, unused, unknown}},
	}
)

// site writes files into a folder.
func site(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func run(t *testing.T, dir string, change func(*engine.Options)) *engine.Result {
	t.Helper()
	cfg := config.Default(families)
	if _, err := os.Stat(filepath.Join(dir, ".kblint.yaml")); err == nil {
		loaded, problems := config.Load(filepath.Join(dir, ".kblint.yaml"), families)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		cfg = loaded
	}
	o := engine.Options{
		Discover: discover.Options{Dir: dir}, Families: families, Config: cfg,
	}
	if change != nil {
		change(&o)
	}
	return engine.Run(context.Background(), o)
}

// show is a finding on one line: path, offset, rule, severity, message.
func show(findings []engine.Finding) []string {
	var out []string
	for _, f := range findings {
		out = append(out, fmt.Sprintf("%s#%d %s %s: %s", f.Path, f.Span.Start, f.Severity, f.Rule, f.Message))
	}
	return out
}

func TestFindingsAreInOrderWhateverTheNumberOfWorkers(t *testing.T) {
	files := map[string]string{}
	var want []string
	for i := range 50 {
		name := fmt.Sprintf("%02d.md", i)
		files[name] = strings.Repeat("a", i) + " X X"
		want = append(want, fmt.Sprintf("%s#%d error test/x: an X", name, i+1), fmt.Sprintf("%s#%d error test/x: an X", name, i+3))
	}
	dir := site(t, files)
	for _, workers := range []int{1, 8} {
		got := show(run(t, dir, func(o *engine.Options) { o.Workers = workers }).Findings)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d workers (-want +got):\n%s", workers, diff)
		}
	}
}

func TestCorpusRuleSeesAllArticlesAndReportsWhereItIsOn(t *testing.T) {
	dir := site(t, map[string]string{
		"a.md": "same", "b.md": "size", "old/c.md": "here", "d.md": "other",
		".kblint.yaml": "overrides: [{paths: old, rules: {test/same-size: off}}]",
	})
	want := []string{"b.md#0 warning test/same-size: as long as a.md"}
	findings := run(t, dir, nil).Findings
	if diff := cmp.Diff(want, show(findings)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(findings[0].Related) != 1 {
		t.Error("what a rule adds to a diagnostic after reporting it is lost")
	}
}

func TestPanicIsAFaultAndTheRunGoesOn(t *testing.T) {
	dir := site(t, map[string]string{"a.md": "please panic X", "b.md": "fine X"})
	r := run(t, dir, nil)
	if len(r.Findings) != 2 {
		t.Errorf("findings = %v, want the X of both articles", show(r.Findings))
	}
	if len(r.Faults) != 1 || r.Faults[0].Path != "a.md" || !strings.Contains(r.Faults[0].Err.Error(), "rule test/panics panicked") {
		t.Errorf("faults = %v, want one that names rule and article", r.Faults)
	}
}

func TestFileTooLargeIsNotRead(t *testing.T) {
	dir := site(t, map[string]string{"a.md": strings.Repeat("X", 1001), "b.md": strings.Repeat("X", 3)})
	got := show(run(t, dir, nil).Findings)
	if len(got) != 4 || got[0] != "a.md#0 error kblint/too-large: 1001 bytes" {
		t.Errorf("findings = %v, want one for a.md and three for b.md", got)
	}
}

func TestSuppression(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       []string
	}{
		{"next line", "<!-- kblint-disable-next-line test/x -->\nX\n\nX\n", []string{"a.md#44 error test/x: an X"}},
		{"next line, over blanks and comments", "<!-- kblint-disable-next-line test/x -->\n\n<!-- hm -->\n\nX\n", nil},
		{"line", "X <!-- kblint-disable-line test/x -->\nX\n", []string{"a.md#38 error test/x: an X"}},
		{"from here on", "X\n\n<!-- kblint-disable test/x -->\n\nX\n", []string{"a.md#0 error test/x: an X"}},
		{"from here to there", "<!-- kblint-disable test/x -->\n\nX\n\n<!-- kblint-enable test/x -->\n\nX\n", []string{"a.md#66 error test/x: an X"}},
		{"enable without names ends all", "<!-- kblint-disable test -->\n\nX\n\n<!-- kblint-enable -->\n\nX\n", []string{"a.md#57 error test/x: an X"}},
		{"file", "X\n\n<!-- kblint-disable-file test/x -- why: because -->\n", nil},
		{"family", "<!-- kblint-disable-file test -->\nX\n", nil},
		{"all rules", "<!-- kblint-disable-file -->\nX\n", nil},
		{"several names", "<!-- kblint-disable-next-line kblint/too-large, test/x -->\nX\n", []string{"a.md#30 warning kblint/unused-disable: \"kblint/too-large\" is disabled here but has no finding; remove the comment"}},
		{"MDX", "{/* kblint-disable-next-line test/x -- a reason */}\nX\n", nil},
		{"in code it is text", "`<!-- kblint-disable-file test/x -->` X\n", []string{"a.md#38 error test/x: an X"}},
		{"in a code block it is text", "```\n<!-- kblint-disable-file test/x -->\n```\nX\n", []string{"a.md#44 error test/x: an X"}},
		{"stale", "<!-- kblint-disable-next-line test/x -->\nfine\n", []string{"a.md#30 warning kblint/unused-disable: \"test/x\" is disabled here but has no finding; remove the comment"}},
		{"stale for all", "<!-- kblint-disable-next-line -->\nfine\n", []string{"a.md#5 warning kblint/unused-disable: this comment disables nothing: no rule has a finding here; remove it"}},
		{"stale for the file", "<!-- kblint-disable-file -->\nfine\n", []string{"a.md#5 warning kblint/unused-disable: this comment disables nothing: no rule has a finding here; remove it"}},
		{"misspelt", "<!-- kblint-disable-line test/y -->\n", []string{"a.md#25 error kblint/unknown-rule: there is no rule \"test/y\"; did you mean \"test/x\"?"}},
		{"without its family", "<!-- kblint-disable-line same-size -->\n", []string{"a.md#25 error kblint/unknown-rule: there is no rule \"same-size\"; did you mean \"test/same-size\"?"}},
		{"like nothing", "<!-- kblint-disable-line spelling -->\n", []string{"a.md#25 error kblint/unknown-rule: there is no rule \"spelling\"; `kblint rules` lists them"}},
		{"another tool's", "<!-- markdownlint-disable -->\nX\n", []string{"a.md#30 error test/x: an X"}},
		{"the audit itself", "<!-- kblint-disable-file kblint/unused-disable -->\n<!-- kblint-disable-line test/x -->\n", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			dir := site(t, map[string]string{"a.md": tc.text})
			if diff := cmp.Diff(tc.want, show(run(t, dir, nil).Findings)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestSuppressionSilencesCorpusFindings(t *testing.T) {
	dir := site(t, map[string]string{
		"a.md": "<!-- kblint-disable-file test/same-size -->", "b.md": "<!-- kblint-disable-file test/same-size -->",
	})
	want := []string{"a.md#25 warning kblint/unused-disable: \"test/same-size\" is disabled here but has no finding; remove the comment"}
	if diff := cmp.Diff(want, show(run(t, dir, nil).Findings)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCommentForARuleThatIsOffIsNotStale(t *testing.T) {
	dir := site(t, map[string]string{
		"a.md": "<!-- kblint-disable-file test/x -->", ".kblint.yaml": "rules: {test/x: off}",
	})
	if got := show(run(t, dir, nil).Findings); got != nil {
		t.Errorf("findings = %v, want none", got)
	}
}

func TestStandardInput(t *testing.T) {
	dir := site(t, nil)
	r := run(t, dir, func(o *engine.Options) {
		o.SkipDiscovery = true
		o.Stdin = &engine.Stdin{Path: "docs/a.md", Abs: filepath.Join(dir, "docs", "a.md"), Reader: strings.NewReader("an X")}
	})
	if diff := cmp.Diff([]string{"docs/a.md#3 error test/x: an X"}, show(r.Findings)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	src, err := r.Source("docs/a.md")
	if err != nil || string(src) != "an X" {
		t.Errorf("Source = %q, %v, want what was read", src, err)
	}
	r = run(t, dir, func(o *engine.Options) {
		o.SkipDiscovery = true
		o.Stdin = &engine.Stdin{Path: "a.md", Abs: filepath.Join(dir, "a.md"), Reader: io.MultiReader(strings.NewReader("x"), failing{})}
	})
	if len(r.Faults) != 1 || r.Faults[0].Path != "a.md" {
		t.Errorf("faults = %v, want the failed read", r.Faults)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("gone") }

func TestSourceOfAChangedFileIsAnError(t *testing.T) {
	dir := site(t, map[string]string{"a.md": "an X", "b.md": "an X too"})
	r := run(t, dir, nil)
	if err := os.WriteFile(filepath.Join(dir, "a.md"), []byte("changed"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Source("a.md"); err == nil {
		t.Error("no error for a file that changed while it was linted")
	}
	if src, err := r.Source("b.md"); err != nil || string(src) != "an X too" {
		t.Errorf("Source(b.md) = %q, %v", src, err)
	}
	if !r.IsInput(filepath.Join(dir, "a.md")) || r.IsInput(filepath.Join(dir, "c.md")) {
		t.Error("IsInput must know what was linted, and nothing else")
	}
}

func TestMissingPathIsAFaultAndTheRestIsLinted(t *testing.T) {
	dir := site(t, map[string]string{"a.md": "an X"})
	r := run(t, dir, func(o *engine.Options) { o.Discover.Paths = []string{"a.md", "nowhere.md"} })
	if len(r.Findings) != 1 || len(r.Faults) != 1 || r.Faults[0].Path != "nowhere.md" {
		t.Errorf("findings %v, faults %v", show(r.Findings), r.Faults)
	}
}

func TestCancelledRunIsAFault(t *testing.T) {
	dir := site(t, map[string]string{"a.md": "an X"})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	cfg := config.Default(families)
	r := engine.Run(ctx, engine.Options{Discover: discover.Options{Dir: dir}, Families: families, Config: cfg})
	if !slices.ContainsFunc(r.Faults, func(f engine.Fault) bool { return errors.Is(f.Err, context.Canceled) }) {
		t.Errorf("faults = %v, want the cancellation", r.Faults)
	}
}

func TestTimings(t *testing.T) {
	dir := site(t, map[string]string{"a.md": "an X"})
	r := run(t, dir, func(o *engine.Options) { o.Timed = true })
	var steps []string
	for _, timing := range r.Timings {
		steps = append(steps, timing.Step)
	}
	for _, want := range []string{"read", "parse", "test/x", "facts size", "test/same-size"} {
		if !slices.Contains(steps, want) {
			t.Errorf("steps = %v, want %q among them", steps, want)
		}
	}
}

func TestFileTree(t *testing.T) {
	dir := site(t, map[string]string{"docs/Images/Logo.png": "", "docs/a.md": ""})
	tree := engine.NewFileTree(disk.System, dir)
	for _, tc := range []struct {
		path, actual string
		kind         lint.FileKind
		exact        bool
	}{
		{"docs/a.md", "docs/a.md", lint.RegularFile, true},
		{"docs/../docs/a.md", "docs/a.md", lint.RegularFile, true},
		{"docs/Images", "docs/Images", lint.Folder, true},
		{"docs/Images/Logo.png", "docs/Images/Logo.png", lint.RegularFile, true},
		{"docs/images/logo.PNG", "docs/Images/Logo.png", lint.RegularFile, false},
		{"docs/images/Logo.png", "docs/Images/Logo.png", lint.RegularFile, false},
		{"docs/b.md", "", lint.NoFile, false},
		{"docs/a.md/b", "", lint.NoFile, false},
		{"nowhere/a.md", "", lint.NoFile, false},
		{".", ".", lint.Folder, true},
		{"../" + filepath.Base(dir) + "/docs/a.md", "../" + filepath.Base(dir) + "/docs/a.md", lint.RegularFile, true},
	} {
		actual, kind, exact := tree.Find(tc.path)
		if actual != tc.actual || kind != tc.kind || exact != tc.exact {
			t.Errorf("Find(%q) = %q, %v, %v, want %q, %v, %v", tc.path, actual, kind, exact, tc.actual, tc.kind, tc.exact)
		}
	}
}

// FuzzSuppression lints articles with arbitrary comments: whatever they say, nothing panics and
// what is reported lies in the file.
func FuzzSuppression(f *testing.F) {
	for _, text := range []string{
		"<!-- kblint-disable -->X", "<!-- kblint-disable-next-line test/x -- reason --> X\nX",
		"{/* kblint-disable-file test */}\n\nX", "<!--kblint-enable-->", "<!-- kblint-disable-line , ,, -->",
		"<!-- kblint-disable test/x\n test/panics -->X", "<!-->kblint-disable", "<!-- kblint-disable-next-line -->",
	} {
		f.Add(text)
	}
	cfg := config.Default(families)
	f.Fuzz(func(t *testing.T, text string) {
		r := engine.Run(context.Background(), engine.Options{
			SkipDiscovery: true, Families: families, Config: cfg,
			Stdin: &engine.Stdin{Path: "a.md", Abs: "/a.md", Reader: strings.NewReader(text)},
		})
		for _, fault := range r.Faults {
			if !strings.Contains(fault.Err.Error(), "told to") {
				t.Errorf("fault: %v", fault.Err)
			}
		}
		for _, finding := range r.Findings {
			if s := finding.Span; s.Start < 0 || s.End < s.Start || s.End > len(text) {
				t.Errorf("%s: span %v outside the %d bytes of the file", finding.Rule, s, len(text))
			}
		}
	})
}

func TestNamedArticleIsJudgedAgainstTheWholeSite(t *testing.T) {
	dir := site(t, map[string]string{
		"posts/a/index.md": "same", "posts/b/index.md": "size", "posts/c/index.md": "another",
		"docs/d.md": "seven b", "docs/e.md": "seven c",
	})
	for path, want := range map[string][]string{
		"posts/b/index.md": {"posts/b/index.md#0 warning test/same-size: as long as posts/a/index.md"},
		"posts/a/index.md": nil, // the first of the two; its neighbour is not reported
		"docs/e.md":        {"docs/e.md#0 warning test/same-size: as long as docs/d.md"},
	} {
		r := run(t, dir, func(o *engine.Options) {
			o.Discover.Paths = []string{path}
			o.Root, o.Whole = dir, true
		})
		if diff := cmp.Diff(want, show(r.Findings)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
		if r.Articles != 1 {
			t.Errorf("%s: %d articles linted, want 1", path, r.Articles)
		}
		alone := run(t, dir, func(o *engine.Options) { o.Discover.Paths = []string{path} })
		if len(alone.Findings) > 0 {
			t.Errorf("%s alone: %v", path, show(alone.Findings))
		}
	}
}

func TestListKnowsTheWholeSiteAndRecoversFromPanic(t *testing.T) {
	dir := site(t, map[string]string{"a.md": "1", "sub/b.md": "22", "sub/c.md": "333"})
	o := engine.Options{
		Discover: discover.Options{Dir: dir, Paths: []string{"sub/b.md"}}, Families: families,
		Config: config.Default(families), Root: dir, Whole: true,
	}
	sizes := lint.Listing[int, []string]{
		Name: "sizes", Facts: sameSize.Facts,
		List: func(c *lint.Corpus[int]) (list []string) {
			for where, size := range c.All() {
				list = append(list, fmt.Sprint(where.Path, size))
			}
			for where := range c.Asked() {
				list = append(list, where.Path)
			}
			return list
		},
	}
	list, result := engine.List(context.Background(), o, sizes)
	if diff := cmp.Diff([]string{"a.md1", "sub/b.md2", "sub/c.md3", "sub/b.md"}, list); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if result.Articles != 1 || len(result.Faults) > 0 {
		t.Errorf("%+v", result)
	}
	sizes.List = func(*lint.Corpus[int]) []string { panic("told to") }
	if list, result := engine.List(context.Background(), o, sizes); list != nil || len(result.Faults) != 1 {
		t.Errorf("%v, %v", list, result.Faults)
	}
}

func TestPlacesAreRelativeToTheContentRoot(t *testing.T) {
	dir := site(t, map[string]string{"shared/help/content/a.md": "same", "shared/help/content/b.md": "size"})
	r := run(t, dir, func(o *engine.Options) {
		o.Discover.Paths = []string{"shared/help/content"}
		o.Root = filepath.Join(dir, "shared", "help")
	})
	want := []string{"shared/help/content/b.md#0 warning test/same-size: as long as content/a.md"}
	if diff := cmp.Diff(want, show(r.Findings)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
