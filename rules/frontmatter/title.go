package frontmatter

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

type titleOptions struct {
	// Max is how many characters a title may have; 0 for any number.
	Max int `yaml:"max"`
}

var title = lint.ArticleRule[titleOptions]{
	Meta: lint.Meta{
		ID:       "frontmatter/title",
		Summary:  "A title is short, plain text that is not shouted.",
		Severity: lint.Hint,
	},
	// Search engines cut titles at about 600 pixels, which 70 letters rarely exceed.
	Options: titleOptions{Max: 70},
	Check:   checkTitle,
}

func checkTitle(p *lint.Pass, o titleOptions) {
	v := p.FrontMatter.Lookup("title")
	if v == nil || v.Kind != article.String || v.Alias || v.Broken || strings.Contains(v.Text, "{{") || p.Role() != article.Page {
		return
	}
	text := strings.TrimSpace(v.Text)
	if n := utf8.RuneCountInString(text); o.Max > 0 && n > o.Max {
		p.Report(v.Span, "the title has %d characters, and search engines show about %d; shorten it", n, o.Max)
	}
	switch {
	case text == "":
	case text != v.Text:
		p.Report(v.Span, "the title begins or ends with a blank; remove it")
	case isShouted(text):
		p.Report(v.Span, "the title is in capital letters only, which is hard to read; write it as a sentence")
	case isWrapped(text):
		p.Report(v.Span, "the quotation marks around the title are part of it; remove the inner ones")
	default:
		if mark := markdownIn(text); mark != "" {
			p.Report(v.Span, "\"%s\" in the title is Markdown, and titles are shown as they stand; write plain text", mark)
		}
	}
}

// isShouted reports whether a title of several words has capital letters only. Abbreviations have
// few letters.
func isShouted(text string) bool {
	long, longer := 0, 0
	for word := range strings.FieldsSeq(text) {
		letters, only := capitals(word)
		switch {
		case !only:
			return false
		case letters > 4:
			longer++
			long++
		case letters > 3:
			long++
		}
	}
	return long > 2 || longer > 1
}

// capitals counts the capital letters of a word, and reports whether it has no others.
func capitals(word string) (n int, only bool) {
	for _, r := range word {
		switch {
		case unicode.IsUpper(r):
			n++
		case unicode.IsLetter(r):
			return n, false
		}
	}
	return n, true
}

// isWrapped reports whether quotation marks stand around the whole title, and nowhere in it.
func isWrapped(text string) bool {
	for _, pair := range []string{`""`, "''", "“”", "‘’", "«»"} {
		first, size := utf8.DecodeRuneInString(pair)
		last := pair[size:]
		inner, opened := strings.CutPrefix(text, string(first))
		inner, closed := strings.CutSuffix(inner, last)
		if opened && closed && inner != "" && !strings.ContainsAny(inner, pair) {
			return true
		}
	}
	return false
}

// markdownMarks are what Markdown leaves in a title that was cut from it: emphasis around words, a
// link, a heading's marks, an escape.
var markdownMarks = regexp.MustCompile(`\*\*[^*\s](?:[^*]*[^*\s])?\*\*|\[[^\]]+\]\([^)\s]+\)|^#{1,6} |\\[.*_\[\]()#!-]`)

func markdownIn(text string) string {
	if !strings.ContainsAny(text, `*[#\`) {
		return ""
	}
	mark := markdownMarks.FindString(text)
	if utf8.RuneCountInString(mark) > 40 {
		return string([]rune(mark)[:39]) + "…"
	}
	return mark
}
