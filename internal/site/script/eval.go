package script

import (
	"maps"
	"path"
	"slices"
	"strings"
)

// exportOf is what a module exports under a name.
func (m *Module) exportOf(name string, depth int) Value {
	if m == nil || !m.step(depth) {
		return Value{}
	}
	if b, ok := m.exports[name]; ok {
		return m.bound(b, depth+1)
	}
	for _, from := range m.all {
		if v := m.Beside(from).exportOf(name, depth+1); v.Kind != Unknown {
			return v
		}
	}
	return Value{}
}

// step counts what has been read, so that no program can keep the reader busy.
func (m *Module) step(depth int) bool {
	m.program.steps++
	return depth < mostDepth && m.program.steps < mostSteps
}

// charge counts tokens that were looked through.
func (m *Module) charge(tokens int) { m.program.steps += tokens / 8 }

// bound is the value of a name.
func (m *Module) bound(b bind, depth int) Value {
	if m.home != nil {
		m = m.home
	}
	if !m.step(depth) {
		return Value{}
	}
	switch {
	case b.from != "" && b.export == "*":
		return m.Beside(b.from).namespace(depth + 1)
	case b.from != "":
		return m.Beside(b.from).exportOf(b.export, depth+1)
	case b.export != "":
		if named, ok := m.binds[b.export]; ok {
			return m.bound(named, depth+1)
		}
		return Value{}
	case b.member != "":
		return m.expression(b.at, b.end, depth+1).member(b.member)
	default:
		return m.expression(b.at, b.end, depth+1)
	}
}

// namespace is a table of all that a module exports.
func (m *Module) namespace(depth int) Value {
	if m == nil {
		return Value{}
	}
	v := Value{Kind: Table, Open: len(m.all) > 0}
	for _, name := range slices.Sorted(maps.Keys(m.exports)) {
		v = v.with(name, m.exportOf(name, depth+1))
	}
	return v
}

// loaded is what "require" or "import" gives for a module; ok is false if that is not of this program.
func (m *Module) loaded(call Value, depth int) (v Value, ok bool) {
	if call.Text != "require" && call.Text != "import" || len(call.Items) != 1 || !isPath(call.Items[0].Text) {
		return v, false
	}
	other := m.Beside(call.Items[0].Text)
	if other == nil {
		return v, false
	}
	if _, isWhole := other.exports["default"]; isWhole && call.Text == "require" && (other.common || path.Ext(other.name) == ".json") {
		return other.exportOf("default", depth+1), true
	}
	return other.namespace(depth), true
}

// result is what a function returns, or the value itself if it is none.
func (v Value) result(depth int) Value {
	for v.Kind == Function {
		m := v.body.of
		if !m.step(depth) {
			return Value{}
		}
		depth++
		if !v.body.block {
			v = m.expression(v.body.at, v.body.end, depth)
			continue
		}
		v = m.returned(v.body.at, v.body.end, depth)
	}
	return v
}

// returned is what a block returns if it does so in one place.
func (m *Module) returned(at, end, depth int) Value {
	found, last := -1, 0
	m.charge(end - at)
	for i := at; i < end; i++ {
		switch {
		case m.is(i, "function"):
			for i < end-1 && !m.is(i, "{") {
				i = m.after(i)
			}
			i = m.after(min(i, end-1)) - 1
		case m.is(i, "{") && m.isLiteral(i), m.is(i, "{") && m.is(i-1, "=>"):
			i = m.tokens[i].pair
		case m.is(i, "return"):
			if found >= 0 {
				return Value{}
			}
			found = i + 1
			last = min(m.endOf(found), end)
			i = max(i, last-1)
		}
	}
	if found < 0 {
		return Value{}
	}
	return m.expression(found, last, depth)
}

// isLiteral tells the brace of a table from that of a block by what stands before it.
func (m *Module) isLiteral(i int) bool {
	return i > 0 && m.tokens[i-1].kind == signToken && strings.ContainsAny(m.tokens[i-1].text, "=(,:[?")
}

// expression reads the tokens between two places.
func (m *Module) expression(at, end, depth int) Value {
	if at >= end || end > len(m.tokens) || !m.step(depth) {
		return Value{}
	}
	m.charge(end - at)
	if m.is(at, "await") {
		return m.expression(at+1, end, depth+1)
	}
	if f, ok := m.functionAt(at, end); ok {
		return f
	}
	end = m.untyped(at, end)
	if i := m.operator(at, end, "?"); i > 0 {
		return m.choice(at, i, end, depth+1)
	}
	for _, sign := range []string{"??", "||", "&&"} {
		if i := m.operator(at, end, sign); i > 0 {
			return m.either(at, i, end, depth+1)
		}
	}
	return m.sum(at, end, depth+1)
}

// either reads "one || other", "one ?? other" and "one && other".
func (m *Module) either(at, operator, end, depth int) Value {
	left := m.expression(at, operator, depth)
	isTrue, known := left.Truth()
	switch {
	case !known:
		return Value{}
	case m.is(operator, "??") && left.IsSet():
		return left
	case isTrue == m.is(operator, "&&"):
		return m.expression(operator+1, end, depth)
	default:
		return left
	}
}

// sum reads texts that are put together, comparisons, or a single operand.
func (m *Module) sum(at, end, depth int) Value {
	for _, sign := range []string{"===", "==", "!==", "!="} {
		if i := m.operator(at, end, sign); i > 0 {
			left, right := m.expression(at, i, depth+1), m.expression(i+1, end, depth+1)
			if !left.isPlain() || !right.isPlain() {
				return Value{}
			}
			same := left.Kind == right.Kind && left.Text == right.Text
			return truthOf(same == (sign[0] == '='))
		}
	}
	if i := m.operator(at, end, "+"); i > 0 {
		left, right := m.expression(at, i, depth+1), m.expression(i+1, end, depth+1)
		if left.Kind == Text && right.Kind == Text && len(left.Text)+len(right.Text) < longest {
			return Value{Kind: Text, Text: left.Text + right.Text}
		}
		return Value{}
	}
	if m.is(at, "!") {
		if isTrue, known := m.expression(at+1, end, depth+1).Truth(); known {
			return truthOf(!isTrue)
		}
		return Value{}
	}
	return m.operand(at, end, depth+1)
}

// operator finds a sign between operands, 0 if there is none.
func (m *Module) operator(at, end int, sign string) int {
	for i := at; i < end; i = m.past(i) {
		if i > at && m.is(i, sign) {
			return i
		}
	}
	return 0
}

// untyped leaves out what TypeScript says of an expression behind it.
func (m *Module) untyped(at, end int) int {
	for i := at; i < end; i = m.past(i) {
		if i > at && (m.is(i, "as") || m.is(i, "satisfies")) && !m.is(i-1, ".") {
			return i
		}
	}
	return end
}

// choice reads "condition ? one : other".
func (m *Module) choice(at, question, end, depth int) Value {
	colon, open := -1, 0
	for i := question + 1; i < end && colon < 0; i = m.past(i) {
		switch {
		case m.is(i, "?"):
			open++
		case m.is(i, ":") && open > 0:
			open--
		case m.is(i, ":"):
			colon = i
		}
	}
	if colon < 0 || m.mentionsEnvironment(at, question) {
		return Value{}
	}
	isTrue, known := m.expression(at, question, depth+1).Truth()
	switch {
	case !known:
		return Value{}
	case isTrue:
		return m.expression(question+1, colon, depth+1)
	default:
		return m.expression(colon+1, end, depth+1)
	}
}

// mentionsEnvironment reports whether a condition asks for a variable of the environment in which the site
// is built. All but NODE_ENV are as good as any.
func (m *Module) mentionsEnvironment(at, end int) bool {
	for i := at; i < end; i++ {
		if m.is(i, "env") && m.is(i-1, ".") && !m.is(i+2, "NODE_ENV") {
			return true
		}
	}
	return false
}

// functionAt takes a function, if it is all that there is between two places.
func (m *Module) functionAt(at, end int) (f Value, ok bool) {
	if m.is(at, "async") {
		at++
	}
	if m.is(at, "function") {
		for i := at; i < end; i = m.after(i) {
			if m.is(i, "{") {
				return Value{Kind: Function, body: &closure{m, i + 1, m.tokens[i].pair, true}}, true
			}
		}
		return Value{}, false
	}
	arrow := m.arrowAt(at, end)
	if arrow < 0 || arrow+1 >= end {
		return Value{}, false
	}
	body := &closure{of: m, at: arrow + 1, end: end}
	if m.is(arrow+1, "{") {
		body.at, body.end, body.block = arrow+2, m.tokens[arrow+1].pair, true
	}
	return Value{Kind: Function, body: body}, true
}

// arrowAt finds the arrow of a function that begins at a place, past the type of what it returns; -1 if there
// is none.
func (m *Module) arrowAt(at, end int) int {
	if m.isWord(at) && m.is(at+1, "=>") {
		return at + 1
	}
	if !m.is(at, "(") {
		return -1
	}
	behind := m.after(at)
	if !m.is(behind, ":") && !m.is(behind, "=>") {
		return -1
	}
	for i := behind; i < min(end, behind+farthest/10); i = m.after(i) {
		if m.is(i, "=>") {
			return i
		}
	}
	return -1
}

// operand reads a literal, or a name with what is taken from it.
func (m *Module) operand(at, end, depth int) Value {
	if m.is(at, "new") {
		return Value{}
	}
	v, i := m.literal(at, end, depth)
	for i < end {
		switch {
		case v.Kind == List && m.is(i, ".") && m.is(i+1, "filter") && m.is(i+2, "(") && m.is(i+3, "Boolean") && m.is(i+4, ")"):
			v = v.filtered()
			i += 5
		case (m.is(i, ".") || m.is(i, "?.")) && m.isWord(i+1):
			v = v.member(m.tokens[i+1].text)
			i += 2
		case m.is(i, "<") && m.typesEnd(i) > 0:
			i = m.typesEnd(i)
		case m.is(i, "("):
			v = m.call(v, i, depth+1)
			i = m.after(i)
		case m.is(i, "["):
			key, ok := m.expression(i+1, m.tokens[i].pair, depth+1).Str()
			if !ok {
				return Value{}
			}
			v = v.At(key)
			i = m.after(i)
		case m.is(i, "!"):
			i++
		default:
			return Value{}
		}
	}
	return v
}

// filtered is a list without what counts as false.
func (v Value) filtered() Value {
	v.Items = slices.DeleteFunc(slices.Clone(v.Items), func(item Value) bool {
		isTrue, known := item.Truth()
		return known && !isTrue
	})
	return v
}

// member is what is taken from a value by a name. A name that is not known remains one.
func (v Value) member(name string) Value {
	switch {
	case v.Kind == Unknown && v.Text == "process.env" && name == "NODE_ENV", v.Kind == Unknown && v.Text == "import.meta.env" && name == "MODE":
		return Value{Kind: Text, Text: "production"}
	case v.Kind == Unknown && (v.Text == "process.env" || v.Text == "import.meta.env"):
		return Value{Kind: Nothing} // the environment is taken for empty
	case v.Kind == Unknown && v.Text != "" && len(v.Text) < longest:
		return Value{Text: v.Text + "." + name}
	case v.Kind == Call && v.Text == "require" && len(v.Items) == 1 && v.Items[0].Kind == Text:
		return Value{Text: v.Items[0].Text + "." + name}
	case v.Kind == Table:
		return v.At(name)
	default:
		return Value{}
	}
}

// call reads a call: of a function that is known, what it returns.
func (m *Module) call(of Value, open, depth int) Value {
	if of.Kind == Function {
		return of.result(depth)
	}
	if of.Kind != Unknown || of.Text == "" {
		return Value{}
	}
	out := Value{Kind: Call, Text: of.Text}
	for at := open + 1; at < m.tokens[open].pair; {
		end := min(m.endOf(at), m.tokens[open].pair)
		argument := m.expression(at, end, depth)
		if argument.Kind == Function {
			argument = argument.result(depth)
		}
		out.Items = append(out.Items, argument)
		at = end + 1
	}
	if v, ok := m.loaded(out, depth); ok {
		return v
	}
	return out
}

// literal reads what an operand begins with, and gives the place after it.
func (m *Module) literal(at, end, depth int) (v Value, next int) {
	t := m.tokens[at]
	switch t.kind {
	case textToken:
		return Value{Kind: Text, Text: t.text}, at + 1
	case numberToken:
		return Value{Kind: Number, Text: t.text}, at + 1
	case patternToken:
		return Value{Kind: Pattern, Text: t.text}, at + 1
	case templateToken:
		return m.filled(t, depth), at + 1
	case wordToken:
		return m.named(t.text, depth), at + 1
	default:
	}
	switch {
	case t.pair <= at || t.pair >= end:
		return Value{}, end
	case t.text == "(":
		return m.expression(at+1, t.pair, depth+1), t.pair + 1
	case t.text == "[":
		return m.list(at, depth+1), t.pair + 1
	default:
		return m.table(at, depth+1), t.pair + 1
	}
}

// named is the value of a name.
func (m *Module) named(name string, depth int) Value {
	switch name {
	case "true", "false":
		return Value{Kind: Truth, Text: name}
	case "null", "undefined":
		return Value{Kind: Nothing}
	}
	if b, ok := m.binds[name]; ok {
		if v := m.bound(b, depth+1); v.Kind != Unknown {
			return v
		}
	}
	return Value{Text: name}
}

// filled is a template literal with its pieces in place.
func (m *Module) filled(t token, depth int) Value {
	var b strings.Builder
	for i, text := range t.texts {
		b.WriteString(text)
		if i >= len(t.parts) {
			continue
		}
		inner := *m
		inner.tokens, inner.home = t.parts[i], m
		if m.home != nil {
			inner.home = m.home
		}
		piece := inner.expression(0, len(inner.tokens), depth+1)
		if piece.Kind != Text && piece.Kind != Number || b.Len()+len(piece.Text) > longest {
			return Value{}
		}
		b.WriteString(piece.Text)
	}
	return Value{Kind: Text, Text: b.String()}
}

// list reads what stands between square brackets.
func (m *Module) list(open, depth int) Value {
	v := Value{Kind: List}
	closed := m.tokens[open].pair
	for at := open + 1; at < closed; {
		end := min(m.endOf(at), closed)
		switch {
		case m.is(at, "..."):
			inner := m.expression(at+1, end, depth)
			m.charge(len(inner.Items))
			if inner.Kind == List {
				v.Items, v.Open = append(v.Items, inner.Items...), v.Open || inner.Open
			} else if inner.Kind != Nothing {
				v.Open = true
			}
		case at < end:
			v.Items = append(v.Items, m.expression(at, end, depth))
		}
		if len(v.Items) > mostMembers || !m.step(depth) {
			return Value{}
		}
		at = end + 1
	}
	return v
}

// table reads what stands between braces.
func (m *Module) table(open, depth int) Value {
	v := Value{Kind: Table}
	closed := m.tokens[open].pair
	for at := open + 1; at < closed; {
		end := min(m.memberEnd(at), closed)
		if at < end {
			v = m.member(v, at, end, depth)
		}
		if len(v.Members) > mostMembers || !m.step(depth) {
			return Value{}
		}
		at = end + 1
	}
	return v
}

// memberEnd is where a member of a table ends: at a comma.
func (m *Module) memberEnd(at int) int {
	for i := at; i < len(m.tokens); i = m.past(i) {
		if m.is(i, ",") || m.is(i, "}") {
			return i
		}
	}
	return len(m.tokens)
}

// bodyOf is the brace of a method's body, past the type of what it returns; -1 if there is none.
func (m *Module) bodyOf(arguments, end int) int {
	for i := m.after(arguments); i < end; i = m.after(i) {
		if m.is(i, "{") && !m.is(i-1, ":") {
			return i
		}
	}
	return -1
}

// member reads a member of a table.
func (m *Module) member(v Value, at, end, depth int) Value {
	if m.is(at, "...") {
		return v.plus(m.expression(at+1, end, depth).Join())
	}
	for (m.is(at, "async") || m.is(at, "get") || m.is(at, "*")) && at+1 < end && !m.is(at+1, ":") && !m.is(at+1, "(") {
		at++
	}
	t := m.tokens[at]
	key, after := t.text, at+1
	if t.kind == signToken {
		ok := false
		if m.is(at, "[") {
			after = t.pair + 1
			key, ok = m.expression(at+1, t.pair, depth).Str()
		}
		if !ok {
			v.Open = true
			return v
		}
	}
	switch {
	case m.is(after, ":") && after < end:
		return v.with(key, m.expression(after+1, end, depth))
	case after == end && t.kind == wordToken:
		return v.with(key, m.named(key, depth))
	case m.is(after, "("):
		body := m.bodyOf(after, end)
		if body < 0 {
			return v.with(key, Value{})
		}
		return v.with(key, Value{Kind: Function, body: &closure{m, body + 1, m.tokens[body].pair, true}})
	default:
		return v.with(key, Value{})
	}
}
