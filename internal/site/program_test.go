package site_test

import (
	"strings"
	"testing"
	"testing/fstest"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/site"
)

// TestProgramConfigs holds what is read of configurations that are programs against what they say.
func TestProgramConfigs(t *testing.T) {
	t.Parallel()
	type read struct {
		Base, Content, Static string
		Languages             []string
		Vague                 bool
	}
	tests := []struct {
		name  string
		files map[string]string
		want  read
	}{
		{
			"nothing but a folder",
			map[string]string{".vitepress/theme/index.ts": ""},
			read{Content: ".", Static: "public"},
		},
		{
			"a function that returns a configuration",
			map[string]string{".vitepress/config.ts": `export default async ({ mode }: Env): Promise<Config> => {
				const { data } = await load(mode)
				const nav = [{ text: 'a', items: data.map((d) => { return { text: d } }) }]
				return withMermaid(defineConfig({ base: '/x', srcDir: 'docs/', themeConfig: { nav } }))
			}`},
			read{Base: "/x/", Content: "docs", Static: "docs/public"},
		},
		{
			"what looks like a key and is none",
			map[string]string{".vitepress/config.mjs": "// base: '/a/',\n/* base: '/b/', */\nconst s = \"base: '/c/'\", t = `base: ${'/d/'}`, r = /base: '\\/e\\/[/]'/\n" +
				"export default { title: s, head: [{ base: '/f/' }], themeConfig: { base: '/g/' }, 'base': '/h/' }"},
			read{Base: "/h/", Content: ".", Static: "public"},
		},
		{
			"an older module",
			map[string]string{".vitepress/config.js": "const { base } = require('./shared')\nmodule.exports = { base, sitemap: { hostname: 'https://a.example.id' } }", ".vitepress/shared.js": "exports.base = '/y/'"},
			read{Base: "https://a.example.id/y/", Content: ".", Static: "public"},
		},
		{
			"a base that depends on the environment",
			map[string]string{".vitepress/config.js": `const base = process.env.NODE_ENV === 'production' ? '/z/' : '/'
				export default { base: base, cleanUrls: process.env.CI ? true : false, rewrites: { 'a.md': 'b.md' } }`},
			read{Base: "/z/", Content: ".", Static: "public"},
		},
		{
			"one configuration extends another",
			map[string]string{".vitepress/config.ts": "import shared from '../shared'\nexport default { extends: shared, vite: { publicDir: 'files' } } satisfies UserConfig", "shared.ts": "export default { base: '/s/', vite: { x: 1 } } as const"},
			read{Base: "/s/", Content: ".", Static: "files"},
		},
		{
			"pages are moved by a program",
			map[string]string{".vitepress/config.ts": "export default { rewrites: (id) => map[id] ?? id }"},
			read{Content: ".", Static: "public", Vague: true},
		},
		{
			"pages are moved by a replacement",
			map[string]string{".vitepress/config.ts": "export default { rewrites(id: string): string {\n return id.replace(/^en\\//, '')\n } }"},
			read{Content: ".", Static: "public"},
		},
		{
			"brackets that do not match",
			map[string]string{".vitepress/config.ts": "export default { base: '/x/' "},
			read{Content: ".", Static: "public", Vague: true},
		},
		{
			"modules that import each other",
			map[string]string{".vitepress/config.ts": "import { b } from './b'\nexport const a = b\nexport default { base: b }", ".vitepress/b.ts": "import { a } from './config'\nexport const b = a"},
			read{Content: ".", Static: "public"},
		},
		{
			"a folder that leads out of the site",
			map[string]string{".vitepress/config.ts": "export default { srcDir: '../../etc' }"},
			read{Content: ".", Static: "public", Vague: true},
		},
		{
			"Astro with a base that is computed",
			map[string]string{"astro.config.mjs": "export default defineConfig({ site: 'https://b.example.id/x/', base: baseOf(site) })"},
			read{Base: "https://b.example.id/", Content: "src/pages", Static: "public", Vague: true},
		},
		{
			"Starlight with languages from elsewhere",
			map[string]string{
				"astro.config.ts":                  "import starlight from '@astrojs/starlight'\nimport { make } from './make'\nexport default defineConfig({ integrations: [starlight({ locales: make(), defaultLocale: 'en' })] })",
				"make.ts":                          "export function make() { return Object.fromEntries(list.map((l) => [l, { lang: l }])) }",
				"src/content/docs/en/index.md":     "",
				"src/content/docs/pt-br/index.md":  "",
				"src/content/docs/guides/index.md": "",
			},
			read{Content: "src/pages src/content/docs", Static: "public", Languages: []string{"en", "pt-br"}},
		},
		{
			"Docusaurus of the older kind",
			map[string]string{"docusaurus.config.js": "const path = require('path')\n/** @type {import('@docusaurus/types').Config} */\nconst config = { url: 'https://c.example.id', baseUrl: process.env.BASE_URL || '/x/', presets: [['classic', /** @type {Options} */ ({ docs: { path: path.resolve(__dirname, './panduan'), routeBasePath: '/' } })]] }\nmodule.exports = config"},
			read{Base: "https://c.example.id/x/", Content: "panduan blog src/pages", Static: "static"},
		},
		{
			"Docusaurus with languages that a program lists",
			map[string]string{"docusaurus.config.ts": "export default { i18n: { defaultLocale: 'en', locales: list() }, presets: ['classic'] }", "i18n/id/code.json": "{}", "i18n/en/code.json": "{}"},
			read{Content: "docs blog src/pages", Static: "static", Languages: []string{"en", "id"}},
		},
		{
			"Docusaurus with plugins of its own that make no pages",
			map[string]string{
				"docusaurus.config.ts": "import two from './two'\nexport default { presets: [['classic', { blog: false }]], plugins: [function (context) { return { name: 'x' } }, [two, {}], './three', require.resolve('./three')] }",
				"two.ts":               "export default async () => ({ name: 'y', configurePostCss(options) { return options } })",
				"three/index.js":       "module.exports = function () { return {} }",
			},
			read{Content: "docs src/pages", Static: "static"},
		},
		{
			"Docusaurus with a plugin of its own that makes pages",
			map[string]string{
				"docusaurus.config.ts": "export default { presets: [['classic', { blog: false }]], plugins: ['./one'] }",
				"one.js":               "module.exports = () => ({ name: 'x', async contentLoaded({ actions }) { actions.addRoute({ path: '/x' }) } })",
			},
			read{Content: "docs src/pages", Static: "static", Vague: true},
		},
		{
			"Docusaurus with a plugin of a package",
			map[string]string{"docusaurus.config.ts": "import x from 'docusaurus-plugin-x'\nexport default { presets: [['classic', { blog: false }]], plugins: [x] }"},
			read{Content: "docs src/pages", Static: "static", Vague: true},
		},
		{
			"Docusaurus with plugins that cannot be known",
			map[string]string{"docusaurus.config.ts": "export default { presets: [['classic', { blog: false }]], plugins: ['a', ...more()] }"},
			read{Content: "docs src/pages", Static: "static", Vague: true},
		},
		{
			"Docusaurus with plugins that are switched off",
			map[string]string{"docusaurus.config.ts": "const isDev = process.env.NODE_ENV === 'development'\nexport default { presets: [['classic', { blog: false }]], plugins: [isDev && function () {}, null, ...(isDev ? [make()] : [])] }"},
			read{Content: "docs src/pages", Static: "static"},
		},
		{
			"Docusaurus with articles outside of its folder",
			map[string]string{"docusaurus.config.ts": "export default { presets: [['classic', { docs: { path: '../docs' }, blog: false }]] }"},
			read{Content: "src/pages", Static: "static", Vague: true},
		},
		{
			"Docusaurus with redirects that are computed",
			map[string]string{"docusaurus.config.ts": "export default { presets: [['classic', { blog: false }]], plugins: [['@docusaurus/plugin-client-redirects', { createRedirects(to) { return [to] } }]] }"},
			read{Content: "docs src/pages", Static: "static", Vague: true},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			files := fstest.MapFS{}
			for name, text := range tt.files {
				files[name] = &fstest.MapFile{Data: []byte(text)}
			}
			c := site.Load(files, ".", site.Overrides{})
			got := read{Base: c.BaseURL, Content: dirs(c.Content), Static: dirs(c.Static), Languages: c.Languages, Vague: c.Vague}
			if diff := gocmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func dirs(mounts []site.Mount) string {
	var out []string
	for _, m := range mounts {
		out = append(out, m.Dir)
	}
	return strings.Join(out, " ")
}

// FuzzProgramConfigs reads whatever stands in a configuration. It must neither panic nor take long.
func FuzzProgramConfigs(f *testing.F) {
	for _, seed := range []string{
		"export default { base: `/${a}/`, rewrites: { 'a/:b*': ':b*', '^(x)': ':0', '(.*)/:c(\\\\d+)': ':c?' } }",
		"import s from '@astrojs/starlight'\nexport default d({ integrations: [s({ locales: { root: { lang: 'a' }, b: {} } })], redirects: { '/a/[...b]': '/c' } })",
		"module.exports = a => ({ ...b, get c() { return /[/]/.d }, [e]: f ? g : h })",
		"const a = [...a, ...a], b = a + b\nexport default { base: b, srcDir: a }",
		"export default { rewrites: id => id.replace(/(/, '$1') }",
		"`${`${`${", "export default {a:{b:{c:", "'\\u{110000000000}\\x", "<a<b<c<", "export default function* () { return return }",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(_ *testing.T, src string) {
		for _, name := range []string{".vitepress/config.ts", "docusaurus.config.ts", "astro.config.mjs", "src/content.config.ts"} {
			files := fstest.MapFS{name: {Data: []byte(src)}, "src/content/docs/a.md": {}, "package.json": {Data: []byte("@astrojs/starlight")}}
			if name == "src/content.config.ts" {
				files["astro.config.mjs"] = &fstest.MapFile{Data: []byte("export default {}")}
			}
			c := site.Load(files, ".", site.Overrides{})
			entries := []site.Entry{{Path: "src/content/docs/a.md", Source: &site.Source{}}}
			spaces := site.NewSpaces([]*site.Config{c}, fsFiles{files}, today, entries)
			page := spaces.Page("src/content/docs/a.md")
			spaces.Of(page).Resolve(page, site.Link{URL: "/b/c.md"})
		}
	})
}
