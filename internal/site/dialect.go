package site

import (
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/site/script"
)

// Dialect is what a site makes of the types of callouts: of containers, ":::type" to ":::", and of alerts,
// "> [!TYPE]".
type Dialect struct {
	Types   []string // of containers; nil where the site has none, or nobody knows of which types they are
	Alerts  []string // of alerts, in lower case, though they are written in either; nil as above
	Certain bool     // the generator is known for its containers; otherwise Types are the usual ones
	Closed  bool     // no plugin or program can add types
	Tight   bool     // no blank may stand between the colons and the type

	other []string // types that are not to be offered: they depend on the generator's version, or hold no callout
	said  func(word string) bool
}

// Knows reports whether the site has, or may have, a type of containers. What its configuration names
// anywhere may be one.
func (d *Dialect) Knows(name string) bool {
	return slices.Contains(d.Types, name) || slices.Contains(d.other, name) || d.Names(name)
}

// Names reports whether the programs of the site's configuration name a word anywhere.
func (d *Dialect) Names(word string) bool { return d.said != nil && d.said(word) }

// Dialect is what the site makes of the types of callouts.
//
// The types are those of @docusaurus/mdx-loader 3.10 (those of Docusaurus 2 are the same),
// @astrojs/starlight 0.42 and VitePress 1.6; what VitePress 2.0.0-alpha.20 has besides is known as well.
func (c *Config) Dialect() *Dialect {
	d := &Dialect{Closed: !c.addsTypes, Certain: true, said: c.names}
	switch c.Generator {
	case Docusaurus:
		d.Types = []string{"note", "tip", "info", "warning", "danger", "important", "caution"}
		d.other = append([]string{"secondary", "success"}, c.types...)
		d.Tight = true
	case VitePress:
		d.Types = []string{"info", "tip", "warning", "danger"}
		d.other = []string{"details", "raw", "code-group", "v-pre", "note", "important", "caution"}
		d.Alerts = []string{"note", "tip", "important", "warning", "caution", "info", "danger"}
	case Starlight:
		d.Types = []string{"note", "tip", "caution", "danger"}
		d.Tight = true
	case Astro:
		return &Dialect{Types: usualTypes, said: c.names}
	case Unknown, Plain:
		return &Dialect{Types: usualTypes, Alerts: []string{"note", "tip", "important", "warning", "caution"}}
	case Hugo, Jekyll, MkDocs: // containers are text to them, and what alerts become is the theme's matter
		return &Dialect{}
	}
	if c.hidesTypes {
		d.Types = nil
	}
	return d
}

// usualTypes are the types that warn in most generators.
var usualTypes = []string{"warning", "danger", "caution", "important"}

// admonitions reads what the options of a plugin of Docusaurus say of types.
func (d *docusaurus) admonitions(options script.Value) {
	said := options.At("admonitions").Join()
	keywords := said.At("keywords")
	d.types = append(d.types, keywords.Strs()...)
	d.hidesTypes = d.hidesTypes || said.IsFalse() || isUnclear(said) && !said.IsTrue() || said.Open || isPartial(keywords)
	for _, key := range []string{"beforeDefaultRemarkPlugins", "remarkPlugins"} {
		d.addsTypes = d.addsTypes || isFilled(options.At(key))
	}
}

// isFilled reports whether a list that is set has or may have anything in it.
func isFilled(list script.Value) bool { return isPartial(list) || len(list.Items) > 0 }

// markdown reads what the configuration says of the Markdown that has types of its own.
func (v *vitepress) markdown(config script.Value) {
	said := config.At("markdown").Join()
	v.addsTypes = config.Open || isUnclear(said) || said.Open || said.Has("config") || said.Has("preConfig") ||
		said.Has("customContainers") || config.Has("extends")
}

// asides reads what the configuration of Starlight says of plugins that know types of their own.
func (a *astro) asides(config, starlight script.Value) {
	said := config.At("markdown").Join()
	a.addsTypes = config.Open || isUnclear(said) || said.Open || said.Has("processor") ||
		isFilled(said.At("remarkPlugins")) || starlight.Kind != script.Table || isFilled(starlight.At("plugins"))
	list := config.At("integrations")
	a.addsTypes = a.addsTypes || isPartial(list)
	for _, integration := range list.Items {
		name := strings.ToLower(integration.Text)
		a.addsTypes = a.addsTypes || integration.Text != a.starlight && !strings.Contains(name, "sitemap") && !strings.Contains(name, "mdx")
	}
}
