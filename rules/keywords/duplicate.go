package keywords

import (
	"bytes"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lint"
)

type duplicateOptions struct {
	// Keys may be dotted paths ("seo.keywords").
	Keys []string `yaml:"keys"`
}

var duplicate = lint.ArticleRule[duplicateOptions]{
	Meta: lint.Meta{
		ID:       "keywords/duplicate",
		Summary:  "A keyword stands once in its list.",
		Severity: lint.Error,
	},
	Options: duplicateOptions{Keys: []string{"tags", "categories", "keywords", "labels"}},
	Check:   checkDuplicate,
}

// keyword is one keyword of an article.
type keyword struct {
	text string
	span article.Span
}

func checkDuplicate(p *lint.Pass, o duplicateOptions) {
	for _, key := range o.Keys {
		list := p.FrontMatter.Lookup(key)
		// What an alias refers to is checked where it is written, and a broken list elsewhere.
		if list == nil || list.Alias || list.Broken {
			continue
		}
		first := map[string]keyword{}
		words := keywordsOf(p.Source, list)
		for i, w := range words {
			folded := fold(w.text)
			earlier, twice := first[folded]
			if !twice {
				first[folded] = w
				continue
			}
			d := reportDuplicate(p, key, w, earlier)
			if e, ok := removal(p.Source, list, words, i); ok {
				d.Fix([]edit.Edit{e}, "remove this \"%s\"", w.text)
				d.Fixes[0].Safe = w.text == earlier.text // else the other spelling may be the right one
			}
		}
	}
}

func reportDuplicate(p *lint.Pass, key string, w, earlier keyword) *lint.Diagnostic {
	if w.text == earlier.text {
		return p.Report(w.span, "\"%s\" is already in \"%s\"; remove this one", w.text, key).Relate(earlier.span, "\"%s\" stands here first", w.text)
	}
	return p.Report(w.span, "\"%s\" in \"%s\" is the same keyword as \"%s\"; keep one of the two", w.text, key, earlier.text).Relate(earlier.span, "\"%s\" stands here", earlier.text)
}

// keywordsOf reads a list of keywords, or a text that lists them between commas. What is no
// text, such as a map or an empty item, is no keyword.
func keywordsOf(src []byte, v *article.Value) []keyword {
	if v.Kind == article.String {
		return commaList(src, v)
	}
	var out []keyword
	for _, item := range v.Items {
		if text := strings.TrimSpace(item.Text); text != "" && item.Kind != article.Null {
			out = append(out, keyword{text, item.Span})
		}
	}
	return out
}

// commaList splits a one-line text at its commas. Escapes in quotes would shift the places, so
// a text that has any is passed over.
func commaList(src []byte, v *article.Value) []keyword {
	raw := string(v.Span.Text(src))
	offset := strings.Index(raw, v.Text)
	if offset < 0 || !strings.Contains(v.Text, ",") {
		return nil
	}
	var out []keyword
	at := v.Span.Start + offset
	for part := range strings.SplitSeq(v.Text, ",") {
		if text := strings.TrimSpace(part); text != "" {
			start := at + strings.Index(part, text)
			out = append(out, keyword{text, article.Span{Start: start, End: start + len(text)}})
		}
		at += len(part) + len(",")
	}
	return out
}

// fold makes keywords equal that readers take for the same: by compatibility forms of
// characters, letter case and blanks. Dots and hyphens stay, since 2.4.1 is not 24.1.
func fold(s string) string {
	return strings.Join(strings.Fields(cases.Fold().String(norm.NFKC.String(s))), " ")
}

// removal is the edit that takes the keyword at index i, which is not the first, out of its
// list: the whole line of a block list, else the keyword with the comma before it.
func removal(src []byte, list *article.Value, words []keyword, i int) (edit.Edit, bool) {
	w, before := words[i], words[i-1]
	if list.Kind == article.List && !list.Flow {
		return lineRemoval(src, w.span)
	}
	if between := src[before.span.End:w.span.Start]; strings.TrimSpace(string(between)) != "," {
		return edit.Edit{}, false
	}
	return edit.Edit{Start: before.span.End, End: w.span.End}, true
}

// lineRemoval removes the line of a list item, provided that it holds nothing else but a comment.
func lineRemoval(src []byte, item article.Span) (edit.Edit, bool) {
	start := bytes.LastIndexByte(src[:item.Start], '\n') + 1
	end := item.End
	for end < len(src) && src[end] != '\n' {
		end++
	}
	if end == len(src) || strings.TrimSpace(string(src[start:item.Start])) != "-" {
		return edit.Edit{}, false
	}
	return edit.Edit{Start: start, End: end + 1}, true
}
