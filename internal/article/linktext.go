package article

import "slices"

// TextOf is what readers see of a link's text: without markup, tags and images.
func (a *Article) TextOf(l *Link) string {
	raw := l.Text.Text(a.Source)
	for _, c := range raw {
		if isMarkup[c] {
			return a.textIn(l.Text)
		}
	}
	return string(raw)
}

// isMarkup are the bytes for which a link's text may be seen otherwise than it is written.
var isMarkup = bytesOf("*_`~<>[]!\\&\r\n")

func (a *Article) textIn(s Span) string {
	p := a.PassageAt(s.Start)
	if p == nil {
		return ""
	}
	first, found := slices.BinarySearchFunc(p.Text, s.Start, func(t Span, offset int) int { return t.Start - offset })
	if !found && first > 0 {
		first--
	}
	var inside []Span
	for _, t := range p.Text[first:] {
		if t.Start >= s.End {
			break
		}
		if cut := between(max(t.Start, s.Start), min(t.End, s.End)); cut.Len() > 0 {
			inside = append(inside, cut)
		}
	}
	return a.Plain(inside)
}

// PassageAt is the passage that holds an offset, nil if none does.
func (a *Article) PassageAt(offset int) *Passage {
	i := a.passageIndex(offset)
	if i < len(a.passages) && a.passages[i].Span.Start == offset {
		return &a.passages[i]
	}
	if i > 0 && offset < a.passages[i-1].Span.End {
		return &a.passages[i-1]
	}
	return nil
}

// IsClosed reports whether the end of a link's text is known: an <a> may be closed far behind, or in
// another block.
func (a *Article) IsClosed(l *Link) bool {
	rest := a.Source[l.Text.End:]
	return l.Syntax != HTMLLink || len(rest) > 3 && rest[0] == '<' && rest[1] == '/' && rest[2]|0x20 == 'a' && !isLetter(rest[3])
}
