package lint

import "sync"

// Derived is what several corpus rules work out of the same facts. It is worked out once a run, by
// whichever rule asks first, and must not depend on any rule's options.
type Derived[F, T any] struct{ Derive func(*Corpus[F]) T }

// Of gives what is derived from a corpus. What it gives is shared by rules that run at the same time.
func (d *Derived[F, T]) Of(c *Corpus[F]) T {
	made, _ := c.view.Memo.once(d, func() any { return d.Derive(c) }).(T)
	return made
}

// Memo keeps what was derived during one run.
type Memo struct {
	mu   sync.Mutex
	kept map[any]func() any
}

func (m *Memo) once(key any, derive func() any) any {
	m.mu.Lock()
	if m.kept == nil {
		m.kept = map[any]func() any{}
	}
	get, ok := m.kept[key]
	if !ok {
		get = sync.OnceValue(derive)
		m.kept[key] = get
	}
	m.mu.Unlock()
	return get()
}
