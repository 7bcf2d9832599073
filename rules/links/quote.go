package links

import (
	"path"
	"strings"
	"unicode"
)

// maxQuoted is how many characters of a destination a message says: some are whole pictures.
const maxQuoted = 60

// quoted is a destination for a message, cut to a length that can be read.
func quoted(url string) string {
	n := 0
	for i := range url {
		if n == maxQuoted {
			return url[:i] + "…"
		}
		n++
	}
	return url
}

// fileName is the last part of an image's address, "" for one that has no name to speak of.
func fileName(url string) string {
	if strings.HasPrefix(url, "data:") {
		return ""
	}
	url, _, _ = strings.Cut(url, "#")
	url, _, _ = strings.Cut(url, "?")
	name := path.Base(url)
	if name == "." || name == "/" {
		return ""
	}
	return quoted(name)
}

// isBlank reports whether a text shows nothing, not even where it has blanks without a width.
func isBlank(text string) bool {
	for _, r := range text {
		if !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) {
			return false
		}
	}
	return true
}
