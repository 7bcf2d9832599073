package lint

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v4"
)

// WordList is an option that is a list of words, or the name of a file with one.
type WordList []string

// Plain implements Custom.
func (*WordList) Plain() string { return "a list of words, or the name of a file with one" }

// Schema implements Custom.
func (*WordList) Schema() map[string]any {
	return map[string]any{
		"type":  []string{"array", "string", "null"},
		"items": map[string]any{"type": []string{"string", "number", "boolean"}},
	}
}

// Decode implements Custom.
func (l *WordList) Decode(node *yaml.Node, env Env) {
	*l = nil
	switch {
	case node.Tag == "!!null":
	case node.Kind == yaml.SequenceNode:
		for _, item := range node.Content {
			if item.Kind != yaml.ScalarNode || item.Tag == "!!null" {
				env.Complain(item, "this list must hold words only")
				continue
			}
			*l = append(*l, item.Value)
		}
	case node.Kind == yaml.ScalarNode && node.Tag == "!!str":
		words, err := wordsInFile(node.Value, env)
		if err != nil {
			env.Complain(node, "the list \"%s\" cannot be read: %s", node.Value, err.Error())
		}
		*l = words
	default:
		env.Complain(node, "this must be a list of words, or the name of a file with one")
	}
}

// wordsInFile reads a list from a file: YAML, JSON or TOML that is a list, or a map whose keys are
// the words, as Docusaurus has tags.yml and authors.yml; any other file has a word a line.
func wordsInFile(name string, env Env) ([]string, error) {
	data, err := env.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var content any
	switch strings.ToLower(path.Ext(name)) {
	case ".yaml", ".yml", ".json":
		err = yaml.Unmarshal(data, &content)
	case ".toml":
		var table map[string]any
		err = toml.Unmarshal(data, &table)
		content = table
	default:
		return lines(string(data)), nil
	}
	if err != nil {
		return nil, fmt.Errorf("%w", err)
	}
	words := wordsOf(content)
	if len(words) == 0 {
		return nil, errNoWords
	}
	return words, nil
}

var errNoWords = errors.New("there is no list in it")

// lines are those that are neither blank nor comments.
func lines(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out = append(out, line)
		}
	}
	return out
}

// nameKeys are the keys under which an item of a list that is a map has its word.
var nameKeys = []string{"name", "label", "title", "slug", "id", "key"}

// wordsOf are the words of a list, or the keys of a map with the labels that they have. A map that
// has nothing but one list stands for that.
func wordsOf(content any) []string {
	switch content := content.(type) {
	case []any:
		var words []string
		for _, item := range content {
			words = append(words, wordOf(item)...)
		}
		return words
	case map[string]any:
		return wordsOfMap(content)
	default:
		return nil
	}
}

func wordsOfMap(content map[string]any) []string {
	var words []string
	for key, value := range content {
		switch value := value.(type) {
		case []any:
			if len(content) == 1 {
				return wordsOf(value)
			}
		case map[string]any:
			words = append(words, wordOf(value)...)
		}
		words = append(words, key)
	}
	slices.Sort(words)
	return words
}

func wordOf(item any) []string {
	switch item := item.(type) {
	case map[string]any:
		for _, name := range nameKeys {
			if word, ok := item[name]; ok {
				return wordOf(word)
			}
		}
		return nil
	case nil:
		return nil
	default:
		return []string{fmt.Sprint(item)}
	}
}
