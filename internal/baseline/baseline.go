// Package baseline keeps the findings that a site had when it took up kblint, so that later runs report
// only what is new.
//
// The file is JSON with an entry a line, sorted, and nothing in it sums entries up, so that git merges
// it as it merges text. Equal findings of an article are entries that differ in their number alone:
// then a line never stands twice, and a merge that keeps the lines of both sides is right.
package baseline

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"
)

// FileName is what a baseline is called where nobody says otherwise.
const FileName = ".kblint-baseline.json"

// Entry is a finding that is known. Equal findings are equal entries.
type Entry struct {
	Path    string `json:"path"` // slash-separated, relative to the folder of the baseline
	Rule    string `json:"rule"`
	Section string `json:"section,omitempty"` // the heading above the finding
	Text    string `json:"text,omitempty"`    // what the finding points at
}

func compare(a, b Entry) int {
	return cmp.Or(
		strings.Compare(a.Path, b.Path), strings.Compare(a.Rule, b.Rule),
		strings.Compare(a.Section, b.Section), strings.Compare(a.Text, b.Text),
	)
}

// Baseline is what is known of a site. The zero Baseline knows nothing.
type Baseline struct {
	entries []Entry // sorted
}

// New is a baseline of findings.
func New(entries []Entry) *Baseline {
	b := &Baseline{entries: slices.Clone(entries)}
	slices.SortFunc(b.entries, compare)
	return b
}

// Len is the number of entries.
func (b *Baseline) Len() int { return len(b.entries) }

// Paths are the articles that have entries, sorted.
func (b *Baseline) Paths() []string {
	var paths []string
	for i := range b.entries {
		if i == 0 || b.entries[i].Path != b.entries[i-1].Path {
			paths = append(paths, b.entries[i].Path)
		}
	}
	return paths
}

// Renamed is the baseline after articles have got new paths.
func (b *Baseline) Renamed(paths map[string]string) *Baseline {
	entries := slices.Clone(b.entries)
	for i := range entries {
		if now, moved := paths[entries[i].Path]; moved {
			entries[i].Path = now
		}
	}
	return New(entries)
}

// Run is what a run has found, as far as a baseline is concerned.
type Run struct {
	Found []Entry
	// Judged reports whether the run would have found what a rule has to say of an article. Of anything
	// else a baseline cannot tell whether it is still there.
	Judged func(path, rule string) bool
	// Ratchet compares counts instead of findings: see Match.
	Ratchet bool
}

// Verdict is what a baseline makes of a run.
type Verdict struct {
	New   []bool  // for each finding, whether it is to be reported
	Known int     // how many are not
	Stale []Entry // those that the run would have found, and did not; sorted
	Risen []Rise  // with a ratchet, in the order of folders
	kept  []Entry // those that the run could not judge
}

// Rise says that a rule has more findings in a folder than its baseline has entries.
type Rise struct {
	Folder, Rule string
	From, To     int
}

// Match tells the findings of a run that are known from those that are new. A finding is known if it has an
// entry of its own: one of its article, rule and text, first of all of its section too. So an article whose
// headings are written anew has no new findings, and where one text stands in two sections, the right one is
// called new.
//
// With a ratchet only counts matter: as long as a rule has no more findings in a folder than the baseline
// has entries, all of them are known. Where it has more, the count has risen, and all that have no entry of
// their own are new: nobody can tell which of them is the one too many.
func (b *Baseline) Match(run Run) Verdict {
	v := Verdict{New: slices.Repeat([]bool{true}, len(run.Found))}
	left := make(map[Entry]int, len(b.entries))
	for _, e := range b.entries {
		left[e]++
	}
	take(left, run.Found, v.New)
	takeLoosely(left, run.Found, v.New)
	for _, e := range slices.SortedFunc(maps.Keys(left), compare) {
		for range left[e] {
			if run.Judged(e.Path, e.Rule) {
				v.Stale = append(v.Stale, e)
			} else {
				v.kept = append(v.kept, e)
			}
		}
	}
	if run.Ratchet {
		v.ratchet(run)
	}
	for _, isNew := range v.New {
		if !isNew {
			v.Known++
		}
	}
	return v
}

func withoutSection(e Entry) Entry {
	e.Section = ""
	return e
}

// take gives findings that are new so far an entry each, as long as there are any.
func take(left map[Entry]int, found []Entry, isNew []bool) {
	for i, e := range found {
		if isNew[i] && left[e] > 0 {
			left[e]--
			isNew[i] = false
		}
	}
}

// takeLoosely is take without regard to sections.
func takeLoosely(left map[Entry]int, found []Entry, isNew []bool) {
	if !slices.Contains(isNew, true) {
		return
	}
	bySection := map[Entry][]Entry{}
	for _, e := range slices.SortedFunc(maps.Keys(left), compare) {
		for range left[e] {
			bySection[withoutSection(e)] = append(bySection[withoutSection(e)], e)
		}
	}
	for i, e := range found {
		if !isNew[i] {
			continue
		}
		key := withoutSection(e)
		if rest := bySection[key]; len(rest) > 0 {
			left[rest[0]]--
			bySection[key] = rest[1:]
			isNew[i] = false
		}
	}
}

// count is a folder and a rule, whose findings are counted.
type count struct{ folder, rule string }

func countOf(e Entry) count { return count{path.Dir(e.Path), e.Rule} }

// ratchet makes a verdict one on counts. Entries that have their finding cancel out, so what matters is
// how many findings and how many entries are left alone.
func (v *Verdict) ratchet(run Run) {
	alone, total, stale := map[count]int{}, map[count]int{}, map[count]int{}
	for i, e := range run.Found {
		total[countOf(e)]++
		if v.New[i] {
			alone[countOf(e)]++
		}
	}
	for _, e := range v.Stale {
		stale[countOf(e)]++
	}
	risen := map[count]bool{}
	for c, n := range alone {
		if n > stale[c] {
			risen[c] = true
			v.Risen = append(v.Risen, Rise{c.folder, c.rule, total[c] - n + stale[c], total[c]})
		}
	}
	slices.SortFunc(v.Risen, func(a, b Rise) int {
		return cmp.Or(strings.Compare(a.Folder, b.Folder), strings.Compare(a.Rule, b.Rule))
	})
	for i, e := range run.Found {
		v.New[i] = v.New[i] && risen[countOf(e)]
	}
	// A finding without an entry stands for an entry without a finding.
	v.Stale = slices.DeleteFunc(v.Stale, func(e Entry) bool {
		c := countOf(e)
		alone[c]--
		if alone[c] >= 0 {
			v.kept = append(v.kept, e)
		}
		return alone[c] >= 0
	})
}

// Pruned is the baseline without its stale entries.
func (b *Baseline) Pruned(v Verdict) *Baseline {
	stale := make(map[Entry]int, len(v.Stale))
	for _, e := range v.Stale {
		stale[e]++
	}
	out := &Baseline{}
	for _, e := range b.entries {
		if stale[e] > 0 {
			stale[e]--
			continue
		}
		out.entries = append(out.entries, e)
	}
	return out
}

// Updated is the baseline after a run: what it has found, and what it could not judge.
func (b *Baseline) Updated(run Run, v Verdict) *Baseline {
	entries := slices.Clone(run.Found)
	for _, e := range v.kept {
		if !run.Judged(e.Path, e.Rule) {
			entries = append(entries, e)
		}
	}
	return New(entries)
}
