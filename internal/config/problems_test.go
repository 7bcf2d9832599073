package config_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/config"
)

// mistakes are files with all that must be said of them, as show puts it.
type mistakes struct {
	name string
	src  string
	want []string
}

func TestProblems(t *testing.T) {
	for _, test := range allMistakes() {
		t.Run(test.name, func(t *testing.T) {
			c, problems := config.Parse("x/.kblint.yaml", []byte(test.src), families())
			if c != nil {
				t.Error("a file with mistakes gives a Config")
			}
			got := make([]string, len(problems))
			for i, p := range problems {
				got[i] = show(p)
				if p.File != "x/.kblint.yaml" || string(p.Source) != test.src {
					t.Errorf("%s: stands in %s, which has %d bytes", p, p.File, len(p.Source))
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("problems of\n%s\n(-want +got):\n%s", test.src, diff)
			}
		})
	}
}

func allMistakes() []mistakes {
	return slices.Concat(keyMistakes(), ruleMistakes(), overrideMistakes(), patternMistakes(), siteMistakes(), externalMistakes(), aliasMistakes(), syntaxMistakes())
}

func keyMistakes() []mistakes {
	return []mistakes{
		{"misspelt keys", "overides: []\nlangauges: id\nRules:\nnope: 1\n", []string{
			"1:1 `overides` unknown key \"overides\"; did you mean \"overrides\"?",
			"2:1 `langauges` unknown key \"langauges\"; did you mean \"languages\"?",
			"3:1 `Rules` unknown key \"Rules\"; did you mean \"rules\"?",
			"4:1 `nope` unknown key \"nope\"; known are languages, site, external, ignore, ratchet, rules, overrides, lexicon",
		}},
		{"a rule at the top", "links/broken-file: off\nlinks: off\n", []string{
			"1:1 `links/broken-file` \"links/broken-file\" belongs under \"rules\"",
			"2:1 `links` \"links\" belongs under \"rules\"",
		}},
		{"keys that stand twice", "rules: {links: off}\n\"rules\": {links: off, keywords: off, links: hint}\n", []string{
			"2:1 `\"rules\"` \"rules\" stands in line 1 already; delete one of the two",
		}},
		{"keys that stand twice further in", "rules:\n  links: off\n  keywords/unique: {scope: a, scope: b}\n  links: off\n", []string{
			"3:31 `scope` \"scope\" stands in line 3 already; delete one of the two",
			"4:3 `links` \"links\" stands in line 2 already; delete one of the two",
		}},
		{"keys that are no texts", "? [a]\n: b\n~: c\n{}: d\n", []string{
			"1:3 `[a]` a key must be a text, not a list",
			"3:1 `~` a key must be a text, not nothing",
			"4:1 `{}` a key must be a text, not a map",
		}},
		{"a list", "- a\n- b\n", []string{"1:1 `- a` the file must be a map of settings, not a list"}},
		{"a text", "hello\n", []string{"1:1 `hello` the file must be a map of settings, not a text"}},
		{"no space behind the colon", "rules:{links: off}", []string{
			"1:1 `rules:{links` unknown key \"rules:{links\"; known are languages, site, external, ignore, ratchet, rules, overrides, lexicon",
		}},
		{"wrong types", "rules: [a]\nsite: 1\nlanguages: {id: en}\nignore: true\noverrides: x\n", []string{
			"1:8 `[a]` \"rules\" must be a map, not a list",
			"2:7 `1` \"site\" must be a map, not a number",
			"3:12 `{id: en}` \"languages\" must be a list of texts, not a map",
			"5:12 `x` \"overrides\" must be a list of maps, each with \"paths\" and \"rules\", not a text",
		}},
		{"languages", "languages: [di, en, id, en, klingon, [x], ~]", []string{
			"1:13 `di` unknown language \"di\"; did you mean \"id\"?",
			"1:25 `en` \"en\" stands in this list already; delete one of the two",
			"1:29 `klingon` unknown language \"klingon\"; known are en, id",
			"1:38 `[x]` \"languages\" must hold texts only, not a list",
			"1:43 `~` \"languages\" must hold texts only, not nothing",
		}},
		{"the lexicon", "lexicon:\n  id:\n    destructve: x\n    destructive:\n      format: |\n        hapus disk\n        ((a\n", []string{
			"3:5 `destructve` unknown key \"destructve\"; did you mean \"destructive\"?",
			"7:9 `((a` pattern \"((a\": a bracket is never closed",
		}},
		{"the lexicon and other things, in the order of the file", "lexicon: [a]\nlanguages: nl\nrule: {}\n", []string{
			"1:10 `[a]` a mapping is expected here, such as \"key: value\"",
			"2:12 `nl` unknown language \"nl\"; known are en, id",
			"3:1 `rule` unknown key \"rule\"; did you mean \"rules\"?",
		}},
	}
}

func ruleMistakes() []mistakes {
	return []mistakes{
		{
			"unknown rules and families",
			"rules:\n  frontmatter/mising: error\n  linsk: off\n  broken-file: off\n  link/broken-file: off\n  navigation/broken-fil: off\n  Links: off\n  nothing/at-all: off\n",
			[]string{
				"2:3 `frontmatter/mising` there is no rule or family \"frontmatter/mising\"; did you mean \"frontmatter/missing\"?",
				"3:3 `linsk` there is no rule or family \"linsk\"; did you mean \"links\"?",
				"4:3 `broken-file` there is no rule or family \"broken-file\"; did you mean \"links/broken-file\"?",
				"5:3 `link/broken-file` there is no rule or family \"link/broken-file\"; did you mean \"links/broken-file\"?",
				"6:3 `navigation/broken-fil` there is no rule or family \"navigation/broken-fil\"; did you mean \"links/broken-file\"?",
				"7:3 `Links` there is no rule or family \"Links\"; did you mean \"links\"?",
				"8:3 `nothing/at-all` there is no rule or family \"nothing/at-all\"; \"kblint rules\" lists them",
			},
		},
		{
			"severities",
			"rules:\n  links/broken-file: false\n  links/undefined: Error\n  links: warn\n  keywords: INFO\n  kblint: 2\n  frontmatter: severe\n  frontmatter/missing: 'waring'\n  keywords/unique:\n  kblint/too-large: [off]\n",
			[]string{
				"2:22 `false` unknown severity \"false\"; did you mean \"off\"?",
				"3:20 `Error` unknown severity \"Error\"; did you mean \"error\"?",
				"4:10 `warn` unknown severity \"warn\"; did you mean \"warning\"?",
				"5:13 `INFO` unknown severity \"INFO\"; did you mean \"hint\"?",
				"6:11 `2` unknown severity \"2\"; did you mean \"error\"?",
				"7:16 `severe` unknown severity \"severe\"; known are off, hint, warning, error",
				"8:24 `'waring'` unknown severity \"waring\"; did you mean \"warning\"?",
				"9:19 `` \"keywords/unique\" must be off, hint, warning or error, or a map of options, not nothing",
				"10:21 `[off]` \"kblint/too-large\" must be off, hint, warning or error, or a map of options, not a list",
			},
		},
		{
			"options",
			"rules:\n  frontmatter/required:\n    severty: error\n    severity: {a: b}\n    keys: title\n    min: [1]\n    strict: yes\n  links/broken-file: {depth: 1}\n",
			[]string{
				"3:5 `severty` frontmatter/required has no option \"severty\"; did you mean \"severity\"?",
				"4:15 `{a: b}` \"severity\" must be off, hint, warning or error, not a map",
				"5:11 `title` frontmatter/required: \"keys\" must be a list of words, not \"title\"",
				"6:10 `[1]` frontmatter/required: \"min\" must be a whole number, not a list",
				"7:13 `yes` frontmatter/required: \"strict\" must be true or false, not \"yes\"",
				"8:23 `depth` links/broken-file has no option \"depth\"; options: severity",
			},
		},
		{"options of a family", "rules:\n  links: {severity: eror, depth: 1}\n  keywords: []\n", []string{
			"2:21 `eror` unknown severity \"eror\"; did you mean \"error\"?",
			"2:27 `depth` \"links\" is a family, which has no options; set \"depth\" under one of its rules",
			"3:13 `[]` \"keywords\" must be off, hint, warning or error, not a list",
		}},
		{"nothing that a terminal would act on", "rules:\n  frontmatter/required: {strict: \"\\e[2J\"}\n  \"a\\nb\": off\n", []string{
			"2:34 `\"\\e[2J\"` frontmatter/required: \"strict\" must be true or false, not \"\ufffd[2J\"",
			"3:3 `\"a\\nb\"` there is no rule or family \"a\ufffdb\"; \"kblint rules\" lists them",
		}},
		{"no space behind the colon of the only rule", "rules:\n  links:off\n", []string{
			"2:3 `links:off` there must be a space behind the colon: \"links: …\"",
		}},
		{"places behind wide and accented letters", "rules: {keywords/unique: {scope: '日本é', scop: é}, é: 1} # é", []string{
			"1:41 `scop` keywords/unique has no option \"scop\"; did you mean \"scope\"?",
			"1:51 `é` there is no rule or family \"é\"; \"kblint rules\" lists them",
		}},
		{"places behind a byte order mark and CRLF", "\ufeffrule:\r\nrules:\r\n  linkz: off\r\n", []string{
			"1:1 `rule` unknown key \"rule\"; did you mean \"rules\"?",
			"3:3 `linkz` there is no rule or family \"linkz\"; did you mean \"links\"?",
		}},
		{"places behind anchors and tags", "rules: &x [a]\nsite: !!seq &y\n  - b\nlanguages: !!str\nignore: &z\n  a: b # c\n", []string{
			"1:11 `[a]` \"rules\" must be a map, not a list",
			"3:3 `- b` \"site\" must be a map, not a list",
			"4:12 `` unknown language \"\"; known are en, id",
			"6:3 `a: b` \"ignore\" must be a list of texts, not a map",
		}},
		{"values that go on in the next line", "languages:\n  - 'x\n    y'\n  - \"x\\\"\n    y\"\n  - x\n    y\n  - |\n    x\nsite: [a, # b\n  c]\n", []string{
			"2:5 `'x` unknown language \"x y\"; known are en, id",
			"4:5 `\"x\\\"` unknown language \"x\" y\"; known are en, id",
			"6:5 `x` unknown language \"x y\"; known are en, id",
			"8:5 `|` unknown language \"x�\"; known are en, id",
			"10:7 `[a, # b` \"site\" must be a map, not a list",
		}},
		{"quotes in lists", "rules: ['a '' ]', \"b\\\" ]\", it's, {c: ']'}] # ]\n", []string{
			"1:8 `['a '' ]', \"b\\\" ]\", it's, {c: ']'}]` \"rules\" must be a map, not a list",
		}},
		{"places behind line ends that only YAML knows", "rules:\u2028  links: off\u0085  linkz: off\n  keywordz: off\n", []string{
			"1:23 `linkz` there is no rule or family \"linkz\"; did you mean \"links\"?",
			"2:3 `keywordz` there is no rule or family \"keywordz\"; did you mean \"keywords\"?",
		}},
	}
}

func overrideMistakes() []mistakes {
	return []mistakes{
		{"a map", "overrides:\n  paths: a # all\n  rules: {}\n", []string{
			"2:3 `paths: a` \"overrides\" must be a list of maps, each with \"paths\" and \"rules\", not a map",
		}},
		{
			"entries",
			"overrides:\n  - legacy\n  - paths: []\n    rules: {links: on}\n  - rules: {links: off}\n  - paths: x\n  - paths:\n    rules:\n  - paths: {a: b}\n    rules: []\n    path: x\n  - {}\n",
			[]string{
				"2:5 `legacy` \"overrides\" must hold maps only, each with \"paths\" and \"rules\", not a text",
				"3:12 `[]` \"paths\" is empty; name the articles that the override is for",
				"4:20 `on` unknown severity \"on\"; known are off, hint, warning, error",
				"5:5 `rules: {links: off}` this override has no \"paths\"; add it or delete the override",
				"6:5 `paths: x` this override has no \"rules\"; add it or delete the override",
				"7:11 `` \"paths\" is empty; name the articles that the override is for",
				"9:12 `{a: b}` \"paths\" must be a list of texts, not a map",
				"10:12 `[]` \"rules\" must be a map, not a list",
				"11:5 `path` unknown key \"path\"; did you mean \"paths\"?",
				"12:5 `{}` this override has no \"paths\"; add it or delete the override",
				"12:5 `{}` this override has no \"rules\"; add it or delete the override",
			},
		},
		{"patterns that are no texts", "overrides: [{paths: [[a], {b: c}], rules: {}}]", []string{
			"1:22 `[a]` \"paths\" must hold texts only, not a list",
			"1:27 `{b: c}` \"paths\" must hold texts only, not a map",
		}},
	}
}

func patternMistakes() []mistakes {
	return []mistakes{
		{
			"patterns",
			"ignore:\n  - '!docs/**'\n  - docs\\old\n  - 'a[b'\n  - '{a'\n  - a}\n  - a[]\n  - ../x\n  - docs/../../x\n  - \"\"\n  - 'a\\'\n",
			[]string{
				"2:5 `'!docs/**'` \"!docs/**\" cannot take back other patterns; write patterns that match only what is meant",
				"3:5 `docs\\old` \"docs\\old\" has a backslash between folders; did you mean \"docs/old\"?",
				"4:5 `'a[b'` \"a[b\" is not a pattern; close its brackets and braces, or write a backslash in front of them",
				"5:5 `'{a'` \"{a\" is not a pattern; close its brackets and braces, or write a backslash in front of them",
				"6:5 `a}` \"a}\" is not a pattern; close its brackets and braces, or write a backslash in front of them",
				"7:5 `a[]` \"a[]\" is not a pattern; close its brackets and braces, or write a backslash in front of them",
				"8:5 `../x` \"../x\" leads out of the folder of the configuration file; patterns start from there",
				"9:5 `docs/../../x` \"docs/../../x\" leads out of the folder of the configuration file; patterns start from there",
				"10:5 `\"\"` the pattern is empty; delete it or write \"**\" for everything",
				"11:5 `'a\\'` \"a\\\" is not a pattern; close its brackets and braces, or write a backslash in front of them",
			},
		},
		{"stars that do not stand alone", "ignore: [docs/**.md, legacy**, '**.md', a**b/c, 'x/***']", []string{
			"1:10 `docs/**.md` \"**\" in \"docs/**.md\" must stand alone between slashes; did you mean \"docs/**/*.md\"?",
			"1:22 `legacy**` \"**\" in \"legacy**\" must stand alone between slashes; did you mean \"legacy*/**\"?",
			"1:32 `'**.md'` \"**\" in \"**.md\" must stand alone between slashes; did you mean \"**/*.md\"?",
			"1:41 `a**b/c` \"**\" in \"a**b/c\" must stand alone between slashes; did you mean \"a*/**/*b/c\"?",
			"1:49 `'x/***'` \"**\" in \"x/***\" must stand alone between slashes; did you mean \"x/**\"?",
		}},
		{"a negation that YAML takes for a tag", "ignore:\n  - !docs/**\n  - !drafts\n", []string{
			"2:5 `!docs/**` \"!docs/**\" cannot take back other patterns; write patterns that match only what is meant",
			"3:5 `!drafts` \"!drafts\" cannot take back other patterns; write patterns that match only what is meant",
		}},
		{"a star that YAML takes for an alias", "ignore:\n  - *.md\n", []string{
			"2:5 `*.md` a text that begins with \"*\" needs quotes: '*.md'",
		}},
		{"two stars that YAML takes for an alias", "ignore: [a, **/b]", []string{
			"1:13 `**/b` a text that begins with \"*\" needs quotes: '**/b'",
		}},
		{"too many braces", "ignore: 'a{b,c}{d,e}{f,g}{h,i}{j,k}{l,m}{n,o}'", []string{
			"1:9 `'a{b,c}{d,e}{f,g}{h,i}{j,k}{l,m}{n,o}'` the braces of \"a{b,c}{d,e}{f,g}{h,i}{j,k}{l,m}{n,o}\" stand for more than 100 patterns; write several patterns",
		}},
		{"too long", "ignore: " + strings.Repeat("a", 1001), []string{
			"1:9 `" + strings.Repeat("a", 1001) + "` the pattern is longer than 1000 characters; write several patterns",
		}},
	}
}

func externalMistakes() []mistakes {
	return []mistakes{
		{"unknown keys", "external: {enable: true, hosts: {a.id: {header: {}}}}", []string{
			"1:12 `enable` unknown key \"enable\"; did you mean \"enabled\"?",
			"1:41 `header` unknown key \"header\"; did you mean \"headers\"?",
		}},
		{"wrong values", "external:\n  enabled: 1\n  max-age: soon\n  timeout: 0s\n  retries: -1\n  concurrency: 0\n  interval: [1s]\n  user-agent: []\n", []string{
			"2:12 `1` \"enabled\" must be true or false, not a number",
			"3:12 `soon` \"max-age\" must be a time, such as \"100ms\", \"30s\", \"12h\", \"7d\"",
			"4:12 `0s` \"timeout\" must be more than nothing",
			"5:12 `-1` \"retries\" must be a whole number from 0 to 10",
			"6:16 `0` \"concurrency\" must be a whole number from 1 to 1000",
			"7:13 `[1s]` \"interval\" must be a time, such as \"100ms\", \"30s\", \"12h\", \"7d\"",
			"8:15 `[]` \"user-agent\" must be a text, not a list",
		}},
		{"wrong addresses", "external: {exclude: [\"a b\", \"\"], hosts: {\"https://a.id\": {}}}", []string{
			"1:22 `\"a b\"` \"a b\" is neither a host nor an address; write \"example.org\" or \"https://example.org/path/*\"",
			"1:29 `\"\"` \"\" is neither a host nor an address; write \"example.org\" or \"https://example.org/path/*\"",
			"1:42 `\"https://a.id\"` \"https://a.id\" is no host; write its name alone, without \"https://\" and path",
		}},
		{"wrong headers", "external: {hosts: {a.id: {headers: {\"a b\": x, c: [], d: \"x\\ny\"}}}, user-agent: \"a\\nb\"}", []string{
			"1:37 `\"a b\"` \"a b\" is no name for a header; write letters, digits and hyphens",
			"1:50 `[]` \"c\" must be a text, not a list",
			"1:57 `\"x\\ny\"` \"d\" holds a character that no header may have; delete it",
			"1:80 `\"a\\nb\"` \"user-agent\" holds a character that no header may have; delete it",
		}},
	}
}

func siteMistakes() []mistakes {
	return []mistakes{
		{
			"everything",
			"site:\n  generator: hugoo\n  base-url: help.example.com\n  static: [/abs, ../up, a\\b, '']\n  roots: {a: b}\n  base_url: https://a.example\n",
			[]string{
				"2:14 `hugoo` unknown generator \"hugoo\"; did you mean \"hugo\"?",
				"3:13 `help.example.com` \"help.example.com\" is not the address of a site; write it in full, such as \"https://help.example.com/\"",
				"4:12 `/abs` \"/abs\" is not a folder below that of the configuration file; write it relative to that",
				"4:18 `../up` \"../up\" is not a folder below that of the configuration file; write it relative to that",
				"4:25 `a\\b` \"a\\b\" has a backslash between folders; did you mean \"a/b\"?",
				"4:30 `''` \"\" is not a folder below that of the configuration file; write it relative to that",
				"5:10 `{a: b}` \"roots\" must be a list of texts, not a map",
				"6:3 `base_url` unknown key \"base_url\"; did you mean \"base-url\"?",
			},
		},
		{"no texts", "site:\n  generator:\n  base-url: [a]\n", []string{
			"2:13 `` \"generator\" must be a text, not nothing",
			"3:13 `[a]` \"base-url\" must be a text, not a list",
		}},
		{"a generator like no other", "site: {generator: wordpress, base-url: 'ftp://a.example'}", []string{
			"1:19 `wordpress` unknown generator \"wordpress\"; known are hugo, docusaurus, mkdocs, jekyll, vitepress, astro, starlight, plain",
			"1:40 `'ftp://a.example'` \"ftp://a.example\" is not the address of a site; write it in full, such as \"https://help.example.com/\"",
		}},
		{"an address with a query", "site:\n  base-url: https://a.example/?x\n", []string{
			"2:13 `https://a.example/?x` \"https://a.example/?x\" is not the address of a site; write it in full, such as \"https://help.example.com/\"",
		}},
	}
}

func aliasMistakes() []mistakes {
	return []mistakes{
		{"an alias of what it stands in", "ignore: &a [x, *a]", []string{
			"1:16 `*a` \"*a\" refers to something that it is part of; write out what is meant",
		}},
		{"a mistake that an alias repeats is reported once", "rules: &r {linkz: off}\noverrides: [{paths: x, rules: *r}]", []string{
			"1:12 `linkz` there is no rule or family \"linkz\"; did you mean \"links\"?",
		}},
		{"what is merged is no map", "rules:\n  <<: [a, {linkz: off}]\n", []string{
			"2:8 `a` \"<<\" must be a map, not a text",
			"2:12 `linkz` there is no rule or family \"linkz\"; did you mean \"links\"?",
		}},
		{"a tag", "rules: !rules {links: off}", []string{
			"1:8 `!rules` the tag \"!rules\" has no meaning here; delete it",
		}},
	}
}

func syntaxMistakes() []mistakes {
	return []mistakes{
		{"tabs", "rules:\n\t\tlinks: off\n", []string{"2:1 `\t\t` YAML cannot be indented with tabs; use spaces"}},
		{"a tab behind a value", "languages: id\n\trules: {}\n", []string{"2:1 `\t` YAML cannot be indented with tabs; use spaces"}},
		{"a reserved character", "ignore: @x\n", []string{"1:9 `@` a text cannot begin with \"@\"; put it in quotes"}},
		{"a colon in a value", "ignore: a: b\n", []string{"1:10 `:` a text with a colon and a space in it needs quotes"}},
		{"a key below a complete value", "languages: id\n  site: {}\n", []string{
			"2:3 `site: {}` this line does not continue the one above; check the indentation, and that the line above is complete",
		}},
		{"a line without a colon", "ignore:\n- a\nrules\n", []string{"3:1 `rules` this line is not \"key: value\"; check for a missing colon"}},
		{"a line without a space behind the colon", "rules:\n  links: off\n  keywords:off\n", []string{
			"3:3 `keywords:off` there must be a space behind the colon: \"keywords: …\"",
		}},
		{"an indentation between two others", "rules:\n  links: off\n keywords: off\n", []string{
			"3:2 `keywords: off` this line does not fit the lines above; check its indentation, and whether it begins with \"-\" as they do",
		}},
		{"a key among the items of a list", "ignore:\n  - a\n  b: c\n", []string{
			"3:3 `b: c` this line does not fit the lines above; check its indentation, and whether it begins with \"-\" as they do",
		}},
		{"a first line that is indented", "  ignore: a\nrules: {}\n", []string{
			"2:1 `rules: {}` this line does not fit the lines above; check its indentation, and whether it begins with \"-\" as they do",
		}},
		{"an open bracket", "ignore: [a, b\nrules:\n  links: off\n", []string{"1:9 `[` this \"[\" is never closed"}},
		{"an open bracket at the end", "ignore: [a,\n", []string{"2:1 `` a value is missing before this, or a bracket is never closed"}},
		{"a missing comma", "rules: {a: [b] c: d}\n", []string{"1:16 `c` a comma or a closing bracket is missing before this"}},
		{"a comma too many", "ignore: [a, , c]\n", []string{"1:13 `,` a value is missing before this, or a bracket is never closed"}},
		{"a brace too many", "rules: {links: off}}\n", []string{"1:20 `}` there is nothing that \"}\" could close; delete it"}},
		{"an open quote", "ignore: \"a\nrules: b\n", []string{"1:9 `\"` this quote is never closed"}},
		{"text behind a quote", "ignore: 'a' b\n", []string{"1:13 `b` this text follows a value that is complete; put all of the text in quotes"}},
		{"a backslash in double quotes", "ignore: \"a\\d\"\n", []string{"1:11 `\\d` a backslash has a special meaning in double quotes; use single quotes"}},
		{"a list behind a key", "ignore: - a\n", []string{"1:9 `-` a list must begin in a line of its own below the key"}},
		{"a text behind the sign of a block", "ignore: >all\n", []string{
			"1:10 `all` a block of text begins in the line below its \">\" or \"|\"; put this line there",
		}},
		{"nesting", "ignore: " + strings.Repeat("[", 40), []string{"1:41 `[` this is nested too deeply"}},
		{"what nobody foresees", "%YAML x\n---\nrules:\n", []string{"1:7 `x` this is not valid YAML: did not find expected version number"}},
		{"several documents", "rule: {}\n---\nrules:\n", []string{
			"1:1 `rule` unknown key \"rule\"; did you mean \"rules\"?",
			"2:1 `---` a second document begins here; a configuration file holds only one",
		}},
		{"a mistake in the second document", "rules: {}\n---\nrules: [\n", []string{
			"4:1 `` a value is missing before this, or a bracket is never closed",
		}},
		{"a byte that is not UTF-8", "rules:\n  é: \xff\n", []string{"2:6 `\xff` this byte (0xFF) is not UTF-8; save the file in UTF-8"}},
		{"UTF-16", "\xff\xfer\x00u\x00", []string{"1:1 `\xff` this byte (0xFF) is not UTF-8; save the file in UTF-8"}},
		{"a control character", "rules: \x01\n", []string{"1:8 `\x01` this is an invisible control character (U+0001); delete it"}},
	}
}

// TestAliasBomb has ten levels of ten aliases each, which would be ten thousand million texts.
func TestAliasBomb(t *testing.T) {
	src := []byte("ignore:\n  - &a0 [x, x, x, x, x, x, x, x, x, x]\n")
	for i := range 9 {
		src = fmt.Appendf(src, "  - &a%d [%s*a%d]\n", i+1, strings.Repeat(fmt.Sprintf("*a%d, ", i), 9), i)
	}
	_, problems := config.Parse(".kblint.yaml", src, families())
	const want = "5:45 `*a2` \"*a2\" repeats too much of the file; write out what is meant"
	if !slices.ContainsFunc(problems, func(p config.Problem) bool { return show(p) == want }) {
		t.Errorf("want the problem %s, got %v", want, problems)
	}
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, ".kblint.yaml")
	write(t, file, "rules: {links: off}\noverrides: [{paths: docs, rules: {keywords: off}}]\n")
	c, problems := config.Load(file, families())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if got := len(c.For(filepath.Join(dir, "docs", "a.md")).Rules); got != len(defaults)-2 {
		t.Errorf("%d rules run, want %d", got, len(defaults)-2)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(dir, link); err != nil {
		t.Skip(err)
	}
	c, problems = config.Load(filepath.Join(link, ".kblint.yaml"), families())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, top := range []string{dir, link} {
		if got := len(c.For(filepath.Join(top, "docs", "a.md")).Rules); got != len(defaults)-2 {
			t.Errorf("read through a link, %d rules run in %s, want %d", got, top, len(defaults)-2)
		}
	}
}

func TestLoadProblems(t *testing.T) {
	dir := t.TempDir()
	large := filepath.Join(dir, "large.yaml")
	write(t, large, "# "+strings.Repeat("x", 256<<10))
	for _, test := range []struct{ name, file, want string }{
		{"a file that is not there", filepath.Join(dir, "no.yaml"), "the configuration file cannot be read: no such file or directory"},
		{"a folder", dir, "the configuration file cannot be read: is a directory"},
		{"a file that is too large", large, "the configuration file has more than 256 KB and is not read; shorten it"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, problems := config.Load(test.file, families())
			if c != nil || len(problems) != 1 {
				t.Fatalf("got config %v and problems %v, want one problem", c, problems)
			}
			if p := problems[0]; p.File != test.file || !p.Span.IsZero() || p.Message.String() != test.want {
				t.Errorf("%s at %v: %q, want %q", p.File, p.Span, p.Message, test.want)
			}
		})
	}
}
