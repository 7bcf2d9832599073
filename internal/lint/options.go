package lint

import (
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/kblint/kblint/internal/locale"
	"github.com/kblint/kblint/internal/spelling"
)

// Custom is an option that reads its own node, because it is more than a list of words. It is
// implemented by the pointer of the option's type.
type Custom interface {
	// Decode sets the option. Mistakes go to env.
	Decode(node *yaml.Node, env Env)
	// Plain says in plain words what a value looks like: "a list of maps".
	Plain() string
	// Schema is the JSON Schema of a value, in the words of draft 7.
	Schema() map[string]any
}

// Option describes one option of a rule.
type Option struct {
	Name    string   // in kebab case, as the configuration spells it
	Type    string   // "true or false", "a whole number", "a word", "a list of words", or what Custom says
	Choices []string // the words that are allowed; nil for any
	Default any
}

// describeOptions lists the fields of an options struct. The name of an option is the
// field's yaml tag; a choices tag lists the words that it may be.
func describeOptions(options any) []Option {
	v := reflect.ValueOf(options)
	out := make([]Option, 0, v.NumField())
	for i := range v.NumField() {
		field := v.Type().Field(i)
		out = append(out, Option{field.Tag.Get("yaml"), typeName(field.Type), strings.Fields(field.Tag.Get("choices")), v.Field(i).Interface()})
	}
	return out
}

// typeName says in plain words what a value of the type looks like.
func typeName(t reflect.Type) string {
	if custom, ok := reflect.TypeAssert[Custom](reflect.New(t)); ok {
		return custom.Plain()
	}
	switch t.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.Int:
		return "a whole number"
	case reflect.String:
		return "a word"
	case reflect.Slice:
		return "a list of words"
	default:
		panic("lint: an option cannot be a " + t.String())
	}
}

// decodeOptions applies a mapping node to a copy of the defaults. The key "severity" is the
// engine's and passed over.
func decodeOptions[O any](id string, defaults O, node *yaml.Node, env Env) O {
	if node == nil {
		return defaults
	}
	v := reflect.ValueOf(&defaults).Elem()
	known := describeOptions(defaults)
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		if key.Value == "severity" {
			continue
		}
		index := slices.IndexFunc(known, func(o Option) bool { return o.Name == key.Value })
		if index < 0 {
			unknownOption(id, key, known, env.Complain)
			continue
		}
		if custom, ok := reflect.TypeAssert[Custom](v.Field(index).Addr()); ok {
			custom.Decode(value, env)
			continue
		}
		before := v.Field(index).Interface()
		if !decodeOption(v.Field(index), value) {
			env.Complain(value, "%s: \"%s\" must be %s, not %s", id, key.Value, locale.Phrase(known[index].Type), nodeKind(value))
		} else if wrong := notAmong(known[index].Choices, value); wrong != nil {
			v.Field(index).Set(reflect.ValueOf(before))
			env.Complain(wrong, "%s: \"%s\" must be one of %s, not %s", id, key.Value, strings.Join(known[index].Choices, ", "), nodeKind(wrong))
		}
	}
	return defaults
}

// notAmong is the word of an option, or of its list, that is none of those that are allowed; nil where all
// are.
func notAmong(choices []string, value *yaml.Node) *yaml.Node {
	words := value.Content
	if value.Kind == yaml.ScalarNode {
		words = []*yaml.Node{value}
	}
	if i := slices.IndexFunc(words, func(w *yaml.Node) bool { return !slices.Contains(choices, w.Value) }); i >= 0 && len(choices) > 0 {
		return words[i]
	}
	return nil
}

func unknownOption(id string, key *yaml.Node, known []Option, complain Complain) {
	names := make([]string, len(known), len(known)+1)
	for i, o := range known {
		names[i] = o.Name
	}
	names = append(names, "severity")
	if near, ok := spelling.Nearest(key.Value, names); ok {
		complain(key, "%s has no option \"%s\"; did you mean \"%s\"?", id, key.Value, near)
		return
	}
	complain(key, "%s has no option \"%s\"; options: %s", id, key.Value, strings.Join(names, ", "))
}

// decodeOption sets a field from a node; false means that the node is of another type.
func decodeOption(field reflect.Value, node *yaml.Node) bool {
	switch field.Kind() {
	case reflect.Bool:
		var b bool
		ok := node.Tag == "!!bool" && node.Decode(&b) == nil
		field.SetBool(b)
		return ok
	case reflect.Int:
		var n int
		ok := node.Tag == "!!int" && node.Decode(&n) == nil
		field.SetInt(int64(n))
		return ok
	case reflect.String:
		field.SetString(node.Value)
		return node.Kind == yaml.ScalarNode && node.Tag != "!!null"
	default:
		return decodeList(field, node)
	}
}

func decodeList(field reflect.Value, node *yaml.Node) bool {
	if node.Tag == "!!null" {
		field.SetZero()
		return true
	}
	if node.Kind != yaml.SequenceNode {
		return false
	}
	words := make([]string, 0, len(node.Content))
	for _, item := range node.Content {
		if item.Kind != yaml.ScalarNode || item.Tag == "!!null" {
			return false
		}
		words = append(words, item.Value)
	}
	field.Set(reflect.ValueOf(words))
	return true
}

// nodeKind says in plain words what a node is.
func nodeKind(node *yaml.Node) any {
	switch {
	case node.Kind == yaml.SequenceNode:
		return locale.Phrase("a list")
	case node.Kind == yaml.MappingNode:
		return locale.Phrase("a map")
	case node.Tag == "!!null":
		return locale.Phrase("nothing")
	case node.Tag == "!!bool":
		return locale.Phrase("true or false")
	case node.Tag == "!!int" || node.Tag == "!!float":
		return locale.Phrase("a number")
	default:
		return "\"" + node.Value + "\""
	}
}
