package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/baseline"
	"github.com/kblint/kblint/internal/config"
	"github.com/kblint/kblint/internal/engine"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/locale"
	"github.com/kblint/kblint/internal/vcs"
)

// baselineFlags are the flags about what is known.
type baselineFlags struct {
	file  string
	none  bool
	write bool // the command is the one that writes the file, so it need not be there
}

// add adds the flags of a command that goes by the baseline.
func (f *baselineFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.file, "baseline", "", "`file` of known findings (default: "+baseline.FileName+", looked up from the content root to the repository's root)")
	c.Flags().BoolVar(&f.none, "no-baseline", false, "report known findings, too")
}

const baselineHelp = `baseline writes down all findings that there are now, so that later runs report only what is new.

The file is ` + baseline.FileName + ` in the content root: the folder of the configuration, else of the
site generator, else of the repository. Keep it in version control. Where there is one already, findings
that are new are added and those that are gone are dropped, for the paths that are linted.

A finding is known by its rule, its article, what it points at and the heading above it; not by its line.`

func (a *app) baselineCommand() *cobra.Command {
	f := &lintFlags{}
	f.baseline.write = true
	prune := false
	c := &cobra.Command{
		Use:     "baseline [path ...]",
		Short:   "write down all findings, so that later runs report only what is new",
		Long:    baselineHelp,
		Example: "  kblint baseline ./content\n  kblint baseline --prune ./content",
		Args:    cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, paths []string) error {
			if slices.Contains(paths, "-") {
				return errors.New(`"-" is one article that may change; name files and folders`)
			}
			f.external.set = c.Flags().Changed("external")
			return a.writeBaselines(c.Context(), f, paths, prune)
		},
	}
	flags := c.Flags()
	flags.SortFlags = false
	flags.BoolVar(&prune, "prune", false, "drop what is fixed, and add nothing")
	flags.StringVar(&f.baseline.file, "baseline", "", "`file` to write (default: "+baseline.FileName+" in the content root)")
	f.addSettings(c)
	f.external.add(c, false)
	flags.BoolVar(&f.forceExclude, "force-exclude", false, "leave out ignored files even where they are named")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "print faults only")
	return c
}

// ledger is a baseline with what a run has found of its articles.
type ledger struct {
	file     string // as people see it
	dir      string // its folder, absolute
	known    *baseline.Baseline
	missing  bool // there is no such file yet
	ratchet  bool
	verdict  baseline.Verdict
	run      baseline.Run
	articles map[string]lintedArticle // by paths relative to dir
	asked    []string                 // the paths that were asked for, absolute
	vanished map[string]bool          // what gone has found out
	cut      bool                     // git's history does not reach back to the baseline
}

// lintedArticle is where to ask what was judged of an article.
type lintedArticle struct {
	result *engine.Result
	path   string // as the result has it
}

// openLedgers gives each job its baseline, where there is one. A file that cannot be read is told of.
func (a *app) openLedgers(f *lintFlags, jobs []*job, text *locale.Printer) ([]*ledger, error) {
	if f.baseline.file != "" && f.baseline.none {
		return nil, errors.New("--baseline and --no-baseline exclude each other")
	}
	if f.baseline.none {
		return nil, nil
	}
	var all []*ledger
	for _, j := range jobs {
		file, err := f.baseline.find(j.root.dir)
		if err != nil {
			return nil, err
		}
		at := slices.IndexFunc(all, func(l *ledger) bool { return filepath.Join(l.dir, filepath.Base(l.file)) == file })
		if at < 0 {
			l, err := a.openLedger(f, file, text)
			if err != nil {
				return nil, err
			}
			at = len(all)
			all = append(all, l)
		}
		j.ledger = all[at]
		j.ledger.ratchet = j.ledger.ratchet || j.config.Ratchet && !f.change.isSet() // a part cannot be counted
		if err := j.ledger.ask(j.paths); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// find is the absolute path of the baseline for a content root: that of the flag, or the nearest one
// upward, as far as the repository's root, or the one that may be written.
func (f *baselineFlags) find(root string) (string, error) {
	if f.file == "" {
		return config.FindUpward(root, baseline.FileName)
	}
	abs, err := filepath.Abs(f.file)
	if err != nil {
		return "", fmt.Errorf("find the working folder: %w", err)
	}
	return abs, nil
}

func (a *app) openLedger(f *lintFlags, file string, text *locale.Printer) (*ledger, error) {
	l := &ledger{file: displayPath(file), dir: filepath.Dir(file), known: &baseline.Baseline{}}
	src, err := os.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist) && (f.baseline.write || f.baseline.file == ""):
		l.missing = true
		return l, nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("--baseline %s: there is no such file; `kblint baseline --baseline %s` writes it", f.baseline.file, f.baseline.file)
	case err != nil:
		return nil, fmt.Errorf("read the baseline %s: %w", l.file, plainly(err))
	}
	l.known, err = baseline.Parse(src)
	m, isMistake := errors.AsType[*baseline.FileError](err)
	switch {
	case err == nil:
		return l, nil
	case isMistake:
		return nil, a.printMistakes([]mistake{{
			rule: "baseline", path: l.file, source: src,
			span: article.Span{Start: m.Start, End: m.End}, message: lint.Message{Format: m.Format, Args: m.Args},
		}}, text)
	default:
		return nil, fmt.Errorf("read the baseline %s: %w", l.file, err)
	}
}

// ask notes the paths of a job.
func (l *ledger) ask(paths []string) error {
	for _, path := range paths {
		abs, err := filepath.Abs(path)
		if err != nil {
			return fmt.Errorf("find the working folder: %w", err)
		}
		l.asked = append(l.asked, abs)
	}
	return nil
}

// relative is a path as the baseline has it. JSON cannot hold what is no UTF-8.
func (l *ledger) relative(path string) string {
	abs, err := filepath.Abs(filepath.FromSlash(path))
	if err != nil {
		return path
	}
	rel, err := filepath.Rel(l.dir, abs)
	if err != nil {
		rel = abs // on another drive
	}
	return strings.ToValidUTF8(filepath.ToSlash(rel), "\ufffd")
}

// shown is a path of the baseline as people see it.
func (l *ledger) shown(path string) string { return displayPath(l.absolute(path)) }

func (l *ledger) absolute(path string) string {
	if path = filepath.FromSlash(path); filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(l.dir, path)
}

// begin forgets what an earlier run has found: one with fixes is run again.
func (l *ledger) begin() {
	l.run, l.articles, l.vanished = baseline.Run{}, map[string]lintedArticle{}, map[string]bool{}
}

// take adds the findings of a job to what is to be compared.
func (l *ledger) take(result *engine.Result) {
	paths := map[string]string{}
	for path := range result.Linted() {
		paths[path] = l.relative(path)
		l.articles[paths[path]] = lintedArticle{result, path}
	}
	for i := range result.Findings {
		f := &result.Findings[i]
		if _, known := paths[f.Path]; !known {
			paths[f.Path] = l.relative(f.Path)
		}
		found := baseline.Entry{Path: paths[f.Path], Rule: f.Rule, Section: f.Imprint.Section, Text: f.Imprint.Text}
		if f.Added {
			found.Text += "\x00" // a change that is judged brings nothing known, be it the like of something
		}
		l.run.Found = append(l.run.Found, found)
	}
}

// compare tells what is known, following articles that were renamed. rules are the ids of all rules.
func (l *ledger) compare(ctx context.Context, rules []string) {
	l.run.Ratchet = l.ratchet
	l.run.Judged = func(path, rule string) bool {
		if at, linted := l.articles[path]; linted {
			return !slices.Contains(rules, rule) || at.result.Judged(at.path, rule)
		}
		return l.gone(path)
	}
	l.verdict = l.known.Match(l.run)
	if l.follow(ctx) {
		l.verdict = l.known.Match(l.run)
	}
}

// follow gives entries of articles that are no longer there the paths that git knows the articles by now.
// It asks only where an article without entries has something new.
func (l *ledger) follow(ctx context.Context) bool {
	paths := l.known.Paths()
	fresh := l.fresh(paths)
	if len(fresh) == 0 {
		return false
	}
	lost := slices.DeleteFunc(paths, func(path string) bool {
		_, linted := l.articles[path]
		return linted || exists(l.absolute(path))
	})
	if len(lost) == 0 {
		return false
	}
	moved := l.renames(ctx, fresh, lost)
	l.known = l.known.Renamed(moved)
	return len(moved) > 0
}

// renames asks git for the present paths of articles. Without git nothing has been renamed.
func (l *ledger) renames(ctx context.Context, fresh, lost []string) map[string]string {
	repo, err := vcs.Open(ctx, l.dir)
	if err != nil {
		return nil
	}
	defer repo.Close()
	dir, err := filepath.EvalSymlinks(l.dir) // as git sees it
	if err != nil {
		return nil
	}
	var untold []string
	for _, path := range fresh {
		untold = append(untold, filepath.Join(dir, filepath.FromSlash(path)))
	}
	var now map[string]string
	now, l.cut = repo.Moved(filepath.Join(dir, filepath.Base(l.file)), untold)
	moved := map[string]string{}
	for _, path := range lost {
		to, renamed := now[filepath.Join(dir, filepath.FromSlash(path))]
		if rel, err := filepath.Rel(dir, to); renamed && err == nil {
			moved[path] = filepath.ToSlash(rel)
		}
	}
	return moved
}

// fresh are the articles that something new was found in and that are not among the paths, which are sorted.
func (l *ledger) fresh(paths []string) []string {
	fresh := map[string]bool{}
	for i, isNew := range l.verdict.New {
		path := l.run.Found[i].Path
		if _, has := slices.BinarySearch(paths, path); isNew && !has {
			fresh[path] = true
		}
	}
	return slices.Sorted(maps.Keys(fresh))
}

// gone reports whether an article was to be linted and is no longer there.
func (l *ledger) gone(path string) bool {
	gone, told := l.vanished[path]
	if !told {
		abs := l.absolute(path)
		gone = !exists(abs) && slices.ContainsFunc(l.asked, func(dir string) bool { return isBelow(abs, dir) })
		l.vanished[path] = gone
	}
	return gone
}

// compareLedgers compares what jobs have found with their baselines.
func (a *app) compareLedgers(ctx context.Context, jobs []*job, results []*engine.Result) {
	var ledgers []*ledger
	for i, j := range jobs {
		if j.ledger == nil {
			continue
		}
		if !slices.Contains(ledgers, j.ledger) {
			ledgers = append(ledgers, j.ledger)
			j.ledger.begin()
		}
		j.ledger.take(results[i])
	}
	rules := a.ids()
	for _, l := range ledgers {
		l.compare(ctx, rules)
	}
}

// hideKnown takes out of the results what the baselines know.
func (a *app) hideKnown(ctx context.Context, jobs []*job, results []*engine.Result) {
	a.compareLedgers(ctx, jobs, results)
	next := map[*ledger]int{}
	for i, j := range jobs {
		if j.ledger == nil || j.ledger.missing {
			continue
		}
		var reported []engine.Finding
		for _, f := range results[i].Findings {
			if j.ledger.verdict.New[next[j.ledger]] {
				reported = append(reported, f)
			}
			next[j.ledger]++
		}
		results[i].Findings = reported
	}
}

// risen reports whether a ratchet fails the run.
func risen(ledgers []*ledger) bool {
	return slices.ContainsFunc(ledgers, func(l *ledger) bool { return !l.missing && len(l.verdict.Risen) > 0 })
}

// closeLedgers says what the baselines have hidden. What fails the run is said in any case.
func (a *app) closeLedgers(ledgers []*ledger, quiet, whole bool, text *locale.Printer) {
	for _, l := range ledgers {
		if !l.missing {
			for _, rise := range l.verdict.Risen {
				a.tell(text.Sprintf("the findings of \"%s\" in \"%s\" rose from %d to %d: mend as many as were added", rise.Rule, l.shown(rise.Folder), rise.From, rise.To))
			}
		}
		if quiet {
			continue
		}
		if l.missing && l.ratchet {
			a.tell(text.Sprintf("\"ratchet\" has nothing to go by: `kblint baseline` writes %s", l.file))
		}
		a.sayCut(l, text)
		a.sayHidden(l, whole, text)
	}
}

// sayCut says why articles that were renamed could not be followed.
func (a *app) sayCut(l *ledger, text *locale.Printer) {
	if l.cut {
		a.tell(text.Sprintf("articles that were renamed are not followed: git's history ends after %s was written; fetch more of it (in CI: fetch-depth: 0)", l.file))
	}
}

// sayHidden says how many findings a baseline has hidden, and, after a run that saw everything, how many
// of its entries have become needless.
func (a *app) sayHidden(l *ledger, whole bool, text *locale.Printer) {
	var said []string
	if n := l.verdict.Known; n > 0 && !l.missing {
		said = append(said, text.Sprintf("%d known findings hidden by %s", n, l.file))
	}
	if n := len(l.verdict.Stale); n > 0 && whole && !l.cut {
		said = append(said, text.Sprintf("%d entries are stale: run `kblint baseline --prune`", n))
	}
	if len(said) > 0 {
		a.tell(strings.Join(said, "; "))
	}
}

// writeBaselines lints and writes down what there is.
func (a *app) writeBaselines(ctx context.Context, f *lintFlags, paths []string, prune bool) error {
	jobs, text, err := a.open(f, paths)
	if err != nil {
		return err
	}
	ledgers, err := a.openLedgers(f, jobs, text)
	if err != nil {
		return err
	}
	if at := slices.IndexFunc(ledgers, func(l *ledger) bool { return l.missing }); prune && at >= 0 {
		return fmt.Errorf("there is no %s to prune; `kblint baseline` writes it", ledgers[at].file)
	}
	ctx, stop := interruptible(ctx)
	defer stop()
	web := &reach{app: a, flags: &f.external, text: text, began: time.Now()}
	defer web.close()
	results := a.runEach(ctx, f, jobs, change{}, web)
	result := engine.Join(results)
	a.printFaults(result, f)
	a.explainEmptyPaths(result, text)
	switch {
	case ctx.Err() != nil:
		return a.interrupted(text)
	case len(result.Faults) > 0:
		// What could not be read or judged would be called fixed.
		a.tell(text.Sprintf("the baseline was not written: mend the faults first, or leave out what has them"))
		return errReported
	}
	a.compareLedgers(ctx, jobs, results)
	for _, l := range ledgers {
		if result.IsInput(l.file) {
			return fmt.Errorf("--baseline %s: the file is one of those that were linted", l.file)
		}
		if err := a.writeLedger(l, prune, f.quiet, text); err != nil {
			return err
		}
	}
	return nil
}

func (a *app) writeLedger(l *ledger, prune, quiet bool, text *locale.Printer) error {
	added, dropped := 0, len(l.verdict.Stale)
	now := l.known.Pruned(l.verdict)
	if !prune {
		now = l.known.Updated(l.run, l.verdict)
		added = now.Len() - (l.known.Len() - dropped)
	}
	if err := writeWhole(filepath.Join(l.dir, filepath.Base(l.file)), now.Write); err != nil {
		return err
	}
	if !quiet {
		a.tell(text.Sprintf("%d known findings in %s: %d added, %d dropped", now.Len(), l.file, added, dropped))
		a.sayCut(l, text)
	}
	return nil
}
