package frontmatter

import (
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

var dates = lint.CorpusRule[lint.None, *outline]{
	Meta: lint.Meta{
		ID:       "frontmatter/date",
		Summary:  "A date exists, is written as in the rest of the site, and makes sense beside the others.",
		Severity: lint.Warning,
	},
	Facts: outlines,
	Judge: judgeDates,
}

// dateRole is what a date is about.
type dateRole uint8

const (
	noDate    dateRole = iota
	written            // when the article came into being
	changed            // when it was last changed
	scheduled          // when it is to appear
	otherDate          // when it ends, or is to be looked at again
)

// dateKeys are the keys that hold dates, in small letters and without "-" and "_".
var dateKeys = map[string]dateRole{
	"date": written, "pubdate": written, "datepublished": written, "publishedat": written, "publishedon": written,
	"created": written, "createdat": written, "createdon": written, "datecreated": written, "creationdate": written,
	"ms.date": changed, "lastmod": changed, "lastmodified": changed, "lastmodifiedat": changed, "modified": changed,
	"datemodified": changed, "modifieddate": changed, "updated": changed, "updatedat": changed, "updateddate": changed,
	"lastupdated": changed, "lastreviewed": changed, "reviewed": changed, "revieweddate": changed,
	"publishdate": scheduled, "publishon": scheduled, "releasedate": scheduled,
	"expires": otherDate, "expirydate": otherDate, "expireson": otherDate, "expirationdate": otherDate,
	"unpublishdate": otherDate, "reviewby": otherDate, "nextreview": otherDate,
}

// roleOf tells by its name what date a key holds.
func roleOf(name string) dateRole {
	return dateKeys[plainKey.Replace(strings.ToLower(name))]
}

var plainKey = strings.NewReplacer("-", "", "_", "")

func isDateKey(name string) bool { return roleOf(name) != noDate }

// styles counts how the dates of one key are written.
type styles struct {
	values, dates int
	written       map[article.DateStyle]int
}

// usual is the style of nearly all dates, and how many those are; NotADate if there is none. A date
// that can be read in two ways fits both.
func (s *styles) usual() (style article.DateStyle, n int) {
	for style, n := range s.written {
		if style == article.MonthFirst || style == article.DayFirst {
			n += s.written[article.AnyFirst]
		}
		if s.dates >= enoughUses && 100*n >= clearMajority*s.dates {
			return style, n
		}
	}
	return article.NotADate, 0
}

func judgeDates(c *lint.Corpus[*outline], _ lint.None) {
	byKey := map[string]*styles{}
	for _, facts := range judged(c.All()) {
		for i := range facts.Keys {
			countDate(byKey, &facts.Keys[i])
		}
	}
	for where, facts := range judged(c.Asked()) {
		if facts.Broken {
			continue
		}
		j := dateJudge{c, where, facts, byKey}
		for i := range facts.Keys {
			j.judge(&facts.Keys[i])
		}
		j.order()
		j.future()
	}
}

func countDate(byKey map[string]*styles, k *key) {
	if k.isEmpty() || k.Quirk == template || k.Shape != textValue && k.Shape != dateValue && k.Shape != numberValue {
		return
	}
	s := byKey[k.Name]
	if s == nil {
		s = &styles{written: map[article.DateStyle]int{}}
		byKey[k.Name] = s
	}
	s.values++
	if k.Date != nil && !k.Date.Impossible {
		s.dates++
		s.written[k.Date.Style]++
	}
}

// dateJudge judges the dates of one article.
type dateJudge struct {
	*lint.Corpus[*outline]
	where lint.Place
	facts *outline
	byKey map[string]*styles
}

func (j *dateJudge) report(k *key, format string, args ...any) *lint.Diagnostic {
	return j.Report(j.where, k.Value, format, args...)
}

// judge looks at one value by itself and beside those of the site.
func (j *dateJudge) judge(k *key) {
	s := j.byKey[k.Name]
	if s == nil || k.isEmpty() || k.Quirk == template || k.Shape != textValue && k.Shape != dateValue && k.Shape != numberValue {
		return
	}
	// A key that nobody knows may hold dates, too, as its other values show.
	others := *s
	if k.Date == nil {
		others.values--
	}
	holdsDates := isDateKey(k.Name) || others.dates >= enoughUses && 100*others.dates >= clearMajority*others.values
	if !holdsDates {
		return
	}
	style, n := s.usual()
	switch {
	case k.Date == nil && k.Shape == numberValue && len(k.Text) > len("20251031"):
		// the seconds since 1970
	case k.Date == nil && style == article.NotADate:
		j.report(k, "\"%s\" is no date; write one, such as %s", k.Name, j.Today().String())
	case k.Date == nil:
		j.report(k, "\"%s\" is no date; write one in the form %s, as %d articles do", k.Name, style.String(), n)
	case k.Date.Impossible:
		j.report(k, "there is no such date as %s; correct it", k.Text)
	case style != article.NotADate && style != k.Date.Style && !fits(k.Date.Style, style):
		j.report(k, "this date has another form than %s, which %d of %d articles use; write it so", style.String(), n, s.dates)
	}
}

// fits reports whether a date that can be read in two ways is of a style that one of them has.
func fits(style, usual article.DateStyle) bool {
	return style == article.AnyFirst && (usual == article.MonthFirst || usual == article.DayFirst) ||
		usual == article.AnyFirst && (style == article.MonthFirst || style == article.DayFirst)
}

// date is how the value reads as a date.
func (k *key) date() article.WrittenDate {
	if k.Date == nil {
		return article.WrittenDate{}
	}
	return *k.Date
}

// day is the date of a key, if it is certain.
func day(k *key) (article.Date, bool) {
	at := k.date()
	return at.Date, !at.Date.IsZero() && at.Other.IsZero()
}

// order reports the first change that is older than the article.
func (j *dateJudge) order() {
	var first *key
	for i := range j.facts.Keys {
		if k := &j.facts.Keys[i]; roleOf(k.Name) == written {
			if _, certain := day(k); certain {
				first = k
				break
			}
		}
	}
	if first == nil {
		return
	}
	born, _ := day(first)
	for i := range j.facts.Keys {
		k := &j.facts.Keys[i]
		if at, certain := day(k); certain && roleOf(k.Name) == changed && at.Compare(born) < 0 {
			j.report(k, "\"%s\" is before \"%s\" (%s); correct one of the two", k.Name, first.Name, born.String()).
				Relate(first.Value, "\"%s\" is here", first.Name)
			return
		}
	}
}

// tomorrow allows for an author who is a day ahead.
const tomorrow = 1

// future reports an article that claims to be from a day to come, unless it is a draft or scheduled:
// Hugo and Jekyll leave it out without a word.
func (j *dateJudge) future() {
	for i := range j.facts.Keys {
		k := &j.facts.Keys[i]
		if roleOf(k.Name) == scheduled || k.Name == "draft" && k.Text == "true" || k.Name == "published" && k.Text == "false" {
			return
		}
	}
	latest := j.Today().AddDays(tomorrow)
	for i := range j.facts.Keys {
		k := &j.facts.Keys[i]
		role := roleOf(k.Name)
		if at, certain := day(k); certain && (role == written || role == changed) && at.Compare(latest) > 0 {
			j.report(k, "%s is in the future, so that some site generators leave the article out; correct the date, or mark the article as a draft", at.String())
			return
		}
	}
}
