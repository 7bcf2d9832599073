package discover

import (
	"io/fs"
	"path"
	"strings"
)

// generated lists the folders that site generators write below dir, relative to
// it. They are known by the generator's configuration beside them and never by
// name alone: an article may well live in a folder called "build" or "site".
// Outputs whose names begin with a dot are hidden anyway and not listed.
func generated(dir string, entries []fs.DirEntry) []string {
	var outputs []string
	for _, e := range entries {
		switch name := e.Name(); {
		case isHugo(dir, e, entries):
			outputs = append(outputs, "public", "resources/_gen")
		case e.IsDir():
		case name == "_config.yml", name == "_config.yaml": // Jekyll
			outputs = append(outputs, "_site", "vendor/bundle")
		case name == "mkdocs.yml", name == "mkdocs.yaml":
			outputs = append(outputs, siteDir(join(dir, name)))
		case strings.HasPrefix(name, "docusaurus.config."):
			outputs = append(outputs, "build")
		case strings.HasPrefix(name, "astro.config."):
			outputs = append(outputs, "dist")
		}
	}
	return outputs
}

// isHugo tells a configuration of Hugo from the many other files called
// config.toml by the folders that Hugo keeps beside it.
func isHugo(dir string, e fs.DirEntry, beside []fs.DirEntry) bool {
	switch e.Name() {
	case "hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json":
		return !e.IsDir()
	case "config.toml", "config.yaml", "config.yml", "config.json":
		return !e.IsDir() && hasFolder(beside, "content", "themes", "archetypes")
	case "config":
		return e.IsDir() && exists(join(dir, "config/_default"))
	default:
		return false
	}
}

func hasFolder(entries []fs.DirEntry, names ...string) bool {
	for _, e := range entries {
		for _, name := range names {
			if e.IsDir() && e.Name() == name {
				return true
			}
		}
	}
	return false
}

// siteDir is where MkDocs writes to: what a plain top-level line of its
// configuration says, else "site". A place elsewhere comes back as a path that
// matches nothing below the folder.
func siteDir(config string) string {
	const usual = "site"
	src, err := readRegular(config)
	if err != nil {
		return usual
	}
	for line := range strings.Lines(string(src)) {
		if value, ok := strings.CutPrefix(line, "site_dir:"); ok {
			value, _, _ = strings.Cut(value, " #")
			if value = strings.Trim(strings.TrimSpace(value), `"'`); value != "" {
				return path.Clean(value)
			}
		}
	}
	return usual
}

// inherited is what remains of the outputs below a folder on entering one of
// its folders: "resources/_gen" is "_gen" within "resources".
func inherited(outputs []string, name string) []string {
	var inner []string
	for _, output := range outputs {
		if rest, ok := strings.CutPrefix(output, name+"/"); ok {
			inner = append(inner, rest)
		}
	}
	return inner
}
