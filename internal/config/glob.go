package config

import (
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

const (
	// maxGlob is the longest pattern in bytes.
	maxGlob = 1000
	// maxForms is how many patterns without braces one with braces may stand for. Each pair of
	// braces may double their number, and every article is matched with all of them.
	maxForms = 100
)

// glob is a pattern of the file.
type glob struct {
	text
	// forms are what it stands for: patterns without braces that doublestar matches with a path
	// relative to the folder of the file. An article is matched if one of them matches.
	forms []string
}

// globs reads patterns. The package comment says what they mean.
func (d *decoder) globs(texts []text) []glob {
	globs := make([]glob, 0, len(texts))
	for _, t := range texts {
		before := len(d.problems)
		if forms := d.forms(t); len(d.problems) == before {
			globs = append(globs, glob{t, forms})
		}
	}
	return globs
}

func (d *decoder) forms(t text) []string {
	pattern := t.string
	switch {
	case strings.TrimSpace(pattern) == "":
		d.report(t.node, "the pattern is empty; delete it or write \"**\" for everything")
	case len(pattern) > maxGlob:
		d.report(t.node, "the pattern is longer than %d characters; write several patterns", maxGlob)
	case pattern[0] == '!':
		d.report(t.node, "\"%s\" cannot take back other patterns; write patterns that match only what is meant", pattern)
	case hasFolderBackslash(pattern):
		d.report(t.node, "\"%s\" has a backslash between folders; did you mean \"%s\"?", pattern, strings.ReplaceAll(pattern, "\\", "/"))
	case !doublestar.ValidatePattern(pattern):
		d.report(t.node, "\"%s\" is not a pattern; close its brackets and braces, or write a backslash in front of them", pattern)
	default:
		return d.expand(t)
	}
	return nil
}

// hasFolderBackslash finds a backslash that is no escape, since there is nothing to escape in
// a letter or digit.
func hasFolderBackslash(pattern string) bool {
	for i := 0; i+1 < len(pattern); i++ {
		if pattern[i] != '\\' {
			continue
		}
		i++
		if c := pattern[i] | ' '; 'a' <= c && c <= 'z' || '0' <= c && c <= '9' {
			return true
		}
	}
	return false
}

// expand gives the forms of a well-formed pattern.
func (d *decoder) expand(t text) []string {
	forms := expandBraces(nil, t.string)
	if len(forms) > maxForms {
		d.report(t.node, "the braces of \"%s\" stand for more than %d patterns; write several patterns", t.string, maxForms)
		return nil
	}
	for i, form := range forms {
		segments, ok := d.segments(t, form)
		if !ok {
			return nil
		}
		forms[i] = strings.Join(segments, "/")
	}
	return forms
}

// segments splits a form and completes it: "**" in front of one that matches at any depth, and
// "**" behind what may be a folder.
func (d *decoder) segments(t text, form string) ([]string, bool) {
	segments := make([]string, 0, strings.Count(form, "/")+3)
	if !strings.Contains(strings.TrimSuffix(form, "/"), "/") {
		segments = append(segments, "**")
	}
	for segment := range strings.SplitSeq(form, "/") {
		switch {
		case segment == "" || segment == ".":
			continue
		case segment == "..":
			d.report(t.node, "\"%s\" leads out of the folder of the configuration file; patterns start from there", t.string)
			return nil, false
		case strings.Contains(segment, "**") && segment != "**" && !strings.Contains(segment, "\\"):
			meant := strings.Replace(t.string, segment, splitStars(segment), 1)
			d.report(t.node, "\"**\" in \"%s\" must stand alone between slashes; did you mean \"%s\"?", t.string, meant)
			return nil, false
		}
		segments = append(segments, segment)
	}
	if last := len(segments) - 1; last < 0 || segments[last] != "**" && segments[last] != "*" {
		segments = append(segments, "**")
	}
	return segments, true
}

// splitStars sets the "**" of a segment apart: "**.md" is meant to be "**/*.md".
func splitStars(segment string) string {
	before, after, _ := strings.Cut(segment, "**")
	after = strings.TrimLeft(after, "*")
	switch {
	case before == "" && after == "":
		return "**"
	case before == "":
		return "**/*" + after
	case after == "":
		return before + "*/**"
	default:
		return before + "*/**/*" + after
	}
}

// expandBraces appends a pattern with each of the alternatives in its braces. It stops when there
// are too many.
func expandBraces(forms []string, pattern string) []string {
	if len(forms) > maxForms {
		return forms
	}
	brace := indexOutside(pattern, "{")
	if brace < 0 {
		return append(forms, pattern)
	}
	parts, after := alternatives(pattern[brace+1:])
	for _, part := range parts {
		forms = expandBraces(forms, pattern[:brace]+part+after)
	}
	return forms
}

// alternatives splits what follows an opening brace at its own commas, up to its closing brace, and
// gives what comes after that.
func alternatives(pattern string) (parts []string, after string) {
	depth, from := 0, 0
	for at := 0; ; at++ {
		at += indexOutside(pattern[at:], "{,}")
		switch c := pattern[at]; {
		case c == '{':
			depth++
		case c == '}' && depth > 0:
			depth--
		case c == '}':
			return append(parts, pattern[from:at]), pattern[at+1:]
		case depth == 0:
			parts = append(parts, pattern[from:at])
			from = at + 1
		}
	}
}

// indexOutside is the index of the first of some characters that is neither escaped nor in a
// character class, or -1.
func indexOutside(pattern, chars string) int {
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; {
		case c == '\\':
			i++
		case c == '[':
			i += classLen(pattern[i:]) - 1
		case strings.IndexByte(chars, c) >= 0:
			return i
		}
	}
	return -1
}

// classLen is the length of the character class at the beginning of a well-formed pattern.
func classLen(pattern string) int {
	for i := 1; i < len(pattern); i++ {
		switch pattern[i] {
		case '\\':
			i++
		case ']':
			return i + 1
		}
	}
	return 1
}
