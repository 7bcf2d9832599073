package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/kblint/kblint/internal/config"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/report"
	"github.com/kblint/kblint/internal/spelling"
)

func (a *app) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:               "explain [rule]",
		Short:             "explain a rule: why, bad, good, options, how to fix",
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: cobra.FixedCompletions(a.ids(), cobra.ShellCompDirectiveNoFileComp),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.listRules()
			}
			return a.explain(args[0])
		},
	}
}

func (a *app) explain(id string) error {
	for _, f := range a.families {
		for _, r := range f.Rules {
			if r.Describe().ID != id {
				continue
			}
			page, err := page(f, r)
			if err != nil {
				return err
			}
			_, err = a.Out.Write(page)
			return err
		}
	}
	if near, ok := a.nearest(id); ok {
		return fmt.Errorf("there is no rule %q; did you mean %q?", id, near)
	}
	return fmt.Errorf("there is no rule %q; `kblint rules` lists them", id)
}

// page reads the page of a rule.
func page(f lint.Family, r lint.Rule) ([]byte, error) {
	name := strings.TrimPrefix(r.Describe().ID, f.Name+"/") + ".md"
	data, err := fs.ReadFile(f.Pages, name)
	if err != nil {
		return nil, fmt.Errorf("read the page of %s: %w", r.Describe().ID, err)
	}
	return data, nil
}

// nearest is the rule that a misspelt or shortened id was meant to be.
func (a *app) nearest(id string) (string, bool) {
	for _, known := range a.ids() {
		if strings.HasSuffix(known, "/"+id) {
			return known, true
		}
	}
	return spelling.Nearest(id, a.ids())
}

func (a *app) ids() []string {
	var ids []string
	for _, f := range a.families {
		for _, r := range f.Rules {
			ids = append(ids, r.Describe().ID)
		}
	}
	return ids
}

func (a *app) rulesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "rules",
		Short: "list all rules with their default severity",
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return a.listRules() },
	}
}

func (a *app) listRules() error {
	table := tabwriter.NewWriter(a.Out, 0, 0, 2, ' ', 0)
	for _, f := range a.families {
		for _, r := range f.Rules {
			m := r.Describe()
			if _, err := fmt.Fprintf(table, "%s\t%s\t%s\n", m.ID, m.Severity, m.Summary); err != nil {
				return err
			}
		}
	}
	return table.Flush()
}

// ruleInfos is what a SARIF log says of the rules.
func (a *app) ruleInfos() []report.RuleInfo {
	var infos []report.RuleInfo
	for _, f := range a.families {
		for _, r := range f.Rules {
			m := r.Describe()
			help, err := page(f, r)
			if err != nil {
				help = []byte(m.Summary)
			}
			infos = append(infos, report.RuleInfo{ID: m.ID, Summary: m.Summary, Help: string(help), Severity: m.Severity})
		}
	}
	return infos
}

func (a *app) configCommand() *cobra.Command {
	var file string
	var schema bool
	c := &cobra.Command{
		Use:     "config [path]",
		Short:   "print the settings that hold for a path, and where each comes from",
		Example: "  kblint config content\n  kblint config --schema > .kblint.schema.json",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if schema {
				return a.printSchema(args)
			}
			path := "."
			if len(args) > 0 {
				path = args[0]
			}
			return a.printConfig(file, path)
		},
	}
	c.Flags().StringVar(&file, "config", "", "configuration `file` (default: looked up from the path)")
	c.Flags().BoolVar(&schema, "schema", false, "print the JSON Schema of configuration files, for editors")
	return c
}

// printSchema prints the JSON Schema of configuration files, which is the same everywhere.
func (a *app) printSchema(paths []string) error {
	if len(paths) > 0 {
		return errors.New("--schema is the same for all paths; leave out the path")
	}
	schema, err := config.Schema(a.families)
	if err != nil {
		return err
	}
	_, err = a.Out.Write(schema)
	return err
}

func (a *app) printConfig(file, path string) error {
	text, err := a.printer()
	if err != nil {
		return err
	}
	if _, err := os.Stat(path); err != nil {
		return fmt.Errorf("%s: %w", path, plainly(err))
	}
	file, err = (&lintFlags{config: file}).configFor(path)
	if err != nil {
		return err
	}
	cfg, err := a.loadConfig(file, text)
	if err != nil {
		return err
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("find the working folder: %w", err)
	}
	return cfg.Print(a.Out, abs)
}

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "print the version",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintf(a.Out, "kblint %s\n", version())
			return err
		},
	}
}

// version is that of the module, as the go command stamped it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
