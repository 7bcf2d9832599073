package lexicon

import (
	"encoding/binary"
	"slices"
)

// trie holds patterns, merged where they begin alike. Edges lead from node to node by
// one word each; all wordings of one item of a pattern ("(data|file|basis data)") lead
// to the same node, so that patterns of many alternatives stay small. A node may have
// several edges with one word, where items of different patterns overlap.
//
// The idea of matching words instead of bytes is Aho and Corasick's (1975) without
// their failure links: texts have few words that begin a phrase, so that starting
// anew at each of them costs less than following links.
type trie struct {
	rootAt  []int32 // by word number: where the word's edges begin in the root's row
	nodes   []node
	edges   []edge // sorted by word within a node
	accepts []accept
}

// edge leads to a node by a word, which is then a verb of a form or NoVerb. It is
// packed into one number, so that edges are sorted fast: 32 bits word, 29 bits target,
// 3 bits form.
type edge uint64

func newEdge(word, target int32, form Form) edge {
	return edge(word)<<32 | edge(target)<<3 | edge(form)
}

func (e edge) word() int32   { return int32(e >> 32) }
func (e edge) target() int32 { return int32(e>>3) & (1<<29 - 1) }
func (e edge) form() Form    { return Form(e & 7) }

// gapWord is the word number of the edges that lead into a gap ("...").
const gapWord = 0

// node is a state after some words of a phrase. Node 0 is the root.
type node struct {
	first, count int32 // row of edges
	gaps         int32 // how many of them lead into gaps; they come first
	accept       int32 // index of the first accept, -1 for none
}

// accept says that a phrase of a group ends at a node.
type accept struct {
	group int32
	next  int32 // the next accept of the same node, -1 for none
}

// follow is the edges of a known word from a node.
func (t *trie) follow(from, word int32) []edge {
	if from == 0 {
		if int(word)+1 >= len(t.rootAt) {
			return nil
		}
		return t.edges[t.rootAt[word]:t.rootAt[word+1]]
	}
	n := &t.nodes[from]
	row := t.edges[n.first : n.first+n.count]
	start := 0
	least := newEdge(word, 0, NoVerb)
	if len(row) > 8 {
		start, _ = slices.BinarySearch(row, least)
	}
	for start < len(row) && row[start] < least {
		start++
	}
	end := start
	for end < len(row) && row[end].word() == word {
		end++
	}
	return row[start:end]
}

// gaps is the edges from a node into gaps.
func (t *trie) gaps(from int32) []edge {
	n := &t.nodes[from]
	return t.edges[n.first : n.first+n.gaps]
}

// draft is a node while the trie grows.
type draft struct {
	edges  int32 // index of the last edge in links, -1 for none
	accept int32
}

// link is an edge while the trie grows: a linked list per node.
type link struct {
	edge edge
	next int32
}

// front is the set of nodes that a pattern has reached: several where items may be
// missing.
type front []int32

// trieBuilder grows a trie one pattern at a time.
//
// A node stands for all wordings of the items that led to it. Patterns share it only
// where they share all items before it, which the keys of children see to: the nodes
// of the front and the item.
type trieBuilder struct {
	nodes    []draft
	links    []link
	accepts  []accept
	children map[string]int32
	items    map[itemKey]int32
	key      []byte
}

// itemKey identifies an item in its source: equal texts of one pack mean the same.
type itemKey struct {
	language, text string
	sort           itemSort
	form           Form // of the item itself
	verb           Form // of the verb that the item is a wording of
}

// newTrieBuilder expects so many patterns.
func newTrieBuilder(patterns int) *trieBuilder {
	b := &trieBuilder{
		nodes: make([]draft, 0, patterns), links: make([]link, 0, 6*patterns),
		accepts:  make([]accept, 0, patterns),
		children: make(map[string]int32, patterns), items: make(map[itemKey]int32, patterns/2),
	}
	b.grow()
	return b
}

func (b *trieBuilder) grow() int32 {
	b.nodes = append(b.nodes, draft{edges: -1, accept: -1})
	return int32(len(b.nodes) - 1)
}

// item numbers an item from 1.
func (b *trieBuilder) item(key itemKey) int32 {
	id, ok := b.items[key]
	if !ok {
		id = int32(len(b.items)) + 1
		b.items[key] = id
	}
	return id
}

// child returns the node that an item leads to from a front, and whether it is new, so
// that the edges to it are still to be made.
func (b *trieBuilder) child(from front, item int32) (node int32, fresh bool) {
	b.key = binary.LittleEndian.AppendUint32(b.key[:0], uint32(item))
	for _, n := range from {
		b.key = binary.LittleEndian.AppendUint32(b.key, uint32(n))
	}
	node, ok := b.children[string(b.key)]
	if !ok {
		node = b.grow()
		b.children[string(b.key)] = node
	}
	return node, !ok
}

// edge leads from each node of a front to another by a word.
func (b *trieBuilder) edge(from front, word int32, form Form, target int32) {
	for _, n := range from {
		b.links = append(b.links, link{newEdge(word, target, form), b.nodes[n].edges})
		b.nodes[n].edges = int32(len(b.links) - 1)
	}
}

// accept marks the end of a group's phrases.
func (b *trieBuilder) accept(at front, group int32) {
	for _, n := range at {
		if last := b.nodes[n].accept; last < 0 || b.accepts[last].group != group {
			b.accepts = append(b.accepts, accept{group: group, next: last})
			b.nodes[n].accept = int32(len(b.accepts) - 1)
		}
	}
}

// finish lays the edges of each node side by side.
func (b *trieBuilder) finish(words int32) trie {
	t := trie{
		accepts: b.accepts, nodes: make([]node, len(b.nodes)),
		edges: make([]edge, 0, len(b.links)),
	}
	for i, d := range b.nodes {
		first := len(t.edges)
		for l := d.edges; l >= 0; l = b.links[l].next {
			t.edges = append(t.edges, b.links[l].edge)
		}
		row := sortEdges(t.edges[first:])
		t.edges = t.edges[:first+len(row)]
		t.nodes[i] = node{first: int32(first), count: int32(len(row)), accept: d.accept}
		for _, e := range row {
			if e.word() != gapWord {
				break
			}
			t.nodes[i].gaps++
		}
	}
	t.indexRoot(words)
	return t
}

// indexRoot notes where the edges of each word begin in the root's row.
func (t *trie) indexRoot(words int32) {
	t.rootAt = make([]int32, words+2)
	for _, e := range t.edges[:t.nodes[0].count] {
		t.rootAt[e.word()+1]++
	}
	for word := range words + 1 {
		t.rootAt[word+1] += t.rootAt[word]
	}
}

// sortEdges orders a row by word and drops repetitions.
func sortEdges(row []edge) []edge {
	if len(row) < 2 {
		return row
	}
	slices.Sort(row)
	return slices.CompactFunc(row, func(x, y edge) bool { return x>>3 == y>>3 })
}
