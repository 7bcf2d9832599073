package danger

import (
	"slices"
	"strings"
	"unicode"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/spelling"
)

// callouts is what is known of an article's containers and alerts, whatever the site makes of them.
type callouts struct {
	Marks  []mark         `json:"marks,omitempty"`  // in source order; those that no site can find fault with are left out
	Strays []article.Span `json:"strays,omitempty"` // closing marks of nothing
}

func (c *callouts) isEmpty() bool { return len(c.Marks)+len(c.Strays) == 0 }

// habits are the words that articles name types by.
type habits struct {
	usual      bool // there are types of the usual dialects, or misspelt ones
	translated int  // articles with translated ones
}

// habits are those of the containers or alerts of an article.
func (c *callouts) habits(alerts bool) (h habits) {
	for i := range c.Marks {
		switch m := &c.Marks[i]; {
		case m.Alert != alerts:
		case m.Near != "" || typeWords[strings.ToLower(m.Name)] != 0:
			h.usual = true
		case len(m.Means) > 0:
			h.translated = 1
		}
	}
	return h
}

// mark is the place that says of which type a container or an alert is.
type mark struct {
	Alert    bool         `json:"alert,omitempty"`
	Span     article.Span `json:"span"`               // the mark and the type
	Word     article.Span `json:"word"`               // the type
	Colons   int          `json:"colons,omitempty"`   // of a container
	Name     string       `json:"name,omitempty"`     // the type as written
	Means    []string     `json:"means,omitempty"`    // the types that it is a translation of
	Near     string       `json:"near,omitempty"`     // the type that it misspells
	Open     bool         `json:"open,omitempty"`     // nothing closes the container
	Swallows bool         `json:"swallows,omitempty"` // and it goes on over a heading
}

// blank is what stands between the colons and the type.
func (m *mark) blank() article.Span {
	return article.Span{Start: m.Span.Start + m.Colons, End: m.Word.Start}
}

var calloutFacts = &lint.Facts[*callouts]{Name: "danger/callouts/1", Collect: calloutsOf}

func calloutsOf(a *article.Article) *callouts {
	out := &callouts{}
	role := a.Role()
	if !a.Readable() || role == article.Meta {
		return out
	}
	for _, m := range a.TypeMarks() {
		if m, ok := markOf(a, &m); ok {
			out.Marks = append(out.Marks, m)
		}
	}
	// What a partial closes may be opened by the article around it.
	if role != article.Partial {
		out.Strays = a.StrayClosers()
	}
	return out
}

// markOf reads a type mark, unless no site can find fault with it.
func markOf(a *article.Article, from *article.TypeMark) (m mark, ok bool) {
	m = mark{Alert: from.Container == nil, Span: from.Mark, Word: from.Word}
	m.Name = string(m.Word.Text(a.Source))
	if !m.Alert {
		m.Colons = from.Mark.Len()
		m.Span.End = m.Word.End
		m.Open = from.Container.Closer.IsZero()
		m.Swallows = m.Open && a.Swallows(from.Container)
	}
	if m.Name == "" {
		return m, true
	}
	if !isWord(m.Name) {
		return m, false
	}
	m.translate(a.Lexicon, a, from)
	if len(m.Means) == 0 {
		m.Near = misspelt(m.Name)
	}
	return m, len(m.Means) > 0 || m.Near != "" || m.Swallows || typeWords[strings.ToLower(m.Name)] != 0
}

// translate finds the types that the name is a translation of, taken alone or with the word behind it.
func (m *mark) translate(words *lexicon.Lexicon, a *article.Article, from *article.TypeMark) {
	if m.Means = words.Types(m.Name); len(m.Means) > 0 || from.Phrase == from.Word {
		return
	}
	phrase := string(from.Phrase.Text(a.Source))
	if m.Means = words.Types(phrase); len(m.Means) > 0 && isWord(phrase) {
		m.Name, m.Word, m.Span.End = phrase, from.Phrase, from.Phrase.End
	}
}

// isWord reports whether a name consists of letters and what may stand between or above them.
func isWord(name string) bool {
	return !strings.ContainsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_ ", r)
	})
}

// weight says how much a type of callout warns.
type weight uint8

const (
	notes weight = iota + 1
	warnsOfHarm
)

// typeWords are the types of callouts in the dialects of all generators.
var typeWords = map[string]weight{
	"warning": warnsOfHarm, "danger": warnsOfHarm, "caution": warnsOfHarm, "important": warnsOfHarm,
	"attention": warnsOfHarm, "error": warnsOfHarm, "alert": warnsOfHarm, "warn": warnsOfHarm,
	"note": notes, "tip": notes, "info": notes, "hint": notes, "success": notes, "notice": notes,
}

// misspellable are the types whose misspellings are recognised: shorter ones, and those that do not
// warn, are too near to other names.
var misspellable = [...]string{"warning", "danger", "caution", "important"}

// alike are the names that look like misspelt types and are none.
var alike = []string{"caption", "warming"}

// misspelt is the type that a name is one slip of the keyboard away from, "" if there is none.
func misspelt(name string) string {
	name = strings.ToLower(name)
	if typeWords[name] != 0 || slices.Contains(alike, name) {
		return ""
	}
	for _, word := range misspellable {
		if name[0] == word[0] && len(name)-len(word) <= 1 && len(word)-len(name) <= 1 && spelling.Distance(name, word) == 1 {
			return word
		}
	}
	return ""
}
