package discover

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// link is a symbolic link that the walk came upon, or an argument.
type link struct {
	item
	here   *place // what judges it; nil for an argument
	target string // where it leads; empty until that is known
}

// follow enters what links lead to, in waves: the links of a wave are those
// that the wave before came upon. So a file belongs to the path with the fewest
// links, and among these to the smallest. As each folder is entered once, there
// is a last wave.
func (w *walker) follow(ctx context.Context) {
	for len(w.links) > 0 && ctx.Err() == nil {
		wave := w.resolveAll(w.links)
		w.links = nil
		for _, l := range wave {
			w.descend(ctx, w.reach(&l))
		}
	}
}

// resolveAll finds where the links lead, drops those that are left out and
// sorts the others by the path of what they make reachable. An argument, being
// there first, goes before the same link found by the walk.
func (w *walker) resolveAll(links []link) []link {
	var wave []link
	for _, l := range links {
		if reason := w.settle(&l); reason != kept {
			l.from.Skipped[reason]++
			continue
		}
		wave = append(wave, l)
	}
	slices.SortStableFunc(wave, func(a, b link) int { return cmp.Compare(a.order(), b.order()) })
	return wave
}

// order makes a folder stand where the files below it would.
func (l *link) order() string {
	if l.folder {
		return l.shown + "/"
	}
	return l.shown
}

// settle completes a link and judges it by its own name and place. Unlike git,
// which never follows links, it counts a link to a folder as a folder.
func (w *walker) settle(l *link) Reason {
	if l.target != "" {
		return kept
	}
	target, info, err := destination(l.at)
	if err != nil {
		if !IsArticle(l.name) {
			return OtherType
		}
		if !errors.Is(err, errNowhere) {
			w.report(l.shown, err)
		}
		return Dangling
	}
	l.target, l.folder = target, info.IsDir()
	reason := w.judge(l.here, &l.item)
	if reason == kept && !l.folder && !info.Mode().IsRegular() {
		reason = Irregular
	}
	return reason
}

// destination is where a link leads in the end.
func destination(at string) (string, fs.FileInfo, error) {
	info, err := os.Stat(at)
	if errors.Is(err, fs.ErrPermission) {
		return "", nil, err
	}
	if err != nil {
		return "", nil, errNowhere
	}
	target, err := filepath.EvalSymlinks(at)
	return filepath.ToSlash(target), info, err
}

// reach hands over a file, or returns the folder that is now to be walked,
// unless it has been reached before.
func (w *walker) reach(l *link) []folder {
	it := l.item
	it.real = l.target
	if it.folder {
		return w.deliver(it.from, &haul{folders: []folder{{it, w.around.outside(it.real)}}})
	}
	return w.deliver(it.from, &haul{articles: []item{it}})
}
