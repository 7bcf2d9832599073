package script

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Names tells of words whether they stand in a name or text of a module, or of those that it imports. The
// modules are read at once, and no file is needed later.
func (m *Module) Names() func(word string) bool {
	if m == nil {
		return func(string) bool { return false }
	}
	reached := []*Module{m}
	for i := 0; i < len(reached); i++ {
		for _, name := range reached[i].imports() {
			if other := reached[i].Beside(name); other != nil && !slices.Contains(reached, other) {
				reached = append(reached, other)
			}
		}
	}
	return func(word string) bool {
		return slices.ContainsFunc(reached, func(m *Module) bool { return m.tokens.name(word) })
	}
}

// imports are the modules that a module imports, as it writes them.
func (m *Module) imports() []string {
	var names []string
	for i, t := range m.tokens {
		if t.kind == textToken && (m.is(i-1, "from") || m.is(i-1, "import") ||
			m.is(i-1, "(") && (m.is(i-2, "require") || m.is(i-2, "import"))) {
			names = append(names, t.text)
		}
	}
	return names
}

// name reports whether a word stands in a name, text or pattern.
func (s tokens) name(word string) bool {
	return slices.ContainsFunc(s, func(t token) bool {
		return hasWord(t.text, word) ||
			slices.ContainsFunc(t.texts, func(text string) bool { return hasWord(text, word) }) ||
			slices.ContainsFunc(t.parts, func(part tokens) bool { return part.name(word) })
	})
}

// hasWord reports whether a word stands in a text with no letter before or behind it.
func hasWord(text, word string) bool {
	for {
		before, after, found := strings.Cut(text, word)
		if !found {
			return false
		}
		last, _ := utf8.DecodeLastRuneInString(before)
		next, _ := utf8.DecodeRuneInString(after)
		if !unicode.IsLetter(last) && !unicode.IsLetter(next) {
			return true
		}
		text = after
	}
}
