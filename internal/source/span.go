// Package source holds what every place in a text is told by: the byte span.
package source

// Span is a half-open range of bytes of a whole file, front matter included.
// The zero Span stands for "nowhere"; a span with Start == End and Start > 0 is
// an insertion point.
type Span struct {
	Start int `json:"start"` // offset of the first byte
	End   int `json:"end"`   // offset after the last byte
}

// Len is the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// IsZero reports whether the span stands for "nowhere".
func (s Span) IsZero() bool { return s == Span{} }

// Contains reports whether other lies wholly inside s.
func (s Span) Contains(other Span) bool { return s.Start <= other.Start && other.End <= s.End }

// Text is the source that the span covers. It aliases src.
func (s Span) Text(src []byte) []byte { return src[s.Start:s.End:s.End] }
