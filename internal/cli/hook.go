package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/kblint/kblint/internal/vcs"
)

const hookHelp = `kblint hook install has git call kblint before each commit: what the commit changes is judged as it stands
in the index, and a commit with errors is refused. ` + "`git commit --no-verify`" + ` passes it by.

A hook of your own is never written over. kblint hook remove takes away what install wrote.`

// hookMark is in all hooks that kblint writes, and in no other.
const hookMark = "# Written by `kblint hook install`; `kblint hook remove` takes it away.\n"

// hookScript is what git runs.
const hookScript = "#!/bin/sh\n" + hookMark + `if ! command -v kblint >/dev/null 2>&1; then
  echo "kblint is not in PATH, so nothing checks the articles; install it, or commit with --no-verify" >&2
  exit 1
fi
exec kblint --staged
`

func (a *app) hookCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "hook",
		Short: "have git check the articles of each commit",
		Long:  hookHelp,
		Args:  cobra.NoArgs,
	}
	c.AddCommand(&cobra.Command{
		Use:   "install",
		Short: "write the hook of the repository around the working folder",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return a.installHook(c.Context()) },
	}, &cobra.Command{
		Use:   "remove",
		Short: "remove the hook that install wrote",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return a.removeHook(c.Context()) },
	})
	return c
}

// hookFile is the hook's file, and whether it is there and who wrote it.
func hookFile(ctx context.Context) (file string, exists, own bool, err error) {
	repo, err := vcs.Open(ctx, "")
	if err != nil {
		return "", false, false, err //nolint:wrapcheck // it says all
	}
	defer repo.Close()
	if file, err = repo.HookFile("pre-commit"); err != nil {
		return "", false, false, err //nolint:wrapcheck // it says all
	}
	src, err := os.ReadFile(file)
	_, missing := os.Lstat(file) // a link that leads nowhere is somebody's, too
	switch {
	case missing == nil && errors.Is(err, fs.ErrNotExist):
		return file, true, false, nil
	case errors.Is(err, fs.ErrNotExist):
		return file, false, false, nil
	case err != nil:
		return "", false, false, fmt.Errorf("read the hook: %w", err)
	}
	return file, true, bytes.Contains(src, []byte(hookMark)), nil
}

func (a *app) installHook(ctx context.Context) error {
	text, err := a.printer()
	if err != nil {
		return err
	}
	file, exists, own, err := hookFile(ctx)
	if err != nil {
		return err
	}
	if exists && !own {
		return fmt.Errorf("%s: there is a hook already, which is not kblint's; add the line `kblint --staged` to it", displayPath(file))
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return fmt.Errorf("write the hook: %w", err)
	}
	if err := writeWhole(file, func(w io.Writer) error { _, err := io.WriteString(w, hookScript); return err }); err != nil {
		return err
	}
	if err := os.Chmod(file, 0o755); err != nil {
		return fmt.Errorf("write the hook: %w", err)
	}
	fmt.Fprintln(a.Out, text.Sprintf("%s: git checks each commit with kblint from now on", displayPath(file))) //nolint:errcheck // there is nowhere else to say it
	return nil
}

func (a *app) removeHook(ctx context.Context) error {
	text, err := a.printer()
	if err != nil {
		return err
	}
	file, exists, own, err := hookFile(ctx)
	switch {
	case err != nil:
		return err
	case !exists:
		return fmt.Errorf("%s: there is no hook", displayPath(file))
	case !own:
		return fmt.Errorf("%s: this hook is not kblint's; remove the line that calls it by hand", displayPath(file))
	}
	if err := os.Remove(file); err != nil {
		return fmt.Errorf("remove the hook: %w", err)
	}
	fmt.Fprintln(a.Out, text.Sprintf("%s: removed", displayPath(file))) //nolint:errcheck // there is nowhere else to say it
	return nil
}
