package report

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/kblint/kblint/internal/lint"
)

// workflowCommands is the format that GitHub Actions turns into annotations:
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands.
type workflowCommands struct {
	out           *bufio.Writer
	data, setting *strings.Replacer
}

func newWorkflowCommands(_ Run, out *bufio.Writer) printer {
	return workflowCommands{
		out:     out,
		data:    strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A"),
		setting: strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C"),
	}
}

func (workflowCommands) begin() error { return nil }

func (workflowCommands) end() error { return nil }

func (g workflowCommands) finding(l *located) error {
	path := strings.ToValidUTF8(l.Path, "\ufffd")
	_, err := fmt.Fprintf(g.out, "::%s file=%s%s,title=%s::%s\n", command(l.Severity), g.setting.Replace(path),
		lineRange(l.place), g.setting.Replace(l.Rule), g.data.Replace(visible(l.message)))
	return err
}

func command(s lint.Severity) string {
	switch s {
	case lint.Error:
		return "error"
	case lint.Warning:
		return "warning"
	case lint.Hint, lint.Off:
	}
	return "notice"
}

// lineRange says where the finding is. GitHub refuses columns where the lines differ.
func lineRange(p place) string {
	if !p.known {
		return ""
	}
	last := lastLine(p)
	if last != p.from.line {
		return fmt.Sprintf(",line=%d,endLine=%d", p.from.line, last)
	}
	columns := fmt.Sprintf(",col=%d", p.from.char)
	if p.to.line == p.from.line {
		columns += fmt.Sprintf(",endColumn=%d", p.to.char)
	}
	return fmt.Sprintf(",line=%d,endLine=%d%s", p.from.line, last, columns)
}

// lastLine is the last line that has something of the place: where the place ends at the start of a line,
// that is the line before.
func lastLine(p place) int {
	if p.to.char == 1 && p.to.line > p.from.line {
		return p.to.line - 1
	}
	return p.to.line
}
