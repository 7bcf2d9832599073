// Package report prints what a run found: for people (text, markdown), for programs (json, jsonl),
// for GitHub's annotations (github) and code scanning (sarif), for GitLab's Code Quality (gitlab),
// for reviewdog (rdjsonl) and for all that reads the reports of tests and compilers (junit, checkstyle).
//
// Everything before this package counts in bytes. Lines and columns are made here, and
// here alone: lines end at LF or CRLF (a lone CR ends none), columns count characters,
// that is Unicode code points with each byte of invalid UTF-8 as one, except in SARIF,
// which counts UTF-16 code units, and in rdjsonl, which counts bytes. All are 1-based, ends are exclusive, and a byte order
// mark is no character of line 1. A finding without a place, or whose article can no
// longer be read, stands at line 1, column 1.
package report

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/engine"
	"github.com/kblint/kblint/internal/lint"
)

// Localizer prints messages in the language of the person who reads them. The format is
// the key of the message catalogue.
type Localizer interface {
	Sprintf(format string, args ...any) string
	Lang() string // a BCP 47 tag
}

// RuleInfo is what a SARIF log says of a rule, whether or not the rule found anything.
type RuleInfo struct {
	ID       string
	Summary  string // one sentence
	Help     string // the rule's page, in Markdown
	HelpURI  string // "" where the page is nowhere on the web
	Severity lint.Severity
}

// Run is a finished run with what its findings need to be printed.
type Run struct {
	Result *engine.Result
	// Sources gives the bytes that were linted. It is asked only for articles whose
	// findings need them: for one at a time, in the order of the findings, once each. The
	// places that findings relate in other articles are looked up before that, so that
	// no article is ever asked for more than twice.
	Sources func(path string) ([]byte, error)
	Rules   []RuleInfo // in the order in which SARIF lists them
	Text    Localizer
	Version string // of kblint, "" where it is not known
	Color   bool   // whether text is coloured
	Width   int    // columns of the terminal: code frames are cut to it; 0 means 100
	Place   Place
}

// Place is where a run takes place, as far as the service that runs it tells.
type Place struct {
	// Below is the working folder, relative to the repository's root: "" for the root itself, and where
	// the root is not known.
	Below string
	// Blob is the address of the repository's files at the commit that was linted, without a slash at
	// its end: "" where they are nowhere on the web.
	Blob string
}

// rooted is a path relative to the repository's root.
func (r *Run) rooted(file string) string {
	drive := len(file) > 1 && file[1] == ':'
	if r.Place.Below == "" || path.IsAbs(file) || drive {
		return file
	}
	return path.Join(r.Place.Below, file)
}

// printer writes findings in one format. Its output goes to the writer that it was
// opened with; the methods' errors are that writer's.
type printer interface {
	begin() error
	finding(*located) error
	end() error
}

// format is a way to print. Formats that do not print related places save the work of
// locating them.
type format struct {
	name    string
	related bool
	rooted  bool // paths are relative to the repository rather than to the working folder
	open    func(Run, *bufio.Writer) printer
	order   func([]engine.Finding) iter.Seq[*engine.Finding] // nil for that of the run
}

func formats() []format {
	return []format{
		{name: "text", related: true, open: newTextPage},
		{name: "json", related: true, open: newJSONDocument},
		{name: "jsonl", open: newJSONLines},
		{name: "github", rooted: true, open: newWorkflowCommands},
		{name: "sarif", related: true, rooted: true, open: newSarifLog},
		{name: "gitlab", rooted: true, open: newCodeQuality},
		{name: "junit", related: true, open: newJUnit},
		{name: "checkstyle", open: newCheckstyle},
		{name: "rdjsonl", related: true, open: newDiagnosticLines},
		{name: "markdown", rooted: true, open: newComment, order: worstArticlesFirst},
	}
}

// Formats are the names that Print knows, the default first.
func Formats() []string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.name)
	}
	return names
}

// Print writes the findings of a run in the named format. The output is streamed: of the
// sources one is held at a time. An article that cannot be read costs its findings their
// places and nothing else; Print tells of it after all of them are written.
func Print(w io.Writer, name string, run Run) error {
	at := slices.IndexFunc(formats(), func(f format) bool { return f.name == name })
	if at < 0 {
		return fmt.Errorf("format %q is none of %s", name, strings.Join(Formats(), ", "))
	}
	f := formats()[at]
	out := bufio.NewWriterSize(w, 1<<16)
	lost, err := printAll(run, f, f.open(run, out))
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		return fmt.Errorf("write findings as %s: %w", name, err)
	}
	return errors.Join(lost...)
}

// errFull is what a printer answers that has no room for further findings.
var errFull = errors.New("no room for more")

// printAll gives the faults of the articles that could not be read again.
func printAll(run Run, f format, p printer) (lost []error, err error) {
	d := newDesk(run, f)
	if err := p.begin(); err != nil {
		return nil, err
	}
	order := f.order
	if order == nil {
		order = asFound
	}
	for found := range order(run.Result.Findings) {
		err := p.finding(d.locate(found))
		if errors.Is(err, errFull) {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	return d.failed, p.end()
}

// asFound is the order of the run.
func asFound(findings []engine.Finding) iter.Seq[*engine.Finding] {
	return func(yield func(*engine.Finding) bool) {
		for i := range findings {
			if !yield(&findings[i]) {
				return
			}
		}
	}
}
