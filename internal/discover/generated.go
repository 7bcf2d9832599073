package discover

import (
	"io/fs"
	"path"
	"strings"

	"github.com/kblint/kblint/internal/disk"
	"github.com/kblint/kblint/internal/site"
)

// generated lists the folders that the site generators of dir write below it,
// relative to it. They are known by the generator's configuration beside them and never by
// name alone: an article may well live in a folder called "build" or "site".
// Outputs whose names begin with a dot are hidden anyway and not listed.
func generated(d disk.Disk, dir string, entries []fs.DirEntry, generators []site.Generator) []string {
	var outputs []string
	for _, g := range generators {
		switch g {
		case site.Hugo:
			outputs = append(outputs, "public", "resources/_gen")
		case site.Jekyll:
			outputs = append(outputs, "_site", "vendor/bundle")
		case site.MkDocs:
			outputs = append(outputs, siteDir(d, dir, entries))
		case site.Docusaurus:
			outputs = append(outputs, "build")
		case site.Astro, site.Starlight:
			outputs = append(outputs, "dist")
		default:
		}
	}
	return outputs
}

// siteDir is where MkDocs writes to: what a plain top-level line of its
// configuration says, else "site". A place elsewhere comes back as a path that
// matches nothing below the folder.
func siteDir(d disk.Disk, dir string, entries []fs.DirEntry) string {
	const usual = "site"
	for _, e := range entries {
		if e.Name() != "mkdocs.yml" && e.Name() != "mkdocs.yaml" {
			continue
		}
		src, err := readRegular(d, join(dir, e.Name()))
		if err != nil {
			continue
		}
		for line := range strings.Lines(string(src)) {
			if value, ok := strings.CutPrefix(line, "site_dir:"); ok {
				value, _, _ = strings.Cut(value, " #")
				if value = strings.Trim(strings.TrimSpace(value), `"'`); value != "" {
					return path.Clean(value)
				}
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
