package article

import (
	"bytes"
	"errors"
	"io"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

// fmLimits stops the library at our own depth instead of its 10,000, with the place.
// The library counts brackets and indentation apart, so a tree may be twice as deep.
var fmLimits = yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthValue(fmMaxDepth)))

// errFmSecondDocument says that a block holds more than the document that was read.
var errFmSecondDocument = errors.New("a second YAML document follows")

// fmLoadYAML parses YAML into nodes, which keep places and duplicate keys and never
// expand an alias. The node is nil where the text holds comments at most.
func fmLoadYAML(text []byte) (*yaml.Node, error) {
	if len(text) > 1 && (text[0] == 0xff || text[0] == 0xfe) {
		return nil, &yaml.LoadError{Stage: "reader", Message: "invalid leading UTF-8 octet"} // the library would take it for UTF-16
	}
	loader, err := yaml.NewLoader(bytes.NewReader(text), fmLimits)
	if err != nil {
		return nil, err
	}
	var document, second yaml.Node
	switch err := loader.Load(&document); {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, err
	}
	if err := loader.Load(&second); !errors.Is(err, io.EOF) {
		return document.Content[0], errFmSecondDocument
	}
	return document.Content[0], nil
}

func fmIsMapping(node *yaml.Node) bool { return node != nil && node.Kind == yaml.MappingNode }

// fmParseYAML reads a YAML block. It is data if it is a mapping, if it is empty, if
// its fence says so, or if it has a mistake and looks like data all the same.
func fmParseYAML(src []byte, content Span, explicit bool) fmReading {
	text := content.Text(src)
	node, err := fmLoadYAML(text)
	switch {
	case fmIsMapping(node):
		root, problems := fmConvertYAML(src, content, node)
		if err != nil {
			problems = append(problems, fmSecondDocument(src, content, root.Span.End))
		}
		return fmReading{root, problems, true}
	case node == nil && err == nil:
		return fmReading{isData: true}
	case err != nil && node == nil && (explicit || fmLooksLikeData(text, YAML)),
		node != nil && node.Kind == yaml.ScalarNode && fmLooksLikeData(text, YAML):
		root, problems := fmSalvageYAML(src, content, err)
		return fmReading{root, problems, true}
	case explicit:
		root, _ := fmConvertYAML(src, content, node)
		return fmReading{nil, []Problem{{Kind: ProblemNotMap, Span: root.Span, Detail: root.Kind.String()}}, true}
	default:
		return fmReading{}
	}
}

// fmSecondDocument is the problem of a document marker after the first document,
// which ends at an offset.
func fmSecondDocument(src []byte, content Span, after int) Problem {
	for _, at := fmLine(src, after); at < content.End; {
		end, next := fmLine(src, at)
		line := src[at:end]
		if bytes.HasPrefix(line, []byte("---")) || bytes.HasPrefix(line, []byte("...")) {
			return Problem{Kind: ProblemManyDocuments, Span: between(at, end), Detail: string(line)}
		}
		at = next
	}
	return Problem{Kind: ProblemManyDocuments, Span: fmChar(src, after, content.End)}
}

// fmTree converts the library's nodes, which know the line and column where they
// begin, into values, which know every byte of theirs. Nodes are visited in the
// order of the source, so that one pass over the text finds all places.
type fmTree struct {
	src      []byte
	end      int // of the YAML text
	place    fmPlace
	read     int // end of the last token, before which no later one can begin
	problems []Problem
	anchors  map[*yaml.Node]*fmAnchor
	size     int // values that a walk through the tree would meet, aliases included
	expanded int // how many of them only because of aliases
	spare    []Value
}

// fmAnchor is a value that aliases can refer to.
type fmAnchor struct {
	value *Value
	size  int // of the subtree; 0 while it is still being read, which makes the alias a cycle
}

// fmConvertYAML is the value of a node that the library read from the content.
func fmConvertYAML(src []byte, content Span, node *yaml.Node) (*Value, []Problem) {
	tree := fmTree{src: src, end: content.End, place: fmPlaceAt(src, content), read: content.Start}
	return tree.value(node), tree.problems
}

// newValue takes a value from a slab, because articles are read by the thousand.
func (t *fmTree) newValue() *Value {
	if len(t.spare) == 0 {
		t.spare = make([]Value, 12)
	}
	v := &t.spare[0]
	t.spare = t.spare[1:]
	t.size++
	return v
}

// value converts one node and everything below it.
func (t *fmTree) value(node *yaml.Node) *Value {
	v, before := t.newValue(), t.size
	anchor := t.anchor(node, v)
	start := t.skipProperties(node, max(t.place.find(t.src, node), t.read))
	v.Span = between(start, start)
	t.read = start
	switch node.Kind {
	case yaml.AliasNode:
		t.alias(v, node)
	case yaml.SequenceNode:
		t.list(v, node)
	case yaml.MappingNode:
		t.mapping(v, node)
	default:
		t.scalar(v, node)
	}
	t.read = max(t.read, v.Span.End)
	if anchor != nil {
		anchor.size = t.size - before + 1
	}
	return v
}

// anchor remembers a value that has a name.
func (t *fmTree) anchor(node *yaml.Node, v *Value) *fmAnchor {
	if node.Anchor == "" {
		return nil
	}
	if t.anchors == nil {
		t.anchors = map[*yaml.Node]*fmAnchor{}
	}
	anchor := &fmAnchor{value: v}
	t.anchors[node] = anchor
	return anchor
}

// alias shares the children of the anchored value instead of copying them. The sum
// of what shared children add to a walk is limited, so that an alias bomb, where
// each of thirty levels refers twice to the one above, ends as a small tree.
func (t *fmTree) alias(v *Value, node *yaml.Node) {
	v.Alias = true
	v.Span.End = min(v.Span.Start+len("*")+len(node.Value), t.end)
	anchor := t.anchors[node.Alias]
	if anchor == nil {
		return
	}
	target := anchor.value
	v.Kind, v.Text, v.Quoted, v.Flow = target.Kind, target.Text, target.Quoted, target.Flow
	if anchor.size == 0 || v.Kind != List && v.Kind != Map {
		return
	}
	if t.expanded+anchor.size > fmMaxExpanded {
		if t.expanded <= fmMaxExpanded {
			t.problems = append(t.problems, Problem{ProblemTooManyAliases, v.Span, node.Value})
		}
		t.expanded = fmMaxExpanded + 1
		return
	}
	t.expanded += anchor.size
	t.size += anchor.size
	v.Items, v.Entries = target.Items, target.Entries
}

// list converts a sequence and finds its closing bracket.
func (t *fmTree) list(v *Value, node *yaml.Node) {
	v.Kind, v.Flow = List, node.Style&yaml.FlowStyle != 0
	v.Items = make([]*Value, 0, len(node.Content))
	t.read++ // the bracket or the first dash
	for _, child := range node.Content {
		v.Items = append(v.Items, t.value(child))
	}
	v.Span.End = t.read
	if v.Flow {
		v.Span.End = t.closing(']')
	}
}

// mapping converts a mapping and finds its closing brace. In a flow list "a: b" is a
// mapping of one key without braces, which begins where its key begins.
func (t *fmTree) mapping(v *Value, node *yaml.Node) {
	v.Kind, v.Flow = Map, node.Style&yaml.FlowStyle != 0
	v.Entries = make([]Entry, 0, len(node.Content)/2)
	braces := v.Flow && t.opensMapping(node)
	if braces {
		t.read++
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		v.Entries = append(v.Entries, t.entry(node.Content[i], node.Content[i+1]))
	}
	v.Span.End = t.read
	if braces {
		v.Span.End = t.closing('}')
		t.template(v)
	}
}

// opensMapping tells the brace of a flow mapping from that of its first key.
func (t *fmTree) opensMapping(node *yaml.Node) bool {
	if t.read >= t.end || t.src[t.read] != '{' {
		return false
	}
	if len(node.Content) == 0 {
		return true
	}
	first := node.Content[0]
	return first.Line != node.Line || first.Column != node.Column
}

// template turns "{{ .Name }}", which YAML reads as a mapping inside a mapping, back
// into the text that a site generator replaces.
func (t *fmTree) template(v *Value) {
	text := v.Span.Text(t.src)
	if bytes.HasPrefix(text, []byte("{{")) && bytes.HasSuffix(text, []byte("}}")) {
		*v = Value{Kind: String, Span: v.Span, Text: string(text)}
	}
}

// entry converts a key and its value.
func (t *fmTree) entry(key, value *yaml.Node) Entry {
	k := t.value(key)
	t.size--
	entry := Entry{Key: k.Text, KeySpan: k.Span}
	if k.Kind == List || k.Kind == Map || k.Alias {
		entry.Key = string(k.Span.Text(t.src))
	}
	if fmIsEmptyNode(value) {
		entry.Value = t.emptyValue()
		return entry
	}
	entry.Value = t.value(value)
	return entry
}

// fmIsEmptyNode recognises a value of which nothing is written, not even a tag.
func fmIsEmptyNode(node *yaml.Node) bool {
	return node.Kind == yaml.ScalarNode && node.Value == "" && node.Anchor == "" && node.Tag == "!!null" &&
		node.Style&yaml.TaggedStyle == 0
}

// emptyValue is the Null behind a key without a value: the place right after the
// colon, or after the key if not even that is there.
func (t *fmTree) emptyValue() *Value {
	v := t.newValue()
	if colon := t.skipSpace(t.read); colon < t.end && t.src[colon] == ':' {
		t.read = colon + 1
	}
	v.Span = between(t.read, t.read)
	return v
}

// scalar sets what a scalar says and where it ends.
func (t *fmTree) scalar(v *Value, node *yaml.Node) {
	const quotes = yaml.SingleQuotedStyle | yaml.DoubleQuotedStyle
	const blocks = yaml.LiteralStyle | yaml.FoldedStyle
	v.Text = node.Value
	v.Kind = fmScalarKind(node)
	v.Quoted = node.Style&(quotes|blocks) != 0
	switch {
	case node.Style&quotes != 0:
		v.Span.End = t.quotedEnd(v.Span.Start)
	case node.Style&blocks != 0:
		v.Span.End = t.blockEnd(v.Span.Start, node.Value)
	default:
		v.Span.End = t.plainEnd(v.Span.Start, node.Value)
	}
}

// fmScalarKind is the kind that the library resolved or a tag names.
func fmScalarKind(node *yaml.Node) ValueKind {
	switch node.Tag {
	case "!!null":
		return Null
	case "!!bool":
		return Bool
	case "!!int":
		return Int
	case "!!float":
		return Float
	case "!!timestamp":
		return Time
	default:
		return String
	}
}
