package config

import (
	"slices"

	"go.yaml.in/yaml/v4"

	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/source"
)

// words loads the lexicon and sees to it that the languages exist. What the user adds to the
// lexicon may bring languages along.
func (d *decoder) words(c *Config) {
	if c.nodes.lexicon == nil && len(d.languages) == 0 {
		return
	}
	options := lexicon.Options{Languages: d.chosen(c)}
	if c.nodes.lexicon != nil {
		options.Extra = []*yaml.Node{c.nodes.lexicon}
	}
	var problems []lexicon.Problem
	c.lexicon, problems = lexicon.Load(options)
	own := map[*yaml.Node]bool{}
	collect(own, c.nodes.lexicon)
	for _, p := range problems {
		if own[p.Node] { // and not that of a built-in pack
			d.at(d.wordSpan(p), p.Format, p.Args...)
		}
	}
}

// collect adds a node and all below it to a set.
func collect(set map[*yaml.Node]bool, n *yaml.Node) {
	if n == nil {
		return
	}
	set[n] = true
	for _, part := range n.Content {
		collect(set, part)
	}
}

// chosen are the languages to load, none for all. They become those of the Config.
func (d *decoder) chosen(c *Config) []string {
	known := lexicon.Languages()
	if c.nodes.lexicon != nil {
		known = append(known, newLanguages(c.nodes.lexicon, known)...)
	}
	c.Languages = known
	if len(d.languages) == 0 {
		return nil
	}
	c.Languages = nil
	for _, t := range d.languages {
		switch {
		case !slices.Contains(known, t.string):
			d.unknown(t.node, "unknown language \"%s\"; did you mean \"%s\"?", "unknown language \"%s\"; known are %s", known)
		case slices.Contains(c.Languages, t.string):
			d.report(t.node, "\"%s\" stands in this list already; delete one of the two", t.string)
		default:
			c.Languages = append(c.Languages, t.string)
		}
	}
	return c.Languages
}

// newLanguages are the languages that a "lexicon" section adds to the known ones: that under its
// key "language" if it is a pack, else its keys.
func newLanguages(n *yaml.Node, known []string) []string {
	if n.Kind != yaml.MappingNode {
		return nil
	}
	var added []string
	for i := 0; i+1 < len(n.Content); i += 2 {
		name := n.Content[i].Value
		if name == "language" {
			added = []string{n.Content[i+1].Value}
			break
		}
		if name != "commands" {
			added = append(added, name)
		}
	}
	return slices.DeleteFunc(added, func(name string) bool { return slices.Contains(known, name) })
}

// wordSpan is the place of a problem that the lexicon reports: a node, or a line in a block of text.
func (d *decoder) wordSpan(p lexicon.Problem) source.Span {
	if p.Column > 0 {
		return d.span(p.Node)
	}
	line := d.restOfLine(d.offset(p.Line, 1))
	for line.Start < line.End && (d.src[line.Start] == ' ' || d.src[line.Start] == '\t') {
		line.Start++
	}
	return line
}
