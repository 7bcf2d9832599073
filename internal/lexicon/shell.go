package lexicon

import (
	"strings"

	"github.com/kblint/kblint/internal/source"
)

// shellWord is one word of a command, without its quotes.
type shellWord struct {
	text   string
	span   source.Span
	quoted bool
}

// shellReader cuts code into simple commands: words up to a line's end, ";", "&&",
// "|" and the like. It knows no shell in full, but what is common to those that help
// articles show.
type shellReader struct {
	src        []byte
	set        *commandSet
	query      bool // only ";" and an empty line end a command
	words      []shellWord
	continued  bool // the line before ended in a continuation mark
	visit      func([]shellWord)
	text       []byte // of the open word
	start, end int    // of the open word; start is -1 while none is open
	quoted     bool
}

// session says how the lines of a block are to be read.
type session uint8

const (
	script  session = iota // every line is code, "#" begins a comment
	dialog                 // only lines with a prompt are code, the others are output
	rootish                // every line begins with "# ", which is the prompt then
)

// read visits the commands of a block of code. Each line of the block is inside one
// span.
func (r *shellReader) read(lines []source.Span) {
	mode := r.session(lines)
	for _, l := range lines {
		r.line(l, mode)
	}
	r.finish()
}

// session looks at the prompts of all lines.
func (r *shellReader) session(lines []source.Span) session {
	mode := rootish
	for _, l := range lines {
		text := strings.TrimSpace(string(r.src[l.Start:l.End]))
		if _, sure := prompt(text); sure {
			return dialog
		}
		if text != "" && !strings.HasPrefix(text, "# ") {
			mode = script
		}
	}
	return mode
}

func (r *shellReader) line(l source.Span, mode session) {
	text := string(r.src[l.Start:l.End])
	trimmed := strings.TrimLeft(text, " \t")
	offset := l.Start + len(text) - len(trimmed)
	trimmed = strings.TrimRight(trimmed, " \t\r\n")
	if !r.continued {
		length, sure := prompt(trimmed)
		switch {
		case mode == dialog && !sure:
			return
		case mode == rootish && strings.HasPrefix(trimmed, "# "):
			length = len("# ")
		}
		trimmed, offset = trimmed[length:], offset+length
		if comment(trimmed) {
			return
		}
	}
	if trimmed == "" {
		r.finish()
	}
	body := strings.TrimRight(trimmed, "\\`^")
	// A single mark at the end continues the line; "C:\" ends in one, too, but no
	// harm is done by reading on there.
	r.continued = len(trimmed)-len(body) == 1 && body != ""
	if !r.continued {
		body = trimmed
	}
	r.split(body, offset)
	if !r.continued && !r.open() {
		r.finish()
	}
}

// open reports whether the command so far goes on over the line's end.
func (r *shellReader) open() bool {
	if r.query || len(r.words) < 2 {
		return r.query
	}
	return r.set.statements[strings.ToLower(r.words[0].text+" "+r.words[1].text)]
}

// finish hands on the open command.
func (r *shellReader) finish() {
	if len(r.words) > 0 {
		r.visit(r.words)
	}
	r.words = r.words[:0]
}

// split cuts one line into words and commands.
func (r *shellReader) split(text string, offset int) {
	r.start = -1
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\'' || c == '"':
			i = r.quote(text, i, offset)
		case c == ' ' || c == '\t':
			r.endWord()
		case c == '#' && r.start < 0:
			return
		case strings.IndexByte(";|&", c) >= 0, r.start < 0 && strings.IndexByte("(){}`", c) >= 0:
			r.endWord()
			r.finish()
		case c == '>' && r.start < 0:
			i = r.redirect(text, i, offset)
		case c == '\\' && i+1 < len(text) && strings.IndexByte(" '\"", text[i+1]) >= 0:
			i++
			r.add(text[i], i, offset)
		default:
			r.add(c, i, offset)
		}
	}
	r.endWord()
}

// add appends one byte of the line to the open word.
func (r *shellReader) add(c byte, i, offset int) {
	if r.start < 0 {
		r.start, r.text, r.quoted = offset+i, r.text[:0], false
	}
	r.text = append(r.text, c)
	r.end = offset + i + 1
}

// quote reads a quoted part of a word. A quote that is never closed is a mere
// apostrophe.
func (r *shellReader) quote(text string, i, offset int) int {
	length := strings.IndexByte(text[i+1:], text[i])
	if length < 0 {
		return i
	}
	if r.start < 0 {
		r.start, r.text = offset+i, r.text[:0]
	}
	r.quoted = true
	r.text = append(r.text, text[i+1:i+1+length]...)
	r.end = offset + i + length + 2
	return i + length + 1
}

// redirect reads ">" or ">>" with the blanks behind it into the word of its target.
func (r *shellReader) redirect(text string, i, offset int) int {
	r.add('>', i, offset)
	for i+1 < len(text) && (text[i+1] == '>' || text[i+1] == ' ') {
		i++
	}
	return i
}

// maxCommandWords bounds the words of one command that are looked at.
const maxCommandWords = 1000

func (r *shellReader) endWord() {
	if r.start >= 0 && len(r.words) < maxCommandWords {
		r.words = append(r.words, shellWord{string(r.text), source.Span{Start: r.start, End: r.end}, r.quoted})
	}
	r.start, r.quoted = -1, false
}

// comment reports whether a line of code is a comment as a whole.
func comment(line string) bool {
	for _, mark := range []string{"#", "//", "--", "::", "/*", "*", "rem ", "REM "} {
		if rest, ok := strings.CutPrefix(line, mark); ok {
			return mark != "--" || rest == "" || rest[0] == ' '
		}
	}
	return false
}

// longestPrompt bounds how far a prompt is looked for.
const longestPrompt = 120

// prompt is the length of the prompt that a line begins with, blanks included. It is
// sure where it can be nothing else: "> " may be a quotation or a continuation.
func prompt(line string) (length int, sure bool) {
	switch {
	case strings.HasPrefix(line, "$ "):
		return 2, true
	case strings.HasPrefix(line, "> "):
		return 2, false
	}
	head := line[:min(len(line), longestPrompt)]
	end := promptEnd(head)
	if end < 0 {
		return 0, false
	}
	rest := line[end:]
	return end + len(rest) - len(strings.TrimLeft(rest, " ")), true
}

// promptEnd is where "PS C:\>", "C:\Users>", "user@host:~$", "[root@host /]#" or
// "mysql>" ends, or -1.
func promptEnd(head string) int {
	angle := strings.IndexByte(head, '>')
	switch {
	case strings.HasPrefix(head, "PS ") && angle > 0, len(head) > 3 && head[1:3] == `:\` && angle > 0:
		return angle + 1
	case angle > 0 && strings.HasPrefix(head[angle:], "> ") && strings.Trim(head[:angle], nameBytes) == "":
		return angle + 1
	}
	end := strings.IndexAny(head, "$#%")
	if end < 0 || !strings.HasPrefix(head[end+1:], " ") {
		return -1
	}
	name, host, found := strings.Cut(strings.TrimLeft(head[:end], "[("), "@")
	if !found || name == "" || strings.Trim(name, nameBytes) != "" || strings.Count(host, " ") > 1 {
		return -1
	}
	return end + 1
}

// nameBytes are the bytes of names of users and interactive programs.
const nameBytes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.="
