package site_test

import (
	"testing"
	"testing/fstest"

	"github.com/kblint/kblint/internal/site"
)

// TestDialect holds what is read of the types of callouts against what configurations say of them.
func TestDialect(t *testing.T) {
	t.Parallel()
	const (
		docusaurus = "docusaurus.config.js"
		vitepress  = ".vitepress/config.ts"
		astro      = "astro.config.mjs"
	)
	classic := func(docs string) string {
		return "module.exports = { presets: [['classic', { docs: " + docs + " }]] }"
	}
	starlight := func(options, rest string) string {
		return "import starlight from '@astrojs/starlight'\nexport default defineConfig({ integrations: [starlight({ title: 'T'" + options + " })]" + rest + " })"
	}
	tests := []struct {
		name, file, config string
		hidden             bool     // nothing is known of the types
		closed             bool     // there are no others
		knows              []string // besides those of the generator
	}{
		{name: "Docusaurus", file: docusaurus, config: classic("{}"), closed: true},
		{name: "Docusaurus without blog", file: docusaurus, config: "export default { presets: [['@docusaurus/preset-classic', { docs: { admonitions: true }, blog: false }]] }", closed: true},
		{name: "types of Docusaurus's own", file: docusaurus, config: classic("{ admonitions: { keywords: ['peringatan', 'dikkat'], extendDefaults: true } }"), closed: true, knows: []string{"peringatan", "dikkat"}},
		{name: "no containers", file: docusaurus, config: classic("{ admonitions: false }"), hidden: true},
		{name: "types that a program gives", file: docusaurus, config: classic("{ admonitions: { keywords: types() } }"), hidden: true},
		{name: "options that a program gives", file: docusaurus, config: classic("{ ...shared() }"), hidden: true},
		{name: "presets that a program gives", file: docusaurus, config: "export default { presets: presets() }", hidden: true},
		{name: "a program that cannot be read", file: docusaurus, config: "module.exports = {", hidden: true},
		{name: "a plugin", file: docusaurus, config: classic("{ remarkPlugins: [[require('./boxes'), { bahaya: 'red' }]] }"), knows: []string{"bahaya"}},
		{name: "a preprocessor", file: docusaurus, config: "export default { markdown: { preprocessor: (m) => m.replace(/:::perhatian/g, ':::warning') }, presets: [['classic', {}]] }", knows: []string{"perhatian"}},
		{name: "VitePress", file: vitepress, config: "export default { title: 'T', markdown: { lineNumbers: true } }", closed: true},
		{name: "containers of a plugin", file: vitepress, config: "import { boxes } from './boxes'\nexport default { markdown: { config: (md) => boxes(md) } }", knows: []string{"bahaya"}},
		{name: "containers of VitePress's own", file: vitepress, config: "export default { markdown: { customContainers: { uyarı: 'UYARI' } } }", knows: []string{"uyarı"}},
		{name: "Markdown that a program makes", file: vitepress, config: "export default { markdown: markdown() }"},
		{name: "Starlight", file: astro, config: starlight("", ""), closed: true},
		{name: "a plugin of Starlight", file: astro, config: starlight(", plugins: [boxes({ peringatan: 'red' })]", ""), knows: []string{"peringatan"}},
		{name: "a plugin of Astro", file: astro, config: starlight("", ", markdown: { remarkPlugins: [boxes] }")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			fsys := fstest.MapFS{
				test.file:             {Data: []byte(test.config)},
				".vitepress/boxes.ts": {Data: []byte("export const boxes = (md) => md.use(container, 'bahaya')")},
			}
			if test.file != vitepress {
				delete(fsys, ".vitepress/boxes.ts")
			}
			d := site.Load(fsys, ".", site.Overrides{}).Dialect()
			if !d.Certain {
				t.Error("the generator is not known")
			}
			if hidden := d.Types == nil; hidden != test.hidden {
				t.Errorf("the types are %q", d.Types)
			}
			if !test.hidden && d.Closed != test.closed {
				t.Errorf("closed: %t", d.Closed)
			}
			for _, word := range test.knows {
				if !d.Knows(word) {
					t.Errorf("%q is not known", word)
				}
			}
			for _, word := range []string{"perin", "catatan", "Warning"} {
				if d.Knows(word) {
					t.Errorf("%q is known", word)
				}
			}
			if !test.hidden && !d.Knows("danger") {
				t.Error("danger is not known")
			}
		})
	}
}

// TestDialectOfOthers has what is assumed of sites whose generator has no containers, or is unknown.
func TestDialectOfOthers(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]struct{ types, alerts bool }{
		"mkdocs.yml":       {false, false},
		"_config.yml":      {false, false},
		"hugo.toml":        {false, false},
		"astro.config.mjs": {true, false},
		"README.md":        {true, true},
	} {
		d := site.Load(fstest.MapFS{file: {}}, ".", site.Overrides{}).Dialect()
		if d.Certain || d.Closed || (d.Types != nil) != want.types || (d.Alerts != nil) != want.alerts {
			t.Errorf("%s: %+v", file, d)
		}
	}
}
