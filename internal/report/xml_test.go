package report_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/engine"
	"github.com/kblint/kblint/internal/lint"
)

// element is an element of XML with all that is in it.
type element struct {
	name       string
	attributes map[string]string
	children   []*element
	text       string
}

// parsed reads a document strictly: one root, nothing but what XML 1.0 allows.
func parsed(document string) (*element, error) {
	decoder := xml.NewDecoder(strings.NewReader(document))
	holder := &element{}
	open := []*element{holder}
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%w in %s", err, document)
		}
		top := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			e := &element{name: token.Name.Local, attributes: map[string]string{}}
			for _, a := range token.Attr {
				if _, twice := e.attributes[a.Name.Local]; twice {
					return nil, fmt.Errorf("attribute %s stands twice", a.Name.Local)
				}
				e.attributes[a.Name.Local] = a.Value
			}
			top.children = append(top.children, e)
			open = append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			top.text += string(token)
		}
	}
	if len(holder.children) != 1 {
		return nil, fmt.Errorf("%d roots", len(holder.children))
	}
	return holder.children[0], nil
}

// shape is what a schema allows of an element.
type shape struct {
	required, optional []string // attributes
	children           []string
	text               bool // characters other than white space
}

// junitShapes are the constraints of the schema that Jenkins validates reports with, junit-10.xsd of its
// xUnit plugin, without the elements for tests that are run again.
var junitShapes = map[string]shape{
	"testsuites": {optional: []string{"name", "time", "tests", "failures", "errors"}, children: []string{"testsuite"}},
	"testsuite": {
		required: []string{"name", "tests", "failures", "errors"},
		optional: []string{"group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url"},
		children: []string{"testsuite", "properties", "testcase", "system-out", "system-err"},
	},
	"testcase": {
		required: []string{"name"}, optional: []string{"time", "classname", "group"},
		children: []string{"skipped", "error", "failure", "system-out", "system-err"},
	},
	"failure": {optional: []string{"type", "message"}, text: true},
	"error":   {optional: []string{"type", "message"}, text: true},
}

// checkstyleShapes are what the consumers of Checkstyle's reports read.
var checkstyleShapes = map[string]shape{
	"checkstyle": {required: []string{"version"}, children: []string{"file"}},
	"file":       {required: []string{"name"}, children: []string{"error", "exception"}},
	"error":      {required: []string{"line", "severity", "message", "source"}, optional: []string{"column"}},
	"exception":  {text: true},
}

// fits is the first violation of the shapes.
func (e *element) fits(shapes map[string]shape) error {
	s, known := shapes[e.name]
	if !known {
		return fmt.Errorf("element %s is not allowed", e.name)
	}
	for _, name := range s.required {
		if _, given := e.attributes[name]; !given {
			return fmt.Errorf("%s has no %s", e.name, name)
		}
	}
	for name := range e.attributes {
		if !slices.Contains(s.required, name) && !slices.Contains(s.optional, name) {
			return fmt.Errorf("%s may not have %s", e.name, name)
		}
	}
	if !s.text && strings.TrimSpace(e.text) != "" {
		return fmt.Errorf("%s may not have the text %q", e.name, e.text)
	}
	for _, child := range e.children {
		if !slices.Contains(s.children, child.name) {
			return fmt.Errorf("%s may not have %s in it", e.name, child.name)
		}
		if err := child.fits(shapes); err != nil {
			return err
		}
	}
	return nil
}

// adds holds that a suite counts what is in it, and that no two tests of it have one name.
func (e *element) adds() error {
	counts, names := map[string]int{}, map[string]bool{}
	for _, test := range e.children {
		if names[test.attributes["name"]] {
			return fmt.Errorf("two tests of %s are called %q", e.attributes["name"], test.attributes["name"])
		}
		names[test.attributes["name"]] = true
		for _, outcome := range test.children {
			counts[outcome.name]++
		}
	}
	for name, want := range map[string]int{"tests": len(e.children), "failures": counts["failure"], "errors": counts["error"]} {
		if e.attributes[name] != strconv.Itoa(want) {
			return fmt.Errorf("%s counts %s %s, and has %d", e.attributes["name"], e.attributes[name], name, want)
		}
	}
	return nil
}

// checkJUnit reads a report and holds that it is one.
func checkJUnit(document string) error {
	root, err := parsed(document)
	if err != nil {
		return err
	}
	if err := root.fits(junitShapes); err != nil {
		return err
	}
	for _, suite := range root.children {
		if err := suite.adds(); err != nil {
			return err
		}
	}
	return nil
}

// checkCheckstyle reads a report and holds that it is one.
func checkCheckstyle(document string) error {
	root, err := parsed(document)
	if err != nil {
		return err
	}
	return root.fits(checkstyleShapes)
}

func TestJUnit(t *testing.T) {
	run := mixedRun(t)
	got := printed(t, "junit", run)
	same(t, `<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="a.md" tests="2" failures="2" errors="0" time="0">
    <testcase classname="a" name="keywords/duplicate: &#34;kafe&#34; stands twice" time="0">
      <failure type="warning" message="&#34;kafe&#34; stands twice">a.md:2:14: warning: &#34;kafe&#34; stands twice [keywords/duplicate]
fix: remove it
suggestion: rewrite the list
a.md:2:8: note: the first is here
sub/b.md:2:1: note: also here
sub/b.md:1:1: note: somewhere in it</failure>
    </testcase>
    <testcase classname="a" name="links/broken-file: &#34;y z.md&#34; names no file;\n100% &lt;sure&gt; &amp; &#34;done&#34;" time="0">
      <failure type="error" message="&#34;y z.md&#34; names no file;&#xA;100% &lt;sure&gt; &amp; &#34;done&#34;">a.md:4:16: error: &#34;y z.md&#34; names no file;\n100% &lt;sure&gt; &amp; &#34;done&#34; [links/broken-file]</failure>
    </testcase>
  </testsuite>
  <testsuite name="sub/b.md" tests="1" failures="1" errors="0" time="0">
    <testcase classname="sub/b" name="frontmatter/missing: no front matter" time="0">
      <failure type="hint" message="no front matter">sub/b.md:1:1: hint: no front matter [frontmatter/missing]</failure>
    </testcase>
  </testsuite>
  <testsuite name="kblint" tests="2" failures="0" errors="2" time="0">
    <testcase classname="kblint" name="kblint" time="0"><error type="fault" message="out of luck"/></testcase>
    <testcase classname="kblint" name="c.md" time="0"><error type="fault" message="read c.md: permission denied"/></testcase>
  </testsuite>
</testsuites>
`, got)
	if err := checkJUnit(got); err != nil {
		t.Error(err)
	}
	for name, run := range map[string]func() string{
		"a clean run": func() string { return printed(t, "junit", one("")) },
		"equal findings": func() string {
			return printed(t, "junit", one("text\n", finding(article.Span{Start: 0, End: 4}), finding(article.Span{Start: 0, End: 4})))
		},
		"faults alone": func() string {
			run := one("")
			run.Result.Faults = []engine.Fault{{Path: "x", Err: errors.New("bad\x00")}, {Path: "x", Err: errors.New("bad")}}
			return printed(t, "junit", run)
		},
	} {
		if err := checkJUnit(run()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCheckstyle(t *testing.T) {
	got := printed(t, "checkstyle", mixedRun(t))
	same(t, `<?xml version="1.0" encoding="UTF-8"?>
<checkstyle version="4.3">
  <file name="a.md">
    <error line="2" column="14" severity="warning" message="&#34;kafe&#34; stands twice" source="keywords/duplicate"/>
    <error line="4" column="16" severity="error" message="&#34;y z.md&#34; names no file;&#xA;100% &lt;sure&gt; &amp; &#34;done&#34;" source="links/broken-file"/>
  </file>
  <file name="sub/b.md">
    <error line="1" column="1" severity="info" message="no front matter" source="frontmatter/missing"/>
  </file>
  <file name="">
    <exception>out of luck</exception>
  </file>
  <file name="c.md">
    <exception>read c.md: permission denied</exception>
  </file>
</checkstyle>
`, got)
	if err := checkCheckstyle(got); err != nil {
		t.Error(err)
	}
}

// TestForbiddenCharacters holds that what XML 1.0 cannot express is written as Go source does, and all
// else as it is.
func TestForbiddenCharacters(t *testing.T) {
	f := finding(article.Span{})
	f.Message = message("%s", "\x00\x1b[31m\x7f\ufffe\uffff\ufffd\xff\U0001f600 ]]> <!-- --> &amp;\t\r\n\u202e")
	f.Path, f.Severity = "a\x01<\xfe>&\".md", lint.Warning
	for _, format := range []string{"junit", "checkstyle"} {
		root, err := parsed(printed(t, format, one("", f)))
		if err != nil {
			t.Fatal(err)
		}
		file := root.children[0]
		same(t, `a\u0001<\xfe>&".md`, file.attributes["name"])
		last := file.children[0]
		for len(last.children) > 0 {
			last = last.children[0]
		}
		same(t, "\\u0000\\u001b[31m\x7f\\ufffe\\uffff\ufffd\\xff\U0001f600 ]]> <!-- --> &amp;\t\r\n\u202e", last.attributes["message"])
	}
}
