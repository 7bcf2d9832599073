package linkcheck

import "cmp"

// pile is a heap of tasks or hosts. It is a heap.Interface.
type pile[T any] struct {
	items  []T
	before func(a, b T) bool
	moved  func(item T, index int) // told where an item lies, -1 for nowhere
}

// newTasks makes a pile of tasks in the order in which they may be asked.
func newTasks() *pile[*task] {
	return &pile[*task]{
		before: func(a, b *task) bool { return cmp.Or(a.due.Compare(b.due), cmp.Compare(a.order, b.order)) < 0 },
		moved:  func(*task, int) {},
	}
}

// newHosts makes a pile of hosts in the order in which they may be asked.
func newHosts() *pile[*host] {
	return &pile[*host]{
		before: func(a, b *host) bool { return a.readyAt().Before(b.readyAt()) },
		moved:  func(h *host, index int) { h.index = index },
	}
}

// Len implements heap.Interface.
func (p *pile[T]) Len() int { return len(p.items) }

// Less implements heap.Interface.
func (p *pile[T]) Less(i, j int) bool { return p.before(p.items[i], p.items[j]) }

// Swap implements heap.Interface.
func (p *pile[T]) Swap(i, j int) {
	p.items[i], p.items[j] = p.items[j], p.items[i]
	p.moved(p.items[i], i)
	p.moved(p.items[j], j)
}

// Push implements heap.Interface.
func (p *pile[T]) Push(x any) {
	item, ok := x.(T)
	if !ok {
		panic("linkcheck: another type than the pile's")
	}
	p.moved(item, len(p.items))
	p.items = append(p.items, item)
}

// Pop implements heap.Interface.
func (p *pile[T]) Pop() any {
	var none T
	last := len(p.items) - 1
	item := p.items[last]
	p.items[last] = none
	p.items = p.items[:last]
	p.moved(item, -1)
	return item
}
