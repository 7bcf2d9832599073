package engine

import (
	"slices"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/config"
	"github.com/kblint/kblint/internal/lint"
)

// audit reports suppression comments that suppressed nothing. It runs after all rules, and a
// comment that is for a rule that did not run is left in peace.
func (r *run) audit() {
	for _, l := range r.results {
		rule, on := settingOf(l.settings, lint.UnusedDisableID)
		if l.suppressions == nil || !on || !l.readable || l.untouched {
			continue
		}
		for _, sup := range l.suppressions.list {
			if sup.used || sup.name == lint.UnusedDisableID || !ran(l.settings, &sup) {
				continue
			}
			what := sup.name
			d := &lint.Diagnostic{Span: sup.at}
			if what == "" {
				d.Message = lint.Message{Format: "this comment disables nothing: no rule has a finding here; remove it"}
			} else {
				d.Message = lint.Message{Format: "\"%s\" is disabled here but has no finding; remove the comment", Args: []any{what}}
			}
			l.add(rule, d)
		}
	}
}

// ran reports whether a rule that the comment is for was run on the article.
func ran(s *config.Settings, sup *suppression) bool {
	return sup.name == "" || slices.ContainsFunc(s.Rules, func(r config.Rule) bool { return sup.names(r.ID) })
}

func settingOf(s *config.Settings, id string) (config.Rule, bool) {
	i := slices.IndexFunc(s.Rules, func(r config.Rule) bool { return r.ID == id })
	if i < 0 {
		return config.Rule{}, false
	}
	return s.Rules[i], true
}

// unknownNames reports the names in suppression comments that are no rule's.
func unknownNames(l *linted, a *article.Article, names *ruleNames) []Finding {
	rule, on := settingOf(l.settings, lint.UnknownRuleID)
	if l.suppressions == nil || !on {
		return nil
	}
	var out []Finding
	for _, at := range l.suppressions.unknown {
		name := string(at.Text(a.Source))
		m := lint.Message{Format: "there is no rule \"%s\"; `kblint rules` lists them", Args: []any{name}}
		if near, ok := names.nearest(name); ok {
			m = lint.Message{Format: "there is no rule \"%s\"; did you mean \"%s\"?", Args: []any{name, near}}
		}
		out = append(out, Finding{Rule: rule.ID, Severity: rule.Severity, Path: l.place.Path, Span: at, Message: m})
	}
	return out
}
