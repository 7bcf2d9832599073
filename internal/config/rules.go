package config

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/kblint/kblint/internal/lint"
)

// layer is what the "rules" section, or that of one override, says.
type layer struct {
	node    *yaml.Node // the override; nil for the "rules" section
	paths   []glob
	changes map[string]change // by rule id
}

// change is what a layer says of one rule.
type change struct {
	at       *yaml.Node // where the severity is set; nil where it stays
	severity lint.Severity
	options  []option
}

// option is a value of an option, with its key.
type option struct{ key, value *yaml.Node }

// rules reads a "rules" section.
func (d *decoder) rules(n *yaml.Node) map[string]change {
	families, changes := map[string]change{}, map[string]change{}
	d.mapping(n, "rules", func(key, value *yaml.Node) {
		switch name := key.Value; {
		case d.registry.byID[name] != nil:
			if c := d.rule(key, value); c.at != nil || len(c.options) > 0 {
				changes[name] = c
			}
		case d.registry.families[name] != nil:
			if c := d.family(key, value); c.at != nil {
				families[name] = c
			}
		default:
			d.unknownRule(key)
		}
	})
	for name, family := range families {
		d.applyFamily(changes, name, family)
	}
	return changes
}

// applyFamily gives the severity of a family to those of its rules that have none of their own.
func (d *decoder) applyFamily(changes map[string]change, name string, family change) {
	for _, id := range d.registry.families[name] {
		if c := changes[id]; c.at == nil && d.registry.takes(id, family.severity) {
			c.at, c.severity = family.at, family.severity
			changes[id] = c
		}
	}
}

func (d *decoder) unknownRule(key *yaml.Node) {
	near, ok := d.registry.nearest(key.Value)
	switch {
	case ok:
		d.report(key, "there is no rule or family \"%s\"; did you mean \"%s\"?", key.Value, near)
	default:
		d.report(key, "there is no rule or family \"%s\"; \"kblint rules\" lists them", key.Value)
	}
}

// rule reads the severity of a rule, or a map of severity and options.
func (d *decoder) rule(key, value *yaml.Node) change {
	var c change
	if value.Kind != yaml.MappingNode {
		d.severity(&c, key, value, "\"%s\" must be off, hint, warning or error, or a map of options, not %s")
		return c
	}
	options := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: value.Line, Column: value.Column}
	d.mapping(value, key.Value, func(key, value *yaml.Node) {
		if key.Value == "severity" {
			d.severity(&c, key, value, "\"%s\" must be off, hint, warning or error, not %s")
			return
		}
		c.options = append(c.options, option{key, value})
		options.Content = append(options.Content, key, value)
	})
	lint.Bind(d.registry.byID[key.Value], options, d.env())
	return c
}

// family reads the severity of a family.
func (d *decoder) family(key, value *yaml.Node) change {
	var c change
	if value.Kind != yaml.MappingNode {
		d.severity(&c, key, value, "\"%s\" must be off, hint, warning or error, not %s")
		return c
	}
	d.mapping(value, key.Value, func(option, value *yaml.Node) {
		if option.Value == "severity" {
			d.severity(&c, option, value, "\"%s\" must be off, hint, warning or error, not %s")
			return
		}
		d.report(option, "\"%s\" is a family, which has no options; set \"%s\" under one of its rules", key.Value, option.Value)
	})
	return c
}

// severities are the names of lint's severities, by their numbers.
var severities = [...]string{lint.Off: "off", lint.Hint: "hint", lint.Warning: "warning", lint.Error: "error"}

// severity reads the value of a key. The format is for one that is no text at all.
func (d *decoder) severity(c *change, key, value *yaml.Node, format string) {
	if !isText(value) {
		d.wrongType(value, format, key.Value)
		return
	}
	if i := slices.Index(severities[:], value.Value); i >= 0 {
		c.at, c.severity = key, lint.Severity(i)
		return
	}
	if meant := meantSeverity(value.Value); meant != "" {
		d.report(value, "unknown severity \"%s\"; did you mean \"%s\"?", value.Value, meant)
		return
	}
	d.unknown(value, "unknown severity \"%s\"; did you mean \"%s\"?", "unknown severity \"%s\"; known are %s", severities[:])
}

// meantSeverity knows what other tools call the severities.
func meantSeverity(word string) string {
	switch strings.ToLower(word) {
	case "false", "no", "none", "never", "disable", "disabled", "ignore", "0":
		return "off"
	case "info", "note", "notice", "suggestion":
		return "hint"
	case "warn", "1":
		return "warning"
	case "fatal", "critical", "2":
		return "error"
	default:
		return ""
	}
}

// overrides reads the "overrides" section.
func (d *decoder) overrides(n *yaml.Node) []layer {
	if isNothing(n) {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		d.wrongType(n, "\"%s\" must be a list of maps, each with \"paths\" and \"rules\", not %s", "overrides")
		return nil
	}
	layers := make([]layer, 0, len(n.Content))
	for _, item := range n.Content {
		if item.Kind != yaml.MappingNode {
			d.wrongType(item, "\"%s\" must hold maps only, each with \"paths\" and \"rules\", not %s", "overrides")
			continue
		}
		layers = append(layers, d.override(item))
	}
	return layers
}

func (d *decoder) override(n *yaml.Node) layer {
	l := layer{node: n}
	has := map[string]bool{}
	d.keys(n, "overrides", []string{"paths", "rules"}, func(key, value *yaml.Node) {
		has[key.Value] = true
		if key.Value == "rules" {
			l.changes = d.rules(value)
			return
		}
		paths := d.texts(value, "paths")
		l.paths = d.globs(paths)
		if len(paths) == 0 && (isNothing(value) || value.Kind == yaml.SequenceNode) && len(value.Content) == 0 {
			d.report(value, "\"%s\" is empty; name the articles that the override is for", "paths")
		}
	})
	for _, key := range []string{"paths", "rules"} {
		if !has[key] {
			d.report(n, "this override has no \"%s\"; add it or delete the override", key)
		}
	}
	return l
}
