// Package locale prints messages in the language of the person who reads them.
//
// The English format string is the key of a message. A catalogue file messages.LANG.yaml
// maps keys to that language, or to plural forms:
//
//	"\"%s\" names no file": "\"%s\" tidak menunjuk ke berkas mana pun"
//	"%d errors":
//	  one: "%d error"
//	  other: "%d errors"
//
// Plural forms go by the first argument. Numbers are localised (12,345 or 12.345), so what
// is no quantity, such as a line number or a year, is passed as a string.
package locale

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"go.yaml.in/yaml/v4"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/message/catalog"
)

// Own is the catalogue of what the program says outside any rule family.
//
//go:embed messages.*.yaml
var Own embed.FS

// Phrase is an argument of a message that is itself a key of the catalogue.
type Phrase string

// Languages are the tags that messages exist in, English first.
func Languages() []string { return []string{"en", "id"} }

// Match gives the one of Languages that suits the requested language best. It takes BCP 47
// tags ("id", "ms-MY") and POSIX locales ("id_ID.UTF-8"); what it does not know is English.
func Match(requested string) string {
	requested, _, _ = strings.Cut(requested, ".")
	requested, _, _ = strings.Cut(requested, "@")
	tag, err := language.Parse(requested)
	if err != nil {
		return "en"
	}
	matcher := language.NewMatcher([]language.Tag{language.English, language.Indonesian})
	_, index, confidence := matcher.Match(tag)
	if confidence == language.No {
		return "en"
	}
	return Languages()[index]
}

// FromEnvironment gives the language that the environment's locale asks for, by the
// precedence of POSIX: LC_ALL, LC_MESSAGES, LANG.
func FromEnvironment(getenv func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := getenv(name); value != "" {
			return Match(value)
		}
	}
	return "en"
}

// Printer prints messages in one language. It may be used by several goroutines.
type Printer struct {
	lang    string
	printer *message.Printer
}

// New makes a printer for one of Languages. The catalogues are folders that may hold a
// messages.LANG.yaml; an error is a fault of such a file.
func New(lang string, catalogues ...fs.FS) (*Printer, error) {
	tag := language.English
	if lang == "id" {
		tag = language.Indonesian
	}
	builder := catalog.NewBuilder(catalog.Fallback(language.English))
	for _, fsys := range catalogues {
		entries, err := Load(fsys, lang)
		if err != nil {
			return nil, err
		}
		for key, entry := range entries {
			if err := entry.set(builder, tag, key); err != nil {
				return nil, fmt.Errorf("message %q: %w", key, err)
			}
		}
	}
	return &Printer{lang: lang, printer: message.NewPrinter(tag, message.Catalog(builder))}, nil
}

// Lang is the tag of the printer's language.
func (p *Printer) Lang() string { return p.lang }

// Sprintf formats a message of the catalogue, in English where it has no translation.
func (p *Printer) Sprintf(format string, args ...any) string {
	for i, arg := range args {
		if phrase, ok := arg.(Phrase); ok {
			args = append([]any{}, args...)
			args[i] = p.printer.Sprintf(string(phrase))
		}
	}
	return p.printer.Sprintf(format, args...)
}

// Translation is a message in one language: a text, or its plural forms.
type Translation struct {
	Text       string
	One, Other string // "" where the message has no plural forms
}

// Load reads messages.LANG.yaml from a folder; a folder without it holds no messages.
func Load(fsys fs.FS, lang string) (map[string]Translation, error) {
	name := "messages." + lang + ".yaml"
	data, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read message catalogue: %w", err)
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, fmt.Errorf("parse %s: %w", name, err)
	}
	if len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		return nil, fmt.Errorf("parse %s: not a map of messages", name)
	}
	content := doc.Content[0].Content
	entries := make(map[string]Translation, len(content)/2)
	for i := 0; i+1 < len(content); i += 2 {
		key, value := content[i], content[i+1]
		if _, twice := entries[key.Value]; twice {
			return nil, fmt.Errorf("parse %s: line %d: %q stands twice", name, key.Line, key.Value)
		}
		entries[key.Value] = translation(value)
	}
	return entries, nil
}

func translation(value *yaml.Node) Translation {
	if value.Kind != yaml.MappingNode {
		return Translation{Text: value.Value}
	}
	var t Translation
	for i := 0; i+1 < len(value.Content); i += 2 {
		switch value.Content[i].Value {
		case "one":
			t.One = value.Content[i+1].Value
		case "other":
			t.Other = value.Content[i+1].Value
		}
	}
	return t
}

func (t Translation) set(builder *catalog.Builder, tag language.Tag, key string) error {
	if t.Other == "" {
		return builder.SetString(tag, key, t.Text)
	}
	one := t.One
	if one == "" {
		one = t.Other
	}
	// Exactly one, not the plural category: "0 or 1" is one in some languages.
	return builder.Set(tag, key, plural.Selectf(1, "", "=1", one, plural.Other, t.Other))
}
