package edit

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// around is how many unchanged lines a hunk shows before and behind what it changes.
const around = 3

// noNewline is what a diff says below a last line that has no line break.
const noNewline = "\\ No newline at end of file\n"

// Diff is the unified diff, with the headers that "git apply" and "patch" read, of what sorted edits that do
// not overlap make of a file; nil where they change nothing. No lines are compared beyond those that the
// edits touch, so it is exact and takes no longer than the file is long.
func Diff(path string, src []byte, edits []Edit) []byte {
	blocks := changes(src, edits)
	if len(blocks) == 0 {
		return nil
	}
	w := &hunks{src: src}
	fmt.Fprintf(&w.out, "--- %s\n+++ %s\n", fileName("a/", path), fileName("b/", path))
	for len(blocks) > 0 {
		n := 1
		for n < len(blocks) && w.near(blocks[n-1].end, blocks[n].start) {
			n++
		}
		w.write(blocks[:n])
		blocks = blocks[n:]
	}
	return w.out.Bytes()
}

// block replaces whole lines, the bytes [start, end), by others.
type block struct {
	start, end int
	text       []byte
}

// changes are the lines that edits change, in order. No two blocks touch.
func changes(src []byte, edits []Edit) []block {
	var blocks []block
	for len(edits) > 0 {
		b := block{start: lineStart(src, edits[0].Start), end: lineEnd(src, edits[0].End)}
		n := 1
		for n < len(edits) && edits[n].Start <= b.end {
			b.end = max(b.end, lineEnd(src, edits[n].End))
			n++
		}
		moved := make([]Edit, n)
		for i, e := range edits[:n] {
			moved[i] = Edit{Start: e.Start - b.start, End: e.End - b.start, New: e.New}
		}
		b.text = Apply(src[b.start:b.end], moved)
		edits = edits[n:]
		blocks = append(blocks, b.split(src)...)
	}
	return blocks
}

// split leaves out the lines that stay as they are: those before and behind the changed ones and, where no
// line came or went, those between them.
func (b block) split(src []byte) []block {
	before, after := lines(src[b.start:b.end]), lines(b.text)
	if len(before) != len(after) {
		return b.trimmed(before, after)
	}
	var out []block
	at := b.start
	for i, line := range before {
		next := at + len(line)
		if !bytes.Equal(line, after[i]) {
			if last := len(out) - 1; last >= 0 && out[last].end == at {
				out[last].end = next
				out[last].text = append(out[last].text, after[i]...)
			} else {
				out = append(out, block{at, next, bytes.Clone(after[i])})
			}
		}
		at = next
	}
	return out
}

// trimmed is split where lines came or went: the block without the lines that stay at its ends.
func (b block) trimmed(before, after [][]byte) []block {
	head := 0
	for head < min(len(before), len(after)) && bytes.Equal(before[head], after[head]) {
		b.start += len(before[head])
		b.text = b.text[len(after[head]):]
		head++
	}
	before, after = before[head:], after[head:]
	for len(before) > 0 && len(after) > 0 && bytes.Equal(before[len(before)-1], after[len(after)-1]) {
		same := len(after[len(after)-1])
		b.end -= same
		b.text = b.text[:len(b.text)-same]
		before, after = before[:len(before)-1], after[:len(after)-1]
	}
	return []block{b}
}

// hunks writes the hunks of one file.
type hunks struct {
	out bytes.Buffer
	src []byte
	// at is an offset in src that the writer has come to, line the number of lines before it, and shift how
	// many lines more there are before that place in the new text.
	at, line, shift int
}

// near reports whether so few lines lie between two places that one hunk shows both.
func (w *hunks) near(end, start int) bool {
	return bytes.Count(w.src[end:start], []byte("\n")) <= 2*around
}

// write writes a hunk of some blocks.
func (w *hunks) write(blocks []block) {
	first, last := blocks[0], blocks[len(blocks)-1]
	start, end := first.start, last.end
	for range around {
		start = lineStart(w.src, max(start-1, 0))
		end = lineEnd(w.src, end)
	}
	w.line += bytes.Count(w.src[w.at:start], []byte("\n"))
	var body bytes.Buffer
	was, is := 0, 0
	at := start
	for _, b := range blocks {
		same := show(&body, ' ', w.src[at:b.start])
		was += same + show(&body, '-', w.src[b.start:b.end])
		is += same + show(&body, '+', b.text)
		at = b.end
	}
	same := show(&body, ' ', w.src[at:end])
	was, is = was+same, is+same
	fmt.Fprintf(&w.out, "@@ -%s +%s @@\n", lineRange(w.line, was), lineRange(w.line+w.shift, is))
	w.out.Write(body.Bytes())
	w.at, w.line, w.shift = end, w.line+was, w.shift+is-was
}

// show writes lines with a sign before each, and gives their number.
func show(out *bytes.Buffer, sign byte, text []byte) int {
	shown := lines(text)
	for _, line := range shown {
		out.WriteByte(sign)
		out.Write(line)
		if !bytes.HasSuffix(line, []byte("\n")) {
			out.WriteString("\n" + noNewline)
		}
	}
	return len(shown)
}

// lineRange is the place of some lines in the header of a hunk; before is the number of lines before them.
func lineRange(before, count int) string {
	switch count {
	case 0:
		return fmt.Sprintf("%d,0", before)
	case 1:
		return strconv.Itoa(before + 1)
	default:
		return fmt.Sprintf("%d,%d", before+1, count)
	}
}

// lines splits a text behind its line breaks.
func lines(text []byte) [][]byte {
	var out [][]byte
	for len(text) > 0 {
		n := lineEnd(text, 0)
		out = append(out, text[:n:n])
		text = text[n:]
	}
	return out
}

// lineStart is where the line begins that holds the byte at an offset.
func lineStart(src []byte, offset int) int { return bytes.LastIndexByte(src[:offset], '\n') + 1 }

// lineEnd is where that line ends, its line break included.
func lineEnd(src []byte, offset int) int {
	if n := bytes.IndexByte(src[offset:], '\n'); n >= 0 {
		return offset + n + 1
	}
	return len(src)
}

// fileName is a path in the header of a file, quoted as git quotes it. One with blanks ends in a tab, for
// otherwise programs would take what comes behind a blank for a date.
func fileName(prefix, path string) string {
	name := prefix + strings.TrimPrefix(path, "/")
	if strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == '"' || r == '\\' || r >= 0x7f }) {
		return quoted(name)
	}
	if strings.Contains(name, " ") {
		return name + "\t"
	}
	return name
}

// escapes are the characters that have a short form in a quoted name.
const escapes = "\aa\bb\tt\nn\vv\ff\rr\"\"\\\\"

// quoted is a name as C would write it.
func quoted(name string) string {
	var out strings.Builder
	out.WriteByte('"')
	for i := range len(name) {
		c := name[i]
		if at := strings.IndexByte(escapes, c); c < 0x80 && at >= 0 && at%2 == 0 {
			out.WriteByte('\\')
			out.WriteByte(escapes[at+1])
			continue
		}
		if c < ' ' || c >= 0x7f {
			fmt.Fprintf(&out, "\\%03o", c)
			continue
		}
		out.WriteByte(c)
	}
	out.WriteByte('"')
	return out.String()
}
