package config

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/site"
)

// object is an object of JSON.
type object = map[string]any

// Schema is the JSON Schema of configuration files, by which editors complete and check them. It is written in
// draft 7, which all of them understand. It cannot see all that Parse does, such as whether a pattern's braces
// are closed, but refuses nothing that Parse takes as it is meant.
func Schema(families []lint.Family) ([]byte, error) {
	rules, err := rulesSchema(families)
	if err != nil {
		return nil, err
	}
	schema := object{
		"$schema":     "http://json-schema.org/draft-07/schema#",
		"title":       "kblint",
		"description": "The configuration of kblint, .kblint.yaml.",
		"definitions": object{
			"severity": object{"enum": severities[:], "description": "How much a finding matters."},
			"text":     object{"type": []string{"string", "number", "boolean"}},
			"texts":    listOf("text"),
			"pattern":  object{"type": []string{"string", "number", "boolean"}, "pattern": `^\s*[^!\s]`},
			"patterns": listOf("pattern"),
			"folder": object{
				"type": []string{"string", "number", "boolean"}, "pattern": `^[^/\\][^\\]*$`,
				"not": object{"type": "string", "pattern": `^\.\.(/|$)`},
			},
			"folders":  listOf("folder"),
			"address":  object{"type": "string", "pattern": `^\S+$`},
			"number":   object{"type": "integer", "minimum": 1, "maximum": maxConcurrency},
			"duration": durationSchema,
			"rules":    rules,
			"pack":     packSchema(),
		},
		"type": []string{"object", "null"},
		"properties": object{
			"languages": described(ref("texts"), "The language packs to use, such as [id, en]. All where this is left out."),
			"site":      siteSchema(),
			"external":  externalSchema(),
			"ignore":    described(ref("patterns"), "Patterns of what is not to be linted, relative to this file's folder."),
			"ratchet":   object{"type": "boolean", "description": "Compare counts with the baseline, not findings."},
			"rules":     described(ref("rules"), "The severities and options of rules and of families of rules."),
			"overrides": overridesSchema(),
			"lexicon":   lexiconSchema(),
		},
		"additionalProperties": false,
	}
	text, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write the schema of the configuration: %w", err)
	}
	return append(text, '\n'), nil
}

// durationSchema is that of times such as "1m30s" and "7d".
var durationSchema = object{"anyOf": []any{
	object{"type": "string", "pattern": `^([0-9]+d|0|([0-9]+(\.[0-9]*)?(ns|us|µs|ms|s|m|h))+)$`},
	object{"const": 0},
}}

func ref(name string) object { return object{"$ref": "#/definitions/" + name} }

// described adds a description to a schema. What stands beside a "$ref" is not looked at in draft 7.
func described(schema object, description string) object {
	if schema["$ref"] != nil {
		schema = object{"allOf": []any{schema}}
	}
	schema["description"] = description
	return schema
}

// listOf is the schema of what texts reads: a list, one text without a list around it, or nothing.
func listOf(definition string) object {
	return object{"anyOf": []any{
		object{"type": "array", "items": ref(definition)},
		ref(definition),
		object{"type": "null"},
	}}
}

// closed is a map with certain keys, or nothing.
func closed(description string, properties object) object {
	return object{
		"type": []string{"object", "null"}, "description": description,
		"properties": properties, "additionalProperties": false,
	}
}

func siteSchema() object {
	return closed("What builds the site, where that is not found.", object{
		"generator": object{"enum": site.Generators(), "description": "What builds the site."},
		"base-url": object{
			"type": "string", "pattern": `^https?://[^/?#]+[^?#]*$`,
			"description": "The address of the site in full, such as https://help.example.com/.",
		},
		"static": described(ref("folders"), "Folders that are copied as they are."),
		"roots":  described(ref("folders"), "Folders that the URLs of articles start from."),
	})
}

func externalSchema() object {
	addresses := func(description string) object {
		return object{
			"anyOf":       []any{object{"type": "array", "items": ref("address")}, ref("address"), object{"type": "null"}},
			"description": description,
		}
	}
	host := closed("What holds for this host.", object{
		"concurrency": described(ref("number"), "How many requests at once."),
		"interval":    described(ref("duration"), "The time between two requests."),
		"headers": object{
			"type": []string{"object", "null"}, "propertyNames": object{"pattern": "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"},
			"additionalProperties": ref("text"), "description": "Headers to send; ${NAME} is a variable of the environment.",
		},
	})
	return closed("Links to other sites.", object{
		"enabled":          object{"type": "boolean", "description": "Check them without --external."},
		"include":          addresses("Ask these only, and even what is left out otherwise."),
		"exclude":          addresses("Hosts and addresses that are not asked."),
		"allow-private":    object{"type": "boolean", "description": "Ask addresses of private networks, too."},
		"max-age":          described(ref("duration"), "How long an answer is trusted, such as 1d."),
		"timeout":          described(ref("duration"), "How long an answer may take, such as 30s."),
		"retries":          object{"type": "integer", "minimum": 0, "maximum": maxRetries, "description": "How often to ask again."},
		"concurrency":      described(ref("number"), "How many requests at once, in all."),
		"host-concurrency": described(ref("number"), "How many requests at once to a host."),
		"interval":         described(ref("duration"), "The time between two requests to a host."),
		"user-agent":       described(ref("text"), "What kblint calls itself."),
		"hosts": object{
			"type": []string{"object", "null"}, "propertyNames": object{"pattern": `^[^/\s@]+$`},
			"additionalProperties": host, "description": "What holds for certain hosts.",
		},
	})
}

func overridesSchema() object {
	return object{
		"type": []string{"array", "null"},
		"items": object{
			"type": "object", "required": []string{"paths", "rules"}, "additionalProperties": false,
			"properties": object{
				"paths": object{
					"anyOf":       []any{object{"type": "array", "items": ref("pattern"), "minItems": 1}, ref("pattern")},
					"description": "Patterns of the articles that this is for, relative to this file's folder.",
				},
				"rules": described(ref("rules"), "What holds for them."),
			},
		},
		"description": "Other rules for some articles. All that match an article apply, in their order.",
	}
}

// packSchema is that of a language pack. What stands in groups of words is left to Parse.
func packSchema() object {
	properties := object{}
	for key, below := range lexicon.Shape() {
		properties[key] = object{}
		if below != nil {
			properties[key] = object{"type": []string{"object", "null"}, "propertyNames": object{"enum": below}}
		}
	}
	return object{"type": []string{"object", "null"}, "properties": properties, "additionalProperties": false}
}

// lexiconSchema is that of one pack with its language, or of packs by language.
func lexiconSchema() object {
	keys := slices.Sorted(maps.Keys(lexicon.Shape()))
	misplaced := slices.DeleteFunc(keys, func(key string) bool { return key == "commands" })
	return object{
		"type":        []string{"object", "null"},
		"description": "Words of your own for the language packs, by language.",
		"if":          object{"required": []string{"language"}},
		"then":        ref("pack"),
		"else": object{
			"properties":           object{"commands": object{"type": []string{"object", "null"}}},
			"propertyNames":        object{"not": object{"enum": misplaced}},
			"additionalProperties": ref("pack"),
		},
	}
}

// rulesSchema is that of a "rules" section.
func rulesSchema(families []lint.Family) (object, error) {
	properties := object{}
	for _, family := range families {
		properties[family.Name] = object{
			"description": "All rules of the family, but for those that are named themselves.",
			"examples":    severities[:],
			"if":          object{"type": "object"},
			"then":        object{"properties": object{"severity": ref("severity")}, "additionalProperties": false},
			"else":        ref("severity"),
		}
		for _, rule := range family.Rules {
			schema, err := ruleSchema(family, rule)
			if err != nil {
				return nil, err
			}
			properties[rule.Describe().ID] = schema
		}
	}
	return object{"type": []string{"object", "null"}, "properties": properties, "additionalProperties": false}, nil
}

func ruleSchema(family lint.Family, rule lint.Rule) (object, error) {
	meta := rule.Describe()
	page, err := fs.ReadFile(family.Pages, bareName(meta.ID)+".md")
	if err != nil && !errors.Is(err, fs.ErrNotExist) { // the harness sees to it that all rules have one
		return nil, fmt.Errorf("read the page of %s: %w", meta.ID, err)
	}
	description := meta.Summary
	if meta.OptIn {
		description += " Off until it is named."
	}
	options := object{"severity": described(ref("severity"), "The default is "+severities[meta.Severity]+".")}
	for _, o := range lint.Options(rule) {
		schema := o.Schema()
		if text := optionText(string(page), o.Name); text != "" {
			schema["description"] = text
		}
		options[o.Name] = schema
	}
	return object{
		"description": description,
		"default":     severities[meta.Severity],
		// Of "anyOf" editors would report for a misspelt option that the map is no severity.
		"if":   object{"type": "object"},
		"then": object{"properties": options, "additionalProperties": false},
		"else": ref("severity"),
		// What editors offer.
		"examples": severities[:],
	}, nil
}

// optionText is what a rule's page says of an option: the paragraph or item that begins with its name. A
// sentence that leads on to a list or a table is left out.
func optionText(page, name string) string {
	_, options, _ := strings.Cut(page, "\n## Options\n")
	options, _, _ = strings.Cut(options, "\n## ")
	var words []string
	for line := range strings.Lines(options) {
		text := strings.TrimSpace(line)
		item, isItem := strings.CutPrefix(text, "- ")
		switch {
		case len(words) > 0 && (text == "" || isItem):
			return wholeSentences(strings.Join(words, " "))
		case len(words) > 0:
			words = append(words, text)
		case strings.HasPrefix(item, "`"+name+"`"):
			words = append(words, item)
		}
	}
	return wholeSentences(strings.Join(words, " "))
}

// wholeSentences leaves out the last sentence where it does not end.
func wholeSentences(text string) string {
	if strings.HasSuffix(text, ".") || text == "" {
		return text
	}
	if end := strings.LastIndex(text, ". "); end >= 0 {
		return text[:end+1]
	}
	return strings.TrimSuffix(text, ":") + "."
}
