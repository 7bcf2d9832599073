package discover

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// Reason tells why something was left out.
type Reason int

// The reasons, in the order in which they are looked at and printed. A folder
// that is left out counts once, whatever is below it.
const (
	kept          Reason = iota
	OtherType            // a file whose name does not end like an article's
	Hidden               // a name that begins with a dot
	NodeModules          // installed packages, whose articles are not ours
	Generated            // the output of the site generator whose configuration lies beside it
	KblintIgnored        // named by a .kblintignore
	GitIgnored           // named by a .gitignore or .git/info/exclude
	ConfigIgnored        // named by the configuration
	Irregular            // a device, a pipe: opening it could wait forever
	Dangling             // a link that leads nowhere
	Duplicate            // reached before, under another path
	reasons
)

// String continues a number: "3 hidden".
func (r Reason) String() string {
	return [reasons]string{
		OtherType:     "of another type",
		Hidden:        "hidden",
		NodeModules:   "node_modules",
		Generated:     "generated",
		KblintIgnored: "ignored by .kblintignore",
		GitIgnored:    "ignored by .gitignore",
		ConfigIgnored: "ignored by the configuration",
		Irregular:     "not regular",
		Dangling:      "linked to nowhere",
		Duplicate:     "reached before",
	}[r]
}

// Skipped counts by reason what was left out.
type Skipped [reasons]int

// String is a list for people, "14 of another type, 2 hidden", empty if
// nothing was left out.
func (s Skipped) String() string {
	var parts []string
	for reason, n := range s {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %v", n, Reason(reason)))
		}
	}
	return strings.Join(parts, ", ")
}

func (s Skipped) plus(other Skipped) Skipped {
	for reason, n := range other {
		s[reason] += n
	}
	return s
}

// PathSummary tells what became of one argument.
type PathSummary struct {
	Path     string // as shown to people
	Articles int
	Skipped  Skipped
}

// Empty reports whether the argument led to no article at all, not even to one
// that another argument had led to before.
func (p PathSummary) Empty() bool { return p.Articles == 0 && p.Skipped[Duplicate] == 0 }

// Summary tells how a walk went.
type Summary struct {
	Articles int           // the number of articles found
	Paths    []PathSummary // the arguments that exist, sorted, each once
	Problems []Problem     // what could not be read, sorted by path
	Sites    []string      // the folders below the arguments in which the configuration of a site generator lies, absolute and sorted
}

// ErrMissing says that a path of the command line does not exist.
var ErrMissing = errors.New("no such file or folder")

var (
	errEmpty      = errors.New("an empty path; name a file or a folder")
	errNowhere    = errors.New("the link leads nowhere; mend or remove it")
	errNotRegular = errors.New(`not a regular file; use "-" to lint standard input`)
)

// Problem is a path that could not be read. The run goes on without it.
type Problem struct {
	Path string
	Err  error
}

// String is the line to print.
func (p Problem) String() string { return p.Path + ": " + p.Err.Error() }

// plainly puts an error of the file system into words that do not repeat the
// path and, where there is one, name the way out.
func plainly(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return ErrMissing
	}
	if inner, ok := errors.AsType[*fs.PathError](err); ok {
		err = inner.Err
	}
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("%w; make it readable, or name it in a .kblintignore", err)
	}
	return err
}
