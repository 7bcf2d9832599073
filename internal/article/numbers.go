package article

import "bytes"

// Number is the number that a heading or paragraph begins with: "1. ", "2) ", "Step 3: ".
type Number struct {
	Label Span // the words before the digits, "Step"; empty where there are none
	Span  Span // the digits
	Value int
	Last  int  // of a range such as "Steps 3–5" its last number, else Value
	Sub   bool // it is one of several parts: "2a", "2.1"
	End   int  // where the text behind the number and its mark begins
}

// maxNumberLabel is longer than any label before a number in bytes.
const maxNumberLabel = 24

// aroundNumber may stand before a number without being of it.
var aroundNumber = bytesOf("*_ \t\u00a0#")

// HeadingNumber is the heading's own number.
func (a *Article) HeadingNumber(h *Heading) (Number, bool) {
	at := stripped(a.Source, h.Text, aroundNumber)
	at.Start += residueLength(at.Text(a.Source))
	return a.number(at)
}

// ParagraphNumber is the number that a paragraph begins with, and whether that is bold. The number of a
// list item is not its paragraph's.
func (a *Article) ParagraphNumber(p *Passage) (n Number, bold, ok bool) {
	raw := p.Span.Text(a.Source)
	n, ok = a.number(stripped(a.Source, p.Span, aroundNumber))
	return n, bytes.HasPrefix(raw, boldMark), ok
}

// number reads a number at the start of a span.
func (a *Article) number(s Span) (Number, bool) {
	raw := s.Text(a.Source)
	head := raw[:min(len(raw), maxNumberLabel+1)]
	digit := bytes.IndexAny(head, "0123456789")
	if digit < 0 || digit > 0 && !isNumberLabel(head[:digit]) {
		return Number{}, false
	}
	at := s.Start + digit
	n := Number{Label: trimmed(a.Source, between(s.Start, at)), Span: between(at, at)}
	n.Label = stripped(a.Source, n.Label, aroundNumber)
	n.Value, n.Span.End = digits(a.Source, at, s.End)
	n.Last = n.Value
	if n.Span.Len() > maxQuestionDigits {
		return Number{}, false
	}
	rest := a.Source[n.Span.End:s.End]
	if n.Label.Len() > 0 {
		n.labelled(rest)
		return n, true
	}
	ok := n.bare(rest)
	return n, ok
}

// isNumberLabel reports whether a text before a number may be its label: words, and a blank, "#" or "-".
func isNumberLabel(label []byte) bool {
	switch label[len(label)-1] {
	case ' ', '#', '-':
		return !bytes.ContainsAny(label, ".:,;!?()[]`<>|/\\*_\"\n")
	default:
		return false
	}
}

// digits reads the digits at an offset.
func digits(src []byte, at, limit int) (value, end int) {
	for end = at; end < limit && isDigit(src[end]); end++ {
		value = min(value*10+int(src[end]-'0'), 1e6)
	}
	return value, end
}

// bare reads what follows the digits of a number without a label, and reports whether it is one: a full
// stop or a bracket behind it says so, unless it is the dot of a version or of a domain.
func (n *Number) bare(rest []byte) bool {
	length := 0
	if len(rest) > 0 && isLetter(rest[0]) {
		n.Sub, length = true, 1
	}
	length += blanks(rest[length:])
	length += len(rest[length:]) - len(bytes.TrimPrefix(rest[length:], []byte(`\`)))
	if length >= len(rest) || rest[length] != '.' && rest[length] != ')' {
		return false
	}
	length++
	if length < len(rest) {
		n.Sub = n.Sub || isDigit(rest[length])
		if 'a' <= rest[length] && rest[length] <= 'z' {
			return false
		}
	}
	n.End = n.Span.End + length + blanks(rest[length:])
	return true
}

// labelled reads what follows the digits of a number with a label.
func (n *Number) labelled(rest []byte) {
	length := blanks(rest)
	if dash := dashLength(rest[length:]); dash > 0 {
		after := length + dash + blanks(rest[length+dash:])
		if last, end := digits(rest, after, len(rest)); end > after {
			n.Last = last
		}
	}
	n.Sub = len(rest) > 0 && isLetter(rest[0]) || len(rest) > 1 && rest[0] == '.' && isDigit(rest[1])
	for length < len(rest) && afterNumber[rest[length]] {
		length++
	}
	n.End = n.Span.End + length
}

// afterNumber may stand behind a number with a label.
var afterNumber = bytesOf("\\.:)-*_ ")

// dashLength is the length of what may stand between the first and the last number of a range.
func dashLength(s []byte) int {
	for _, dash := range [...]string{"-", "–", "—", "&"} {
		if bytes.HasPrefix(s, []byte(dash)) {
			return len(dash)
		}
	}
	return 0
}
