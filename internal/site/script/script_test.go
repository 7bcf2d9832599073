package script_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kblint/kblint/internal/site/script"
)

// TestExport holds what is read of programs against what they say. What cannot be known without running them
// is "?", with its name where it has one, and "..." stands for what else may be in a list or table.
func TestExport(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, src string
		others    map[string]string
		want      string
	}{
		{
			name: "literals and what looks like keys",
			src: "// a: 1,\n/* b: 2, */\nconst s = \"c: '3'\", r = /d: '[/]'/\n" +
				"export default { a: s, 'b-c': [1, , 'x\\u0041\\x42\\u{43}'], t: true, n: null, u: undefined, r: r, e: {}, ['f' + 'g']: `h` }",
			want: `{a: "c: '3'", b-c: [1, "xABC"], t: true, n: nothing, u: nothing, r: /d: '[/]'/, e: {}, fg: "h"}`,
		},
		{
			name: "TypeScript",
			src: `import type {Config} from '@docusaurus/types';
				const locales = ["en", 'id'] as const;
				/** @type {Config} */
				const config: Config = {
				  title: "It's \"quoted\"", i18n: {defaultLocale: 'en', locales},
				  presets: [['classic', {docs: {path: 'handbook'}, blog: false} satisfies Options]],
				};
				export default config;`,
			want: `{title: "It's "quoted"", i18n: {defaultLocale: "en", locales: ["en", "id"]}, presets: [["classic", {docs: {path: "handbook"}, blog: false}]]}`,
		},
		{
			name: "functions",
			src:  "export default async function createConfig({ mode }: Env): Promise<Config> {\n const x = () => { return 1 }\n return { b: '/x/', f(c) { return {a: 1}; }, g: (a) => a } }",
			want: `{b: "/x/", f: function, g: function}`,
		},
		{
			name: "a function that returns in two places",
			src:  "export default (mode) => { if (mode) { return { a: 1 } }\n return { a: 2 } }",
			want: `?`,
		},
		{
			name: "calls that hand tables on, and those that merge them",
			src:  "const a = { x: 1, y: 2 }\nexport default withMermaid(defineConfig<Theme>(mergeConfig(a, { y: 3 })))",
			want: `{x: 1, y: 3}`,
		},
		{
			name: "a call of which nothing is known",
			src:  "export default make({ x: 1 })",
			want: `{x: 1, ...}`,
		},
		{
			name: "spreads and modules",
			src:  "import { shared, other as o } from './shared'\nimport data from './data.json'\nimport * as all from './shared.js'\nexport default { ...shared, o, d: data.k, n: all.other, p: [...data.l, ...unknown] }",
			others: map[string]string{
				"shared.ts": "export const shared = { a: 1 }\nexport const other = 'o'", "data.json": `{"k": "v", "l": ["m"]}`,
			},
			want: `{a: 1, o: "o", d: "v", n: "o", p: ["m", ...]}`,
		},
		{
			name: "modules of the older kind",
			src:  "const { base } = require('./shared')\nconst whole = require('./whole')\nmodule.exports = { base, w: whole.x, r: require('./data.json'), p: [require.resolve('./y'), require('pkg')] }",
			others: map[string]string{
				"shared.js": "exports.base = '/y/'", "whole/index.js": "module.exports = { x: 'X' }", "data.json": `[{"from": "/a"}]`,
			},
			want: `{base: "/y/", w: "X", r: [{from: "/a"}], p: [require.resolve("./y"), require("pkg")]}`,
		},
		{
			name:   "modules that are loaded while the program runs",
			src:    "export default async () => { const x = (await import('./x.mjs')).default; const { y } = await import('./x.mjs')\n return { x, y } }",
			others: map[string]string{"x.mjs": "export const y = 2\nexport default { z: 1 }"},
			want:   `{x: {z: 1}, y: 2}`,
		},
		{
			name: "the environment is taken for empty, and built for production",
			src: "const isDev = process.env.NODE_ENV === 'development', isPreview = !!process.env.CI && process.env.X === 'y'\n" +
				"const { BASE, OTHER = 'o' } = process.env\n" +
				"export default { a: process.env.URL ?? 'https://x', b: process.env.BASE || '/', c: isDev ? 1 : 2, d: process.env.CI ? 1 : 2, e: BASE ?? '/e/', f: OTHER, g: isPreview, h: [isDev && 'x', 'y'].filter(Boolean) }",
			want: `{a: "https://x", b: "/", c: 2, d: ?, e: "/e/", f: ? OTHER, g: false, h: ["y"]}`,
		},
		{
			name: "texts with holes",
			src:  "const a = 'x', n = 3\nexport default { t: `${a}/${n}`, u: `${a}/${b}`, v: a + '/' + a }",
			want: `{t: "x/3", u: ?, v: "x/x"}`,
		},
		{
			name:   "modules that import each other",
			src:    "import { b } from './b'\nexport const a = b\nexport default { b }",
			others: map[string]string{"b.ts": "import { a } from './config'\nexport const b = a"},
			want:   `{b: ? b}`,
		},
		{
			name: "what packages give",
			src:  "const path = require('path')\nimport { join } from 'node:path'\nexport default { a: path.join(__dirname, 'x'), b: join('y') }",
			want: `{a: path.join(? __dirname, "x"), b: join("y")}`,
		},
		{name: "brackets that do not match", src: "export default { a: 1 ", want: `?`},
		{name: "nothing", src: `console.log("x")`, want: `?`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			files := fstest.MapFS{"config.ts": {Data: []byte(tt.src)}}
			for name, src := range tt.others {
				files[name] = &fstest.MapFile{Data: []byte(src)}
			}
			if got := shown(script.New(files).Load("config.ts").Export("default")); got != tt.want {
				t.Errorf("read  %s\nwanted %s", got, tt.want)
			}
		})
	}
}

// shown is a value as people read it.
func shown(v script.Value) string {
	switch v.Kind {
	case script.Nothing:
		return "nothing"
	case script.Text:
		return `"` + v.Text + `"`
	case script.Pattern:
		return "/" + v.Text + "/"
	case script.List:
		return "[" + listed(v) + "]"
	case script.Call:
		return v.Text + "(" + listed(v) + ")"
	case script.Table:
		var members []string
		for _, m := range v.Members {
			members = append(members, m.Key+": "+shown(m.Value))
		}
		return "{" + strings.Join(append(members, more(v)...), ", ") + "}"
	case script.Function:
		return "function"
	case script.Number, script.Truth:
		return v.Text
	default:
		return strings.TrimSpace("? " + v.Text)
	}
}

func listed(v script.Value) string {
	var items []string
	for _, item := range v.Items {
		items = append(items, shown(item))
	}
	return strings.Join(append(items, more(v)...), ", ")
}

func more(v script.Value) []string {
	if v.Open {
		return []string{"..."}
	}
	return nil
}

func TestReplacements(t *testing.T) {
	t.Parallel()
	for src, want := range map[string]string{
		"id => id.replace('a', 'b').replace(/^c\\//, '$1')":       `[{a false b} {^c\/ true $1}]`,
		"(id: string): string => { return id.replace('a', ''); }": `[{a false }]`,
		"id => map[id] ?? id":             "[]",
		"id => id.replace('a', f)":        "[]",
		"id => id.replace('a', 'b') + id": "[]",
		"'a'":                             "[]",
	} {
		v := script.New(fstest.MapFS{"config.ts": {Data: []byte("export default { f: " + src + " }")}}).Load("config.ts").Export("default")
		if got := fmt.Sprint(v.At("f").Replacements()); got != want {
			t.Errorf("%s replaces %s, want %s", src, got, want)
		}
	}
}

// TestGiven finds what a package is told, in whichever module that is.
func TestGiven(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{
		"astro.config.mjs": {Data: []byte("import { parts } from './parts'\nexport default { integrations: parts }")},
		"parts.ts":         {Data: []byte("import star from '@astrojs/starlight'\nexport const parts = [star({ title: 'T' })]")},
	}
	m := script.New(files).Load("astro.config.mjs")
	m.Export("default")
	called, argument := m.Given("@astrojs/starlight")
	if called != "star" || shown(argument) != `{title: "T"}` {
		t.Errorf("%s is given %s", called, shown(argument))
	}
}

// TestBeside finds modules by their paths alone, and within the program.
func TestBeside(t *testing.T) {
	t.Parallel()
	m := script.New(fstest.MapFS{
		"site/config.js":         {Data: []byte("")},
		"site/plugin/index.ts":   {Data: []byte("export default function () { return { a: 1 } }")},
		"node_modules/plugin.js": {Data: []byte("module.exports = {}")},
	}).Load("site/config.js")
	if got := shown(m.Beside("./plugin").Export("default")); got != "{a: 1}" {
		t.Errorf("the plugin is %s", got)
	}
	for _, name := range []string{"plugin", "../../plugin", "/site/plugin", "./other"} {
		if m.Beside(name) != nil {
			t.Errorf("%s is found", name)
		}
	}
}

// FuzzExport reads any bytes as a program: it must come to an end.
func FuzzExport(f *testing.F) {
	for _, seed := range []string{
		"export default { base: `/${a}/`, rewrites: { 'a/:b*': ':b*' } }",
		"module.exports = a => ({ ...b, get c() { return /[/]/.d }, [e]: f ? g : h })",
		"const a = [...a, ...a], b = a + b\nexport default { base: b, srcDir: a }",
		"const { a, b: c, d = 1 } = (await import('./config.ts')).default\nexport default { a, c, d, x: require('./config.ts') }",
		"`${`${`${", "export default {a:{b:{c:", "'\\u{110000000000}\\x", "<a<b<c<", "export default function* () { return return }",
		"export default {a: [1, {b: 'c'}], ...d, e() {}, f: `g${h}`, i: /j/}", "x = {{{[(((", "export * from './config.ts'",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(_ *testing.T, src string) {
		m := script.New(fstest.MapFS{"config.ts": {Data: []byte(src)}}).Load("config.ts")
		v := m.Export("default")
		v.At("f").Replacements()
		m.Export("collections")
		m.Given("@astrojs/starlight")
	})
}
