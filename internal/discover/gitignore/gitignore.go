// Package gitignore reads the syntax of .gitignore files and matches paths
// against it exactly as git does, quirks included: its tests ask git itself.
//
// It knows one file's patterns only. Which files apply to a path, and that
// nothing below an excluded folder can be re-included, is the walker's matter,
// since a walker that does not enter a folder gets the latter for nothing.
package gitignore

import (
	"bytes"
	"strings"
)

// Verdict is what the patterns of one file say about a path.
type Verdict int

// Undecided lets the next file of the chain speak; the other two are final.
const (
	Undecided Verdict = iota
	Ignored
	Included
)

// Patterns are the compiled lines of one ignore file. They are immutable, so
// that any number of goroutines may match at once.
type Patterns struct {
	list []pattern
}

// Parse compiles the text of an ignore file. No text is wrong: git passes over
// a pattern that can never match without a word, and so does Parse. A byte
// order mark and CRLF line ends are tolerated.
func Parse(src []byte) *Patterns {
	src = bytes.TrimPrefix(src, []byte("\xef\xbb\xbf"))
	var p Patterns
	for line := range strings.Lines(string(src)) {
		line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
		if strings.HasPrefix(line, "#") {
			continue
		}
		if compiled, ok := compile(trimBlanks(line)); ok {
			p.list = append(p.list, compiled)
		}
	}
	return &p
}

// Empty reports whether no line of the file can match anything.
func (p *Patterns) Empty() bool { return len(p.list) == 0 }

// Match judges a slash-separated path, relative to the folder that the ignore
// file governs. The last pattern that matches decides.
func (p *Patterns) Match(path string, folder bool) Verdict {
	name := path[strings.LastIndexByte(path, '/')+1:]
	for i := len(p.list) - 1; i >= 0; i-- {
		rule := &p.list[i]
		if !rule.match(path, name, folder) {
			continue
		}
		if rule.negated {
			return Included
		}
		return Ignored
	}
	return Undecided
}

// trimBlanks cuts the blanks at the end of a line, of which a backslash saves
// one. Tabs stay, as in git.
func trimBlanks(line string) string {
	end := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case ' ':
			continue
		case '\\':
			i++
		}
		end = min(i+1, len(line))
	}
	return line[:end]
}

// form tells how a pattern is matched. Nearly all lines of real files are
// names or "*.ext", which need no glob.
type form int

const (
	exact   form = iota // the subject equals the text
	suffix              // the subject ends with the text: "*.ext"
	globbed             // the subject begins with the text, and the glob matches the rest
)

// pattern is one line. Its subject is the name alone if the line has no slash
// but at its end, else the whole path.
type pattern struct {
	form       form
	negated    bool
	folderOnly bool
	nameOnly   bool
	text       string
	rest       glob
}

func (p *pattern) match(path, name string, folder bool) bool {
	if p.folderOnly && !folder {
		return false
	}
	subject := path
	if p.nameOnly {
		subject = name
	}
	switch p.form {
	case exact:
		return subject == p.text
	case suffix:
		return strings.HasSuffix(subject, p.text)
	case globbed:
		rest, ok := strings.CutPrefix(subject, p.text)
		return ok && p.rest.match(rest)
	default:
		return false
	}
}

// compile follows parse_path_pattern and match_pathname of git's dir.c. It
// reports false for lines that match nothing.
func compile(line string) (pattern, bool) {
	var p pattern
	line, p.negated = strings.CutPrefix(line, "!")
	line, p.folderOnly = strings.CutSuffix(line, "/")
	p.nameOnly = !strings.Contains(line, "/")
	line = strings.TrimPrefix(line, "/")
	if line == "" {
		return p, false
	}
	wild := strings.IndexAny(line, `*?[\`)
	if wild < 0 {
		p.text = line
		return p, true
	}
	if ending := line[1:]; p.nameOnly && line[0] == '*' && !strings.ContainsAny(ending, `*?[\`) {
		p.form, p.text = suffix, ending
		return p, true
	}
	// The literal beginning is cut off before the glob is read, as git does:
	// hence "a**/b" matches "ax/y/b", whatever git's manual says of it.
	p.form, p.text = globbed, line[:wild]
	rest, ok := compileGlob(line[wild:])
	p.rest = rest
	return p, ok
}
