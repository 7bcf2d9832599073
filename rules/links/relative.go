package links

import (
	"path"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

// relativeLink is a link or image whose destination is a relative path to a file.
type relativeLink struct {
	Span    article.Span `json:"span"`    // of the destination
	Path    string       `json:"path"`    // decoded, without query and fragment
	Written string       `json:"written"` // as the author wrote it
	Image   bool         `json:"image,omitempty"`
}

var relativeLinks = &lint.Facts[[]relativeLink]{
	Name: "links/relative/1",
	Collect: func(a *article.Article) []relativeLink {
		var out []relativeLink
		// The links of a partial are resolved from the articles that include it.
		if a.Role() == article.Partial {
			return nil
		}
		for _, l := range a.Links() {
			out = appendRelative(out, a, &l, false)
		}
		for _, l := range a.Images() {
			out = appendRelative(out, a, &l, true)
		}
		// A definition that several references share is one place to mend.
		slices.SortStableFunc(out, func(x, y relativeLink) int { return x.Span.Start - y.Span.Start })
		return slices.CompactFunc(out, func(x, y relativeLink) bool { return x.Span == y.Span })
	},
}

func appendRelative(out []relativeLink, a *article.Article, l *article.Link, image bool) []relativeLink {
	name, ok := l.Path()
	if !ok || strings.ContainsAny(name[:1], "/@~") || !isFileName(name) || l.Syntax == article.BareURL || l.Syntax == article.AutoLink || isMistaken(l.URL) {
		return out
	}
	written := string(l.Destination.Text(a.Source))
	return append(out, relativeLink{Span: l.Destination, Path: name, Written: written, Image: image})
}

// fileExtensions are those by which a destination is known to name a file and not a page's URL.
var fileExtensions = map[string]bool{
	".md": true, ".markdown": true, ".mdx": true,
	".png": true, ".jpg": true, ".jpeg": true, ".gif": true, ".svg": true, ".webp": true, ".avif": true, ".ico": true, ".bmp": true,
	".mp4": true, ".webm": true, ".mov": true, ".mp3": true, ".ogg": true, ".wav": true,
	".pdf": true, ".zip": true, ".gz": true, ".xz": true, ".7z": true, ".csv": true, ".txt": true,
	".doc": true, ".docx": true, ".xls": true, ".xlsx": true, ".ppt": true, ".pptx": true,
	".json": true, ".yaml": true, ".yml": true, ".toml": true, ".xml": true,
}

func isFileName(name string) bool { return fileExtensions[strings.ToLower(path.Ext(name))] }
