package links

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/site"
)

// checkBrackets looks in the visible text for brackets that were to be a link. Those of real links are not
// visible.
func checkBrackets(p *lint.Pass) {
	passages := p.Passages()
	for i := range passages {
		passage := &passages[i]
		if passage.Kind == article.Code || passage.Kind == article.HTML || p.IsMDX() && isProgram(passage.Span.Text(p.Source)) {
			continue
		}
		for _, text := range passage.Text {
			for at := text.Start; at < text.End; at++ {
				n := bytes.IndexByte(p.Source[at:text.End], ']')
				if n < 0 {
					break
				}
				at += n
				checkBracket(p, passage.Span, at)
			}
		}
	}
}

// isProgram reports whether a paragraph of MDX is a program.
func isProgram(text []byte) bool {
	return bytes.HasPrefix(text, []byte("export ")) || bytes.HasPrefix(text, []byte("import "))
}

// bounds of the search around a bracket, so that hostile articles take no longer than others.
const (
	maxLinkText    = 300
	maxDestination = 2_000
)

// almost is a text in brackets that was to be a link.
type almost struct {
	*lint.Pass
	passage article.Span
	open    int // the offset of "[", or of "![" for an image
	text    article.Span
	image   bool
}

// checkBracket judges the text that the "]" at an offset closes.
func checkBracket(p *lint.Pass, passage article.Span, end int) {
	after := p.Source[end+1 : passage.End]
	blanks := len(after) - len(bytes.TrimLeft(after, " \t"))
	behind := blanks < len(after) && after[blanks] == '('
	if !behind && !bytes.Contains(p.Source[max(passage.Start, end-maxLinkText):end], []byte(")[")) {
		return
	}
	if isEscaped(p.Source, end) || p.InCode(end) {
		return
	}
	open := opener(p.Source, max(passage.Start, end-maxLinkText), end, '[', ']')
	if open < 0 || p.InCode(open) {
		return
	}
	a := almost{Pass: p, passage: passage, open: open, text: article.Span{Start: open + 1, End: end}}
	if open > passage.Start && p.Source[open-1] == '!' && !isEscaped(p.Source, open-1) {
		a.open, a.image = open-1, true
	}
	if !a.mayBeLink() {
		return
	}
	inner := article.Span{Start: end + 1 + blanks + 1, End: passage.End}
	switch {
	case behind && blanks == 0:
		a.checkTight(inner)
	case behind:
		a.checkParted(inner)
	default:
		a.checkReversed()
	}
}

// isEscaped reports whether a backslash takes its meaning from the byte at an offset.
func isEscaped(src []byte, at int) bool {
	n := 0
	for at > n && src[at-n-1] == '\\' {
		n++
	}
	return n%2 == 1
}

// opener is the offset of the bracket that the one at an offset closes, -1 if there is none from a
// first offset on.
func opener(src []byte, first, end int, open, closer byte) int {
	depth := 0
	for at := end - 1; at >= first; at-- {
		switch src[at] {
		case closer:
			if !isEscaped(src, at) {
				depth++
			}
		case open:
			if isEscaped(src, at) {
				continue
			}
			if depth == 0 {
				return at
			}
			depth--
		}
	}
	return -1
}

// mayBeLink reports whether the text in the brackets is one that a link may have: not an index as in
// "list[0]", a footnote, a task box, the number of a citation, or a Wiki link.
func (a *almost) mayBeLink() bool {
	text := bytes.TrimSpace(a.text.Text(a.Source))
	before, _ := utf8.DecodeLastRune(a.Source[a.passage.Start:a.open])
	if a.image {
		return len(text) == 0 || text[0] != '[' // "![[x]]" is a Wiki's
	}
	isIndex := isWordRune(before) && bytes.IndexByte(text, ' ') < 0
	if a.open > a.passage.Start && (isIndex || strings.ContainsRune("[]_$", before)) {
		return false
	}
	if len(text) == 0 || bytes.IndexByte([]byte("^@#["), text[0]) >= 0 || inTemplate(a.Pass, a.open) {
		return false
	}
	letters := 0
	for _, r := range string(text) {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters > 1
}

func isWordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}

// maxTemplate is how far back the opening of a template is looked for.
const maxTemplate = 400

// inTemplate reports whether an offset is inside the braces of a template or a program, in a formula
// between two "$", or in code written as HTML. Braces and "$" of code and prices do not count.
func inTemplate(p *lint.Pass, offset int) bool {
	first := max(0, offset-maxTemplate)
	if i := bytes.LastIndex(p.Source[first:offset], []byte("\n\n")); i >= 0 {
		first += i
	}
	if before := p.Source[first:offset]; bytes.LastIndex(before, []byte("<code")) > bytes.LastIndex(before, []byte("</code")) {
		return true
	}
	open, dollars := false, 0
	for at := first; at < offset; at++ {
		c := p.Source[at]
		if c != '{' && c != '}' && c != '$' || p.InCode(at) {
			continue
		}
		if c != '$' {
			open = c == '{'
		} else if next := p.Source[at+1]; next < '0' || next > '9' {
			dollars++
		}
	}
	return open || dollars%2 == 1
}

// checkTight judges "[text](…" where something in the parentheses keeps it from being a link.
func (a *almost) checkTight(inner article.Span) {
	end, closed := closing(a.Source, inner)
	inner.End = end
	inside := string(inner.Text(a.Source))
	trimmed := strings.TrimSpace(inside)
	first, rest, _ := strings.Cut(trimmed, " ")
	if isTemplate(trimmed) || strings.Contains(trimmed, "\n") {
		return
	}
	switch {
	case !closed:
		a.checkUnclosed(inner, first)
	case rest == "" || strings.HasPrefix(rest, "=") || strings.Contains(trimmed, "\\"):
		// An image's size, as some generators read it; or brackets inside brackets.
	default:
		a.checkBlank(inner, trimmed, first, strings.TrimSpace(rest))
	}
}

// closing is where the parenthesis closes whose inside begins at the start of a span.
func closing(src []byte, s article.Span) (end int, closed bool) {
	depth := 0
	for at := s.Start; at < min(s.End, s.Start+maxDestination); at++ {
		switch src[at] {
		case '\\':
			at++
		case '(':
			depth++
		case ')':
			if depth == 0 {
				return at, true
			}
			depth--
		}
	}
	return min(s.End, s.Start+maxDestination), false
}

// checkUnclosed judges "[text](https://example.org" without a closing parenthesis.
func (a *almost) checkUnclosed(inner article.Span, url string) {
	if inner.Len() >= maxDestination || !isWholeAddress(url) {
		return
	}
	// A point or a comma is the sentence's, and stars are emphasis.
	url = strings.TrimRight(url, ".,;:!?*_~\"'")
	start := inner.Start + bytes.Index(inner.Text(a.Source), []byte(url))
	end := start + len(url)
	// One more for each that the address itself opens: "https://example.org/a_(b".
	missing := strings.Repeat(")", 1+max(0, strings.Count(url, "(")-strings.Count(url, ")")))
	a.Report(article.Span{Start: a.open, End: end}, "the parenthesis behind the address is not closed, so this is no link; write \"%s\" there", missing).
		Fix([]edit.Edit{{Start: end, End: end, New: missing}}, "write \"%s\" behind the address", missing)
}

// typographicTitle is a title in quotes that Markdown does not know.
var typographicTitle = regexp.MustCompile(`^[“”„«]([^"“”„«»]*)[“”»]$`)

// checkBlank judges "[text](address and more)".
func (a *almost) checkBlank(inner article.Span, trimmed, first, rest string) {
	if title := typographicTitle.FindStringSubmatch(rest); title != nil && isTarget(first, a.image) {
		start := inner.Start + strings.LastIndex(string(inner.Text(a.Source)), rest)
		at := article.Span{Start: start, End: start + len(rest)}
		a.Report(at, "the title of the link needs straight quotes, else this is no link; write them").
			Fix([]edit.Edit{{Start: at.Start, End: at.End, New: `"` + title[1] + `"`}}, "write straight quotes")
		return
	}
	whole := article.Span{Start: inner.Start, End: inner.End}
	switch {
	case strings.ContainsAny(trimmed, "\"'“”=|<") && strings.Trim(rest, quotes) != "":
		if isTarget(first, a.image) && strings.ContainsAny(rest[:1], `"'`) && strings.Count(rest, rest[:1]) == 1 {
			a.Report(whole, "the title of the link is not closed by the quote that opens it, so this is no link; close it")
		}
	case isPathWithBlanks(trimmed, a.image):
		start := whole.Start + strings.Index(string(whole.Text(a.Source)), trimmed)
		at := article.Span{Start: start, End: start + len(trimmed)}
		mended := strings.ReplaceAll(trimmed, " ", "%20")
		a.Report(at, "the blank in \"%s\" keeps this from being a link; write it as \"%%20\"", excerpt(trimmed)).
			Fix([]edit.Edit{{Start: at.Start, End: at.End, New: mended}}, "write \"%s\"", excerpt(mended))
	case isWholeAddress(first) && strings.Trim(rest, quotes+invisibleBlanks+".,;:") == "":
		start := whole.Start + strings.Index(string(whole.Text(a.Source)), first) + len(first)
		a.Report(whole, "what stands behind the address (%s) keeps this from being a link; remove it", shown(rest)).
			Fix([]edit.Edit{{Start: start, End: whole.End}}, "remove it")
	case isWholeAddress(first), isBrokenAddress(first, rest):
		a.Report(whole, "the blank in \"%s\" keeps this from being a link; remove it, or what does not belong to the address", excerpt(trimmed))
	}
}

// isBrokenAddress reports whether a blank stands right in the beginning of an address: "https:// example.org".
func isBrokenAddress(first, rest string) bool {
	switch strings.ToLower(first) {
	case "http://", "https://", "http:", "https:", "mailto:":
		return !strings.Contains(rest, " ")
	}
	return false
}

// isPathWithBlanks reports whether s is a path or address that names a file, with blanks in it: "images/my
// menu.png". Of a link, a slash has to make sure that it is no remark.
func isPathWithBlanks(s string, image bool) bool {
	file, _, _ := strings.Cut(s, "#")
	if strings.HasSuffix(file, " ") || strings.ContainsAny(s, ",;()") || !site.IsFile(file) || strings.Count(s, "://") > 1 {
		return false
	}
	if _, isWeb := cutWebScheme(s); isWeb {
		return endsInFile(file)
	}
	return image || strings.Contains(s, "/") && !strings.Contains(s, "/ ") && !strings.Contains(s, " /") && !strings.Contains(s, " .")
}

// isWholeAddress reports whether s is an address of another site and nothing else.
func isWholeAddress(s string) bool {
	if strings.ContainsAny(s, "[]<>`") || strings.Contains(s, "](") {
		return false
	}
	if after, ok := cutWebScheme(s); ok {
		return startsHost(after)
	}
	host, _, ok := bareHost(s)
	return ok && strings.HasPrefix(strings.ToLower(host), "www.")
}

// isTarget reports whether s is an address, or the path of a page or, for an image, of a picture.
func isTarget(s string, image bool) bool {
	if isWholeAddress(s) || strings.HasPrefix(s, "mailto:") && strings.Contains(s, "@") {
		return true
	}
	if strings.ContainsAny(s, "[]<>`,;\"") {
		return false
	}
	file, _, _ := strings.Cut(s, "#")
	return site.IsFile(file) && (image || strings.HasSuffix(file, ".md") || strings.HasSuffix(file, ".mdx"))
}

// checkParted judges "[text] (address)".
func (a *almost) checkParted(inner article.Span) {
	end, closed := closing(a.Source, inner)
	if !closed {
		return
	}
	inside := string(article.Span{Start: inner.Start, End: end}.Text(a.Source))
	url, title, _ := strings.Cut(inside, " ")
	if isTemplate(inside) || !isTarget(url, a.image) || title != "" && !isTitle(title) {
		return
	}
	a.Report(article.Span{Start: a.open, End: end + 1}, "the blank between \"]\" and \"(\" keeps this from being a link; remove it").
		Fix([]edit.Edit{{Start: a.text.End + 1, End: inner.Start - 1}}, "remove the blank")
}

// isTitle reports whether s is the title of a link.
func isTitle(s string) bool {
	return len(s) > 1 && strings.ContainsAny(s[:1], `"'`) && s[len(s)-1] == s[0] && strings.Count(s, s[:1]) == 2
}

// checkReversed judges "(address)[text]".
func (a *almost) checkReversed() {
	src := a.Source
	last := a.open - 1
	if a.image || last <= a.passage.Start || src[last] != ')' || isEscaped(src, last) {
		return
	}
	first := opener(src, max(a.passage.Start, last-maxDestination), last, '(', ')')
	if first < 0 || first > a.passage.Start && (src[first-1] == ']' || isAlphanumeric(src[first-1])) {
		return
	}
	url, text := string(src[first+1:last]), string(a.text.Text(src))
	after := a.text.End + 1
	if isTemplate(url) || !isTarget(url, false) || after < a.passage.End && strings.IndexByte("([:{", src[after]) >= 0 {
		return
	}
	a.Report(article.Span{Start: first, End: after}, "the address and the text are the wrong way round, so this is no link; write \"%s\"", "["+excerpt(text)+"]("+excerpt(url)+")").
		Fix([]edit.Edit{{Start: first, End: after, New: "[" + text + "](" + url + ")"}}, "swap the two")
}
