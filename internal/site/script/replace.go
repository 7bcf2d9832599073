package script

// Replacement puts a text in the place of the first match of a pattern.
type Replacement struct {
	What      string // a text, or the source of a regular expression
	IsPattern bool
	By        string // with "$1" for groups if What is an expression
}

// Replacements are what a function does that does nothing but replace parts of the text that it is given:
// "id => id.replace('a', 'b').replace(/c/, 'd')". There are none if it does anything else.
func (v Value) Replacements() []Replacement {
	if v.Kind != Function {
		return nil
	}
	m, i, end := v.body.of, v.body.at, v.body.end
	if v.body.block {
		if !m.is(i, "return") {
			return nil
		}
		i++
	}
	if !m.isWord(i) {
		return nil
	}
	var out []Replacement
	for i++; i+6 < len(m.tokens) && m.is(i, ".") && m.is(i+1, "replace") && m.is(i+2, "(") && m.is(i+4, ",") && m.is(i+6, ")"); i += 7 {
		what, by := m.tokens[i+3], m.tokens[i+5]
		if by.kind != textToken || what.kind != textToken && what.kind != patternToken {
			return nil
		}
		out = append(out, Replacement{What: what.text, IsPattern: what.kind == patternToken, By: by.text})
	}
	if m.is(i, ";") {
		i++
	}
	if i != end {
		return nil
	}
	return out
}
