package site

import (
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// permalinkToken is a colon with a name, and a slice of a list in brackets.
var permalinkToken = regexp.MustCompile(`:\w+(\[.+?\])?`)

// expand fills a permalink pattern in (resources/page/permalinks.go). Colons behind a backslash stay.
func (h *hugo) expand(pattern string, p *Page, at hugoPath) string {
	const escaped = "\x00"
	pattern = strings.ReplaceAll(pattern, `\:`, escaped)
	pattern = permalinkToken.ReplaceAllStringFunc(pattern, func(token string) string {
		return h.token(token[1:], p, at)
	})
	// Hugo unescapes the outcome as it would the query of a URL, in which a plus is a blank.
	return strings.ReplaceAll(strings.ReplaceAll(pattern, escaped, ":"), "+", " ")
}

func (h *hugo) token(name string, p *Page, at hugoPath) string {
	bare, slice, _ := strings.Cut(name, "[")
	switch bare {
	case "section":
		return h.sectionOf(at)
	case "sections":
		return path.Join(sliced(h.sectionsOf(at), slice)...)
	case "sectionslug":
		return strings.Join(h.sectionSlugs(at)[:min(1, len(h.sectionSlugs(at)))], "/")
	case "sectionslugs":
		return path.Join(sliced(h.sectionSlugs(at), slice)...)
	case "title":
		return h.sanitized(p.Source.Title)
	case "slug":
		return h.sanitized(h.slugOr(p, p.Source.Title))
	case "filename", "contentbasename":
		return h.sanitized(h.nameOf(at))
	case "slugorfilename", "slugorcontentbasename":
		return h.sanitized(h.slugOr(p, h.nameOf(at)))
	default:
		return h.dateToken(bare, p)
	}
}

// nameOf is the name of an article: of a bundle that of its folder.
func (h *hugo) nameOf(at hugoPath) string {
	switch at.base {
	case "index":
		return path.Base(at.dir)
	case "_index":
		return ""
	default:
		return at.base
	}
}

func (h *hugo) dateToken(name string, p *Page) string {
	day := p.Source.date("date", "publishdate", "pubdate", "published", "lastmod", "modified")
	t := time.Date(day.Year, time.Month(day.Month), day.Day, 0, 0, 0, 0, time.UTC)
	if day.IsZero() {
		t = time.Time{}
	}
	switch name {
	case "year":
		return strconv.Itoa(t.Year())
	case "month":
		return fmt.Sprintf("%02d", int(t.Month()))
	case "monthname":
		return t.Month().String()
	case "day":
		return fmt.Sprintf("%02d", t.Day())
	case "weekday":
		return strconv.Itoa(int(t.Weekday()))
	case "weekdayname":
		return t.Weekday().String()
	case "yearday":
		return strconv.Itoa(t.YearDay())
	default:
		return t.Format(name)
	}
}

// sectionsOf are the folders of the section that an article is in: all up to the last that has an index,
// the first in any case.
func (h *hugo) sectionsOf(at hugoPath) []string {
	dir := at.dir
	if at.base == "index" {
		dir = path.Dir(dir)
	}
	folders := strings.FieldsFunc(h.normal(dir), func(r rune) bool { return r == '/' })
	for deepest := dir; deepest != "/" && deepest != "."; deepest = path.Dir(deepest) {
		if h.sections[at.language+deepest] != nil || path.Dir(deepest) == "/" {
			return folders[:strings.Count(deepest, "/")]
		}
	}
	return nil
}

// sectionSlugs are the slugs, or else the titles, of the sections that an article is in.
func (h *hugo) sectionSlugs(at hugoPath) []string {
	folders := h.sectionsOf(at)
	out := make([]string, len(folders))
	names := strings.Split(at.dir, "/")
	for i := range folders {
		out[i] = folders[i]
		if p := h.sections[at.language+strings.Join(names[:i+2], "/")]; p != nil {
			if own := h.slugOr(p, p.Source.Title); own != "" {
				out[i] = h.sanitized(own)
			}
		}
	}
	return out
}

// sliced takes a part of a list, by what stands behind the bracket: "1:]", "last]", ":last]".
func sliced(list []string, slice string) []string {
	slice = strings.ToLower(strings.TrimSuffix(slice, "]"))
	if slice == "" {
		return list
	}
	index := func(s string, usual int) int {
		switch n, err := strconv.Atoi(s); {
		case s == "":
			return usual
		case s == "last":
			return len(list) - 1
		case err != nil || n < 0:
			return 0
		default:
			return n
		}
	}
	low, high, isRange := strings.Cut(slice, ":")
	from := index(low, 0)
	if from < 0 || from >= len(list) {
		return nil
	}
	if !isRange {
		return list[from : from+1]
	}
	to := min(index(high, len(list)), len(list))
	if to < from {
		return nil
	}
	return list[from:to]
}
