package config

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/kblint/kblint/internal/site"
)

func (d *decoder) site(n *yaml.Node, c *Config) {
	known := []string{"generator", "base-url", "static", "roots"}
	d.keys(n, "site", known, func(key, value *yaml.Node) {
		switch key.Value {
		case "generator":
			c.nodes.generator, c.Site.Generator = key, d.generator(value)
		case "base-url":
			c.nodes.baseURL, c.Site.BaseURL = key, d.baseURL(value)
		case "static":
			c.nodes.static, c.Site.Static = key, d.folders(value, key.Value)
		case "roots":
			c.nodes.roots, c.Site.Roots = key, d.folders(value, key.Value)
		}
	})
}

func (d *decoder) generator(n *yaml.Node) string {
	if !isText(n) {
		d.wrongType(n, "\"%s\" must be a text, not %s", "generator")
		return ""
	}
	if !slices.Contains(site.Generators(), n.Value) {
		d.unknown(n, "unknown generator \"%s\"; did you mean \"%s\"?", "unknown generator \"%s\"; known are %s", site.Generators())
	}
	return n.Value
}

// IsBaseURL reports whether a text is the address of a site in full, as "base-url" wants it.
func IsBaseURL(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && !strings.ContainsAny(text, "?#")
}

func (d *decoder) baseURL(n *yaml.Node) string {
	if !isText(n) {
		d.wrongType(n, "\"%s\" must be a text, not %s", "base-url")
		return ""
	}
	if !IsBaseURL(n.Value) {
		d.report(n, "\"%s\" is not the address of a site; write it in full, such as \"%s\"", n.Value, "https://help.example.com/")
	}
	return n.Value
}

// folders reads a list of folders below that of the file.
func (d *decoder) folders(n *yaml.Node, name string) []string {
	texts := d.texts(n, name)
	folders := make([]string, 0, len(texts))
	for _, t := range texts {
		folder := path.Clean(t.string)
		switch {
		case strings.Contains(folder, "\\"):
			d.report(t.node, "\"%s\" has a backslash between folders; did you mean \"%s\"?", t.string, strings.ReplaceAll(t.string, "\\", "/"))
		case t.string == "" || path.IsAbs(folder) || folder == ".." || strings.HasPrefix(folder, "../"):
			d.report(t.node, "\"%s\" is not a folder below that of the configuration file; write it relative to that", t.string)
		}
		folders = append(folders, folder)
	}
	return folders
}
