package keywords

import (
	"bytes"
	"strings"
	"unicode/utf8"
	"unique"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
)

// keyword is one keyword of an article.
type keyword struct {
	Key    string       `json:"key"` // with those of the maps around it: "seo.keywords"
	Text   string       `json:"text"`
	Span   article.Span `json:"span"`             // its quotes included
	Quote  byte         `json:"quote,omitempty"`  // around it, or around the text that lists it between commas
	Part   bool         `json:"part,omitempty"`   // of a text that lists keywords between commas
	Cut    article.Span `json:"cut,omitzero"`     // what to remove to take it out of its list; zero if the list would be left empty, or spoilt
	Spoken bool         `json:"spoken,omitempty"` // its words stand in the article itself, too
	Filler bool         `json:"filler,omitempty"` // it is a word that says nothing alone
}

// What is taken of an article at most. Real articles have a tenth.
const (
	maxKeywords = 20_000
	maxKeyDepth = 3
)

// textKeys are the keys of which a mere text is a keyword, or a list of them between commas. Under
// other keys only lists are.
var textKeys = set(
	"tags", "tag", "categories", "category", "keywords", "keyword", "labels", "label", "topics", "topic",
	"search_keywords", "search_keyword", "series",
)

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// keywordsOf reads all lists of words in the front matter. What an alias refers to is read where it
// is written, and a broken list is another rule's matter.
func keywordsOf(a *article.Article) []keyword {
	if a.FrontMatter.Root == nil {
		return nil
	}
	c := collector{src: a.Source}
	c.entries("", a.FrontMatter.Root, 1)
	return c.found
}

type collector struct {
	src   []byte
	found []keyword
}

func (c *collector) entries(prefix string, parent *article.Value, depth int) {
	seen := map[string]bool{}
	for i := range parent.Entries {
		e := &parent.Entries[i]
		name, v := prefix+e.Key, e.Value
		if seen[name] || v == nil || v.Alias || v.Broken || e.IsMerge() {
			continue // of a key that stands twice the first counts
		}
		seen[name] = true
		switch {
		case v.Kind == article.Map && depth < maxKeyDepth:
			c.entries(name+".", v, depth+1)
		case v.Kind == article.List:
			c.list(unique.Make(name).Value(), v)
		case v.Kind == article.String && textKeys[e.Key] && !isTemplate(v.Text):
			c.text(unique.Make(name).Value(), v)
		}
	}
}

func isTemplate(text string) bool {
	return strings.Contains(text, "{{") || strings.Contains(text, "{%")
}

// list reads the items of a list. What is no text, such as a map or an empty item, is no keyword.
func (c *collector) list(name string, v *article.Value) {
	first := len(c.found)
	for _, item := range v.Items {
		text := strings.TrimSpace(item.Text)
		if text == "" || item.Kind == article.Null || isTemplate(text) || len(c.found) >= maxKeywords {
			continue
		}
		c.found = append(c.found, keyword{Key: name, Text: strings.Clone(text), Span: item.Span, Quote: item.QuoteOf(c.src)})
	}
	if len(c.found)-first < 2 {
		return // a list that is left empty is a mistake of another sort
	}
	for i := first; i < len(c.found); i++ {
		if v.Flow {
			c.found[i].Cut = c.cutBetweenCommas(c.found[first:], i-first)
		} else {
			c.found[i].Cut = cutLine(c.src, c.found[i].Span)
		}
	}
}

// text reads a one-line text, which may list keywords between commas. Escapes in quotes would shift
// the places, so a text that has any is passed over.
func (c *collector) text(name string, v *article.Value) {
	raw := string(v.Span.Text(c.src))
	offset := strings.Index(raw, v.Text)
	if offset < 0 {
		return
	}
	if !strings.Contains(v.Text, ",") {
		if text := strings.TrimSpace(v.Text); text != "" {
			c.found = append(c.found, keyword{Key: name, Text: strings.Clone(text), Span: v.Span, Quote: v.QuoteOf(c.src)})
		}
		return
	}
	first, at := len(c.found), v.Span.Start+offset
	for part := range strings.SplitSeq(v.Text, ",") {
		if text := strings.TrimSpace(part); text != "" && len(c.found) < maxKeywords {
			start := at + strings.Index(part, text)
			c.found = append(c.found, keyword{
				Key: name, Text: strings.Clone(text), Quote: v.QuoteOf(c.src), Part: true,
				Span: article.Span{Start: start, End: start + len(text)},
			})
		}
		at += len(part) + len(",")
	}
	for i := first; i < len(c.found); i++ {
		c.found[i].Cut = c.cutBetweenCommas(c.found[first:], i-first)
	}
}

// cutBetweenCommas is the keyword at index i with the comma before it, or, of the first, behind it.
func (c *collector) cutBetweenCommas(list []keyword, i int) article.Span {
	cut := article.Span{Start: list[i].Span.Start}
	var between []byte
	switch {
	case i > 0:
		cut = article.Span{Start: list[i-1].Span.End, End: list[i].Span.End}
		between = c.src[cut.Start:list[i].Span.Start]
	case len(list) > 1:
		cut.End = list[1].Span.Start
		between = c.src[list[0].Span.End:cut.End]
	}
	if strings.TrimSpace(string(between)) != "," {
		return article.Span{} // a comment, or something that is no keyword
	}
	return cut
}

// cutLine is the line of a list item, provided that it holds nothing else but a comment.
func cutLine(src []byte, item article.Span) article.Span {
	start := bytes.LastIndexByte(src[:item.Start], '\n') + 1
	length := bytes.IndexByte(src[item.End:], '\n')
	if length < 0 || strings.TrimSpace(string(src[start:item.Start])) != "-" {
		return article.Span{}
	}
	return article.Span{Start: start, End: item.End + length + 1}
}

// removal is the edit that takes the keyword out of its list; nil if that is not certain.
func (k *keyword) removal() []edit.Edit {
	if k.Cut.IsZero() {
		return nil
	}
	return []edit.Edit{{Start: k.Cut.Start, End: k.Cut.End}}
}

// rewrite is the edit that writes the keyword in another way; nil if that is not certain.
func (k *keyword) rewrite(text string) []edit.Edit {
	written := article.WriteScalar(text, k.Quote)
	if k.Part {
		var ok bool
		if written, ok = article.WriteInside(text, k.Quote); !ok || strings.Contains(text, ",") {
			return nil
		}
	}
	return []edit.Edit{{Start: k.Span.Start, End: k.Span.End, New: written}}
}

// fold makes keywords equal that readers take for the same: by compatibility forms of
// characters, letter case and blanks. Dots and hyphens stay, since 2.4.1 is not 24.1.
func fold(s string) string {
	plain, changed := true, false
	blank := true // before the first character
	for i := range len(s) {
		c := s[i]
		plain = plain && c < utf8.RuneSelf
		changed = changed || 'A' <= c && c <= 'Z' || c < ' ' || c == ' ' && blank
		blank = c == ' '
	}
	switch {
	case !plain:
		return strings.Join(strings.Fields(cases.Fold().String(norm.NFKC.String(s))), " ")
	case changed || blank && s != "":
		return strings.Join(strings.Fields(strings.ToLower(s)), " ")
	default:
		return s
	}
}

// joined is a folded keyword without what its words are joined by: "wi-fi", "wi fi" and "wifi" are
// spellings of one. Between digits that stays, since "2-4" is not "24".
func joined(folded string) string {
	if !strings.ContainsAny(folded, " -_") {
		return folded
	}
	var out []byte
	for i := range len(folded) {
		if c := folded[i]; c != ' ' && c != '-' && c != '_' || i == 0 || i+1 == len(folded) || isDigit(folded[i-1]) && isDigit(folded[i+1]) {
			out = append(out, c)
		}
	}
	return string(out)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
