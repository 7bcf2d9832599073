// Package secret keeps the names and passwords in addresses out of what is written.
package secret

import "bytes"

// Hidden is a text in which asterisks stand for the names and passwords in addresses, byte by byte,
// so that all places stay what they were. What is printed ends up in logs that others read, so rather too
// much is hidden than too little: whatever stands between "//" and "@".
func Hidden(text []byte) []byte {
	copied := false
	for at := 0; ; {
		start := bytes.Index(text[at:], []byte("//"))
		if start < 0 {
			return text
		}
		at += start + len("//")
		end := at + secretEnd(text[at:])
		if end == at {
			continue
		}
		if !copied {
			text, copied = bytes.Clone(text), true
		}
		for i := at; i < end; i++ {
			if text[i] < 0x80 {
				text[i] = '*'
			}
		}
		at = end
	}
}

// secretEnd is how many bytes of an authority stand before its host. What is no ASCII is passed over: it
// cannot be replaced without moving the characters behind it.
func secretEnd(authority []byte) int {
	const longest = 1024
	last := 0
	for i, c := range authority[:min(len(authority), longest)] {
		switch {
		case c <= ' ' || c == 0x7f || bytes.IndexByte([]byte(`/?"<>)]`+"`"), c) >= 0:
			return last
		case c == '@':
			last = i
		}
	}
	return last
}
