package report

import (
	"strings"

	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/secret"
)

// severityID is the word for a severity in formats that programs read.
func severityID(s lint.Severity) string {
	switch s {
	case lint.Error:
		return "error"
	case lint.Warning:
		return "warning"
	case lint.Hint:
		return "hint"
	case lint.Off:
	}
	return "off"
}

// severityWord is the word for a severity in the reader's language.
func severityWord(text Localizer, s lint.Severity) string {
	switch s {
	case lint.Error:
		return text.Sprintf("error")
	case lint.Warning:
		return text.Sprintf("warning")
	case lint.Hint:
		return text.Sprintf("hint")
	case lint.Off:
	}
	return text.Sprintf("off")
}

// say puts a rule's message into the reader's language.
func say(text Localizer, m lint.Message) string {
	said := text.Sprintf(m.Format, m.Args...)
	if strings.Contains(said, "//") {
		return string(secret.Hidden([]byte(said)))
	}
	return said
}
