// Package cli is the command line: commands, flags, exit codes.
package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"

	"github.com/fatih/color"
	"github.com/spf13/cobra"

	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/locale"
	"github.com/kblint/kblint/internal/starter"
)

// The exit codes.
const (
	exitClean    = 0 // nothing at or above the severity of --fail-on
	exitFindings = 1
	exitFault    = 2   // the run itself had a fault
	exitBroken   = 130 // the user interrupted the run
)

// Stdio is the world that a command runs in.
type Stdio struct {
	In       io.Reader
	Out, Err io.Writer
	Getenv   func(string) string
}

// errReported is a fault that the user has been told of already.
var errReported = errors.New("reported")

// errInterrupted ends a run that the user interrupted.
var errInterrupted = errors.New("interrupted")

// errFindings ends a run whose findings are to fail it.
var errFindings = errors.New("findings")

// app is what all commands share.
type app struct {
	Stdio
	families []lint.Family
	lang     string // flag --lang
	color    string // flag --color
}

// Run runs the command line and gives the exit code.
func Run(args []string, stdio Stdio, families []lint.Family) int {
	a := &app{Stdio: stdio, families: families}
	root := a.lintCommand()
	root.AddCommand(a.explainCommand(), a.rulesCommand(), a.configCommand(), a.versionCommand(), a.faqCommand(), a.initCommand(), a.hookCommand(), a.baselineCommand())
	root.AddCommand(a.surveyCommands()...)
	root.PersistentFlags().StringVar(&a.lang, "lang", "", "language of messages: en or id (default: that of the environment)")
	root.PersistentFlags().StringVar(&a.color, "color", "auto", "colours: auto, always or never")
	root.SetArgs(args)
	root.SetIn(stdio.In)
	root.SetOut(stdio.Out)
	root.SetErr(stdio.Err)
	root.SilenceErrors, root.SilenceUsage = true, true
	root.CompletionOptions.HiddenDefaultCmd = false
	completeWords(root, "lang", locale.Languages())
	completeWords(root, "color", []string{"auto", "always", "never"})
	switch err := root.Execute(); {
	case err == nil:
		return exitClean
	case errors.Is(err, errFindings):
		return exitFindings
	case errors.Is(err, errInterrupted):
		return exitBroken
	case errors.Is(err, errReported):
		return exitFault
	default:
		fmt.Fprintf(stdio.Err, "kblint: %v\n", err) //nolint:errcheck // there is nowhere else to say it
		return exitFault
	}
}

// completeWords offers the values of a flag to the shell.
func completeWords(c *cobra.Command, flag string, words []string) {
	// The only error is a flag that does not exist or is completed twice: both are bugs that the
	// first run of any test shows.
	if err := c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err)
	}
}

// printer makes the printer of messages in the user's language.
func (a *app) printer() (*locale.Printer, error) {
	lang := a.lang
	switch {
	case lang == "":
		lang = locale.FromEnvironment(a.Getenv)
	case locale.Match(lang) != "en" || lang == "en":
		lang = locale.Match(lang)
	default:
		return nil, fmt.Errorf("--lang %s: messages exist in en and id", lang)
	}
	catalogues := []fs.FS{locale.Own, starter.Messages}
	for _, f := range a.families {
		catalogues = append(catalogues, f.Pages)
	}
	return locale.New(lang, catalogues...)
}

// colored decides whether what is written to w is coloured.
func (a *app) colored(w io.Writer) (bool, error) {
	switch a.color {
	case "always":
		return true, nil
	case "never":
		return false, nil
	case "auto":
		// color.NoColor knows NO_COLOR, dumb terminals, and whether standard output is a terminal.
		return w == os.Stdout && !color.NoColor, nil
	default:
		return false, fmt.Errorf("--color %s: use auto, always or never", a.color)
	}
}

// width is the width of the terminal, as far as the environment tells; 0 where it does not.
func (a *app) width() int {
	n, err := strconv.Atoi(a.Getenv("COLUMNS"))
	if err != nil || n < 20 {
		return 0
	}
	return n
}
