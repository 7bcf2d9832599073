package report

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"strings"
	"unicode/utf8"
)

// xmlWriter writes XML piece by piece, for documents too large to be built whole. Once a write has
// failed it writes nothing more.
type xmlWriter struct {
	out *bufio.Writer
	err error
}

// attribute is a name and a value of an element.
type attribute struct{ name, value string }

func (w *xmlWriter) raw(text string) {
	if w.err == nil {
		_, w.err = w.out.WriteString(text)
	}
}

// tag writes a start tag without its end, which is for the caller to choose: ">" or "/>".
func (w *xmlWriter) tag(name string, attributes ...attribute) {
	w.raw("<" + name)
	for _, a := range attributes {
		w.raw(" " + a.name + `="`)
		w.text(a.value)
		w.raw(`"`)
	}
}

// text writes character data or the value of an attribute, in which even white space is kept.
func (w *xmlWriter) text(s string) {
	if w.err == nil {
		w.err = xml.EscapeText(w.out, []byte(xmlCharacters(s)))
	}
}

// xmlHead declares what every consumer expects.
const xmlHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// xmlCharacters writes what XML 1.0 has no way to express the way Go source does: most control
// characters, two noncharacters, and bytes that are not UTF-8.
func xmlCharacters(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r == utf8.RuneError || !isXML(r) }) {
		return s
	}
	var b strings.Builder
	for at := 0; at < len(s); {
		r, size := utf8.DecodeRuneInString(s[at:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[at])
		case isXML(r):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
		at += size
	}
	return b.String()
}

func isXML(r rune) bool {
	switch {
	case r == '\t' || r == '\n' || r == '\r':
		return true
	case r < ' ' || r == 0xFFFE || r == 0xFFFF:
		return false
	}
	return true
}
