package linttest

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/locale"
	"github.com/kblint/kblint/internal/report"
)

// headings are those that a rule's page has, in this order.
var headings = []string{"## Why", "## Bad", "## Good", "## Options", "## How to fix"}

// page proves the page of a rule: its form, its options, and its examples. Under Bad and Good
// stand files in fences ("markdown path=guide/a.md", "yaml path=.kblint.yaml"). Under Bad the
// files up to a "text" fence are one site, and the fence shows exactly what is printed for it;
// under Good nothing may be printed. Names may stand for many files, as those of fixtures.
func (p *prover) page(t *testing.T, rule lint.Rule) {
	t.Helper()
	m := rule.Describe()
	_, name, _ := strings.Cut(m.ID, "/")
	file := name + ".md"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Errorf("write the page %s: the title \"# %s\", the summary, and the headings %s", file, m.ID, strings.Join(headings, ", "))
		return
	}
	start := "# " + m.ID + "\n\n" + m.Summary + "\n"
	if !bytes.HasPrefix(data, []byte(start)) {
		t.Errorf("%s must begin with\n%s", file, start)
	}
	if got := pageHeadings(data); !slices.Equal(got, headings) {
		t.Errorf("%s has the headings %q, want %q", file, got, headings)
	}
	options := section(data, "## Options")
	for _, o := range lint.Options(rule) {
		if !bytes.Contains(options, []byte("`"+o.Name+"`")) {
			t.Errorf("%s: describe the option `%s` under Options", file, o.Name)
		}
	}
	p.good(t, rule, file, section(data, "## Good"))
	bad := section(data, "## Bad")
	if updated := p.bad(t, rule, file, bad); *Update && !bytes.Equal(updated, bad) {
		data = bytes.Replace(data, bad, updated, 1)
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

var pageHeading = regexp.MustCompile(`(?m)^## .*$`)

func pageHeadings(page []byte) []string {
	var out []string
	for _, f := range fences(page) {
		page = bytes.Replace(page, f.whole, nil, 1)
	}
	for _, h := range pageHeading.FindAll(page, -1) {
		out = append(out, string(h))
	}
	return out
}

// section is what stands between a heading and the next outside fences.
func section(page []byte, heading string) []byte {
	_, rest, found := bytes.Cut(page, []byte("\n"+heading+"\n"))
	if !found {
		return nil
	}
	next := slices.Index(headings, heading) + 1
	if next < len(headings) {
		rest, _, _ = bytes.Cut(rest, []byte("\n"+headings[next]+"\n"))
	}
	return rest
}

// fence is a code fence of four backticks in a page.
type fence struct {
	info  string
	body  []byte
	whole []byte
}

var fencePattern = regexp.MustCompile("(?m)^````(.*)\n((?:[^`].*\n|`{1,3}[^`].*\n|`{0,3}\n)*)````\n")

func fences(text []byte) []fence {
	var out []fence
	for _, m := range fencePattern.FindAllSubmatch(text, -1) {
		out = append(out, fence{string(m[1]), m[2], m[0]})
	}
	return out
}

func (p *prover) good(t *testing.T, rule lint.Rule, file string, text []byte) {
	t.Helper()
	files := fences(text)
	if len(files) == 0 {
		t.Errorf("%s: show an article under Good", file)
		return
	}
	if out := p.print(t, rule, files); out != "" {
		t.Errorf("%s: the examples under Good must be silent, but:\n%s", file, out)
	}
}

// bad checks the outputs under Bad and gives the section with the outputs as they are now.
func (p *prover) bad(t *testing.T, rule lint.Rule, file string, text []byte) []byte {
	t.Helper()
	var site []fence
	checked := 0
	updated := bytes.Clone(text)
	for _, f := range fences(text) {
		if f.info != "text" {
			site = append(site, f)
			continue
		}
		got := p.print(t, rule, site)
		checked++
		site = nil
		if got == "" {
			t.Errorf("%s: an example under Bad has no finding", file)
		}
		if *Update {
			updated = bytes.Replace(updated, f.whole, []byte("````text\n"+got+"````\n"), 1)
		} else if diff := cmp.Diff(string(f.body), got); diff != "" {
			t.Errorf("%s: output under Bad (-page +now; -update rewrites it):\n%s", file, diff)
		}
	}
	if checked == 0 || len(site) > 0 {
		t.Errorf("%s: under Bad, follow each example by a fence of \"text\" with what is printed", file)
	}
	return updated
}

// print lints files and gives what the text format prints of it.
func (p *prover) print(t *testing.T, rule lint.Rule, files []fence) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range files {
		_, path, ok := strings.Cut(f.info, "path=")
		if !ok {
			t.Errorf("the fence %q must say path=FILE", f.info)
			continue
		}
		for path, body := range copies(t, path, f.body) {
			if err := writeFile(filepath.Join(dir, filepath.FromSlash(path)), body); err != nil {
				t.Fatal(err)
			}
		}
	}
	result := p.lintFolder(t, dir, []lint.Rule{rule})
	english, err := locale.New("en", locale.Own, p.family.Pages)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := report.Print(&out, "text", report.Run{Result: result, Sources: result.Source, Text: english}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
