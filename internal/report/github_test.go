package report_test

import (
	"testing"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

func TestWorkflowCommands(t *testing.T) {
	same(t, `::warning file=a.md,line=2,endLine=2,col=14,endColumn=19,title=keywords/duplicate::"kafe" stands twice
::error file=a.md,line=4,endLine=4,col=16,endColumn=22,title=links/broken-file::"y z.md" names no file;\n100%25 <sure> & "done"
::notice file=sub/b.md,title=frontmatter/missing::no front matter
`, printed(t, "github", mixedRun(t)))
}

func TestWorkflowCommandLines(t *testing.T) {
	const src = "one\ntwo\nthree\n"
	for _, c := range []struct {
		name    string
		span    article.Span
		command string
	}{
		{"on one line", article.Span{Start: 4, End: 7}, "line=2,endLine=2,col=1,endColumn=4"},
		{"columns only within a line", article.Span{Start: 4, End: 10}, "line=2,endLine=3"},
		{"up to the line's end", article.Span{Start: 4, End: 8}, "line=2,endLine=2,col=1"},
		{"two whole lines", article.Span{Start: 0, End: 8}, "line=1,endLine=2"},
		{"insertion point", article.Span{Start: 4, End: 4}, "line=2,endLine=2,col=1,endColumn=1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := printed(t, "github", one(src, finding(c.span)))
			same(t, "::error file=a.md,"+c.command+",title=links/broken-file::is wrong\n", got)
		})
	}
}

func TestWorkflowCommandEscapes(t *testing.T) {
	f := finding(article.Span{})
	f.Rule, f.Severity = "a:b,c/%d", lint.Warning
	f.Path = "50%,\r\n::error::x\xff.md"
	f.Message = message("%s", "a::b, 50%\n::error::\x1b[31m")
	same(t, `::warning file=50%25%2C%0D%0A%3A%3Aerror%3A%3Ax�.md,title=a%3Ab%2Cc/%25d::a::b, 50%25\n::error::\x1b[31m
`, printed(t, "github", one("", f)))
}
