package lexicon

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/kblint/kblint/internal/spelling"
)

// Problem is a mistake in a language pack. Format and Args are a message for the
// catalogue; Args are strings and ints only.
type Problem struct {
	Node   *yaml.Node // nil where the place is not in a node, as in a built-in pack
	Line   int        // 1-based
	Column int        // 1-based in characters; 0 for the line as a whole
	Format string
	Args   []any
}

// String is the problem in English.
func (p Problem) String() string {
	return fmt.Sprintf("%d:%d: ", p.Line, p.Column) + fmt.Sprintf(p.Format, p.Args...)
}

// line is one line of a text block, or one item of a list, with its place.
type line struct {
	text string
	node *yaml.Node
	line int // of the file
	col  int // 0 for a line inside a text block
}

func (l line) problem(format string, args ...any) Problem {
	return Problem{Node: l.node, Line: l.line, Column: l.col, Format: format, Args: args}
}

// entry is a pattern with the line that it was read from.
type entry struct {
	line
	pattern pattern
}

// group is a set of patterns that mean the same, with what tests them.
type group struct {
	slot     Slot
	whole    wholeSlot // for whole strings; 0 for phrases in running text
	kind     Kind
	match    []entry
	except   []entry
	examples []line
	counters []line
	weak     bool
	reach    int
	commands []line   // of Command instead of match
	safe     []string // of Command: globs of operands that may be deleted
	context  bool     // of Command: the command is a Context
	test     int      // the group's number in a lexicon
}

// defaultReach is how many words a negation reaches across: "without having to do
// a factory reset".
const defaultReach = 4

// wordings lists the wordings of each form of a verb. A set of words has no forms:
// its wordings are those of NoVerb.
type wordings [Noun + 1][]pattern

// pack is what one language says, or several sources of it together.
type pack struct {
	language  string
	macros    map[string]*wordings // verbs and sets of words by name
	endings   []string
	ended     [sides][]item // whose last words may have one of them
	particles []string
	code      map[string][]string
	groups    []group
	advice    advice
}

// decoder reads YAML nodes and gathers what is wrong with them.
type decoder struct {
	problems []Problem
	parser   patternParser
}

func (d *decoder) report(n *yaml.Node, format string, args ...any) {
	d.problems = append(d.problems, Problem{Node: n, Line: n.Line, Column: n.Column, Format: format, Args: args})
}

// mapping visits the entries of a mapping whose keys are known. A nil list of known
// keys allows any key.
func (d *decoder) mapping(n *yaml.Node, known []string, visit func(key, value *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		if !empty(n) {
			d.report(n, "a mapping is expected here, such as \"key: value\"")
		}
		return
	}
	seen := make(map[string]bool, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case value.Kind == yaml.AliasNode:
			d.report(value, "aliases are not supported in language packs; write the text out")
		case seen[key.Value]:
			d.report(key, "key \"%s\" stands here twice", key.Value)
		case known != nil && !slices.Contains(known, key.Value):
			d.unknown(key, known, "unknown key \"%s\"; did you mean \"%s\"?", "unknown key \"%s\"; known are %s")
		default:
			visit(key, value)
		}
		seen[key.Value] = true
	}
}

// unknown reports a name that is none of the known ones: in the format near, which
// takes the name and the likeliest known one, or else in the format far, which takes
// the name and a list.
func (d *decoder) unknown(n *yaml.Node, known []string, near, far string) {
	if nearest, ok := spelling.Nearest(n.Value, known); ok {
		d.report(n, near, n.Value, nearest)
		return
	}
	d.report(n, far, n.Value, strings.Join(known, ", "))
}

// empty reports whether a node is a key's missing value.
func empty(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && (n.Value == "" || n.Tag == "!!null")
}

// lines reads a text block or a list of texts.
func (d *decoder) lines(n *yaml.Node) []line {
	switch {
	case empty(n):
		return nil
	case n.Kind == yaml.ScalarNode:
		return textLines(n)
	case n.Kind != yaml.SequenceNode:
		d.report(n, "a text or a list of texts is expected here")
		return nil
	}
	var all []line
	for _, item := range n.Content {
		if item.Kind != yaml.ScalarNode {
			d.report(item, "a text is expected here")
			continue
		}
		all = append(all, textLines(item)...)
	}
	return all
}

// textLines cuts a text into its lines. Empty lines and lines that begin with "#" are
// left out.
func textLines(n *yaml.Node) []line {
	first, col := n.Line, n.Column
	block := n.Style&yaml.LiteralStyle != 0
	if block {
		first, col = first+1, 0
	}
	lines := make([]line, 0, 1+strings.Count(n.Value, "\n"))
	number := first
	for text := range strings.SplitSeq(n.Value, "\n") {
		if text = strings.TrimSpace(text); text != "" && text[0] != '#' {
			lines = append(lines, line{text: text, node: n, line: number, col: col})
		}
		if block {
			number++
		}
	}
	return lines
}

// entries parses the patterns of a text block or list.
func (d *decoder) entries(n *yaml.Node) []entry {
	lines := d.lines(n)
	all := make([]entry, 0, len(lines))
	for _, l := range lines {
		parsed, err := d.parser.parse(l.text)
		if err != nil {
			d.complain(l, err)
			continue
		}
		all = append(all, entry{line: l, pattern: parsed})
	}
	return all
}

// complain reports the error of a parser.
func (d *decoder) complain(l line, err error) {
	var c *complaint
	if !errors.As(err, &c) {
		c = &complaint{"%s", []any{err.Error()}}
	}
	d.problems = append(d.problems, l.problem(c.format, c.args...))
}

// groups reads a slot: a text block, a group, or a list of texts and groups. Texts
// alone make one group. Each group begins as a copy of like.
func (d *decoder) groups(n *yaml.Node, like group) []group {
	switch n.Kind {
	case yaml.MappingNode:
		return []group{d.group(n, like)}
	case yaml.SequenceNode:
	default:
		d.patterns(n, &like)
		return []group{like}
	}
	var all []group
	plain := like
	for _, item := range n.Content {
		if item.Kind == yaml.MappingNode {
			all = append(all, d.group(item, like))
			continue
		}
		d.patterns(item, &plain)
	}
	return append(all, plain)
}

// patterns adds patterns to a group: phrases or commands.
func (d *decoder) patterns(n *yaml.Node, g *group) {
	if g.slot == Command {
		g.commands = append(g.commands, d.lines(n)...)
	} else {
		g.match = append(g.match, d.entries(n)...)
	}
}

func (d *decoder) group(n *yaml.Node, g group) group {
	known := []string{"match", "except", "example", "counter", "weak", "reach"}
	if g.slot == Command {
		known = []string{"match", "safe", "example", "counter", "weak"}
	}
	d.mapping(n, known, func(key, value *yaml.Node) {
		switch key.Value {
		case "match":
			d.patterns(value, &g)
		case "safe":
			g.safe = texts(d.lines(value))
		case "except":
			g.except = d.entries(value)
		case "example":
			g.examples = d.lines(value)
		case "counter":
			g.counters = d.lines(value)
		case "weak":
			g.weak = d.truth(value)
		case "reach":
			g.reach = d.number(value)
		}
	})
	return g
}

func (d *decoder) truth(n *yaml.Node) bool {
	if n.Value != "true" && n.Value != "false" {
		d.report(n, "\"%s\" is neither true nor false", n.Value)
	}
	return n.Value == "true"
}

func (d *decoder) number(n *yaml.Node) int {
	value, err := strconv.Atoi(n.Value)
	if err != nil || value < 0 || value > 20 {
		d.report(n, "\"%s\" is no number of words from 0 to 20", n.Value)
		return defaultReach
	}
	return value
}
