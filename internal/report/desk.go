package report

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/engine"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/secret"
)

// place is a span in lines and columns. One that is not known, because the span is nowhere
// or the article cannot be read, stands at line 1, column 1 and has no text to show.
type place struct {
	known    bool
	from, to position
}

func newPlace(f *file, span article.Span) place {
	nowhere := position{line: 1, char: 1, unit: 1, byte: 1}
	if f == nil || span.IsZero() {
		return place{from: nowhere, to: nowhere}
	}
	p := place{known: true, from: f.position(span.Start)}
	p.to = p.from
	if span.End > span.Start {
		p.to = f.position(span.End)
	}
	return p
}

// located is a finding with everything about it in words, lines and columns.
type located struct {
	*engine.Finding
	Path    string // as it is printed
	file    *file  // nil where nothing of the article's text is needed, or it cannot be read
	place   place
	message string
	related []note
}

// note is a related place.
type note struct {
	path    string
	place   place
	message string
}

// fixable reports whether a run that applies fixes resolves the finding.
func fixable(f *engine.Finding) bool { return len(f.Fixes) > 0 && f.Fixes[0].Safe }

// spot is a place in another article than the finding's own.
type spot struct {
	path string
	span article.Span
}

// desk locates findings one after the other, with one article open at a time.
type desk struct {
	run       Run
	related   bool
	rooted    bool   // paths are printed relative to the repository
	path      string // of the open article
	file      *file  // nil where it cannot be read
	opened    bool
	elsewhere map[spot]place
	kept      map[string]*file // articles that were read for elsewhere and will be opened
	lost      map[string]bool  // the articles that failed speaks of
	failed    []error
}

func newDesk(run Run, f format) *desk {
	d := &desk{run: run, related: f.related, rooted: f.rooted, lost: map[string]bool{}}
	if d.related {
		d.locateElsewhere()
	}
	return d
}

// locateElsewhere finds the places that findings relate in other articles. Done article
// by article before all else, it keeps two findings that point at each other from
// opening both articles again and again.
func (d *desk) locateElsewhere() {
	spans := map[string][]article.Span{}
	for i := range d.run.Result.Findings {
		f := &d.run.Result.Findings[i]
		for _, r := range f.Related {
			if r.Path != "" && r.Path != f.Path && !r.Span.IsZero() {
				spans[r.Path] = append(spans[r.Path], r.Span)
			}
		}
	}
	d.elsewhere = map[spot]place{}
	own := map[string]bool{}
	for i := range d.run.Result.Findings {
		own[d.run.Result.Findings[i].Path] = true
	}
	budget := maxKept
	d.kept = map[string]*file{}
	for _, path := range slices.Sorted(maps.Keys(spans)) {
		file := d.read(path)
		if file != nil && own[path] && len(file.text) <= budget {
			d.kept[path] = file
			budget -= len(file.text)
		}
		for _, span := range spans[path] {
			d.elsewhere[spot{path, span}] = newPlace(file, span)
		}
	}
}

// printed is an article's path as the format's readers look it up.
func (d *desk) printed(path string) string {
	if d.rooted {
		return d.run.rooted(path)
	}
	return path
}

// maxKept is how many bytes of articles are kept from one look to the next.
const maxKept = 8 << 20

// errNoSource is the fault of a run that was handed over without its sources.
var errNoSource = errors.New("its text is not at hand")

func (d *desk) read(path string) *file {
	var text []byte
	err := errNoSource
	if d.run.Sources != nil {
		text, err = d.run.Sources(path)
	}
	if err == nil {
		return newFile(secret.Hidden(text))
	}
	if !d.lost[path] {
		d.lost[path] = true
		d.failed = append(d.failed, fmt.Errorf("read %s to locate its findings: %w", path, err))
	}
	return nil
}

// open gives the article at path, read anew where another one was open.
func (d *desk) open(path string) *file {
	if !d.opened || d.path != path {
		d.file = d.kept[path] // lets go of the last article before the next one is read
		delete(d.kept, path)
		if d.file == nil {
			d.file = d.read(path)
		}
		d.path, d.opened = path, true
	}
	return d.file
}

func (d *desk) locate(f *engine.Finding) *located {
	l := &located{Finding: f, Path: d.printed(f.Path), message: say(d.run.Text, f.Message)}
	if needsText(f) {
		l.file = d.open(f.Path)
	}
	l.place = newPlace(l.file, f.Span)
	if !d.related {
		return l
	}
	for _, r := range f.Related {
		n := note{path: l.Path, message: say(d.run.Text, r.Message)}
		if r.Path == "" || r.Path == f.Path {
			n.place = newPlace(l.file, r.Span)
		} else {
			n.path = d.printed(r.Path)
			n.place = d.elsewhereOr(spot{r.Path, r.Span})
		}
		l.related = append(l.related, n)
	}
	return l
}

func (d *desk) elsewhereOr(s spot) place {
	if p, found := d.elsewhere[s]; found {
		return p
	}
	return newPlace(nil, s.span)
}

// needsText reports whether anything of the finding points into its article.
func needsText(f *engine.Finding) bool {
	if !f.Span.IsZero() || len(f.Fixes) > 0 {
		return true
	}
	return slices.ContainsFunc(f.Related, func(r lint.Related) bool {
		return !r.Span.IsZero() && (r.Path == "" || r.Path == f.Path)
	})
}
