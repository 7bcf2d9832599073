package frontmatter

import (
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lint"
)

var valueType = lint.CorpusRule[lint.None, *outline]{
	Meta: lint.Meta{
		ID:       "frontmatter/type",
		Summary:  "A key has the type of value that it has in the rest of the site.",
		Severity: lint.Warning,
	},
	Facts: outlines,
	Judge: judgeType,
}

const (
	// enoughUses is how often a key must be used for its type to be known.
	enoughUses = 10
	// clearMajority is the percentage of uses that must be alike.
	clearMajority = 90
	// ownCustom is the percentage of an article's own shelf that makes an exception its custom.
	ownCustom = 20
	// enoughCommas is how many texts with commas show that a site writes lists so.
	enoughCommas = 3
)

// uses counts the values of one key by their shapes.
type uses struct {
	total  int
	shapes [shapes]int
	commas int
}

func (u *uses) add(k *key) {
	if k.isEmpty() || k.Quirk == template {
		return
	}
	u.total++
	u.shapes[k.Shape]++
	if k.Quirk == commas {
		u.commas++
	}
}

// usual is the shape that nearly all values have; noValue if there is none.
func (u *uses) usual() shape {
	for s, n := range u.shapes {
		if u.total >= enoughUses && 100*n >= clearMajority*u.total {
			return shape(s)
		}
	}
	return noValue
}

func judgeType(c *lint.Corpus[*outline], _ lint.None) {
	site := map[string]*uses{}
	byShelf := shelves[map[string]*uses]{}
	for where, facts := range judged(c.All()) {
		near := byShelf.at(own(*where.Address))
		if *near == nil {
			*near = map[string]*uses{}
		}
		for i := range facts.Keys {
			count(*near, &facts.Keys[i])
			count(site, &facts.Keys[i])
		}
	}
	for where, facts := range judged(c.Asked()) {
		if facts.Broken {
			continue
		}
		near := *byShelf.at(own(*where.Address))
		for i := range facts.Keys {
			k := &facts.Keys[i]
			j := typeJudge{c, where, facts, k, site[k.Name], near[k.Name]}
			j.judge()
		}
	}
}

func count(byKey map[string]*uses, k *key) {
	u := byKey[k.Name]
	if u == nil {
		u = &uses{}
		byKey[k.Name] = u
	}
	u.add(k)
}

// typeJudge judges one value.
type typeJudge struct {
	*lint.Corpus[*outline]
	where     lint.Place
	facts     *outline
	key       *key
	site, own *uses // of the key
}

func (j *typeJudge) report(at article.Span, format string, args ...any) *lint.Diagnostic {
	return j.Report(j.where, at, format, args...)
}

func (j *typeJudge) judge() {
	k := j.key
	switch {
	case k.Quirk == hollow:
		j.report(k.Value, "\"%s\" is a list of nothing; write its items, or remove the key", k.Name)
	case k.Empty != nil:
		j.report(*k.Empty, "this item of \"%s\" is empty; write it, or remove it", k.Name)
	case k.Quirk == wordTruth && article.Format(j.facts.Format) == article.YAML:
		j.wordTruth()
	case k.Quirk == template || k.isEmpty():
	default:
		j.majority()
	}
}

// wordTruth is about the Norway problem: what is a text to one reader of YAML is true or false to
// another.
func (j *typeJudge) wordTruth() {
	k := j.key
	meant := "false"
	if word := strings.ToLower(k.Text); word == "yes" || word == "on" {
		meant = "true"
	}
	d := j.report(k.Value, "some site generators read %s as %s, others as a text; write %s, or put it in quotes", k.Text, meant, meant)
	if usual := j.site.usual(); usual == textValue || j.site.shapes[textValue] > 1 && j.site.shapes[truthValue] == 0 {
		d.Suggest(quoted(k.Value), "put it in quotes")
	} else {
		d.Suggest([]edit.Edit{{Start: k.Value.Start, End: k.Value.End, New: meant}}, "write \"%s\"", meant)
	}
}

func (j *typeJudge) majority() {
	k := j.key
	usual := j.site.usual()
	if usual == noValue {
		j.quotedTruth()
		return
	}
	if usual == k.Shape || j.isCustom(usual) {
		return
	}
	n, total := j.site.shapes[usual], j.site.total
	d := j.report(k.Value, typeFormat(k.Shape, usual), k.Name, n, total)
	switch {
	case usual == textValue && (k.Shape == numberValue || k.Shape == dateValue):
		d.Suggest(quoted(k.Value), "put it in quotes")
	case k.Quirk == quotedTruth && usual == truthValue, usual == numberValue && isCanonicalNumber(k.Text):
		if bare := unquoted(k); bare != nil {
			d.Suggest(bare, "take the quotes away")
		}
	}
}

// isCustom reports whether the other shape is meant: a plain false switches something off, there may be
// several of what is usually one, a text with commas is a list where others are written so, and a folder may have a custom of its own.
func (j *typeJudge) isCustom(usual shape) bool {
	k := j.key
	switch {
	case k.Shape == truthValue && k.Text == "false" && k.Name != "title":
		return true
	case usual == textValue && k.Shape == listValue && oneOrMore[k.Name]:
		return true
	case usual == listValue && k.Quirk == commas && j.site.commas >= enoughCommas:
		return true
	case usual == dateValue && k.Shape == textValue && !k.date().Date.IsZero(), usual == textValue && k.Shape == dateValue && j.site.commas == 0 && isDateKey(k.Name):
		return true // how a date is written is for another rule
	default:
		return j.own.total >= enoughUses && 100*j.own.shapes[k.Shape] >= ownCustom*j.own.total
	}
}

// oneOrMore are the keys of which most generators and themes take one value or a list, as an article
// has one author or two.
var oneOrMore = map[string]bool{
	"author": true, "authors": true, "category": true, "categories": true, "tag": true, "tags": true, "keywords": true,
	"image": true, "images": true, "alias": true, "aliases": true, "redirect_from": true, "series": true, "lang": true,
}

// switches are the keys that generators take true or false for.
var switches = map[string]bool{"draft": true, "published": true, "unlisted": true, "hidden": true, "archived": true, "noindex": true, "headless": true}

// quotedTruth is about "false" in quotes under a key that every generator reads as a switch: most
// programs take any text for true.
func (j *typeJudge) quotedTruth() {
	k := j.key
	if k.Quirk != quotedTruth || !switches[k.Name] {
		return
	}
	d := j.report(k.Value, "\"%s\" is the text \"%s\" here, which some site generators take for true; write %s without quotes", k.Name, k.Text, strings.ToLower(k.Text))
	if bare := unquoted(k); bare != nil {
		d.Suggest(bare, "take the quotes away")
	}
}

func quoted(at article.Span) []edit.Edit {
	return []edit.Edit{{Start: at.Start, End: at.Start, New: "\""}, {Start: at.End, End: at.End, New: "\""}}
}

// unquoted takes the quotes off a value; nil if it is written in another way.
func unquoted(k *key) []edit.Edit {
	if k.Value.Len() != len(k.Text)+len(`""`) {
		return nil
	}
	return []edit.Edit{{Start: k.Value.Start, End: k.Value.Start + 1}, {Start: k.Value.End - 1, End: k.Value.End}}
}

// isCanonicalNumber reports whether a text is a whole number as every notation writes it.
func isCanonicalNumber(s string) bool {
	digits := strings.TrimLeft(s, "0123456789")
	return s != "" && digits == "" && (s == "0" || s[0] != '0') && len(s) <= 9
}

// typeFormat says what the value is and what it usually is. Each is a whole sentence, because
// translations cannot be put together from parts.
func typeFormat(is, usual shape) string {
	switch usual {
	case listValue:
		switch is {
		case textValue:
			return "\"%s\" is a text here, but a list in %d of %d articles; write a list, if only of one item"
		default:
			return "\"%s\" is a list in %d of %d articles, but not here; write a list"
		}
	case textValue:
		switch is {
		case numberValue:
			return "\"%s\" is a number here, but a text in %d of %d articles; put it in quotes"
		case dateValue:
			return "\"%s\" is a date here, but a text in %d of %d articles; put it in quotes"
		case listValue:
			return "\"%s\" is a list here, but a text in %d of %d articles; write a text"
		default:
			return "\"%s\" is a text in %d of %d articles, but not here; write a text"
		}
	case numberValue:
		if is == textValue {
			return "\"%s\" is a text here, but a number in %d of %d articles; write the number without quotes"
		}
		return "\"%s\" is a number in %d of %d articles, but not here; write a number"
	case truthValue:
		if is == textValue {
			return "\"%s\" is a text here, but true or false in %d of %d articles; write true or false without quotes"
		}
		return "\"%s\" is true or false in %d of %d articles, but not here; write one of the two"
	case dateValue:
		return "\"%s\" is a date in %d of %d articles, but not here; write a date"
	default:
		return "\"%s\" is a map of keys in %d of %d articles, but not here; write its keys below it"
	}
}
