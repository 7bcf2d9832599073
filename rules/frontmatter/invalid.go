package frontmatter

import (
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lint"
)

var invalid = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{
		ID:       "frontmatter/invalid",
		Summary:  "Front matter can be read: its YAML, TOML or JSON has no mistakes.",
		Severity: lint.Error,
	},
	Check: checkInvalid,
}

// maxProblems is how many mistakes of one block are reported. Those further down are often
// mere consequences, and nobody mends more before looking again.
const maxProblems = 5

func checkInvalid(p *lint.Pass, _ lint.None) {
	reported := 0
	for i := range p.FrontMatter.Problems {
		problem := &p.FrontMatter.Problems[i]
		if isEncoding(problem) {
			continue
		}
		if reported == maxProblems {
			return
		}
		reported++
		format, args := problemMessage(p.FrontMatter.Format, problem)
		d := p.Report(problem.Span, format, args...)
		remedy(p, problem, d)
	}
}

// isEncoding reports whether the problem is about the file and not about the front matter, so
// that kblint/encoding reports it.
func isEncoding(problem *article.Problem) bool {
	return problem.Kind == article.ProblemInvalidUTF8 ||
		problem.Kind == article.ProblemControlChar && problem.Detail == "U+0000"
}

// remedy adds a fix where what was meant is certain, and the place where a block should end.
func remedy(p *lint.Pass, problem *article.Problem, d *lint.Diagnostic) {
	at := problem.Span
	switch problem.Kind {
	case article.ProblemUnclosed:
		end := p.FrontMatter.Span.End
		d.Relate(article.Span{Start: end, End: end}, "it seems to end here")
	case article.ProblemFenceTypo:
		d.Fix([]edit.Edit{{Start: at.Start, End: at.End, New: problem.Detail}}, "write \"%s\"", problem.Detail)
	case article.ProblemBlankBefore:
		d.Fix([]edit.Edit{{Start: at.Start, End: at.End}}, "delete the blank lines")
	case article.ProblemNoSpace:
		d.Fix([]edit.Edit{{Start: at.Start, End: at.End, New: " "}}, "put a space after the colon")
	case article.ProblemExtraComma:
		d.Fix([]edit.Edit{{Start: at.Start, End: at.End}}, "remove the comma")
	case article.ProblemUnquotedColon, article.ProblemReservedChar, article.ProblemUnknownAlias, article.ProblemTrailingText:
		if e, ok := brokenEntry(p.FrontMatter.Root, at); ok {
			if edits := quoting(e.Value); edits != nil {
				d.Fix(edits, "put the value of \"%s\" in quotes", e.Key)
			}
		}
	default:
	}
}

// brokenEntry is the top-level key whose value holds the mistake, if that value stands on one
// line with no comment behind it: then all of it is meant to be the text.
func brokenEntry(root *article.Value, at article.Span) (article.Entry, bool) {
	if root == nil {
		return article.Entry{}, false
	}
	i := slices.IndexFunc(root.Entries, func(e article.Entry) bool { return e.Value.Broken && e.Value.Span.Contains(at) })
	if i < 0 {
		return article.Entry{}, false
	}
	text := root.Entries[i].Value.Text
	return root.Entries[i], text != "" && !strings.ContainsAny(text, "\r\n") && !strings.Contains(text, " #")
}

// quoting puts a text that begins with no mark of YAML's into quotes, and one with a stray mark
// inside its quotes into the other kind. It is nil where more than one thing can be meant: two
// stray marks may be a quoted word in the text, or two quoted words that are the text.
func quoting(v *article.Value) []edit.Edit {
	start := article.Span{Start: v.Span.Start, End: v.Span.Start}
	end := article.Span{Start: v.Span.End, End: v.Span.End}
	quote := "\""
	if strings.ContainsAny(v.Text, "\"\\") {
		quote = "'"
	}
	switch first := v.Text[:1]; {
	case strings.Contains(v.Text, quote), strings.ContainsAny(first, "[{|>&!"):
		return nil
	case first == "\"" || first == "'":
		if strings.Count(v.Text, first) != 3 || !strings.HasSuffix(v.Text, first) {
			return nil
		}
		start.End++
		end.Start--
	}
	return []edit.Edit{{Start: start.Start, End: start.End, New: quote}, {Start: end.Start, End: end.End, New: quote}}
}
