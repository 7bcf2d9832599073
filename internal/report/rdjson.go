package report

import (
	"bufio"
	"bytes"
	"unicode/utf8"

	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lint"
)

// The types below are the part of the Reviewdog Diagnostic Format that kblint writes:
// https://github.com/reviewdog/reviewdog/tree/master/proto/rdf.

type rdDiagnostic struct {
	Message     string         `json:"message"`
	Location    rdLocation     `json:"location"`
	Severity    string         `json:"severity"`
	Source      rdSource       `json:"source"`
	Code        *rdCode        `json:"code,omitempty"`
	Suggestions []rdSuggestion `json:"suggestions,omitempty"`
	Related     []rdRelated    `json:"related_locations,omitempty"`
}

type rdLocation struct {
	Path  string   `json:"path"`
	Range *rdRange `json:"range,omitempty"`
}

// rdRange counts columns in bytes; its end is exclusive.
type rdRange struct {
	Start rdPosition `json:"start"`
	End   rdPosition `json:"end"`
}

type rdPosition struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

type rdSource struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

type rdCode struct {
	Value string `json:"value"`
	URL   string `json:"url,omitempty"`
}

type rdSuggestion struct {
	Range rdRange `json:"range"`
	Text  string  `json:"text"`
}

type rdRelated struct {
	Message  string     `json:"message"`
	Location rdLocation `json:"location"`
}

// maxBridge is how many bytes may lie between the edits of one fix for them to become one suggestion.
const maxBridge = 1024

// diagnosticLines is reviewdog's format of one diagnostic a line.
type diagnosticLines struct {
	*jsonStream
	help map[string]string // addresses of the rules' pages
}

func newDiagnosticLines(run Run, out *bufio.Writer) printer {
	d := diagnosticLines{newJSONStream(out), map[string]string{}}
	for _, r := range run.Rules {
		d.help[r.ID] = r.HelpURI
	}
	return d
}

func (diagnosticLines) begin() error { return nil }

func (diagnosticLines) end() error { return nil }

func (d diagnosticLines) finding(l *located) error {
	diagnostic := rdDiagnostic{
		Message: l.message, Location: newRdLocation(l.Path, l.place), Severity: rdSeverity(l.Severity),
		Source: rdSource{toolName, toolHome}, Suggestions: newRdSuggestions(l),
	}
	if l.Rule != "" {
		diagnostic.Code = &rdCode{l.Rule, d.help[l.Rule]}
	}
	for _, n := range l.related {
		diagnostic.Related = append(diagnostic.Related, rdRelated{n.message, newRdLocation(n.path, n.place)})
	}
	return d.value("", diagnostic, "\n")
}

func rdSeverity(s lint.Severity) string {
	switch s {
	case lint.Error:
		return "ERROR"
	case lint.Warning:
		return "WARNING"
	case lint.Hint, lint.Off:
	}
	return "INFO"
}

func newRdLocation(path string, p place) rdLocation {
	location := rdLocation{Path: path}
	if p.known {
		location.Range = &rdRange{newRdPosition(p.from), newRdPosition(p.to)}
	}
	return location
}

func newRdPosition(p position) rdPosition { return rdPosition{p.line, p.byte} }

// newRdSuggestions makes a suggestion of each fix. Those on other lines than the first are left out:
// reviewdog puts all suggestions of a diagnostic into one comment, which has one range of lines.
func newRdSuggestions(l *located) []rdSuggestion {
	if l.file == nil {
		return nil
	}
	var suggestions []rdSuggestion
	for _, f := range l.Fixes {
		s, ok := newRdSuggestion(l.file, f)
		if !ok {
			continue
		}
		if len(suggestions) > 0 {
			first := suggestions[0].Range
			if s.Range.Start.Line != first.Start.Line || s.Range.End.Line != first.End.Line {
				continue
			}
		}
		suggestions = append(suggestions, s)
	}
	return suggestions
}

// newRdSuggestion makes one replacement of all the edits of a fix, since half a fix is none. What stands
// between the edits must be short, and be shown as it is.
func newRdSuggestion(file *file, f lint.Fix) (s rdSuggestion, ok bool) {
	edits, dropped := edit.Merge([][]edit.Edit{f.Edits})
	if len(edits) == 0 || dropped > 0 {
		return rdSuggestion{}, false
	}
	start, end := edits[0].Start, edits[len(edits)-1].End
	if start < 0 || end < start || end > len(file.text) || !areApart(edits) {
		return rdSuggestion{}, false
	}
	text := edits[0].New
	if len(edits) > 1 {
		covered := file.text[start:end]
		if bridge(edits) > maxBridge || bytes.Contains(covered, []byte("//")) {
			return rdSuggestion{}, false
		}
		moved := make([]edit.Edit, 0, len(edits))
		for _, e := range edits {
			moved = append(moved, edit.Edit{Start: e.Start - start, End: e.End - start, New: e.New})
		}
		text = string(edit.Apply(covered, moved))
	}
	if !utf8.ValidString(text) {
		return rdSuggestion{}, false // JSON would have another text
	}
	where := rdRange{newRdPosition(file.position(start)), newRdPosition(file.position(end))}
	return rdSuggestion{where, text}, true
}

// areApart reports whether sorted edits are ranges that follow one another.
func areApart(edits []edit.Edit) bool {
	at := 0
	for _, e := range edits {
		if e.Start < at || e.End < e.Start {
			return false
		}
		at = e.End
	}
	return true
}

// bridge is how many bytes lie between edits.
func bridge(edits []edit.Edit) int {
	sum := edits[len(edits)-1].End - edits[0].Start
	for _, e := range edits {
		sum -= e.End - e.Start
	}
	return sum
}
