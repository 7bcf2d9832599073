package site

import (
	"encoding/json"
	"fmt"
	"path"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v4"
)

// settings are a generator's configuration. Keys are found in any letter case; those of YAML, TOML and JSON
// are in lower case, but for paths.
type settings map[string]any

// readSettings reads YAML, TOML or JSON, by the name of the file.
func readSettings(name string, src []byte) (settings, error) {
	var table map[string]any
	var err error
	switch path.Ext(name) {
	case ".toml":
		err = toml.Unmarshal(src, &table)
	case ".json":
		err = json.Unmarshal(src, &table)
	default:
		// What a tag such as !!python/name of MkDocs makes of a value is not ours to know.
		var node yaml.Node
		if err = yaml.Unmarshal(src, &node); err == nil {
			untag(&node, 0)
			err = node.Decode(&table)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return lowered(table), nil
}

// untag takes tags off that only a generator understands.
func untag(n *yaml.Node, depth int) {
	if strings.HasPrefix(n.Tag, "!") && !strings.HasPrefix(n.Tag, "!!") || strings.HasPrefix(n.Tag, "tag:yaml.org,2002:python") || strings.HasPrefix(n.Tag, "!!python") {
		n.Tag = ""
		if n.Kind == yaml.ScalarNode {
			n.Tag = "!!str"
		}
	}
	const deepest = 100
	if depth < deepest {
		for _, child := range n.Content {
			untag(child, depth+1)
		}
	}
}

func lowered(table map[string]any) settings {
	out := make(settings, len(table))
	for key, value := range table {
		if inner, ok := value.(map[string]any); ok {
			value = lowered(inner)
		}
		out[settingKey(key)] = value
	}
	return out
}

// settingKey is a key in lower case, but for one that is a path.
func settingKey(key string) string {
	if strings.ContainsAny(key, "/.") {
		return key
	}
	return strings.ToLower(key)
}

// merge takes over what the other settings have, table by table.
func (s settings) merge(other settings) {
	for key, value := range other {
		inner, isTable := value.(settings)
		if ours, ok := s[key].(settings); ok && isTable {
			ours.merge(inner)
			continue
		}
		s[key] = value
	}
}

// at is the value at a dotted path, nil if there is none.
func (s settings) at(dotted string) any {
	var value any = s
	for key := range strings.SplitSeq(dotted, ".") {
		table, ok := value.(settings)
		if !ok {
			return nil
		}
		value = table.get(key)
	}
	return value
}

// get is the value of a key, in whatever letter case that is.
func (s settings) get(key string) any {
	if value, ok := s[key]; ok {
		return value
	}
	for other, value := range s {
		if strings.EqualFold(other, key) {
			return value
		}
	}
	return nil
}

func (s settings) table(dotted string) settings {
	table, _ := s.at(dotted).(settings)
	return table
}

// text is a text, or a number or truth value as a text; "" for anything else.
func (s settings) text(dotted string) string {
	switch v := s.at(dotted).(type) {
	case string:
		return v
	case bool, int, int64, uint64, float64:
		return fmt.Sprint(v)
	default:
		return ""
	}
}

// isTrue reports whether a setting is true.
func (s settings) isTrue(dotted string) bool { return s.text(dotted) == "true" }

// texts are the texts of a list, or the one that stands in its place.
func (s settings) texts(dotted string) []string {
	switch v := s.at(dotted).(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, item := range v {
			if text, ok := item.(string); ok {
				out = append(out, text)
			}
		}
		return out
	default:
		return nil
	}
}

// tables are the tables of a list.
func (s settings) tables(dotted string) []settings {
	list, _ := s.at(dotted).([]any)
	var out []settings
	for _, item := range list {
		switch t := item.(type) {
		case map[string]any:
			out = append(out, lowered(t))
		case settings:
			out = append(out, t)
		}
	}
	return out
}
