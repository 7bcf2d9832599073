package site

import (
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/kblint/kblint/internal/article"
)

// placeholder is a colon with a name in a permalink.
var placeholder = regexp.MustCompile(`:[a-z_]+`)

// fill puts what a template names into it, and cleans the path that comes of it.
func fill(template string, fields map[string]string) string {
	if !strings.HasPrefix(template, "/") {
		template = "/" + template
	}
	filled := placeholder.ReplaceAllStringFunc(template, func(token string) string {
		// ":title:output_ext" and ":year-:month" aside, "i_day" and "day" end alike: the longest name counts.
		for name := token[1:]; name != ""; name = name[:len(name)-1] {
			if value, ok := fields[name]; ok {
				return value + token[1+len(name):]
			}
		}
		return token
	})
	isFolder := strings.HasSuffix(filled, "/")
	filled = path.Clean(filled)
	if isFolder && filled != "/" {
		filled += "/"
	}
	return filled
}

func addDay(f map[string]string, day article.Date) {
	t := time.Date(day.Year, time.Month(day.Month), day.Day, 0, 0, 0, 0, time.UTC)
	_, week := t.ISOWeek()
	f["year"], f["month"], f["day"] = fmt.Sprintf("%04d", t.Year()), fmt.Sprintf("%02d", int(t.Month())), fmt.Sprintf("%02d", t.Day())
	f["i_month"], f["i_day"] = strconv.Itoa(int(t.Month())), strconv.Itoa(t.Day())
	f["short_year"], f["y_day"] = fmt.Sprintf("%02d", t.Year()%100), fmt.Sprintf("%03d", t.YearDay())
	f["short_month"], f["long_month"] = t.Month().String()[:3], t.Month().String()
	f["short_day"], f["long_day"] = t.Weekday().String()[:3], t.Weekday().String()
	f["week"], f["w_year"], f["w_day"] = fmt.Sprintf("%02d", week), f["year"], strconv.Itoa((int(t.Weekday())+6)%7+1)
	f["hour"], f["minute"], f["second"] = "00", "00", "00"
}

// jekyllSlug is Utils.slugify: hyphens for what is neither letter nor digit. The pretty mode keeps some signs,
// and letter case.
func jekyllSlug(s string, pretty bool) string {
	var b strings.Builder
	hyphen := false
	for _, r := range s {
		kept := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || pretty && strings.ContainsRune("._~!$&'()+,;=@", r)
		if !kept {
			hyphen = true
			continue
		}
		if hyphen && b.Len() > 0 {
			b.WriteByte('-')
		}
		hyphen = false
		if !pretty {
			r = unicode.ToLower(r)
		}
		b.WriteRune(r)
	}
	return b.String()
}
