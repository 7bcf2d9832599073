package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/config"
	"github.com/kblint/kblint/internal/discover"
	"github.com/kblint/kblint/internal/engine"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/locale"
	"github.com/kblint/kblint/internal/report"
	"github.com/kblint/kblint/internal/site"
)

// lintFlags are the flags of the lint command.
type lintFlags struct {
	config, format, output, failOn, stdinName string
	noConfig, forceExclude, noIgnore          bool
	quiet, verbose, statistics                bool
	workers                                   int
	external                                  externalFlags
	baseline                                  baselineFlags
	change                                    changeFlags
	fixes                                     fixFlags
}

const lintHelp = `kblint lints the articles of help centres and knowledge bases written in Markdown.

It reads the files named *.md, *.markdown and *.mdx below each path (default: the current
folder), leaves out what .gitignore and .kblintignore name, hidden folders, node_modules and
the output of site generators, and prints what an editor should mend. A file that is named
itself is always linted; "-" is standard input.

Links to other sites are checked with --external alone, or where the configuration says so.

With --fix, files are changed: each is replaced whole, with its mode and owner, and only if nobody else has
changed it meanwhile; behind a symbolic link the file is replaced, and other hard links to it keep the old text. Of
fixes that touch the same place the first is applied. What is left is then reported, and decides on the exit code.
With --diff nothing is changed: the diff goes to standard output, the findings that are left to standard error, and
a difference is exit code 1 (but for --fail-on never). Given "-", --fix prints the article, fixed, to standard output.

Exit code 0: nothing at or above --fail-on; 1: findings; 2: the run itself had a fault; 130: it was
interrupted, and what is printed is what was known by then.`

func (a *app) lintCommand() *cobra.Command {
	f := &lintFlags{}
	c := &cobra.Command{
		Use:     "kblint [flags] [path ...]",
		Short:   "lint the articles of a help centre",
		Long:    lintHelp,
		Example: "  kblint ./content\n  kblint --format github --fail-on warning .\n  kblint - --stdin-filename content/faq.md < draft.md",
		Args:    cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, paths []string) error {
			f.external.set, f.change.sinceSet = c.Flags().Changed("external"), c.Flags().Changed("since")
			return a.lint(c.Context(), f, paths)
		},
	}
	flags := c.Flags()
	flags.SortFlags = false
	f.addSettings(c)
	flags.StringVar(&f.format, "format", "text", "output format: "+strings.Join(report.Formats(), ", "))
	flags.StringVar(&f.output, "output", "", "write findings to a `file`, once the run has ended")
	flags.StringVar(&f.failOn, "fail-on", "error", "lowest severity that fails the run: hint, warning, error or never")
	flags.StringVar(&f.stdinName, "stdin-filename", "", "`path` that standard input is taken for")
	f.change.add(c)
	f.fixes.add(c)
	f.external.add(c, false)
	f.baseline.add(c)
	flags.BoolVar(&f.forceExclude, "force-exclude", false, "leave out ignored files even where they are named (for pre-commit)")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "print findings and faults only")
	flags.BoolVarP(&f.verbose, "verbose", "v", false, "print how long the slowest steps took")
	flags.BoolVar(&f.statistics, "statistics", false, "print how many findings each rule has")
	completeWords(c, "format", report.Formats())
	completeWords(c, "fail-on", []string{"hint", "warning", "error", "never"})
	return c
}

// addSettings adds the flags of all commands that read articles.
func (f *lintFlags) addSettings(c *cobra.Command) {
	flags := c.Flags()
	flags.StringVar(&f.config, "config", "", "configuration `file` (default: .kblint.yaml, looked up from each path to the repository's root)")
	flags.BoolVar(&f.noConfig, "no-config", false, "use no configuration file")
	flags.BoolVar(&f.noIgnore, "no-ignore", false, "do not read .gitignore and .kblintignore")
	flags.IntVar(&f.workers, "workers", 0, "`number` of articles read at once (default: one a core)")
}

// checkSettings validates the flags that addSettings adds.
func (f *lintFlags) checkSettings() error {
	if f.config != "" && f.noConfig {
		return errors.New("--config and --no-config exclude each other")
	}
	if f.workers < 0 {
		return errors.New("--workers must not be negative")
	}
	return nil
}

// job is the part of a run that shares a configuration and a content root.
type job struct {
	config *config.Config
	root   contentRoot
	paths  []string
	stdin  *engine.Stdin
	ledger *ledger // nil where known findings are reported, too
}

func (a *app) lint(ctx context.Context, f *lintFlags, paths []string) error {
	text, err := a.printer()
	if err != nil {
		return err
	}
	failOn, err := f.check()
	if err != nil {
		return err
	}
	if err := f.fixes.check(paths); err != nil {
		return err
	}
	jobs, err := a.jobs(f, f.pathsOf(ctx, paths), text)
	if err != nil {
		return err
	}
	ledgers, err := a.openLedgers(f, jobs, text)
	if err != nil {
		return err
	}
	if err := f.prepare(jobs); err != nil {
		return err
	}
	ctx, stop := interruptible(ctx)
	defer stop()
	changed, err := a.change(ctx, &f.change, jobs)
	if err != nil {
		return err
	}
	defer changed.done()
	web := &reach{app: a, flags: &f.external, text: text, began: time.Now()}
	defer web.close()
	result := a.runJobs(ctx, f, jobs, changed, web)
	fixes := &fixing{app: a, flags: f, jobs: jobs, web: web, result: result}
	if f.fixes.wanted() {
		result = fixes.run(ctx)
	}
	if err := a.print(f, result, text); err != nil {
		return err
	}
	fixes.tell(result)
	a.closeLedgers(ledgers, f.quiet, ctx.Err() == nil && len(result.Faults) == 0 && !f.change.isSet(), text)
	return a.outcome(ctx, result, failOn != lint.Off && (result.Worst() >= failOn || fixes.failed() || risen(ledgers)), text)
}

// outcome is how a run ends, whose findings fail it or not.
func (a *app) outcome(ctx context.Context, result *engine.Result, fails bool, text *locale.Printer) error {
	switch {
	case ctx.Err() != nil:
		return a.interrupted(text)
	case len(result.Faults) > 0:
		return errReported
	case fails:
		return errFindings
	default:
		return nil
	}
}

// prepare validates what is asked of jobs and makes them ready for it.
func (f *lintFlags) prepare(jobs []*job) error {
	if err := f.change.check(jobs); err != nil {
		return err
	}
	if f.change.staged && f.fixes.fix {
		return errors.New("--fix changes files and --staged judges what is in git's index; use --fix with --since HEAD, and add what it changed")
	}
	return f.fixes.readStdin(jobs)
}

// interruptible is a context that ends when the user interrupts the program.
func interruptible(parent context.Context) (ctx context.Context, stop context.CancelFunc) {
	return signal.NotifyContext(parent, os.Interrupt, syscall.SIGTERM)
}

// interrupted ends a run that the user interrupted.
func (a *app) interrupted(text *locale.Printer) error {
	a.tell(text.Sprintf("interrupted: not everything was checked"))
	return errInterrupted
}

// check validates the flags and gives the severity that fails the run, lint.Off for never.
func (f *lintFlags) check() (lint.Severity, error) {
	if !slices.Contains(report.Formats(), f.format) {
		return lint.Off, fmt.Errorf("--format %s: use one of %s", f.format, strings.Join(report.Formats(), ", "))
	}
	if err := f.checkSettings(); err != nil {
		return lint.Off, err
	}
	if f.failOn == "never" {
		return lint.Off, nil
	}
	severity, ok := lint.ParseSeverity(f.failOn)
	if !ok || severity == lint.Off {
		return lint.Off, fmt.Errorf("--fail-on %s: use hint, warning, error or never", f.failOn)
	}
	return severity, nil
}

// open reads the settings of a command that prints about the articles of some paths, or writes its
// baseline, and gives what is to be done with each.
func (a *app) open(f *lintFlags, paths []string) ([]*job, *locale.Printer, error) {
	text, err := a.printer()
	if err != nil {
		return nil, nil, err
	}
	if err := f.checkSettings(); err != nil {
		return nil, nil, err
	}
	jobs, err := a.jobs(f, paths, text)
	return jobs, text, err
}

// jobs groups the paths by the configuration that holds for them and by their content root.
func (a *app) jobs(f *lintFlags, paths []string, text *locale.Printer) ([]*job, error) {
	if len(paths) == 0 {
		paths = []string{"."}
	}
	configs := map[string]*config.Config{}
	var jobs []*job
	for _, path := range paths {
		where, err := f.place(path)
		if err != nil {
			return nil, err
		}
		cfg, root, err := a.settingsFor(f, where, configs, text)
		if err != nil {
			return nil, err
		}
		at := slices.IndexFunc(jobs, func(j *job) bool { return j.config == cfg && j.root == root })
		if at < 0 {
			at = len(jobs)
			jobs = append(jobs, &job{config: cfg, root: root})
		}
		if err := a.take(jobs[at], path, where); err != nil {
			return nil, err
		}
	}
	return jobs, nil
}

// settingsFor is the configuration and the content root of a path. Configurations that were read are
// kept by the names of their files.
func (a *app) settingsFor(f *lintFlags, path string, read map[string]*config.Config, text *locale.Printer) (*config.Config, contentRoot, error) {
	file, err := f.configFor(path)
	if err != nil {
		return nil, contentRoot{}, err
	}
	if read[file] == nil {
		if read[file], err = a.loadConfig(file, text); err != nil {
			return nil, contentRoot{}, err
		}
	}
	root, err := rootOf(path, file)
	return read[file], root, err
}

// place is the path that an argument stands for: "-" for that of --stdin-filename.
func (f *lintFlags) place(path string) (string, error) {
	if path != "-" {
		return path, nil
	}
	if f.stdinName == "" {
		return "", errors.New(`"-" needs --stdin-filename, the path that the article would have`)
	}
	return f.stdinName, nil
}

// take adds an argument to a job.
func (a *app) take(j *job, path, where string) error {
	if path != "-" {
		j.paths = append(j.paths, path)
		return nil
	}
	abs, err := filepath.Abs(where)
	if err != nil {
		return fmt.Errorf("find the working folder: %w", err)
	}
	j.stdin = &engine.Stdin{Path: filepath.ToSlash(filepath.Clean(where)), Abs: abs, Reader: a.In}
	return nil
}

// configFor is the configuration file for a path, "" for none.
func (f *lintFlags) configFor(path string) (string, error) {
	switch {
	case f.noConfig:
		return "", nil
	case f.config != "":
		return f.config, nil
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("find the working folder: %w", err)
	}
	return config.Find(abs)
}

// loadConfig reads a configuration and tells of every mistake in it.
func (a *app) loadConfig(file string, text *locale.Printer) (*config.Config, error) {
	if file == "" {
		return config.Default(a.families), nil
	}
	cfg, problems := config.Load(file, a.families)
	if len(problems) == 0 {
		return cfg, nil
	}
	return nil, a.printProblems(problems, text)
}

// printProblems prints mistakes in a configuration as findings are printed.
func (a *app) printProblems(problems []config.Problem, text *locale.Printer) error {
	mistakes := make([]mistake, len(problems))
	for i, p := range problems {
		mistakes[i] = mistake{rule: "config", path: displayPath(p.File), source: p.Source, span: p.Span, message: p.Message}
	}
	return a.printMistakes(mistakes, text)
}

// mistake is something wrong in a file of the user's that is no article.
type mistake struct {
	rule, path string
	source     []byte
	span       article.Span
	message    lint.Message
}

// printMistakes prints mistakes as findings are printed. Its error is a fault that was told of.
func (a *app) printMistakes(mistakes []mistake, text *locale.Printer) error {
	result := &engine.Result{}
	sources := map[string][]byte{}
	for _, m := range mistakes {
		sources[m.path] = m.source
		result.Findings = append(result.Findings, engine.Finding{Rule: m.rule, Severity: lint.Error, Path: m.path, Span: m.span, Message: m.message})
	}
	run := report.Run{Result: result, Text: text, Width: a.width(), Sources: func(path string) ([]byte, error) { return sources[path], nil }}
	if err := report.Print(a.Err, "text", run); err != nil {
		return err
	}
	return errReported
}

// displayPath shows a path relative to the working folder where it lies below it.
func displayPath(path string) string {
	dir, err := os.Getwd()
	if err != nil {
		return filepath.ToSlash(path)
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return filepath.ToSlash(path)
	}
	rel, err := filepath.Rel(dir, abs)
	if err != nil || strings.HasPrefix(rel, "..") {
		return filepath.ToSlash(path)
	}
	return filepath.ToSlash(rel)
}

// runJobs runs jobs one after the other and leaves out what is known.
func (a *app) runJobs(ctx context.Context, f *lintFlags, jobs []*job, changed change, web *reach) *engine.Result {
	results := a.runEach(ctx, f, jobs, changed, web)
	a.hideKnown(ctx, jobs, results)
	return engine.Join(results)
}

func (a *app) runEach(ctx context.Context, f *lintFlags, jobs []*job, changed change, web *reach) []*engine.Result {
	results := make([]*engine.Result, len(jobs))
	for i, j := range jobs {
		o := a.options(f, j)
		o.Ask = web.asker(j)
		o.Change, o.Discover.Disk = changed.Change, changed.disk
		results[i] = engine.Run(ctx, o)
	}
	return results
}

// options say what a job's run is about.
func (a *app) options(f *lintFlags, j *job) engine.Options {
	patterns, root := j.config.Ignore()
	return engine.Options{
		Stdin: j.stdin, Families: a.families, Config: j.config,
		Workers: f.workers, Timed: f.verbose,
		Today: article.DateOf(time.Now()), Root: j.root.dir, Whole: j.root.known,
		Site: lint.Site{Generator: generatorOf(j)},
		Overrides: site.Overrides{
			Generator: site.Named(j.config.Site.Generator), BaseURL: j.config.Site.BaseURL,
			Static: j.config.Site.Static, Roots: j.config.Site.Roots,
		},
		SkipDiscovery: len(j.paths) == 0,
		Discover: discover.Options{
			Paths: j.paths, Ignore: patterns, IgnoreRoot: root,
			ForceExclude: f.forceExclude, NoIgnoreFiles: f.noIgnore,
		},
	}
}

// print writes findings to standard output or --output, and all else to standard error. Where standard output
// is for an article or a diff, the findings go to standard error, too.
func (a *app) print(f *lintFlags, result *engine.Result, text *locale.Printer) error {
	out := a.Out
	if f.fixes.ownsOutput() {
		out = a.Err
	}
	colored, err := a.colored(out)
	if err != nil {
		return err
	}
	run := report.Run{
		Result: result, Sources: result.Source, Rules: a.ruleInfos(), Text: text,
		Version: version(), Color: colored && f.output == "", Width: a.width(), Place: a.placeOfRun(),
	}
	if err := errors.Join(a.printFindings(out, f, result, run), a.writeJobSummary(f, run)); err != nil {
		result.Faults = append(result.Faults, engine.Fault{Err: err})
	}
	a.printFaults(result, f)
	if f.quiet {
		return nil
	}
	run.Color = colored
	return a.printClosing(f, run)
}

func (a *app) printFindings(out io.Writer, f *lintFlags, result *engine.Result, run report.Run) error {
	if f.output == "" {
		return report.Print(out, f.format, run)
	}
	if result.IsInput(f.output) {
		return fmt.Errorf("--output %s: the file is one of those that were linted", f.output)
	}
	return writeWhole(f.output, func(w io.Writer) error { return report.Print(w, f.format, run) })
}

// writeWhole makes a file appear with all its content or not at all. What is no file, such as a pipe or a
// device, is written to as it stands; behind a symbolic link the file that it leads to is replaced.
func writeWhole(name string, write func(io.Writer) error) error {
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return writeThrough(name, write)
	}
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	file, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return fmt.Errorf("write %s: %w", name, plainly(err))
	}
	defer os.Remove(file.Name()) //nolint:errcheck // it is gone where all went well
	err = errors.Join(write(file), file.Chmod(0o644), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), name)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// writeThrough writes to a pipe or device.
func writeThrough(name string, write func(io.Writer) error) error {
	file, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, plainly(err))
	}
	if err := errors.Join(write(file), file.Close()); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

func (a *app) printFaults(result *engine.Result, f *lintFlags) {
	for _, fault := range result.Faults {
		if !errors.Is(fault.Err, context.Canceled) { // interrupted tells of it
			a.printFault(fault, f.verbose)
		}
	}
}

// printFault tells of a fault; of a panic with its stack, where the user wants to know more.
func (a *app) printFault(fault engine.Fault, verbose bool) {
	message := fault.Err.Error()
	if fault.Path != "" {
		message = fault.Path + ": " + plainly(fault.Err).Error()
	}
	if verbose && fault.Stack != nil {
		message += "\n" + string(fault.Stack)
	}
	fmt.Fprintf(a.Err, "kblint: %s\n", message) //nolint:errcheck // there is nowhere else to say it
}

// plainly leaves the path out of a file system's error, where it would stand twice.
func plainly(err error) error {
	if inner, ok := errors.AsType[*fs.PathError](err); ok {
		return inner.Err
	}
	return err
}

func (a *app) printClosing(f *lintFlags, run report.Run) error {
	a.explainEmptyPaths(run.Result, run.Text)
	if run.Result.Articles == 0 && len(run.Result.Findings) == 0 {
		if f.change.isSet() {
			a.tell(run.Text.Sprintf("no article changed"))
		}
		return nil
	}
	var err error
	if f.statistics {
		err = errors.Join(err, report.Statistics(a.Err, run))
	}
	if f.verbose {
		err = errors.Join(err, report.Timings(a.Err, run))
	}
	return errors.Join(err, report.Summary(a.Err, run))
}

// explainEmptyPaths tells of the paths that led to no article.
func (a *app) explainEmptyPaths(result *engine.Result, text report.Localizer) {
	for _, path := range result.Skipped.Paths {
		if path.Empty() {
			a.explainEmpty(path, text)
		}
	}
}

// explainEmpty tells why a path led to no article.
func (a *app) explainEmpty(p discover.PathSummary, text report.Localizer) {
	looked := "*" + strings.Join(discover.Extensions(), ", *")
	message := text.Sprintf("no articles in \"%s\": looked for %s", p.Path, looked)
	if left := p.Skipped.String(); left != "" {
		message = text.Sprintf("no articles in \"%s\": looked for %s; left out: %s", p.Path, looked, left)
	}
	a.tell(message)
}

// tell writes a line about the run to standard error.
func (a *app) tell(line string) {
	fmt.Fprintln(a.Err, line) //nolint:errcheck // there is nowhere else to say it
}
