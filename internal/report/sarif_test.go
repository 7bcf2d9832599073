package report_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/engine"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/report"
)

// TestSarifLog pins a whole log. One of this shape, with every optional part, has been
// validated against the schema that it names.
func TestSarifLog(t *testing.T) {
	run := mixedRun(t)
	run.Rules = []report.RuleInfo{
		{
			ID: "links/broken-file", Summary: "A link names a file.", Help: "# Why\n\nBecause.",
			HelpURI: "https://example.org/links/broken-file", Severity: lint.Error,
		},
		{ID: "keywords/duplicate", Summary: "A keyword stands once.", Severity: lint.Off},
	}
	same(t, `{"$schema":"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json","version":"2.1.0","runs":[`+
		`{"tool":{"driver":{"name":"kblint","version":"1.2.3","informationUri":"https://github.com/kblint/kblint","rules":[`+
		`{"id":"links/broken-file","name":"LinksBrokenFile","shortDescription":{"text":"A link names a file."},"fullDescription":{"text":"A link names a file."},`+
		`"helpUri":"https://example.org/links/broken-file","help":{"text":"# Why\n\nBecause.","markdown":"# Why\n\nBecause."},`+
		`"defaultConfiguration":{"enabled":true,"level":"error"},"properties":{"tags":["links"]}},`+
		`{"id":"keywords/duplicate","name":"KeywordsDuplicate","shortDescription":{"text":"A keyword stands once."},"fullDescription":{"text":"A keyword stands once."},`+
		`"help":{"text":"A keyword stands once."},"defaultConfiguration":{"enabled":false,"level":"none"},"properties":{"tags":["keywords"]}}]}},`+
		`"language":"en","columnKind":"utf16CodeUnits","invocations":[{"executionSuccessful":false,"toolExecutionNotifications":[`+
		`{"level":"error","message":{"text":"out of luck"}},`+
		`{"level":"error","message":{"text":"read c.md: permission denied"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"c.md","uriBaseId":"%SRCROOT%"}}}]}]}],"results":[
{"ruleId":"keywords/duplicate","ruleIndex":1,"level":"warning","message":{"text":"\"kafe\" stands twice"},`+
		`"locations":[{"physicalLocation":{"artifactLocation":{"uri":"a.md","uriBaseId":"%SRCROOT%"},"region":{"startLine":2,"startColumn":14,"endLine":2,"endColumn":19}}}],`+
		`"partialFingerprints":{"kblint/v1":"FIRST"},"relatedLocations":[`+
		`{"physicalLocation":{"artifactLocation":{"uri":"a.md","uriBaseId":"%SRCROOT%"},"region":{"startLine":2,"startColumn":8,"endLine":2,"endColumn":12}},"message":{"text":"the first is here"}},`+
		`{"physicalLocation":{"artifactLocation":{"uri":"sub/b.md","uriBaseId":"%SRCROOT%"},"region":{"startLine":2,"startColumn":1,"endLine":2,"endColumn":4}},"message":{"text":"also here"}},`+
		`{"physicalLocation":{"artifactLocation":{"uri":"sub/b.md","uriBaseId":"%SRCROOT%"}},"message":{"text":"somewhere in it"}}],`+
		`"fixes":[{"description":{"text":"remove it"},"artifactChanges":[{"artifactLocation":{"uri":"a.md","uriBaseId":"%SRCROOT%"},"replacements":[`+
		`{"deletedRegion":{"startLine":2,"startColumn":11,"endLine":2,"endColumn":18},"insertedContent":{"text":""}},`+
		`{"deletedRegion":{"startLine":1,"startColumn":1,"endLine":1,"endColumn":1},"insertedContent":{"text":"<&>\n"}}]}],"properties":{"safe":true}}]},
{"ruleId":"links/broken-file","ruleIndex":0,"level":"error","message":{"text":"\"y z.md\" names no file;\n100% <sure> & \"done\""},`+
		`"locations":[{"physicalLocation":{"artifactLocation":{"uri":"a.md","uriBaseId":"%SRCROOT%"},"region":{"startLine":4,"startColumn":17,"endLine":4,"endColumn":23}}}],`+
		`"partialFingerprints":{"kblint/v1":"SECOND"}},
{"ruleId":"frontmatter/missing","level":"note","message":{"text":"no front matter"},`+
		`"locations":[{"physicalLocation":{"artifactLocation":{"uri":"sub/b.md","uriBaseId":"%SRCROOT%"}}}],`+
		`"partialFingerprints":{"kblint/v1":"THIRD"}}
]}]}
`, maskFingerprints(t, printed(t, "sarif", run)))
}

// maskFingerprints puts words in the place of three hashes.
func maskFingerprints(t *testing.T, log string) string {
	t.Helper()
	for i, hash := range fingerprints(t, log) {
		log = strings.Replace(log, hash, []string{"FIRST", "SECOND", "THIRD"}[i], 1)
	}
	return log
}

func fingerprints(t *testing.T, log string) []string {
	t.Helper()
	var decoded struct {
		Runs []struct {
			Results []struct {
				PartialFingerprints map[string]string
			}
		}
	}
	if err := json.Unmarshal([]byte(log), &decoded); err != nil {
		t.Fatal(err)
	}
	var prints []string
	for _, r := range decoded.Runs[0].Results {
		prints = append(prints, r.PartialFingerprints["kblint/v1"])
	}
	return prints
}

func TestSarifURIs(t *testing.T) {
	const root = `"uriBaseId":"%SRCROOT%"`
	for path, location := range map[string]string{
		"content/a.md":       `{"uri":"content/a.md",` + root + `}`,
		"a b/ü%20#?[x].md":   `{"uri":"a%20b/%C3%BC%2520%23%3F%5Bx%5D.md",` + root + `}`,
		"a:b.md":             `{"uri":"./a:b.md",` + root + `}`,
		"\xff.md":            `{"uri":"%FF.md",` + root + `}`,
		"a..b/c.md":          `{"uri":"a..b/c.md",` + root + `}`,
		"../other/a b.md":    `{"uri":"../other/a%20b.md"}`,
		"/srv/a b.md":        `{"uri":"file:///srv/a%20b.md"}`,
		"C:/help/a.md":       `{"uri":"file:///C:/help/a.md"}`,
		"//server/help/a.md": `{"uri":"file:////server/help/a.md"}`,
	} {
		f := finding(article.Span{})
		f.Path = path
		if got := printed(t, "sarif", one("", f)); !strings.Contains(got, `"artifactLocation":`+location) {
			t.Errorf("path %q: no %s in\n%s", path, location, got)
		}
	}
}

func TestSarifLanguage(t *testing.T) {
	run := one("")
	run.Text = shouting{}
	if got := printed(t, "sarif", run); !strings.Contains(got, `"language":"id",`) {
		t.Errorf("no language in %s", got)
	}
	run.Text = dialect{}
	if got := printed(t, "sarif", run); strings.Contains(got, `"language"`) {
		t.Errorf("a language that the schema does not allow in %s", got)
	}
}

type dialect struct{ english }

func (dialect) Lang() string { return "zh-Hans-CN" }

// TestFingerprints holds that findings are told apart by rule, path and what they point at, and by
// nothing else. What an edit does to that is the engine's matter.
func TestFingerprints(t *testing.T) {
	printsWith := func(change func(*engine.Finding)) []string {
		f := finding(article.Span{Start: 2, End: 4})
		f.Imprint = engine.Imprint{Section: "Judul", Text: "images/langkah-pertama.png"}
		change(&f)
		run := one("", f, f)
		run.Sources = func(string) ([]byte, error) { return []byte("# Judul\n"), nil }
		return fingerprints(t, printed(t, "sarif", run))
	}
	base := printsWith(func(*engine.Finding) {})
	if base[0] == base[1] || !strings.HasSuffix(base[0], ":1") || !strings.HasSuffix(base[1], ":2") {
		t.Errorf("equal findings are not numbered: %q", base)
	}
	for name, change := range map[string]func(*engine.Finding){
		"another place":    func(f *engine.Finding) { f.Span = article.Span{Start: 3, End: 5} },
		"another message":  func(f *engine.Finding) { f.Message = message("is not right") },
		"another severity": func(f *engine.Finding) { f.Severity = lint.Hint },
		"another heading":  func(f *engine.Finding) { f.Imprint.Section = "Judul lain" },
	} {
		if diff := cmp.Diff(base, printsWith(change)); diff != "" {
			t.Errorf("%s changes the fingerprints (-want +got):\n%s", name, diff)
		}
	}
	for name, change := range map[string]func(*engine.Finding){
		"another rule":    func(f *engine.Finding) { f.Rule = "links/empty" },
		"another article": func(f *engine.Finding) { f.Path = "b.md" },
		"another text":    func(f *engine.Finding) { f.Imprint.Text = "images/langkah-kedua.png" },
	} {
		if printsWith(change)[0] == base[0] {
			t.Errorf("%s has the same fingerprint", name)
		}
	}
}

// TestFingerprintNumbersStartAnew holds that an article's numbers do not depend on what
// was found in the articles before it.
func TestFingerprintNumbersStartAnew(t *testing.T) {
	a, b := finding(article.Span{Start: 0, End: 1}), finding(article.Span{Start: 0, End: 1})
	b.Path = "b.md"
	run := one("", a, a, b)
	run.Sources = func(string) ([]byte, error) { return []byte("text\n"), nil }
	for i, suffix := range []string{":1", ":2", ":1"} {
		if got := fingerprints(t, printed(t, "sarif", run))[i]; !strings.HasSuffix(got, suffix) {
			t.Errorf("finding %d has the fingerprint %s, want one that ends in %s", i, got, suffix)
		}
	}
}
