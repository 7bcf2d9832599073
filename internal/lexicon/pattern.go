package lexicon

import (
	"fmt"
	"slices"
	"strings"
)

// pattern is a parsed pattern: items that follow one another.
type pattern []item

// item is one place of a pattern.
type item struct {
	sort     itemSort
	form     Form // of a macro "~name.form"; NoVerb for all forms
	optional bool // marked with "?"
	// text is the folded word, the macro's name, or the source of the group. Together
	// with sort and form it tells whether two items of a pack are the same.
	text string
	// inside are the alternatives of a group, with separators between them. One
	// slice for all of them is a third of the memory of a slice each.
	inside pattern
}

// itemSort says what stands at a place of a pattern.
type itemSort uint8

const (
	wordItem  itemSort = iota
	macroItem          // "~name": a verb or a set of words
	groupItem          // "(a|b c)"
	gapItem            // "..."
	separator          // between the alternatives of a group
)

// alternatives visits the alternatives of a group.
func (it *item) alternatives(yield func(pattern) bool) {
	start := 0
	for i := range it.inside {
		if it.inside[i].sort != separator {
			continue
		}
		if !yield(it.inside[start:i]) {
			return
		}
		start = i + 1
	}
	if it.inside != nil {
		yield(it.inside[start:])
	}
}

// complaint is what is wrong with a pattern: a message format and its arguments.
type complaint struct {
	format string
	args   []any
}

// Error is the message in English.
func (c *complaint) Error() string { return fmt.Sprintf(c.format, c.args...) }

func complain(format string, args ...any) error { return &complaint{format, args} }

// patternParser reads patterns one after another. Its errors are complaints.
type patternParser struct {
	text  string
	pos   int
	stack []item // the items of the sequences that are not yet read to their end
	slab  []item // room for those of sequences that are
	// ended are the items so far that were marked with "*".
	ended []item
}

// parse reads a pattern as the package comment describes the language.
func (p *patternParser) parse(text string) (pattern, error) {
	p.text, p.pos, p.stack = text, 0, p.stack[:0]
	items, err := p.sequence(false)
	switch {
	case err != nil:
		return nil, err
	case p.pos < len(text):
		return nil, complain("pattern \"%s\": \")\" without an opening bracket", text)
	case allOptional(items):
		return nil, complain("pattern \"%s\" needs at least one word that may not be missing", text)
	}
	return p.keep(0), nil
}

func allOptional(items pattern) bool {
	for _, it := range items {
		if !it.optional && it.sort != gapItem {
			return false
		}
	}
	return true
}

// marks are the bytes that end a word of a pattern.
var marks = [256]bool{' ': true, '\t': true, '(': true, ')': true, '|': true, '?': true, '*': true}

// sequence reads items up to the end of the text, or in a group up to "|" or ")". The
// items are left on the stack above its height at the call.
func (p *patternParser) sequence(group bool) (pattern, error) {
	base := len(p.stack)
	for {
		p.blanks()
		if p.pos == len(p.text) || p.text[p.pos] == ')' || group && p.text[p.pos] == '|' {
			return p.stack[base:], nil
		}
		if err := p.item(); err != nil {
			return nil, err
		}
	}
}

// keep takes the items of a sequence off the stack. They are cut from slabs, because
// most sequences are a single word and there are thousands of them.
func (p *patternParser) keep(base int) pattern {
	const slabSize = 256
	items := p.stack[base:]
	if len(p.slab) < len(items) {
		p.slab = make([]item, max(slabSize, len(items)))
	}
	kept := p.slab[:len(items):len(items)]
	p.slab = p.slab[len(items):]
	copy(kept, items)
	p.stack = p.stack[:base]
	return kept
}

func (p *patternParser) blanks() {
	for p.pos < len(p.text) && (p.text[p.pos] == ' ' || p.text[p.pos] == '\t') {
		p.pos++
	}
}

// item reads one item onto the stack; a word with a hyphen gives several.
func (p *patternParser) item() error {
	if p.text[p.pos] == '(' {
		return p.group()
	}
	start := p.pos
	for p.pos < len(p.text) && !marks[p.text[p.pos]] {
		p.pos++
	}
	chunk := p.text[start:p.pos]
	if chunk == "..." {
		p.stack = append(p.stack, item{sort: gapItem, text: chunk})
		return nil
	}
	if name, ok := strings.CutPrefix(chunk, "~"); ok {
		return p.macro(name)
	}
	return p.words(chunk)
}

// group reads "(a|b c)" and the marks behind it.
func (p *patternParser) group() error {
	start, base := p.pos, len(p.stack)
	for more := true; more; more = p.pos < len(p.text) && p.text[p.pos] == '|' {
		p.pos++
		if len(p.stack) > base {
			p.stack = append(p.stack, item{sort: separator})
		}
		branch, err := p.sequence(true)
		if err != nil {
			return err
		}
		if allOptional(branch) {
			return complain("pattern \"%s\" has an empty alternative; mark the group with \"?\" instead", p.text)
		}
	}
	if !p.take(')') {
		return complain("pattern \"%s\": a bracket is never closed", p.text)
	}
	it := item{sort: groupItem, text: p.text[start:p.pos]}
	it.inside = p.keep(base)
	p.push(it)
	return nil
}

// push reads "*" and "?" behind an item and puts it onto the stack.
func (p *patternParser) push(it item) {
	if p.take('*') {
		p.ended = append(p.ended, it)
	}
	it.optional = p.take('?')
	p.stack = append(p.stack, it)
}

func (p *patternParser) take(c byte) bool {
	if p.pos < len(p.text) && p.text[p.pos] == c {
		p.pos++
		return true
	}
	return false
}

// macro reads what follows "~". Whether the name exists is found out later, when all
// packs are read.
func (p *patternParser) macro(text string) error {
	name, form, qualified := strings.Cut(text, ".")
	it := item{sort: macroItem, text: name}
	if qualified {
		f := slices.Index(formNames[:], form)
		if f < int(Base) {
			return complain("pattern \"%s\": no form \"%s\" of a verb; forms are base, active, passive, noun", p.text, form)
		}
		it.form = Form(f)
	}
	p.push(it)
	return nil
}

// words folds a chunk of text and reads the marks behind it.
func (p *patternParser) words(chunk string) error {
	if plainWord(chunk) {
		p.push(item{text: chunk})
		return nil
	}
	folded, err := p.fold(chunk)
	if err != nil {
		return err
	}
	base := len(p.stack)
	for _, word := range folded[:len(folded)-1] {
		p.stack = append(p.stack, item{text: word})
	}
	last := folded[len(folded)-1]
	p.push(item{text: last})
	if len(folded) > 1 && p.stack[len(p.stack)-1].optional {
		p.stack[len(p.stack)-1].optional = false
		whole := p.keep(base)
		p.stack = append(p.stack, item{sort: groupItem, text: chunk, inside: whole, optional: true})
	}
	return nil
}

func (p *patternParser) fold(chunk string) ([]string, error) {
	var list wordList
	list.read(chunk)
	switch {
	case len(list.words) == 0:
		return nil, complain("pattern \"%s\": \"%s\" is no word", p.text, chunk)
	case len(list.clauses) > 0:
		return nil, complain("pattern \"%s\": \"%s\" ends a clause, and patterns do not reach across clauses", p.text, chunk)
	}
	if slices.Contains(list.words, "") {
		return nil, complain("pattern \"%s\": \"%s\" is too long; words have %d bytes at most", p.text, chunk, maxWord)
	}
	return list.words, nil
}

// plainWord reports whether folding would leave a chunk as it is. Nearly all words
// of nearly all patterns are, and folding them costs more than all other loading.
func plainWord(chunk string) bool {
	for i := range len(chunk) {
		if c := chunk[i]; classes[c] != letter || lowered[c] != c {
			return false
		}
	}
	return 0 < len(chunk) && len(chunk) <= maxWord
}
