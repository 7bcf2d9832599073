// Package script reads configurations that are programs in JavaScript or TypeScript as far as they say things
// outright. It runs nothing: of what would have to be run, nothing is known.
package script

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Program is the modules of a configuration.
type Program struct {
	dir     fs.FS
	modules map[string]*Module
	found   map[string]*Module // by their paths as other modules write them
	missing []string
	read    int // files
	steps   int
}

// Module is a file of a program.
type Module struct {
	tokens

	program *Program
	name    string
	home    *Module         // of a piece of a template literal: the module that it stands in
	binds   map[string]bind // what is declared, at any depth: configurations do not shadow their names
	exports map[string]bind
	all     []string // modules whose exports are exported, too
	common  bool     // it is of the older kind, whose whole export may be a value
}

// bind is where the value of a name is: an expression, or an export of another module.
type bind struct {
	at, end int
	member  string // what is taken of the expression's value, "" for all
	from    string // the module as it is written, "" for this one
	export  string // "*" for all
}

// closure is a function without its arguments.
type closure struct {
	of      *Module
	at, end int
	block   bool
}

const (
	mostSteps   = 400_000
	mostDepth   = 500
	mostModules = 40
	mostMembers = 5000
	largest     = 1 << 18
	longest     = 1 << 12 // text that is put together
	farthest    = 400     // tokens that a name may be away from what tells its meaning
)

// extensions are what the name of a module may lack.
var extensions = [...]string{".ts", ".mts", ".js", ".mjs", ".cjs", ".json"}

// New starts a program whose modules lie in a folder. None outside of it is read.
func New(dir fs.FS) *Program {
	return &Program{dir: dir, modules: map[string]*Module{}, found: map[string]*Module{}}
}

// Find loads the first module that there is of some names. name is "" if there is none, and the module is nil
// if it cannot be read.
func (pr *Program) Find(names ...string) (m *Module, name string) {
	for _, name := range names {
		if info, err := fs.Stat(pr.dir, name); err == nil && !info.IsDir() {
			return pr.Load(name), name
		}
	}
	return nil, ""
}

// Load reads a module, nil if it cannot be read.
func (pr *Program) Load(name string) *Module {
	if m, ok := pr.modules[name]; ok {
		return m
	}
	pr.modules[name] = nil
	if !fs.ValidPath(name) {
		return nil
	}
	info, err := fs.Stat(pr.dir, name)
	if err != nil || info.IsDir() || info.Size() > largest {
		return nil
	}
	pr.read++
	if pr.read > mostModules {
		return nil
	}
	src, err := fs.ReadFile(pr.dir, name)
	if err != nil {
		return nil
	}
	code, ok := scan(string(src))
	if !ok {
		return nil
	}
	m := &Module{program: pr, tokens: code, name: name, binds: map[string]bind{}, exports: map[string]bind{}}
	if path.Ext(name) == ".json" {
		m.exports["default"] = bind{at: 0, end: len(code)}
	} else {
		m.declare()
	}
	pr.modules[name] = m
	return m
}

// Beside loads a module as another names it, nil if it is not one of the program.
func (m *Module) Beside(name string) *Module {
	if m == nil || !isPath(name) {
		return nil
	}
	stem := path.Join(path.Dir(m.name), name)
	found, isKnown := m.program.found[stem]
	if !isKnown {
		found = m.program.look(stem)
		m.program.found[stem] = found
	}
	return found
}

// look finds a module by a path that may lack its extension or the name of an index.
func (pr *Program) look(stem string) *Module {
	candidates := []string{stem}
	written := strings.TrimSuffix(strings.TrimSuffix(stem, ".js"), ".mjs") // TypeScript names what it becomes
	for _, ext := range extensions {
		candidates = append(candidates, written+ext, path.Join(stem, "index"+ext))
	}
	for _, candidate := range candidates {
		if m := pr.Load(candidate); m != nil {
			return m
		}
	}
	if path.Ext(stem) == ".json" && fs.ValidPath(stem) {
		pr.missing = append(pr.missing, stem)
	}
	return nil
}

// isPath reports whether a module is named by its path, and not by that of a package.
func isPath(name string) bool {
	return strings.HasPrefix(name, "./") || strings.HasPrefix(name, "../") || name == "." || name == ".."
}

// Missing are the data files that the program has asked for and that are not there: something makes them before
// it runs.
func (m *Module) Missing() []string {
	if m == nil {
		return nil
	}
	return m.program.missing
}

// Given is what the program gives to the function that a package exports, in the first call that there is, and
// the name by which the function is called. The program's first module is looked through first.
func (m *Module) Given(pkg string) (called string, argument Value) {
	if m == nil {
		return "", Value{}
	}
	modules := []*Module{m}
	for _, other := range m.program.modules {
		if other != nil && other != m {
			modules = append(modules, other)
		}
	}
	slices.SortStableFunc(modules[1:], func(x, y *Module) int { return cmp.Compare(x.name, y.name) })
	for _, m := range modules {
		for i := range m.tokens {
			if m.isWord(i) && m.is(i+1, "(") && m.binds[m.tokens[i].text].from == pkg {
				return m.tokens[i].text, m.expression(i+2, min(m.endOf(i+2), m.tokens[i+1].pair), 0).Join()
			}
		}
	}
	return "", Value{}
}

// Export is what a module exports under a name, "default" for that which has none. Of a function it is what
// that returns, and of a call that hands a table on it is the table.
func (m *Module) Export(name string) Value { return m.exportOf(name, 0).result(0).Join() }

// Result is what a function returns, or the value itself if it is none.
func (v Value) Result() Value { return v.result(0) }
