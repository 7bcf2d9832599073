package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kblint/kblint/internal/config"
	"github.com/kblint/kblint/internal/engine"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/locale"
	"github.com/kblint/kblint/internal/starter"
)

const initHelp = `kblint init looks at the articles of a site and writes a configuration that fits them, .kblint.yaml, with
comments that say what was found: what builds the site, the languages of the articles, the keys that they
all have, their tags and categories, how dates and warnings are written. A rule that would find too much to
be read becomes a hint, with the number of its findings.

The file is written where it holds for the whole site: into the folder of the configuration of the site
generator at or above the path, or else into the root of the repository, or else into the path itself.

With --ci it writes what runs kblint in CI instead: .github/workflows/kblint.yml for GitHub,
.gitlab/kblint.yml for GitLab, which .gitlab-ci.yml has to include.

No file that exists is ever changed.`

// initFlags are the flags of the init command.
type initFlags struct {
	ci     string
	stdout bool
}

func (a *app) initCommand() *cobra.Command {
	f := &initFlags{}
	c := &cobra.Command{
		Use:     "init [path]",
		Short:   "write a configuration that fits the site, or what runs kblint in CI",
		Long:    initHelp,
		Example: "  kblint init\n  kblint init --stdout ./content\n  kblint init --ci github",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			path := "."
			if len(args) > 0 {
				path = args[0]
			}
			s, err := a.newStart(f, path)
			if err != nil {
				return err
			}
			if f.ci != "" {
				return s.writeCI(f.ci)
			}
			return s.writeConfig(c.Context())
		},
	}
	flags := c.Flags()
	flags.SortFlags = false
	flags.BoolVar(&f.stdout, "stdout", false, "print what would be written, and write nothing")
	flags.StringVar(&f.ci, "ci", "", "write what runs kblint in CI: "+strings.Join(starter.Services(), " or "))
	completeWords(c, "ci", starter.Services())
	return c
}

// start is a run of the init command.
type start struct {
	*app
	*initFlags
	text *locale.Printer
	path string // as the user named it
	dir  string // the folder that a configuration belongs into, absolute
}

func (a *app) newStart(f *initFlags, path string) (*start, error) {
	text, err := a.printer()
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, plainly(err))
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%s is no folder; name the folder of the site", path)
	}
	root, err := rootOf(path, "")
	if err != nil {
		return nil, err
	}
	if !root.known {
		if root.dir, err = filepath.Abs(path); err != nil {
			return nil, fmt.Errorf("find the working folder: %w", err)
		}
	}
	return &start{app: a, initFlags: f, text: text, path: path, dir: root.dir}, nil
}

// say writes a line for people: to standard output, unless that has what would be written.
func (s *start) say(format string, args ...any) {
	w := s.Out
	if s.stdout {
		w = s.Err
	}
	fmt.Fprintln(w, s.text.Sprintf(format, args...)) //nolint:errcheck // there is nowhere else to say it
}

func (s *start) writeConfig(ctx context.Context) error {
	file := filepath.Join(s.dir, ".kblint.yaml")
	if !s.stdout {
		if err := s.checkFree(); err != nil {
			return err
		}
	}
	ctx, stop := interruptible(ctx)
	defer stop()
	content, result, err := s.look(ctx, file)
	if err != nil {
		return err
	}
	if s.stdout {
		if _, err := s.Out.Write(content); err != nil {
			return fmt.Errorf("print the configuration: %w", err)
		}
	} else if err := writeNew(file, content); err != nil {
		return err
	}
	s.advise(file, result)
	if len(result.Faults) > 0 {
		return errReported
	}
	return nil
}

// checkFree refuses to write where a configuration holds already.
func (s *start) checkFree() error {
	found, err := config.Find(s.dir)
	switch {
	case err != nil:
		return err
	case found == "":
		return nil
	case filepath.Dir(found) == s.dir:
		return fmt.Errorf("%s exists, and is not changed; `kblint init --stdout` prints what would be written, to be compared with it", displayPath(found))
	default:
		return fmt.Errorf("%s holds here already; to have another configuration for %s, write it yourself: `kblint init --stdout %s > %s`",
			displayPath(found), displayPath(s.dir), s.path, displayPath(filepath.Join(s.dir, ".kblint.yaml")))
	}
}

// look draws up the configuration. The articles are read twice: what rules find depends on languages and keys,
// so they are run with the very settings that are to be written.
func (s *start) look(ctx context.Context, file string) ([]byte, *engine.Result, error) {
	j := &job{config: config.Default(s.families), root: contentRoot{s.dir, true}, paths: []string{displayPath(s.dir)}}
	portrait, seen := engine.List(ctx, s.options(&lintFlags{}, j), starter.Listing)
	switch {
	case ctx.Err() != nil:
		return nil, nil, s.interrupted(s.text)
	case portrait == nil || len(portrait.Sites) == 0:
		s.printFaults(seen, &lintFlags{})
		s.explainEmptyPaths(seen, s.text)
		return nil, nil, fmt.Errorf("%s has no articles that a configuration could be fitted to; write some first, or name another folder", displayPath(s.dir))
	}
	draft := portrait.Write(nil, s.text)
	c, problems := config.Parse(file, draft, s.families)
	if len(problems) > 0 {
		return nil, nil, fmt.Errorf("the configuration that fits has a mistake, which is a bug in kblint; please report it: %s", problems[0])
	}
	j.config = c
	result := engine.Run(ctx, s.options(&lintFlags{}, j))
	if ctx.Err() != nil {
		return nil, nil, s.interrupted(s.text)
	}
	s.printFaults(result, &lintFlags{})
	for _, line := range portrait.Describe(s.text) {
		s.say("%s", line)
	}
	loud := loudRules(result)
	soften(result, loud)
	return portrait.Write(loud, s.text), result, nil
}

// What is too loud for a first run.
const (
	mostFailing  = 5   // percent of the articles that a rule may fail
	mostWarned   = 10  // percent of the articles that a rule may warn of
	fewestWarned = 20  // so many warnings are read on any site
	fewestFlood  = 100 // more in few articles are a flood, if there are a fifth as many as articles
)

// noise is what a rule says of a site.
type noise struct {
	findings        int
	failing, warned map[string]bool // articles with errors; with errors or warnings
}

// loudRules are the rules that fail or warn of too many articles, in the order of their names. On a small site
// a single article may fail.
func loudRules(r *engine.Result) []starter.Loud {
	byRule := map[string]*noise{}
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Severity < lint.Warning {
			continue
		}
		n := byRule[f.Rule]
		if n == nil {
			n = &noise{failing: map[string]bool{}, warned: map[string]bool{}}
			byRule[f.Rule] = n
		}
		n.findings++
		n.warned[f.Path] = true
		if f.Severity == lint.Error {
			n.failing[f.Path] = true
		}
	}
	var loud []starter.Loud
	for id, n := range byRule {
		fails := len(n.failing) > 1 && 100*len(n.failing) > mostFailing*r.Articles
		warns := n.findings > fewestWarned && 100*len(n.warned) > mostWarned*r.Articles
		floods := n.findings > fewestFlood && 5*n.findings > r.Articles
		if fails || warns || floods {
			loud = append(loud, starter.Loud{ID: id, Findings: n.findings, Articles: len(n.warned), Percent: 100 * len(n.warned) / r.Articles})
		}
	}
	slices.SortFunc(loud, func(x, y starter.Loud) int { return strings.Compare(x.ID, y.ID) })
	return loud
}

// soften makes hints of the findings of loud rules, as a run with the configuration will.
func soften(r *engine.Result, loud []starter.Loud) {
	for i := range r.Findings {
		f := &r.Findings[i]
		if slices.ContainsFunc(loud, func(l starter.Loud) bool { return l.ID == f.Rule }) {
			f.Severity = min(f.Severity, lint.Hint)
		}
	}
}

// advise says what was written and what to do next.
func (s *start) advise(file string, result *engine.Result) {
	var counts [lint.Error + 1]int
	for i := range result.Findings {
		counts[result.Findings[i].Severity]++
	}
	dir := displayPath(s.dir)
	if !s.stdout {
		s.say("%s is written; it holds for all articles in \"%s\"", displayPath(file), dir)
	}
	found := strings.Join([]string{
		s.text.Sprintf("%d errors", counts[lint.Error]), s.text.Sprintf("%d warnings", counts[lint.Warning]), s.text.Sprintf("%d hints", counts[lint.Hint]),
	}, ", ")
	s.say("with it, \"%s\" finds %s; next:", "kblint "+starter.Argument(dir), found)
	s.say("  kblint baseline          takes down what there is, so that only what is new fails")
	top := s.repository()
	if exists(filepath.Join(top, ".git")) {
		s.say("  kblint hook install      checks what you are about to commit")
	}
	if exists(filepath.Join(top, ".gitlab-ci.yml")) {
		s.say("  kblint init --ci gitlab  checks merge requests")
		return
	}
	s.say("  kblint init --ci github  checks pull requests (or: --ci gitlab)")
}

// exists reports whether there is anything of a name.
func exists(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}

// writeCI writes the files for a service, each unless its owner has one of that name.
func (s *start) writeCI(service string) error {
	top := s.repository()
	where, err := filepath.Rel(top, s.dir)
	if err != nil {
		return fmt.Errorf("find %s in %s: %w", s.dir, top, err)
	}
	files, err := starter.CI(service, version(), filepath.ToSlash(where))
	if err != nil {
		return fmt.Errorf("--ci %s: %w", service, err)
	}
	for i := range files {
		if err := s.writeCIFile(top, &files[i]); err != nil {
			return err
		}
	}
	return nil
}

func (s *start) writeCIFile(top string, f *starter.File) error {
	if s.stdout {
		if _, err := fmt.Fprintf(s.Out, "# %s\n%s", f.Name, f.Content); err != nil {
			return fmt.Errorf("print %s: %w", f.Name, err)
		}
		return nil
	}
	name := filepath.Join(top, filepath.FromSlash(f.Name))
	if exists(name) && f.Advice != "" {
		s.say("%s exists, and is not changed; add to it:\n\n%s", displayPath(name), f.Advice)
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return fmt.Errorf("make the folder of %s: %w", displayPath(name), plainly(err))
	}
	if err := writeNew(name, f.Content); err != nil {
		return err
	}
	s.say("%s is written; look it over, and commit it", displayPath(name))
	return nil
}

// repository is the root of the repository around the configuration's folder, or that folder itself where there
// is none.
func (s *start) repository() string {
	for dir := s.dir; ; dir = filepath.Dir(dir) {
		if exists(filepath.Join(dir, ".git")) {
			return dir
		}
		if dir == filepath.Dir(dir) {
			return s.dir
		}
	}
}

// writeNew writes a file that must not exist yet. After an error it is not there.
func writeNew(name string, content []byte) error {
	if exists(name) {
		return fmt.Errorf("%s exists, and is not changed; `--stdout` prints what would be written", displayPath(name))
	}
	// With this flag nothing is replaced that has appeared meanwhile.
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fmt.Errorf("write %s: %w", displayPath(name), plainly(err))
	}
	_, err = file.Write(content)
	if err = errors.Join(err, file.Close()); err != nil {
		os.Remove(name) //nolint:errcheck // the other error matters
		return fmt.Errorf("write %s: %w", displayPath(name), plainly(err))
	}
	return nil
}
