package linkcheck

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/kblint/kblint/internal/cache"
	"github.com/kblint/kblint/internal/web"
)

const (
	// logName is that of the log on disk; its number changes with the form of a record.
	logName = "links-1"
	// doubtDays is on how many different days an address must have been doubtful to be taken for dead.
	doubtDays = 3
	// forgotten is how long an answer is kept that nobody asks for.
	forgotten = 180 * 24 * time.Hour
	day       = "2006-01-02"
)

// Memory is what the web has answered in earlier runs. A nil Memory remembers nothing.
type Memory struct {
	store *cache.Store
	mu    sync.Mutex
	told  bool // that it cannot be kept
}

// record is an answer as it is remembered.
type record struct {
	web.Answer
	Doubts    []string `json:"doubts,omitempty"`    // days on which it was doubtful, since it last lived
	Fragments []string `json:"fragments,omitempty"` // those that were looked for
}

// CacheDir is the folder in which memory is kept where the user names none.
func CacheDir() (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("find the user's cache folder: %w", err)
	}
	return filepath.Join(dir, "kblint"), nil
}

// OpenMemory opens the memory in a folder, which is made if need be.
func OpenMemory(dir string) (*Memory, error) {
	store, err := cache.Open(dir, logName)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrForgetful, err)
	}
	return &Memory{store: store}, nil
}

// Recall gives what is remembered of addresses, however old it is; nothing is asked.
func (m *Memory) Recall(questions []web.Question) []web.Answer {
	answers := make([]web.Answer, len(questions))
	for i := range questions {
		if u := normal(questions[i].URL); u != nil {
			if r := m.load(u.String()); r != nil {
				answers[i] = r.Answer
				answers[i].Lost = intersection(r.Lost, questions[i].Fragments)
			}
		}
	}
	return answers
}

// recall gives what is remembered of an entry, and whether that is fresh enough not to ask again: dead
// and doubtful addresses are asked in each run.
func (m *Memory) recall(e *entry, c *Checker) (a web.Answer, fresh bool) {
	r := m.load(e.key)
	if r == nil {
		return web.Answer{}, false
	}
	now := c.Now()
	age := now.Sub(r.Asked)
	lives := r.Class == web.Alive || r.Class == web.Moved
	switch {
	case age < 0, !contains(r.Fragments, e.fragments):
		return web.Answer{}, false
	case !r.Asked.Before(c.Since), lives && age < c.MaxAge:
		a = r.Answer
		a.Lost = intersection(r.Lost, e.fragments)
		return a, true
	default:
		return web.Answer{}, false
	}
}

func (m *Memory) load(key string) *record {
	if m == nil {
		return nil
	}
	data := m.store.Get(key)
	if data == nil {
		return nil
	}
	r := &record{}
	if err := json.Unmarshal(data, r); err != nil {
		return nil
	}
	return r
}

// record remembers the answer to an entry and completes it by what earlier runs have seen: since when it
// has not been alive, and whether it has been doubtful for so long that it is dead.
func (m *Memory) record(e *entry, now time.Time) {
	a := &e.answer
	if m == nil || a.Class == web.Unasked {
		return
	}
	r := &record{Fragments: slices.Compact(slices.Sorted(slices.Values(e.fragments)))}
	if a.Class == web.Dead || a.Class == web.Doubtful {
		today := now.UTC().Format(day)
		a.Since = today
		if before := m.load(e.key); before != nil && (before.Class == web.Dead || before.Class == web.Doubtful) {
			a.Since, r.Doubts = before.Since, before.Doubts
		}
		r.doubt(a, today)
	}
	r.Answer = *a
	data, err := json.Marshal(r)
	if err != nil {
		return // a record has nothing that JSON cannot hold
	}
	m.store.Put(e.key, data)
}

// doubt counts the days on which an address was doubtful.
func (r *record) doubt(a *web.Answer, today string) {
	if a.Class != web.Doubtful {
		return
	}
	if !slices.Contains(r.Doubts, today) && len(r.Doubts) < doubtDays {
		r.Doubts = append(r.Doubts, today)
	}
	if len(r.Doubts) >= doubtDays && !shutsOut[a.Reason] && a.Status != statusDenied {
		a.Class, a.Lasts = web.Dead, true
	}
}

// shutsOut are the doubts that prove that somebody is at home who does not open to programs; no number of
// days makes such an address a dead one.
var shutsOut = map[web.Reason]bool{web.NeedsLogin: true, web.TooMany: true, web.Legal: true, web.Private: true, web.ForeignScheme: true}

// keep writes to disk what is not there yet. That it cannot be written is told once.
func (m *Memory) keep() error {
	if m == nil {
		return nil
	}
	return m.tell(m.store.Flush())
}

// ErrForgetful is told where answers are not kept for the next run.
var ErrForgetful = errors.New("the answers of the web are not kept for the next run")

// tell makes of the first error one that says what it means for the user.
func (m *Memory) tell(err error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err == nil || m.told {
		return nil
	}
	m.told = true
	return fmt.Errorf("%w: %w", ErrForgetful, err)
}

// Close writes to disk what is not there yet, and drops what nobody has asked for in half a year.
func (m *Memory) Close(now time.Time) error {
	if m == nil {
		return nil
	}
	return m.tell(m.store.Compact(func(value []byte) bool {
		var r record
		return json.Unmarshal(value, &r) == nil && now.Sub(r.Asked) < forgotten
	}))
}

func contains(all, some []string) bool {
	return !slices.ContainsFunc(some, func(s string) bool { return !slices.Contains(all, s) })
}

func intersection(a, b []string) []string {
	var out []string
	for _, s := range a {
		if slices.Contains(b, s) {
			out = append(out, s)
		}
	}
	return out
}
