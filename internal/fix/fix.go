// Package fix changes articles as the fixes of findings say.
//
// A Plan knows which edits are asked for in which file; a Change is what becomes of one of them. Files are
// read one after the other, so memory does not grow with the site, and each is replaced whole or stays as it
// is.
package fix

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/engine"
)

// Applies reports whether a finding has a fix that is applied: its first one, where that is safe or unsafe
// ones are asked for too.
func Applies(f *engine.Finding, unsafe bool) bool {
	return len(f.Fixes) > 0 && len(f.Fixes[0].Edits) > 0 && (unsafe || f.Fixes[0].Safe)
}

// Plan is which findings of a run are to be fixed.
type Plan struct {
	result *engine.Result
	files  []*file
	faults []engine.Fault
}

// file is a file with the findings that are to be fixed in it, in the order in which they are reported.
type file struct {
	paths    []string // as people see it
	name     string   // what it is called on disk, behind all links; "" for standard input
	findings []int
}

// New makes a plan. A file that was linted under several names, through links, is one file.
func New(result *engine.Result, unsafe bool) *Plan {
	p := &Plan{result: result}
	byPath := map[string]*file{}
	byName := map[string]*file{}
	for i := range result.Findings {
		f := &result.Findings[i]
		if !Applies(f, unsafe) {
			continue
		}
		at, known := byPath[f.Path]
		if !known {
			at = p.open(f.Path, byName)
			byPath[f.Path] = at
		}
		if at != nil {
			at.findings = append(at.findings, i)
		}
	}
	return p
}

// open finds the file of a path; nil, with a fault, where it is gone.
func (p *Plan) open(path string, byName map[string]*file) *file {
	name := p.result.File(path)
	if name != "" {
		target, err := filepath.EvalSymlinks(name)
		if err != nil {
			p.faults = append(p.faults, engine.Fault{Path: path, Err: unwritten(err)})
			return nil
		}
		name = target
	}
	at := byName[name]
	if at == nil {
		at = &file{name: name}
		byName[name] = at
		p.files = append(p.files, at)
	}
	at.paths = append(at.paths, path)
	return at
}

// Change is what the fixes make of one file.
type Change struct {
	Path   string // as people see it
	Name   string // what it is called on disk, behind all links; "" for standard input
	Source []byte
	Edits  []edit.Edit
	Fixed  []int // the findings that the edits resolve
	Left   int   // how many findings were left out because their edits touch others
}

// Text is the new text of the file.
func (c *Change) Text() []byte { return edit.Apply(c.Source, c.Edits) }

// Each makes the changes, one after the other, and has something done with each of them, until the context
// ends. The faults are those of files that cannot be read, or with which that could not be done.
func (p *Plan) Each(ctx context.Context, do func(*Change) error) []engine.Fault {
	faults := p.faults
	for _, f := range p.files {
		if ctx.Err() != nil {
			break
		}
		change, err := p.change(f)
		if err == nil && len(change.Edits) > 0 {
			err = do(change)
		}
		if err != nil {
			faults = append(faults, engine.Fault{Path: f.paths[0], Err: err})
		}
	}
	return faults
}

// change merges the edits of all findings in a file.
func (p *Plan) change(f *file) (*Change, error) {
	var src []byte
	for _, path := range f.paths { // of which there may be two, read at different moments
		text, err := p.result.Source(path)
		if err != nil {
			return nil, unwritten(err)
		}
		src = text
	}
	c := &Change{Path: f.paths[0], Name: f.name, Source: src}
	sets, asking := p.sets(f)
	for i, set := range sets {
		if outside(set, len(src)) {
			rule := p.result.Findings[asking[i][0]].Rule
			return nil, fmt.Errorf("a fix of the rule %s lies outside the article, which is a bug in kblint; please report it", rule)
		}
	}
	edits, taken := edit.Take(sets)
	if bytes.Equal(edit.Apply(src, edits), src) {
		return c, nil
	}
	for i, findings := range asking {
		if taken[i] {
			c.Fixed = append(c.Fixed, findings...)
		} else {
			c.Left += len(findings)
		}
	}
	c.Edits = edits
	return c, nil
}

// sets are the sets of edits that are asked for in a file, and for each of them the findings that ask for it.
// An article that was linted under two names, or two configurations, has its findings twice, and insertions
// must not be made twice.
func (p *Plan) sets(f *file) (sets [][]edit.Edit, asking [][]int) {
	type demand struct {
		rule  string
		at    article.Span
		edits string
	}
	known := map[demand]int{}
	for _, i := range f.findings {
		finding := &p.result.Findings[i]
		edits := finding.Fixes[0].Edits
		key := demand{finding.Rule, finding.Span, fmt.Sprint(edits)}
		at, twice := known[key]
		if !twice {
			at = len(sets)
			known[key] = at
			sets = append(sets, edits)
			asking = append(asking, nil)
		}
		asking[at] = append(asking[at], i)
	}
	return sets, asking
}

// outside reports whether any edit is none of a text of that size.
func outside(edits []edit.Edit, size int) bool {
	return slices.ContainsFunc(edits, func(e edit.Edit) bool { return e.Start < 0 || e.End < e.Start || e.End > size })
}
