package linttest

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/kblint/kblint/internal/web"
)

// readAnswers is a web that answers what the file answers.yaml of a folder says, a map of addresses to
// answers. It is nil where there is no such file, as if nobody wanted anything to be asked.
func readAnswers(t *testing.T, dir string) func(context.Context, []web.Question) []web.Answer {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, "answers.yaml"))
	if err != nil {
		return nil
	}
	known := map[string]web.Answer{}
	if err := yaml.Load(data, &known, yaml.WithKnownFields()); err != nil {
		t.Fatalf("answers.yaml: %v", err)
	}
	return func(_ context.Context, questions []web.Question) []web.Answer {
		answers := make([]web.Answer, len(questions))
		for i, q := range questions {
			answers[i] = known[q.URL]
			answers[i].Lost = slices.DeleteFunc(slices.Clone(answers[i].Lost), func(f string) bool { return !slices.Contains(q.Fragments, f) })
		}
		return answers
	}
}
