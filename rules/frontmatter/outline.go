package frontmatter

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"unique"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

// outline is what the rules that compare articles need to know of one's front matter.
type outline struct {
	Has    bool         `json:"has,omitempty"`    // has front matter, if only a broken one
	Page   bool         `json:"page,omitempty"`   // readers see it, and it could be read
	Titled bool         `json:"titled,omitempty"` // by a heading of level 1
	Home   bool         `json:"home,omitempty"`   // the site's entrance
	Broken bool         `json:"broken,omitempty"` // part of the block could not be read
	Format uint8        `json:"format,omitempty"`
	Start  int          `json:"start"`          // offset where front matter would stand
	Fence  article.Span `json:"fence,omitzero"` // the first line of the front matter
	Keys   []key        `json:"keys,omitempty"` // in source order
}

// key is one key of the front matter with what its value looks like.
type key struct {
	Name  string               `json:"name"` // with those of the maps around it: "seo.description"
	At    article.Span         `json:"at"`
	Value article.Span         `json:"value"`
	Shape shape                `json:"shape,omitempty"`
	Quirk quirk                `json:"quirk,omitempty"`
	Empty *article.Span        `json:"empty,omitempty"` // of a list: its first empty item
	Text  string               `json:"text,omitempty"`  // of a value that is no longer than a date, and may be more than words
	Date  *article.WrittenDate `json:"date,omitempty"`  // nil where the value is none
}

// shape is the sort of value that a key has.
type shape uint8

const (
	noValue shape = iota // empty
	textValue
	numberValue
	truthValue
	dateValue
	listValue
	mapValue
	shapes
)

// quirk is what is odd about a value by itself.
type quirk uint8

const (
	noQuirk     quirk = iota
	quotedTruth       // "true" or "false" in quotes
	wordTruth         // yes, no, on or off without quotes
	commas            // a text with commas, which may be meant as a list
	template          // filled in by a program
	bare              // a text without quotes
	hollow            // a list of nothing but empty items
)

// What an outline keeps at most. Real front matter has a tenth of it.
const (
	maxKeys     = 200
	maxKeyDepth = 4
	maxKeyText  = 48 // bytes
)

var outlines = &lint.Facts[*outline]{Name: "frontmatter/outline/1", Collect: outlineOf}

// judged leaves out what readers do not see and what could not be read: neither tells what is custom,
// nor is it judged.
func judged(all iter.Seq2[lint.Place, *outline]) iter.Seq2[lint.Place, *outline] {
	return func(yield func(lint.Place, *outline) bool) {
		for where, facts := range all {
			if facts.Page && !yield(where, facts) {
				return
			}
		}
	}
}

func outlineOf(a *article.Article) *outline {
	fm := a.FrontMatter
	o := &outline{
		Has: fm.Format != article.NoFrontMatter, Page: a.Role() == article.Page && a.Size == len(a.Source),
		Titled: hasTitleHeading(a), Home: isHomePage(fm), Broken: isBroken(fm),
		Format: uint8(fm.Format), Start: a.Body.Start,
	}
	if o.Has {
		o.Fence = openingFence(a)
	}
	if fm.Root != nil && len(fm.Root.Entries) > 0 {
		o.Keys = make([]key, 0, len(fm.Root.Entries))
		o.add(fm.Root, "", nil, 1)
	}
	return o
}

// add adds the keys of a map. What a reference brings in stands where the reference does.
func (o *outline) add(v *article.Value, prefix string, reference *article.Entry, depth int) {
	for i := range v.Entries {
		e := &v.Entries[i]
		if len(o.Keys) == maxKeys {
			return
		}
		at := cmp.Or(reference, e)
		if e.IsMerge() {
			for _, from := range append([]*article.Value{e.Value}, e.Value.Items...) {
				o.add(from, prefix, at, depth)
			}
			continue
		}
		name := prefix + e.Key
		// Most articles have the same keys.
		o.Keys = append(o.Keys, describe(unique.Make(name).Value(), e.Value, at))
		if e.Value.Kind != article.Map || depth == maxKeyDepth {
			continue
		}
		if e.Value.Alias {
			o.add(e.Value, name+".", at, depth+1)
		} else {
			o.add(e.Value, name+".", reference, depth+1)
		}
	}
}

func describe(name string, v *article.Value, at *article.Entry) key {
	k := key{Name: name, At: at.KeySpan, Value: at.Value.Span, Shape: shapeOf(v)}
	switch {
	case v.Broken:
		k.Quirk = template // what was meant is not known
	case k.Shape == textValue:
		k.Quirk = quirkOf(v)
	case k.Shape == listValue && !v.Alias:
		k.Empty = emptyItem(v)
		if !slices.ContainsFunc(v.Items, func(item *article.Value) bool { return !isEmptyItem(item) }) {
			k.Quirk = hollow
		}
	}
	if len(v.Text) > maxKeyText || k.Quirk == template || k.Shape == textValue && !mayMatter(&k, v.Text) {
		return k
	}
	k.Text = strings.Clone(v.Text)
	if date := article.ReadDate(k.Text); k.Shape != truthValue && date.Style != article.NotADate {
		k.Date = &date
	}
	return k
}

// mayMatter reports whether a text is of a sort that rules look at: a number, a date, a word of truth.
func mayMatter(k *key, text string) bool {
	return k.Quirk == quotedTruth || k.Quirk == wordTruth || strings.ContainsAny(text, "0123456789")
}

func shapeOf(v *article.Value) shape {
	switch v.Kind {
	case article.Bool:
		return truthValue
	case article.Int, article.Float:
		return numberValue
	case article.Time:
		return dateValue
	case article.String:
		if strings.TrimSpace(v.Text) == "" {
			return noValue
		}
		return textValue
	case article.List:
		if len(v.Items) == 0 {
			return noValue
		}
		return listValue
	case article.Map:
		if len(v.Entries) == 0 {
			return noValue
		}
		return mapValue
	default:
		return noValue
	}
}

func quirkOf(v *article.Value) quirk {
	switch word := strings.ToLower(v.Text); {
	case strings.Contains(word, "{{") || strings.Contains(word, "{%"):
		return template
	case v.Quoted && (word == "true" || word == "false"):
		return quotedTruth
	case !v.Quoted && isWordTruth(word):
		return wordTruth
	case strings.Contains(v.Text, ","):
		return commas
	case !v.Quoted:
		return bare
	default:
		return noQuirk
	}
}

// isWordTruth reports whether YAML 1.1 takes a word without quotes for true or false, and YAML 1.2
// for a text.
func isWordTruth(word string) bool {
	return word == "yes" || word == "no" || word == "on" || word == "off"
}

// emptyItem is the first item of a list without a value; nil if there is none.
func emptyItem(v *article.Value) *article.Span {
	if i := slices.IndexFunc(v.Items, isEmptyItem); i >= 0 {
		at := v.Items[i].Span
		return &at
	}
	return nil
}

func isEmptyItem(v *article.Value) bool {
	return v.Kind == article.Null || v.Kind == article.String && strings.TrimSpace(v.Text) == ""
}

// find is the key of a name; nil if the article has not got it. Of several the first counts.
func (o *outline) find(name string) *key {
	for i := range o.Keys {
		if o.Keys[i].Name == name {
			return &o.Keys[i]
		}
	}
	return nil
}
