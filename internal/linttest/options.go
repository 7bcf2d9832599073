package linttest

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/kblint/kblint/internal/config"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/locale"
)

// badOptions proves what is said of wrong options. A file called "NAME.kblint.yaml" in the rule's
// folder is a configuration whose lines end in expectations, as those of fixtures do; what they
// want is reported there and nowhere else.
func (p *prover) badOptions(t *testing.T, rule lint.Rule) {
	t.Helper()
	_, name, _ := strings.Cut(rule.Describe().ID, "/")
	root := filepath.Join("testdata", name)
	files, err := filepath.Glob(filepath.Join(root, "?*.kblint.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		return
	}
	own, err := locale.Load(locale.Own, "id")
	if err != nil {
		t.Fatal(err)
	}
	c := readCentre(t, root)
	for _, file := range files {
		base := filepath.Base(file)
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		wanted := centre{origin: root, dir: c.dir}
		data = wanted.strip(t, base, data)
		copied := filepath.Join(c.dir, base)
		if err := writeFile(copied, data); err != nil {
			t.Fatal(err)
		}
		_, problems := config.Load(copied, []lint.Family{{Name: p.family.Name, Pages: p.family.Pages, Rules: []lint.Rule{rule}}})
		wanted.compareProblems(t, base, problems)
		for _, problem := range problems {
			if _, known := own[problem.Message.Format]; !known {
				p.formats[problem.Message.Format] = true
			}
		}
	}
}

var lineBreaks = regexp.MustCompile(`\r?\n`)

func (c *centre) compareProblems(t *testing.T, file string, problems []config.Problem) {
	t.Helper()
	open := slices.Clone(c.wants)
	for _, problem := range problems {
		line := 1 + len(lineBreaks.FindAllIndex(problem.Source[:problem.Span.Start], -1))
		text, message := string(problem.Span.Text(problem.Source)), problem.Message.String()
		at := slices.IndexFunc(open, func(w want) bool {
			return w.line == line && w.text == text && w.message.MatchString(message)
		})
		if at < 0 {
			t.Errorf("%s/%s:%d: not expected: %q: %s", c.origin, file, line, text, message)
			continue
		}
		open = slices.Delete(open, at, at+1)
	}
	for _, w := range open {
		t.Errorf("%s/%s:%d: expected, but not found: %q: %s", c.origin, file, w.line, w.text, w.message)
	}
}
