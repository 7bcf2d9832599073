package report

import (
	"bufio"
	"strconv"

	"github.com/kblint/kblint/internal/lint"
)

// checkstyle is the format of the Java linter of that name, which many programs read. Its files are
// articles, and columns count characters.
type checkstyle struct {
	xmlWriter
	run  Run
	path string // of the file whose element is open
	open bool
}

func newCheckstyle(run Run, out *bufio.Writer) printer {
	return &checkstyle{xmlWriter: xmlWriter{out: out}, run: run}
}

func (c *checkstyle) begin() error {
	c.raw(xmlHead + "<checkstyle version=\"4.3\">\n")
	return c.err
}

func (c *checkstyle) finding(l *located) error {
	c.file(l.Path)
	c.raw("    ")
	c.tag("error",
		attribute{"line", strconv.Itoa(l.place.from.line)}, attribute{"column", strconv.Itoa(l.place.from.char)},
		attribute{"severity", checkstyleSeverity(l.Severity)}, attribute{"message", l.message}, attribute{"source", l.Rule})
	c.raw("/>\n")
	return c.err
}

// file opens the element of a file where another one was open.
func (c *checkstyle) file(path string) {
	if c.open && c.path == path {
		return
	}
	c.closeFile()
	c.open, c.path = true, path
	c.raw("  ")
	c.tag("file", attribute{"name", path})
	c.raw(">\n")
}

func (c *checkstyle) closeFile() {
	if c.open {
		c.raw("  </file>\n")
	}
	c.open = false
}

// end writes the faults of the run, which are exceptions of their files.
func (c *checkstyle) end() error {
	for _, f := range c.run.Result.Faults {
		c.file(f.Path)
		c.raw("    <exception>")
		c.text(f.Err.Error())
		c.raw("</exception>\n")
	}
	c.closeFile()
	c.raw("</checkstyle>\n")
	return c.err
}

func checkstyleSeverity(s lint.Severity) string {
	switch s {
	case lint.Error:
		return "error"
	case lint.Warning:
		return "warning"
	case lint.Hint, lint.Off:
	}
	return "info"
}
