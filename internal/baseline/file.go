package baseline

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// version is that of the file's form. Whoever changes what an entry means raises it.
const version = 1

// FileError is what is wrong with a baseline file. Its message is a key of the catalogue with arguments.
type FileError struct {
	Start, End int // the place, in bytes
	Format     string
	Args       []any
}

// Error is the mistake in English.
func (m *FileError) Error() string { return fmt.Sprintf(m.Format, m.Args...) }

// The messages of mistakes. Each says what to do.
const (
	msgConflict = "a merge has left a conflict here; delete the lines with \"<<<<<<<\", \"=======\" and \">>>>>>>\" and keep all others, or run `kblint baseline` anew without the file"
	msgSyntax   = "the baseline is not JSON from here on (%s); take the file from version control again, or delete it and run `kblint baseline`"
	msgShape    = "this is not what a baseline holds here: %s; take the file from version control again, or delete it and run `kblint baseline`"
	msgVersion  = "the baseline is of version %s, and this kblint reads version %s; use the kblint that wrote it, or delete the file and run `kblint baseline`"
	msgNone     = "the file has no \"version\", so it is no baseline of kblint; name another file, or delete it and run `kblint baseline`"
	msgEntry    = "this entry has no \"path\" or no \"rule\"; delete its line"
)

// row is an entry as the file has it.
type row struct {
	Entry
	Number int `json:"n,omitempty"` // 2 for the second of equal findings
}

// top is the file.
type top struct {
	Version json.RawMessage `json:"version"`
	Entries json.RawMessage `json:"entries"`
}

// Parse reads a baseline file. The error is a *FileError.
func Parse(src []byte) (*Baseline, error) {
	b, err := parse(src)
	if m, ok := errors.AsType[*FileError](err); ok && m.Format == msgSyntax {
		if b, err := parse(mended(src)); err == nil {
			return b, nil
		}
	}
	return b, err
}

func parse(src []byte) (*Baseline, error) {
	if at := conflict.FindIndex(src); at != nil {
		return nil, &FileError{at[0], at[1], msgConflict, nil}
	}
	if len(bytes.TrimSpace(src)) == 0 {
		return nil, &FileError{Format: msgNone}
	}
	var t top
	if err := json.Unmarshal(src, &t); err != nil {
		return nil, mistake(src, err, 0)
	}
	if err := checkVersion(src, t.Version); err != nil {
		return nil, err
	}
	if t.Entries == nil {
		return &Baseline{}, nil
	}
	return parseEntries(src, t.Entries)
}

// conflict finds what git leaves of a conflict.
var conflict = regexp.MustCompile(`(?m)^<{7} .*$`)

// seam is what a merge leaves of commas where one side has changed the last entry: none between two
// lines, or one too many at the end.
var seam = regexp.MustCompile(`\}(,?)(\r?\n)([\]{])`)

// mended puts the commas right that a merge has put wrong. A line break cannot stand within a text in
// JSON, so nothing but the seams of entries is touched.
func mended(src []byte) []byte {
	return seam.ReplaceAllFunc(src, func(text []byte) []byte {
		m := seam.FindSubmatch(text)
		comma := ","
		if m[3][0] == ']' {
			comma = ""
		}
		return slices.Concat([]byte("}"+comma), m[2], m[3])
	})
}

func checkVersion(src []byte, v json.RawMessage) error {
	if v == nil || string(v) == "null" {
		return &FileError{Format: msgNone}
	}
	if string(v) == strconv.Itoa(version) {
		return nil
	}
	m := &FileError{Format: msgVersion, Args: []any{strings.Trim(string(v), `"`), strconv.Itoa(version)}}
	if at := versionAt.FindIndex(src); at != nil {
		m.Start = at[1]
		m.End = min(at[1]+len(v), len(src))
	}
	return m
}

var versionAt = regexp.MustCompile(`"version"\s*:\s*`)

func parseEntries(src, list []byte) (*Baseline, error) {
	base := max(0, bytes.Index(src, list))
	var rows []row
	if err := json.Unmarshal(list, &rows); err != nil {
		return nil, mistake(src, err, base)
	}
	seen := make(map[row]bool, len(rows))
	b := &Baseline{entries: make([]Entry, 0, len(rows))}
	for i, r := range rows {
		if r.Path == "" || r.Rule == "" {
			at := base + offsetOf(list, i)
			return nil, &FileError{at, at, msgEntry, nil}
		}
		r.Number = max(r.Number, 1)
		if !seen[r] { // a merge may have put a line in twice
			seen[r] = true
			b.entries = append(b.entries, r.Entry)
		}
	}
	slices.SortFunc(b.entries, compare)
	return b, nil
}

// mistake is an error of the JSON decoder with its place.
func mistake(src []byte, err error, base int) *FileError {
	at := 0
	m := &FileError{Format: msgSyntax, Args: []any{err.Error()}}
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		at = base + int(e.Offset) - 1
	}
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		m.Format, m.Args = msgShape, []any{e.Value}
		at = base + int(e.Offset) - 1
	}
	m.Start = min(max(at, 0), len(src))
	m.End = m.Start
	return m
}

// offsetOf is where element i of a list begins.
func offsetOf(list []byte, i int) int {
	d := json.NewDecoder(bytes.NewReader(list))
	if _, err := d.Token(); err != nil {
		return 0
	}
	for ; i > 0 && d.More(); i-- {
		var skip json.RawMessage
		if err := d.Decode(&skip); err != nil {
			return 0
		}
	}
	if !d.More() {
		return 0
	}
	at := int(d.InputOffset())
	return at + max(0, bytes.IndexByte(list[at:], '{'))
}

// Write writes the file: for equal baselines the same bytes.
func (b *Baseline) Write(w io.Writer) error {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	fmt.Fprintf(&out, "{\n\"version\": %d,\n\"entries\": [\n", version)
	number := 0
	for i, e := range b.entries {
		number++
		if i == 0 || e != b.entries[i-1] {
			number = 1
		}
		r := row{Entry: e}
		if number > 1 {
			r.Number = number
		}
		if err := encoder.Encode(r); err != nil {
			return fmt.Errorf("write baseline: %w", err)
		}
		if i+1 < len(b.entries) {
			out.Truncate(out.Len() - 1)
			out.WriteString(",\n")
		}
	}
	out.WriteString("]\n}\n")
	if _, err := w.Write(out.Bytes()); err != nil {
		return fmt.Errorf("write baseline: %w", err)
	}
	return nil
}
