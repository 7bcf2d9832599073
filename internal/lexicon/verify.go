package lexicon

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/source"
)

// test is what a group says about itself.
type test struct {
	group    *group
	language string
}

// Verify runs the tests that the packs carry: every example must be hit by its own
// group, no counterexample may be, and no phrase may stand in two groups of a slot.
func (l *Lexicon) Verify() []Problem {
	var problems []Problem
	for i, t := range l.tests {
		for _, example := range t.group.examples {
			if !l.hits(i, example.text) {
				problems = append(problems, example.problem("example \"%s\" is not found by its own patterns", example.text))
			}
		}
		for _, counter := range t.group.counters {
			if l.hits(i, counter.text) {
				problems = append(problems, counter.problem("counterexample \"%s\" is found", counter.text))
			}
		}
	}
	return append(problems, l.repetitions()...)
}

// hits reports whether a group finds something in a text. For a Harmless group it
// must also be that nothing destructive is left.
func (l *Lexicon) hits(test int, text string) bool {
	g := l.tests[test].group
	switch {
	case g.whole&openings != 0:
		r := l.wholeReader()
		return r.opens(r.title(text), g.whole)
	case g.whole != 0:
		return l.titleSlots(text)&g.whole != 0
	case g.slot == Command:
		return l.commandHits(test, text)
	}
	f := newFinder(l)
	f.scanner.scan([]byte(text), []source.Span{{Start: 0, End: len(text)}})
	own := slices.ContainsFunc(f.hits, func(h hit) bool { return l.texts.groups[h.group].test == test })
	counts := slices.ContainsFunc(f.resolve(), func(h hit) bool {
		p := &l.texts.groups[h.group]
		return p.slot == g.slot && p.kind == g.kind && p.weak == g.weak || g.slot == Harmless && p.slot == Destructive
	})
	return own && counts != (g.slot == Harmless)
}

// repetitions finds patterns that stand in a slot twice, whatever their case.
func (l *Lexicon) repetitions() []Problem {
	var problems []Problem
	seen := map[string]bool{}
	for _, t := range l.tests {
		g := t.group
		lines := slices.Clone(g.commands)
		for _, e := range g.match {
			lines = append(lines, e.line)
		}
		for _, line := range lines {
			key := fmt.Sprint(t.language, g.slot, g.whole, g.kind, strings.Fields(strings.ToLower(line.text)))
			if seen[key] {
				problems = append(problems, line.problem("pattern \"%s\" stands in its slot twice", line.text))
			}
			seen[key] = true
		}
	}
	return problems
}
