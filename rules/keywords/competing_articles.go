package keywords

import (
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/lint"
)

type competingOptions struct {
	// MaxCluster is how many articles can compete; more than that come from a template.
	MaxCluster int `yaml:"max-cluster"`
}

var competingArticles = lint.CorpusRule[competingOptions, *profile]{
	Meta: lint.Meta{
		ID:       "keywords/competing-articles",
		Summary:  "No two articles have titles that differ in filler words only.",
		Severity: lint.Warning,
	},
	Options: competingOptions{MaxCluster: 12},
	Facts:   profiles,
	Judge:   judgeCompeting,
}

// fewTopics is the number of words below which titles are alike without being about the same.
const fewTopics = 2

func judgeCompeting(c *lint.Corpus[*profile], o competingOptions) {
	for _, group := range competing(c, o) {
		reportCompeting(c, group)
	}
}

// competing are the clusters of articles that compete with one another.
func competing(c *lint.Corpus[*profile], o competingOptions) (clusters [][]rival) {
	type shelf struct {
		stall
		topic string
	}
	groups := map[shelf][]rival{}
	for where, r := range rivals(c) {
		if strings.Count(r.Title.Topic, " ")+1 >= fewTopics {
			key := shelf{where, r.Title.Topic}
			groups[key] = append(groups[key], r)
		}
	}
	for _, cluster := range inOrder(groups) {
		if len(cluster) <= o.MaxCluster {
			clusters = append(clusters, split(cluster)...)
		}
	}
	return clusters
}

// split parts a cluster where the same words say different things.
func split(cluster []rival) [][]rival {
	var groups [][]rival
	for _, r := range cluster {
		at := slices.IndexFunc(groups, func(group []rival) bool {
			return !slices.ContainsFunc(group, func(other rival) bool { return r.Title.contradicts(&other.Title) })
		})
		if at < 0 {
			groups = append(groups, nil)
			at = len(groups) - 1
		}
		groups[at] = append(groups[at], r)
	}
	return slices.DeleteFunc(groups, func(group []rival) bool { return len(group) < 2 })
}

// contradicts reports whether two titles of the same words are about different things: "PDF to Word" and
// "Word to PDF", "What is rooting" and "How to root".
func (t *title) contradicts(other *title) bool {
	return t.Defines != other.Defines ||
		t.Towards != "" && other.Towards != "" && t.Towards != other.Towards ||
		t.From != "" && other.From != "" && t.From != other.From
}

func reportCompeting(c *lint.Corpus[*profile], group []rival) {
	kept := keepsOf(group)
	for i, r := range group {
		other := group[0]
		if i == 0 {
			other = group[1]
		}
		many := len(group) - 1
		var d *lint.Diagnostic
		switch {
		case kept == nil && many == 1:
			d = c.Report(r.where, r.Title.At, "the title of \"%s\" has the same words, so the two compete for the same readers; merge them, or say in the titles how they differ", other.where.Path)
		case kept == nil:
			d = c.Report(r.where, r.Title.At, "the titles of %d other articles have the same words, so they all compete for the same readers; merge them, or say in the titles how they differ", many)
		case kept.where == r.where && many == 1:
			d = c.Report(r.where, r.Title.At, "the title of \"%s\" has the same words, so the two compete for the same readers; keep this one, which is older, and redirect the other to it", other.where.Path)
		case kept.where == r.where:
			d = c.Report(r.where, r.Title.At, "the titles of %d other articles have the same words, so they all compete for the same readers; keep this one, which is the oldest, and redirect the others to it", many)
		case many == 1:
			d = c.Report(r.where, r.Title.At, "the title of \"%s\" has the same words, so the two compete for the same readers; keep that one, which is older, and redirect this one to it", other.where.Path)
		default:
			d = c.Report(r.where, r.Title.At, "the titles of %d other articles have the same words, so they all compete for the same readers; keep \"%s\", which is the oldest, and redirect the others to it", many, kept.where.Path)
		}
		relateAll(d, group, i)
	}
}
