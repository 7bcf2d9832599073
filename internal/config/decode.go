package config

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/locale"
	"github.com/kblint/kblint/internal/source"
	"github.com/kblint/kblint/internal/spelling"
)

// maxProblems is how many mistakes are reported of one file. It is there for files that are made
// to keep the program busy.
const maxProblems = 1000

// decoder reads nodes and gathers what is wrong with them.
type decoder struct {
	*document
	registry  *registry
	problems  []Problem
	languages []text // what the file names, for words
}

// at reports a mistake at a span.
func (d *decoder) at(span source.Span, format string, args ...any) {
	if len(d.problems) == maxProblems {
		return
	}
	for i, arg := range args {
		switch text := arg.(type) {
		case string:
			args[i] = strings.Map(visible, text)
		case locale.Phrase:
			args[i] = locale.Phrase(strings.Map(visible, string(text)))
		}
	}
	d.problems = append(d.problems, Problem{d.file, d.src, span, lint.Message{Format: format, Args: args}})
}

// visible keeps line breaks and the escape sequences of terminals out of messages and comments.
func visible(r rune) rune {
	if unicode.IsPrint(r) {
		return r
	}
	return utf8.RuneError
}

// report reports a mistake at a node. It is a lint.Complain.
func (d *decoder) report(n *yaml.Node, format string, args ...any) {
	if len(d.problems) < maxProblems {
		d.at(d.span(n), format, args...)
	}
}

// wrongType reports a node of the wrong kind. The last argument of the format says what it is.
func (d *decoder) wrongType(n *yaml.Node, format string, args ...any) {
	if isNothing(n) && strings.HasPrefix(n.Value, "*") {
		return // an alias that is reported already
	}
	d.report(n, format, append(args, kindOf(n))...)
}

// kindOf says in plain words what a node is.
func kindOf(n *yaml.Node) locale.Phrase {
	switch {
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.Kind == yaml.MappingNode:
		return "a map"
	case n.Tag == "!!null":
		return "nothing"
	case n.Tag == "!!bool":
		return "true or false"
	case n.Tag == "!!int" || n.Tag == "!!float":
		return "a number"
	default:
		return "a text"
	}
}

func isNothing(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

func isText(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag != "!!null" }

// config reads the top level of the file.
func (d *decoder) config(n *yaml.Node, c *Config) {
	known := []string{"languages", "site", "external", "ignore", "ratchet", "rules", "overrides", "lexicon"}
	d.mapping(n, "", func(key, value *yaml.Node) {
		switch key.Value {
		case "languages":
			c.nodes.languages, d.languages = key, d.texts(value, "languages")
		case "site":
			d.site(value, c)
		case "external":
			d.external(value, &c.External)
		case "ignore":
			c.ignore = d.globs(d.texts(value, "ignore"))
		case "ratchet":
			c.nodes.ratchet = key
			d.truth(value, "ratchet", &c.Ratchet)
		case "rules":
			c.layers[0].changes = d.rules(value)
		case "overrides":
			c.layers = append(c.layers, d.overrides(value)...)
		case "lexicon":
			c.nodes.lexicon = value
		default:
			d.unknownSetting(key, known)
		}
	})
}

func (d *decoder) unknownSetting(key *yaml.Node, known []string) {
	if d.registry.known(key.Value) {
		d.report(key, "\"%s\" belongs under \"%s\"", key.Value, "rules")
		return
	}
	d.unknown(key, "unknown key \"%s\"; did you mean \"%s\"?", "unknown key \"%s\"; known are %s", known)
}

// mapping visits the entries of the map that a key called name has. A key without value is an
// empty map, such as when all entries are commented out.
func (d *decoder) mapping(n *yaml.Node, name string, visit func(key, value *yaml.Node)) {
	if isNothing(n) {
		return
	}
	if n.Kind != yaml.MappingNode {
		d.notMap(n, name)
		return
	}
	seen := make(map[string]*yaml.Node, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		first := seen[key.Value]
		switch {
		case !isText(key):
			d.wrongType(key, "a key must be a text, not %s")
		case first != nil:
			d.report(key, "\"%s\" stands in line %s already; delete one of the two", key.Value, strconv.Itoa(d.line(first)))
		default:
			seen[key.Value] = key
			visit(key, value)
		}
	}
}

func (d *decoder) notMap(n *yaml.Node, name string) {
	key, _, colon := strings.Cut(n.Value, ":")
	switch {
	case isText(n) && n.Style == 0 && colon && !strings.Contains(key, " "):
		d.report(n, "there must be a space behind the colon: \"%s: …\"", key)
	case name == "":
		d.wrongType(n, "the file must be a map of settings, not %s")
	default:
		d.wrongType(n, "\"%s\" must be a map, not %s", name)
	}
}

// keys visits the entries of a map whose keys are known.
func (d *decoder) keys(n *yaml.Node, name string, known []string, visit func(key, value *yaml.Node)) {
	d.mapping(n, name, func(key, value *yaml.Node) {
		if slices.Contains(known, key.Value) {
			visit(key, value)
			return
		}
		d.unknown(key, "unknown key \"%s\"; did you mean \"%s\"?", "unknown key \"%s\"; known are %s", known)
	})
}

// unknown reports a name that is none of the known ones: by the first format with the likeliest of
// them, or by the second one with all.
func (d *decoder) unknown(n *yaml.Node, likely, all string, known []string) {
	if near, ok := nearest(n.Value, known); ok {
		d.report(n, likely, n.Value, near)
		return
	}
	d.report(n, all, n.Value, strings.Join(known, ", "))
}

// nearest is spelling.Nearest whatever the letter case.
func nearest(word string, known []string) (string, bool) {
	return spelling.Nearest(strings.ToLower(word), known)
}

// text is one text of a list.
type text struct {
	string
	node *yaml.Node
}

// texts reads a list of texts, or one text without a list around it.
func (d *decoder) texts(n *yaml.Node, name string) []text {
	items := n.Content
	switch {
	case isNothing(n):
		return nil
	case isText(n):
		items = []*yaml.Node{n}
	case n.Kind != yaml.SequenceNode:
		d.wrongType(n, "\"%s\" must be a list of texts, not %s", name)
		return nil
	}
	all := make([]text, 0, len(items))
	for _, item := range items {
		if !isText(item) {
			d.wrongType(item, "\"%s\" must hold texts only, not %s", name)
			continue
		}
		all = append(all, text{item.Value, item})
	}
	return all
}
