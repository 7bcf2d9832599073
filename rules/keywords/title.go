package keywords

import (
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
)

// title is an article's title, with what it is about.
type title struct {
	Text  string       `json:"text"`
	At    article.Span `json:"at"`
	Topic string       `json:"topic,omitempty"` // its words without fillers, each once, in order, with blanks between them
	// Towards and From are the words behind a filler that gives a direction, as in "PDF to Word".
	Towards string `json:"towards,omitempty"`
	From    string `json:"from,omitempty"`
	Defines bool   `json:"defines,omitempty"` // it asks what something is
}

// maxTitle is the length in bytes beyond which a title is too long to be one.
const maxTitle = 400

func titleOf(a *article.Article) title {
	text, at := a.Title()
	text = strings.TrimSpace(html.UnescapeString(text))
	if text == "" || len(text) > maxTitle || isTemplate(text) {
		return title{}
	}
	t := title{Text: text, At: at}
	words := wordsIn(withoutCount(fold(text)))
	t.Defines = a.Lexicon.Defines(strings.Join(words[:min(2, len(words))], " ")) || len(words) > 0 && a.Lexicon.Defines(words[0])
	t.read(words, a.Lexicon)
	return t
}

// read sorts the words of a title. A filler gives a direction only behind a word of the topic: "How
// to reset" leads nowhere.
func (t *title) read(words []string, lex *lexicon.Lexicon) {
	topic := words[:0]
	direction, topical := lexicon.NoFiller, false
	for _, word := range words {
		filler := lex.Filler(word)
		if filler != lexicon.NoFiller {
			if topical {
				direction = filler
			}
			topical = false
			continue
		}
		switch direction {
		case lexicon.TowardsWord:
			t.Towards += word + " "
		case lexicon.OriginWord:
			t.From += word + " "
		case lexicon.NoFiller, lexicon.FunctionWord, lexicon.TitleWord:
		}
		topic = append(topic, word)
		direction, topical = lexicon.NoFiller, true
	}
	slices.Sort(topic)
	t.Topic = strings.Join(slices.Compact(topic), " ")
}

// withoutCount takes the number of a list off a title: "7+ Cara", "10 Aplikasi".
func withoutCount(folded string) string {
	rest := strings.TrimLeft(folded, "0123456789")
	if rest == folded {
		return folded
	}
	rest = strings.TrimPrefix(rest, "+")
	if trimmed := strings.TrimLeft(rest, " "); trimmed != rest && trimmed != "" {
		return trimmed
	}
	return folded
}

// wordsIn cuts a folded text into words. Dots between digits belong to them, since 2.4.1 is not
// 2 and 4 and 1, and so do plus and number signs behind a word: C is neither C++ nor C#. A script
// without blanks gives one word a run.
func wordsIn(folded string) []string {
	var words []string
	start := -1
	for i, r := range folded {
		switch belongs := inWord(folded, i, r, start >= 0); {
		case belongs && start < 0:
			start = i
		case !belongs && start >= 0:
			words = append(words, folded[start:i])
			start = -1
		}
	}
	if start >= 0 {
		words = append(words, folded[start:])
	}
	return words
}

// inWord reports whether the character r at offset i of a text belongs to a word; after says whether
// the one before it does.
func inWord(text string, i int, r rune, after bool) bool {
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return true
	}
	if !after {
		return false
	}
	switch r {
	case '.':
		next, _ := utf8.DecodeRuneInString(text[i+1:])
		return isDigit(text[i-1]) && unicode.IsDigit(next)
	case '\'', '’':
		next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
		return unicode.IsLetter(next)
	case '+', '#':
		return true
	default:
		return unicode.IsMark(r)
	}
}
