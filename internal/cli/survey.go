package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kblint/kblint/internal/engine"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/locale"
	"github.com/kblint/kblint/internal/report"
)

// surveyCommands are the commands that print a table about a site.
func (a *app) surveyCommands() []*cobra.Command {
	var commands []*cobra.Command
	for _, family := range a.families {
		for _, s := range family.Surveys {
			commands = append(commands, a.surveyCommand(s))
		}
	}
	return commands
}

func (a *app) surveyCommand(s lint.Survey) *cobra.Command {
	f := &lintFlags{}
	name, summary := s.About()
	c := &cobra.Command{
		Use:   name + " [path]",
		Short: summary,
		Args:  cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, paths []string) error {
			if !slices.Contains(report.TableFormats(), f.format) {
				return fmt.Errorf("--format %s: use one of %s", f.format, strings.Join(report.TableFormats(), ", "))
			}
			if slices.Contains(paths, "-") {
				return errors.New(`"-" is one article; name the folder of a site`)
			}
			return a.survey(c.Context(), f, s, paths)
		},
	}
	flags := c.Flags()
	flags.SortFlags = false
	flags.StringVar(&f.format, "format", "text", "output format: "+strings.Join(report.TableFormats(), ", "))
	f.addSettings(c)
	if s.AsksWeb() {
		f.external.add(c, true)
	}
	completeWords(c, "format", report.TableFormats())
	return c
}

func (a *app) survey(ctx context.Context, f *lintFlags, s lint.Survey, paths []string) error {
	jobs, text, err := a.open(f, paths)
	if err != nil {
		return err
	}
	ctx, stop := interruptible(ctx)
	defer stop()
	web := &reach{app: a, flags: &f.external, text: text, began: time.Now()}
	defer web.close()
	o := a.options(f, jobs[0])
	switch {
	case !s.AsksWeb():
	case f.external.enabled:
		o.Ask = web.asker(jobs[0])
	default:
		o.Ask = web.recalled
	}
	table, result := engine.Survey(ctx, o, s)
	if table != nil {
		if err := report.PrintTable(a.Out, f.format, table, text); err != nil {
			return err
		}
	}
	rows := 0
	if table != nil {
		rows = len(table.Rows)
	}
	return a.closeSurvey(ctx, f, result, rows, text)
}

// closeSurvey says what became of a survey that has listed a number of rows.
func (a *app) closeSurvey(ctx context.Context, f *lintFlags, result *engine.Result, rows int, text *locale.Printer) error {
	a.printFaults(result, f)
	a.explainEmptyPaths(result, text)
	switch {
	case ctx.Err() != nil:
		return a.interrupted(text)
	case result.Articles == 0:
	case rows == 0:
		a.tell(text.Sprintf("%d articles read: there is nothing to list", result.Articles))
	default:
		a.tell(text.Sprintf("%d articles read", result.Articles))
	}
	if len(result.Faults) > 0 {
		return errReported
	}
	return nil
}
