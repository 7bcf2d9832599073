package article

import "bytes"

// maxLabel is longer than any label in bytes.
const maxLabel = 60

// labels finds the label or sign that a passage begins with, and the labels in bold behind a
// sentence in it.
//
// Emphasis is not trusted: exporters write "**Label:**text" and "** Label:**", which CommonMark
// shows with the asterisks. So "**" is an opening mark and a closing one in turn.
func (f *calloutFinder) labels(p *Passage, raw []byte) {
	sign := 0
	if p.Kind != Cell {
		sign = signLength(raw)
	}
	from := sign
	label, end, ok := labelAt(raw, sign)
	if ok && f.addLabel(p, label, end, sign > 0) {
		from = end
	} else if sign > 0 {
		at := stripped(f.Source, between(p.Span.Start, p.Span.Start+sign), aroundSign)
		if p.Quote != nil && p.Quote.first == p.Index {
			f.add(QuoteCallout, at, true, p.Quote.Span)
		} else {
			f.add(SignCallout, at, true, p.Span)
		}
	}
	f.boldLabels(p, raw, from)
}

// boldLabels finds the labels in bold from an offset on.
func (f *calloutFinder) boldLabels(p *Passage, raw []byte, from int) {
	opens := bytes.Count(raw[:from], boldMark)%2 == 0
	for at := from; at < len(raw); {
		n := bytes.Index(raw[at:], boldMark)
		if n < 0 {
			return
		}
		at += n
		length := run(raw[at:])
		if opens && at > 0 {
			if label, end, ok := labelAt(raw, at); ok {
				f.addLabel(p, label, end, false)
			}
		}
		opens = !opens
		at += length
	}
}

var boldMark = []byte("**")

// addLabel adds a callout if a label is one. Label and end are relative to the passage.
func (f *calloutFinder) addLabel(p *Passage, label Span, end int, sign bool) bool {
	at := between(p.Span.Start+label.Start, p.Span.Start+label.End)
	strong, ok := f.label(Decode(at.Text(f.Source)))
	if !ok {
		return false
	}
	first := len(bytes.Trim(f.Source[p.Span.Start:at.Start], "*_ (")) == 0 || sign
	switch {
	case first && p.Quote != nil && p.Quote.first == p.Index:
		f.add(QuoteCallout, at, strong || sign, p.Quote.Span)
	case end >= p.Span.Len():
		f.add(LabelCallout, at, strong || sign, between(at.Start, f.bodyEnd(p)))
	default:
		f.add(LabelCallout, at, strong || sign, between(at.Start, p.Span.End))
	}
	return true
}

// bodyEnd is the end of what a label alone in its passage is the label of: the next block, all of
// a list that begins there. A label that is a whole list item has no body.
func (f *calloutFinder) bodyEnd(p *Passage) int {
	if p.Index+1 == len(f.passages) {
		return p.Span.End
	}
	next := &f.passages[p.Index+1]
	switch {
	case next.Kind == HeadingText:
		return p.Span.End
	case next.Item == p.Item:
		return next.Span.End
	case next.Item != nil && next.Item.Parent == p.Item && next.Item.Index == 0:
		return next.Item.ListEnd()
	default:
		return p.Span.End
	}
}

// signs begin a text that warns.
var signs = []string{"⚠️", "⚠", "❗", "‼️", "🛑", "🚨", "⛔", ":warning:"}

var aroundSign = bytesOf("* \t")

// signLength is the length of a warning sign, with the emphasis before it and the blanks behind
// it, at the start of s; 0 if there is none.
func signLength(s []byte) int {
	start := 0
	for start < len(s) && s[start] == '*' {
		start++
	}
	if start == len(s) || s[start] < 0x80 && s[start] != ':' {
		return 0
	}
	for _, sign := range signs {
		if bytes.HasPrefix(s[start:], []byte(sign)) {
			rest := s[start+len(sign):]
			return len(s) - len(bytes.TrimLeft(rest, " \t"))
		}
	}
	return 0
}

var (
	labelOpen = bytesOf("*_ (")             // may stand before a label
	labelStop = bytesOf("*_:!?.\n\r[]`<>|") // ends it
	labelCut  = bytesOf("*_:! ")            // may stand between it and its text
)

// wideMark is the length of a colon or exclamation mark of full width at the start of s.
func wideMark(s []byte) int {
	if s[0] == 0xEF && (bytes.HasPrefix(s, []byte("：")) || bytes.HasPrefix(s, []byte("！"))) {
		return len("：")
	}
	return 0
}

// labelAt reads what may be a label at an offset: in bold with or without a colon, or plain with
// one. end is the offset after label and colon.
func labelAt(raw []byte, at int) (label Span, end int, ok bool) {
	start := at
	for start < len(raw) && labelOpen[raw[start]] {
		start++
	}
	marks := bytes.ContainsAny(raw[at:start], "*_")
	stop, limit := start, min(len(raw), start+maxLabel)
	for stop < limit && !labelStop[raw[stop]] && wideMark(raw[stop:]) == 0 {
		stop++
	}
	if stop == start || stop == limit && limit < len(raw) {
		return Span{}, 0, false
	}
	// A bold word that the sentence goes on from is emphasis; a label is cut off from its text.
	end, cut := afterLabel(raw, stop)
	if !cut && (!marks || end < len(raw)) {
		return Span{}, 0, false
	}
	label = between(start, stop)
	for label.End > label.Start && raw[label.End-1] == ' ' {
		label.End--
	}
	return label, end, label.Len() > 0
}

// afterLabel is the offset of the text behind a label, and whether a colon or exclamation mark
// cuts them apart.
func afterLabel(raw []byte, stop int) (end int, cut bool) {
	for end = stop; end < len(raw); {
		switch wide := wideMark(raw[end:]); {
		case wide > 0:
			cut = true
			end += wide
		case labelCut[raw[end]]:
			cut = cut || raw[end] == ':' || raw[end] == '!'
			end++
		default:
			return end, cut
		}
	}
	return end, cut
}
