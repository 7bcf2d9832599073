package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"github.com/kblint/kblint/internal/config"
	"github.com/kblint/kblint/internal/linttest"
	"github.com/kblint/kblint/rules"
)

// root is the top of the repository.
const root = "../.."

// TestSchemaIsCommitted shows in a diff what a change does to the configurations of users.
func TestSchemaIsCommitted(t *testing.T) {
	golden := filepath.Join(root, "testdata", "golden", "config.schema.json")
	got, err := config.Schema(rules.All())
	if err != nil {
		t.Fatal(err)
	}
	if *linttest.Update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got); -update rewrites it:\n%s", golden, diff)
	}
}

// TestSchemaTakesWhatIsValid holds the schema against all configurations in the repository: what has no
// mistakes must be valid.
func TestSchemaTakesWhatIsValid(t *testing.T) {
	schema := compileSchema(t)
	valid := 0
	for name, src := range configurations(t) {
		c, _ := config.Parse(filepath.Join(filepath.Dir(name), ".kblint.yaml"), []byte(src), rules.All())
		if c == nil {
			continue
		}
		valid++
		if err := validate(schema, src); err != nil {
			t.Errorf("%s is refused:\n%s\n%v", name, src, err)
		}
	}
	if valid < 60 {
		t.Errorf("%d configurations were found, which cannot be all", valid)
	}
}

// TestSchemaRefusesMistakes demands of the schema what is demanded of the program.
func TestSchemaRefusesMistakes(t *testing.T) {
	schema := compileSchema(t)
	for _, src := range []string{
		"overides: []", "links: off", "- a", "rules: [a]", "rules: links", "site: 1", "languages: {id: en}", "ignore: {a: b}",
		"ignore: ['!a']", "ignore: ['']", "lexicon: [a]", "lexicon: {id: {destructve: x}}", "lexicon: {verbs: {}}",
		"lexicon: {id: {destructive: {formt: x}}}", "lexicon: {language: id, nope: x}",
		"rules: {links/broken-fil: error}", "rules: {nothing: off}", "rules: {Links: off}",
		"rules: {links: warn}", "rules: {links: false}", "rules: {links: 2}", "rules: {links/self: Error}", "rules: {links/self: }",
		"rules: {links/self: [off]}", "rules: {links: {severity: eror}}", "rules: {links: {max: 1}}", "rules: {links: []}",
		"rules: {links/self: {depth: 1}}", "rules: {links/missing-alt: {severty: off}}", "rules: {links/missing-alt: {severity: {a: b}}}",
		"rules: {links/missing-alt: {max: '7'}}", "rules: {links/missing-alt: {max: [1]}}", "rules: {links/missing-alt: {max: 1.5}}",
		"rules: {frontmatter/required: {keys: title}}", "rules: {frontmatter/required: {keys: [[a]]}}", "rules: {frontmatter/required: {keys: [~]}}",
		"rules: {keywords/filler-tag: {title-words: 'yes'}}", "rules: {danger/missing-warning: {require: box}}",
		"rules: {frontmatter/not-in-list: {lists: [a]}}", "rules: {frontmatter/schema: {schemas: {}}}",
		"rules: {frontmatter/schema: {schemas: [{paths: a}]}}", "rules: {frontmatter/schema: {schemas: [{schema: {}, path: a}]}}",
		"overrides: x", "overrides: {paths: a, rules: {}}", "overrides: [{paths: a}]", "overrides: [{rules: {}}]",
		"overrides: [{paths: [], rules: {}}]", "overrides: [{paths: , rules: {}}]", "overrides: [{paths: a, rules: {}, ignore: a}]",
		"overrides: [{paths: a, rules: {links/nope: off}}]",
		"site: {generator: huggo}", "site: {generater: hugo}", "site: {base-url: help.example.com}", "site: {base-url: 'ftp://a.b'}",
		"site: {base-url: 'https://a.b/?q'}", "site: {static: [/abs]}", "site: {static: [../up]}", "site: {roots: ['a\\b']}", "site: {roots: {a: b}}",
		"external: {enabled: 'true'}", "external: {timeout: 30}", "external: {timeout: soon}", "external: {retries: 99}", "external: {retries: -1}",
		"external: {concurrency: 0}", "external: {exclude: ['a b']}", "external: {exclde: [a]}", "external: {user-agent: [a]}",
		"external: {hosts: {'https://a.b/': {}}}", "external: {hosts: {a.b: {speed: 1}}}", "external: {hosts: {a.b: {headers: {'a b': c}}}}",
		"external: [a]",
	} {
		if c, _ := config.Parse(".kblint.yaml", []byte(src), rules.All()); c != nil {
			t.Errorf("the program takes %s", src)
		}
		if err := validate(schema, src); err == nil {
			t.Errorf("the schema takes %s", src)
		}
	}
}

// TestSchemaKnowsAllKeys compares the keys of the schema with those that the program says it knows.
func TestSchemaKnowsAllKeys(t *testing.T) {
	schema := compileSchema(t)
	properties := func(path ...string) []string {
		s := schema
		for _, key := range path {
			s = s.Properties[key]
		}
		var names []string
		for name := range s.Properties {
			names = append(names, name)
		}
		slices.Sort(names)
		return names
	}
	for src, got := range map[string][]string{
		"zzzzzzzz: 1":             properties(),
		"site: {zzzzzzzz: 1}":     properties("site"),
		"external: {zzzzzzzz: 1}": properties("external"),
	} {
		_, problems := config.Parse(".kblint.yaml", []byte(src), rules.All())
		_, known, _ := strings.Cut(problems[0].Message.String(), "known are ")
		want := strings.Split(known, ", ")
		slices.Sort(want)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: the program knows other keys than the schema (-program +schema):\n%s", src, diff)
		}
	}
}

func compileSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	text, err := config.Schema(rules.All())
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("kblint.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("kblint.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// validate looks at YAML as an editor does: as the JSON that it stands for.
func validate(schema *jsonschema.Schema, src string) error {
	var value any
	if err := yaml.Unmarshal([]byte(src), &value); err != nil {
		return err
	}
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return err
	}
	return schema.Validate(document)
}

// fencedConfig is a configuration in a page: of a rule, where its fence says so, or of the README.
var fencedConfig = regexp.MustCompile("(?s)\n`{3,4}yaml(?: path=\\S*\\.kblint\\.yaml)?\n(.*?)\n`{3,4}\n")

// configurations are all that the repository holds, by where they stand.
func configurations(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == ".git":
			return filepath.SkipDir
		case d.IsDir():
			return nil
		}
		isPage := filepath.Ext(name) == ".md" && !strings.Contains(name, "testdata")
		if d.Name() != ".kblint.yaml" && filepath.Ext(name) != ".txtar" && !isPage {
			return nil
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		switch {
		case isPage:
			for _, m := range fencedConfig.FindAllSubmatch(src, -1) {
				found[name+": "+string(m[1])] = string(m[1])
			}
		case filepath.Ext(name) == ".txtar":
			for _, file := range txtar.Parse(src).Files {
				if strings.HasPrefix(filepath.Base(file.Name), ".kblint.y") {
					found[name+": "+file.Name] = string(file.Data)
				}
			}
		default:
			found[name] = string(src)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
