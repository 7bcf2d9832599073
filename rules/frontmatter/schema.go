package frontmatter

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/spelling"
)

type schemaOptions struct {
	Schemas schemas `yaml:"schemas"`
}

var schema = lint.ArticleRule[schemaOptions]{
	Meta: lint.Meta{
		ID:       "frontmatter/schema",
		Summary:  "Front matter is as the JSON Schema in the configuration demands.",
		Severity: lint.Error,
	},
	Check: checkSchema,
}

// maxViolations is how many violations of one article are reported.
const maxViolations = 20

func checkSchema(p *lint.Pass, o schemaOptions) {
	fm := p.FrontMatter
	if len(o.Schemas) == 0 || fm.Root == nil || isBroken(fm) || p.Role() != article.Page {
		return
	}
	var instance any
	reported := map[string]bool{}
	for _, one := range o.Schemas {
		if one.matches != nil && !one.matches(p.Site) {
			continue
		}
		if instance == nil {
			instance = instanceOf(fm.Root)
		}
		violations, _ := one.schema.Validate(instance).(*jsonschema.ValidationError) //nolint:errorlint // what Validate returns is not wrapped
		if violations == nil {
			continue
		}
		for _, leaf := range leaves(violations) {
			if len(reported) == maxViolations {
				return
			}
			v := violation{p, one.schema, leaf, reported}
			v.report()
		}
	}
}

// instanceOf is a value as the schema library takes it. Of a key that stands twice the first counts.
func instanceOf(v *article.Value) any {
	switch v.Kind {
	case article.Map:
		out := make(map[string]any, len(v.Entries))
		for i := range v.Entries {
			if e := &v.Entries[i]; !e.IsMerge() {
				if _, twice := out[e.Key]; !twice {
					out[e.Key] = instanceOf(e.Value)
				}
			}
		}
		for i := range v.Entries {
			mergeInto(out, &v.Entries[i])
		}
		return out
	case article.List:
		out := make([]any, len(v.Items))
		for i, item := range v.Items {
			out[i] = instanceOf(item)
		}
		return out
	case article.Bool:
		return strings.EqualFold(v.Text, "true")
	case article.Int, article.Float:
		return numberOf(v.Text)
	case article.Null:
		return nil
	default:
		return v.Text
	}
}

// mergeInto adds what a merge key brings in to a map that has not got it.
func mergeInto(out map[string]any, e *article.Entry) {
	if !e.IsMerge() {
		return
	}
	for _, from := range append([]*article.Value{e.Value}, e.Value.Items...) {
		merged, _ := instanceOf(from).(map[string]any)
		for key, value := range merged {
			if _, has := out[key]; !has {
				out[key] = value
			}
		}
	}
}

// numberOf is a number in any of the notations, "0x1f" and "1_000" included; the text itself if it
// is none of JSON's, such as infinity.
func numberOf(text string) any {
	plain := strings.ReplaceAll(strings.TrimPrefix(text, "+"), "_", "")
	if n, err := strconv.ParseInt(plain, 0, 64); err == nil {
		return n
	}
	if json.Valid([]byte(plain)) {
		return json.Number(plain)
	}
	if f, err := strconv.ParseFloat(plain, 64); err == nil && f == f && f-f == 0 {
		return f
	}
	return text
}

// leaves are the violations that stand for themselves.
func leaves(e *jsonschema.ValidationError) []*jsonschema.ValidationError {
	if len(e.Causes) == 0 {
		return []*jsonschema.ValidationError{e}
	}
	switch e.ErrorKind.(type) {
	case *kind.AnyOf, *kind.OneOf:
		return nearestAlternative(e)
	}
	var out []*jsonschema.ValidationError
	for _, cause := range e.Causes {
		out = append(out, leaves(cause)...)
	}
	return out
}

// nearestAlternative are the violations of that alternative of anyOf or oneOf which is nearest to what
// is written: it has the fewest, and none of them is that the value is of another type altogether.
// Where all are of another type, it is one violation that names the types.
func nearestAlternative(e *jsonschema.ValidationError) (out []*jsonschema.ValidationError) {
	var wanted []string
	for _, cause := range e.Causes {
		inside := leaves(cause)
		t, ok := inside[0].ErrorKind.(*kind.Type)
		switch {
		case ok && len(inside[0].InstanceLocation) == len(e.InstanceLocation):
			wanted = append(wanted, t.Want...)
		case out == nil || len(inside) < len(out):
			out = inside
		}
	}
	if out == nil {
		out = []*jsonschema.ValidationError{{SchemaURL: e.SchemaURL, InstanceLocation: e.InstanceLocation, ErrorKind: &kind.Type{Want: wanted}}}
	}
	return out
}

// violation is one way in which an article is not as its schema demands.
type violation struct {
	*lint.Pass
	schema   *jsonschema.Schema
	leaf     *jsonschema.ValidationError
	reported map[string]bool
}

// say reports once what several branches of a schema may say.
func (v *violation) say(at article.Span, format string, args ...any) {
	id := fmt.Sprint(at.Start, format, args)
	if !v.reported[id] {
		v.reported[id] = true
		v.Report(at, format, args...)
	}
}

// place is the value that the violation is about, with the span of its key, or of the first line of
// the front matter for all of it.
func (v *violation) place() (value *article.Value, key article.Span) {
	value, key = v.FrontMatter.Root, openingFence(v.Article)
	for _, step := range v.leaf.InstanceLocation {
		if value.Kind == article.List {
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(value.Items) {
				break
			}
			value, key = value.Items[i], value.Items[i].Span
			continue
		}
		i := slices.IndexFunc(value.Entries, func(e article.Entry) bool { return e.Key == step })
		if i < 0 {
			break // a merge key brings it in
		}
		value, key = value.Entries[i].Value, value.Entries[i].KeySpan
	}
	return value, key
}

// name is the dotted path of the value, or of a key in it.
func (v *violation) name(inside ...string) string {
	return strings.Join(append(slices.Clone(v.leaf.InstanceLocation), inside...), ".")
}

func (v *violation) report() {
	value, key := v.place()
	switch k := v.leaf.ErrorKind.(type) {
	case *kind.Required:
		for _, missing := range k.Missing {
			v.say(key, "the schema demands \"%s\"; add it", v.name(missing))
		}
	case *kind.DependentRequired:
		for _, missing := range k.Missing {
			v.say(key, "the schema demands \"%s\" where there is \"%s\"; add it", v.name(missing), v.name(k.Prop))
		}
	case *kind.AdditionalProperties:
		v.unknownKeys(value, k.Properties)
	case *kind.FalseSchema:
		v.unknownKey(key, v.name())
	case *kind.Type:
		v.wrongType(value, k.Want)
	case *kind.Enum:
		v.notAllowed(value, k.Want)
	case *kind.Const:
		v.say(value.Span, "the schema allows only \"%s\" for \"%s\"", shown(k.Want), v.name())
	default:
		v.reportLimit(value)
	}
}

// unknownKeys reports keys that the schema has not got, and what they were meant to be.
func (v *violation) unknownKeys(value *article.Value, keys []string) {
	for _, name := range keys {
		for i := range value.Entries {
			if e := &value.Entries[i]; e.Key == name {
				v.unknownKey(e.KeySpan, v.name(name))
				break
			}
		}
	}
}

func (v *violation) unknownKey(at article.Span, name string) {
	_, last := splitKey(name)
	if near, ok := spelling.Nearest(last, v.properties()); ok {
		v.say(at, "the schema has no key \"%s\"; did you mean \"%s\"?", name, near)
		return
	}
	v.say(at, "the schema has no key \"%s\"; remove it, or add it to the schema", name)
}

// properties are the keys that the schema has for the map around the violation, sorted.
func (v *violation) properties() []string {
	location := v.leaf.InstanceLocation
	if _, about := v.leaf.ErrorKind.(*kind.FalseSchema); about && len(location) > 0 {
		location = location[:len(location)-1]
	}
	found := map[string]bool{}
	gather(v.schema, location, found, map[*jsonschema.Schema]bool{})
	names := make([]string, 0, len(found))
	for name := range found {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// gather adds the properties that a schema and its parts have for the value at a location.
func gather(s *jsonschema.Schema, location []string, found map[string]bool, seen map[*jsonschema.Schema]bool) {
	if s == nil || len(location) == 0 && seen[s] {
		return
	}
	if len(location) == 0 {
		seen[s] = true
		gatherOwn(s, found)
	} else {
		gather(s.Properties[location[0]], location[1:], found, seen)
		gather(s.Items2020, location[1:], found, seen)
	}
	for _, part := range slices.Concat(s.AllOf, s.AnyOf, s.OneOf, []*jsonschema.Schema{s.Ref, s.If, s.Then, s.Else}) {
		gather(part, location, found, seen)
	}
}

func gatherOwn(s *jsonschema.Schema, found map[string]bool) {
	for name, inside := range s.Properties {
		if inside.Bool == nil || *inside.Bool {
			found[name] = true
		}
	}
}

func (v *violation) wrongType(value *article.Value, want []string) {
	name := v.name()
	if name == "" {
		return // the front matter is a map in any case
	}
	if len(want) != 1 {
		slices.Sort(want)
		v.say(value.Span, "the schema demands another type of value for \"%s\": one of %s", name, strings.Join(slices.Compact(want), ", "))
		return
	}
	format := "the schema demands that \"%s\" has no value"
	switch want[0] {
	case "string":
		format = "the schema demands a text for \"%s\"; put the value in quotes"
		if value.Kind == article.List || value.Kind == article.Map || value.Kind == article.Null {
			format = "the schema demands a text for \"%s\""
		}
	case "array":
		format = "the schema demands a list for \"%s\""
	case "object":
		format = "the schema demands a map of keys for \"%s\""
	case "integer":
		format = "the schema demands a whole number for \"%s\""
	case "number":
		format = "the schema demands a number for \"%s\""
	case "boolean":
		format = "the schema demands true or false for \"%s\", without quotes"
	}
	v.say(value.Span, format, name)
}

// maxShown is how many values a message lists.
const maxShown = 8

func (v *violation) notAllowed(value *article.Value, want []any) {
	words := make([]string, len(want))
	for i, w := range want {
		words[i] = shown(w)
	}
	if meant, ok := spelling.Nearest(value.Text, words); ok && value.Kind != article.List && value.Kind != article.Map {
		v.say(value.Span, "the schema does not allow \"%s\" for \"%s\"; did you mean \"%s\"?", value.Text, v.name(), meant)
		return
	}
	list := strings.Join(words[:min(len(words), maxShown)], ", ")
	if len(words) > maxShown {
		list += ", …"
	}
	v.say(value.Span, "the schema allows one of these for \"%s\": %s", v.name(), list)
}

// shown is a value of a schema as a message shows it.
func shown(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	data, err := json.Marshal(v)
	if err != nil {
		return "?"
	}
	return string(data)
}
