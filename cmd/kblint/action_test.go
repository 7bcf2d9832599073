package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// action is what action.yml holds, as far as a test needs it.
type action struct {
	Name, Description, Author string
	Branding                  struct{ Icon, Color string }
	Inputs                    map[string]struct{ Description, Default string }
	Outputs                   map[string]struct{ Description, Value string }
	Runs                      struct {
		Using string
		Steps []actionStep
	}
}

type actionStep struct {
	ID, If, Shell, Run, Uses string
	With, Env                map[string]string
}

// TestAction holds action.yml to what GitHub demands of the metadata of an action, and to what makes it safe: no
// input becomes part of a script. What linters know of that needs a workflow around it, see .ci/workflows.
func TestAction(t *testing.T) {
	src, err := os.ReadFile(filepath.Join(root, "action.yml"))
	if err != nil {
		t.Fatal(err)
	}
	loader, err := yaml.NewLoader(strings.NewReader(string(src)), yaml.WithKnownFields())
	if err != nil {
		t.Fatal(err)
	}
	var a action
	if err := loader.Load(&a); err != nil {
		t.Fatal(err)
	}
	if a.Name == "" || a.Description == "" || a.Runs.Using != "composite" || len(a.Description) > 125 {
		t.Errorf("the action needs a name, a description of at most 125 characters, and steps: %+v", a)
	}
	for name, in := range a.Inputs {
		if in.Description == "" {
			t.Errorf("the input %s has no description", name)
		}
		if !strings.Contains(string(src), "inputs."+name+" }}") {
			t.Errorf("the input %s is not used", name)
		}
	}
	for name, out := range a.Outputs {
		if out.Description == "" || !strings.HasPrefix(out.Value, "${{ steps.") {
			t.Errorf("the output %s needs a description and the output of a step", name)
		}
	}
	for _, m := range regexp.MustCompile(`\bsteps\.([\w-]+)\.`).FindAllStringSubmatch(string(src), -1) {
		if !slices.ContainsFunc(a.Runs.Steps, func(s actionStep) bool { return s.ID == m[1] }) {
			t.Errorf("there is no step %s", m[1])
		}
	}
	input := regexp.MustCompile(`\binputs\.([\w-]+)`)
	for _, m := range input.FindAllStringSubmatch(string(src), -1) {
		if _, ok := a.Inputs[m[1]]; !ok {
			t.Errorf("there is no input %s", m[1])
		}
	}
	for _, s := range a.Runs.Steps {
		s.check(t)
	}
	t.Run("script", func(t *testing.T) { checkScript(t, a) })
}

func (s actionStep) check(t *testing.T) {
	t.Helper()
	switch {
	case (s.Run == "") == (s.Uses == ""):
		t.Errorf("a step either runs or uses something: %+v", s)
	case s.Run != "" && s.Shell == "":
		t.Errorf("a step of a composite action needs a shell: %+v", s)
	case strings.Contains(s.Run, "${{"):
		t.Errorf("an expression in a script may become a command; hand it over in env: %s", s.Run)
	case s.Uses != "" && !regexp.MustCompile(`^[\w-]+/[\w/-]+@v\d+$`).MatchString(s.Uses):
		t.Errorf("%s must name a version", s.Uses)
	}
}

// checkScript compares the variables of .ci/action with those that it is handed.
func checkScript(t *testing.T, a action) {
	t.Helper()
	script, err := os.ReadFile(filepath.Join(root, ".ci", "action"))
	if err != nil {
		t.Fatal(err)
	}
	var read, given []string
	for _, m := range regexp.MustCompile(`\$\{?(KBLINT_\w+)`).FindAllStringSubmatch(string(script), -1) {
		read = append(read, m[1])
	}
	for _, s := range a.Runs.Steps {
		if s.ID == "lint" {
			for name := range s.Env {
				given = append(given, name)
			}
		}
	}
	slices.Sort(read)
	slices.Sort(given)
	if read = slices.Compact(read); !slices.Equal(read, given) {
		t.Errorf(".ci/action reads %q, and action.yml gives it %q", read, given)
	}
}
