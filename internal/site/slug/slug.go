// Package slug makes the ids of headings as site generators do. What it makes is held against what their
// own libraries make, in testdata.
package slug

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// Scheme is a way to make ids.
type Scheme uint8

// The schemes.
const (
	GitHub         Scheme = iota + 1 // github.com, and Astro: github-slugger
	Docusaurus                       // the same, but for the alternative texts of images
	VitePress                        // @mdit-vue/shared
	Hugo                             // autoHeadingIDType github
	HugoRaw                          // the same before version 0.146, which took the source of headings
	HugoASCII                        // autoHeadingIDType github-ascii
	Blackfriday                      // autoHeadingIDType blackfriday
	KramdownGFM                      // Jekyll
	Kramdown                         // Jekyll with the input "kramdown"
	PythonMarkdown                   // MkDocs
)

// Heading is what an id is made of.
type Heading struct {
	Text  string // as readers see it, without images
	Alt   string // the same with the alternative texts of images
	Smart string // Text with the dashes that typographers make of hyphens
	Outer string // Alt with such dashes, and of each inline element its first part only: what Hugo sees
	Raw   string // as it is written
}

// IDs hands out the ids of one page.
type IDs struct {
	scheme Scheme
	counts map[string]int // how often an id was wanted again
}

// New starts a page.
func New(s Scheme) *IDs { return &IDs{scheme: s, counts: map[string]int{}} }

// Reserve notes an id that an author gave.
func (ids *IDs) Reserve(id string) { ids.counts[id] += 0 }

// Of is the id of the next heading; "" if it has none.
func (ids *IDs) Of(h Heading) string {
	switch ids.scheme {
	case GitHub:
		return ids.free(github(h.Text, true))
	case Docusaurus:
		return ids.free(github(h.Alt, true))
	case VitePress:
		return ids.free(vitePress(h))
	case Hugo, HugoASCII, Blackfriday, HugoRaw:
		return ids.hugo(h)
	case KramdownGFM:
		return ids.counted(github(h.Smart, false))
	case Kramdown:
		return ids.counted(kramdown(h.Raw))
	case PythonMarkdown:
		return ids.python(pythonMarkdown(h.Text))
	default:
		return ""
	}
}

// free is an id that no heading before has: itself, or with the first number that makes it so.
func (ids *IDs) free(id string) string {
	again, taken := ids.counts[id]
	if !taken {
		ids.counts[id] = 0
		return id
	}
	for {
		again++
		numbered := id + "-" + strconv.Itoa(again)
		if _, taken := ids.counts[numbered]; !taken {
			ids.counts[id], ids.counts[numbered] = again, 0
			return numbered
		}
	}
}

// counted is an id with a number that counts how often the same was wanted before, whatever else has it.
func (ids *IDs) counted(id string) string {
	again, taken := ids.counts[id]
	if !taken {
		ids.counts[id] = 0
		return id
	}
	ids.counts[id] = again + 1
	return id + "-" + strconv.Itoa(again+1)
}

// github keeps letters, marks, digits, letter-like numbers, and what joins words; blanks become hyphens.
// Tabs are dropped by github-slugger, and are blanks for kramdown.
func github(text string, dropTabs bool) string {
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range lower(text) {
		switch {
		case r == ' ' || r == '\t' && !dropTabs:
			b.WriteByte('-')
		case r == '-' || r == '_', 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			b.WriteByte(byte(r))
		case r < 0x80:
		case unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Nl, unicode.Pc, unicode.Other_Alphabetic):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// lower is a text in lower case, as languages of the web have it: one letter may become two.
func lower(text string) string {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return cases.Lower(language.Und).String(text)
		}
	}
	return strings.ToLower(text)
}

// linkified is what Hugo makes links of, which it leaves out.
var linkified = regexp.MustCompile(`(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+`)

func (ids *IDs) hugo(h Heading) string {
	text := h.Outer
	if strings.ContainsAny(text, "@/") || strings.Contains(text, "www.") {
		text = linkified.ReplaceAllLiteralString(text, "")
	}
	if ids.scheme == HugoRaw {
		text = h.Raw
	}
	if text == "" {
		return ""
	}
	var id string
	switch ids.scheme {
	case Blackfriday:
		id = blackfriday(text)
	case HugoASCII:
		id = hugo(withoutMarks(text), true)
	default:
		id = hugo(text, false)
	}
	if id == "" {
		id = "heading"
	}
	return ids.free(id)
}

// hugo is sanitizeAnchorName of markup/goldmark/autoid.go.
func hugo(text string, asciiOnly bool) string {
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range strings.TrimSpace(text) {
		switch {
		case asciiOnly && r >= 0x80:
		case r == '-' || r == ' ':
			b.WriteByte('-')
		case r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// withoutMarks takes accents off letters.
func withoutMarks(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(text))
}

// blackfriday is SanitizedAnchorName of github.com/russross/blackfriday.
func blackfriday(text string) string {
	var b strings.Builder
	dash := false
	for _, r := range text {
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			dash = true
			continue
		}
		if dash && b.Len() > 0 {
			b.WriteByte('-')
		}
		dash = false
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// kramdown is basic_generate_id of kramdown's converters.
func kramdown(raw string) string {
	raw = strings.TrimLeftFunc(raw, func(r rune) bool { return !isASCIILetter(r) })
	id := strings.Map(func(r rune) rune {
		switch {
		case isASCIILetter(r), '0' <= r && r <= '9', r == '-':
			return unicode.ToLower(r)
		case r == ' ':
			return '-'
		default:
			return -1
		}
	}, raw)
	if id == "" {
		return "section"
	}
	return id
}

func isASCIILetter(r rune) bool { return 'a' <= r|0x20 && r|0x20 <= 'z' }

// special are the characters that VitePress makes hyphens of.
var special = regexp.MustCompile("[\\s\u00a0~`!@#$%^&*()\\-_+=\\[\\]{}|\\\\;:\"'“”‘’<>,.?/]+")

// entity is one in the source of a heading, which VitePress does not resolve.
var entity = regexp.MustCompile(`&\w+;`)

// vitePress is slugify of @mdit-vue/shared.
func vitePress(h Heading) string {
	text := h.Text
	if entity.MatchString(h.Raw) && !strings.ContainsAny(h.Raw, "*_`[<\\") {
		text = h.Raw
	}
	text = strings.Map(func(r rune) rune {
		if r < 0x20 || 0x300 <= r && r <= 0x36F {
			return -1
		}
		return r
	}, norm.NFKD.String(text))
	text = strings.Trim(special.ReplaceAllLiteralString(text, "-"), "-")
	if text != "" && '0' <= text[0] && text[0] <= '9' {
		text = "_" + text
	}
	return lower(text)
}

// pythonMarkdown is slugify of markdown.extensions.toc.
func pythonMarkdown(text string) string {
	text = strings.TrimSpace(strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || '\t' <= r && r <= '\r' || r == '_' || isASCIILetter(r) || '0' <= r && r <= '9' {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKD.String(text)))
	var b strings.Builder
	b.Grow(len(text))
	joined := false
	for i := range len(text) {
		if c := text[i]; c > ' ' && c != '-' {
			b.WriteByte(c)
			joined = false
		} else if !joined {
			b.WriteByte('-')
			joined = true
		}
	}
	return b.String()
}

// numbered parts an id of python-markdown from the number behind it.
var numbered = regexp.MustCompile(`^(.*)_(\d+)$`)

// python is an id that no heading before has. One that ends in a number is counted on.
func (ids *IDs) python(id string) string {
	for {
		if _, taken := ids.counts[id]; !taken && id != "" {
			ids.counts[id] = 0
			return id
		}
		m := numbered.FindStringSubmatch(id)
		if m == nil {
			id += "_1"
			continue
		}
		n, err := strconv.Atoi(m[2])
		if err != nil { // longer than any count
			n = 0
		}
		id = m[1] + "_" + strconv.Itoa(n+1)
	}
}
