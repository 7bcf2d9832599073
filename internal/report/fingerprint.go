package report

import (
	"crypto/sha256"
	"fmt"
)

// digest is half of a SHA-256 sum: ample for the findings of one article.
type digest [sha256.Size / 2]byte

// fingerprints tell which finding of one run is which of another, as long as rule, path
// and what it points at are the same: the text of its imprint, by which a baseline knows it, too.
// They know nothing of lines, so that they survive what is inserted above, nor of messages,
// which change with the language. Findings that are alike in all this are numbered.
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
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%s", l.Rule, l.Path, l.Imprint.Text))
	d := digest(sum[:len(digest{})])
	p.seen[d]++
	return fmt.Sprintf("%x:%d", d, p.seen[d])
}
