package links

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/web"
)

var externalTable = lint.CorpusSurvey[*dossier]{
	Name:     "links",
	Summary:  "list the links to other sites: what the web answers, since when, and which articles have them",
	Facts:    dossiers,
	Web:      true,
	Tabulate: tabulateExternal,
}

// severityOf is the order of the classes: the worst first.
var severityOf = map[web.Class]int{web.Dead: -3, web.Doubtful: -2, web.Moved: -1}

func tabulateExternal(c *lint.Corpus[*dossier]) *lint.Table {
	out := &lint.Table{Columns: []string{"class", "url", "reason", "status", "chain", "since", "articles"}}
	rows := map[string]*externalRow{}
	var order []*externalRow
	for _, e := range externals.Of(c) {
		row := rows[e.url]
		if row == nil {
			row = &externalRow{url: withoutCredentials(e.url), answer: e.answer}
			rows[e.url] = row
			order = append(order, row)
		}
		if n := len(row.articles); n == 0 || row.articles[n-1] != e.where.Path {
			row.articles = append(row.articles, e.where.Path)
		}
	}
	slices.SortStableFunc(order, func(x, y *externalRow) int {
		return cmp.Or(cmp.Compare(severityOf[x.answer.Class], severityOf[y.answer.Class]), strings.Compare(x.url, y.url))
	})
	for _, row := range order {
		out.Rows = append(out.Rows, row.cells())
	}
	return out
}

// externalRow is an address with the articles that link to it.
type externalRow struct {
	url      string
	answer   *web.Answer
	articles []string
}

func (r *externalRow) cells() []any {
	class := string(r.answer.Class)
	if class == "" {
		class = "unasked"
	}
	chain := make([]string, 0, len(r.answer.Chain))
	for _, hop := range r.answer.Chain {
		chain = append(chain, strconv.Itoa(hop.Status)+" "+hop.To)
	}
	return []any{class, r.url, string(r.answer.Reason), r.answer.Status, chain, r.answer.Since, r.articles}
}
