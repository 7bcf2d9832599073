package report_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/report"
)

// FuzzPrint holds that whatever an article, its path and a message are, each printer's output can be
// read again, and has the message.
func FuzzPrint(f *testing.F) {
	for _, text := range []string{
		"", "is wrong", "\x00\x1b[31m\xff\ufffe", "]]></failure>&lt;\"'", "a|b\n\r\n`c` @d <!--", "$x$ ://www.x @", "日本 😀 e\u0301", "\\\\` ` `",
		"\u202e\u200b&#8203;", "</details>\n\n# x", "  x  ", "- [x] y\n\n    code", "https://a:b@c.d/e_f_",
	} {
		f.Add(text, text, text, 0, len(text))
	}
	sarif, gitlab, rdjsonl := compiled(f, schemas["sarif"].file), compiled(f, schemas["gitlab"].file), compiled(f, schemas["rdjsonl"].file)
	f.Fuzz(func(t *testing.T, src, path, text string, start, end int) {
		if len(src)+len(path)+len(text) > 2000 || path == "" || path[0] == '/' || strings.HasPrefix(path, "./") || text == "" || strings.Contains(text, "//") {
			t.Skip("no path of an article; no message; a message with an address, in which a secret is hidden")
		}
		f := finding(article.Span{Start: start, End: end})
		f.Path, f.Message = path, message("%s", text)
		f.Fixes = []lint.Fix{{Message: message("%s", text), Edits: []edit.Edit{{Start: start, End: end, New: text}}}}
		f.Related = []lint.Related{{Path: path, Span: f.Span, Message: message("%s", text)}}
		run := one("", f, f)
		run.Sources = sources(map[string]string{path: src})
		clean := strings.ToValidUTF8(text, "\ufffd")
		for _, c := range []struct {
			format string
			check  func(output string) error
		}{
			{"sarif", func(o string) error { return valid(sarif, whole(o)) }},
			{"gitlab", func(o string) error { return valid(gitlab, whole(o)) }},
			{"rdjsonl", func(o string) error { return valid(rdjsonl, lines(o)) }},
			{"junit", checkJUnit},
			{"checkstyle", checkCheckstyle},
		} {
			if err := c.check(printed(t, c.format, run)); err != nil {
				t.Errorf("%s: %v", c.format, err)
			}
		}
		var issues []struct{ Description string }
		if err := json.Unmarshal([]byte(printed(t, "gitlab", run)), &issues); err != nil || len(issues) != 2 || differs(issues[0].Description, clean) {
			t.Errorf("gitlab: %q of %q, %v", issues, clean, err)
		}
		var diagnostic struct{ Message string }
		if err := json.Unmarshal([]byte(lines(printed(t, "rdjsonl", run))[0]), &diagnostic); err != nil || differs(diagnostic.Message, clean) {
			t.Errorf("rdjsonl: %q of %q, %v", diagnostic, clean, err)
		}
		if root, err := parsed(printed(t, "checkstyle", run)); err == nil && isXML(text) && root.children[0].children[0].attributes["message"] != text {
			t.Errorf("checkstyle: %q of %q", root.children[0].children[0].attributes["message"], text)
		}
		inMarkdown(t, run)
	})
}

// differs reports whether JSON changed more than the bytes that are not UTF-8, each of which it may
// replace by a character of its own.
func differs(got, want string) bool {
	return strings.ReplaceAll(got, "\ufffd", "") != strings.ReplaceAll(want, "\ufffd", "")
}

// isXML reports whether XML can express a text as it is.
func isXML(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF
	})
}

// inMarkdown holds that a comment and a summary show the text that the message is for people, and that
// nothing in it is markup.
func inMarkdown(t *testing.T, run report.Run) {
	t.Helper()
	people := printed(t, "text", run)
	_, people, _ = strings.Cut(people, ": error: ")
	people, _, _ = strings.Cut(people, " [links/broken-file]\n")
	var summary bytes.Buffer
	if err := report.JobSummary(&summary, run, report.MaxJobSummary); err != nil {
		t.Fatal(err)
	}
	for _, markdown := range []string{printed(t, "markdown", run), summary.String()} {
		page := rendered(t, markdown)
		if strings.Contains(people, " [links") || len(people) > 900 {
			continue
		}
		if shown := shownText(page); strings.Count(folded(shown), folded(people)) < 2 {
			t.Errorf("%q is not shown in\n%s\nwhich is\n%s", people, page, markdown)
		}
		if n := strings.Count(page, "<li>"); n != 4 {
			t.Errorf("%d items, want 2 and 2 in them:\n%s", n, page)
		}
	}
}

// folded is a text as HTML shows it.
func folded(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(text, "\u200b", "")), " ")
}
