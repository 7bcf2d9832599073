package structure

import "github.com/kblint/kblint/internal/article"

// sequence goes along the numbers of headings or paragraphs that belong together.
type sequence struct {
	length     int // how many numbers it has had so far
	last       int
	at         article.Span // of the last number
	down       bool         // it counts down
	faulty     bool
	slack      bool         // the last number was wrong, so that the next may be higher by two
	gaps       int          // how many parts had no number since
	unnumbered article.Span // the last of those
}

// fault is what is wrong with a number.
type fault uint8

const (
	noFault fault = iota
	skipped
	repeated
	restarted
	lost // what stands before has lost its number
)

const (
	// widestSkip is how many numbers may be missing; where more are, the numbers are names: of errors,
	// ports, models.
	widestSkip = 5
	// soundLength is how many numbers in order show that they count something.
	soundLength = 2
)

// next takes a number and tells what is wrong with it.
func (s *sequence) next(n article.Number) fault {
	f := s.judge(n)
	if s.faulty && (f == restarted || f == lost) {
		f = noFault // it comes of the fault before
	}
	s.faulty, s.slack = s.faulty || f != noFault, f == repeated
	s.last, s.at, s.gaps = n.Last, n.Span, 0
	s.length++
	return f
}

func (s *sequence) judge(n article.Number) fault {
	step := n.Value - s.last
	if s.down {
		step = -step
	}
	switch {
	case s.length == 0 || step == 1 || n.Sub && step == 0 || s.slack && step == 2:
		return noFault
	case s.length == 1 && step == -1:
		s.down = true
		return noFault
	case n.Sub || n.Value <= 1 && s.gaps > 0:
		s.length, s.down, s.faulty = 0, false, false // another sequence begins
		return noFault
	case step == 0:
		return repeated
	case n.Value <= 1 && s.length >= soundLength:
		return restarted
	case step == soundLength && s.gaps == 1 && s.length >= soundLength:
		return lost
	case step > 1 && step <= widestSkip+1 && (s.length >= soundLength || s.last <= 1 && step == soundLength):
		return skipped
	default:
		return noFault
	}
}
