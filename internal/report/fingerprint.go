package report

import (
	"bytes"
	"crypto/sha256"
	"fmt"
)

const (
	// telling is how long a flagged text must be to tell its finding from others. A
	// shorter one ("4.", an empty span) is told by its line.
	telling = 16
	// maxTelling bounds what a fingerprint reads of a line.
	maxTelling = 512
)

// digest is half of a SHA-256 sum: ample for the findings of one article.
type digest [sha256.Size / 2]byte

// fingerprints tell which finding of one run is which of another, as long as rule, path
// and flagged text are the same. They know nothing of lines, so that they survive what is
// inserted above, nor of messages, which change with the language. Findings that are alike
// in all this are numbered.
type fingerprints struct {
	path string
	seen map[digest]int // in the article at path
}

// of gives the fingerprint of the next finding. The form, a hash and a number, is that of
// GitHub's own fingerprints.
func (p *fingerprints) of(l *located) string {
	if p.seen == nil || p.path != l.Path {
		p.path, p.seen = l.Path, map[digest]int{}
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%s", l.Rule, l.Path, flagged(l)))
	d := digest(sum[:len(digest{})])
	p.seen[d]++
	return fmt.Sprintf("%x:%d", d, p.seen[d])
}

// flagged is what the finding points at on its first line, with white space folded so that
// another indentation or line ending changes nothing.
func flagged(l *located) []byte {
	if !l.place.known {
		return nil
	}
	start, end := l.file.bounds(l.place.from.line - 1)
	from := min(max(l.Span.Start, start), end)
	to := min(max(l.Span.End, from), end)
	if text := fold(l.file.text[from:to]); len(text) >= telling {
		return text
	}
	return fold(l.file.text[start:end])
}

func fold(text []byte) []byte {
	return bytes.Join(bytes.Fields(text[:min(len(text), maxTelling)]), []byte(" "))
}
