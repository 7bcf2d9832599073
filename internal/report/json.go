package report

import (
	"bufio"
	"bytes"
	"encoding/json"

	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/engine"
	"github.com/kblint/kblint/internal/lint"
)

// jsonFinding is a line of jsonl. Its end is exclusive: end_column is the column after the
// last character.
type jsonFinding struct {
	Rule     string `json:"rule"`
	Severity string `json:"severity"`
	jsonPlace
	Message string `json:"message"`
	Fixable bool   `json:"fixable"`
}

type jsonPlace struct {
	Path      string `json:"path"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"end_line"`
	EndColumn int    `json:"end_column"`
}

// jsonDetails is a finding in the json document: a line of jsonl and more.
type jsonDetails struct {
	jsonFinding
	Fixes   []jsonFix     `json:"fixes"`
	Related []jsonRelated `json:"related"`
}

// jsonFix replaces bytes of the article: its offsets count from the file's first byte.
type jsonFix struct {
	Message string      `json:"message"`
	Safe    bool        `json:"safe"`
	Edits   []edit.Edit `json:"edits"`
}

type jsonRelated struct {
	jsonPlace
	Message string `json:"message"`
}

type jsonFault struct {
	Path    string `json:"path"`
	Message string `json:"message"`
}

type jsonSummary struct {
	Articles int `json:"articles"`
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Hints    int `json:"hints"`
	Fixable  int `json:"fixable"`
}

func newJSONPlace(path string, p place) jsonPlace {
	return jsonPlace{
		Path: path, Line: p.from.line, Column: p.from.char,
		EndLine: p.to.line, EndColumn: p.to.char,
	}
}

func newJSONFinding(l *located) jsonFinding {
	return jsonFinding{
		Rule: l.Rule, Severity: severityID(l.Severity), jsonPlace: newJSONPlace(l.Path, l.place),
		Message: l.message, Fixable: fixable(l.Finding),
	}
}

// jsonStream writes values one after the other, for documents too large to be built whole.
type jsonStream struct {
	out      *bufio.Writer
	buffer   bytes.Buffer
	encoder  *json.Encoder
	elements int
}

func newJSONStream(out *bufio.Writer) *jsonStream {
	s := &jsonStream{out: out}
	s.encoder = json.NewEncoder(&s.buffer)
	s.encoder.SetEscapeHTML(false)
	return s
}

// value writes a value between two pieces of the document's own text.
func (s *jsonStream) value(before string, v any, after string) error {
	s.buffer.Reset()
	s.buffer.WriteString(before)
	if err := s.encoder.Encode(v); err != nil {
		return err
	}
	s.buffer.Truncate(s.buffer.Len() - len("\n")) // which the encoder adds
	s.buffer.WriteString(after)
	_, err := s.out.Write(s.buffer.Bytes())
	return err
}

// element writes the next element of the array that the document's text has opened, on a
// line of its own.
func (s *jsonStream) element(v any) error {
	before := ",\n"
	if s.elements == 0 {
		before = "\n"
	}
	s.elements++
	return s.value(before, v, "")
}

// jsonLines is the format of one object a line.
type jsonLines struct{ *jsonStream }

func newJSONLines(_ Run, out *bufio.Writer) printer { return jsonLines{newJSONStream(out)} }

func (jsonLines) begin() error { return nil }

func (j jsonLines) finding(l *located) error { return j.value("", newJSONFinding(l), "\n") }

func (jsonLines) end() error { return nil }

// jsonDocument is the format of one document, a finding a line.
type jsonDocument struct {
	*jsonStream
	run Run
}

func newJSONDocument(run Run, out *bufio.Writer) printer {
	return jsonDocument{jsonStream: newJSONStream(out), run: run}
}

func (j jsonDocument) begin() error {
	tool := struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}{toolName, j.run.Version}
	return j.value(`{"version":1,"tool":`, tool, `,"findings":[`)
}

func (j jsonDocument) finding(l *located) error {
	details := jsonDetails{jsonFinding: newJSONFinding(l), Fixes: []jsonFix{}, Related: []jsonRelated{}}
	for _, f := range l.Fixes {
		edits := append([]edit.Edit{}, f.Edits...)
		details.Fixes = append(details.Fixes, jsonFix{Message: say(j.run.Text, f.Message), Safe: f.Safe, Edits: edits})
	}
	for _, n := range l.related {
		place := newJSONPlace(n.path, n.place)
		details.Related = append(details.Related, jsonRelated{jsonPlace: place, Message: n.message})
	}
	return j.element(details)
}

func (j jsonDocument) end() error {
	faults := []jsonFault{}
	for _, f := range j.run.Result.Faults {
		faults = append(faults, jsonFault{Path: f.Path, Message: f.Err.Error()})
	}
	if err := j.value("\n],\"faults\":", faults, ""); err != nil {
		return err
	}
	return j.value(`,"summary":`, newJSONSummary(j.run.Result), "}\n")
}

func newJSONSummary(r *engine.Result) jsonSummary {
	t := tallyOf(r)
	return jsonSummary{
		Articles: r.Articles, Errors: t.severities[lint.Error], Warnings: t.severities[lint.Warning],
		Hints: t.severities[lint.Hint], Fixable: t.fixable,
	}
}
