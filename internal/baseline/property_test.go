package baseline_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/baseline"
	"github.com/kblint/kblint/internal/config"
	"github.com/kblint/kblint/internal/engine"
	"github.com/kblint/kblint/internal/lint"
)

// faults reports each "X", the insertion point behind each "Y", and each word that begins with "Z".
var faults = []lint.Family{{Name: "test", Rules: []lint.Rule{lint.ArticleRule[lint.None]{
	Meta: lint.Meta{ID: "test/fault", Summary: "No faults.", Severity: lint.Error},
	Check: func(p *lint.Pass, _ lint.None) {
		for i, b := range p.Source {
			switch b {
			case 'X':
				p.Report(article.Span{Start: i, End: i + 1}, "fault in line %d", bytes.Count(p.Source[:i], []byte("\n")))
			case 'Y':
				p.Report(article.Span{Start: i + 1, End: i + 1}, "something is missing here")
			case 'Z':
				p.Report(article.Span{Start: i, End: i + bytes.IndexAny(p.Source[i:], " \r\n")}, "a long fault")
			}
		}
	},
}}}}

func found(src string) []baseline.Entry {
	r := engine.Run(context.Background(), engine.Options{
		Families: faults, Config: config.Default(faults), Workers: 1, SkipDiscovery: true,
		Stdin: &engine.Stdin{Path: "a.md", Abs: "/a.md", Reader: strings.NewReader(src)},
	})
	var entries []baseline.Entry
	for _, f := range r.Findings {
		entries = append(entries, baseline.Entry{Path: f.Path, Rule: f.Rule, Section: f.Imprint.Section, Text: f.Imprint.Text})
	}
	return entries
}

// draft is an article that is being edited.
type draft struct {
	rand     *rand.Rand
	keys     []string
	sections [][]string // the first passage is the heading
	next     int        // makes words that stand nowhere else
}

func (d *draft) words(n int) string {
	words := make([]string, n)
	for i := range words {
		d.next++
		words[i] = fmt.Sprintf("kata%d", d.next)
	}
	return strings.Join(words, " ")
}

// fault is a passage with a fault in it.
func (d *draft) fault() string {
	kind := []string{"X", "kecilX", "Y", "Zpanjang-sekali/dan/seterusnya-%d.png"}[d.rand.IntN(4)]
	if strings.Contains(kind, "%d") {
		d.next++
		kind = fmt.Sprintf(kind, d.next)
	}
	switch d.rand.IntN(4) {
	case 0:
		return "- " + kind
	case 1:
		return "> " + d.words(1) + " " + kind + " " + d.words(8)
	default:
		return d.words(9) + " " + kind + " " + d.words(9)
	}
}

func isFault(passage string) bool { return strings.ContainsAny(passage, "XYZ") }

func newDraft(seed uint64) *draft {
	d := &draft{rand: rand.New(rand.NewPCG(seed, 1)), keys: []string{"title: X", "date: 2024-05-01", "tags: [a, X, b]"}}
	for range 1 + d.rand.IntN(5) {
		section := []string{strings.Repeat("#", 1+d.rand.IntN(3)) + " " + d.words(2)}
		for range 1 + d.rand.IntN(4) {
			section = append(section, d.words(12))
			if d.rand.IntN(2) == 0 {
				section = append(section, d.fault())
			}
		}
		d.sections = append(d.sections, section)
	}
	if d.rand.IntN(3) == 0 { // a section that stands twice
		d.sections = append(d.sections, slices.Clone(d.sections[0]))
	}
	return d
}

func (d *draft) String() string {
	var b strings.Builder
	b.WriteString("---\n" + strings.Join(d.keys, "\n") + "\n---\n")
	for _, section := range d.sections {
		b.WriteString("\n" + strings.Join(section, "\n\n") + "\n")
	}
	return b.String()
}

// edit changes something beside the faults and says what.
func (d *draft) edit() string {
	at := d.rand.IntN(len(d.sections))
	section := d.sections[at]
	passage := d.rand.IntN(len(section))
	switch d.rand.IntN(8) {
	case 0:
		d.sections[at] = slices.Insert(section, passage+1, d.words(20))
		return "insert a paragraph"
	case 1:
		d.rand.Shuffle(len(d.sections), func(i, j int) { d.sections[i], d.sections[j] = d.sections[j], d.sections[i] })
		return "put sections in another order"
	case 2:
		section[0] = "## " + d.words(3)
		return "write a heading anew"
	case 3:
		if passage > 0 && !isFault(section[passage]) {
			d.sections[at] = slices.Delete(section, passage, passage+1)
		}
		return "delete a paragraph"
	case 4:
		d.keys = append([]string{"k" + d.words(1) + ": v"}, d.keys...)
		return "add a key"
	case 5:
		d.sections = slices.Insert(d.sections, at, []string{"# " + d.words(2), d.words(5)})
		return "insert a section"
	case 6:
		if strings.HasPrefix(section[passage], "kata") {
			section[passage] = d.words(3) + " " + section[passage] + " " + d.words(3)
		}
		return "add words far from a fault"
	default:
		if passage > 1 {
			other := d.rand.IntN(len(d.sections))
			d.sections[at] = slices.Delete(slices.Clone(section), passage, passage+1)
			d.sections[other] = append(d.sections[other], section[passage])
		}
		return "move a paragraph into another section"
	}
}

func always(string, string) bool { return true }

// TestEditsElsewhere holds that edits beside the faults make no finding new and no entry stale, and that
// a new fault is always shown.
func TestEditsElsewhere(t *testing.T) {
	for seed := range uint64(400) {
		d := newDraft(seed)
		known := baseline.New(found(d.String()))
		var edits []string
		for range 1 + d.rand.IntN(8) {
			edits = append(edits, d.edit())
		}
		src := d.String()
		if d.rand.IntN(4) == 0 {
			src = "\ufeff" + strings.ReplaceAll(src, "\n", "\r\n")
		}
		now := found(src)
		v := known.Match(baseline.Run{Found: now, Judged: always})
		if slices.Contains(v.New, true) || len(v.Stale) > 0 {
			t.Fatalf("seed %d: %q: new %v, stale %q among %q in\n%s", seed, edits, v.New, v.Stale, now, src)
		}
		at := d.rand.IntN(len(d.sections))
		fault := d.fault()
		if i := slices.IndexFunc(d.sections[at], isFault); i >= 0 && d.rand.IntN(2) == 0 {
			fault = d.sections[at][i] // one that is there already
		}
		d.sections[at] = append(d.sections[at], fault)
		v = known.Match(baseline.Run{Found: found(d.String()), Judged: always})
		if n := len(v.New) - v.Known; n != 1 || len(v.Stale) > 0 {
			t.Fatalf("seed %d: a new fault %q: %d are new, stale %q in\n%s", seed, fault, n, v.Stale, d.String())
		}
		// What is mended is stale, and nothing else.
		v = known.Match(baseline.Run{Found: now[:len(now)/2], Judged: always})
		if len(v.Stale) != len(now)-len(now)/2 || v.Known != len(now)/2 {
			t.Fatalf("seed %d: %d of %d are mended, but stale is %q", seed, len(now)-len(now)/2, len(now), v.Stale)
		}
	}
}
