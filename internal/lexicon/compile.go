package lexicon

import (
	"maps"
	"slices"
	"sync"

	"github.com/kblint/kblint/internal/spelling"
)

// book is the compiled form of the patterns of several groups.
type book struct {
	vocabulary *vocabulary
	trie       trie
	groups     []phrases
}

// phrases is what is kept of a group once it is compiled.
type phrases struct {
	slot  Slot      // of the matches, or of those that a veto takes back
	whole wholeSlot // for whole strings
	kind  Kind
	weak  bool
	// veto groups take back the matches of slot that they cover and are no matches
	// themselves.
	veto  bool
	reach int
	test  int // index of the group's tests
}

// compile merges packs in order; later ones correct earlier ones. Texts, whole strings
// and commands have nothing to do with one another and are compiled side by side.
func compile(packs []*pack) (*Lexicon, []Problem) {
	l := &Lexicon{}
	for _, p := range packs {
		for i := range p.groups {
			p.groups[i].test = len(l.tests)
			l.tests = append(l.tests, test{group: &p.groups[i], language: p.language})
		}
		l.particles = append(l.particles, p.particles...)
		if p.advice.texts != nil {
			p.advice.language = p.language
			l.advices = append(l.advices, p.advice)
		}
	}
	texts := newCompiler(1 << 11)
	wholes := newCompiler(1 << 10)
	commands := newCommandSet()
	var wait sync.WaitGroup
	wait.Go(func() {
		l.texts = texts.book(packs, inTexts)
	})
	wait.Go(func() {
		l.wholes = wholes.book(packs, inWholes)
	})
	commands.compile(packs)
	wait.Wait()
	l.commands = commands
	l.anchor()
	return l, slices.Concat(texts.problems, wholes.problems, commands.problems)
}

// side says what a group's patterns are matched with.
type side uint8

const (
	inTexts side = iota
	inWholes
	inCode

	sides = 3
)

func (g *group) side() side {
	switch {
	case g.slot == Command:
		return inCode
	case g.whole != 0:
		return inWholes
	}
	return inTexts
}

// compiler makes a book of those groups of some packs that belong into it.
type compiler struct {
	decoder
	vocabulary *vocabulary
	trie       *trieBuilder
	groups     []phrases

	language string // of the pack at hand
	macros   map[string]*wordings
}

// newCompiler expects so many patterns.
func newCompiler(patterns int) *compiler {
	return &compiler{vocabulary: newVocabulary(3 * patterns / 2), trie: newTrieBuilder(patterns)}
}

func (c *compiler) book(packs []*pack, side side) book {
	for _, p := range packs {
		c.endings(p, p.ended[side])
	}
	for _, p := range packs {
		c.language, c.macros = p.language, p.macros
		for i := range p.groups {
			if g := &p.groups[i]; g.side() == side {
				c.group(g)
			}
		}
	}
	return book{vocabulary: c.vocabulary, trie: c.trie.finish(c.vocabulary.words), groups: c.groups}
}

// endings makes a word that some pattern marks with "*" one word with all its
// endings.
func (c *compiler) endings(p *pack, marked []item) {
	var done []bool // by word number
	for i := range marked {
		c.lastWords(&marked[i], p, func(word string) {
			id := c.vocabulary.intern(word)
			for int(id) >= len(done) {
				done = append(done, false)
			}
			if done[id] {
				return
			}
			done[id] = true
			for _, ending := range p.endings {
				if len(word)+len(ending) <= maxWord {
					c.vocabulary.alias(word+ending, id)
				}
			}
		})
	}
}

// lastWords visits the last word of each wording of an item.
func (c *compiler) lastWords(it *item, p *pack, visit func(string)) {
	switch it.sort {
	case wordItem:
		visit(it.text)
	case groupItem:
		for alternative := range it.alternatives {
			c.lastWords(&alternative[len(alternative)-1], p, visit)
		}
	case macroItem:
		w := p.macros[it.text]
		if w == nil {
			return // reported where the pattern is compiled
		}
		for _, wording := range slices.Concat(w[:]...) {
			c.lastWords(&wording[len(wording)-1], p, visit)
		}
	case gapItem, separator: // end in no word
	}
}

func (c *compiler) group(g *group) {
	p := phrases{
		slot: g.slot, whole: g.whole, kind: g.kind, weak: g.weak, reach: g.reach,
		test: g.test, veto: g.slot == Harmless,
	}
	if p.veto {
		p.slot = Destructive
	}
	c.patterns(g.match, p)
	p.veto = true
	c.patterns(g.except, p)
}

func (c *compiler) patterns(entries []entry, p phrases) {
	if len(entries) == 0 {
		return
	}
	id := int32(len(c.groups))
	c.groups = append(c.groups, p)
	for _, e := range entries {
		if err := c.check(e, p.whole != 0); err != nil {
			c.complain(e.line, err)
			continue
		}
		c.trie.accept(c.insert(front{0}, e.pattern, NoVerb), id)
	}
}

// check finds what is wrong with a pattern that could be parsed.
func (c *compiler) check(e entry, whole bool) error {
	first, last := e.pattern[0].sort, e.pattern[len(e.pattern)-1].sort
	if !whole && (first == gapItem || last == gapItem) {
		return complain("pattern \"%s\" cannot begin or end with \"...\", except in titles", e.text)
	}
	return c.checkMacros(e.pattern)
}

func (c *compiler) checkMacros(items pattern) error {
	for i := range items {
		it := &items[i]
		if it.sort == macroItem && c.macros[it.text] == nil {
			return c.unknown(it.text)
		}
		if err := c.checkMacros(it.inside); err != nil {
			return err
		}
	}
	return nil
}

func (c *compiler) unknown(name string) error {
	if near, ok := spelling.Nearest(name, slices.Sorted(maps.Keys(c.macros))); ok {
		return complain("unknown \"~%s\"; did you mean \"~%s\"?", name, near)
	}
	return complain("unknown \"~%s\"; list it under \"verbs\" or \"words\"", name)
}

// insert leads a front on by the items of a pattern and returns the nodes where it
// ends. The form is that of the verb which the pattern is a wording of.
func (c *compiler) insert(from front, items pattern, form Form) front {
	for i := range items {
		it := &items[i]
		to := c.item(from, it, form)
		if it.optional {
			from = append(front{to}, from...)
		} else {
			from, form = front{to}, NoVerb
		}
	}
	return from
}

// item is the node that an item leads to.
func (c *compiler) item(from front, it *item, form Form) int32 {
	key := itemKey{language: c.language, text: it.text, sort: it.sort, form: it.form, verb: form}
	if it.sort == wordItem {
		key.language = "" // a word is the same in all packs
	}
	to, fresh := c.trie.child(from, c.trie.item(key))
	if fresh {
		c.lead(from, it, form, to)
	}
	return to
}

// lead makes the edges by which an item leads to a node.
func (c *compiler) lead(from front, it *item, form Form, to int32) {
	switch it.sort {
	case wordItem:
		c.trie.edge(from, c.vocabulary.intern(it.text), form, to)
	case macroItem:
		c.leadMacro(from, it, to)
	case groupItem:
		for alternative := range it.alternatives {
			c.leadSequence(from, alternative, form, to)
		}
	case gapItem:
		c.trie.edge(from, gapWord, NoVerb, to)
	case separator: // belongs to its group
	}
}

// leadSequence makes the edges by which several items together lead to a node. The
// last of them may be missing, then the one before it leads there, too.
func (c *compiler) leadSequence(from front, items pattern, form Form, to int32) {
	last := len(items) - 1
	if items[last].optional {
		c.leadSequence(from, items[:last], form, to)
	}
	before := c.insert(from, items[:last], form)
	if !allOptional(items[:last]) {
		form = NoVerb
	}
	c.lead(before, &items[last], form, to)
}

func (c *compiler) leadMacro(from front, it *item, to int32) {
	for form, all := range c.macros[it.text] {
		if it.form != NoVerb && it.form != Form(form) {
			continue
		}
		for _, wording := range all {
			c.leadSequence(from, wording, Form(form), to)
		}
	}
}
