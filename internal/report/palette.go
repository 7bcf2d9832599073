package report

import (
	"github.com/fatih/color"

	"github.com/kblint/kblint/internal/lint"
)

// palette holds the colours of text. Each is switched on or off by itself, so that the
// caller's choice holds whatever the environment says.
type palette struct {
	place, faint, fix    *color.Color
	failure, alarm, mild *color.Color
}

func newPalette(coloured bool) palette {
	paint := func(attributes ...color.Attribute) *color.Color {
		c := color.New(attributes...)
		if coloured {
			c.EnableColor()
		} else {
			c.DisableColor()
		}
		return c
	}
	return palette{
		place:   paint(color.Bold),
		faint:   paint(color.Faint),
		fix:     paint(color.FgGreen),
		failure: paint(color.FgRed, color.Bold),
		alarm:   paint(color.FgYellow, color.Bold),
		mild:    paint(color.FgCyan, color.Bold),
	}
}

// of is the colour of a severity.
func (p palette) of(s lint.Severity) *color.Color {
	switch s {
	case lint.Error:
		return p.failure
	case lint.Warning:
		return p.alarm
	case lint.Hint, lint.Off:
	}
	return p.mild
}
