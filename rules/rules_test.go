package rules_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/rules"
)

// ids lists the ids of all rules in the order in which they are shown.
func ids() []string {
	var out []string
	for _, family := range rules.All() {
		for _, rule := range family.Rules {
			out = append(out, rule.Describe().ID)
		}
	}
	return out
}

func TestIDsAreUnique(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, id := range ids() {
		if seen[id] {
			t.Errorf("two rules have the id %q", id)
		}
		seen[id] = true
	}
}

func TestIDsBeginWithTheirFamily(t *testing.T) {
	t.Parallel()
	for _, family := range rules.All() {
		if len(family.Rules) == 0 {
			t.Errorf("the family %q has no rules", family.Name)
		}
		for _, rule := range family.Rules {
			if id := rule.Describe().ID; !strings.HasPrefix(id, family.Name+"/") {
				t.Errorf("the rule %q is in the family %q", id, family.Name)
			}
		}
	}
}

func TestOrder(t *testing.T) {
	t.Parallel()
	var names []string
	for _, family := range rules.All() {
		names = append(names, family.Name)
	}
	want := []string{"frontmatter", "links", "danger", "keywords", "faq", "structure", "kblint"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("families (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(ids(), ids()); diff != "" {
		t.Errorf("the order changes from call to call:\n%s", diff)
	}
}

// maxSeed leaves the fixtures out that are large on purpose.
const maxSeed = 8 << 10

// FuzzRules runs all rules on any bytes: none may panic, all places must lie in the article, the
// fixes of one finding must not get in each other's way, and facts must survive JSON.
func FuzzRules(f *testing.F) {
	for _, name := range fixtures(f) {
		src, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		if len(src) <= maxSeed {
			f.Add(src)
		}
	}
	f.Add([]byte("# FAQ\n\n## 1. Is it 100%!?\n"))
	lex := lexicon.Default()
	f.Fuzz(func(t *testing.T, src []byte) {
		a := article.Parse("faq/index.md", src, lex)
		for _, family := range rules.All() {
			for _, rule := range family.Rules {
				bound := lint.Bind(rule, nil, lint.Env{})
				if bound.Check != nil {
					pass := lint.NewPass(a, article.Date{Year: 2026, Month: 3, Day: 15})
					bound.Check(pass)
					for _, d := range pass.Take() {
						checkDiagnostic(t, bound.ID, src, d)
					}
				}
				if bound.Facts != nil {
					checkFacts(t, bound.Facts, a)
				}
			}
		}
	})
}

// maxRounds is how often the safe fixes of all rules may have to be applied until there are none left: once,
// and again for what was in the way of others, or could not be seen for them.
const maxRounds = 8

// FuzzFixes applies the safe fixes of all rules to any bytes, as often as there are any: that must end soon.
func FuzzFixes(f *testing.F) {
	for _, name := range fixtures(f) {
		src, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		if len(src) <= maxSeed {
			f.Add(src)
		}
	}
	for _, found := range []string{
		"0. Is <!A0?00>\n0. ?",
		"**0?**\x80\x00\n\n*2)A?",
		"1)A000000?\n\n**A?****2)A0 A YAng ?**!000000000000000",
	} {
		f.Add([]byte(found))
	}
	lex := lexicon.Default()
	f.Fuzz(func(t *testing.T, src []byte) {
		original := src
		for range maxRounds {
			fixed, _ := applySafe(t, src, lex)
			if bytes.Equal(fixed, src) {
				return
			}
			src = fixed
		}
		t.Fatalf("the fixes of %q do not come to an end: after %d rounds it is %q", original, maxRounds, src)
	})
}

// TestFixesAreIdempotent applies the safe fixes of all rules to all fixtures, twice: what was left out of the
// first round, because it was in the way of others, is
// all that a second round may do.
func TestFixesAreIdempotent(t *testing.T) {
	t.Parallel()
	lex := lexicon.Default()
	fixed := 0
	for _, name := range fixtures(t) {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		once, dropped := applySafe(t, src, lex)
		if dropped > 0 || bytes.Equal(once, src) {
			continue
		}
		fixed++
		if twice, _ := applySafe(t, once, lex); !bytes.Equal(once, twice) {
			t.Errorf("%s: the fixes leave something to fix (-once +twice):\n%s", name, cmp.Diff(string(once), string(twice)))
		}
	}
	if fixed < 30 {
		t.Errorf("only %d fixtures have something to fix", fixed)
	}
}

// fixtures are the articles of all families' tests.
func fixtures(tb testing.TB) []string {
	tb.Helper()
	names, err := filepath.Glob("*/testdata/*/*.md")
	if err != nil || len(names) == 0 {
		tb.Fatalf("no fixtures found: %v", err)
	}
	return names
}

// applySafe applies the safe fixes of all article rules once, and tells how many were in the way of others.
func applySafe(t *testing.T, src []byte, lex *lexicon.Lexicon) (fixed []byte, dropped int) {
	t.Helper()
	a := article.Parse("faq/index.md", src, lex)
	var found []*lint.Diagnostic
	for _, family := range rules.All() {
		for _, rule := range family.Rules {
			bound := lint.Bind(rule, nil, lint.Env{})
			if bound.Check == nil || bound.OptIn {
				continue
			}
			pass := lint.NewPass(a, article.Date{Year: 2026, Month: 3, Day: 15})
			bound.Check(pass)
			found = append(found, pass.Take()...)
		}
	}
	slices.SortStableFunc(found, func(a, b *lint.Diagnostic) int { return a.Span.Start - b.Span.Start })
	var sets [][]edit.Edit
	for _, d := range found {
		if len(d.Fixes) > 0 && d.Fixes[0].Safe {
			sets = append(sets, d.Fixes[0].Edits)
		}
	}
	merged, dropped := edit.Merge(sets)
	return edit.Apply(src, merged), dropped
}

func checkDiagnostic(t *testing.T, id string, src []byte, d *lint.Diagnostic) {
	t.Helper()
	file := article.Span{End: len(src)}
	places := []article.Span{d.Span}
	for _, related := range d.Related {
		places = append(places, related.Span)
	}
	for _, at := range places {
		if at.Start > at.End || !file.Contains(at) {
			t.Fatalf("%s: the place %v is not in the article of %d bytes", id, at, len(src))
		}
	}
	for _, fix := range d.Fixes {
		merged, dropped := edit.Merge([][]edit.Edit{fix.Edits})
		if dropped > 0 || len(merged) == 0 {
			t.Fatalf("%s: a fix is nothing or in its own way: %v", id, fix.Edits)
		}
		edit.Apply(src, merged) // panics for an edit outside the article
	}
	// What an argument quotes from the article may look like Go's sign of a misfit.
	m := lint.Message{Format: d.Message.Format}
	for _, arg := range d.Message.Args {
		if text, ok := arg.(string); ok {
			arg = strings.ReplaceAll(text, "%!", "")
		}
		m.Args = append(m.Args, arg)
	}
	if text := m.String(); strings.Contains(text, "%!") {
		t.Fatalf("%s: the message and its arguments do not fit: %s", id, text)
	}
}

func checkFacts(t *testing.T, facts lint.Collector, a *article.Article) {
	t.Helper()
	got := facts.CollectAny(a)
	data, err := json.Marshal(got)
	if err != nil {
		t.Fatalf("%s: %v", facts.FactsName(), err)
	}
	back := reflect.New(reflect.TypeOf(got))
	if err := json.Unmarshal(data, back.Interface()); err != nil {
		t.Fatalf("%s: %v", facts.FactsName(), err)
	}
}
