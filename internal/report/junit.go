package report

import (
	"bufio"
	"fmt"
	"path"
	"strconv"
	"strings"
)

// junit is the format of test reports, as Jenkins' junit-10.xsd defines it: a suite is an article, and
// each finding is a test that failed, whatever its severity. Nothing is said of time, so that the same
// findings make the same report.
type junit struct {
	xmlWriter
	run   Run
	at    int    // how many findings were written
	path  string // of the suite that is open
	open  bool
	names map[string]int // of the tests in it
}

func newJUnit(run Run, out *bufio.Writer) printer {
	return &junit{xmlWriter: xmlWriter{out: out}, run: run}
}

func (j *junit) begin() error {
	j.raw(xmlHead + "<testsuites>\n")
	return j.err
}

func (j *junit) finding(l *located) error {
	if !j.open || j.path != l.Path {
		j.closeSuite()
		j.path = l.Path
		j.suite(l.Path, j.ahead(), j.ahead(), 0)
	}
	j.at++
	j.raw("    ")
	j.tag("testcase", attribute{"classname", strings.TrimSuffix(l.Path, path.Ext(l.Path))},
		attribute{"name", j.name(l)}, attribute{"time", "0"})
	j.raw(">\n      ")
	j.tag("failure", attribute{"type", severityID(l.Severity)}, attribute{"message", l.message})
	j.raw(">")
	j.details(l)
	j.raw("</failure>\n    </testcase>\n")
	return j.err
}

// ahead is how many findings from here on are in one article.
func (j *junit) ahead() int {
	rest := j.run.Result.Findings[j.at:]
	count := 0
	for count < len(rest) && rest[count].Path == rest[0].Path {
		count++
	}
	return count
}

// suite opens a suite. All of its tests failed, except in that of the run itself.
func (j *junit) suite(name string, tests, failures, errors int) {
	j.open, j.names = true, map[string]int{}
	j.raw("  ")
	j.tag("testsuite", attribute{"name", name}, attribute{"tests", strconv.Itoa(tests)},
		attribute{"failures", strconv.Itoa(failures)}, attribute{"errors", strconv.Itoa(errors)}, attribute{"time", "0"})
	j.raw(">\n")
}

func (j *junit) closeSuite() {
	if j.open {
		j.raw("  </testsuite>\n")
	}
	j.open = false
}

// name is what the test is called. It has no line, so that services that compare reports know a test
// again; those that keep one test for a name need the names of an article to differ.
func (j *junit) name(l *located) string {
	name := visible(l.Rule + ": " + l.message)
	return j.numbered(name)
}

// numbered tells a name from the same name before it.
func (j *junit) numbered(name string) string {
	j.names[name]++
	if n := j.names[name]; n > 1 {
		return fmt.Sprintf("%s (%d)", name, n)
	}
	return name
}

// details says what text says of the finding, without its source line.
func (j *junit) details(l *located) {
	severity := severityWord(j.run.Text, l.Severity)
	lines := []string{fmt.Sprintf("%s: %s: %s [%s]", address(l.Path, l.place), severity, visible(l.message), visible(l.Rule))}
	lines = append(lines, remedies(j.run.Text, l)...)
	for _, n := range l.related {
		lines = append(lines, address(n.path, n.place)+": "+j.run.Text.Sprintf("note: %s", visible(n.message)))
	}
	for i, line := range lines {
		if i > 0 {
			j.raw("\n")
		}
		j.text(line)
	}
}

// end writes a suite for the run itself: its faults, or, since some services take a report without any
// test for a mistake, a test that passed.
func (j *junit) end() error {
	j.closeSuite()
	faults := j.run.Result.Faults
	switch {
	case len(faults) > 0:
		j.suite(toolName, len(faults), 0, len(faults))
		for _, f := range faults {
			j.fault(f.Path, f.Err.Error())
		}
	case j.at == 0:
		j.suite(toolName, 1, 0, 0)
		j.raw("    ")
		j.tag("testcase", attribute{"classname", toolName},
			attribute{"name", j.run.Text.Sprintf("%d articles linted", j.run.Result.Articles)}, attribute{"time", "0"})
		j.raw("/>\n")
	}
	j.closeSuite()
	j.raw("</testsuites>\n")
	return j.err
}

func (j *junit) fault(file, said string) {
	name := file
	if name == "" {
		name = toolName
	}
	j.raw("    ")
	j.tag("testcase", attribute{"classname", toolName}, attribute{"name", j.numbered(visible(name))}, attribute{"time", "0"})
	j.raw(">")
	j.tag("error", attribute{"type", "fault"}, attribute{"message", said})
	j.raw("/></testcase>\n")
}
