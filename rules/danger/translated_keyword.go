package danger

import (
	"path"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/site"
)

var translatedKeyword = lint.CorpusRule[lint.None, *callouts]{
	Meta: lint.Meta{
		ID:       "danger/translated-keyword",
		Summary:  "A callout is written so that the site shows it as one.",
		Severity: lint.Error,
	},
	Facts: calloutFacts,
	Judge: judgeTranslatedKeyword,
}

func judgeTranslatedKeyword(c *lint.Corpus[*callouts], _ lint.None) {
	shelves := map[*site.Config]*shelf{}
	for where, facts := range c.All() {
		if facts.isEmpty() {
			continue
		}
		config := site.ConfigOf(c.Site().Configs, where.Site)
		if shelves[config] == nil {
			shelves[config] = &shelf{dialect: dialectOf(c, config)}
		}
		shelves[config].containers.add(facts.habits(false))
		shelves[config].alerts.add(facts.habits(true))
	}
	for _, s := range shelves {
		s.settle()
	}
	for where, facts := range c.Asked() {
		if facts.isEmpty() {
			continue
		}
		j := judge{c, where, shelves[site.ConfigOf(c.Site().Configs, where.Site)].dialect}
		for i := range facts.Marks {
			if m := &facts.Marks[i]; m.Alert {
				j.alert(m)
			} else {
				j.container(m)
			}
		}
		j.strays(facts.Strays)
	}
}

// shelf is the articles of a site.
type shelf struct {
	dialect            *site.Dialect
	containers, alerts habits
}

func (h *habits) add(other habits) {
	h.usual = h.usual || other.usual
	h.translated += other.translated
}

// settle drops what is assumed of a site whose generator is not known, if its articles speak against it.
func (s *shelf) settle() {
	if s.dialect.Certain {
		return
	}
	if s.containers.own() {
		s.dialect.Types = nil
	}
	if s.alerts.own() {
		s.dialect.Alerts = nil
	}
}

// own reports whether a site seems to have types of its own: several articles name theirs in another
// language, and none as others do.
func (h *habits) own() bool { return !h.usual && h.translated > 1 }

// dialectOf is what a site makes of the types of callouts. In Obsidian alerts may have any type.
func dialectOf(c *lint.Corpus[*callouts], config *site.Config) *site.Dialect {
	if config == nil {
		config = &site.Config{Dir: "."}
	}
	d := config.Dialect()
	if files := c.Site().Files; files != nil && files.IsFolder(path.Join(config.Dir, ".obsidian")) {
		d.Alerts = nil
	}
	return d
}

// judge reads the callouts of an article as its site does.
type judge struct {
	*lint.Corpus[*callouts]

	where   lint.Place
	dialect *site.Dialect
}

func (j *judge) container(m *mark) {
	d := j.dialect
	switch {
	case d.Types == nil:
	case m.Name == "":
		if d.Certain {
			j.Report(j.where, m.Span, "the title behind \":::\" has no type before it, so readers see plain text and no callout; write one of %s behind the colons", quoted(d.Types))
		}
	case !d.Knows(m.Name):
		if f, ok := j.unknown(m); ok {
			j.report(m, &f)
		}
	case d.Tight && m.blank().Len() > 0:
		at := m.blank()
		f := j.Report(j.where, m.Span, "the blank between the colons and \"%s\" keeps this from being a callout, so readers see plain text; remove it", m.Name)
		bound(f, typeWords[m.Name] == warnsOfHarm)
		f.Fix([]edit.Edit{{Start: at.Start, End: at.End}}, "remove the blank")
	case d.Certain && m.Swallows && slices.Contains(d.Types, m.Name):
		f := j.Report(j.where, m.Span, "nothing closes the callout \"%s\", so that readers see what follows inside it, headings and all; write \"%s\" below its text", m.Name, strings.Repeat(":", m.Colons))
		f.AtMost = lint.Warning
	}
}

// fault is what is wrong with a type that the site does not know.
type fault struct {
	meant  string   // the type that it was to be; "" where that is not certain
	among  []string // the types that it may have been
	strong bool     // a warning is lost
}

// unknown judges a type that the site does not know. It is not ok where the name may be that of anything
// else.
func (j *judge) unknown(m *mark) (f fault, ok bool) {
	d := j.dialect
	lower := strings.ToLower(m.Name)
	switch word := typeWords[lower]; {
	case lower != m.Name && d.Certain && slices.Contains(d.Types, lower):
		return fault{meant: lower, strong: word == warnsOfHarm}, true
	case word != 0: // another dialect's
		strong := word == warnsOfHarm
		return fault{among: ofWeight(d.Types, strong), strong: strong}, d.Closed
	}
	f, ok = m.translated(d.Types)
	return f, ok && (f.strong || d.Certain)
}

// translated judges a name that translates or misspells types.
func (m *mark) translated(types []string) (f fault, ok bool) {
	means := m.Means
	if m.Near != "" {
		means = []string{m.Near}
	}
	for _, t := range means {
		f.strong = f.strong || typeWords[t] == warnsOfHarm
		if slices.Contains(types, t) {
			f.among = append(f.among, t)
		}
	}
	if len(means) == 1 && len(f.among) == 1 {
		f.meant = f.among[0]
	}
	if len(f.among) == 0 {
		f.among = ofWeight(types, f.strong)
	}
	return f, len(means) > 0
}

// ofWeight are the types that warn, or those that do not.
func ofWeight(types []string, strong bool) []string {
	return slices.DeleteFunc(slices.Clone(types), func(t string) bool { return strong != (typeWords[t] == warnsOfHarm) })
}

// alert judges "> [!TYPE]". Types of other dialects are left alone: Obsidian has many, and who writes for
// it may write for GitHub, too.
func (j *judge) alert(m *mark) {
	d := j.dialect
	lower := strings.ToLower(m.Name)
	if d.Alerts == nil || m.Name == "" || typeWords[lower] != 0 || d.Names(m.Name) || d.Names(lower) {
		return
	}
	f, ok := m.translated(d.Alerts)
	if !ok || !f.strong && !d.Certain {
		return
	}
	f.meant = strings.ToUpper(f.meant)
	for i := range f.among {
		f.among[i] = strings.ToUpper(f.among[i])
	}
	j.report(m, &f)
}

// report reports a type that the site does not know.
func (j *judge) report(m *mark, f *fault) {
	if f.meant == "" {
		d := j.Report(j.where, m.Word, "\"%s\" is no type of callout that is known here, so readers see plain text and no callout; write one of %s", m.Name, quoted(f.among))
		bound(d, f.strong)
		return
	}
	d := j.Report(j.where, m.Word, "\"%s\" is no type of callout that is known here, so readers see plain text and no callout; write \"%s\"", m.Name, f.meant)
	bound(d, f.strong)
	if m.Open {
		return // as a callout it would go on to the end of the page
	}
	at := m.Word
	if !m.Alert && j.dialect.Tight {
		at.Start = m.blank().Start
	}
	d.Fix([]edit.Edit{{Start: at.Start, End: at.End, New: f.meant}}, "write \"%s\"", f.meant)
}

// strays reports closing marks that close nothing.
func (j *judge) strays(spans []article.Span) {
	if j.dialect.Types == nil || !j.dialect.Certain {
		return
	}
	for _, s := range spans {
		j.Report(j.where, s, "\"%s\" closes nothing, so readers see it as text and no callout above it; restore the line that opened the callout, or remove this one", strings.Repeat(":", s.Len()))
	}
}

// bound lessens the weight of a finding on what does not warn.
func bound(d *lint.Diagnostic, strong bool) {
	if !strong {
		d.AtMost = lint.Warning
	}
}

// quoted lists types for a message.
func quoted(types []string) string { return "\"" + strings.Join(types, "\", \"") + "\"" }
