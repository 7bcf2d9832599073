package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/kblint/kblint/internal/report"
)

// placeOfRun is where the run takes place, as the environment of GitHub Actions or GitLab CI tells. Both look
// files up from the repository's root, whichever folder a step works in.
func (a *app) placeOfRun() report.Place {
	if root := a.Getenv("GITHUB_WORKSPACE"); root != "" {
		p := report.Place{Below: below(root)}
		server, repository, commit := a.Getenv("GITHUB_SERVER_URL"), a.Getenv("GITHUB_REPOSITORY"), a.Getenv("GITHUB_SHA")
		if server != "" && repository != "" && commit != "" {
			p.Blob = server + "/" + repository + "/blob/" + commit
		}
		return p
	}
	p := report.Place{Below: below(a.Getenv("CI_PROJECT_DIR"))}
	if project, commit := a.Getenv("CI_PROJECT_URL"), a.Getenv("CI_COMMIT_SHA"); project != "" && commit != "" {
		p.Blob = project + "/-/blob/" + commit
	}
	return p
}

// below is the working folder relative to a root that it lies in, "" where it does not.
func below(root string) string {
	dir, err := os.Getwd()
	if root == "" || err != nil {
		return ""
	}
	// Either of the two may be known by a symbolic link.
	if target, err := filepath.EvalSymlinks(root); err == nil {
		root = target
	}
	if target, err := filepath.EvalSymlinks(dir); err == nil {
		dir = target
	}
	rel, err := filepath.Rel(root, dir)
	if err != nil || rel == "." || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return ""
	}
	return filepath.ToSlash(rel)
}

// writeJobSummary appends a summary to the page of a GitHub job, where there is one. The annotations that
// the format makes are few of many there.
func (a *app) writeJobSummary(f *lintFlags, run report.Run) error {
	name := a.Getenv("GITHUB_STEP_SUMMARY")
	if f.format != "github" || name == "" {
		return nil
	}
	file, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return fmt.Errorf("write the job summary %s, which GITHUB_STEP_SUMMARY names: %w; unset the variable to do without", name, plainly(err))
	}
	info, err := file.Stat()
	if err != nil {
		return errors.Join(fmt.Errorf("write the job summary %s: %w", name, plainly(err)), file.Close())
	}
	err = report.JobSummary(file, run, report.MaxJobSummary-int(info.Size()))
	return errors.Join(err, file.Close())
}
