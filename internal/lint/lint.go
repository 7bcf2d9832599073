// Package lint is the contract that a rule is written against.
//
// A rule is an immutable value: an ArticleRule looks at one article, a CorpusRule
// at the facts of all of them. A rule says where and what; the engine stamps id,
// severity and path, and does everything else.
package lint

import (
	"embed"
	"fmt"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
)

// Severity says how much a finding matters.
type Severity uint8

// The severities in rising order. A rule that is Off is not run.
const (
	Off Severity = iota
	Hint
	Warning
	Error
)

// Meta is what can be said of a rule without running it.
type Meta struct {
	ID       string   // family, slash, name in kebab case: "links/broken-file"
	Summary  string   // one sentence, the first of the rule's page
	Severity Severity // where the configuration does not say otherwise
	OptIn    bool     // off until the configuration names the rule
	Advisory bool     // its findings never fail a run, whatever their severity
}

// Family is the part of the id before the slash.
func (m Meta) Family() string {
	family, _, _ := strings.Cut(m.ID, "/")
	return family
}

// Family is a folder of rules with their pages and translations.
type Family struct {
	Name    string
	Pages   embed.FS // NAME.md for each rule, messages.LANG.yaml for each language
	Rules   []Rule
	Surveys []Survey
}

// None is the options type of a rule that has no options.
type None struct{}

// Message is a format from the message catalogue with its arguments, not yet in
// any language. Arguments are strings and ints only, so that a message survives JSON.
type Message struct {
	Format string `json:"format"`
	Args   []any  `json:"args,omitempty"`
}

// String is the message in English without plural forms, for tests and panics.
func (m Message) String() string { return fmt.Sprintf(m.Format, m.Args...) }

// Diagnostic is what a rule reports: a place and a message.
type Diagnostic struct {
	Span    article.Span
	Message Message
	Fixes   []Fix     // the first is applied by --fix, the others are alternatives
	Related []Related // other places that explain the finding
	AtMost  Severity  // a bound for the rule's severity; Off for none
}

// Fix is a set of edits of the article's source that resolves a finding.
type Fix struct {
	Message Message
	Edits   []edit.Edit
	Safe    bool // false: meaning may change, so only applied when asked for by name
}

// Related is another place that explains a finding.
type Related struct {
	Path    string // "" for the finding's own article
	Span    article.Span
	Message Message
}

// Fix adds a safe fix and returns d.
func (d *Diagnostic) Fix(edits []edit.Edit, format string, args ...any) *Diagnostic {
	d.Fixes = append(d.Fixes, Fix{Message: Message{format, args}, Edits: edits, Safe: true})
	return d
}

// Suggest adds a fix that may change the meaning, and returns d.
func (d *Diagnostic) Suggest(edits []edit.Edit, format string, args ...any) *Diagnostic {
	d.Fixes = append(d.Fixes, Fix{Message: Message{format, args}, Edits: edits})
	return d
}

// Relate adds a related place in the same article and returns d.
func (d *Diagnostic) Relate(at article.Span, format string, args ...any) *Diagnostic {
	d.Related = append(d.Related, Related{Span: at, Message: Message{format, args}})
	return d
}

// RelateIn adds a related place in another article and returns d.
func (d *Diagnostic) RelateIn(where Place, at article.Span, format string, args ...any) *Diagnostic {
	d.Related = append(d.Related, Related{Path: where.Path, Span: at, Message: Message{format, args}})
	return d
}

// The ids of the rules that the engine reports itself.
const (
	UnusedDisableID = "kblint/unused-disable"
	UnknownRuleID   = "kblint/unknown-rule"
)

// DefaultSizeLimit is the size in bytes beyond which an article is not read. Among 22,217 real
// articles the largest has half of it.
const DefaultSizeLimit = 1 << 20

// SizeLimit is the options type of the rule that reports articles too large to be read; the
// engine goes by it before the rule is asked.
type SizeLimit struct {
	MaxBytes int `yaml:"max-bytes"`
}

// severityNames are the words for severities in configurations and machine formats.
var severityNames = [...]string{Off: "off", Hint: "hint", Warning: "warning", Error: "error"}

// String is the word for the severity in configurations and machine formats.
func (s Severity) String() string { return severityNames[s] }

// ParseSeverity is the inverse of Severity.String.
func ParseSeverity(word string) (Severity, bool) {
	for s, name := range severityNames {
		if name == word {
			return Severity(s), true
		}
	}
	return Off, false
}
