package report

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"iter"
	"net/url"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/engine"
	"github.com/kblint/kblint/internal/lint"
)

const (
	// maxComment is how many bytes a comment may have: GitHub takes 65,536 characters, and whoever posts
	// it may want to say something, too.
	maxComment = 65_000
	// unfolded is how many findings a comment shows before the reader asks for more.
	unfolded = 20
	// maxFaults is how many faults of a run are told; standard error has all of them.
	maxFaults = 10
	// closing is room for what ends a list that was cut.
	closing = 400
)

// comment is the format of a comment on a pull request: a line that counts; then the findings by
// article, all but the first few folded away; and if there is no room for all, how many are missing.
type comment struct{ list }

func newComment(run Run, out *bufio.Writer) printer {
	return &comment{list{out: out, run: run, room: maxComment, unfolded: unfolded, total: len(run.Result.Findings)}}
}

func (c *comment) begin() error {
	var head bytes.Buffer
	fmt.Fprintf(&head, "### %s: %s\n\n", toolName, outcome(c.run, newPalette(false)))
	writeFaults(&head, c.run)
	return c.write(head.Bytes())
}

// writeFaults tells that and why the findings may not be all there is to find.
func writeFaults(b *bytes.Buffer, run Run) {
	faults := run.Result.Faults
	if len(faults) == 0 {
		return
	}
	fmt.Fprintf(b, "🛑 %s\n\n", run.Text.Sprintf("%d faults: not everything was checked", len(faults)))
	for _, f := range faults[:min(len(faults), maxFaults)] {
		fmt.Fprintf(b, "- %s\n", markdown(strings.TrimPrefix(run.rooted(f.Path)+": "+f.Err.Error(), ": ")))
	}
	b.WriteByte('\n')
}

// list is a list of findings in Markdown, by article, of bounded size.
type list struct {
	out      *bufio.Writer
	run      Run
	room     int // bytes that may still be written
	unfolded int // findings that are shown before the rest is folded away
	total    int // findings that there are
	shown    int
	folded   bool
	path     string // of the article under whose heading the list is
	started  bool
}

func (c *list) write(text []byte) error {
	c.room -= len(text)
	_, err := c.out.Write(text)
	return err
}

func (c *list) finding(l *located) error {
	var entry bytes.Buffer
	fold := !c.folded && c.shown == c.unfolded
	if fold {
		if c.started {
			entry.WriteByte('\n')
		}
		more := c.run.Text.Sprintf("%d more findings", c.total-c.shown)
		if c.shown == 0 {
			more = c.run.Text.Sprintf("%d findings", c.total)
		}
		fmt.Fprintf(&entry, "<details><summary>%s</summary>\n", more)
	}
	if fold || !c.started || c.path != l.Path {
		if c.started || fold {
			entry.WriteByte('\n')
		}
		fmt.Fprintf(&entry, "**%s**\n\n", markdown(l.Path))
	}
	c.item(&entry, l)
	if entry.Len() > c.room-closing {
		return errFull
	}
	c.folded = c.folded || fold
	c.started, c.path = true, l.Path
	c.shown++
	return c.write(entry.Bytes())
}

// item writes a finding, and what would resolve it.
func (c *list) item(b *bytes.Buffer, l *located) {
	where := fmt.Sprintf("%d:%d", l.place.from.line, l.place.from.char)
	if address := lineAddress(c.run.Place.Blob, l); address != "" {
		where = "[" + where + "](" + address + ")"
	}
	fmt.Fprintf(b, "- %s %s %s", sign(l.Severity), where, markdown(l.message))
	if l.Rule != "" {
		fmt.Fprintf(b, " (%s)", code(l.Rule))
	}
	b.WriteByte('\n')
	for _, remedy := range remedies(c.run.Text, l) {
		fmt.Fprintf(b, "  - %s\n", markdown(remedy))
	}
}

// lineAddress is where the web shows the finding's line. Of Markdown, services show lines only where
// they are asked for the source.
func lineAddress(blob string, l *located) string {
	if blob == "" || strings.HasPrefix(l.Path, "/") || strings.HasPrefix(l.Path, "../") {
		return ""
	}
	path := (&url.URL{Path: "/" + l.Path}).EscapedPath()
	path = strings.NewReplacer("(", "%28", ")", "%29", "&", "%26", "*", "%2A", "_", "%5F").Replace(path)
	return fmt.Sprintf("%s%s?plain=1#L%d", blob, path, l.place.from.line)
}

// sign is a severity at a glance.
func sign(s lint.Severity) string {
	switch s {
	case lint.Error:
		return "❌"
	case lint.Warning:
		return "⚠️"
	case lint.Hint, lint.Off:
	}
	return "💡"
}

func (c *list) end() error {
	var tail bytes.Buffer
	if c.folded {
		tail.WriteString("\n</details>\n")
	}
	if left := c.total - c.shown; left > 0 {
		fmt.Fprintf(&tail, "\n%s\n", c.run.Text.Sprintf("%d more findings are left out here; run kblint to see them", left))
	}
	return c.write(tail.Bytes())
}

// worstArticlesFirst is the order in which a list that may be cut shows findings: first the articles
// that have errors, then those that have warnings.
func worstArticlesFirst(findings []engine.Finding) iter.Seq[*engine.Finding] {
	type group struct {
		findings []engine.Finding
		worst    lint.Severity
	}
	var groups []group
	for start := 0; start < len(findings); {
		g, end := group{}, start
		for end < len(findings) && findings[end].Path == findings[start].Path {
			g.worst = max(g.worst, findings[end].Severity)
			end++
		}
		g.findings = findings[start:end]
		groups = append(groups, g)
		start = end
	}
	slices.SortStableFunc(groups, func(a, b group) int { return cmp.Compare(b.worst, a.worst) })
	return func(yield func(*engine.Finding) bool) {
		for _, g := range groups {
			for i := range g.findings {
				if !yield(&g.findings[i]) {
					return
				}
			}
		}
	}
}
