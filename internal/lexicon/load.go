package lexicon

import (
	"embed"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"
)

// packFiles are the built-in packs. A file named after a language is a language pack;
// shared.yaml has what is recognised in many languages and is always active, as is
// commands.yaml.
//
//go:embed packs/*.yaml
var packFiles embed.FS

// The packs that are no languages.
const (
	sharedPack   = "shared"
	commandsPack = "commands"
)

// Options choose and extend the packs.
type Options struct {
	// Languages restricts the packs by name ("id", "en"); empty means all.
	Languages []string
	// Extra are packs of the user: a pack that has its language under the key
	// "language", or a mapping from languages to packs; the key "commands" holds
	// commands in both. They extend the built-in pack of the language, or are a new
	// one, and win over it where both know a phrase.
	Extra []*yaml.Node
}

// Languages are the names of the built-in language packs, sorted.
func Languages() []string {
	return slices.DeleteFunc(builtins(), func(name string) bool {
		return name == sharedPack || name == commandsPack
	})
}

// builtins are the names of the embedded files without extension, sorted. Reading an
// embedded folder cannot fail.
func builtins() []string {
	files, _ := packFiles.ReadDir("packs")
	names := make([]string, len(files))
	for i, file := range files {
		names[i] = strings.TrimSuffix(file.Name(), ".yaml")
	}
	return names
}

// Default is the lexicon of all built-in packs, without their tests. It is read at the
// first call, in less than a millisecond.
func Default() *Lexicon { return defaultLexicon() }

// defaultLexicon keeps the one lexicon that nearly every run needs.
var defaultLexicon = sync.OnceValue(func() *Lexicon { return fromImage(image) })

// Load builds a lexicon. It reports everything that is wrong with the packs at once;
// the lexicon has all that could be understood and is never nil.
func Load(o Options) (*Lexicon, []Problem) {
	l := loader{languages: o.Languages}
	l.builtins()
	for _, node := range o.Extra {
		l.extra(node)
	}
	lexicon, problems := compile(l.packs)
	return lexicon, append(l.problems, problems...)
}

// loader gathers packs: the built-in ones first, in the order of their names.
type loader struct {
	decoder
	languages []string
	packs     []*pack
}

func (l *loader) active(name string) bool {
	return len(l.languages) == 0 || name == sharedPack || name == commandsPack || slices.Contains(l.languages, name)
}

// builtins reads the embedded packs at the same time, because reading YAML is most of
// the work of loading.
func (l *loader) builtins() {
	names := slices.DeleteFunc(builtins(), func(name string) bool { return !l.active(name) })
	l.packs = make([]*pack, len(names))
	decoders := make([]decoder, len(names))
	var wait sync.WaitGroup
	for i, name := range names {
		l.packs[i] = newPack(name)
		wait.Go(func() { decoders[i].builtin(l.packs[i]) })
	}
	wait.Wait()
	for _, d := range decoders {
		l.problems = append(l.problems, d.problems...)
	}
}

// builtin reads the embedded file of a pack.
func (d *decoder) builtin(p *pack) {
	text, err := packFiles.ReadFile("packs/" + p.language + ".yaml")
	var document yaml.Node
	if err == nil {
		err = yaml.Unmarshal(text, &document)
	}
	if err != nil {
		d.problems = append(d.problems, Problem{Format: "pack %s: %s", Args: []any{p.language, err.Error()}})
		return
	}
	d.pack(root(&document), p)
}

// root is the top node of a document, or an empty mapping.
func root(n *yaml.Node) *yaml.Node {
	switch {
	case n.Kind == yaml.DocumentNode && len(n.Content) > 0:
		return n.Content[0]
	case n.Kind == yaml.DocumentNode, n.Kind == 0:
		return &yaml.Node{Kind: yaml.MappingNode}
	}
	return n
}

// extra reads what a user adds.
func (l *loader) extra(n *yaml.Node) {
	n = root(n)
	if language := child(n, "language"); language != nil {
		l.named(language.Value, n)
		return
	}
	l.mapping(n, nil, func(key, value *yaml.Node) {
		switch {
		case key.Value == commandsPack:
			p := l.find(commandsPack)
			p.groups = append(p.groups, l.commands(value)...)
		case slices.Contains(packKeys(), key.Value):
			l.report(key, "key \"%s\" belongs under a language, such as \"id:\"", key.Value)
		default:
			l.named(key.Value, value)
		}
	})
}

// named adds a pack of the user to the one of its language, if that is active.
func (l *loader) named(language string, n *yaml.Node) {
	p := newPack(language)
	if l.active(language) {
		p = l.find(language)
	}
	l.pack(n, p)
}

// find is the pack of a language, a new one where there is none yet.
func (l *loader) find(language string) *pack {
	for _, p := range l.packs {
		if p.language == language {
			return p
		}
	}
	p := newPack(language)
	l.packs = append(l.packs, p)
	return p
}

// child is the value of a key in a mapping, or nil.
func child(n *yaml.Node, key string) *yaml.Node {
	if n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}
