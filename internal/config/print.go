package config

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"

	"github.com/kblint/kblint/internal/lint"
)

// Print writes the settings of the article at an absolute path as a configuration file, each line
// with a comment that says where it comes from. Without a path it writes what holds for all
// articles, and then the overrides.
func (c *Config) Print(w io.Writer, abs string) error {
	p := printer{Config: c}
	if c.document != nil {
		d := *c.document // which several goroutines may not ask for places at once
		p.document = &d
	}
	set := make([]byte, (len(c.layers)+7)/8)
	set[0] = 1
	if abs != "" {
		set = c.matching(nil, abs)
	}
	p.top()
	p.line("rules:", "")
	for _, rule := range c.registry.rules {
		p.rule("  ", rule, c.effective(rule, c.active(set)), true)
	}
	if abs == "" {
		p.overrides()
	}
	if err := p.lexicon(); err != nil {
		return err
	}
	if _, err := w.Write(p.out.Bytes()); err != nil {
		return fmt.Errorf("print configuration: %w", err)
	}
	return nil
}

// printer puts a Config together as text.
type printer struct {
	*Config
	document *document
	out      bytes.Buffer
}

func (p *printer) line(text, comment string) {
	p.out.WriteString(text)
	if comment != "" {
		p.out.WriteString("  # " + comment)
	}
	p.out.WriteByte('\n')
}

// where says where a setting comes from.
func (p *printer) where(o origin) string {
	if o.node == nil {
		return "default"
	}
	where := strings.Map(visible, filepath.Base(p.document.file)) + ":" + strconv.Itoa(p.document.line(o.node))
	if o.layer == 0 {
		return where
	}
	paths := p.layers[o.layer].paths
	patterns := make([]string, len(paths))
	for i, g := range paths {
		patterns[i] = strings.Map(visible, g.string)
	}
	return where + " (overrides: " + strings.Join(patterns, ", ") + ")"
}

// top writes what stands above the rules. Of the site and of
// external links only what the file sets is shown.
func (p *printer) top() {
	p.line("languages: "+list(p.Languages), p.where(origin{node: p.nodes.languages}))
	if p.nodes.generator != nil || p.nodes.baseURL != nil || p.nodes.static != nil || p.nodes.roots != nil {
		p.line("site:", "")
		p.site("generator", scalar(p.Site.Generator), p.nodes.generator)
		p.site("base-url", scalar(p.Site.BaseURL), p.nodes.baseURL)
		p.site("static", list(p.Site.Static), p.nodes.static)
		p.site("roots", list(p.Site.Roots), p.nodes.roots)
	}
	if len(p.External.set) > 0 {
		p.line("external:", "")
	}
	for _, s := range p.External.set {
		p.line("  "+s.key.Value+": "+s.value, p.where(origin{node: s.key}))
	}
	if len(p.ignore) == 0 {
		p.line("ignore: []", p.where(origin{}))
	} else {
		p.line("ignore:", "")
	}
	for _, g := range p.ignore {
		p.line("  - "+scalar(g.string), p.where(origin{node: g.node}))
	}
	p.line("ratchet: "+strconv.FormatBool(p.Ratchet), p.where(origin{node: p.nodes.ratchet}))
}

func (p *printer) site(name, value string, node *yaml.Node) {
	if node != nil {
		p.line("  "+name+": "+value, p.where(origin{node: node}))
	}
}

// rule writes what layers say of a rule: all of it, or only what differs from the default.
func (p *printer) rule(indent string, rule lint.Rule, e effective, all bool) {
	id := rule.Describe().ID
	known := lint.Options(rule)
	if len(known) == 0 || !all && len(e.options) == 0 {
		p.line(indent+id+": "+severities[e.severity], p.where(e.from))
		return
	}
	p.line(indent+id+":", "")
	indent += "  "
	if all || e.from.node != nil {
		p.line(indent+"severity: "+severities[e.severity], p.where(e.from))
	}
	for _, o := range known {
		value, from := defaultValue(o.Default), origin{}
		for _, set := range e.options {
			if set.key.Value == o.Name {
				value, from = nodeValue(set.value), origin{set.key, set.layer}
			}
		}
		if all || from.node != nil {
			p.line(indent+o.Name+": "+value, p.where(from))
		}
	}
}

func (p *printer) overrides() {
	for i, layer := range p.layers {
		if i == 0 {
			continue
		}
		if i == 1 {
			p.line("overrides:", "")
		}
		patterns := make([]string, len(layer.paths))
		for j, g := range layer.paths {
			patterns[j] = g.string
		}
		p.line("  - paths: "+list(patterns), p.where(origin{node: layer.node}))
		if len(layer.changes) == 0 {
			p.line("    rules: {}", "")
			continue
		}
		p.line("    rules:", "")
		for _, rule := range p.registry.rules {
			if _, changed := layer.changes[rule.Describe().ID]; changed {
				p.rule("      ", rule, p.effective(rule, []int{i}), false)
			}
		}
	}
}

// lexicon writes the user's own words as they are.
func (p *printer) lexicon() error {
	node := p.nodes.lexicon
	if node == nil || isNothing(node) {
		return nil
	}
	text, err := yaml.Dump(node, yaml.WithIndent(2))
	if err != nil {
		return fmt.Errorf("print the lexicon of the configuration: %w", err)
	}
	p.line("lexicon:", p.where(origin{node: node}))
	for line := range bytes.Lines(text) {
		if len(bytes.TrimSpace(line)) > 0 {
			p.out.WriteString("  ")
		}
		p.out.Write(line)
	}
	return nil
}

// list is a list of texts in YAML.
func list(texts []string) string {
	quoted := make([]string, len(texts))
	for i, t := range texts {
		quoted[i] = scalar(t)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// scalar is a text in YAML: as it is where nothing but a text can be meant, else in double quotes.
// All escapes of Go are escapes of YAML.
func scalar(text string) string {
	if isPlain(text) {
		switch strings.ToLower(text) {
		case "true", "false", "null", "yes", "no", "on", "off", "y", "n":
		default:
			if unicode.IsLetter(rune(text[0])) {
				return text
			}
		}
	}
	return strconv.Quote(text)
}

// isPlain tells whether a text has nothing in it that could be syntax.
func isPlain(text string) bool {
	for i := range len(text) {
		c := text[i]
		if (c|' ' < 'a' || c|' ' > 'z') && (c < '0' || c > '9') && strings.IndexByte("_-./+", c) < 0 {
			return false
		}
	}
	return text != ""
}

// defaultValue is the default of an option in YAML.
func defaultValue(value any) string {
	switch v := reflect.ValueOf(value); v.Kind() {
	case reflect.Slice:
		if v.IsNil() {
			return "null" // what a rule does without the option is not what an empty list says
		}
		texts := make([]string, v.Len())
		for i := range texts {
			texts[i] = v.Index(i).String()
		}
		return list(texts)
	case reflect.Map:
		return "null"
	case reflect.String:
		return scalar(v.String())
	default:
		return fmt.Sprint(value)
	}
}

// nodeValue is the value of an option in YAML, on one line.
func nodeValue(n *yaml.Node) string {
	switch {
	case isNothing(n):
		return "null"
	case n.Kind == yaml.ScalarNode && n.Tag != "!!str" && isPlain(n.Value):
		return n.Value
	case n.Kind == yaml.ScalarNode:
		return scalar(n.Value)
	}
	values := make([]string, len(n.Content))
	for i, item := range n.Content {
		values[i] = nodeValue(item)
	}
	if n.Kind != yaml.MappingNode {
		return "[" + strings.Join(values, ", ") + "]"
	}
	for i := 0; i+1 < len(values); i += 2 {
		values[i/2] = values[i] + ": " + values[i+1]
	}
	return "{" + strings.Join(values[:len(values)/2], ", ") + "}"
}
