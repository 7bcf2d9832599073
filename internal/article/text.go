package article

import (
	"bytes"
	"unsafe"

	"github.com/yuin/goldmark/util"
)

// Plain joins texts as a reader sees them: outside code with backslash escapes and entities
// decoded, line ends as blanks.
func (a *Article) Plain(texts []Span) string {
	size := 0
	for _, s := range texts {
		size += s.Len() + 1
	}
	out := make([]byte, 0, size)
	for i, s := range texts {
		if i > 0 && len(out) > 0 && a.breakBetween(texts[i-1].End, s.Start) && out[len(out)-1] != ' ' {
			out = append(out, ' ')
		}
		raw := s.Text(a.Source)
		if isPlain(raw) {
			out = append(out, raw...)
		} else {
			out = appendPlain(out, raw, a.InCode(s.Start))
		}
	}
	return unsafe.String(unsafe.SliceData(out), len(out))
}

// breaking are the elements that part the words before them from those behind.
var breaking = set(
	"br", "p", "div", "li", "ul", "ol", "dt", "dd", "tr", "td", "th", "table", "summary", "details", "section",
	"h1", "h2", "h3", "h4", "h5", "h6",
)

// breakBetween reports whether a line ends between two offsets, in the source or on the page.
func (a *Article) breakBetween(from, to int) bool {
	gap := a.Source[from:to]
	if bytes.IndexByte(gap, '\n') >= 0 {
		return true
	}
	for i := bytes.IndexByte(gap, '<'); i >= 0; i = bytes.IndexByte(gap, '<') {
		gap = bytes.TrimPrefix(gap[i+1:], []byte("/"))
		if breaking[string(bytes.ToLower(gap[:tagNameLength(gap)]))] {
			return true
		}
	}
	return false
}

// Decode resolves backslash escapes and entities in one pass, as CommonMark does outside
// code: in two passes "\&amp;" would become "&" instead of "&amp;".
func Decode(raw []byte) string {
	if isPlain(raw) {
		return string(raw)
	}
	return string(appendPlain(nil, raw, false))
}

// notPlain are the bytes that a reader sees otherwise than they are written.
var notPlain = bytesOf("\\&\r\n")

func isPlain(raw []byte) bool {
	for _, c := range raw {
		if notPlain[c] {
			return false
		}
	}
	return true
}

// appendPlain appends a text to out, with its line ends as blanks and, unless it is code,
// escapes and entities decoded.
func appendPlain(out, raw []byte, code bool) []byte {
	for i := 0; i < len(raw); {
		switch c := raw[i]; {
		case !code && c == '\\' && i+1 < len(raw) && util.IsPunct(raw[i+1]):
			out = append(out, raw[i+1])
			i += 2
		case !code && c == '&':
			n := entityLength(raw[i:])
			if n == 0 {
				out = append(out, c)
				i++
				continue
			}
			out = append(out, util.ResolveNumericReferences(util.ResolveEntityNames(raw[i:i+n]))...)
			i += n
		case c == '\n' || c == '\r':
			if len(out) == 0 || out[len(out)-1] != ' ' {
				out = append(out, ' ')
			}
			i++
		default:
			out = append(out, c)
			i++
		}
	}
	return out
}

// maxEntity is longer than the longest entity name of HTML 5.
const maxEntity = 40

// entityLength is the length of the entity at the start of s, 0 if there is none.
func entityLength(s []byte) int {
	for i := 1; i < min(len(s), maxEntity); i++ {
		c := s[i]
		if c == ';' {
			if i == 1 {
				return 0
			}
			return i + 1
		}
		if !util.IsAlphaNumeric(c) && (c != '#' || i != 1) {
			return 0
		}
	}
	return 0
}

// within is the offset of sub in src, if sub is a sub-slice of it, be it an empty one. goldmark
// hands out many sub-slices and few offsets; comparing addresses is exact where searching is not.
func within(src, sub []byte) (int, bool) {
	if sub == nil {
		return 0, false
	}
	base, at := uintptr(unsafe.Pointer(unsafe.SliceData(src))), uintptr(unsafe.Pointer(unsafe.SliceData(sub)))
	if at < base || at+uintptr(len(sub)) > base+uintptr(len(src)) {
		return 0, false
	}
	return int(at - base), true
}
