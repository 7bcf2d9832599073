package report

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/clipperhouse/displaywidth"

	"github.com/kblint/kblint/internal/lint"
)

// tableFormats are the ways to print a table, the default first.
func tableFormats() []tableFormat {
	return []tableFormat{{"text", writeAligned}, {"json", writeObjects}, {"jsonl", writeLines}, {"csv", writeCSV}}
}

type tableFormat struct {
	name  string
	write func(io.Writer, *lint.Table) error
}

// TableFormats are the names that PrintTable knows, the default first.
func TableFormats() []string {
	var names []string
	for _, f := range tableFormats() {
		names = append(names, f.name)
	}
	return names
}

// PrintTable writes a table in the named format: in columns for people, as a JSON array with an
// object a row, as a JSON object a line, or as CSV with a line of headings, as RFC 4180 has it.
func PrintTable(w io.Writer, name string, table *lint.Table, text Localizer) error {
	at := slices.IndexFunc(tableFormats(), func(f tableFormat) bool { return f.name == name })
	if at < 0 {
		return fmt.Errorf("format %q is none of %s", name, strings.Join(TableFormats(), ", "))
	}
	out := bufio.NewWriterSize(w, 1<<16)
	if name == "text" {
		for _, m := range table.Preface {
			fmt.Fprintln(out, visible(text.Sprintf(m.Format, m.Args...))) //nolint:errcheck // Flush tells
		}
	}
	err := tableFormats()[at].write(out, table)
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		return fmt.Errorf("write table as %s: %w", name, err)
	}
	return nil
}

// writeAligned writes columns with two blanks between them, figures to the right. A column in which
// all rows are empty is left out.
func writeAligned(w io.Writer, table *lint.Table) error {
	lines, shown := textCells(table)
	widths := make([]int, len(table.Columns))
	for _, line := range lines {
		for _, i := range shown {
			widths[i] = max(widths[i], displaywidth.String(line[i]))
		}
	}
	for n, line := range lines {
		var out bytes.Buffer
		for _, i := range shown {
			padding := strings.Repeat(" ", widths[i]-displaywidth.String(line[i]))
			if n > 0 && isFigure(table.Rows[n-1][i]) {
				out.WriteString(padding + line[i] + "  ")
			} else {
				out.WriteString(line[i] + padding + "  ")
			}
		}
		if _, err := w.Write(append(bytes.TrimRight(out.Bytes(), " "), '\n')); err != nil {
			return err
		}
	}
	return nil
}

// textCells are the lines of a table with its headings as people see them, and the columns in which
// anything stands; no line where there is none.
func textCells(table *lint.Table) (lines [][]string, shown []int) {
	lines = make([][]string, 1, len(table.Rows)+1)
	for _, row := range table.Rows {
		line := make([]string, len(row))
		for i, cell := range row {
			line[i] = visible(cellText(cell, ", "))
		}
		lines = append(lines, line)
	}
	for i := range table.Columns {
		if slices.ContainsFunc(lines[1:], func(line []string) bool { return line[i] != "" }) {
			shown = append(shown, i)
		}
	}
	if len(shown) == 0 {
		return nil, nil
	}
	lines[0] = table.Columns
	return lines, shown
}

func isFigure(cell any) bool {
	_, ok := cell.(int)
	return ok
}

// cellText writes a cell; the elements of a list with a separator between them, and what each counts
// behind it. Of nothing there is nothing to be seen.
func cellText(cell any, separator string) string {
	switch c := cell.(type) {
	case int:
		if c == 0 {
			return ""
		}
		return strconv.Itoa(c)
	case []string:
		return strings.Join(c, separator)
	case []lint.Tally:
		parts := make([]string, len(c))
		for i, t := range c {
			parts[i] = t.Text + " (" + strconv.Itoa(t.Articles) + ")"
		}
		return strings.Join(parts, separator)
	default:
		return fmt.Sprint(c)
	}
}

// writeObjects writes the cells of a row under the names of their columns, in their order.
func writeObjects(w io.Writer, table *lint.Table) error {
	var out bytes.Buffer
	out.WriteString("[")
	for n, row := range table.Rows {
		if n > 0 {
			out.WriteString(",")
		}
		out.WriteString("\n  ")
		if err := writeObject(&out, table.Columns, row); err != nil {
			return err
		}
	}
	out.WriteString("\n]\n")
	_, err := out.WriteTo(w)
	return err
}

// writeLines writes an object a line.
func writeLines(w io.Writer, table *lint.Table) error {
	var out bytes.Buffer
	for _, row := range table.Rows {
		if err := writeObject(&out, table.Columns, row); err != nil {
			return err
		}
		out.WriteByte('\n')
	}
	_, err := out.WriteTo(w)
	return err
}

func writeObject(out *bytes.Buffer, columns []string, row []any) error {
	out.WriteString("{")
	for i, cell := range row {
		if i > 0 {
			out.WriteString(", ")
		}
		fmt.Fprintf(out, "%q: ", columns[i])
		encoder := json.NewEncoder(out)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(cell); err != nil {
			return err
		}
		out.Truncate(out.Len() - 1) // the line end
	}
	out.WriteString("}")
	return nil
}

func writeCSV(w io.Writer, table *lint.Table) error {
	out := csv.NewWriter(w)
	if err := out.Write(table.Columns); err != nil {
		return err
	}
	for _, row := range table.Rows {
		record := make([]string, len(row))
		for i, cell := range row {
			record[i] = cellText(cell, "; ")
			if cell == 0 {
				record[i] = "0"
			}
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
