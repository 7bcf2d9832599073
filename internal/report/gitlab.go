package report

import (
	"bufio"

	"github.com/kblint/kblint/internal/lint"
)

// codeQualityIssue is what GitLab reads of a Code Climate issue:
// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format. GitLab takes lines or
// positions, not both, and shows no columns.
type codeQualityIssue struct {
	Description string              `json:"description"`
	CheckName   string              `json:"check_name"`
	Fingerprint string              `json:"fingerprint"`
	Severity    string              `json:"severity"`
	Location    codeQualityLocation `json:"location"`
}

type codeQualityLocation struct {
	Path  string           `json:"path"`
	Lines codeQualityLines `json:"lines"`
}

type codeQualityLines struct {
	Begin int `json:"begin"`
	End   int `json:"end"`
}

// codeQuality is the format of GitLab's Code Quality reports, an issue a line. Issues are told apart by
// their fingerprints, also between a merge request and its target.
type codeQuality struct {
	*jsonStream
	fingerprints fingerprints
}

func newCodeQuality(_ Run, out *bufio.Writer) printer {
	return &codeQuality{jsonStream: newJSONStream(out)}
}

func (c *codeQuality) begin() error {
	return c.out.WriteByte('[')
}

func (c *codeQuality) finding(l *located) error {
	return c.element(codeQualityIssue{
		Description: l.message, CheckName: l.Rule, Fingerprint: c.fingerprints.of(l), Severity: codeQualitySeverity(l.Severity),
		Location: codeQualityLocation{Path: l.Path, Lines: codeQualityLines{l.place.from.line, lastLine(l.place)}},
	})
}

func (c *codeQuality) end() error {
	_, err := c.out.WriteString("\n]\n")
	return err
}

// codeQualitySeverity leaves critical and blocker, the two highest of five, to tools that find security holes.
func codeQualitySeverity(s lint.Severity) string {
	switch s {
	case lint.Error:
		return "major"
	case lint.Warning:
		return "minor"
	case lint.Hint, lint.Off:
	}
	return "info"
}
