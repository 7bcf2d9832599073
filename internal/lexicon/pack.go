package lexicon

import (
	"slices"

	"go.yaml.in/yaml/v4"
)

// section says what stands under a top-level key of a language pack: groups of one
// slot, groups of a slot by kind, or groups of several whole-string slots by name.
type section struct {
	key    string
	slot   Slot
	byKind bool
	wholes []wholeKey
}

type wholeKey struct {
	key  string
	slot wholeSlot
}

// sections are the slots of a language pack; every pack has the same.
func sections() []section {
	return []section{
		{key: "destructive", slot: Destructive, byKind: true},
		{key: "context", slot: Context, byKind: true},
		{key: "harmless", slot: Harmless},
		{key: "consequence", slot: Consequence},
		{key: "backup", slot: Backup},
		{key: "negation", slot: Negation},
		{key: "imperative", slot: Imperative},
		{key: "mention", slot: Mention},
		{key: "statement", slot: Statement},
		{key: "possibility", slot: Possibility},
		{key: "labels", wholes: []wholeKey{{"strong", strongLabel}, {"weak", weakLabel}}},
		{key: "types", wholes: types},
		{key: "titles", wholes: []wholeKey{
			{"faq", faqTitle}, {"summary", summaryTitle}, {"preparation", preparationTitle}, {"closing", closingTitle},
		}},
		{key: "questions", wholes: []wholeKey{
			{"opening", questionOpening},
			{"inside", questionInside},
			{"label", questionLabel},
			{"answer", answerLabel},
			{"no-particle", noParticle},
			{"closing", closingRemark},
			{"yes", yesOpening},
			{"no", noOpening},
		}},
		{key: "links", wholes: []wholeKey{{"vague", vagueLink}, {"top", topLink}, {"sample", sampleLink}, {"see-also", seeAlsoLabel}}},
		{key: "numbers", wholes: []wholeKey{{"label", numberLabel}, {"counted", countedNoun}, {"choice", choice}}},
		{key: "steps", wholes: steps},
		{key: "abbreviations", wholes: []wholeKey{{"stop", abbreviation}}},
		{key: "residue", wholes: []wholeKey{
			{"preamble", residuePreamble},
			{"reply", residueReply},
			{"sign-off", residueSignOff},
			{"prompt", residuePrompt},
			{"filler", residueFiller},
			{"button", residueButton},
			{"field", residueField},
			{"insertion", residueInsertion},
		}},
		{key: "fillers", wholes: []wholeKey{
			{"function", functionWord},
			{"title", titleWord},
			{"towards", towardsWord},
			{"origin", originWord},
			{"defining", definingPhrase},
			{"pointing", pointingWord},
		}},
	}
}

// packKeys are the top-level keys of a language pack.
func packKeys() []string {
	keys := []string{"language", "verbs", "words", "endings", "particles", "commands", "code", "advice"}
	for _, s := range sections() {
		keys = append(keys, s.key)
	}
	return keys
}

// pack reads a language pack and adds it to p: keys are merged, lists appended.
func (d *decoder) pack(n *yaml.Node, p *pack) {
	table := sections()
	d.mapping(n, packKeys(), func(key, value *yaml.Node) {
		switch key.Value {
		case "language": // read by those who have to choose the pack
		case "verbs":
			d.verbs(value, p)
			d.marked(p, inTexts, inWholes)
		case "words":
			d.words(value, p)
			d.marked(p, inTexts, inWholes)
		case "endings":
			p.endings = append(p.endings, texts(d.lines(value))...)
		case "particles":
			p.particles = append(p.particles, texts(d.lines(value))...)
		case "commands":
			p.groups = append(p.groups, d.commands(value)...)
		case "code":
			d.code(value, p)
		case "advice":
			d.advice(value, p)
		default:
			i := slices.IndexFunc(table, func(s section) bool { return s.key == key.Value })
			d.section(value, table[i], p)
		}
	})
}

func texts(lines []line) []string {
	all := make([]string, len(lines))
	for i, l := range lines {
		all[i] = l.text
	}
	return all
}

func (d *decoder) section(n *yaml.Node, s section, p *pack) {
	like := group{slot: s.slot, reach: defaultReach}
	switch {
	case s.byKind:
		d.kinds(n, func(kind Kind, value *yaml.Node) {
			like.kind = kind
			p.groups = append(p.groups, d.groups(value, like)...)
		})
	case s.wholes != nil:
		known := make([]string, len(s.wholes))
		for i, w := range s.wholes {
			known[i] = w.key
		}
		d.mapping(n, known, func(key, value *yaml.Node) {
			like.whole = s.wholes[slices.Index(known, key.Value)].slot
			p.groups = append(p.groups, d.groups(value, like)...)
		})
	default:
		p.groups = append(p.groups, d.groups(n, like)...)
	}
	if s.wholes != nil {
		d.marked(p, inWholes)
	} else {
		d.marked(p, inTexts)
	}
}

// marked takes over the items marked with "*" since the last call.
func (d *decoder) marked(p *pack, where ...side) {
	for _, s := range where {
		p.ended[s] = append(p.ended[s], d.parser.ended...)
	}
	d.parser.ended = d.parser.ended[:0]
}

// kinds visits the values of a mapping whose keys are kinds.
func (d *decoder) kinds(n *yaml.Node, visit func(Kind, *yaml.Node)) {
	known := make([]string, 0, maxKinds)
	for _, kind := range kinds {
		known = append(known, string(kind))
	}
	d.mapping(n, nil, func(key, value *yaml.Node) {
		if !slices.Contains(known, key.Value) {
			d.unknown(key, known, "unknown kind \"%s\"; did you mean \"%s\"?", "unknown kind \"%s\"; known are %s")
			return
		}
		visit(Kind(key.Value), value)
	})
}

// verbs reads the forms of verbs. Forms that the pack has already are kept.
func (d *decoder) verbs(n *yaml.Node, p *pack) {
	d.mapping(n, nil, func(key, value *yaml.Node) {
		w := p.macro(key.Value)
		d.mapping(value, formNames[Base:], func(form, forms *yaml.Node) {
			f := slices.Index(formNames[:], form.Value)
			w[f] = append(w[f], d.wordings(forms)...)
		})
	})
}

// words reads sets of words that stand for one another in patterns.
func (d *decoder) words(n *yaml.Node, p *pack) {
	d.mapping(n, nil, func(key, value *yaml.Node) {
		w := p.macro(key.Value)
		w[NoVerb] = append(w[NoVerb], d.wordings(value)...)
	})
}

// wordings reads patterns that a name stands for. They must be plain, lest a name
// stand for itself.
func (d *decoder) wordings(n *yaml.Node) []pattern {
	var all []pattern
	for _, e := range d.entries(n) {
		if !plain(e.pattern) {
			d.problems = append(d.problems, e.problem("\"%s\" may hold neither \"~\" nor \"...\", because it has a name itself", e.text))
			continue
		}
		all = append(all, e.pattern)
	}
	return all
}

func plain(items pattern) bool {
	for _, it := range items {
		if it.sort == macroItem || it.sort == gapItem || !plain(it.inside) {
			return false
		}
	}
	return true
}

// macro is the verb or set of words of a name, a new one where there is none yet.
func (p *pack) macro(name string) *wordings {
	if p.macros[name] == nil {
		p.macros[name] = new(wordings)
	}
	return p.macros[name]
}

// commands reads groups of commands by kind.
func (d *decoder) commands(n *yaml.Node) []group {
	var all []group
	d.kinds(n, func(kind Kind, value *yaml.Node) {
		all = append(all, d.groups(value, group{slot: Command, kind: kind})...)
	})
	return all
}

// code reads what is needed to find commands in code.
func (d *decoder) code(n *yaml.Node, p *pack) {
	known := []string{"wrappers", "statements", "ignored", "queries", "context"}
	d.mapping(n, known, func(key, value *yaml.Node) {
		if key.Value == "context" {
			for _, g := range d.commands(value) {
				g.context = true
				p.groups = append(p.groups, g)
			}
			return
		}
		p.code[key.Value] = append(p.code[key.Value], texts(d.lines(value))...)
	})
}

func newPack(language string) *pack {
	return &pack{language: language, macros: map[string]*wordings{}, code: map[string][]string{}}
}
