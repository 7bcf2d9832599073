package lexicon

import (
	_ "embed" // for the image
	"encoding/binary"
	"maps"
	"slices"
)

// image is the compiled form of the built-in packs, so that a run need not compile them: that would
// take longer than linting an article. TestImage demands that it fits the packs, and writes it.
//
//go:embed image.bin
var image string

// fromImage is the lexicon that an image was made of, without its tests.
func fromImage(image string) *Lexicon {
	l := &Lexicon{commands: newCommandSet()}
	(&codec{in: image}).lexicon(l)
	l.anchor()
	return l
}

// toImage is the image of a lexicon.
func (l *Lexicon) toImage() string {
	c := &codec{writing: true}
	c.lexicon(l)
	return string(c.out)
}

// codec writes values, or reads them in the same order: one description of what there is serves
// both. Numbers are varints, moved by one because some are -1. It is for images that this package
// has made, and panics on others.
type codec struct {
	writing bool
	out     []byte
	in      string
}

func (c *codec) uint64(p *uint64) {
	if c.writing {
		c.out = binary.AppendUvarint(c.out, *p)
		return
	}
	*p = 0
	for shift := 0; ; shift += 7 {
		b := c.in[0]
		c.in = c.in[1:]
		*p |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return
		}
	}
}

func number[N ~int | ~int32 | ~uint8 | ~uint64](c *codec, p *N) {
	moved := uint64(*p + 1)
	c.uint64(&moved)
	*p = N(moved) - 1
}

func (c *codec) bool(p *bool) {
	var n uint64
	if *p {
		n = 1
	}
	c.uint64(&n)
	*p = n == 1
}

// text reads without a copy: the text shares the image.
func text[S ~string](c *codec, p *S) {
	n := uint64(len(*p))
	c.uint64(&n)
	if c.writing {
		c.out = append(c.out, *p...)
		return
	}
	*p, c.in = S(c.in[:n]), c.in[n:]
}

func list[T any](c *codec, p *[]T, each func(*codec, *T)) {
	n := uint64(len(*p))
	c.uint64(&n)
	if !c.writing && n > 0 {
		*p = make([]T, n)
	}
	for i := range *p {
		each(c, &(*p)[i])
	}
}

// set transfers the members of a set in their order.
func set(c *codec, p map[string]bool) {
	members := slices.Sorted(maps.Keys(p))
	list(c, &members, text)
	for _, member := range members {
		p[member] = true
	}
}

func (c *codec) lexicon(l *Lexicon) {
	c.book(&l.texts)
	c.book(&l.wholes)
	c.commandSet(l.commands)
	list(c, &l.particles, text)
	list(c, &l.advices, (*codec).advice)
}

func (c *codec) book(b *book) {
	if !c.writing {
		b.vocabulary = &vocabulary{}
	}
	c.vocabulary(b.vocabulary)
	t := &b.trie
	list(c, &t.nodes, func(c *codec, n *node) {
		number(c, &n.first)
		number(c, &n.count)
		number(c, &n.gaps)
		number(c, &n.accept)
	})
	list(c, &t.edges, func(c *codec, e *edge) {
		word, target, form := e.word(), e.target(), e.form()
		number(c, &word)
		number(c, &target)
		number(c, &form)
		*e = newEdge(word, target, form)
	})
	list(c, &t.accepts, func(c *codec, a *accept) {
		number(c, &a.group)
		number(c, &a.next)
	})
	list(c, &b.groups, (*codec).phrases)
	if !c.writing {
		t.indexRoot(b.vocabulary.words)
	}
}

func (c *codec) phrases(p *phrases) {
	number(c, &p.slot)
	number(c, &p.whole)
	text(c, &p.kind)
	c.bool(&p.weak)
	c.bool(&p.veto)
	number(c, &p.reach)
	number(c, &p.test)
}

func (c *codec) vocabulary(v *vocabulary) {
	texts := v.texts
	list(c, &texts, text)
	if !c.writing {
		*v = *newVocabulary(len(texts))
	}
	number(c, &v.words)
	for _, word := range texts {
		number(c, &v.add(word).id)
	}
}

func (c *codec) commandSet(s *commandSet) {
	for _, names := range []map[string]bool{s.wrappers, s.statements, s.ignored, s.queries} {
		set(c, names)
	}
	list(c, &s.groups, (*codec).phrases)
	patterns := s.patterns()
	list(c, &patterns, func(c *codec, p **commandPattern) {
		if !c.writing {
			*p = &commandPattern{}
		}
		c.commandPattern(*p)
	})
	if !c.writing {
		for _, p := range patterns {
			s.add(p)
		}
	}
}

// patterns are those of all programs: of each in order, since an earlier one wins.
func (s *commandSet) patterns() []*commandPattern {
	all := slices.Clone(s.globs)
	for _, program := range slices.Sorted(maps.Keys(s.programs)) {
		all = append(all, s.programs[program]...)
	}
	return all
}

func (c *codec) commandPattern(p *commandPattern) {
	text(c, &p.program)
	list(c, &p.args, func(c *codec, a *commandArg) {
		list(c, &a.globs, text)
		c.bool(&a.absent)
	})
	list(c, &p.safe, text)
	number(c, &p.group)
}
