package frontmatter

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"github.com/kblint/kblint/internal/lint"
)

// schemas are JSON Schemas with the articles that they are for.
type schemas []schemaFor

type schemaFor struct {
	matches func(site string) bool // nil for all articles
	schema  *jsonschema.Schema
}

// Plain implements lint.Custom.
func (*schemas) Plain() string { return "a list of maps, each with \"paths\" and \"schema\"" }

// Schema implements lint.Custom.
func (*schemas) Schema() map[string]any {
	return map[string]any{
		"type": []string{"array", "null"},
		"items": map[string]any{
			"type":     "object",
			"required": []string{"schema"},
			"properties": map[string]any{
				"paths":  map[string]any{"type": []string{"array", "string", "null"}, "items": map[string]any{"type": "string"}},
				"schema": map[string]any{"type": []string{"object", "string", "boolean"}},
			},
			"additionalProperties": false,
		},
	}
}

// Decode implements lint.Custom.
func (s *schemas) Decode(node *yaml.Node, env lint.Env) {
	*s = nil
	if node.Tag == "!!null" {
		return
	}
	if node.Kind != yaml.SequenceNode {
		env.Complain(node, "\"schemas\" must be a list of maps, each with \"paths\" and \"schema\"")
		return
	}
	for i, item := range node.Content {
		if item.Kind != yaml.MappingNode {
			env.Complain(item, "\"schemas\" must be a list of maps, each with \"paths\" and \"schema\"")
			continue
		}
		if one, ok := decodeSchema(item, i, env); ok {
			*s = append(*s, one)
		}
	}
}

func decodeSchema(node *yaml.Node, index int, env lint.Env) (schemaFor, bool) {
	var one schemaFor
	var schema *yaml.Node
	for i := 0; i+1 < len(node.Content); i += 2 {
		switch key, value := node.Content[i], node.Content[i+1]; key.Value {
		case "paths":
			one.matches = env.Globs("paths", value)
		case "schema":
			schema = value
		default:
			env.Complain(key, "an entry of \"schemas\" has the keys \"paths\" and \"schema\", not \"%s\"", key.Value)
		}
	}
	if schema == nil {
		env.Complain(node, "this entry has no \"schema\"; add the name of a file, or the schema itself")
		return one, false
	}
	c := schemaCompiler{env: env, node: schema}
	one.schema = c.compile(index)
	return one, one.schema != nil
}

// schemaCompiler compiles one schema, and reports where it is wrong.
type schemaCompiler struct {
	env  lint.Env
	node *yaml.Node // the schema itself, or the name of its file
}

// schemaBase is where schemas seem to lie: references between files are resolved against it, and
// nothing is ever fetched.
const schemaBase = "kblint:///"

func (c *schemaCompiler) compile(index int) *jsonschema.Schema {
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft2020)
	compiler.AssertFormat()
	compiler.UseLoader(c)
	url := schemaBase + c.node.Value
	if c.node.Kind != yaml.ScalarNode {
		url = schemaBase + "inline-" + strconv.Itoa(index)
		doc, err := plainValue(c.node)
		if err == nil {
			err = compiler.AddResource(url, doc)
		}
		if err != nil {
			c.env.Complain(c.node, "the schema is wrong: %s", err.Error())
			return nil
		}
	}
	schema, err := compiler.Compile(url)
	if err != nil {
		c.complain(err)
		return nil
	}
	return schema
}

// Load implements jsonschema.URLLoader.
func (c *schemaCompiler) Load(url string) (any, error) {
	name, ok := strings.CutPrefix(url, schemaBase)
	if !ok {
		return nil, errRemote
	}
	data, err := c.env.ReadFile(name)
	if err != nil {
		return nil, err
	}
	if ext := strings.ToLower(path.Ext(name)); ext != ".yaml" && ext != ".yml" {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			return nil, fmt.Errorf("it is no JSON: %w", err)
		}
		return doc, nil
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, fmt.Errorf("it is no YAML: %w", err)
	}
	if len(doc.Content) == 0 {
		return nil, errNoSchema
	}
	return plainValue(doc.Content[0])
}

var (
	errRemote   = errors.New("kblint reads no schemas from the network; copy it beside the configuration")
	errNoSchema = errors.New("it is empty")
)

// complain reports why a schema does not compile: in the configuration at the place, of a file with
// the place in it.
func (c *schemaCompiler) complain(err error) {
	var invalid *jsonschema.SchemaValidationError
	var details *jsonschema.ValidationError
	if errors.As(err, &invalid) && errors.As(invalid.Err, &details) {
		leaf := leaves(details)[0]
		text := leaf.ErrorKind.LocalizedString(message.NewPrinter(language.English))
		if at := nodeAt(c.node, leaf.InstanceLocation); at != nil {
			c.env.Complain(at, "the schema is wrong here: %s", text)
			return
		}
		c.env.Complain(c.node, "the schema \"%s\" is wrong at \"%s\": %s", c.node.Value, "/"+strings.Join(leaf.InstanceLocation, "/"), text)
		return
	}
	if load, ok := errors.AsType[*jsonschema.LoadURLError](err); ok {
		c.env.Complain(c.node, "the schema \"%s\" cannot be read: %s", strings.TrimPrefix(load.URL, schemaBase), load.Err.Error())
		return
	}
	c.env.Complain(c.node, "the schema is wrong: %s", strings.ReplaceAll(err.Error(), schemaBase, ""))
}

// nodeAt is the place in an inline schema that a location names; nil if the schema is in a file.
func nodeAt(node *yaml.Node, location []string) *yaml.Node {
	if node.Kind == yaml.ScalarNode {
		return nil
	}
	for _, step := range location {
		inside := childOf(node, step)
		if inside == nil {
			break
		}
		node = inside
	}
	return node
}

func childOf(node *yaml.Node, step string) *yaml.Node {
	if node.Kind == yaml.SequenceNode {
		if i, err := strconv.Atoi(step); err == nil && i >= 0 && i < len(node.Content) {
			return node.Content[i]
		}
		return nil
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		if node.Content[i].Value == step {
			return node.Content[i+1]
		}
	}
	return nil
}

// plainValue is the value of a node as the schema library takes it.
func plainValue(node *yaml.Node) (any, error) {
	switch node.Kind {
	case yaml.SequenceNode:
		out := make([]any, len(node.Content))
		for i, item := range node.Content {
			v, err := plainValue(item)
			if err != nil {
				return nil, err
			}
			out[i] = v
		}
		return out, nil
	case yaml.MappingNode:
		return plainMap(node)
	case yaml.AliasNode:
		return nil, errAlias
	default:
		return plainScalar(node)
	}
}

func plainMap(node *yaml.Node) (any, error) {
	out := make(map[string]any, len(node.Content)/2)
	for i := 0; i+1 < len(node.Content); i += 2 {
		v, err := plainValue(node.Content[i+1])
		if err != nil {
			return nil, err
		}
		out[node.Content[i].Value] = v
	}
	return out, nil
}

func plainScalar(node *yaml.Node) (any, error) {
	if node.Tag == "!!timestamp" || node.Tag == "!!str" {
		return node.Value, nil
	}
	var v any
	if err := node.Decode(&v); err != nil {
		return nil, fmt.Errorf("%w", err)
	}
	return v, nil
}

var errAlias = errors.New("it refers to another value (*name); write the value out")
