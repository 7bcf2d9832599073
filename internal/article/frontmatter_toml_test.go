package article_test

import "testing"

func fmTOMLValues() []fmContentTest {
	return []fmContentTest{
		{name: "strings", content: "a = \"satu \\\"dua\\\"\"\nb = 'C:\\data'\nc = \"\"\"\nsatu\ndua\"\"\"\nd = '''x'''", values: `
			a | quoted string | satu "dua" | "satu \"dua\""
			b | quoted string | C:\data | 'C:\data'
			c | quoted string | satu⏎dua | """⏎satu⏎dua"""
			d | quoted string | x | '''x'''
		`},
		{name: "kinds", content: "a = 1\nb = -1_000\nc = 1.5\nd = inf\ne = true\nf = 2025-10-04\ng = 2025-10-04T06:31:45Z\nh = 07:32:00\ni = 2025-10-04 07:32:00", values: `
			a | int | 1 | 1
			b | int | -1_000 | -1_000
			c | float | 1.5 | 1.5
			d | float | inf | inf
			e | bool | true | true
			f | time | 2025-10-04 | 2025-10-04
			g | time | 2025-10-04T06:31:45Z | 2025-10-04T06:31:45Z
			h | time | 07:32:00 | 07:32:00
			i | time | 2025-10-04 07:32:00 | 2025-10-04 07:32:00
		`},
		{name: "arrays", content: "a = []\nb = [1, [2, \"x\"], # komentar ]\n  3,\n]", values: `
			a | flow list |  | []
			b | flow list |  | [1, [2, "x"], # komentar ]⏎  3,⏎]
			b.0 | int | 1 | 1
			b.1 | flow list |  | [2, "x"]
			b.1.0 | int | 2 | 2
			b.1.1 | quoted string | x | "x"
			b.2 | int | 3 | 3
		`},
		{name: "inline tables", content: "a = {}\nb = { c = 1, d.e = [{f = 2}] }", values: `
			a | flow map |  | {}
			b | flow map |  | { c = 1, d.e = [{f = 2}] }
			b.c | int | 1 | 1
			b.d | map |  | e = [{f = 2}]
			b.d.e | flow list |  | [{f = 2}]
			b.d.e.0 | flow map |  | {f = 2}
			b.d.e.0.f | int | 2 | 2
		`},
		{name: "quoted keys", content: "\"a b\" = 1\n'c' = 2 # komentar\n\"d\".e = 3", values: `
			"a b" | int | 1 | 1
			'c' | int | 2 | 2
			"d" | map |  | e = 3
			"d".e | int | 3 | 3
		`},
		{name: "dotted keys", content: "a.b = 1\na.c.d = 2", values: `
			a | map |  | b = 1⏎a.c.d = 2
			a.b | int | 1 | 1
			a.c | map |  | d = 2
			a.c.d | int | 2 | 2
		`},
		{name: "tables", content: "title = \"x\"\n[seo]\ntitle = \"y\"\n[seo.og] # komentar\nimage = \"z\"\n[kosong]", values: `
			title | quoted string | x | "x"
			seo | map |  | title = "y"⏎[seo.og] # komentar⏎image = "z"
			seo.title | quoted string | y | "y"
			seo.og | map |  | image = "z"
			seo.og.image | quoted string | z | "z"
			kosong | map |  | ` + `
		`},
		{name: "table opened by a deeper one", content: "[a.b]\nx = 1\n[a]\ny = 2", values: `
			a | map |  | b]⏎x = 1⏎[a]⏎y = 2
			a.b | map |  | x = 1
			a.b.x | int | 1 | 1
			a.y | int | 2 | 2
		`},
		{name: "array of tables", content: "[[faq]]\nq = 1\n[[faq]]\n[[faq]]\nq = 2\n[faq.x]\ny = 3", values: `
			faq | list |  | q = 1⏎[[faq]]⏎[[faq]]⏎q = 2⏎[faq.x]⏎y = 3
			faq.0 | map |  | q = 1
			faq.0.q | int | 1 | 1
			faq.1 | map |  | ` + `
			faq.2 | map |  | q = 2⏎[faq.x]⏎y = 3
			faq.2.q | int | 2 | 2
			faq.2.x | map |  | y = 3
			faq.2.x.y | int | 3 | 3
		`},
		{name: "duplicate keys and tables", content: "a = 1\na = 2\n[b]\n[b]\nc = 3", values: `
			a | int | 1 | 1
			a | int | 2 | 2
			b | map |  | ` + `
			b | map |  | c = 3
			b.c | int | 3 | 3
		`},
		{name: "CRLF", content: "a = [\r\n  1\r\n]\r\n[b]\r\nc = \"x\"", values: `
			a | flow list |  | [⏎  1⏎]
			a.0 | int | 1 | 1
			b | map |  | c = "x"
			b.c | quoted string | x | "x"
		`},
		{name: "template", content: "title = {{ .Name }}\ndate = \"{{ .Date }}\"", values: `
			title | broken string | {{ .Name }} | {{ .Name }}
			date | quoted string | {{ .Date }} | "{{ .Date }}"
		`},
	}
}

func TestTOMLValues(t *testing.T) {
	t.Parallel()
	testFrontMatters(t, fmTOMLBlock, fmTOMLValues())
}

func fmTOMLProblems() []fmContentTest {
	// Every block goes on with this key after the mistake.
	const more = "\nlagi = 1"
	const lagi = "lagi | int | 1 | 1\n"
	return []fmContentTest{
		{name: "text without quotes", content: "title = Awal" + more, values: "title | broken string | Awal | Awal\n" + lagi, problems: "unquoted | A | title = ‹A›wal\n"},
		{name: "text like a keyword", content: "title = trus" + more, values: "title | broken string | trus | trus\n" + lagi, problems: "unquoted | t | title = ‹t›rus\n"},
		{name: "colon of YAML", content: "title: \"Awal\"" + more, values: "title | broken string | \"Awal\" | \"Awal\"\n" + lagi, problems: "no-separator | = | title‹:› \"Awal\"\n"},
		{name: "key alone", content: "title" + more, values: lagi, problems: "no-separator | = | title‹›\n"},
		{name: "no value", content: "title =" + more, values: "title | broken null |  | \n" + lagi, problems: "no-value |  | title =‹›\n"},
		{name: "comment for a value", content: "title = # x" + more, values: "title | broken null |  | \n" + lagi, problems: "no-value |  | title =‹› # x\n"},
		{name: "quote that never closes", content: "title = \"Awal" + more, values: "title | broken string | \"Awal | \"Awal\n" + lagi, problems: "unclosed-quote | \" | title = ‹\"›Awal\n"},
		{name: "apostrophe that never closes", content: "tags = ['a', 'b]" + more, values: "tags | broken string | ['a', 'b] | ['a', 'b]\n" + lagi, problems: "unclosed-quote | ' | tags = ['a', ‹'›b]\n"},
		{name: "three quotes that never close", content: "title = \"\"\"Awal" + more, values: "title | broken string | \"\"\"Awal | \"\"\"Awal\n" + lagi, problems: "unclosed-quote | \"\"\" | title = ‹\"\"\"›Awal\n"},
		{name: "bracket that never closes", content: "tags = [\"a\", \"b\"" + more, values: "tags | broken string | [\"a\", \"b\" | [\"a\", \"b\"\n" + lagi, problems: "unclosed-bracket | [ | tags = ‹[›\"a\", \"b\"\n"},
		{name: "brace that never closes", content: "seo = {a = 1", values: "seo | broken string | {a = 1 | {a = 1\n", problems: "unclosed-bracket | { | seo = ‹{›a = 1\n"},
		{name: "table that never closes", content: "[seo" + more, values: lagi, problems: "unclosed-bracket | [ | ‹[›seo\n"},
		{name: "missing comma", content: "tags = [\"a\" \"b\"]" + more, values: "tags | broken string | [\"a\" \"b\"] | [\"a\" \"b\"]\n" + lagi, problems: "no-comma |  | tags = [\"a\" ‹\"›b\"]\n"},
		{name: "text behind quotes", content: "title = 'Jum'at'" + more, values: "title | broken string | 'Jum'at' | 'Jum'at'\n" + lagi, problems: "trailing-text | ' | title = 'Jum'‹at'›\n"},
		{name: "backslash", content: "path = \"C:\\data\"" + more, values: "path | broken string | \"C:\\data\" | \"C:\\data\"\n" + lagi, problems: "bad-escape | \\d | path = \"C:‹\\d›ata\"\n"},
		{name: "short escape", content: "a = \"\\u12\"" + more, values: "a | broken string | \"\\u12\" | \"\\u12\"\n" + lagi, problems: "bad-escape | \\u | a = \"‹\\u›12\"\n"},
		{name: "leading zero", content: "a = 012" + more, values: "a | broken string | 012 | 012\n" + lagi, problems: "syntax | integers cannot have leading zeroes | a = ‹01›2\n"},
		{name: "control character", content: "a = \"b\x00c\"" + more, values: "a | broken string | \"b\x00c\" | \"b\x00c\"\n" + lagi, problems: "control-char | U+0000 | a = \"b‹␀›c\"\n"},
		{name: "control character in a comment", content: "# b\x01" + more, values: lagi, problems: "control-char | U+0001 | # b‹␁›\n"},
		{name: "byte that is not UTF-8", content: "a = 'b\xff'" + more, values: "a | broken string | 'b\xff' | 'b\xff'\n" + lagi, problems: "invalid-utf8 | 0xFF | a = 'b‹�›'\n"},
		{
			name: "mistake inside a table", content: "[seo]\ntitle = x\ndesc = \"y\"" + more,
			values:   "seo | map |  | title = x⏎desc = \"y\"⏎lagi = 1\nseo.title | broken string | x | x\nseo.desc | quoted string | y | \"y\"\nseo.lagi | int | 1 | 1\n",
			problems: "unquoted | x | title = ‹x›\n",
		},
		{name: "comments and blank lines above the mistake", content: "a = 1\n\n# komentar\n  b = x" + more, values: "a | int | 1 | 1\nb | broken string | x | x\n" + lagi, problems: "unquoted | x |   b = ‹x›\n"},
		{
			name: "mistake before a table", content: "a = [\n  [x,\n  [1, 2],\n]\n[b] # komentar\nc = 1",
			values:   "a | broken string | [⏎  [x,⏎  [1, 2],⏎] | [⏎  [x,⏎  [1, 2],⏎]\nb | map |  | c = 1\nb.c | int | 1 | 1\n",
			problems: "unquoted | x |   [‹x›,\n",
		},
		{
			name: "two mistakes", content: "a = x\nb = 'y" + more,
			values:   "a | broken string | x | x\nb | broken string | 'y | 'y\n" + lagi,
			problems: "unquoted | x | a = ‹x›\nunclosed-quote | ' | b = ‹'›y\n",
		},
		{name: "YAML in the fences of TOML", content: "title: a", values: "title | broken string | a | a\n", problems: "no-separator | = | title‹:› a\n"},
	}
}

func TestTOMLProblems(t *testing.T) {
	t.Parallel()
	testFrontMatters(t, fmTOMLBlock, fmTOMLProblems())
}
