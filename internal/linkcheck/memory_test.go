package linkcheck_test

import (
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/kblint/kblint/internal/linkcheck"
	"github.com/kblint/kblint/internal/web"
)

// diary runs a Checker again and again, with a memory on disk and a clock of its own.
type diary struct {
	dir string
	now time.Time
}

func newDiary(t *testing.T) *diary {
	t.Helper()
	return &diary{dir: t.TempDir(), now: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)}
}

func (d *diary) run(t *testing.T, questions ...web.Question) []web.Answer {
	t.Helper()
	memory, err := linkcheck.OpenMemory(d.dir)
	if err != nil {
		t.Fatal(err)
	}
	now := d.now
	answers := checker(func(o *linkcheck.Options) {
		o.Memory = memory
		o.Now = func() time.Time { return now }
	}).Ask(t.Context(), questions)
	if err := memory.Close(now); err != nil {
		t.Fatal(err)
	}
	return answers
}

func TestLivingPageIsTrustedForADay(t *testing.T) {
	t.Parallel()
	s := count(t, html(article))
	d := newDiary(t)
	q := web.Question{URL: s.URL + "/a"}
	for range 3 {
		if a := d.run(t, q)[0]; a.Class != web.Alive {
			t.Fatalf("the answer is %+v", a)
		}
		d.now = d.now.Add(8 * time.Hour)
	}
	s.want(t, map[string]int{"GET /a": 1})
	d.run(t, q)
	s.want(t, map[string]int{"GET /a": 2})
}

func TestDeadPageIsAskedAgain(t *testing.T) {
	t.Parallel()
	s := count(t, after(2, status(http.StatusNotFound), html(article)))
	d := newDiary(t)
	q := web.Question{URL: s.URL + "/a"}
	var got []web.Answer
	for range 3 {
		got = append(got, d.run(t, q)[0])
		d.now = d.now.AddDate(0, 0, 1)
	}
	want := []web.Answer{
		{Class: web.Dead, Reason: web.NotFound, Status: 404, Since: "2026-03-01"},
		{Class: web.Dead, Reason: web.NotFound, Status: 404, Since: "2026-03-01"},
		{Class: web.Alive, Status: 200},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(web.Answer{}, "Asked")); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
	s.want(t, map[string]int{"GET /a": 3})
}

func TestDoubtOnThreeDaysIsDeath(t *testing.T) {
	t.Parallel()
	classes := func(code int, hours ...int) (got []web.Class, last web.Answer) {
		s := count(t, status(code))
		d := newDiary(t)
		for _, h := range hours {
			d.now = d.now.Add(time.Duration(h) * time.Hour)
			last = d.run(t, web.Question{URL: s.URL + "/a"})[0]
			got = append(got, last.Class)
		}
		return got, last
	}
	got, last := classes(500, 0, 1, 24, 1, 240, 24)
	want := []web.Class{web.Doubtful, web.Doubtful, web.Doubtful, web.Doubtful, web.Dead, web.Dead}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("classes (-want +got):\n%s", diff)
	}
	if last.Since != "2026-03-01" || !last.Lasts || last.Reason != web.ServerError {
		t.Errorf("the last answer is %+v", last)
	}
	if got, _ := classes(401, 0, 24, 24, 24); got[3] != web.Doubtful {
		t.Errorf("a page that asks for a login becomes %v", got)
	}
}

func TestLifeEndsDoubt(t *testing.T) {
	t.Parallel()
	s := count(t, after(2, status(500), after(1, html(article), status(500))))
	d := newDiary(t)
	var got []web.Class
	for range 5 {
		got = append(got, d.run(t, web.Question{URL: s.URL + "/a"})[0].Class)
		d.now = d.now.AddDate(0, 0, 1)
	}
	if diff := cmp.Diff([]web.Class{web.Doubtful, web.Doubtful, web.Alive, web.Doubtful, web.Doubtful}, got); diff != "" {
		t.Errorf("classes (-want +got):\n%s", diff)
	}
}

func TestNewFragmentIsLookedFor(t *testing.T) {
	t.Parallel()
	s := count(t, html(article))
	d := newDiary(t)
	d.run(t, web.Question{URL: s.URL + "/a"})
	q := web.Question{URL: s.URL + "/a", Fragments: []string{"reset", "gone"}}
	for range 2 {
		if a := d.run(t, q)[0]; a.Class != web.Alive || !cmp.Equal(a.Lost, []string{"gone"}) {
			t.Errorf("the answer is %+v", a)
		}
	}
	if a := d.run(t, web.Question{URL: s.URL + "/a", Fragments: []string{"reset"}})[0]; a.Lost != nil {
		t.Errorf("the answer is %+v", a)
	}
	s.want(t, map[string]int{"GET /a": 2})
}

func TestRunsAtTheSameTimeShareAMemory(t *testing.T) {
	t.Parallel()
	s := count(t, html(article))
	d := newDiary(t)
	var wait sync.WaitGroup
	for _, path := range []string{"/a", "/b", "/c", "/d"} {
		wait.Go(func() { d.run(t, web.Question{URL: s.URL + path}) })
	}
	wait.Wait()
	for _, path := range []string{"/a", "/b", "/c", "/d"} {
		d.run(t, web.Question{URL: s.URL + path})
	}
	s.want(t, map[string]int{"GET /a": 1, "GET /b": 1, "GET /c": 1, "GET /d": 1})
}

func TestMemoryThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	if _, err := linkcheck.OpenMemory("/dev/null/kblint"); err == nil {
		t.Error("there is no error")
	}
}
