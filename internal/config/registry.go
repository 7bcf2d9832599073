package config

import (
	"maps"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/spelling"
)

// registry knows the rules that there are.
type registry struct {
	rules    []lint.Rule
	byID     map[string]lint.Rule
	families map[string][]string // the ids of a family's rules
	names    []string            // of rules and families
}

func newRegistry(families []lint.Family) *registry {
	r := &registry{byID: map[string]lint.Rule{}, families: map[string][]string{}}
	for _, family := range families {
		ids := make([]string, 0, len(family.Rules))
		for _, rule := range family.Rules {
			id := rule.Describe().ID
			ids = append(ids, id)
			r.byID[id] = rule
		}
		r.rules = append(r.rules, family.Rules...)
		r.families[family.Name] = ids
		r.names = append(append(r.names, family.Name), ids...)
	}
	return r
}

func (r *registry) known(name string) bool { return slices.Contains(r.names, name) }

// takes reports whether a rule takes over its family's severity. One that has to be named to be on
// is turned off by that of its family, but not on.
func (r *registry) takes(id string, s lint.Severity) bool {
	return s == lint.Off || !r.byID[id].Describe().OptIn
}

// nearest is the rule or family that a misspelt name most likely stands for: one that is spelled
// nearly alike, else a rule that has this name in another family or without one.
func (r *registry) nearest(name string) (string, bool) {
	name = strings.ToLower(name)
	if near, ok := spelling.Nearest(name, r.names); ok {
		return near, true
	}
	byName := map[string]string{}
	for _, rule := range r.rules {
		id := rule.Describe().ID
		byName[bareName(id)] = id
	}
	near, ok := spelling.Nearest(bareName(name), slices.Sorted(maps.Keys(byName)))
	return byName[near], ok
}

// bareName is a rule's name without its family.
func bareName(id string) string { return id[strings.LastIndexByte(id, '/')+1:] }
