// Package web is what the web has answered about external addresses: the words that the checker of
// links, the rules and the reports share. It asks nothing itself.
package web

import "time"

// Class is what an answer means for readers.
type Class string

// The classes.
const (
	Unasked  Class = ""         // nothing is known
	Alive    Class = "alive"    // readers get what the link promises
	Moved    Class = "moved"    // they do, at another address for good
	Doubtful Class = "doubtful" // it may be the server's mood, or the way there
	Dead     Class = "dead"     // they do not
)

// Reason says why an address is not alive.
type Reason string

// The reasons for which an address is dead.
const (
	NotFound    Reason = "not-found"     // 404
	Gone        Reason = "gone"          // 410
	NoHost      Reason = "no-such-host"  // the name does not exist
	WrongHost   Reason = "wrong-host"    // the certificate is for other hosts
	Refused     Reason = "refused"       // nothing listens there, more than once
	Loop        Reason = "redirect-loop" // redirects without end
	HomePage    Reason = "home-page"     // a page within the site redirects to its home page
	ErrorPage   Reason = "error-page"    // it redirects to a page that is there for errors
	SaysMissing Reason = "says-missing"  // the page says that it was not found, and yet answers 200
	Deleted     Reason = "deleted"       // the platform says that its video or post was deleted
)

// The reasons for which an address is doubtful.
const (
	NeedsLogin    Reason = "login"        // 401, 407
	Forbidden     Reason = "forbidden"    // 403 and what stands for it
	TooMany       Reason = "too-many"     // 429
	Legal         Reason = "legal"        // 451
	ServerError   Reason = "server-error" // 5xx
	OddStatus     Reason = "odd-status"   // any other status
	Timeout       Reason = "timeout"      // no answer in time
	ExpiredProof  Reason = "expired"      // a certificate that was good once
	Untrusted     Reason = "untrusted"    // a certificate or connection that cannot be trusted
	Unreachable   Reason = "unreachable"  // no way to the host
	Broken        Reason = "broken"       // the connection broke, or what came was no HTTP
	Private       Reason = "private"      // it redirects into a private network
	ForeignScheme Reason = "other-scheme" // it redirects to what is no page of the web
)

// Question is an external address of which something is asked.
type Question struct {
	URL       string   // absolute, http or https, without fragment
	Fragments []string // anchors that links name on the page; not percent-encoded
}

// Hop is a redirect that was followed.
type Hop struct {
	Status int    `json:"status"`
	To     string `json:"to"` // absolute, credentials left out
}

// Answer is what became of a Question.
type Answer struct {
	Class  Class     `json:"class"`
	Reason Reason    `json:"reason,omitempty"`
	Status int       `json:"status,omitempty"` // of HTTP, the last one; 0 where none came
	Chain  []Hop     `json:"chain,omitempty"`  // in the order in which they were followed
	Since  string    `json:"since,omitempty"`  // the first day on which it was not alive, as 2006-01-02
	Lasts  bool      `json:"lasts,omitempty"`  // dead because doubtful on several days
	Asked  time.Time `json:"asked,omitzero"`   // when the web gave this answer
	Lost   []string  `json:"lost,omitempty"`   // fragments that the page has no anchor for
}

// End is where the redirects led, "" where there were none.
func (a *Answer) End() string {
	if len(a.Chain) == 0 {
		return ""
	}
	return a.Chain[len(a.Chain)-1].To
}

// Ask gives the answers to questions in their order. Where something keeps it from asking, the answer is
// Unasked.
type Ask func([]Question) []Answer
