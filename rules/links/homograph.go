package links

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// lookalikes are letters of other scripts that readers take for Latin ones.
var lookalikes = map[rune]byte{
	// Cyrillic
	'а': 'a', 'ԁ': 'd', 'е': 'e', 'һ': 'h', 'і': 'i', 'ј': 'j', 'ӏ': 'l', 'ո': 'n', 'о': 'o', 'р': 'p', 'ԛ': 'q',
	'с': 'c', 'ѕ': 's', 'у': 'y', 'ѵ': 'v', 'ԝ': 'w', 'х': 'x', 'к': 'k', 'т': 't', 'м': 'm', 'н': 'h', 'в': 'b',
	// Greek
	'α': 'a', 'ο': 'o', 'ν': 'v', 'ρ': 'p', 'ι': 'i', 'κ': 'k', 'υ': 'u', 'τ': 't', 'χ': 'x', 'ε': 'e', 'η': 'n',
}

// latinised is a host whose letters of other scripts are replaced by the Latin ones that they look like. ok
// says that readers are deceived: a label mixes Latin letters with such letters, or consists of
// such letters and makes the host that the link's text shows.
func latinised(host, text string) (latin string, ok bool) {
	if isASCII(host) {
		return "", false
	}
	host = strings.ToLower(host)
	labels := strings.Split(host, ".")
	isMixed := false
	for i, label := range labels {
		replaced, mixed, ok := latinLabel(label)
		if !ok {
			return "", false
		}
		labels[i] = replaced
		isMixed = isMixed || mixed
	}
	latin = strings.Join(labels, ".")
	return latin, latin != host && (isMixed || strings.Contains(strings.ToLower(text), latin))
}

// latinLabel replaces the lookalikes in a label. A label with other letters of another script is a word
// of that script, and not ok.
func latinLabel(label string) (replaced string, mixed, ok bool) {
	var b strings.Builder
	hasLatin, hasAlike := false, false
	for _, r := range label {
		switch c, alike := lookalikes[r]; {
		case alike:
			hasAlike = true
			b.WriteByte(c)
		case unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r):
			return "", false, false
		default:
			hasLatin = hasLatin || unicode.IsLetter(r)
			b.WriteRune(r)
		}
	}
	return b.String(), hasLatin && hasAlike, true
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
