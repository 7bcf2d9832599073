package script

import (
	"slices"
	"strings"
)

// declare finds what a module declares, imports and exports.
func (m *Module) declare() {
	for i := 0; i < len(m.tokens) && m.program.steps < mostSteps; i++ {
		if m.tokens[i].kind != wordToken || m.is(i-1, ".") {
			continue
		}
		switch m.tokens[i].text {
		case "const", "let", "var":
			m.variables(i)
		case "function":
			m.function(i)
		case "import":
			m.imported(i)
		case "export":
			m.exported(i)
		case "module", "exports":
			m.older(i)
		}
	}
}

// variables binds the names of a declaration.
func (m *Module) variables(i int) {
	exported := m.is(i-1, "export")
	for i++; m.isWord(i) || m.is(i, "{"); i++ {
		name, names := m.tokens[i].text, i
		equals := m.assigned(i)
		if equals < 0 {
			return
		}
		end := m.endOf(equals + 1)
		if m.is(names, "{") {
			m.taken(names, equals+1, end)
		} else if !m.hasBind(name) {
			m.binds[name] = bind{at: equals + 1, end: end}
			if exported {
				m.exports[name] = m.binds[name]
			}
		}
		if i = end; !m.is(i, ",") {
			return
		}
	}
}

// assigned finds the sign that gives a declared name its value, past its type; -1 if there is none.
func (m *Module) assigned(i int) int {
	last := min(i+farthest, len(m.tokens))
	for i = m.after(i); i < last; i = m.after(i) {
		t := m.tokens[i]
		switch {
		case t.kind != signToken:
		case t.text == "=":
			return i
		case t.text == ";" || t.text == ")" || t.text == "}" || t.text == "]":
			return -1
		}
	}
	return -1
}

// taken binds the names that are taken out of a value, "const { a, b: c } = value".
func (m *Module) taken(names, at, end int) {
	from := ""
	if m.is(at, "require") && m.is(at+1, "(") && m.after(at+1) == end && at+2 < end && m.tokens[at+2].kind == textToken {
		from = m.tokens[at+2].text
	}
	m.eachName(names, func(outer, inner string) {
		switch {
		case m.hasBind(inner):
		case from != "":
			m.binds[inner] = bind{from: from, export: outer}
		default:
			m.binds[inner] = bind{at: at, end: end, member: outer}
		}
	})
}

func (m *Module) hasBind(name string) bool {
	_, ok := m.binds[name]
	return ok
}

// eachName reads the names between braces, "a, b as c, d: e, f = 'usual'".
func (m *Module) eachName(brace int, use func(outer, inner string)) {
	closed := m.tokens[brace].pair
	for i := brace + 1; i < closed; i++ {
		if !m.isWord(i) || m.is(i, "type") && m.isWord(i+1) && !m.is(i+1, "as") {
			continue
		}
		outer, inner := m.tokens[i].text, m.tokens[i].text
		if (m.is(i+1, "as") || m.is(i+1, ":")) && m.isWord(i+2) {
			inner = m.tokens[i+2].text
			i += 2
		}
		if !m.is(i+1, "=") { // else it may be what it is usually, which is not read
			use(outer, inner)
		}
		for i+1 < closed && !m.is(i+1, ",") {
			i = m.after(i+1) - 1
		}
	}
}

// function binds the name of a function.
func (m *Module) function(i int) {
	start := i
	i++
	if m.is(i, "*") {
		i++
	}
	if !m.isWord(i) {
		return
	}
	name := m.tokens[i].text
	last := min(i+farthest, len(m.tokens))
	for i++; i < last; i = m.after(i) {
		if m.is(i, "{") {
			b := bind{at: start, end: m.tokens[i].pair + 1}
			if !m.hasBind(name) {
				m.binds[name] = b
			}
			if m.is(start-1, "export") || m.is(start-1, "async") && m.is(start-2, "export") {
				m.exports[name] = b
			}
			return
		}
		if m.is(i, ";") {
			return
		}
	}
}

// imported binds the names of an import.
func (m *Module) imported(i int) {
	from := -1
	for j := i + 1; j < len(m.tokens) && j < i+farthest; j++ {
		if m.tokens[j].kind == textToken && m.is(j-1, "from") {
			from = j
			break
		}
		if m.is(j, ";") || m.is(j, "(") || m.is(j, "=") || m.is(j, "import") {
			return
		}
	}
	if from < 0 {
		return
	}
	source := m.tokens[from].text
	for j := i + 1; j < from-1; j = m.after(j) {
		switch {
		case m.is(j, "{"):
			m.eachName(j, func(outer, inner string) { m.binds[inner] = bind{from: source, export: outer} })
		case m.is(j, "*") && m.is(j+1, "as") && m.isWord(j+2):
			m.binds[m.tokens[j+2].text] = bind{from: source, export: "*"}
			j += 2
		case m.isWord(j) && !m.is(j, "type"):
			m.binds[m.tokens[j].text] = bind{from: source, export: "default"}
		}
	}
}

// exported notes what an export gives; declarations are noted where they are read.
func (m *Module) exported(i int) {
	switch {
	case m.is(i+1, "default"):
		m.exports["default"] = bind{at: i + 2, end: m.endOf(i + 2)}
	case m.is(i+1, "="):
		m.exports["default"] = bind{at: i + 2, end: m.endOf(i + 2)}
	case m.is(i+1, "*") && m.is(i+2, "from") && i+3 < len(m.tokens):
		if from := m.tokens[i+3].text; !slices.Contains(m.all, from) {
			m.all = append(m.all, from)
		}
	case m.is(i+1, "{"):
		closed := m.tokens[i+1].pair
		from := ""
		if m.is(closed+1, "from") && closed+2 < len(m.tokens) {
			from = m.tokens[closed+2].text
		}
		m.eachName(i+1, func(inner, outer string) {
			if from != "" {
				m.exports[outer] = bind{from: from, export: inner}
				return
			}
			m.exports[outer] = bind{export: inner}
		})
	}
}

// older notes what a module of the older kind exports: "module.exports = x", "exports.x = y".
func (m *Module) older(i int) {
	name := "default"
	if m.is(i, "module") {
		if !m.is(i+1, ".") || !m.is(i+2, "exports") {
			return
		}
		i += 2
	} else if m.is(i-1, ".") {
		return
	}
	if m.is(i+1, ".") && m.isWord(i+2) {
		name = m.tokens[i+2].text
		i += 2
	}
	if m.is(i+1, "=") {
		m.common = true
		m.exports[name] = bind{at: i + 2, end: m.endOf(i + 2)}
	}
}

// endOf is where an expression ends: before a comma, a semicolon, a bracket that closes what is around it,
// or a line that begins a new statement.
func (m *Module) endOf(start int) int {
	end := m.ending(start)
	m.charge(end - start)
	return end
}

func (m *Module) ending(start int) int {
	for i := start; i < len(m.tokens); i = m.past(i) {
		t := m.tokens[i]
		if t.kind == signToken && strings.ContainsAny(t.text, ";,)]}") {
			return i
		}
		if i > start && t.fresh && t.kind != signToken && t.kind != templateToken && m.endsValue(i-1) && !m.is(i, "as") && !m.is(i, "satisfies") {
			return i
		}
	}
	return len(m.tokens)
}

// past is the place after a token, a bracketed group, or the type arguments of a call.
func (m *Module) past(i int) int {
	if m.is(i, "<") && m.isWord(i-1) {
		if end := m.typesEnd(i); end > 0 {
			return end
		}
	}
	return m.after(i)
}

// typesEnd is the place after the type arguments of a call, 0 if a sign begins none.
func (m *Module) typesEnd(i int) int {
	open := 0
	for last := min(i+farthest, len(m.tokens)); i < last; i = m.after(i) {
		switch {
		case m.is(i, "<"):
			open++
		case m.is(i, ">"):
			open--
			if open == 0 {
				if m.is(i+1, "(") {
					return i + 1
				}
				return 0
			}
		case m.is(i, ";"), m.is(i, ")"), m.is(i, "]"), m.is(i, "}"):
			return 0
		}
	}
	return 0
}

// endsValue reports whether a value may end with a token.
func (m *Module) endsValue(i int) bool {
	t := m.tokens[i]
	if t.kind == signToken {
		return t.text == ")" || t.text == "]" || t.text == "}"
	}
	return !m.is(i, "await") && !m.is(i, "return") && !m.is(i, "new") && !m.is(i, "async") && !m.is(i, "typeof")
}
