package config

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/kblint/kblint/internal/source"
)

// maxBorrowed is how many nodes aliases may add. It is there for alias bombs.
const maxBorrowed = 10_000

// resolver copies the library's nodes into a tree in which nothing is left of anchors, aliases,
// merge keys and tags of the user's own. Places stay those of the text that was copied.
type resolver struct {
	*decoder
	open     map[*yaml.Node]bool // anchored nodes that are being copied
	aliases  int                 // how many of them an alias led to
	borrowed int
}

func (d *decoder) resolve(n *yaml.Node) *yaml.Node {
	r := resolver{decoder: d, open: map[*yaml.Node]bool{}}
	return r.copy(n)
}

func (r *resolver) copy(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return r.alias(n)
	}
	if r.aliases > 0 {
		r.borrowed++
	}
	if n.Anchor != "" {
		r.open[n] = true
		defer delete(r.open, n)
	}
	c := &yaml.Node{Kind: n.Kind, Style: n.Style, Tag: n.Tag, Value: n.Value, Line: n.Line, Column: n.Column}
	if strings.HasPrefix(n.Tag, "!") && !strings.HasPrefix(n.Tag, "!!") {
		r.untag(c)
	}
	if n.Kind == yaml.MappingNode {
		r.mapping(c, n)
		return c
	}
	for _, item := range n.Content {
		c.Content = append(c.Content, r.copy(item))
	}
	return c
}

// untag takes what looks like a tag for text: "!drafts" is meant as it stands.
func (r *resolver) untag(n *yaml.Node) {
	switch {
	case n.Kind == yaml.ScalarNode:
		n.Value = strings.TrimSuffix(n.Tag+" "+n.Value, " ")
		n.Tag = "!!str"
	case n.Tag != "!":
		at := r.offset(n.Line, n.Column)
		r.at(source.Span{Start: at, End: min(at+len(n.Tag), r.lineEnd(at))}, "the tag \"%s\" has no meaning here; delete it", n.Tag)
	}
}

func (r *resolver) alias(n *yaml.Node) *yaml.Node {
	nothing := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null", Value: "*" + n.Value, Line: n.Line, Column: n.Column}
	if r.open[n.Alias] {
		r.report(nothing, "\"*%s\" refers to something that it is part of; write out what is meant", n.Value)
		return nothing
	}
	if r.borrowed > maxBorrowed {
		return nothing
	}
	r.aliases++
	c := r.copy(n.Alias)
	r.aliases--
	if r.borrowed > maxBorrowed && r.aliases == 0 {
		r.report(nothing, "\"*%s\" repeats too much of the file; write out what is meant", n.Value)
	}
	return c
}

// mapping copies keys and values. What a merge key brings comes last, unless the map has the key
// already.
func (r *resolver) mapping(c, n *yaml.Node) {
	var merged []*yaml.Node
	has := make(map[string]bool, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := r.copy(n.Content[i]), r.copy(n.Content[i+1])
		if key.Tag == "!!merge" {
			merged = append(merged, r.merge(value)...)
			continue
		}
		has[key.Value] = true
		c.Content = append(c.Content, key, value)
	}
	for i := 0; i+1 < len(merged); i += 2 {
		if key := merged[i].Value; !has[key] {
			has[key] = true
			c.Content = append(c.Content, merged[i], merged[i+1])
		}
	}
}

// merge gives the keys and values of what stands behind a merge key: a map, or a list of maps of
// which the first one counts most.
func (r *resolver) merge(value *yaml.Node) []*yaml.Node {
	parts := []*yaml.Node{value}
	if value.Kind == yaml.SequenceNode {
		parts = value.Content
	}
	var all []*yaml.Node
	for _, part := range parts {
		if part.Kind != yaml.MappingNode {
			r.wrongType(part, "\"%s\" must be a map, not %s", "<<")
			continue
		}
		all = append(all, part.Content...)
	}
	return all
}
