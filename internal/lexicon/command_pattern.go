package lexicon

import (
	"slices"
	"strings"
)

// commandSet holds the patterns of commands and what is needed to read code.
type commandSet struct {
	decoder
	programs map[string][]*commandPattern // by program, in the order of the packs
	globs    []*commandPattern            // whose program holds "*" or "?"
	groups   []phrases

	wrappers   map[string]bool // programs that run the command in their arguments
	statements map[string]bool // first two words of what goes on over line ends
	ignored    map[string]bool // languages of code blocks that hold no commands
	queries    map[string]bool // languages in which only ";" ends a command
}

func newCommandSet() *commandSet {
	return &commandSet{
		programs: map[string][]*commandPattern{}, wrappers: map[string]bool{},
		statements: map[string]bool{}, ignored: map[string]bool{}, queries: map[string]bool{},
	}
}

// compile takes over the commands of packs and what they say of code.
func (s *commandSet) compile(packs []*pack) {
	for _, p := range packs {
		s.code(p)
		for i := range p.groups {
			if g := &p.groups[i]; g.slot == Command {
				s.group(g)
			}
		}
	}
}

func (s *commandSet) code(p *pack) {
	for key, set := range map[string]map[string]bool{
		"wrappers": s.wrappers, "statements": s.statements, "ignored": s.ignored, "queries": s.queries,
	} {
		for _, names := range p.code[key] {
			if key == "statements" {
				set[names] = true
				continue
			}
			for name := range strings.FieldsSeq(names) {
				set[name] = true
			}
		}
	}
}

// commandPattern is a program with the arguments that make it destructive.
type commandPattern struct {
	program string
	args    []commandArg
	safe    []string // globs; a command whose operands are all safe does not count
	group   int32
}

// commandArg is one argument of a pattern: one of several globs, or none of them.
type commandArg struct {
	globs  []string
	absent bool
}

// parseCommand reads a command pattern. Its errors are complaints.
func parseCommand(text string) (commandPattern, error) {
	fields := strings.Fields(text)
	p := commandPattern{program: fields[0]}
	if strings.ContainsAny(p.program, "|!") || strings.ToLower(p.program) != p.program {
		return p, complain("command \"%s\": the program is written alone and in small letters", text)
	}
	for _, field := range fields[1:] {
		glob, absent := strings.CutPrefix(field, "!")
		arg := commandArg{globs: strings.Split(glob, "|"), absent: absent}
		if slices.Contains(arg.globs, "") {
			return p, complain("command \"%s\": \"%s\" names no argument", text, field)
		}
		p.args = append(p.args, arg)
	}
	return p, nil
}

// matches reports whether arguments fulfil a pattern. Arguments that are no options
// must come in the pattern's order, because the first of them are subcommands.
func (p *commandPattern) matches(args []shellWord) bool {
	from := 0
	for _, want := range p.args {
		at := want.find(args, from)
		if (at >= 0) == want.absent {
			return false
		}
		if at >= 0 && !strings.HasPrefix(want.globs[0], "-") {
			from = at + 1
		}
	}
	return p.safe == nil || p.endangers(args)
}

// find is the place of the first argument that fits, -1 for none. Options and
// arguments that must be absent are looked for everywhere.
func (a *commandArg) find(args []shellWord, from int) int {
	for _, glob := range a.globs {
		start := from
		if a.absent || strings.HasPrefix(glob, "-") {
			start = 0
		}
		for i := start; i < len(args); i++ {
			if fits(glob, args[i].text) {
				return i
			}
		}
	}
	return -1
}

// fits compares one argument with a glob of a pattern.
func fits(glob, arg string) bool {
	if len(glob) == 2 && glob[0] == '-' && glob[1] != '-' {
		cluster := len(arg) > 1 && arg[0] == '-' && arg[1] != '-'
		return cluster && strings.IndexByte(arg, glob[1]) > 0
	}
	if strings.HasPrefix(glob, "--") && len(glob) > 2 {
		arg, _, _ = strings.Cut(arg, "=")
	}
	if strings.ToLower(glob) == glob {
		arg = strings.ToLower(arg)
	}
	return globMatch(glob, arg)
}

// endangers reports whether there is an operand that is not safe.
func (p *commandPattern) endangers(args []shellWord) bool {
	for _, arg := range args {
		text := strings.ToLower(strings.TrimRight(arg.text, `/\`))
		option := strings.HasPrefix(text, "-") || len(text) == 2 && text[0] == '/'
		if option || text == "" && arg.text == "" {
			continue
		}
		if !slices.ContainsFunc(p.safe, func(glob string) bool { return globMatch(glob, text) }) {
			return true
		}
	}
	return false
}

// globMatch matches a text with "*" for any bytes and "?" for any one byte. It goes
// back to the last "*" only, so that it takes at most len(glob)*len(text) steps.
func globMatch(glob, text string) bool {
	g, t, star, mark := 0, 0, -1, 0
	for t < len(text) {
		switch {
		case g < len(glob) && glob[g] == '*':
			star, mark = g, t
			g++
		case g < len(glob) && (glob[g] == '?' || glob[g] == text[t]):
			g++
			t++
		case star >= 0:
			mark++
			g, t = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(glob[g:], "*") == ""
}

func (s *commandSet) group(g *group) {
	id := int32(len(s.groups))
	slot := Command
	if g.context {
		slot = Context
	}
	s.groups = append(s.groups, phrases{slot: slot, kind: g.kind, weak: g.weak, test: g.test})
	for _, l := range g.commands {
		p, err := parseCommand(l.text)
		if err != nil {
			s.complain(l, err)
			continue
		}
		p.group, p.safe = id, g.safe
		s.add(&p)
	}
}

func (s *commandSet) add(p *commandPattern) {
	if strings.ContainsAny(p.program, "*?") {
		s.globs = append(s.globs, p)
	} else {
		s.programs[p.program] = append(s.programs[p.program], p)
	}
}
