package discover

import (
	"cmp"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// take sorts the arguments into files, which are handed over, folders, which
// are to be walked, and what is reached through links, which has to wait until
// it is known what is reached without.
func (w *walker) take(paths []string) {
	if len(paths) == 0 {
		paths = []string{"."}
	}
	args := w.locateAll(paths)
	w.paths = make([]PathSummary, len(args))
	for i := range args {
		arg := &args[i]
		arg.from = &w.paths[i]
		arg.from.Path = orDot(arg.shown)
		if arg.folder {
			w.around.tops[arg.target] = true
		} else {
			w.named[arg.target] = true
		}
	}
	for _, arg := range args {
		w.roots = append(w.roots, w.enlist(&arg)...)
	}
}

// locateAll reports the paths that cannot be linted and sorts the others. Of
// those that mean the same it keeps the one with the smallest name.
func (w *walker) locateAll(paths []string) []link {
	var args []link
	for _, p := range paths {
		arg, err := w.locate(p)
		if err != nil {
			w.report(cmp.Or(filepath.ToSlash(p), `""`), err)
			continue
		}
		args = append(args, arg)
	}
	slices.SortFunc(args, func(a, b link) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.shown, b.shown))
	})
	return slices.CompactFunc(args, func(a, b link) bool { return a.at == b.at })
}

// locate finds where an argument really lies and what it is.
func (w *walker) locate(arg string) (link, error) {
	if arg == "" {
		return link{}, errEmpty
	}
	at := w.absolute(arg)
	info, err := w.disk.Lstat(filepath.FromSlash(at))
	if err != nil {
		return link{}, err
	}
	l := link{item: item{name: path.Base(at), shown: w.show(arg, at), at: at, real: at}}
	if dir, ok := above(at); ok {
		if dir, err = w.resolve(dir); err != nil {
			return link{}, err
		}
		l.real = join(dir, l.name)
	}
	l.target = l.real
	if info.Mode()&fs.ModeSymlink != 0 {
		if l.target, info, err = destination(at); err != nil {
			return link{}, err
		}
	}
	if !info.IsDir() && !info.Mode().IsRegular() {
		return link{}, errNotRegular
	}
	l.folder = info.IsDir()
	return l, nil
}

// resolve is EvalSymlinks with a memory, since a hook names thousands of files
// that lie side by side.
func (w *walker) resolve(dir string) (string, error) {
	parent, ok := above(dir)
	if known := w.resolved[dir]; known != "" || !ok {
		return cmp.Or(known, dir), nil
	}
	outer, err := w.resolve(parent)
	if err != nil {
		return "", err
	}
	found := join(outer, path.Base(dir))
	info, err := os.Lstat(found)
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		found, err = filepath.EvalSymlinks(found)
	}
	if err != nil {
		return "", err
	}
	w.resolved[dir] = filepath.ToSlash(found)
	return w.resolved[dir], nil
}

// absolute frees the working folder of links, so that all below it have one
// name, but not what the user has written further down.
func (w *walker) absolute(arg string) string {
	arg = filepath.ToSlash(filepath.Clean(arg))
	if !filepath.IsAbs(arg) {
		return path.Join(w.dir, arg)
	}
	if rel, ok := below(w.logical, arg); ok {
		return path.Join(w.dir, rel)
	}
	return arg
}

func (w *walker) show(arg, at string) string {
	if rel, ok := below(w.dir, at); ok {
		return rel
	}
	if !filepath.IsAbs(arg) {
		if rel, err := filepath.Rel(w.dir, at); err == nil {
			return filepath.ToSlash(rel)
		}
	}
	return at
}

// enlist puts an argument where it will be seen to and returns the folder, if it
// is one, where the walk is to begin.
func (w *walker) enlist(arg *link) []folder {
	if w.forceExclude {
		if reason := w.judgeDown(&arg.item); reason != kept {
			arg.from.Skipped[reason]++
			return nil
		}
	}
	if arg.at != arg.target {
		w.links = append(w.links, *arg)
		return nil
	}
	return w.reach(arg)
}

// judgeDown judges an argument as if a walk had come to it, from the working
// folder or, outside of that, from the outermost top. Where a walk begins is
// never judged.
func (w *walker) judgeDown(it *item) Reason {
	parent, ok := above(it.real)
	if it.folder && (it.real == w.dir || !ok || !w.around.covers(parent)) {
		return kept
	}
	outer := item{name: path.Base(parent), at: path.Dir(it.at), real: parent, folder: true}
	if reason := w.judgeDown(&outer); reason != kept {
		return reason
	}
	return w.judge(w.around.of(parent), it)
}
