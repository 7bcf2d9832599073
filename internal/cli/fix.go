package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/engine"
	"github.com/kblint/kblint/internal/fix"
)

// fixFlags are the flags about applying fixes.
type fixFlags struct {
	fix, unsafe, diff bool
	stdin             []byte // the article on standard input
	fromStdin         bool
}

func (f *fixFlags) add(c *cobra.Command) {
	flags := c.Flags()
	flags.BoolVar(&f.fix, "fix", false, "apply the safe fixes, and report what is left")
	flags.BoolVar(&f.unsafe, "unsafe", false, "with --fix or --diff: the suggestions as well, which may change what is meant")
	flags.BoolVar(&f.diff, "diff", false, "print what --fix would change as a unified diff, and change nothing")
}

// wanted reports whether fixes are to be applied or shown.
func (f *fixFlags) wanted() bool { return f.fix || f.diff }

// ownsOutput reports whether standard output is for an article or a diff, so that findings go elsewhere.
func (f *fixFlags) ownsOutput() bool { return f.diff || f.fix && f.fromStdin }

func (f *fixFlags) check(paths []string) error {
	switch {
	case f.unsafe && !f.wanted():
		return errors.New("--unsafe says which fixes to apply: use it with --fix or --diff")
	case f.wanted() && len(paths) > 1 && slices.Contains(paths, "-"):
		return errors.New(`with --fix and --diff "-" must be the only path: the article goes to standard output`)
	}
	return nil
}

// readStdin reads the article on standard input before it is linted, for it is printed again whatever
// linting it leads to.
func (f *fixFlags) readStdin(jobs []*job) error {
	for _, j := range jobs {
		if j.stdin == nil || !f.wanted() {
			continue
		}
		data, err := io.ReadAll(j.stdin.Reader)
		if err != nil {
			return fmt.Errorf("read standard input: %w", err)
		}
		f.fromStdin, f.stdin = true, data
		j.stdin.Reader = bytes.NewReader(data)
	}
	return nil
}

// fixing is the part of a run in which fixes are applied or shown.
type fixing struct {
	*app
	flags  *lintFlags
	jobs   []*job
	web    *reach
	result *engine.Result // of the run before

	fixed, files int // findings, and the files that they are in
	left         int // findings whose edits touch those of others
	done         map[int]bool
	faults       []engine.Fault
}

// run applies or shows the fixes and gives what is left: with --diff the findings that it does not fix, else
// what another run finds in the new texts.
func (x *fixing) run(ctx context.Context) *engine.Result {
	if ctx.Err() != nil {
		return x.result
	}
	x.done = map[int]bool{}
	do := (*fix.Change).Write
	switch {
	case x.flags.fixes.diff:
		do = x.show
	case x.flags.fixes.fromStdin:
		do = x.keep
	}
	plan := fix.New(x.result, x.flags.fixes.unsafe)
	x.faults = plan.Each(ctx, func(c *fix.Change) error {
		if err := do(c); err != nil {
			return err
		}
		x.note(c)
		return nil
	})
	if x.flags.fixes.diff {
		return x.withoutFixed()
	}
	if x.flags.fixes.fromStdin {
		x.printStdin()
	}
	return x.lintAgain(ctx)
}

// note counts a change that was made.
func (x *fixing) note(c *fix.Change) {
	x.files++
	x.left += c.Left
	x.fixed += len(c.Fixed)
	for _, i := range c.Fixed {
		x.done[i] = true
	}
}

// show prints a change.
func (x *fixing) show(c *fix.Change) error {
	if _, err := x.Out.Write(edit.Diff(diffPath(c), c.Source, c.Edits)); err != nil {
		return fmt.Errorf("write the diff: %w", err)
	}
	return nil
}

// keep makes the change of standard input.
func (x *fixing) keep(c *fix.Change) error {
	x.flags.fixes.stdin = c.Text()
	return nil
}

// printStdin prints the article from standard input, changed or not.
func (x *fixing) printStdin() {
	if _, err := x.Out.Write(x.flags.fixes.stdin); err != nil {
		x.faults = append(x.faults, engine.Fault{Err: fmt.Errorf("write the article: %w", err)})
	}
}

// withoutFixed is the result of the run before without the findings that are fixed.
func (x *fixing) withoutFixed() *engine.Result {
	left := *x.result
	left.Findings = nil
	for i := range x.result.Findings {
		if !x.done[i] {
			left.Findings = append(left.Findings, x.result.Findings[i])
		}
	}
	left.Faults = slices.Concat(x.result.Faults, x.faults)
	return &left
}

// lintAgain lints the new texts: what a fix in one article means for the others, and what the fixes of two
// rules mean for a third one, only that can tell.
func (x *fixing) lintAgain(ctx context.Context) *engine.Result {
	if x.files == 0 {
		return x.withoutFixed()
	}
	if ctx.Err() != nil {
		return &engine.Result{Faults: slices.Concat(x.result.Faults, x.faults)}
	}
	for _, j := range x.jobs {
		if j.stdin != nil {
			j.stdin.Reader = bytes.NewReader(x.flags.fixes.stdin)
		}
	}
	changed, err := x.change(ctx, &x.flags.change, x.jobs) // the lines that changed may be others now
	if err != nil {
		x.result.Faults = append(x.result.Faults, engine.Fault{Err: err})
		return x.result
	}
	defer changed.done()
	result := x.runJobs(ctx, x.flags, x.jobs, changed, x.web)
	for _, f := range slices.Concat(x.result.Faults, x.faults) {
		if !slices.ContainsFunc(result.Faults, func(o engine.Fault) bool { return o.Path == f.Path && o.Err.Error() == f.Err.Error() }) {
			result.Faults = append(result.Faults, f)
		}
	}
	return result
}

// tell says how much was fixed, and whether there is more to fix in what is left.
func (x *fixing) tell(left *engine.Result) {
	text := x.web.text
	if x.flags.quiet {
		return
	}
	if x.files > 0 {
		said := text.Sprintf("%d findings fixed", x.fixed)
		if x.flags.fixes.diff {
			said = text.Sprintf("%d findings would be fixed", x.fixed)
		}
		fmt.Fprintln(x.Err, said, text.Sprintf("in %d articles", x.files)) //nolint:errcheck // there is nowhere else to say it
	}
	more := 0
	for i := range left.Findings {
		if fix.Applies(&left.Findings[i], x.flags.fixes.unsafe) {
			more++
		}
	}
	switch {
	case more == 0:
	case x.left > 0:
		fmt.Fprintln(x.Err, text.Sprintf("%d fixes were left out, for they touch what others change: run kblint again", x.left)) //nolint:errcheck // as above
	case x.files > 0 && len(x.faults) == 0:
		fmt.Fprintln(x.Err, text.Sprintf("%d findings can be fixed now: run kblint again", more)) //nolint:errcheck // as above
	}
}

// failed reports whether there is a difference, which fails a run that is to show one.
func (x *fixing) failed() bool { return x.flags.fixes.diff && x.files > 0 }

// diffPath is the path that a diff names: that of the file itself, for a link cannot be patched.
func diffPath(c *fix.Change) string {
	if c.Name == "" {
		return c.Path
	}
	dir, err := os.Getwd()
	if err == nil {
		dir, err = filepath.EvalSymlinks(dir)
	}
	if err == nil && isBelow(c.Name, dir) {
		if rel, err := filepath.Rel(dir, c.Name); err == nil {
			return filepath.ToSlash(rel)
		}
	}
	return filepath.ToSlash(c.Name)
}
