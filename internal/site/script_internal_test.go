package site

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadScript(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		src  string
		want settings
	}{
		"typescript": {`import type {Config} from '@docusaurus/types';
			const base = '/help/'; // the base
			const locales = ["en", 'id'];
			/** @type {Config} */
			const config: Config = {
			  title: "It's \"quoted\"", baseUrl: base, trailingSlash: true, n: 3,
			  i18n: {defaultLocale: 'en', locales},
			  presets: [['classic', {docs: {path: 'handbook', routeBasePath: '/'}, blog: false} satisfies Options]],
			  url: process.env.URL ?? 'https://x', re: /a[/]b,}/, tpl: ` + "`a${b}c`" + `, plain: ` + "`p`" + `,
			  webpack(cfg) { return {x: 1}; }, fn: (a) => { if (a) { return {}; } }, 'quoted-key': [1, , 2],
			};
			export default config;`, settings{
			"title": `It's "quoted"`, "baseUrl": "/help/", "trailingSlash": true, "n": 3.0,
			"i18n":    settings{"defaultLocale": "en", "locales": []any{"en", "id"}},
			"presets": []any{[]any{"classic", settings{"docs": settings{"path": "handbook", "routeBasePath": "/"}, "blog": false}}},
			"url":     "https://x", "re": unknown{}, "tpl": unknown{}, "plain": "p", "webpack": unknown{}, "fn": unknown{},
			"quoted-key": []any{1.0, unknown{}, 2.0},
		}},
		"a call": {`export default defineConfig({base: '/x/', integrations: [starlight({title: 'T'})]})`, settings{
			"base": "/x/", "integrations": []any{call{"starlight", []any{settings{"title": "T"}}}},
		}},
		"commonjs":   {`module.exports = { srcDir: './docs', ...require('./other') };`, settings{"srcDir": "./docs"}},
		"a function": {`module.exports = async () => { const y = {a: 1}; return { base: '/', locales: { root: {lang: 'en'}, id: {} } }; }`, settings{"base": "/", "locales": settings{"root": settings{"lang": "en"}, "id": settings{}}}},
		"nothing":    {`console.log("x")`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := readScript([]byte(tt.src))
			if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(call{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// FuzzReadScript reads any bytes as a program: it must come to an end.
func FuzzReadScript(f *testing.F) {
	f.Add([]byte("export default {a: [1, {b: 'c'}], ...d, e() {}, f: `g${h}`, i: /j/}"))
	f.Add([]byte("x = {{{[((("))
	f.Add([]byte("const a = {a, b: a}; module.exports = f({...a, 'x': \"y"))
	f.Fuzz(func(_ *testing.T, src []byte) { readScript(src) })
}
