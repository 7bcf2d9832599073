package discover

import "sync"

// queue holds the folders that wait to be read. It is a stack, so that it stays
// as short as the tree is deep, and it is empty for good only when no worker is
// busy with a folder that may hold others.
type queue struct {
	mu      sync.Mutex
	changed sync.Cond
	waiting []folder
	busy    int
}

func newQueue(start []folder) *queue {
	q := &queue{waiting: start}
	q.changed.L = &q.mu
	return q
}

// serve visits folders, and those that a visit returns, until none are left.
// Every worker calls it once.
func (q *queue) serve(visit func(folder) []folder) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for {
		for len(q.waiting) == 0 && q.busy > 0 {
			q.changed.Wait()
		}
		last := len(q.waiting) - 1
		if last < 0 {
			return
		}
		next := q.waiting[last]
		q.waiting = q.waiting[:last]
		q.busy++
		q.mu.Unlock()
		more := visit(next)
		q.mu.Lock()
		q.busy--
		q.waiting = append(q.waiting, more...)
		if len(more) > 0 || q.busy == 0 {
			q.changed.Broadcast()
		}
	}
}
