package linkcheck

import (
	"container/heap"
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/kblint/kblint/internal/web"
)

const (
	// saveEvery is how often answers go to disk.
	saveEvery = 2 * time.Second
	// silent is how many addresses of a host may get no answer in time before the others are not asked.
	silent = 3
	// unreachable is how many hosts must be out of reach, with none within it, before this machine's own
	// network is looked at.
	unreachable = 6
	// trusted is how long names are taken to be found after that was seen.
	trusted = 5 * time.Second
)

// schedule decides who is asked when. One goroutine runs it; requests are made in others.
type schedule struct {
	*Checker
	hosts    map[string]*host // by authority
	ready    *pile[*host]     // those with a task that may be asked at some time
	replies  chan answered
	inFlight int
	open     int // tasks without answer
	progress Progress
	waiting  map[*host]bool // those that are waited for longer than politeness asks
	heard    bool           // anybody outside of this machine and its network has answered anything
	deaf     map[*host]bool // hosts out there that could not be reached
	offline  bool           // there is no way out there
	unsure   []*entry       // answers that stand only if there is one
	saved    time.Time
	lookedUp time.Time // when it was last seen whether names can be found
	found    bool
}

// answered is a reply to a task.
type answered struct {
	task  *task
	host  *host
	reply reply
}

// host is the queue of a host and port.
type host struct {
	limits   Limits
	tasks    *pile[*task]
	active   int
	next     time.Time     // before which it must not be asked
	timeouts int           // addresses in a row without answer
	faults   int           // requests in a row that failed by what holds for the whole host
	refusals int           // requests in a row that it answered by asking for fewer
	asked    time.Duration // to wait, in all
	down     *fault        // it need not be asked any more
	index    int           // in the heap; -1 outside
}

func newSchedule(c *Checker, entries []*entry) *schedule {
	s := &schedule{
		Checker: c, hosts: map[string]*host{}, waiting: map[*host]bool{}, deaf: map[*host]bool{},
		replies: make(chan answered, c.Concurrency), saved: time.Now(), ready: newHosts(),
	}
	s.open, s.progress.Total = len(entries), len(entries)
	for i, e := range entries {
		s.put(newTask(e, i))
	}
	return s
}

// run asks until all is answered or the context ends. It is false if no network could be reached; then
// there are answers for this machine and its own network only.
func (s *schedule) run(ctx context.Context) (online bool) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s.report()
	for s.open > 0 && ctx.Err() == nil {
		select {
		case a := <-s.replies:
			s.settle(ctx, &a)
		case <-s.launch(ctx):
		case <-ctx.Done():
		}
		s.checkNetwork(ctx)
		if time.Since(s.saved) > saveEvery {
			s.tell(s.Memory.keep())
			s.saved = time.Now()
		}
	}
	switch {
	case s.offline:
		return false
	case ctx.Err() != nil && len(s.deaf) > 0 && !s.heard:
		s.forget() // whether there is a network has not been seen
	}
	s.remember()
	return true
}

// launch makes all requests that may be made now. What it gives fires when the next one may; it is nil
// where that depends on replies.
func (s *schedule) launch(ctx context.Context) <-chan time.Time {
	for s.inFlight < s.Concurrency && s.ready.Len() > 0 {
		now := time.Now()
		h := s.ready.items[0]
		if wait := h.readyAt().Sub(now); wait > 0 {
			return time.After(wait)
		}
		delete(s.waiting, h)
		t, _ := heap.Pop(h.tasks).(*task)
		h.active++
		h.next = now.Add(h.limits.Interval)
		s.inFlight++
		s.place(h)
		r := request{method: t.method, url: t.url, jar: t.jar, ids: len(t.fragments) > 0}
		r.exposed = t.url.Scheme == "http" && strings.HasPrefix(t.key, "https:")
		go func() { s.replies <- answered{t, h, s.client.do(ctx, &r)} }()
	}
	return nil
}

// put queues the next request of a task.
func (s *schedule) put(t *task) {
	name := authority(t.url)
	h := s.hosts[name]
	if h == nil {
		h = &host{limits: s.limits(t), tasks: newTasks(), index: -1}
		s.hosts[name] = h
	}
	heap.Push(h.tasks, t)
	s.place(h)
	if h.down != nil {
		s.drain(h)
	}
}

// limits are those of the host that a task goes to.
func (s *schedule) limits(t *task) Limits {
	l := s.Host
	if own := s.client.hostOptions(t.url); own != nil {
		if own.Limits.Concurrency > 0 {
			l.Concurrency = own.Limits.Concurrency
		}
		if own.Limits.Interval >= 0 {
			l.Interval = own.Limits.Interval
		}
	}
	return l
}

// place puts a host where it belongs in the heap.
func (s *schedule) place(h *host) {
	may := h.tasks.Len() > 0 && h.active < h.limits.Concurrency
	switch {
	case may && h.index < 0:
		heap.Push(s.ready, h)
	case may:
		heap.Fix(s.ready, h.index)
	case h.index >= 0:
		heap.Remove(s.ready, h.index)
	}
}

// settle takes a task further by a reply.
func (s *schedule) settle(ctx context.Context, a *answered) {
	h, t := a.host, a.task
	s.inFlight--
	h.active--
	f := s.faultOf(ctx, &a.reply)
	s.learn(h, t, &a.reply, f)
	if s.offline && !s.isLocal(t.url) {
		s.place(h)
		s.next(t, t.finish(web.Answer{}))
		return
	}
	before := *t
	done := s.judge(t, &a.reply, f)
	again := !done && t.tries > before.tries
	if again && t.due.After(h.next) {
		s.waiting[h] = true
	}
	s.place(h)
	if f != nil && before.probe == nil {
		s.giveUp(h, f, again || !done && t.method != before.method)
	}
	if h.isTired(s.MaxWait, s.Retries) {
		s.close(h, &fault{reason: web.TooMany})
	}
	s.next(t, done)
}

// faultOf is what kept a request from being answered, nil where nothing did. That a name does not exist is
// believed only while other names do.
func (s *schedule) faultOf(ctx context.Context, r *reply) *fault {
	if r.err == nil {
		return nil
	}
	f := faultOf(r.err)
	if f.reason != web.NoHost || !s.heard {
		return &f
	}
	if now := time.Now(); now.Sub(s.lookedUp) > trusted {
		s.found, s.lookedUp = s.client.isConnected(ctx), now
	}
	if !s.found {
		f = fault{reason: web.Unreachable, retry: true, host: true, network: true}
	}
	return &f
}

// next records an answer, or queues the next request.
func (s *schedule) next(t *task, done bool) {
	if !done {
		s.put(t)
		return
	}
	t.answer.Asked = s.Now()
	switch {
	case s.isLocal(t.origin):
		s.Memory.record(t.entry, t.answer.Asked)
	default:
		s.unsure = append(s.unsure, t.entry)
		if s.heard {
			s.remember()
		}
	}
	s.open--
	s.progress.Checked++
	switch t.answer.Class {
	case web.Dead:
		s.progress.Dead++
	case web.Doubtful:
		s.progress.Doubtful++
	default:
	}
	s.report()
}

// remember hands answers to the memory, which may change them by what it knows.
func (s *schedule) remember() {
	for _, e := range s.unsure {
		s.Memory.record(e, e.answer.Asked)
	}
	s.unsure = s.unsure[:0]
}

// forget takes back the answers that stand only if there is a network.
func (s *schedule) forget() {
	for _, e := range s.unsure {
		e.answer = web.Answer{}
	}
	s.unsure = nil
}

// learn takes from a reply what concerns the host and not the address.
func (s *schedule) learn(h *host, t *task, r *reply, f *fault) {
	outside := !s.isLocal(t.url)
	if f == nil {
		s.heard = s.heard || outside
		h.timeouts, h.faults = 0, 0
		s.wait(h, r, time.Now())
		return
	}
	switch {
	case !outside, f.reason == web.Private:
	case f.network:
		s.deaf[h] = true
	default:
		s.heard = s.heard || f.reason == web.Untrusted || f.reason == web.ExpiredProof || f.reason == web.WrongHost
	}
}

// wait has a host waited for as it asks, or as politeness demands of those who were refused.
func (s *schedule) wait(h *host, r *reply, now time.Time) {
	wait, asked := exhausted(r.header, now)
	if !asked && r.status >= 400 {
		wait, asked = retryAfter(r.header, now)
	}
	switch {
	case r.status != http.StatusTooManyRequests:
		h.refusals = 0
	case !asked || wait < s.Backoff:
		h.refusals++
		wait, asked = max(wait, backoff(s.Backoff, min(h.refusals-1, 3))), true
	default:
		h.refusals++
	}
	if until := now.Add(min(wait, s.MaxWait)); asked && until.After(h.next) {
		h.asked += wait
		h.next = until
		s.waiting[h] = true
	}
}

// isTired reports whether a host has asked to wait for longer than a run should last, or refused again and
// again.
func (h *host) isTired(most time.Duration, retries int) bool {
	return h.asked > 2*most || h.refusals > 3*(retries+1)
}

// giveUp stops asking a host whose requests have failed as often as any may, if others would, too. While
// there is hope for a request, the others of its host wait with it.
func (s *schedule) giveUp(h *host, f *fault, hope bool) {
	switch {
	case f.host:
		h.faults++
		if !f.retry || h.faults > s.Retries {
			s.close(h, f)
			return
		}
		if until := time.Now().Add(backoff(s.Backoff, h.faults-1)); until.After(h.next) {
			h.next = until
		}
		s.place(h)
	case f.reason == web.Timeout && !hope:
		h.timeouts++
		if h.timeouts >= silent {
			s.close(h, f)
		}
	}
}

// close answers all that waits for a host that is not asked any more.
func (s *schedule) close(h *host, f *fault) {
	h.down = f
	s.drain(h)
}

func (s *schedule) drain(h *host) {
	for h.tasks.Len() > 0 {
		t, _ := heap.Pop(h.tasks).(*task)
		s.place(h)
		t.tries = s.Retries
		if t.method == http.MethodHead {
			t.method = http.MethodGet
		}
		s.next(t, s.judgeFault(t, *h.down))
	}
}

// checkNetwork looks at this machine's own network where nothing out there has answered. Without one, all
// that is to be asked out there is given up.
func (s *schedule) checkNetwork(ctx context.Context) {
	if s.heard || s.offline || len(s.deaf) == 0 || s.open > 0 && len(s.deaf) < unreachable {
		return
	}
	if s.heard = s.client.isConnected(ctx); s.heard || ctx.Err() != nil {
		return
	}
	s.offline = true
	s.forget()
	for _, h := range s.hosts {
		for h.tasks.Len() > 0 && !s.isLocal(h.tasks.items[0].url) {
			t, _ := heap.Pop(h.tasks).(*task)
			s.place(h)
			s.next(t, t.finish(web.Answer{}))
		}
	}
}

func (s *schedule) report() {
	if s.Progress != nil {
		for h := range s.waiting {
			if h.tasks.Len() == 0 && h.active == 0 {
				delete(s.waiting, h)
			}
		}
		s.progress.Waiting = len(s.waiting)
		s.Progress(s.progress)
	}
}

// readyAt is when the first of a host's tasks may be asked.
func (h *host) readyAt() time.Time {
	if due := h.tasks.items[0].due; due.After(h.next) {
		return due
	}
	return h.next
}
