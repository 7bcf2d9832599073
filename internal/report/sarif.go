package report

import (
	"bufio"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lint"
)

const (
	toolName    = "kblint"
	toolHome    = "https://github.com/kblint/kblint"
	sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	// sourceRoot is what SARIF consumers put in front of relative paths.
	sourceRoot = "%SRCROOT%"
	// fingerprintName carries the version of the way fingerprints are made: another way
	// takes another name, or every known finding would look new.
	fingerprintName = "kblint/v1"
)

// The types below are the part of SARIF 2.1.0 that kblint writes. Their names are those of
// the standard's objects:
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.

type sarifText struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type sarifDriver struct {
	Name           string      `json:"name"`
	Version        string      `json:"version,omitempty"`
	InformationURI string      `json:"informationUri"`
	Rules          []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID                   string             `json:"id"`
	Name                 string             `json:"name"`
	ShortDescription     sarifText          `json:"shortDescription"`
	FullDescription      sarifText          `json:"fullDescription"`
	HelpURI              string             `json:"helpUri,omitempty"`
	Help                 sarifText          `json:"help"`
	DefaultConfiguration sarifConfiguration `json:"defaultConfiguration"`
	Properties           sarifTags          `json:"properties"`
}

type sarifConfiguration struct {
	Enabled bool   `json:"enabled"`
	Level   string `json:"level"`
}

type sarifTags struct {
	Tags []string `json:"tags"`
}

type sarifInvocation struct {
	ExecutionSuccessful        bool                `json:"executionSuccessful"`
	ToolExecutionNotifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
}

type sarifNotification struct {
	Level     string          `json:"level"`
	Message   sarifText       `json:"message"`
	Locations []sarifLocation `json:"locations,omitempty"`
}

type sarifResult struct {
	RuleID              string            `json:"ruleId,omitempty"`
	RuleIndex           *int              `json:"ruleIndex,omitempty"`
	Level               string            `json:"level"`
	Message             sarifText         `json:"message"`
	Locations           []sarifLocation   `json:"locations"`
	PartialFingerprints map[string]string `json:"partialFingerprints"`
	RelatedLocations    []sarifLocation   `json:"relatedLocations,omitempty"`
	Fixes               []sarifFix        `json:"fixes,omitempty"`
}

type sarifLocation struct {
	PhysicalLocation sarifPhysical `json:"physicalLocation"`
	Message          *sarifText    `json:"message,omitempty"`
}

type sarifPhysical struct {
	ArtifactLocation sarifArtifact `json:"artifactLocation"`
	Region           *sarifRegion  `json:"region,omitempty"`
}

type sarifArtifact struct {
	URI       string `json:"uri"`
	URIBaseID string `json:"uriBaseId,omitempty"`
}

// sarifRegion counts columns in UTF-16 code units; its end is exclusive.
type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndLine     int `json:"endLine"`
	EndColumn   int `json:"endColumn"`
}

type sarifFix struct {
	Description     sarifText     `json:"description"`
	ArtifactChanges []sarifChange `json:"artifactChanges"`
	Properties      sarifSafety   `json:"properties"`
}

// sarifSafety tells consumers which fixes kblint itself would apply without asking.
type sarifSafety struct {
	Safe bool `json:"safe"`
}

type sarifChange struct {
	ArtifactLocation sarifArtifact      `json:"artifactLocation"`
	Replacements     []sarifReplacement `json:"replacements"`
}

type sarifReplacement struct {
	DeletedRegion   sarifRegion `json:"deletedRegion"`
	InsertedContent sarifText   `json:"insertedContent"`
}

// sarifLog is the format of code scanning services. A result takes a line.
type sarifLog struct {
	*jsonStream
	run          Run
	ruleIndex    map[string]int
	fingerprints fingerprints
}

func newSarifLog(run Run, out *bufio.Writer) printer {
	s := &sarifLog{jsonStream: newJSONStream(out), run: run, ruleIndex: map[string]int{}}
	for i, r := range run.Rules {
		s.ruleIndex[r.ID] = i
	}
	return s
}

func (s *sarifLog) begin() error {
	driver := sarifDriver{Name: toolName, Version: s.run.Version, InformationURI: toolHome, Rules: []sarifRule{}}
	for _, r := range s.run.Rules {
		driver.Rules = append(driver.Rules, newSarifRule(r))
	}
	head := `{"$schema":"` + sarifSchema + `","version":"2.1.0","runs":[{"tool":{"driver":`
	middle := `},`
	if lang := s.run.Text.Lang(); isSarifLanguage(lang) {
		middle += `"language":"` + lang + `",`
	}
	if err := s.value(head, driver, middle); err != nil {
		return err
	}
	return s.value(`"columnKind":"utf16CodeUnits","invocations":`, s.invocations(), `,"results":[`)
}

func (s *sarifLog) end() error {
	_, err := s.out.WriteString("\n]}]}\n")
	return err
}

// isSarifLanguage reports whether the schema allows the tag: a language, perhaps with a
// country.
func isSarifLanguage(tag string) bool {
	ok, err := regexp.MatchString(`^[a-zA-Z]{2}(-[a-zA-Z]{2})?$`, tag)
	return ok && err == nil
}

func newSarifRule(r RuleInfo) sarifRule {
	family, _, _ := strings.Cut(r.ID, "/")
	help := sarifText{Text: r.Help, Markdown: r.Help}
	if r.Help == "" {
		help.Text = r.Summary
	}
	return sarifRule{
		ID:               r.ID,
		Name:             pascal(r.ID),
		ShortDescription: sarifText{Text: r.Summary},
		FullDescription:  sarifText{Text: r.Summary},
		HelpURI:          r.HelpURI,
		Help:             help,
		DefaultConfiguration: sarifConfiguration{
			Enabled: r.Severity != lint.Off,
			Level:   level(r.Severity),
		},
		Properties: sarifTags{Tags: []string{family}},
	}
}

// pascal makes "LinksBrokenFile" of "links/broken-file", the form that the standard wants
// for a rule's name.
func pascal(id string) string {
	words := strings.FieldsFunc(id, func(r rune) bool { return r == '/' || r == '-' })
	for i, word := range words {
		words[i] = strings.ToUpper(word[:1]) + word[1:]
	}
	return strings.Join(words, "")
}

func level(s lint.Severity) string {
	switch s {
	case lint.Error:
		return "error"
	case lint.Warning:
		return "warning"
	case lint.Hint:
		return "note"
	case lint.Off:
	}
	return "none"
}

func (s *sarifLog) invocations() []sarifInvocation {
	faults := s.run.Result.Faults
	invocation := sarifInvocation{ExecutionSuccessful: len(faults) == 0}
	for _, f := range faults {
		n := sarifNotification{Level: "error", Message: sarifText{Text: f.Err.Error()}}
		if f.Path != "" {
			n.Locations = []sarifLocation{newSarifLocation(s.run.rooted(f.Path), place{})}
		}
		invocation.ToolExecutionNotifications = append(invocation.ToolExecutionNotifications, n)
	}
	return []sarifInvocation{invocation}
}

func (s *sarifLog) finding(l *located) error {
	result := sarifResult{
		RuleID:              l.Rule,
		Level:               level(l.Severity),
		Message:             sarifText{Text: l.message},
		Locations:           []sarifLocation{newSarifLocation(l.Path, l.place)},
		PartialFingerprints: map[string]string{fingerprintName: s.fingerprints.of(l)},
		Fixes:               s.fixes(l),
	}
	if index, known := s.ruleIndex[l.Rule]; known {
		result.RuleIndex = &index
	}
	for _, n := range l.related {
		location := newSarifLocation(n.path, n.place)
		location.Message = &sarifText{Text: n.message}
		result.RelatedLocations = append(result.RelatedLocations, location)
	}
	return s.element(result)
}

// fixes leaves out what has no edit, which the standard does not allow, and what cannot be
// placed.
func (s *sarifLog) fixes(l *located) []sarifFix {
	if l.file == nil {
		return nil
	}
	var fixes []sarifFix
	for _, f := range l.Fixes {
		if len(f.Edits) == 0 {
			continue
		}
		fixes = append(fixes, sarifFix{
			Description: sarifText{Text: say(s.run.Text, f.Message)},
			ArtifactChanges: []sarifChange{{
				ArtifactLocation: newSarifArtifact(l.Path),
				Replacements:     newReplacements(l.file, f.Edits),
			}},
			Properties: sarifSafety{Safe: f.Safe},
		})
	}
	return fixes
}

func newReplacements(f *file, edits []edit.Edit) []sarifReplacement {
	var replacements []sarifReplacement
	for _, e := range edits {
		region := newSarifRegion(f.position(e.Start), f.position(max(e.Start, e.End)))
		replacements = append(replacements, sarifReplacement{
			DeletedRegion: region, InsertedContent: sarifText{Text: e.New},
		})
	}
	return replacements
}

func newSarifLocation(file string, p place) sarifLocation {
	location := sarifLocation{PhysicalLocation: sarifPhysical{ArtifactLocation: newSarifArtifact(file)}}
	if p.known {
		region := newSarifRegion(p.from, p.to)
		location.PhysicalLocation.Region = &region
	}
	return location
}

func newSarifRegion(from, to position) sarifRegion {
	return sarifRegion{StartLine: from.line, StartColumn: from.unit, EndLine: to.line, EndColumn: to.unit}
}

// newSarifArtifact names an article by a URI: one relative to the working folder, unless
// the path leaves it. Then "../" stands for itself, and an absolute path is a file URI.
func newSarifArtifact(file string) sarifArtifact {
	drive := len(file) > 2 && file[1] == ':' && file[2] == '/'
	switch {
	case path.IsAbs(file):
		return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: file}).String()}
	case drive:
		return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: "/" + file}).String()}
	case slices.Contains(strings.Split(file, "/"), ".."):
		return sarifArtifact{URI: (&url.URL{Path: file}).String()}
	}
	return sarifArtifact{URI: (&url.URL{Path: file}).String(), URIBaseID: sourceRoot}
}
