package script

import (
	"slices"
	"strings"
)

// Value is what is known of an expression in a program.
type Value struct {
	Kind    Kind
	Text    string   // of a text, a number, a truth value or a regular expression; of a call, what is called; of what is unknown, its name
	Items   []Value  // of a list; of a call, its arguments
	Members []Member // of a table, in their order
	Open    bool     // there is more in it than is known

	body *closure // of a function
}

// Kind is what a value is.
type Kind uint8

// The kinds of values.
const (
	Unknown Kind = iota // only running the program would tell
	Nothing             // undefined or null
	Text
	Number
	Truth
	Pattern // a regular expression
	List
	Table
	Call // of a function of which nothing is known
	Function
)

// Member is a key of a table.
type Member struct {
	Key   string
	Value Value
}

// IsSet reports whether anything is said by a value.
func (v Value) IsSet() bool { return v.Kind != Nothing }

// At is the value below some keys. Below what is not wholly known, that which is missing is unknown.
func (v Value) At(keys ...string) Value {
	for _, key := range keys {
		switch v.Kind {
		case Table:
			v = v.under(key)
		case Unknown, Call, Function:
			return Value{}
		default:
			return Value{Kind: Nothing}
		}
	}
	return v
}

func (v Value) under(key string) Value {
	for i := range v.Members {
		if v.Members[i].Key == key {
			return v.Members[i].Value
		}
	}
	if v.Open {
		return Value{}
	}
	return Value{Kind: Nothing}
}

// Has reports whether a table has a key.
func (v Value) Has(key string) bool {
	return slices.ContainsFunc(v.Members, func(m Member) bool { return m.Key == key })
}

// Str is a text that is known.
func (v Value) Str() (text string, ok bool) {
	if v.Kind != Text {
		return "", false
	}
	return v.Text, true
}

// IsTrue reports whether a value is known to be true.
func (v Value) IsTrue() bool { return v.Kind == Truth && v.Text == "true" }

// IsFalse reports whether a value is known to be false.
func (v Value) IsFalse() bool { return v.Kind == Truth && v.Text == "false" }

// Strs are the texts of a list, or the one that stands in its place.
func (v Value) Strs() []string {
	if v.Kind == Text {
		return []string{v.Text}
	}
	var out []string
	for _, item := range v.Items {
		if v.Kind == List && item.Kind == Text {
			out = append(out, item.Text)
		}
	}
	return out
}

// Truth is whether a value counts as true; known is false where that cannot be told.
func (v Value) Truth() (isTrue, known bool) {
	switch v.Kind {
	case Unknown, Call:
		return false, false
	case Nothing:
		return false, true
	case Text:
		return v.Text != "", true
	case Number:
		return v.Text != "0", true
	case Truth:
		return v.Text == "true", true
	default:
		return true, true
	}
}

// isPlain reports whether a value is one that can be compared.
func (v Value) isPlain() bool {
	return v.Kind == Text || v.Kind == Number || v.Kind == Truth || v.Kind == Nothing
}

func truthOf(isTrue bool) Value {
	if isTrue {
		return Value{Kind: Truth, Text: "true"}
	}
	return Value{Kind: Truth, Text: "false"}
}

// with is a table with a member more. Of members with one key the last counts, in the place of the first. The
// table that it is made of is not to be used again.
func (v Value) with(key string, of Value) Value {
	for i := range v.Members {
		if v.Members[i].Key == key {
			v.Members[i].Value = of
			return v
		}
	}
	v.Members = append(v.Members, Member{key, of})
	return v
}

// Plus is a table with the members of another, whose values count where both have a key.
func (v Value) Plus(from Value) Value {
	v.Members = slices.Clone(v.Members)
	return v.plus(from)
}

// plus is Plus for a table that is not to be used again.
func (v Value) plus(from Value) Value {
	switch from.Kind {
	case Nothing:
	case Table:
		for _, m := range from.Members {
			v = v.with(m.Key, m.Value)
		}
		v.Open = v.Open || from.Open
	default:
		v.Open = true
	}
	return v
}

// Join takes a call that merges tables, or hands one on, for the tables that it is given. What other calls
// make of theirs is not known.
func (v Value) Join() Value {
	if v.Kind != Call {
		return v
	}
	name := strings.ToLower(v.Text[strings.LastIndexByte(v.Text, '.')+1:])
	merges := strings.Contains(name, "merge") || name == "assign"
	out := Value{}
	for _, argument := range v.Items {
		argument = argument.Join()
		switch {
		case argument.Kind == Table && out.Kind != Table:
			out = Value{Kind: Table, Members: slices.Clone(argument.Members), Open: argument.Open}
		case merges:
			out = out.plus(argument)
		}
	}
	out.Open = out.Open || !merges && !strings.HasPrefix(name, "define") && !strings.HasPrefix(name, "with")
	return out
}
