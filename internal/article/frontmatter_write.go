package article

import "strings"

// QuoteOf is the mark that quotes a scalar in the source, '"' or '\”; 0 for a plain or block scalar.
func (v *Value) QuoteOf(src []byte) byte {
	if v.Quoted && v.Span.Len() > 1 {
		if c := src[v.Span.Start]; c == '"' || c == '\'' {
			return c
		}
	}
	return 0
}

// WriteInside writes a text as it must stand inside a scalar that a mark quotes, 0 for none; not at
// its start. It is false where that is not certain: without quotes, some characters mean something.
func WriteInside(text string, quote byte) (string, bool) {
	switch quote {
	case '"':
		return doubleQuoted.Replace(text), true
	case '\'':
		return strings.ReplaceAll(text, "'", "''"), true
	default:
		return text, !strings.ContainsAny(text, ":#,[]{}\n")
	}
}

var doubleQuoted = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`)

// WriteScalar writes a text as a scalar of its own, with the mark that quotes it, 0 for none. What would
// not be read as that text without quotes gets them.
func WriteScalar(text string, quote byte) string {
	if quote == 0 {
		if isPlainScalar(text) {
			return text
		}
		quote = '"'
	}
	inside, _ := WriteInside(text, quote)
	return string(quote) + inside + string(quote)
}

// wordsOfTruth are read as something else than texts by some versions of YAML.
var wordsOfTruth = set("true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf")

// isPlainScalar reports whether YAML reads a text without quotes as that text, whatever stands around
// it on its line.
func isPlainScalar(text string) bool {
	first := true
	for _, r := range text {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', r > 0xBF && r != '\u2028' && r != '\u2029' && r != '\uFEFF':
		case first:
			return false // 2.4 is a number, and "-" a list
		case '0' <= r && r <= '9', strings.ContainsRune(" ._+/-", r):
		default:
			return false
		}
		first = false
	}
	return text != "" && text == strings.TrimSpace(text) && !wordsOfTruth[strings.ToLower(text)]
}
