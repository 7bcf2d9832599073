package report

import (
	"bufio"
	"bytes"
	"fmt"
	"strings"
)

// textPage is the format for people: for each finding its place, severity, message and
// rule on one line, the way compilers do so that editors can jump there; under it the
// source with carets; under that what would resolve it and what else there is to see.
// Whatever comes from an article or its path is made visible before it is printed.
type textPage struct {
	run     Run
	out     *bufio.Writer
	entry   bytes.Buffer // the finding being printed
	palette palette
	frame   frame
	width   int
	started bool
}

func newTextPage(run Run, out *bufio.Writer) printer {
	width := run.Width
	if width == 0 {
		width = defaultWidth
	}
	return &textPage{run: run, out: out, palette: newPalette(run.Color), width: max(width, minWidth)}
}

func (t *textPage) begin() error { return nil }

func (t *textPage) end() error { return nil }

func (t *textPage) finding(l *located) error {
	t.entry.Reset()
	if t.started {
		t.entry.WriteByte('\n')
	}
	t.started = true
	t.headline(l)
	t.frame.number = 0
	if l.place.known {
		t.code(l)
	}
	t.remedies(l)
	t.notes(l)
	_, err := t.out.Write(t.entry.Bytes())
	return err
}

func (t *textPage) headline(l *located) {
	severity := t.palette.of(l.Severity).Sprint(severityWord(t.run.Text, l.Severity))
	fmt.Fprintf(&t.entry, "%s: %s: %s", t.palette.place.Sprint(address(l.Path, l.place)), severity, visible(l.message))
	if l.Rule != "" {
		t.entry.WriteByte(' ')
		t.entry.WriteString(t.palette.faint.Sprint("[" + visible(l.Rule) + "]"))
	}
	t.entry.WriteByte('\n')
}

func (t *textPage) code(l *located) {
	t.frame.draw(l.file, l.Span, t.width)
	t.line(fmt.Sprintf("%*d |", numberWidth, t.frame.number), string(t.frame.code))
	carets := strings.TrimLeft(string(t.frame.carets), " ")
	indent := strings.Repeat(" ", len(t.frame.carets)-len(carets))
	t.line(t.margin()+"|", indent+t.palette.of(l.Severity).Sprint(carets))
}

// line writes a line of a frame, without a trailing blank where there is nothing to show.
func (t *textPage) line(bar, shown string) {
	t.entry.WriteString(t.palette.faint.Sprint(bar))
	if shown != "" {
		t.entry.WriteByte(' ')
		t.entry.WriteString(shown)
	}
	t.entry.WriteByte('\n')
}

// margin is as wide as the line number of the frame and the blank behind it.
func (t *textPage) margin() string {
	return strings.Repeat(" ", gutter(t.frame.number)-len("| "))
}

// remedies lists the fixes.
func (t *textPage) remedies(l *located) {
	for _, r := range remedies(t.run.Text, l) {
		fmt.Fprintf(&t.entry, "%s= %s\n", t.margin(), t.palette.fix.Sprint(r))
	}
}

// remedies says what would resolve a finding. Only what is applied without asking is called a fix.
func remedies(text Localizer, l *located) []string {
	var all []string
	for i, f := range l.Fixes {
		message := visible(say(text, f.Message))
		if i == 0 && f.Safe {
			all = append(all, text.Sprintf("fix: %s", message))
		} else {
			all = append(all, text.Sprintf("suggestion: %s", message))
		}
	}
	return all
}

func (t *textPage) notes(l *located) {
	for _, n := range l.related {
		said := t.run.Text.Sprintf("note: %s", visible(n.message))
		fmt.Fprintf(&t.entry, "%s= %s: %s\n", t.margin(), address(n.path, n.place), said)
	}
}

// address is a place the way editors and terminals recognise it.
func address(path string, p place) string {
	return fmt.Sprintf("%s:%d:%d", visible(path), p.from.line, p.from.char)
}
