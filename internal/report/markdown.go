package report

import (
	"strings"
	"unicode/utf8"
)

// maxShown is how many bytes of a text are shown where room is scarce.
const maxShown = 1000

// markdown makes a text mean nothing but itself in the Markdown of GitHub and GitLab, on one line: no
// markup, no HTML, and none of what these services find in plain text. A mention would notify people,
// and a reference would leave a trace in another issue.
func markdown(s string) string {
	s = shortened(visible(shortened(s)))
	var b strings.Builder
	for i, r := range s {
		if strings.ContainsRune("\\`*_{[]<>|~&$", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		if isReference(s[:i], r, s[i+utf8.RuneLen(r):]) {
			b.WriteString(apart)
		}
	}
	return b.String()
}

// apart stands between two characters that must not be taken together: a space without width. GitHub
// and GitLab look for references where entities are resolved and comments gone.
const apart = "&#8203;"

// isReference reports whether r, where it stands, could begin a mention, a reference to an issue, a
// merge request, a label, a milestone or the like, an emoji, a formula or an address.
func isReference(before string, r rune, after string) bool {
	if after == "" || after[0] == ' ' {
		return false
	}
	switch r {
	case '@', '#', '!', '~', '%', '&', '$', '^', ':':
		return true
	case '.':
		return len(before) >= len("www") && strings.EqualFold(before[len(before)-len("www"):], "www")
	case '-':
		return len(before) >= len("gh") && strings.EqualFold(before[len(before)-len("gh"):], "gh")
	}
	return false
}

// shortened cuts a text that is too long for a list, between two characters.
func shortened(s string) string {
	if len(s) <= maxShown {
		return s
	}
	end := maxShown
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + ellipsis
}

// code shows a text as code, on one line, if code can hold it.
func code(s string) string {
	s = shortened(visible(shortened(s)))
	if s == "" || strings.ContainsAny(s, "`|") || strings.Trim(s, " ") != s {
		return markdown(s) // nothing that a rule or option is called
	}
	return "`" + s + "`"
}
