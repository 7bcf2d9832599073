package structure

import (
	"bytes"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lint"
)

var headingPunctuation = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{
		ID:       "structure/heading-punctuation",
		Summary:  "A heading does not end in a full stop, a colon or a semicolon.",
		Severity: lint.Hint,
	},
	Check: checkHeadingPunctuation,
}

// checkHeadingPunctuation keeps the fixes safe: where a blank stands before the mark, the anchor that a
// generator makes of the heading may change with it. The question of a FAQ ("The app does not start.")
// may be a sentence.
func checkHeadingPunctuation(p *lint.Pass, _ lint.None) {
	if p.Role() == article.Meta {
		return
	}
	questions := sync.OnceValue(func() map[int]bool { return questionsOf(p.Article) })
	for _, h := range p.Headings() {
		at := closingMark(p.Article, h)
		if at.Len() == 0 || inFAQ(p.Article, h.Text) && questions()[h.Text.Start] {
			continue
		}
		mark := string(at.Text(p.Source))
		d := p.Report(at, "the heading ends in \"%s\"; a heading is a title and needs none", mark)
		before := bytes.TrimRight(p.Source[h.Text.Start:at.Start], " \t")
		if start := h.Text.Start + len(before); start < at.Start {
			d.Suggest([]edit.Edit{{Start: start, End: at.End}}, "remove the \"%s\"", mark)
		} else {
			d.Fix([]edit.Edit{{Start: at.Start, End: at.End}}, "remove the \"%s\"", mark)
		}
	}
}

// closingMarks are the marks that end a sentence or announce something.
const closingMarks = ".:;。：；．"

// closingMark is the mark at the end of a heading that does not belong there; zero if there is none.
func closingMark(a *article.Article, h *article.Heading) article.Span {
	if isAccidental(a, h) {
		return article.Span{}
	}
	text := lastText(a, h)
	mark, size := utf8.DecodeLastRune(text.Text(a.Source))
	if size == 0 || !strings.ContainsRune(closingMarks, mark) || a.InCode(text.End-size) ||
		strings.IndexFunc(h.Title, unicode.IsLetter) < 0 {
		return article.Span{}
	}
	word := lastWord(h.Title, mark)
	belongs := false
	switch mark {
	case '.':
		belongs = stopBelongs(a, word) || hasSentence(h.Title)
	case ':':
		belongs = colonBelongs(word, !strings.Contains(strings.TrimSpace(h.Title), " "))
	case ';':
		raw := text.Text(a.Source)
		belongs = bytes.IndexByte(raw[bytes.LastIndexByte(raw, ' ')+1:], '&') >= 0 // "&reg;"
	}
	if belongs {
		return article.Span{}
	}
	return article.Span{Start: text.End - size, End: text.End}
}

// hasSentence reports whether a sentence ends inside a title, so that the stop at its end is one of several. A
// number before the title ends none.
func hasSentence(title string) bool {
	title = strings.TrimLeft(title, "0123456789.) ")
	for i, r := range title {
		if (r == '.' || r == '!' || r == '?') && i+1 < len(title) && title[i+1] == ' ' {
			return true
		}
	}
	return false
}

// isAccidental reports whether a heading is a paragraph that stands right above a line "---". That it has a
// full stop is not what is wrong with it.
func isAccidental(a *article.Article, h *article.Heading) bool {
	return h.Text.Len() > 0 && a.Source[h.Span.Start] != '#' &&
		(bytes.IndexByte(h.Text.Text(a.Source), '\n') >= 0 || h.Text.Len() > longestSetext)
}

// longestSetext is how many bytes a heading above a line has at most.
const longestSetext = 80

// lastText is the last run of text of a heading that readers see, without the blanks behind it; zero if
// something else follows it: an image, a template's tag.
func lastText(a *article.Article, h *article.Heading) article.Span {
	texts := a.PassageOf(h).Text
	if len(texts) == 0 {
		return article.Span{}
	}
	last := texts[len(texts)-1]
	last.End = last.Start + len(bytes.TrimRight(withoutAttributes(last.Text(a.Source)), " \t\u00a0"))
	if rest := a.Source[last.End:h.Text.End]; bytes.Contains(rest, []byte("![")) || bytes.Contains(rest, []byte("<img")) ||
		last.Len() == 0 {
		return article.Span{}
	}
	return last
}

// withoutAttributes cuts the list of attributes that a heading may end in, "{: .no_toc }".
func withoutAttributes(text []byte) []byte {
	if !bytes.HasSuffix(text, []byte("}")) {
		return text
	}
	open := bytes.LastIndexByte(text, '{')
	if open < 0 || open+1 == len(text) || text[open+1] != ':' && text[open+1] != '.' {
		return text
	}
	return bytes.TrimRight(text[:open], " \t")
}

// lastWord is the last word of a title, without the mark behind it.
func lastWord(title string, mark rune) string {
	title = strings.TrimRight(string(withoutAttributes([]byte(title))), " \t\u00a0")
	title = strings.TrimRight(strings.TrimSuffix(title, string(mark)), " \t\u00a0")
	return title[strings.LastIndexAny(title, " \t(\"[/\u00a0")+1:]
}

// stopBelongs reports whether a full stop belongs to the word before it: it is shortened, or the stop is
// one of several.
func stopBelongs(a *article.Article, word string) bool {
	switch {
	case strings.HasSuffix(word, "."):
		return true
	case utf8.RuneCountInString(word) < 2:
		return word == "" || !unicode.IsDigit(rune(word[0]))
	case strings.Contains(word, "."):
		return utf8.RuneCountInString(word) <= maxInitials && strings.IndexFunc(word, unicode.IsDigit) < 0
	default:
		return a.Lexicon.Abbreviation(word)
	}
}

// maxInitials is how many characters initials have that are parted by stops: "a.m.", "e.g.".
const maxInitials = 6

// colonBelongs reports whether a colon belongs to the word before it: it is the letter of a drive, the code
// of an emoji, or a name in a program that is the whole heading.
func colonBelongs(word string, whole bool) bool {
	switch {
	case word == "":
		return false
	case len(word) == 1:
		return 'a' <= word[0]|0x20 && word[0]|0x20 <= 'z'
	default:
		return strings.Contains(word, ":") || whole && (strings.ContainsAny(word, "_.=") || word[0] == '-')
	}
}
