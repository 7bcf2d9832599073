// Package starter gets a site started with kblint: it looks at the articles that are there, and writes a
// configuration that fits them, and what runs kblint in CI.
//
// It is a room of its own because it needs both what articles say (internal/article) and what becomes of them
// (internal/site), and because neither rules nor reports are about it: it judges nothing.
package starter

import (
	"bytes"
	"slices"
	"strings"
	"unique"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

// facts are what must be known of each article.
type facts struct {
	Page     bool     `json:"page,omitempty"`     // readers see it, and it could be read
	Tongue   string   `json:"tongue,omitempty"`   // the language of its words; "" where that is not clear
	Matter   bool     `json:"matter,omitempty"`   // it has front matter
	Broken   bool     `json:"broken,omitempty"`   // part of that could not be read
	Keys     []string `json:"keys,omitempty"`     // the keys that have a value, and "title" where a heading gives it
	Dates    []named  `json:"dates,omitempty"`    // how the dates of keys are written
	Words    []named  `json:"words,omitempty"`    // the values of keys that hold tags or categories
	Callouts []named  `json:"callouts,omitempty"` // how its warnings are written: their notation, and an example of it
}

// named is something that a key has.
type named struct {
	Key  string `json:"key"`
	Text string `json:"text"`
}

// wordKeys are the keys under which articles have tags or categories.
var wordKeys = [...]string{"categories", "category", "tags", "labels", "topics", "series"}

// What is looked at of an article at most. Real front matter has a tenth of the keys, and what is longer is
// neither a key nor a tag.
const (
	maxKeys = 200
	maxWord = 100 // bytes
)

var portraits = &lint.Facts[*facts]{Name: "starter/1", Collect: factsOf}

func factsOf(a *article.Article) *facts {
	fm := a.FrontMatter
	f := &facts{
		Page:   a.Role() == article.Page && a.Readable(),
		Tongue: strings.Clone(a.Lexicon.TongueOf(a.Body.Text(a.Source)).Language()),
		Matter: fm.Format != article.NoFrontMatter, Broken: len(fm.Problems) > 0,
	}
	if !f.Page {
		return f
	}
	if fm.Root != nil {
		f.takeKeys(fm.Root.Entries[:min(len(fm.Root.Entries), maxKeys)])
	}
	if !slices.Contains(f.Keys, titleKey) && isTitled(a) {
		f.Keys = append(f.Keys, titleKey)
	}
	for _, c := range a.Callouts() {
		if c.Strong && len(c.Type) <= maxWord {
			f.Callouts = append(f.Callouts, notation(a, &c))
		}
	}
	return f
}

// titleKey is the key with the title of an article.
const titleKey = "title"

// isTitled reports whether the article needs no title in its front matter: a heading gives it, or it is the
// site's entrance.
func isTitled(a *article.Article) bool {
	layout := a.FrontMatter.Lookup("layout")
	return layout != nil && layout.Text == "home" ||
		slices.ContainsFunc(a.Headings(), func(h *article.Heading) bool { return h.Level == 1 && h.Title != "" })
}

func (f *facts) takeKeys(entries []article.Entry) {
	for i := range entries {
		e := &entries[i]
		if e.IsMerge() || isEmpty(e.Value) || len(e.Key) > maxWord || slices.Contains(f.Keys, e.Key) {
			continue
		}
		key := unique.Make(e.Key).Value() // most articles have the same keys
		f.Keys = append(f.Keys, key)
		if slices.Contains(wordKeys[:], key) {
			f.takeWords(key, e.Value)
		}
		if e.Value.Kind != article.Time && e.Value.Kind != article.String {
			continue
		}
		if date := article.ReadDate(e.Value.Text); date.Style != article.NotADate && !date.Impossible {
			f.Dates = append(f.Dates, named{key, date.Style.String()})
		}
	}
}

// takeWords takes the items of a list, or of a text that lists them between commas.
func (f *facts) takeWords(key string, v *article.Value) {
	var texts []string
	for _, item := range v.Items {
		texts = append(texts, item.Text)
	}
	if v.Kind == article.String {
		texts = strings.Split(v.Text, ",")
	}
	for _, text := range texts {
		text = strings.TrimSpace(text)
		if text != "" && len(text) <= maxWord && !strings.Contains(text, "{{") && !slices.Contains(f.Words, named{key, text}) {
			f.Words = append(f.Words, named{key, unique.Make(text).Value()})
		}
	}
}

// isEmpty reports whether a key has no value, or only a list of nothing.
func isEmpty(v *article.Value) bool {
	switch v.Kind {
	case article.Null:
		return true
	case article.String:
		return strings.TrimSpace(v.Text) == ""
	case article.List:
		return !slices.ContainsFunc(v.Items, func(item *article.Value) bool { return !isEmpty(item) })
	case article.Map:
		return len(v.Entries) == 0
	default:
		return false
	}
}

// notation names the notation of a callout, and shows it with its own word.
func notation(a *article.Article, c *article.Callout) named {
	opening, _, _ := bytes.Cut(c.Span.Text(a.Source), []byte("\n"))
	opening = bytes.TrimLeft(opening, " \t>")
	switch c.Notation {
	case article.QuoteCallout:
		if bytes.HasPrefix(opening, []byte("[!")) || bytes.HasPrefix(opening, []byte("![")) {
			return named{"alert", "> [!" + c.Type + "]"}
		}
		return named{"quote", "> " + c.Type + ": …"}
	case article.LabelCallout:
		if at := c.Label.Start; at > 0 && a.Source[at-1] == '*' {
			return named{"bold", "**" + c.Type + ":** …"}
		}
		return named{"label", c.Type + ": …"}
	case article.HeadingCallout:
		return named{"heading", "## " + c.Type}
	case article.IncludeCallout:
		return named{"include", "{% include " + c.Type + ".html %}"}
	case article.ClassCallout:
		return named{"class", "class=\"" + c.Type + "\""}
	case article.FenceCallout:
		return named{"fence", "```" + c.Type}
	case article.SignCallout:
		return named{"sign", c.Type + " …"}
	default:
		return container(opening, c.Type)
	}
}

// container shows how a container of a type is written that begins like this.
func container(opening []byte, word string) named {
	for _, known := range []struct{ begins, ends string }{
		{":::", ""}, {"!!! ", ""}, {"??? ", ""}, {"{{% ", " %}}"}, {"{{< ", " >}}"}, {"{% ", " %}"}, {"::", ""}, {"<", ">"},
	} {
		if bytes.HasPrefix(opening, []byte(strings.TrimSpace(known.begins))) {
			return named{known.begins, known.begins + word + known.ends}
		}
	}
	return named{"quote", "> " + word + ": …"}
}
