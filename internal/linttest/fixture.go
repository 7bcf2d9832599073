package linttest

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/engine"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/lint"
)

// A fixture is a real article whose lines may end in expectations:
//
//	lihat [panduan](hilang.md) <!-- want "hilang.md" "names no file" -->
//
// The first string must equal the bytes of the finding's span ("" for an insertion point), the
// second is a regular expression for its message; more pairs may follow. "want+2" speaks of the
// line two further down, "want-1" of the one above. The comment and one blank before it are cut
// before linting: left in place it would change the tree in most constructs.
//
// The folder of a rule is one small help centre. A folder in it that has a .kblint.yaml is
// another. In one that was changed, the folder .before holds what was other before. Beside an article whose findings have fixes stands its text after them, as
// NAME.golden. A file called "post-{1..20}.md" stands for twenty, in which "{n}" is the number.

var (
	wantComment = regexp.MustCompile(` ?<!-- want([+-]\d+)?((?: "(?:[^"\\]|\\.)*")+) -->(\s*)$`)
	wantString  = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
)

// want is an expected finding.
type want struct {
	path    string
	line    int
	text    string
	message *regexp.Regexp
}

// centre is a folder of fixtures, copied and without its expectations.
type centre struct {
	origin string // where the fixtures stand
	dir    string // where the copy stands
	wants  []want
	paths  []string // of the articles
}

func (p *prover) fixtures(t *testing.T, rule lint.Rule) {
	t.Helper()
	_, name, _ := strings.Cut(rule.Describe().ID, "/")
	root := filepath.Join("testdata", name)
	if _, err := os.Stat(root); err != nil {
		t.Errorf("write fixtures into %s: articles that the rule flags, and articles that it must not", root)
		return
	}
	flagged, silent := 0, 0
	for _, dir := range centres(t, root) {
		c := readCentre(t, dir)
		result := p.lintFolder(t, c.dir, []lint.Rule{rule})
		c.compare(t, result)
		c.fix(t, p, rule, result)
		factsSurviveJSON(t, rule, c)
		with := map[string]bool{}
		for _, f := range result.Findings {
			with[f.Path] = true
		}
		flagged += len(with)
		silent += len(c.paths) - len(with)
	}
	if flagged == 0 || silent == 0 {
		t.Errorf("%s must hold at least one article that the rule flags and one that it does not", root)
	}
}

// centres are the folders below root, root included, that are linted on their own.
func centres(t *testing.T, root string) []string {
	t.Helper()
	dirs := []string{root}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == ".kblint.yaml" && filepath.Dir(name) != root {
			dirs = append(dirs, filepath.Dir(name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return dirs
}

func readCentre(t *testing.T, origin string) *centre {
	t.Helper()
	c := &centre{origin: origin, dir: t.TempDir()}
	err := filepath.WalkDir(origin, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if !d.IsDir() {
			return c.copy(t, name)
		}
		if _, err := os.Stat(filepath.Join(name, ".kblint.yaml")); err == nil && name != origin {
			return filepath.SkipDir
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// copy writes the files that a fixture stands for into the copy of the centre.
func (c *centre) copy(t *testing.T, name string) error {
	t.Helper()
	rel, err := filepath.Rel(c.origin, name)
	if err != nil {
		return err
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	for copied, content := range copies(t, filepath.ToSlash(rel), data) {
		if isArticle(name) {
			content = c.strip(t, copied, content)
		}
		if err := writeFile(filepath.Join(c.dir, filepath.FromSlash(copied)), content); err != nil {
			return err
		}
	}
	return nil
}

// writeFile writes a file and makes the folders that it lies in.
func writeFile(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o644)
}

var manyFiles = regexp.MustCompile(`\{(\d+)\.\.(\d+)\}`)

// copies are the files that a name stands for, with their contents.
func copies(t *testing.T, name string, data []byte) iter.Seq2[string, []byte] {
	t.Helper()
	m := manyFiles.FindStringSubmatch(name)
	return func(yield func(string, []byte) bool) {
		if m == nil {
			yield(name, data)
			return
		}
		first, err := strconv.Atoi(m[1])
		last, err2 := strconv.Atoi(m[2])
		if err != nil || err2 != nil {
			t.Fatalf("%s: the numbers are too large", name)
		}
		for n := first; n <= last; n++ {
			number := strconv.Itoa(n)
			if !yield(strings.Replace(name, m[0], number, 1), bytes.ReplaceAll(data, []byte("{n}"), []byte(number))) {
				return
			}
		}
	}
}

func isArticle(name string) bool {
	return slices.Contains([]string{".md", ".markdown", ".mdx"}, filepath.Ext(name))
}

// strip cuts the expectations out of an article and keeps them.
func (c *centre) strip(t *testing.T, path string, data []byte) []byte {
	t.Helper()
	if gone, ok := strings.CutPrefix(path, beforeDir+"/"); ok {
		path = gone
	} else {
		c.paths = append(c.paths, path)
	}
	var out []byte
	for i, line := range bytes.SplitAfter(data, []byte("\n")) {
		m := wantComment.FindSubmatchIndex(line)
		if m == nil {
			out = append(out, line...)
			continue
		}
		out = append(append(out, line[:m[0]]...), line[m[6]:m[7]]...)
		at := i + 1
		if m[2] >= 0 {
			n, err := strconv.Atoi(string(line[m[2]:m[3]]))
			if err != nil {
				t.Fatalf("%s:%d: %v", path, i+1, err)
			}
			at += n
		}
		c.expect(t, path, at, wantString.FindAll(line[m[4]:m[5]], -1))
	}
	return out
}

func (c *centre) expect(t *testing.T, path string, line int, strs [][]byte) {
	t.Helper()
	if len(strs)%2 != 0 {
		t.Fatalf("%s:%d: a want comment needs pairs of strings: flagged text and message", path, line)
	}
	for i := 0; i < len(strs); i += 2 {
		text, err := strconv.Unquote(string(strs[i]))
		if err != nil {
			t.Fatalf("%s:%d: %v", path, line, err)
		}
		pattern, err := strconv.Unquote(string(strs[i+1]))
		if err != nil {
			t.Fatalf("%s:%d: %v", path, line, err)
		}
		message, err := regexp.Compile(pattern)
		if err != nil {
			t.Fatalf("%s:%d: %v", path, line, err)
		}
		c.wants = append(c.wants, want{path, line, text, message})
	}
}

// compare fails for findings that were not expected and for expectations that were not met.
func (c *centre) compare(t *testing.T, result *engine.Result) {
	t.Helper()
	open := slices.Clone(c.wants)
	for i := range result.Findings {
		f := &result.Findings[i]
		src := c.source(t, f.Path)
		line := 1 + bytes.Count(src[:f.Span.Start], []byte("\n"))
		text, message := string(f.Span.Text(src)), f.Message.String()
		at := slices.IndexFunc(open, func(w want) bool {
			return w.path == f.Path && w.line == line && w.text == text && w.message.MatchString(message)
		})
		if at < 0 {
			t.Errorf("%s/%s:%d: not expected: %q: %s", c.origin, f.Path, line, text, message)
			continue
		}
		open = slices.Delete(open, at, at+1)
	}
	for _, w := range open {
		t.Errorf("%s/%s:%d: expected, but not found: %q: %s", c.origin, w.path, w.line, w.text, w.message)
	}
}

func (c *centre) source(t *testing.T, path string) []byte {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(c.dir, filepath.FromSlash(path)))
	if err != nil {
		src, err = os.ReadFile(filepath.Join(c.dir, beforeDir, filepath.FromSlash(path)))
	}
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// fix applies the first fix of each finding, compares the text with the golden file, and lints
// again: nothing that can be fixed may be left.
func (c *centre) fix(t *testing.T, p *prover, rule lint.Rule, result *engine.Result) {
	t.Helper()
	sets := map[string][][]edit.Edit{}
	for _, f := range result.Findings {
		if len(f.Fixes) > 0 {
			sets[f.Path] = append(sets[f.Path], f.Fixes[0].Edits)
		}
	}
	for _, path := range c.paths {
		c.fixArticle(t, path, sets[path])
	}
	if len(sets) == 0 {
		return
	}
	for _, f := range p.lintFolder(t, c.dir, []lint.Rule{rule}).Findings {
		if len(f.Fixes) > 0 {
			t.Errorf("%s/%s: after the fixes there is still something to fix: %s", c.origin, f.Path, f.Message)
		}
	}
}

func (c *centre) fixArticle(t *testing.T, path string, sets [][]edit.Edit) {
	t.Helper()
	golden := filepath.Join(c.origin, filepath.FromSlash(path)+".golden")
	if len(sets) == 0 {
		if _, err := os.Stat(golden); err == nil {
			t.Errorf("%s: there is nothing to fix any more", golden)
		}
		return
	}
	merged, dropped := edit.Merge(sets)
	if dropped > 0 {
		t.Errorf("%s/%s: %d fixes of one rule get in each other's way", c.origin, path, dropped)
	}
	fixed := edit.Apply(c.source(t, path), merged)
	compareGolden(t, golden, fixed)
	if err := os.WriteFile(filepath.Join(c.dir, filepath.FromSlash(path)), fixed, 0o644); err != nil {
		t.Fatal(err)
	}
}

func compareGolden(t *testing.T, golden string, got []byte) {
	t.Helper()
	if *Update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Errorf("%v: run the test with -update to write it", err)
		return
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", golden, diff)
	}
}

// factsSurviveJSON fails for facts that a cache could not keep.
func factsSurviveJSON(t *testing.T, rule lint.Rule, c *centre) {
	t.Helper()
	facts := lint.Bind(rule, nil, lint.Env{}).Facts
	if facts == nil {
		return
	}
	for _, path := range c.paths {
		a := article.Parse(path, c.source(t, path), lexicon.Default())
		got := facts.CollectAny(a)
		data, err := json.Marshal(got)
		if err != nil {
			t.Fatalf("%s: facts of %s: %v", facts.FactsName(), path, err)
		}
		back := reflect.New(reflect.TypeOf(got))
		if err := json.Unmarshal(data, back.Interface()); err != nil {
			t.Fatalf("%s: facts of %s: %v", facts.FactsName(), path, err)
		}
		if !reflect.DeepEqual(back.Elem().Interface(), got) {
			t.Errorf("%s: the facts of %s do not survive JSON: %s", facts.FactsName(), path, data)
		}
	}
}
