package links

import (
	"path"
	"regexp"
	"strings"
	"unicode"

	"github.com/kblint/kblint/internal/article"
)

// longestName is the length in bytes above which a text is no file's name.
const longestName = 100

// machineName is what cameras, phones and programs call a picture: IMG_2033, screenshot-2, image1.
var machineName = regexp.MustCompile(`(?i)^(?:img|image|dsc[nf]?|pxl|mvimg|pict|scan|photo|picture|screen[ -]?shot|screencapture|snipaste|cleanshot|tangkapan[ -]layar|whatsapp[ -]image|gambar|foto|unnamed|untitled)` +
	`(?:[-_]?\(?\d[-_\d.() ]*| \(\d+\)| (?:from )?\d{4}-\d\d-\d\d.*)$`)

// isNameOfFile reports whether an alt text is but the name of a file.
func isNameOfFile(alt string, l *article.Link) bool {
	alt = strings.TrimSpace(alt)
	if len(alt) > longestName {
		return false
	}
	stem, hasExtension := cutExtension(alt)
	if hasExtension && !strings.ContainsFunc(alt, unicode.IsSpace) {
		return true
	}
	if strings.ContainsAny(stem, "0123456789") && machineName.MatchString(stem) {
		return true
	}
	// A name of one word, or of two with a hyphen, may be what the picture shows: "snes", "wi-fi".
	if !hasExtension && !strings.Contains(alt, "_") && strings.Count(alt, "-") < 3 {
		return false
	}
	name, ok := l.Path()
	if l.Syntax == article.HTMLLink || !ok { // of another host
		name = l.URL
	}
	own, _ := cutExtension(path.Base(name))
	return strings.EqualFold(own, stem) && (hasExtension || !strings.ContainsFunc(alt, unicode.IsSpace))
}

var imageExtensions = map[string]bool{
	".png": true, ".jpg": true, ".jpeg": true, ".gif": true, ".svg": true, ".webp": true, ".avif": true, ".bmp": true, ".heic": true, ".tiff": true,
}

func cutExtension(name string) (stem string, ok bool) {
	ext := path.Ext(name)
	if ext == name || !imageExtensions[strings.ToLower(ext)] {
		return name, false
	}
	return strings.TrimSuffix(name, ext), true
}

// ornaments are the words in an image's path by which it is known to say nothing of its own.
var ornaments = map[string]bool{
	"icon": true, "icons": true, "ikon": true, "emoji": true, "emojis": true, "arrow": true, "arrows": true,
	"bullet": true, "spacer": true, "divider": true, "separator": true, "badge": true, "badges": true,
}

// badgeHosts draw the state of a project.
var badgeHosts = []string{"shields.io", "badgen.net", "badge.fury.io", "travis-ci.org", "travis-ci.com", "codecov.io", "coveralls.io"}

// isOrnament reports whether an image is an icon or a badge, by its address.
func isOrnament(l *article.Link) bool {
	if strings.HasPrefix(l.URL, "data:") {
		return false
	}
	if isAmong(addressOf(l.URL).host, badgeHosts) {
		return true
	}
	url, _, _ := strings.Cut(l.URL, "?")
	for word := range strings.FieldsFuncSeq(strings.ToLower(url), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if ornaments[word] {
			return true
		}
	}
	return false
}
