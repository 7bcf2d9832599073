package article

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// ProblemKind says what is wrong with a front matter block, in terms that a
// message to an author can be built from.
type ProblemKind uint8

// The kinds of problems. Each says where the Problem's Span is and what its Detail holds.
const (
	// ProblemSyntax is any mistake without a kind of its own, where the library
	// points; Detail has the library's words.
	ProblemSyntax ProblemKind = iota
	// ProblemUnclosed is an opening fence that no line closes: the fence. Detail is
	// the closing fence that is missing.
	ProblemUnclosed
	// ProblemNotMap is a block whose top level is a single text or a list: the
	// whole of it. Detail is "list" or "string" or another name of a ValueKind.
	ProblemNotMap
	// ProblemManyDocuments is a second document in the block: its marker line,
	// which is Detail too. Only the first document is read.
	ProblemManyDocuments
	// ProblemTooLarge is a block of more than 64 KB: the opening fence. Its
	// values are not decoded.
	ProblemTooLarge
	// ProblemTooDeep is a value nested more than 32 levels deep: where that begins.
	ProblemTooDeep
	// ProblemTooManyAliases is a reference that would make the values more than
	// 10,000: the reference. From there on they have no children. Detail is its name.
	ProblemTooManyAliases
	// ProblemUnquotedColon is a ": " in an unquoted value ("title: Bab 1: Awal"):
	// the offending colon. Detail is the key of the value.
	ProblemUnquotedColon
	// ProblemNoSpace is a key without a space after its colon ("title:Awal"):
	// the place right after the colon. Detail is the key.
	ProblemNoSpace
	// ProblemNoSeparator is a line that is not "key: value": its text, or where
	// the separator should stand. Detail is the missing separator, ":" or "=".
	ProblemNoSeparator
	// ProblemNoValue is a key with nothing behind its separator, which TOML and JSON
	// do not allow: the place for the value.
	ProblemNoValue
	// ProblemUnclosedQuote is a quote that never closes: the quote, which is Detail too.
	ProblemUnclosedQuote
	// ProblemTrailingText is text after the end of a value ("'it's'", "'a' b",
	// "> text"): that text to the end of its line. Detail is the character that
	// ended the value, a quote or bracket, or the | or > of a block text.
	ProblemTrailingText
	// ProblemUnquoted is a text that this notation wants quoted ("title = Awal" in
	// TOML): its first character, which is Detail too.
	ProblemUnquoted
	// ProblemUnclosedBracket is a list or map that never closes: its bracket,
	// which is Detail too.
	ProblemUnclosedBracket
	// ProblemNoComma is a missing comma in a list or map: where the next element begins.
	ProblemNoComma
	// ProblemExtraComma is a comma before a closing bracket in JSON: the comma.
	ProblemExtraComma
	// ProblemTabIndent is a tab in the indentation of a YAML line: the tabs.
	ProblemTabIndent
	// ProblemBadIndent is a line whose indentation fits none of the lines above:
	// the indentation, or the first character of a line that has none.
	ProblemBadIndent
	// ProblemMisplacedItem is a YAML list item where none can be ("tags: - a"): its dash.
	ProblemMisplacedItem
	// ProblemReservedChar is an unquoted value that begins with a character of
	// YAML's own (@ ` % ! ? , ] }): that character, which is Detail too.
	ProblemReservedChar
	// ProblemUnknownAlias is an unquoted value that begins with * and so refers to
	// a name nobody has defined ("title: **Awal**"): the asterisk and the name.
	// Detail is the name.
	ProblemUnknownAlias
	// ProblemBadEscape is a backslash sequence that does not exist in a
	// double-quoted text ("C:\data"): the sequence, which is Detail too.
	ProblemBadEscape
	// ProblemControlChar is a NUL or another character that no notation allows:
	// the character. Detail is its number as "U+0000".
	ProblemControlChar
	// ProblemInvalidUTF8 is a byte that is not UTF-8: the byte. Detail is "0xFF".
	ProblemInvalidUTF8
	// ProblemFenceTypo is a line that is meant to be a fence, but has too few marks,
	// too many, or dashes instead of hyphens: the line. Detail is the fence.
	ProblemFenceTypo
	// ProblemBlankBefore is blank lines before the opening fence: all of them.
	ProblemBlankBefore
	// ProblemTextBefore is text before the opening fence: the text. Detail is the fence.
	ProblemTextBefore
)

// fmProblemNames are the names of the kinds in tests, in the order of the constants.
var fmProblemNames = [...]string{
	"syntax", "unclosed", "not-map", "many-documents", "too-large", "too-deep", "too-many-aliases", "unquoted-colon",
	"no-space", "no-separator", "no-value", "unclosed-quote", "trailing-text", "unquoted", "unclosed-bracket", "no-comma",
	"extra-comma", "tab-indent", "bad-indent", "misplaced-item", "reserved-char", "unknown-alias", "bad-escape",
	"control-char", "invalid-utf8", "fence-typo", "blank-before", "text-before",
}

// String is a short name in kebab case, for tests and for debugging.
func (k ProblemKind) String() string { return fmProblemNames[k] }

// Problem is a fault of the front matter block, at its place.
type Problem struct {
	Kind   ProblemKind
	Span   Span
	Detail string // what the kind's message needs: a key, a character, or the library's own words
}

// fmSortProblems puts problems in order of place and drops what the limit leaves no room for.
func fmSortProblems(problems []Problem) []Problem {
	slices.SortStableFunc(problems, func(a, b Problem) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return problems[:min(len(problems), fmMaxProblems)]
}

// fmChar is the span of the character at an offset, empty at the end of a line or of the range.
func fmChar(src []byte, at, end int) Span {
	if at >= end || src[at] == '\n' || src[at] == '\r' {
		return between(at, at)
	}
	_, size := utf8.DecodeRune(src[at:end])
	return between(at, at+size)
}
