package article

import (
	"bytes"
	"errors"
	"strings"

	"go.yaml.in/yaml/v4"
)

// fmChunk is a top-level key of a broken block with all lines down to the next one.
type fmChunk struct {
	span  Span
	at    int // where the key begins
	key   fmKey
	keyed bool // false for lines above the first key
}

// fmChunks splits YAML at the lines that begin with a key and are indented no deeper
// than the first line, which is seldom indented at all.
func fmChunks(src []byte, content Span) []fmChunk {
	var chunks []fmChunk
	chunk := fmChunk{span: between(content.Start, content.Start)}
	deepest := -1
	for at := content.Start; at < content.End; {
		end, next := fmLine(src, at)
		text := bytes.TrimLeft(src[at:end], " \t")
		indent := end - at - len(text)
		if deepest < 0 && len(text) > 0 && text[0] != '#' {
			deepest = indent
		}
		if key, ok := fmKeyLine(text, ':'); ok && indent <= deepest {
			if chunk.span.Len() > 0 {
				chunks = append(chunks, chunk)
			}
			chunk = fmChunk{between(at, at), at + indent, key, true}
		}
		at = min(next, content.End)
		chunk.span.End = at
	}
	return append(chunks, chunk)
}

// fmSalvage reads what can be read of a YAML block with mistakes: each top-level
// key with its lines is a small document of its own. So one mistake costs one value,
// and it is found where it is: an unclosed quote, say, not at the next quote five
// keys further down, where the library meets the first impossible character.
type fmSalvage struct {
	src      []byte
	content  Span
	root     *Value
	problems []Problem
}

// fmSalvageYAML reads a block that the library rejects with an error, or that it
// takes for one long text. Where every part is right by itself, the error is the
// only problem. A block with a template in it is meant for a generator that
// replaces the template first, so what stands in such a part is no problem.
func fmSalvageYAML(src []byte, content Span, whole error) (*Value, []Problem) {
	s := fmSalvage{src: src, content: content, root: &Value{Kind: Map}}
	for _, chunk := range fmChunks(src, content) {
		s.chunk(chunk)
	}
	if len(s.problems) == 0 && whole != nil && !fmHasTemplate(content.Text(src)) {
		s.problems = append(s.problems, fmExplain(src, content, whole))
	}
	return s.finish(), s.problems
}

// fmKeysOnly lists the keys of a block that is too large to be decoded.
func fmKeysOnly(src []byte, content Span) *Value {
	s := fmSalvage{src: src, content: content, root: &Value{Kind: Map}}
	for _, chunk := range fmChunks(src, content) {
		if chunk.keyed {
			s.raw(chunk)
		}
	}
	return s.finish()
}

// finish is the mapping of all that was read, nil if that is nothing.
func (s *fmSalvage) finish() *Value {
	if len(s.root.Entries) == 0 {
		return nil
	}
	last := s.root.Entries[len(s.root.Entries)-1]
	s.root.Span = between(s.root.Entries[0].KeySpan.Start, last.Value.Span.End)
	return s.root
}

// fmHasTemplate recognises the tags of Go templates, Liquid and their like.
func fmHasTemplate(text []byte) bool {
	return bytes.Contains(text, []byte("{{")) || bytes.Contains(text, []byte("{%"))
}

// chunk reads one top-level key, or the lines above the first.
func (s *fmSalvage) chunk(c fmChunk) {
	text := c.span.Text(s.src)
	if c.keyed && !c.key.spaced {
		at := c.at + c.key.sep + 1
		key := strings.Trim(string(s.src[c.at:c.at+c.key.length]), `"'`)
		s.problems = append(s.problems, Problem{ProblemNoSpace, between(at, at), key})
		s.raw(c)
		return
	}
	node, err := fmLoadYAML(text)
	switch {
	case fmIsMapping(node):
		value, problems := fmConvertYAML(s.src, c.span, node)
		s.root.Entries = append(s.root.Entries, value.Entries...)
		s.problems = append(s.problems, problems...)
		if err != nil {
			s.problems = append(s.problems, fmSecondDocument(s.src, c.span, value.Span.End))
		}
	case err != nil:
		if !fmHasTemplate(text) && !s.definedElsewhere(err) {
			s.problems = append(s.problems, fmExplain(s.src, c.span, err))
		}
		s.rescue(c)
	case node != nil && !fmHasTemplate(text):
		value, _ := fmConvertYAML(s.src, c.span, node)
		s.problems = append(s.problems, Problem{ProblemNoSeparator, fmFirstLine(s.src, value.Span), ":"})
	}
}

// fmFirstLine is the part of a span that is on its first line.
func fmFirstLine(src []byte, span Span) Span {
	end, _ := fmLine(src, span.Start)
	return between(span.Start, max(span.Start, min(end, span.End)))
}

// rescue adds the key of a chunk with a mistake, with its value if the mistake is in
// a line below that can no longer belong to it.
func (s *fmSalvage) rescue(c fmChunk) {
	whole := c.span.End
	_, at := fmLine(s.src, c.span.Start)
	for at < whole {
		end, next := fmLine(s.src, at)
		if line := s.src[at:end]; len(line) > 0 && !fmIsBlank(line[0]) && (line[0] == '#' || line[0] == '{' || !fmIsInner(line)) {
			break
		}
		at = next
	}
	c.span.End = min(at, whole)
	if c.span.End < whole {
		if node, err := fmLoadYAML(c.span.Text(s.src)); err == nil && fmIsMapping(node) {
			value, _ := fmConvertYAML(s.src, c.span, node)
			s.root.Entries = append(s.root.Entries, value.Entries...)
			return
		}
	}
	s.raw(c)
}

// definedElsewhere reports whether the error is only about an alias of an anchor in
// another chunk, which is no mistake.
func (s *fmSalvage) definedElsewhere(err error) bool {
	load, ok := errors.AsType[*yaml.LoadError](err)
	if !ok {
		return false
	}
	name, unknown := strings.CutPrefix(load.Message, "unknown anchor '")
	name, _, _ = strings.Cut(name, "'")
	return unknown && bytes.Contains(s.content.Text(s.src), []byte("&"+name))
}

// raw adds the key of a chunk with its source as the value.
func (s *fmSalvage) raw(c fmChunk) {
	if !c.keyed {
		return
	}
	s.root.Entries = append(s.root.Entries, fmBrokenEntry(s.src, c.at, c.key, c.span.End))
}

// fmBrokenEntry is a key with its source up to an offset as the value, without
// comments above it.
func fmBrokenEntry(src []byte, at int, key fmKey, end int) Entry {
	keySpan := between(at, at+key.length)
	value := &Value{Broken: true, Span: between(at+key.sep+1, at+key.sep+1)}
	start := value.Span.Start
	for start < end && (fmIsBlank(src[start]) || src[start] == '#') {
		if src[start] == '#' {
			start, _ = fmLine(src[:end], start)
			continue
		}
		start++
	}
	if text := bytes.TrimRight(src[start:end], " \t\r\n"); len(text) > 0 {
		value.Kind, value.Span, value.Text = String, between(start, start+len(text)), string(text)
	}
	return Entry{strings.Trim(string(keySpan.Text(src)), `"'`), keySpan, value}
}
