package article_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/article"
)

func fmYAMLValues() []fmContentTest {
	return []fmContentTest{
		{name: "plain scalar", content: "title: Akun Mi", values: `
			title | string | Akun Mi | Akun Mi
		`},
		{name: "double quotes", content: `title: "Kata \"sandi\" \u00e9"`, values: `
			title | quoted string | Kata "sandi" é | "Kata \"sandi\" \u00e9"
		`},
		{name: "single quotes", content: "title: 'Jum''at'", values: `
			title | quoted string | Jum'at | 'Jum''at'
		`},
		{name: "kinds", content: "a: 1\nb: 1.5\nc: true\nd: 2025-10-04\ne: 2025-10-04T06:31:45+00:00\nf: ~\ng: null\nh: 1:30\ni: yes\nj: 010\nk: 1.10\nl: 03/30/2025", values: `
			a | int | 1 | 1
			b | float | 1.5 | 1.5
			c | bool | true | true
			d | time | 2025-10-04 | 2025-10-04
			e | time | 2025-10-04T06:31:45+00:00 | 2025-10-04T06:31:45+00:00
			f | null | ~ | ~
			g | null | null | null
			h | string | 1:30 | 1:30
			i | string | yes | yes
			j | int | 010 | 010
			k | float | 1.10 | 1.10
			l | string | 03/30/2025 | 03/30/2025
		`},
		{name: "quoted things are strings", content: "a: '1'\nb: \"2025-10-04\"\nc: 'true'\nd: ''", values: `
			a | quoted string | 1 | '1'
			b | quoted string | 2025-10-04 | "2025-10-04"
			c | quoted string | true | 'true'
			d | quoted string |  | ''
		`},
		{name: "empty values", content: "a:\nb:  # kosong\nc: \nd:", values: `
			a | null |  | ` + `
			b | null |  | ` + `
			c | null |  | ` + `
			d | null |  | ` + `
		`},
		{name: "comments behind values", content: "a: satu # komentar\nb: \"dua\"   # komentar\nc: x#y", values: `
			a | string | satu | satu
			b | quoted string | dua | "dua"
			c | string | x#y | x#y
		`},
		{name: "block list", content: "tags: \n  - \"hp\"\n  - xiaomi\n  -\n  - 'a b'", values: `
			tags | list |  | - "hp"⏎  - xiaomi⏎  -⏎  - 'a b'
			tags.0 | quoted string | hp | "hp"
			tags.1 | string | xiaomi | xiaomi
			tags.2 | null |  | ` + `
			tags.3 | quoted string | a b | 'a b'
		`},
		{name: "block list without indentation", content: "tags:\n- hp\n- xiaomi\nslug: x", values: `
			tags | list |  | - hp⏎- xiaomi
			tags.0 | string | hp | hp
			tags.1 | string | xiaomi | xiaomi
			slug | string | x | x
		`},
		{name: "flow list", content: "tags: [hp, \"a, b\" , [], {}, c: d]", values: `
			tags | flow list |  | [hp, "a, b" , [], {}, c: d]
			tags.0 | string | hp | hp
			tags.1 | quoted string | a, b | "a, b"
			tags.2 | flow list |  | []
			tags.3 | flow map |  | {}
			tags.4 | flow map |  | c: d
			tags.4.c | string | d | d
		`},
		{name: "flow list on several lines", content: "tags: [\n  hp, # satu\n  xiaomi,\n  ]", values: `
			tags | flow list |  | [⏎  hp, # satu⏎  xiaomi,⏎  ]
			tags.0 | string | hp | hp
			tags.1 | string | xiaomi | xiaomi
		`},
		{name: "flow map", content: "seo: {a: 1, \"b\": , c, d: {e: f}, }", values: `
			seo | flow map |  | {a: 1, "b": , c, d: {e: f}, }
			seo.a | int | 1 | 1
			seo."b" | null |  | ` + `
			seo.c | null |  | ` + `
			seo.d | flow map |  | {e: f}
			seo.d.e | string | f | f
		`},
		{name: "braces inside a list without a mapping of their own", content: "a: [{b: c}: d, {e: f}]", values: `
			a | flow list |  | [{b: c}: d, {e: f}]
			a.0 | flow map |  | {b: c}: d
			a.0.{b: c} | string | d | d
			a.1 | flow map |  | {e: f}
			a.1.e | string | f | f
		`},
		{name: "nested maps and lists", content: "faq:\n  - question: Apa?\n    answer: Itu.\n  - question: Lalu?\n    answer:\nseo:\n  a:\n    b: c", values: `
			faq | list |  | - question: Apa?⏎    answer: Itu.⏎  - question: Lalu?⏎    answer:
			faq.0 | map |  | question: Apa?⏎    answer: Itu.
			faq.0.question | string | Apa? | Apa?
			faq.0.answer | string | Itu. | Itu.
			faq.1 | map |  | question: Lalu?⏎    answer:
			faq.1.question | string | Lalu? | Lalu?
			faq.1.answer | null |  | ` + `
			seo | map |  | a:⏎    b: c
			seo.a | map |  | b: c
			seo.a.b | string | c | c
		`},
		{name: "plain scalar on several lines", content: "a: satu\n  dua\n\n  tiga # x\nb: 1", values: `
			a | string | satu dua⏎tiga | satu⏎  dua⏎⏎  tiga
			b | int | 1 | 1
		`},
		{name: "quotes on several lines", content: "a: \"satu\n  dua \\\n  tiga\"\nb: 'x\n\n  y'", values: `
			a | quoted string | satu dua tiga | "satu⏎  dua \⏎  tiga"
			b | quoted string | x⏎y | 'x⏎⏎  y'
		`},
		{name: "literal block", content: "a: |\n  satu\n    dua\n\n  tiga\n\nb: 1", values: `
			a | quoted string | satu⏎  dua⏎⏎tiga⏎ | |⏎  satu⏎    dua⏎⏎  tiga
			b | int | 1 | 1
		`},
		{name: "folded block, stripped", content: "a: >-  # k\n  satu\n  dua\n\nb: 1", values: `
			a | quoted string | satu dua | >-  # k⏎  satu⏎  dua
			b | int | 1 | 1
		`},
		{name: "kept block", content: "a: |+\n  satu\n\n\nb: 1", values: `
			a | quoted string | satu⏎⏎⏎ | |+⏎  satu⏎⏎
			b | int | 1 | 1
		`},
		{name: "block that ends in blanks", content: "a: |\n  satu\n    \nb: >-\n  \t\nc: 1", values: `
			a | quoted string | satu⏎  ⏎ | |⏎  satu⏎    ` + `
			b | quoted string | → | >-⏎  →
			c | int | 1 | 1
		`},
		{name: "empty block", content: "a: |\nb: >-\nc: 1", values: `
			a | quoted string |  | |
			b | quoted string |  | >-
			c | int | 1 | 1
		`},
		{name: "fence inside a block", content: "a: |\n  ---\n  x\nb: 1", values: `
			a | quoted string | ---⏎x⏎ | |⏎  ---⏎  x
			b | int | 1 | 1
		`},
		{name: "CRLF", content: "a: satu\r\n  dua\r\nb: |\r\n  x\r\n  y\r\nc:\r\n  - 1", values: `
			a | string | satu dua | satu⏎  dua
			b | quoted string | x⏎y⏎ | |⏎  x⏎  y
			c | list |  | - 1
			c.0 | int | 1 | 1
		`},
		{name: "other line breaks of YAML", content: "a: x\u2028b: y\u0085c: z\rd: [é, ü]", values: `
			a | string | x | x
			b | string | y | y
			c | string | z | z
			d | flow list |  | [é, ü]
			d.0 | string | é | é
			d.1 | string | ü | ü
		`},
		{name: "wide characters", content: "日本語: {キー: 値, 😀: \"é\"}", values: `
			日本語 | flow map |  | {キー: 値, 😀: "é"}
			日本語.キー | string | 値 | 値
			日本語.😀 | quoted string | é | "é"
		`},
		{name: "byte order mark inside", content: "\ufeffa: 1\nb: 2", values: `
			a | int | 1 | 1
			b | int | 2 | 2
		`},
		{name: "keys of all kinds", content: "\"a b\": 1\n'c''d': 2\n? e\n? [x, y]\n: z\n1: 2\n: 3", values: `
			"a b" | int | 1 | 1
			'c''d' | int | 2 | 2
			e | null |  | ` + `
			[x, y] | string | z | z
			1 | int | 2 | 2
			 | int | 3 | 3
		`},
		{name: "duplicate keys", content: "a: 1\nb: 2\na: 3", values: `
			a | int | 1 | 1
			b | int | 2 | 2
			a | int | 3 | 3
		`},
		{name: "tags", content: "a: !!str 5\nb: !!seq\n  - 1\nc: !!int \"7\"\nd: !!str\ne: ! x\nf: !<tag:contoh.id> y\ng: [!!str 1, !!str , !x y]", values: `
			a | string | 5 | 5
			b | list |  | - 1
			b.0 | int | 1 | 1
			c | quoted int | 7 | "7"
			d | string |  | ` + `
			e | string | x | x
			f | string | y | y
			g | flow list |  | [!!str 1, !!str , !x y]
			g.0 | string | 1 | 1
			g.1 | string |  | ` + `
			g.2 | string | y | y
		`},
		{name: "anchors and aliases", content: "a: &x [1, 2]\nb: *x\nc: &y !!str 5\nd: [*y, *x]\ne: &z\nf: *z\ng: &w # k\n  h: i", values: `
			a | flow list |  | [1, 2]
			a.0 | int | 1 | 1
			a.1 | int | 2 | 2
			b | alias flow list |  | *x
			b.0 | int | 1 | 1
			b.1 | int | 2 | 2
			c | string | 5 | 5
			d | flow list |  | [*y, *x]
			d.0 | alias string | 5 | *y
			d.1 | alias flow list |  | *x
			d.1.0 | int | 1 | 1
			d.1.1 | int | 2 | 2
			e | null |  | ` + `
			f | alias null |  | *z
			g | map |  | h: i
			g.h | string | i | i
		`},
		{name: "alias inside its own target", content: "a: &x\n  b: *x\n  c: 1", values: `
			a | map |  | b: *x⏎  c: 1
			a.b | alias map |  | *x
			a.c | int | 1 | 1
		`},
		{name: "merge key", content: "a: &x {b: 1}\nc:\n  <<: *x\n  d: 2", values: `
			a | flow map |  | {b: 1}
			a.b | int | 1 | 1
			c | map |  | <<: *x⏎  d: 2
			c.<< | alias flow map |  | *x
			c.<<.b | int | 1 | 1
			c.d | int | 2 | 2
		`},
		{name: "indented as a whole", content: "  a: 1\n  b: 2", values: `
			a | int | 1 | 1
			b | int | 2 | 2
		`},
		{name: "flow map as the whole block", content: "{a: 1,\n b: 2}", values: `
			a | int | 1 | 1
			b | int | 2 | 2
		`},
		{name: "Go template that is YAML", content: "title: {{ .Name }}\ndate: {{ now | date \"2006\" }}", values: `
			title | string | {{ .Name }} | {{ .Name }}
			date | string | {{ now | date "2006" }} | {{ now | date "2006" }}
		`},
		{name: "Go template that is not", content: "title: {{ .Name }} - {{ .Site }}\ndate: 2025-10-04", values: `
			title | broken string | {{ .Name }} - {{ .Site }} | {{ .Name }} - {{ .Site }}
			date | time | 2025-10-04 | 2025-10-04
		`},
		{name: "Liquid tags", content: "title: {% raw %}x\n{% if a %}\ndate: 2025-10-04\n{% endif %}", values: `
			title | broken string | {% raw %}x | {% raw %}x
			date | time | 2025-10-04 | 2025-10-04
		`},
	}
}

func TestYAMLValues(t *testing.T) {
	t.Parallel()
	testFrontMatters(t, fmYAMLBlock, fmYAMLValues())
}

func fmYAMLProblems() []fmContentTest {
	return []fmContentTest{
		{
			name: "colon in an unquoted value", content: "title: Bab 1: Awal\ndate: 2025-10-04",
			values: `
				title | broken string | Bab 1: Awal | Bab 1: Awal
				date | time | 2025-10-04 | 2025-10-04
			`,
			problems: `unquoted-colon | title | title: Bab 1‹:› Awal
			`,
		},
		{
			name: "colon in an item", content: "faq:\n  - question: Apa: itu?\n    answer: Ini.\ntitle: x",
			values: `
				faq | broken string | - question: Apa: itu?⏎    answer: Ini. | - question: Apa: itu?⏎    answer: Ini.
				title | string | x | x
			`,
			problems: `unquoted-colon | question |   - question: Apa‹:› itu?
			`,
		},
		{
			name: "colon in a flow element", content: "a: [b: c: d]",
			values:   "a | broken string | [b: c: d] | [b: c: d]\n",
			problems: "unquoted-colon | b | a: [b: c‹:› d]\n",
		},
		{
			name: "two mistakes", content: "title: A: B\ndesc: \"C\ntags: [d]",
			values: `
				title | broken string | A: B | A: B
				desc | broken string | "C | "C
				tags | flow list |  | [d]
				tags.0 | string | d | d
			`,
			problems: `
				unquoted-colon | title | title: A‹:› B
				unclosed-quote | " | desc: ‹"›C
			`,
		},
		{
			name: "no space behind the colon", content: "title:Awal\ndate: 2025-10-04",
			values: `
				title | broken string | Awal | Awal
				date | time | 2025-10-04 | 2025-10-04
			`,
			problems: "no-space | title | title:‹›Awal\n",
		},
		{
			name: "no space behind any colon", content: "title:Awal\nslug:awal",
			values: `
				title | broken string | Awal | Awal
				slug | broken string | awal | awal
			`,
			problems: `
				no-space | title | title:‹›Awal
				no-space | slug | slug:‹›awal
			`,
		},
		{
			name: "no space behind a nested colon", content: "seo:\n  title: a\n  slug:awal",
			values:   "seo | broken string | title: a⏎  slug:awal | title: a⏎  slug:awal\n",
			problems: "no-space | slug |   slug:‹›awal\n",
		},
		{
			name: "line without a colon", content: "title: Awal\nbaris lain\ndate: 2025-10-04",
			values: `
				title | string | Awal | Awal
				date | time | 2025-10-04 | 2025-10-04
			`,
			problems: "no-separator | : | ‹baris lain›\n",
		},
		{
			name: "nested line without a colon", content: "seo:\n  title\n  slug: a",
			values:   "seo | broken string | title⏎  slug: a | title⏎  slug: a\n",
			problems: "no-separator | : |   ‹title›\n",
		},
		{
			name: "quote that never closes", content: "title: \"Awal\ndate: 2025-10-04\nslug: \"a\"",
			values: `
				title | broken string | "Awal | "Awal
				date | time | 2025-10-04 | 2025-10-04
				slug | quoted string | a | "a"
			`,
			problems: `unclosed-quote | " | title: ‹"›Awal
			`,
		},
		{
			name: "apostrophe in single quotes", content: "title: 'Jum'at'",
			values:   "title | broken string | 'Jum'at' | 'Jum'at'\n",
			problems: "trailing-text | ' | title: 'Jum'‹at'›\n",
		},
		{
			name: "text behind quotes", content: "title: \"Awal\" dan akhir",
			values:   "title | broken string | \"Awal\" dan akhir | \"Awal\" dan akhir\n",
			problems: "trailing-text | \" | title: \"Awal\" ‹dan akhir›\n",
		},
		{
			name: "colon behind quotes", content: "title: \"Awal\": akhir",
			values:   "title | broken string | \"Awal\": akhir | \"Awal\": akhir\n",
			problems: "trailing-text | \" | title: \"Awal\"‹: akhir›\n",
		},
		{
			name: "comment glued to a quote", content: "title: \"Awal\"#satu",
			values:   "title | broken string | \"Awal\"#satu | \"Awal\"#satu\n",
			problems: "trailing-text | \" | title: \"Awal\"‹#satu›\n",
		},
		{
			name: "one bracket too many", content: "tags: [a]]",
			values:   "tags | broken string | [a]] | [a]]\n",
			problems: "trailing-text | ] | tags: [a]‹]›\n",
		},
		{
			name: "text behind the mark of a block", content: "desc: > satu dua\ntitle: x",
			values: `
				desc | broken string | > satu dua | > satu dua
				title | string | x | x
			`,
			problems: "trailing-text | > | desc: > ‹satu dua›\n",
		},
		{
			name: "bracket that never closes", content: "tags: [a, b\ndate: 2025-10-04",
			values: `
				tags | broken string | [a, b | [a, b
				date | time | 2025-10-04 | 2025-10-04
			`,
			problems: "unclosed-bracket | [ | tags: ‹[›a, b\n",
		},
		{
			name: "brace that never closes", content: "seo: {a: b",
			values:   "seo | broken string | {a: b | {a: b\n",
			problems: "unclosed-bracket | { | seo: ‹{›a: b\n",
		},
		{
			name: "missing comma", content: "tags: [\"a\" \"b\"]",
			values:   "tags | broken string | [\"a\" \"b\"] | [\"a\" \"b\"]\n",
			problems: "no-comma |  | tags: [\"a\" ‹\"›b\"]\n",
		},
		{
			name: "tab before an item", content: "tags:\n\t- a\ntitle: x",
			values: `
				tags | broken string | - a | - a
				title | string | x | x
			`,
			problems: "tab-indent |  | ‹→›- a\n",
		},
		{
			name: "tabs before a nested key", content: "seo:\n  a: 1\n \t\tb: 2",
			values:   "seo | broken string | a: 1⏎ →→b: 2 | a: 1⏎ →→b: 2\n",
			problems: "tab-indent |  |  ‹→→›b: 2\n",
		},
		{
			name: "tab in a block text", content: "a: |\n\tsatu",
			values:   "a | broken string | |⏎→satu | |⏎→satu\n",
			problems: "tab-indent |  | ‹→›satu\n",
		},
		{
			name: "tabs before all keys", content: "\ttitle: a\n\tslug: b",
			values: `
				title | broken string | a | a
				slug | broken string | b | b
			`,
			problems: `
				tab-indent |  | ‹→›title: a
				tab-indent |  | ‹→›slug: b
			`,
		},
		{
			name: "key deeper than the others", content: "title: a\n  slug: b\ndate: 2025-10-04",
			values: `
				title | broken string | a⏎  slug: b | a⏎  slug: b
				date | time | 2025-10-04 | 2025-10-04
			`,
			problems: "bad-indent |  | ‹  ›slug: b\n",
		},
		{
			name: "first key deeper than the others", content: " title: a\nslug: b",
			values: `
				title | string | a | a
				slug | string | b | b
			`,
			problems: "bad-indent |  | ‹s›lug: b\n",
		},
		{
			name: "item less indented", content: "tags:\n  - a\n - b",
			values:   "tags | broken string | - a⏎ - b | - a⏎ - b\n",
			problems: "bad-indent |  | ‹ ›- b\n",
		},
		{
			name: "key among items", content: "tags:\n  - a\n  b: c",
			values:   "tags | broken string | - a⏎  b: c | - a⏎  b: c\n",
			problems: "bad-indent |  | ‹  ›b: c\n",
		},
		{
			name: "item behind its key", content: "tags: - a",
			values:   "tags | broken string | - a | - a\n",
			problems: "misplaced-item |  | tags: ‹-› a\n",
		},
		{
			name: "item below a value", content: "tags: a\n- b\ntitle: x",
			values: `
				tags | broken string | a⏎- b | a⏎- b
				title | string | x | x
			`,
			problems: "misplaced-item |  | ‹-› b\n",
		},
		{
			name: "characters of YAML's own", content: "a: @nama\nb: `kode`\nc: %d\nd: ]\ne: ? x\nf: !a!b c\ng: , x\nh: [,]",
			values: `
				a | broken string | @nama | @nama
				b | broken string | ` + "`kode` | `kode`" + `
				c | broken string | %d | %d
				d | broken string | ] | ]
				e | broken string | ? x | ? x
				f | broken string | !a!b c | !a!b c
				g | broken string | , x | , x
				h | broken string | [,] | [,]
			`,
			problems: `
				reserved-char | @ | a: ‹@›nama
				reserved-char | ` + "` | b: ‹`›kode`" + `
				reserved-char | % | c: ‹%›d
				reserved-char | ] | d: ‹]›
				reserved-char | ? | e: ‹?› x
				reserved-char | ! | f: ‹!›a!b c
				reserved-char | , | g: ‹,› x
				reserved-char | , | h: [‹,›]
			`,
		},
		{
			name: "percent sign before a key", content: "a: 1\n%b: 2",
			values:   "a | int | 1 | 1\n",
			problems: "reserved-char | % | ‹%›b: 2\n",
		},
		{
			name: "asterisks", content: "title: **Awal** saja\nslug: *x",
			values: `
				title | broken string | **Awal** saja | **Awal** saja
				slug | broken string | *x | *x
			`,
			problems: `
				unknown-alias | *Awal** | title: ‹**Awal**› saja
				unknown-alias | x | slug: ‹*x›
			`,
		},
		{
			name: "an alias is no mistake when something else is", content: "a: &x [1]\nb: *x\nc: d: e",
			values: `
				a | flow list |  | [1]
				a.0 | int | 1 | 1
				b | broken string | *x | *x
				c | broken string | d: e | d: e
			`,
			problems: "unquoted-colon | c | c: d‹:› e\n",
		},
		{
			name: "text behind an alias, in the library's words", content: "a: &x 1\nb: *x c",
			values:   "a | int | 1 | 1\nb | broken string | *x c | *x c\n",
			problems: "syntax | while parsing a block mapping: did not find expected key | b: *x ‹c›\n",
		},
		{
			name: "backslashes in double quotes", content: "a: \"C:\\data\"\nb: \"\\x4z\"\nc: \"\\ud800\"",
			values: `
				a | broken string | "C:\data" | "C:\data"
				b | broken string | "\x4z" | "\x4z"
				c | broken string | "\ud800" | "\ud800"
			`,
			problems: `
				bad-escape | \d | a: "C:‹\d›ata"
				bad-escape | \x | b: "‹\x›4z"
				bad-escape | \u | c: "‹\u›d800"
			`,
		},
		{
			name: "control character", content: "a: b\x00c\nd: 1",
			values: "a | broken string | b\x00c | b\x00c\nd | int | 1 | 1\n", problems: "control-char | U+0000 | a: b‹␀›c\n",
		},
		{
			name: "byte that is not UTF-8", content: "a: b\xffc\nd: 1",
			values: "a | broken string | b\xffc | b\xffc\nd | int | 1 | 1\n", problems: "invalid-utf8 | 0xFF | a: b‹�›c\n",
		},
		{
			name: "second document", content: "a: 1\n--- x\nb: 2",
			values: "a | int | 1 | 1\nb | int | 2 | 2\n", problems: "many-documents | --- x | ‹--- x›\n",
		},
		{
			name: "too deep", content: "a: " + strings.Repeat("[", 33) + strings.Repeat("]", 33) + "\nb: 1",
			values:   "a | broken string | " + strings.Repeat(strings.Repeat("[", 33)+strings.Repeat("]", 33)+" | ", 1) + strings.Repeat("[", 33) + strings.Repeat("]", 33) + "\nb | int | 1 | 1\n",
			problems: "too-deep |  | a: " + strings.Repeat("[", 32) + "‹[›" + strings.Repeat("]", 33) + "\n",
		},
	}
}

func TestYAMLProblems(t *testing.T) {
	t.Parallel()
	testFrontMatters(t, fmYAMLBlock, fmYAMLProblems())
}

func TestYAMLNotMap(t *testing.T) {
	t.Parallel()
	named := func(content string) []byte { return []byte("---yaml\n" + content + "\n---\nIsi.\n") }
	testFrontMatters(t, named, []fmContentTest{
		{name: "list", content: "- a\n- b", problems: "not-map | list | ‹- a⏎- b›\n"},
		{name: "text", content: "satu dua", problems: "not-map | string | ‹satu dua›\n"},
		{name: "number", content: "12", problems: "not-map | int | ‹12›\n"},
		{name: "line above the first key", content: "baris\na: b: c", values: "a | broken string | b: c | b: c\n", problems: "no-separator | : | ‹baris›\nunquoted-colon | a | a: b‹:› c\n"},
		{name: "second document", content: "a: 1\n...\nb: 2", values: "a | int | 1 | 1\n", problems: "many-documents | ... | ‹...›\n"},
	})
}

// fmMistakenBlock is a source with a block that authors got wrong, and what is read all the same.
type fmMistakenBlock struct{ name, src, values, problems, body string }

func fmUnclosedBlocks() []fmMistakenBlock {
	return []fmMistakenBlock{
		{
			"blank line below the keys", "---\ntitle: a\ntags:\n  - b\n\n# Judul\n\nIsi.\n",
			"title | string | a | a\ntags | list |  | - b\ntags.0 | string | b | b\n", "unclosed | --- | ‹---›\n", "\n# Judul\n\nIsi.\n",
		},
		{
			"text below the keys", "---\ntitle: a\n# komentar\ndate: 2025-10-04\nIsi artikel.\n",
			"title | string | a | a\ndate | time | 2025-10-04 | 2025-10-04\n", "unclosed | --- | ‹---›\n", "Isi artikel.\n",
		},
		{
			"two hyphens below the keys", "---\ntitle: a\n--\nIsi.\n",
			"title | string | a | a\n", "fence-typo | --- | ‹--›\n", "Isi.\n",
		},
		{
			"dashes below the keys", "---\ntitle: a\n———\nIsi.\n",
			"title | string | a | a\n", "fence-typo | --- | ‹———›\n", "Isi.\n",
		},
		{
			"indented fence below the keys", "---\ntitle: a\n  ---\nIsi.\n",
			"title | string | a | a\n", "fence-typo | --- | ‹  ---›\n", "Isi.\n",
		},
		{
			"rule in the article", "---\ntitle: a\ndate: b\n\nIsi panjang.\n\nIsi lagi.\n\n---\n\nAkhir.\n",
			"title | string | a | a\ndate | string | b | b\n", "unclosed | --- | ‹---›\n", "\nIsi panjang.\n\nIsi lagi.\n\n---\n\nAkhir.\n",
		},
		{
			"keys to the end of the file", "---\ntitle: a\nlayout: doc",
			"title | string | a | a\nlayout | string | doc | doc\n", "unclosed | --- | ‹---›\n", "",
		},
		{
			"mistake in a value", "---\ntitle: a: b\ndate: c\n\nIsi.\n",
			"title | broken string | a: b | a: b\ndate | string | c | c\n", "unclosed | --- | ‹---›\n", "\nIsi.\n",
		},
		{
			"TOML", "+++\ntitle = \"a\"\n\nIsi.\n",
			"title | quoted string | a | \"a\"\n", "unclosed | +++ | ‹+++›\n", "\nIsi.\n",
		},
		{
			"JSON without its brace", "{\n  \"title\": \"a\",\n  \"seo\": {\n    \"b\": 1\n}\nIsi.\n",
			"\"title\" | quoted string | a | \"a\"\n\"seo\" | flow map |  | {⏎    \"b\": 1⏎}\n\"seo\".\"b\" | int | 1 | 1\n", "unclosed | } | ‹{›\n", "Isi.\n",
		},
		{
			"JSON that stops", "{\n  \"title\": \"a\"\n\nIsi.\n",
			"\"title\" | quoted string | a | \"a\"\n", "unclosed | } | ‹{›\n", "\nIsi.\n",
		},
		{
			"JSON without its fence", ";;;\n{\n  \"title\": \"a\"\n}\nIsi.\n",
			"\"title\" | quoted string | a | \"a\"\n", "unclosed | ;;; | ‹;;;›\n", "Isi.\n",
		},
	}
}

// fmMisplacedBlocks are blocks that generators do not take for front matter.
func fmMisplacedBlocks() []fmMistakenBlock {
	const values = "title | string | a | a\n"
	return []fmMistakenBlock{
		{"two hyphens above", "--\ntitle: a\n---\nIsi.\n", values, "fence-typo | --- | ‹--›\n", "Isi.\n"},
		{"four hyphens above and below", "----\ntitle: a\n----\nIsi.\n", values, "fence-typo | --- | ‹----›\nfence-typo | --- | ‹----›\n", "Isi.\n"},
		{"dashes above and below", "——\ntitle: a\n—\nIsi.\n", values, "fence-typo | --- | ‹——›\nfence-typo | --- | ‹—›\n", "Isi.\n"},
		{"four plus signs", "++++\ntitle = \"a\"\n+++\nIsi.\n", "title | quoted string | a | \"a\"\n", "fence-typo | +++ | ‹++++›\n", "Isi.\n"},
		{"an indented fence", "  ---\ntitle: a\n---\nIsi.\n", values, "fence-typo | --- | ‹  ---›\n", "Isi.\n"},
		{"blank lines above", "\n \n---\ntitle: a\n---\nIsi.\n", values, "blank-before |  | ‹⏎ ⏎›---\n", "Isi.\n"},
		{"text above", "Draf pertama\n---\ntitle: a\n---\nIsi.\n", values, "text-before | --- | ‹Draf pertama›\n", "Isi.\n"},
		{"a comment above", "<!-- Hak cipta\n2025 -->\n\n---\ntitle: a\n---\nIsi.\n", values, "text-before | --- | ‹<!-- Hak cipta⏎2025 -->›\n", "Isi.\n"},
		{"a heading above TOML", "# Judul\n\n+++\ntitle = \"a\"\n+++\nIsi.\n", "title | quoted string | a | \"a\"\n", "text-before | +++ | ‹# Judul›\n", "Isi.\n"},
	}
}

func TestMistakenFrontMatter(t *testing.T) {
	t.Parallel()
	for _, tt := range slices.Concat(fmUnclosedBlocks(), fmMisplacedBlocks()) {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			src := []byte(tt.src)
			fm, body := article.ParseFrontMatter(src)
			if fm == nil {
				t.Fatal("no front matter found")
			}
			got := []string{fmDescribe(src, fm), fmDescribeProblems(src, fm), string(src[body:])}
			if diff := cmp.Diff([]string{tt.values, tt.problems, tt.body}, got); diff != "" {
				t.Errorf("values, problems, body (-want +got):\n%s", diff)
			}
			checkFrontMatter(t, src)
		})
	}
}

// TestHostileFrontMatter has blocks that are built to be expensive. Each must end
// fast, keep its keys where it has any, and not explode in a walk.
func TestHostileFrontMatter(t *testing.T) {
	t.Parallel()
	var bomb, merges strings.Builder
	bomb.WriteString("a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9]\n")
	merges.WriteString("a: &a {x: 1}\n")
	for name := 'b'; name <= 'z'; name++ {
		fmt.Fprintf(&bomb, "%c: &%c [*%c, *%c, *%c]\n", name, name, name-1, name-1, name-1)
		fmt.Fprintf(&merges, "%c: &%c {<<: [*%c, *%c]}\n", name, name, name-1, name-1)
	}
	const mb = 1 << 20
	for name, tt := range map[string]struct {
		src     string
		problem article.ProblemKind
	}{
		"alias bomb":            {"---\n" + bomb.String() + "---\n", article.ProblemTooManyAliases},
		"merge bomb":            {"---\n" + merges.String() + "---\n", article.ProblemTooManyAliases},
		"nested brackets":       {"---\na: " + strings.Repeat("[", 60_000) + "\n---\n", article.ProblemTooDeep},
		"nested list":           {"---\na:\n  " + strings.Repeat("- ", 30_000) + "\n---\n", article.ProblemTooDeep},
		"nested TOML arrays":    {"+++\na = " + strings.Repeat("[", 60_000) + "\n+++\n", article.ProblemSyntax},
		"closed TOML arrays":    {"+++\na = " + strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000) + "\n+++\n", article.ProblemTooDeep},
		"dotted TOML key":       {"+++\na" + strings.Repeat(".a", 30_000) + " = 1\n+++\n", article.ProblemTooDeep},
		"TOML strings":          {"+++\n" + strings.Repeat("a = \"\n", 8_000) + "+++\n", article.ProblemUnclosedQuote},
		"nested JSON":           {";;;\n{\"a\":" + strings.Repeat("[", 60_000) + "\n;;;\n", article.ProblemTooDeep},
		"escaped quotes":        {"{\"a\":\"" + strings.Repeat("\\\"", mb/2), article.ProblemUnclosed},
		"open quotes":           {"{\"a\":" + strings.Repeat("\"\n", mb/2), article.ProblemUnclosed},
		"one line":              {"---\na: " + strings.Repeat("x", mb) + "\n---\n", article.ProblemTooLarge},
		"many keys":             {"---\n" + strings.Repeat("a: 1\n", mb/5) + "---\n", article.ProblemTooLarge},
		"many TOML keys":        {"+++\n" + strings.Repeat("a = 1\n", mb/6) + "+++\n", article.ProblemTooLarge},
		"many JSON keys":        {"{\n" + strings.Repeat("\"a\": 1,\n", mb/8) + "\"b\": 2\n}\n", article.ProblemTooLarge},
		"many keys, one broken": {"---\n" + strings.Repeat("a:\n", 20_000) + "b: c: d\n---\n", article.ProblemUnquotedColon},
		"many keys, all broken": {"---\n" + strings.Repeat("a: b: c\n", 8_000) + "---\n", article.ProblemUnquotedColon},
		"many TOML tables":      {"+++\n" + strings.Repeat("[a.b]\n", 10_000) + "x\n+++\n", article.ProblemNoSeparator},
		"keys without a fence":  {"---\n" + strings.Repeat("a: 1\n", mb/5), article.ProblemUnclosed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fm, _ := article.ParseFrontMatter([]byte(tt.src))
			if fm == nil {
				t.Fatal("no front matter found")
			}
			if len(fm.Problems) == 0 || fm.Problems[0].Kind != tt.problem {
				t.Errorf("problems = %v, want %v first", fm.Problems, tt.problem)
			}
			checkFrontMatter(t, []byte(tt.src))
		})
	}
}
