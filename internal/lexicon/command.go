package lexicon

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/source"
)

// FindCommands appends to dst the destructive commands in one piece of code, ordered
// by place, and returns the extended slice. The spans of text are the code's lines in
// order, absolute in src, without fences and indentation; the text of a code span is
// one line, too. Language is the info string of the fence, or "".
//
// Prompts, comments and, where a block has prompts, the output between them are left
// out. A match covers the command with all its arguments; Clause numbers the commands
// of the block. Besides commands there are matches of the slot Context, which give
// weight to weak commands of their kind.
func (l *Lexicon) FindCommands(dst []Match, src []byte, text []source.Span, language string) []Match {
	set := l.commands
	language, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(language)), " ")
	if set.ignored[language] {
		return dst
	}
	f := commandFinder{set: set, src: src, query: set.queries[language], out: dst}
	f.read(codeLines(src, text))
	return f.out
}

// codeLines cuts spans at line ends, so that each holds one line at most. What lies
// outside src or before the span before is left out.
func codeLines(src []byte, text []source.Span) []source.Span {
	lines := make([]source.Span, 0, len(text))
	start := 0
	for _, span := range text {
		start = max(span.Start, start)
		end := min(span.End, len(src))
		for start < end {
			next := end
			if i := bytes.IndexByte(src[start:end], '\n'); i >= 0 {
				next = start + i + 1
			}
			lines = append(lines, source.Span{Start: start, End: next})
			start = next
		}
	}
	return lines
}

// commandFinder matches the commands that its reader finds.
type commandFinder struct {
	set    *commandSet
	src    []byte
	query  bool
	out    []Match
	groups []int32 // of the matches in out that this finder has added
	number int
}

func (f *commandFinder) read(lines []source.Span) {
	reader := shellReader{src: f.src, set: f.set, query: f.query, visit: f.command}
	reader.read(lines)
}

// wrapped is how many words of a wrapper may stand before the command in it.
const wrapped = 12

// command matches one simple command.
func (f *commandFinder) command(words []shellWord) {
	for len(words) > 1 && assignment(words[0].text) {
		words = words[1:]
	}
	f.number++
	span := source.Span{Start: words[0].span.Start, End: words[len(words)-1].span.End}
	direct := true // only wrappers and options so far
	for i, word := range words[:min(len(words), wrapped+1)] {
		if p := f.pattern(program(word.text), words[i+1:]); p != nil && (direct || !f.set.groups[p.group].weak) {
			g := &f.set.groups[p.group]
			f.out = append(f.out, Match{
				Slot: g.slot, Kind: g.kind, Weak: g.weak, Clause: f.number - 1, Word: i, Span: span,
			})
			f.groups = append(f.groups, p.group)
			return
		}
		wrapper := f.set.wrappers[program(word.text)]
		if i == 0 && !wrapper {
			return
		}
		direct = direct && (wrapper || strings.HasPrefix(word.text, "-"))
		if i > 0 && word.quoted && strings.Contains(word.text, " ") {
			f.nested(word.span)
		}
	}
}

// nested reads the command inside a quoted argument of a wrapper ("adb shell '...'").
func (f *commandFinder) nested(quoted source.Span) {
	inside := source.Span{Start: quoted.Start + 1, End: quoted.End - 1}
	if inside.Start < inside.End {
		f.read([]source.Span{inside})
	}
}

// pattern is the pattern that a program with its arguments matches: one that is not
// weak, or else a weak one, or nil.
func (f *commandFinder) pattern(program string, args []shellWord) *commandPattern {
	var weak *commandPattern
	for _, patterns := range [][]*commandPattern{f.set.programs[program], f.set.globs} {
		for _, p := range patterns {
			if !globMatch(p.program, program) || !p.matches(args) {
				continue
			}
			if g := &f.set.groups[p.group]; !g.weak && g.slot == Command {
				return p
			}
			if weak == nil {
				weak = p
			}
		}
	}
	return weak
}

// assignment reports whether a word sets a variable before the command ("LANG=C").
func assignment(word string) bool {
	name, _, found := strings.Cut(word, "=")
	return found && name != "" && strings.Trim(name, nameBytes) == ""
}

// program is the name of a program without folder and extension.
func program(word string) string {
	word = strings.ToLower(path.Base(strings.ReplaceAll(word, `\`, "/")))
	return strings.TrimSuffix(word, ".exe")
}

// commandHits reports whether a group's commands match a line of code.
func (l *Lexicon) commandHits(test int, text string) bool {
	f := commandFinder{set: l.commands, src: []byte(text)}
	f.read([]source.Span{{Start: 0, End: len(text)}})
	return slices.ContainsFunc(f.groups, func(group int32) bool {
		return f.set.groups[group].test == test
	})
}
