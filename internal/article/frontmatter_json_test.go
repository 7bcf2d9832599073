package article_test

import "testing"

func fmBareJSON(content string) []byte   { return []byte(content + "\nIsi.\n") }
func fmFencedJSON(content string) []byte { return []byte(";;;\n" + content + "\n;;;\nIsi.\n") }

func fmJSONValues() []fmContentTest {
	return []fmContentTest{
		{name: "kinds", content: `{"a": "satu \"dua\" \u00e9", "b": 1, "c": -1.5e3, "d": true, "e": null}`, values: `
			"a" | quoted string | satu "dua" é | "satu \"dua\" \u00e9"
			"b" | int | 1 | 1
			"c" | float | -1.5e3 | -1.5e3
			"d" | bool | true | true
			"e" | null | null | null
		`},
		{name: "lists and maps", content: "{\n  \"a\": [1, [], {\"b\": [2]}],\n  \"c\": {}\n}", values: `
			"a" | flow list |  | [1, [], {"b": [2]}]
			"a".0 | int | 1 | 1
			"a".1 | flow list |  | []
			"a".2 | flow map |  | {"b": [2]}
			"a".2."b" | flow list |  | [2]
			"a".2."b".0 | int | 2 | 2
			"c" | flow map |  | {}
		`},
		{name: "duplicate keys", content: `{"a": 1, "a": 2}`, values: `
			"a" | int | 1 | 1
			"a" | int | 2 | 2
		`},
		{name: "CRLF", content: "{\r\n  \"a\": [\r\n    1\r\n  ]\r\n}", values: `
			"a" | flow list |  | [⏎    1⏎  ]
			"a".0 | int | 1 | 1
		`},
		{name: "template", content: "{\n  \"a\": {{ .Name }},\n  \"b\": 1\n}", values: `
			"a" | broken string | {{ .Name }} | {{ .Name }}
			"b" | broken string | 1 | 1
		`},
	}
}

func TestJSONValues(t *testing.T) {
	t.Parallel()
	testFrontMatters(t, fmBareJSON, fmJSONValues())
	testFrontMatters(t, fmFencedJSON, fmJSONValues())
}

func fmJSONProblems() []fmContentTest {
	// Every object goes on with this key after the mistake.
	const more = ",\n  \"lagi\": 1\n}"
	const lagi = "\"lagi\" | broken string | 1 | 1\n"
	return []fmContentTest{
		{name: "text without quotes", content: "{\n  \"a\": satu" + more, values: "\"a\" | broken string | satu | satu\n" + lagi, problems: "unquoted | s |   \"a\": ‹s›atu,\n"},
		{name: "text like a keyword", content: "{\n  \"a\": nol" + more, values: "\"a\" | broken string | nol | nol\n" + lagi, problems: "unquoted | n |   \"a\": ‹n›ol,\n"},
		{name: "single quotes", content: "{\n  \"a\": 'satu'" + more, values: "\"a\" | broken string | 'satu' | 'satu'\n" + lagi, problems: "unquoted | ' |   \"a\": ‹'›satu',\n"},
		{name: "quote that never closes", content: "{\n  \"a\": \"satu" + more, values: "\"a\" | broken string | \"satu | \"satu\n" + lagi, problems: "unclosed-quote | \" |   \"a\": ‹\"›satu,\n"},
		{name: "missing comma between keys", content: "{\n  \"a\": 1\n  \"lagi\": 1\n}", values: "\"a\" | int | 1 | 1\n" + lagi, problems: "no-comma |  |   ‹\"›lagi\": 1\n"},
		{name: "missing comma between items", content: "{\n  \"a\": [\"b\" \"c\"]" + more, values: "\"a\" | broken string | [\"b\" \"c\"] | [\"b\" \"c\"]\n" + lagi, problems: "no-comma |  |   \"a\": [\"b\" ‹\"›c\"],\n"},
		{name: "comma before the brace", content: "{\n  \"a\": 1,\n}", values: "\"a\" | int | 1 | 1\n", problems: "extra-comma |  |   \"a\": 1‹,›\n"},
		{name: "comma before the bracket", content: "{\n  \"a\": [1,]" + more, values: "\"a\" | broken string | [1,] | [1,]\n" + lagi, problems: "extra-comma |  |   \"a\": [1‹,›],\n"},
		{name: "two commas", content: "{\n  \"a\": 1," + more, values: "\"a\" | int | 1 | 1\n" + lagi, problems: "extra-comma |  |   \"a\": 1,‹,›\n"},
		{name: "no value", content: "{\n  \"a\": " + more, values: "\"a\" | broken null |  | \n" + lagi, problems: "no-value |  |   \"a\":‹› ,\n"},
		{name: "bracket that never closes", content: "{\n  \"a\": [1, 2" + more, values: "\"a\" | broken string | [1, 2 | [1, 2\n" + lagi, problems: "unclosed-bracket | [ |   \"a\": ‹[›1, 2,\n"},
		{name: "backslash", content: "{\n  \"a\": \"C:\\data\"" + more, values: "\"a\" | broken string | \"C:\\data\" | \"C:\\data\"\n" + lagi, problems: "bad-escape | \\d |   \"a\": \"C:‹\\d›ata\",\n"},
		{name: "short escape", content: "{\n  \"a\": \"\\\\ \\u12\"" + more, values: "\"a\" | broken string | \"\\\\ \\u12\" | \"\\\\ \\u12\"\n" + lagi, problems: "bad-escape | \\u |   \"a\": \"\\\\ ‹\\u›12\",\n"},
		{name: "tab in a text", content: "{\n  \"a\": \"b\tc\"" + more, values: "\"a\" | broken string | \"b→c\" | \"b→c\"\n" + lagi, problems: "control-char | U+0009 |   \"a\": \"b‹→›c\",\n"},
		{
			name: "mistake in a nested object", content: "{\n  \"a\": 1,\n  \"b\": {\n    \"a\": 2 \"c\"\n  }" + more,
			values: "\"a\" | int | 1 | 1\n\"b\" | broken string | { | {\n" + lagi, problems: "no-comma |  |     \"a\": 2 ‹\"›c\"\n",
		},
	}
}

func TestJSONProblems(t *testing.T) {
	t.Parallel()
	testFrontMatters(t, fmBareJSON, fmJSONProblems())
	testFrontMatters(t, fmFencedJSON, fmJSONProblems())
	testFrontMatters(t, fmFencedJSON, []fmContentTest{
		{name: "on one line", content: `{"a": x, "b": {"c": 1}}`, values: "\"a\" | broken string | x, \"b\": {\"c\": 1} | x, \"b\": {\"c\": 1}\n", problems: "unquoted | x | {\"a\": ‹x›, \"b\": {\"c\": 1}}\n"},
		{name: "array", content: "[1]", problems: "not-map | list | ‹[1]›\n"},
		{name: "missing colon", content: "{\n  \"a\" 1\n}", problems: "no-separator | : |   \"a\" ‹1›\n"},
		{name: "key without quotes", content: "{\n  a: 1\n}", problems: "unquoted | a |   ‹a›: 1\n"},
		{name: "brace that never closes", content: "{\n  \"a\": 1", values: "\"a\" | int | 1 | 1\n", problems: "unclosed-bracket | { | ‹{›\n"},
		{name: "text behind the object", content: "{\"a\": 1} lagi", values: "\"a\" | int | 1 | 1\n", problems: "trailing-text | } | {\"a\": 1} ‹lagi›\n"},
	})
	named := func(content string) []byte { return []byte("---json\n" + content + "\n---\nIsi.\n") }
	testFrontMatters(t, named, []fmContentTest{
		{name: "text between named fences", content: "satu", problems: "not-map | string | ‹satu›\n"},
	})
}
