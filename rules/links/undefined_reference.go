package links

import (
	"bytes"
	"cmp"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/spelling"
)

type undefinedReferenceOptions struct {
	// Defined are patterns for labels that are defined elsewhere.
	Defined []string `yaml:"defined"`
}

var undefinedReference = lint.ArticleRule[undefinedReferenceOptions]{
	Meta: lint.Meta{
		ID:       "links/undefined-reference",
		Summary:  "The label of a reference link is defined in the article.",
		Severity: lint.Error,
	},
	Options: undefinedReferenceOptions{Defined: []string{}},
	Check:   checkUndefinedReferences,
}

func checkUndefinedReferences(p *lint.Pass, o undefinedReferenceOptions) {
	if p.Role() != article.Page || !hasFull(p.UndefinedReferences()) || includes(p.Source) {
		return
	}
	var labels []string
	for _, d := range p.Definitions() {
		labels = append(labels, d.Label)
	}
	titles := map[string]bool{}
	for _, h := range p.Headings() {
		titles[strings.ToLower(strings.TrimSpace(string(h.Text.Text(p.Source))))] = true
	}
	labels = labels[:min(len(labels), maxLabels)]
	definesOthers, reported := len(labels) > 0, 0
	refs := p.UndefinedReferences()
	for i := range refs {
		ref := &refs[i]
		if !ref.Full || titles[ref.Label] || isDefinedElsewhere(ref.Label, o.Defined) || !isReference(p, ref, definesOthers) {
			continue
		}
		written := labelOf(p, ref)
		reported++
		if reported > maxCorrections {
			labels = nil
		}
		if near, ok := nearest(ref.Label, labels); ok {
			p.Report(ref.Span, "no definition of \"%s\" is in this article, so readers see the brackets; perhaps \"%s\" is meant", excerpt(written), excerpt(near))
		} else {
			p.Report(ref.Span, "no definition of \"%s\" is in this article, so readers see the brackets; define it, or write the address in parentheses", excerpt(written))
		}
	}
}

// nearest is the label that a misspelt one was to be. Of short ones, and of numbers, nobody knows.
func nearest(label string, labels []string) (string, bool) {
	if n := utf8.RuneCountInString(label); n < minLabel || n > maxLabel || !hasWord(label) {
		return "", false
	}
	return spelling.Nearest(label, labels)
}

const (
	// minLabel and maxLabel are the lengths between which labels are compared with others.
	minLabel, maxLabel = 4, 60
	// maxCorrections is for how many labels of an article the nearest is looked for.
	maxCorrections = 50
	// maxLabels is how many labels are compared with a misspelt one.
	maxLabels = 300
)

func hasFull(refs []article.UndefinedReference) bool {
	for i := range refs {
		if refs[i].Full {
			return true
		}
	}
	return false
}

// inclusions put another file into an article, which may be the one with the definitions.
var inclusions = [][]byte{
	[]byte("{% include"), []byte("{%include"), []byte("{%- include"), []byte("{{< include"), []byte("{{% include"), []byte("{{#include"), []byte("{{ include"),
	[]byte("--8<--"), []byte("<!--@include"), []byte("<!-- @include"), []byte("{!"), []byte("{{< snippet"), []byte("{{% snippet"), []byte(":::include"), []byte("[!INCLUDE"),
}

func includes(src []byte) bool {
	for _, mark := range inclusions {
		if bytes.Contains(src, mark) {
			return true
		}
	}
	return false
}

// isDefinedElsewhere reports whether a generator knows a label: names of a program's parts, as MkDocs
// plug-ins link them ("httpx.Client"), and what the options name.
func isDefinedElsewhere(label string, patterns []string) bool {
	if isDotted(label) {
		return true
	}
	for _, pattern := range patterns {
		if ok, err := path.Match(strings.ToLower(pattern), label); ok && err == nil {
			return true
		}
	}
	return false
}

// isDotted reports whether a label is names joined by points.
func isDotted(label string) bool {
	i := strings.IndexByte(label, '.')
	if i < 1 || i+1 == len(label) || strings.ContainsAny(label, " /") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(label[i+1:])
	return unicode.IsLetter(r) || r == '_'
}

// labelOf is the label as it is written: the second pair of brackets, or the first if that is empty.
func labelOf(p *lint.Pass, ref *article.UndefinedReference) string {
	text, label := parts(ref.Span.Text(p.Source))
	return strings.Join(strings.Fields(cmp.Or(label, text)), " ")
}

// parts are what stands in the two pairs of brackets.
func parts(written []byte) (text, label string) {
	i := bytes.LastIndexByte(written, '[')
	text = strings.TrimPrefix(string(written[:max(i, 0)]), "!")
	text = strings.TrimSuffix(strings.TrimPrefix(text, "["), "]")
	return text, strings.TrimSuffix(string(written[i+1:]), "]")
}

// isReference reports whether two pairs of brackets were certainly to be a link. An article that defines
// other labels is one whose author writes such links; in others, brackets are mostly something else: the
// types and indices of programs, tags before a title, citations, formulas.
func isReference(p *lint.Pass, ref *article.UndefinedReference, definesOthers bool) bool {
	written := ref.Span.Text(p.Source)
	image := written[0] == '!'
	text, label := parts(written)
	if isTemplate(string(written)) || !isApart(p, ref.Span, image) || inTemplate(p, ref.Span.Start) {
		return false
	}
	if label == "0" || bytes.HasPrefix(written, []byte("![[")) || strings.ContainsAny(label, "=|<>\"'`@^\\") || strings.ContainsAny(text[:min(len(text), 1)], "@^#$-.:'\"") {
		return false
	}
	if image {
		return definesOthers || hasWord(text)
	}
	if !hasWord(text) || isTag(text) && (label == "" || isTag(label)) {
		return false
	}
	if definesOthers {
		return true
	}
	// "[et al. 2020][3]" is a citation.
	if isNumber(label) && strings.ContainsAny(text, "0123456789") {
		return false
	}
	// "[Fix][Core team]" is two tags, "[string, number][]" a type, "[first byte][length]" a table's lookup.
	return strings.Contains(strings.TrimSpace(text), " ") && !strings.ContainsAny(text, ",:#=+") && isIdentifier(label)
}

// isIdentifier reports whether a label is one that people make up for references: a number, or words joined by
// hyphens, or nothing, which stands for the text.
func isIdentifier(label string) bool {
	if label == "" {
		return true
	}
	return isAlphanumeric(label[0]) && !strings.Contains(label, " ") && (strings.ContainsAny(label, "-_") || isNumber(label))
}

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// isApart reports whether no letter or bracket touches a reference, as in "list[i][j]" and "[[x]]".
func isApart(p *lint.Pass, at article.Span, image bool) bool {
	before, _ := utf8.DecodeLastRune(p.Source[:at.Start])
	after, _ := utf8.DecodeRune(p.Source[at.End:])
	if !image && (isWordRune(before) || strings.ContainsRune("])[_$\\.", before)) {
		return false
	}
	return !isWordRune(after) && !strings.ContainsRune("[(]_=", after)
}

// hasWord reports whether a text has two letters in a row.
func hasWord(text string) bool {
	before := false
	for _, r := range text {
		is := unicode.IsLetter(r)
		if is && (before || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)) {
			return true
		}
		before = is
	}
	return false
}

// isTag reports whether a text is capitals and digits, as "WIP", "RFC2119" and "H2O" are.
func isTag(text string) bool {
	return text != "" && strings.ToUpper(text) == text && !strings.Contains(text, " ")
}
