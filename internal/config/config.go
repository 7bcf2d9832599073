// Package config reads .kblint.yaml and answers which rules run on which article, at which
// severity and with which options.
//
// A configuration file has these keys, all of them optional:
//
//	languages: [id, en]          # language packs; all where this is left out
//	site:
//	  generator: hugo            # what builds the site
//	  base-url: https://help.example.com/
//	  static: [static]           # folders that are copied as they are
//	  roots: [content]           # folders that the URLs of articles start from
//	external:                    # links to other sites
//	  enabled: true              # check them without --external
//	  exclude: [linkedin.com]
//	ignore: [drafts, "**/*.tmp.md"]
//	ratchet: true                # compare counts with the baseline, not findings
//	rules:
//	  faq: off                   # all rules of a family
//	  faq/numbering: hint        # the more exact name wins, whatever the order
//	  frontmatter/required:
//	    severity: warning
//	    keys: [title, description]
//	overrides:                   # all that match an article apply in order
//	  - paths: ["legacy/**"]
//	    rules: {danger/missing-warning: warning}
//	lexicon: {id: {…}}           # words for the language packs, see package lexicon
//
// Patterns, under "ignore" and "paths", have the syntax of doublestar: "*" stays within a folder,
// "**" between slashes stands for any number of folders, "?" is one character, "[a-z]" a class,
// "{a,b}" one of several. They are relative to the folder of the configuration file and always
// written with slashes.
//
//   - One without a slash matches at any depth: "drafts" is "**/drafts". A slash in front binds
//     it to the folder of the configuration file: "/drafts".
//   - One that matches a folder matches all that is in it: "legacy" and "legacy/" are
//     "legacy/**". Only a "*" at the end keeps to the folder itself: "legacy/*".
//   - Braces stand for several patterns, each of which is read as if it stood alone.
//   - There is no negation.
package config

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/bmatcuk/doublestar/v4"
	"go.yaml.in/yaml/v4"

	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/linkcheck"
	"github.com/kblint/kblint/internal/lint"
)

// Config is a configuration without mistakes. It does not change and may be used by several
// goroutines.
type Config struct {
	Languages []string // the names of the language packs that are active
	Site      Site
	External  External
	Ratchet   bool // whether the counts of a baseline matter, not its findings

	lexicon  *lexicon.Lexicon // nil for the default
	document *document        // nil where there is no file
	nodes    nodes
	registry *registry
	ignore   []glob
	layers   []layer // the first is the "rules" section, the others are the overrides

	mu       sync.RWMutex // guards the two maps
	settings map[string]*Settings
	bound    map[string]*lint.Bound
}

// Site is what the file says of the site that the articles become. Folders are relative to that
// of the configuration file, slash-separated and clean.
type Site struct {
	Generator string // one of Generators, or "" where the file does not say
	BaseURL   string // absolute, or ""
	Static    []string
	Roots     []string
}

// Settings are what holds for an article.
type Settings struct {
	Rules []Rule // those that are not off, in the order of their families
}

// Rule is a rule with its options and severity settled. Rules with equal options share the Bound
// across all Settings of a Config unless different overrides set these options.
type Rule struct {
	*lint.Bound
	Severity lint.Severity
}

// nodes are the places in the file that settings other than rules come from; nil where a default
// holds.
type nodes struct {
	languages, generator, baseURL, static, roots, ratchet, lexicon *yaml.Node
}

// Default is the configuration where there is no file.
func Default(families []lint.Family) *Config {
	return newConfig(newRegistry(families))
}

func newConfig(r *registry) *Config {
	return &Config{
		Languages: lexicon.Languages(),
		External:  External{Options: linkcheck.DefaultOptions()},
		registry:  r,
		layers:    []layer{{}},
		settings:  map[string]*Settings{},
		bound:     map[string]*lint.Bound{},
	}
}

// Lexicon are the active language packs with the words that the file adds. The default is built
// when it is first asked for, which takes some milliseconds.
func (c *Config) Lexicon() *lexicon.Lexicon {
	if c.lexicon == nil {
		return lexicon.Default()
	}
	return c.lexicon
}

// Ignore gives the patterns of what is not to be linted, and the folder that they are relative to.
// They are made such that doublestar matches the path of an ignored folder as well as what is in
// it.
func (c *Config) Ignore() (patterns []string, root string) {
	for _, g := range c.ignore {
		patterns = append(patterns, g.forms...)
	}
	if c.document == nil {
		return nil, ""
	}
	return patterns, c.document.root
}

// For gives the settings of the article at an absolute path. Articles that the same overrides
// match share one Settings.
func (c *Config) For(abs string) *Settings {
	var room [16]byte
	key := c.matching(room[:0], abs)
	c.mu.RLock()
	s := c.settings[string(key)]
	c.mu.RUnlock()
	if s == nil {
		s = c.settle(key)
	}
	return s
}

// matching appends the set of the layers that hold for a path: bit i stands for layer i.
func (c *Config) matching(set []byte, abs string) []byte {
	for range (len(c.layers) + 7) / 8 {
		set = append(set, 0)
	}
	set[0] = 1
	if len(c.layers) == 1 {
		return set
	}
	rel, below := c.document.relative(abs)
	if !below {
		return set
	}
	for i := range c.layers {
		if i > 0 && c.layers[i].matches(rel) {
			set[i/8] |= 1 << (i % 8)
		}
	}
	return set
}

func (l *layer) matches(rel string) bool { return matchesAny(l.paths, rel) }

func matchesAny(globs []glob, rel string) bool {
	for _, g := range globs {
		for _, form := range g.forms {
			if doublestar.MatchUnvalidated(form, rel) {
				return true
			}
		}
	}
	return false
}

// active lists the layers of a set in their order.
func (c *Config) active(set []byte) []int {
	var active []int
	for i := range c.layers {
		if set[i/8]&(1<<(i%8)) != 0 {
			active = append(active, i)
		}
	}
	return active
}

// settle makes the settings that the layers of a set amount to.
func (c *Config) settle(set []byte) *Settings {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s := c.settings[string(set)]; s != nil {
		return s
	}
	s := &Settings{Rules: make([]Rule, 0, len(c.registry.rules))}
	active := c.active(set)
	for _, rule := range c.registry.rules {
		if e := c.effective(rule, active); e.severity != lint.Off {
			s.Rules = append(s.Rules, Rule{c.bind(rule, e.options), e.severity})
		}
	}
	c.settings[string(set)] = s
	return s
}

// effective is what all active layers together say of a rule.
type effective struct {
	severity lint.Severity
	from     origin
	options  []setOption // of equal names the last counts
}

// setOption is an option that a layer sets.
type setOption struct {
	option
	layer int
}

// origin is where a setting stands; without a node it is a default.
type origin struct {
	node  *yaml.Node
	layer int
}

func (c *Config) effective(rule lint.Rule, active []int) effective {
	meta := rule.Describe()
	e := effective{severity: meta.Severity}
	if meta.OptIn {
		e.severity = lint.Off
	}
	for _, i := range active {
		change, ok := c.layers[i].changes[meta.ID]
		if !ok {
			continue
		}
		if change.at != nil {
			e.severity, e.from = change.severity, origin{change.at, i}
		}
		for _, o := range change.options {
			e.options = append(e.options, setOption{o, i})
		}
		if meta.OptIn && change.at == nil && e.from.node == nil {
			e.severity = meta.Severity // options alone turn it on
		}
	}
	return e
}

// bind settles a rule's options. What layers set the options identifies the result, so that a
// corpus rule has no more variants than there are.
func (c *Config) bind(rule lint.Rule, options []setOption) *lint.Bound {
	layers := make([]string, 0, len(options))
	node := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
	for _, o := range options {
		layers = append(layers, strconv.Itoa(o.layer))
		node.Content = append(node.Content, o.key, o.value)
	}
	key := rule.Describe().ID + "\n" + strings.Join(slices.Compact(layers), " ")
	if b, ok := c.bound[key]; ok {
		return b
	}
	b := lint.Bind(rule, node, c.silentEnv()) // each layer was checked when it was read
	c.bound[key] = b
	return b
}
