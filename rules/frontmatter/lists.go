package frontmatter

import (
	"go.yaml.in/yaml/v4"

	"github.com/kblint/kblint/internal/lint"
)

// lists are the values that keys may have, as the configuration gives them.
type lists map[string]lint.WordList

// Plain implements lint.Custom.
func (*lists) Plain() string { return "a map from keys to lists of words, or to files with lists" }

// Schema implements lint.Custom.
func (*lists) Schema() map[string]any {
	return map[string]any{"type": []string{"object", "null"}, "additionalProperties": new(lint.WordList).Schema()}
}

// Decode implements lint.Custom.
func (l *lists) Decode(node *yaml.Node, env lint.Env) {
	*l = nil
	if node.Tag == "!!null" {
		return
	}
	if node.Kind != yaml.MappingNode {
		env.Complain(node, "\"lists\" must be a map from keys to lists of words, or to files with lists")
		return
	}
	*l = lists{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		var words lint.WordList
		words.Decode(node.Content[i+1], env)
		(*l)[node.Content[i].Value] = words
	}
}
