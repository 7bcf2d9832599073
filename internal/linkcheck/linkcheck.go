// Package linkcheck asks the web what external links lead to. It is the only package that opens a
// socket.
//
// Every address is asked once, however many links hold it. Requests wait in queues of their hosts, so
// that a host that has to be waited for keeps no other waiting, and each request is one hop: a redirect
// to another host waits in the queue of that. What comes back is judged with the reader's eyes: a
// living page must not be accused, and a page that is lost is lost whatever its server calls it.
package linkcheck

import (
	"context"
	"errors"
	"net/url"
	"time"

	"github.com/kblint/kblint/internal/web"
)

// ErrOffline is told where nothing could be judged because this machine reaches no network.
var ErrOffline = errors.New("no network can be reached")

// Limits are how many requests a host gets.
type Limits struct {
	Concurrency int           // requests at once
	Interval    time.Duration // from the start of one request to that of the next
}

// HostOptions are what holds for certain hosts.
type HostOptions struct {
	Host    string            // a name, perhaps with a port; "*.example.org" is all names below it
	Limits  Limits            // a Concurrency of 0 or a negative Interval leaves the default
	Headers map[string]string // by canonical name
}

// Options say how to ask. DefaultOptions gives those that need no thought.
type Options struct {
	Include, Exclude Patterns
	AllowPrivate     bool // ask addresses of private networks, and this machine
	MaxAge           time.Duration
	Concurrency      int // requests at once in all
	Host             Limits
	Hosts            []HostOptions // the first that matches holds
	Timeout          time.Duration // for a whole request
	Retries          int           // after the first attempt
	Backoff          time.Duration // before the first retry; it doubles each time
	MaxWait          time.Duration // what a server may ask to wait for
	UserAgent        string
	Languages        []string // that readers prefer, the first most
	Memory           *Memory  // nil to remember nothing

	// Progress is called whenever an address is done, by one goroutine at a time; nil for nobody.
	Progress func(Progress)
	// Tell is told what the user should know: ErrOffline, or that nothing can be remembered.
	Tell func(error)
	// Now is the clock of the memory.
	Now func() time.Time
	// Since is when the run began: an answer that is not older is good, whatever it says. The zero time is
	// that of New.
	Since time.Time
}

// Progress is how far the asking has come.
type Progress struct {
	Total, Checked, Dead, Doubtful int
	Waiting                        int // hosts that asked to wait, or are retried
}

// DefaultOptions are polite: two requests at once to a host and a tenth of a second between them.
func DefaultOptions() Options {
	return Options{
		MaxAge:      24 * time.Hour,
		Concurrency: 64,
		Host:        Limits{Concurrency: 2, Interval: 100 * time.Millisecond},
		Timeout:     30 * time.Second,
		Retries:     2,
		Backoff:     time.Second,
		MaxWait:     time.Minute,
		UserAgent:   "Mozilla/5.0 (compatible; kblint; +https://github.com/kblint/kblint)",
		Now:         time.Now,
	}
}

// Checker asks the web.
type Checker struct {
	Options
	client *client
	table  *table
}

// New makes a Checker.
func New(o Options) *Checker {
	if o.Since.IsZero() {
		o.Since = o.Now()
	}
	c := &Checker{Options: o, table: specialTable()}
	c.client = newClient(&c.Options)
	return c
}

// Ask gives the answers to questions, in their order. An address that is not to be asked has an answer
// that is Unasked; so has every one that was still open when the context ended.
func (c *Checker) Ask(ctx context.Context, questions []web.Question) []web.Answer {
	known := make(map[string]*entry, len(questions))
	of := make([]*entry, len(questions)) // nil for those that are not to be asked
	var all []*entry
	for i := range questions {
		e := c.entry(&questions[i])
		if e == nil {
			continue
		}
		if first := known[e.key]; first != nil {
			first.fragments = append(first.fragments, e.fragments...)
			of[i] = first
			continue
		}
		known[e.key], of[i] = e, e
		all = append(all, e)
	}
	c.ask(ctx, c.remembered(all))
	answers := make([]web.Answer, len(questions))
	for i, e := range of {
		if e != nil {
			answers[i] = e.answer
		}
	}
	return answers
}

// entry is an address to be asked.
type entry struct {
	origin    *url.URL // the address that links hold, in its normal form; not to be changed
	key       string   // the same as a text
	fragments []string
	special   *special
	answer    web.Answer
}

// entry makes an entry of a question, nil where it is not to be asked.
func (c *Checker) entry(q *web.Question) *entry {
	u := normal(q.URL)
	if u == nil || !c.wanted(u) {
		return nil
	}
	e := &entry{origin: u, key: u.String(), special: c.table.special(u)}
	for _, f := range q.Fragments {
		if c.table.judges(u, f) {
			e.fragments = append(e.fragments, f)
		}
	}
	return e
}

// remembered answers from memory what it may, and gives the rest.
func (c *Checker) remembered(all []*entry) (open []*entry) {
	for _, e := range all {
		answer, fresh := c.Memory.recall(e, c)
		if fresh {
			e.answer = answer
			continue
		}
		open = append(open, e)
	}
	return open
}

// ask asks the web for all entries.
func (c *Checker) ask(ctx context.Context, open []*entry) {
	if len(open) == 0 {
		return
	}
	if !newSchedule(c, open).run(ctx) {
		c.tell(ErrOffline)
	}
	c.tell(c.Memory.keep())
	c.client.close()
}

func (c *Checker) tell(err error) {
	if err != nil && c.Tell != nil {
		c.Tell(err)
	}
}
