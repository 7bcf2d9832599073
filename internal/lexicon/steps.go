package lexicon

// StepWords are what the first words of a step say.
type StepWords uint16

// What the first words of a step may say.
const (
	Enter StepWords = 1 << iota // the reader goes to where the other steps take place: "Open", "Go to"
	Press                       // something on the screen is pressed or moved: "Tap", "Swipe"
	Pick                        // something on the screen is chosen, looked for or filled in: "Select", "Type"
	Wait                        // the step before takes its time: "Wait until"
	Then                        // another step comes before: "After that", "Once it is done", "Finally"
	Part                        // something is turned off or taken out: "Turn off", "Remove"
	Join                        // and back on or in again: "Turn on", "Reinsert"
	Do                          // something else is done: "Use", "Check"
	Else                        // it is no step but another way or case: "Or", "Try", "Alternatively"
)

// steps are the keys of the packs, in the order of StepWords.
var steps = []wholeKey{
	{"enter", stepEnter},
	{"press", stepPress},
	{"pick", stepPick},
	{"wait", stepWait},
	{"then", stepThen},
	{"part", stepPart},
	{"join", stepJoin},
	{"do", stepDo},
	{"else", stepElse},
}

// openings are the slots whose patterns are found at the start of a clause and need not be all of it.
const openings = questionOpening | questionInside | yesOpening | noOpening | countedNoun |
	stepEnter | stepPress | stepPick | stepWait | stepThen | stepPart | stepJoin | stepDo | stepElse

// StepOpening tells what the first words of a text say, if it is a step. A word alone tells nothing: it
// is the name of a command ("Open: shows a file"), unless it speaks of order.
func (l *Lexicon) StepOpening(text string) StepWords {
	var words StepWords
	slots, length := l.opening(text)
	if length < 2 {
		slots &= stepWait | stepThen | stepElse
	}
	for i, s := range steps {
		if slots&s.slot != 0 {
			words |= 1 << i
		}
	}
	return words
}

// NumberLabel reports whether a text is what stands before the number of a part: "Step", "Method".
func (l *Lexicon) NumberLabel(text string) bool { return l.whole(text)&numberLabel != 0 }

// Counted reports whether a text begins with what articles count in their titles: "Easy Ways to".
func (l *Lexicon) Counted(text string) bool { return l.opens(text, countedNoun) }

func (l *Lexicon) opens(text string, slot wholeSlot) bool {
	slots, _ := l.opening(text)
	return slots&slot != 0
}

// OffersChoice reports whether a text says that what follows are several of which one will do: "Use one of
// these methods:".
func (l *Lexicon) OffersChoice(text string) bool { return l.whole(text)&choice != 0 }

// opening gives the slots that the first words of a text's first clause fill, and how many words the
// clause has.
func (l *Lexicon) opening(text string) (slots wholeSlot, length int) {
	r := l.wholeReader()
	defer r.release()
	words := r.read(text[:min(len(text), longestWhole)])
	for _, end := range r.ends {
		if end > 0 {
			words = words[:end]
			break
		}
	}
	return r.openings(words), len(words)
}
