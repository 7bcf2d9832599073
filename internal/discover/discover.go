// Package discover finds the articles to lint below the paths of a command
// line: walked in parallel, ignore files respected, each file once.
//
// Folders form a tree and links do not, so the two are kept apart. The walk
// enters real folders only, each of which it meets once, however the arguments
// overlap. Links are collected meanwhile and followed when the walk is over, in
// order, into what has not been reached yet. Hence loops are impossible, a real
// file wins over every link to it, and which of several paths a file is
// reported under never depends on which goroutine came first.
package discover

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/kblint/kblint/internal/disk"
)

// Options says where to look and what to leave out.
type Options struct {
	// Dir is the working folder, to which relative paths belong; empty stands
	// for that of the process.
	Dir string
	// Paths are files and folders; none at all stands for the working folder.
	Paths []string
	// Ignore lists globs of the configuration, relative to IgnoreRoot, or to
	// the working folder if that is empty. A glob that matches a folder leaves
	// out all that is below it. Globs see paths as they are shown, while ignore
	// files, as in git, see where a file behind a link really lies.
	Ignore     []string
	IgnoreRoot string
	// ForceExclude judges what the command line names as if it had been found
	// by walking the working folder; without it, what is named is linted.
	ForceExclude bool
	// NoIgnoreFiles leaves .gitignore and .kblintignore unread.
	NoIgnoreFiles bool
	// Disk is where files are read from; nil for the disk itself. Links are always followed there.
	Disk disk.Disk
	// Workers is the number of folders read at a time; by default one a core.
	Workers int
}

// File is an article to lint.
type File struct {
	// Path is for people and reports: slash-separated, and relative to the
	// working folder if it lies below that or the argument was relative.
	Path string
	// Abs opens the file. It goes through the same links as Path does, so that
	// the neighbours which the article links to are found beside it.
	Abs string
	// Named tells that the command line names this very file.
	Named bool
}

// Extensions lists the endings of an article's name; their case is ignored.
func Extensions() []string { return []string{".md", ".markdown", ".mdx"} }

// IsArticle reports whether a file of this name is an article.
func IsArticle(name string) bool {
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 {
		return false
	}
	ext := name[dot:]
	return strings.EqualFold(ext, ".md") || strings.EqualFold(ext, ".markdown") || strings.EqualFold(ext, ".mdx")
}

// Walk calls found for each article as soon as it is known, from several
// goroutines at once and in no order, and returns after the last of these calls
// has returned. What cannot be read is a Problem of the summary and does not
// end the walk; an error is returned only for a malformed glob, a working
// folder that is gone, or a context that has ended.
func Walk(ctx context.Context, opts Options, found func(File)) (Summary, error) {
	w, err := newWalker(opts, found)
	if err != nil {
		return Summary{}, err
	}
	w.take(opts.Paths)
	w.descend(ctx, w.roots)
	w.follow(ctx)
	return w.summary(), ctx.Err()
}

func newWalker(opts Options, found func(File)) (*walker, error) {
	logical, err := filepath.Abs(opts.Dir)
	if err != nil {
		return nil, fmt.Errorf("find the working folder: %w", err)
	}
	dir, err := filepath.EvalSymlinks(logical)
	if err != nil {
		return nil, fmt.Errorf("find the working folder: %w", err)
	}
	ignore, err := newGlobs(opts.IgnoreRoot, dir, opts.Ignore)
	if err != nil {
		return nil, err
	}
	w := &walker{
		found:        found,
		logical:      filepath.ToSlash(logical),
		dir:          filepath.ToSlash(dir),
		workers:      opts.Workers,
		disk:         disk.Or(opts.Disk),
		forceExclude: opts.ForceExclude,
		ignore:       ignore,
		resolved:     map[string]string{filepath.ToSlash(dir): filepath.ToSlash(dir)},
		named:        map[string]bool{},
		seen:         map[string]struct{}{},
	}
	if w.workers <= 0 {
		w.workers = runtime.GOMAXPROCS(0)
	}
	w.around = newSurroundings(w.disk, w.dir, !opts.NoIgnoreFiles, w.report)
	return w, nil
}
