package article

import (
	"bytes"
	"strings"
)

// Format is the notation of a front matter block.
type Format uint8

// The notations that are read.
const (
	NoFrontMatter Format = iota
	YAML
	TOML
	JSON
)

// String is the notation's name as people write it, "" for NoFrontMatter.
func (f Format) String() string {
	return [...]string{NoFrontMatter: "", YAML: "YAML", TOML: "TOML", JSON: "JSON"}[f]
}

// FrontMatter is the metadata block at the top of an article.
//
// A block with mistakes still has a Root with every top-level key that could be
// told, so that a rule about a missing key has no second finding on the line that
// frontmatter/invalid already reports; the values of such keys are marked Broken.
type FrontMatter struct {
	Format   Format
	Span     Span      // from the first byte of the opening fence to the end of the closing fence's line, without its line break
	Content  Span      // between the fences, the last line break included; for a bare JSON object the object itself
	Root     *Value    // the top-level mapping, nil where there is none that could be read
	Problems []Problem // what is wrong with the block, in order of place
}

// Lookup finds the first value at a dotted path ("seo.description"), nil if there is none.
// A key that itself contains the dots wins over the path, and a mapping's own key
// over one that a YAML merge key (<<) brings in. It may be asked of a nil
// FrontMatter, that of an article without one.
func (f *FrontMatter) Lookup(path string) *Value {
	if f == nil || f.Root == nil {
		return nil
	}
	return f.Root.lookup(path)
}

// ValueKind is the type of a front matter value.
type ValueKind uint8

// The kinds of values, the same for YAML, TOML and JSON. YAML is read as version
// 1.2 has it: an unquoted yes, no, on or off is a String, 1:30 is one too, and
// 2025-10-04 is a Time.
const (
	Null ValueKind = iota
	Bool
	Int
	Float
	Time
	String
	List
	Map
)

// String is the kind's name in English, for tests and for debugging.
func (k ValueKind) String() string {
	return [...]string{
		Null: "null", Bool: "bool", Int: "int", Float: "float", Time: "time", String: "string", List: "list", Map: "map",
	}[k]
}

// Value is one front matter value with its place.
//
// Spans nest: those of a Map's keys and values lie in the Map's own span, those of
// Items in the List's, each key before its value. The exception is an Alias, whose
// Items and Entries are those of the anchored value and keep their places there; a
// walk that reports places must therefore not descend into an Alias.
type Value struct {
	Kind    ValueKind
	Span    Span     // quotes, brackets and braces included, a YAML tag or anchor not; a block list or map from its first marker or key to the end of its last value; an empty value is the insertion point right after its colon or dash
	Text    string   // a scalar's decoded text ("2025-10-04", "true", "it's"), "" for List and Map
	Quoted  bool     // a scalar in quotes or a block scalar, so that its Kind is String whatever it looks like, unless a YAML tag says otherwise
	Flow    bool     // a List or Map in brackets or braces
	Alias   bool     // a YAML reference (*name) to an anchored value, with that value's kind, text and children
	Broken  bool     // salvaged from a syntax error: Kind is String and Text the source as it stands, whatever was meant
	Items   []*Value // of a List
	Entries []Entry  // of a Map, in source order, duplicate keys included
}

// Entry is one key of a Map with its value.
type Entry struct {
	Key     string // decoded; the source text of a key that is itself a list or map
	KeySpan Span   // quotes included
	Value   *Value
}

// IsMerge reports whether the entry is YAML's merge key. A quoted one is an
// ordinary key, and TOML and JSON can only write it quoted.
func (e *Entry) IsMerge() bool { return e.Key == "<<" && e.KeySpan.Len() == len("<<") }

// lookup tries the longest key first, so that "ms.date" finds the key with the dot.
func (v *Value) lookup(path string) *Value {
	for cut := len(path); cut > 0; cut = strings.LastIndexByte(path[:cut], '.') {
		child := v.child(path[:cut])
		if child == nil {
			continue
		}
		if cut == len(path) {
			return child
		}
		if found := child.lookup(path[cut+1:]); found != nil {
			return found
		}
	}
	return nil
}

// child is the value of the first entry with the key, searched in merged mappings
// when v has no such key of its own. The search ends because an alias inside its
// own target has no entries.
func (v *Value) child(key string) *Value {
	for i := range v.Entries {
		if v.Entries[i].Key == key {
			return v.Entries[i].Value
		}
	}
	for i := range v.Entries {
		if !v.Entries[i].IsMerge() {
			continue
		}
		merged := v.Entries[i].Value
		for _, from := range append([]*Value{merged}, merged.Items...) {
			if found := from.child(key); found != nil {
				return found
			}
		}
	}
	return nil
}

// The limits of a block. Real front matter is below 8 KB and 6 levels; beyond
// these a block is reported instead of read, which keeps hostile input cheap.
const (
	fmMaxBytes    = 64 << 10
	fmMaxDepth    = 32
	fmMaxExpanded = 10_000 // values that aliases may add to those that are written
	fmMaxProblems = 20
)

// fmBOM is the byte order mark that some editors put before everything else.
var fmBOM = []byte("\xef\xbb\xbf")

// parseFrontMatter finds and reads the block at the top of src. The body starts at
// the returned offset: after the block, or after a byte order mark where there is
// no block. Offsets are those of src, byte order mark included.
//
// The fence scan decides whether there can be a block and how far it goes, then
// github.com/adrg/frontmatter cuts it out of that prefix. What is found counts only
// if it can be meant as data: a file may also begin with a thematic break.
func (m *Memory) parseFrontMatter(src []byte) (fm *FrontMatter, body int) {
	top := 0
	if bytes.HasPrefix(src, fmBOM) {
		top = len(fmBOM)
	}
	block, found := fmScan(src, top)
	if !found {
		return fmMisplaced(src, top)
	}
	if block.closed {
		fm, body = block.read(src, m)
	}
	if fm == nil {
		fm, body = block.readUnclosed(src)
	}
	if fm == nil {
		return nil, top
	}
	if fm.Span.Start > top {
		fm.addProblem(Problem{Kind: ProblemBlankBefore, Span: between(top, fm.Span.Start)})
	}
	return fm, body
}
