package linkcheck

import (
	"bytes"
	"errors"
	"io"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
)

const (
	// glance is how many bytes of a page show whether it says that it was not found.
	glance = 64 << 10
	// whole is how many bytes of a page are searched for anchors.
	whole = 2 << 20
	// shortPage is the text in bytes that a page has at most that says nothing of its own: without
	// scripts and styles, with menus.
	shortPage = 2000
	// maxTag bounds the memory for one tag or text.
	maxTag = 1 << 20
)

// page is what is known of an HTML page.
type page struct {
	title, heading string          // texts of the title and the first heading
	noIndex        bool            // search engines are told to leave it out
	text           int             // bytes of visible text, as far as it was read
	ids            map[string]bool // nil unless they were asked for
	anchored       int             // ids of headings, and of links that are there to be led to
	asksPassword   bool            // it is a door
	complete       bool            // it was read to its end
}

// readPage reads a page to its end or to a limit, for its ids too if they are wanted. A page that breaks
// off is what has come of it.
func readPage(r io.Reader, contentType string, wantIDs bool) *page {
	limit := int64(glance)
	p := &page{}
	if wantIDs {
		limit, p.ids = whole, map[string]bool{}
	}
	limited := &io.LimitedReader{R: r, N: limit}
	decoded, err := charset.NewReader(limited, contentType)
	if err != nil {
		return p // nothing has come
	}
	s := scanner{page: p, tokens: html.NewTokenizer(decoded)}
	s.tokens.SetMaxBuf(maxTag)
	for s.next() {
	}
	p.complete = errors.Is(s.tokens.Err(), io.EOF) && limited.N > 0
	return p
}

// scanner walks through the tokens of a page.
type scanner struct {
	*page
	tokens   *html.Tokenizer
	skipping atom.Atom // the element whose text nobody sees
	into     *string   // where text is gathered, nil for nowhere
	until    atom.Atom // the element whose end ends that
}

func (s *scanner) next() bool {
	switch s.tokens.Next() {
	case html.ErrorToken:
		return false
	case html.TextToken:
		s.words(s.tokens.Text())
	case html.StartTagToken, html.SelfClosingTagToken:
		s.open()
	case html.EndTagToken:
		name, _ := s.tokens.TagName()
		tag := atom.Lookup(name)
		if tag == s.skipping {
			s.skipping = 0
		}
		if tag == s.until {
			s.into, s.until = nil, 0
		}
	case html.CommentToken, html.DoctypeToken:
	}
	return true
}

func (s *scanner) words(text []byte) {
	if s.skipping != 0 {
		return
	}
	text = bytes.TrimSpace(text)
	if s.into != nil && len(*s.into) < 500 {
		*s.into += " " + string(text)
	}
	if s.until != atom.Title {
		s.text += len(text)
	}
}

func (s *scanner) open() {
	name, more := s.tokens.TagName()
	tag := atom.Lookup(name)
	switch tag {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg:
		s.skipping = tag
	case atom.Title:
		if s.title == "" && s.skipping == 0 {
			s.into, s.until = &s.title, tag
		}
	case atom.H1:
		if s.heading == "" {
			s.into, s.until = &s.heading, tag
		}
	default:
	}
	if more {
		s.attributes(tag)
	}
}

// attributes takes the anchors from a tag, and whether it keeps search engines away.
func (s *scanner) attributes(tag atom.Atom) {
	var called, content string
	for more := true; more; {
		var key, value []byte
		key, value, more = s.tokens.TagAttr()
		switch string(key) {
		case "id":
			s.anchor(tag, value)
		case "name":
			called = strings.ToLower(string(value))
			if tag == atom.A {
				s.anchor(tag, value)
			}
		case "content":
			content = strings.ToLower(string(value))
		case "type":
			s.asksPassword = s.asksPassword || tag == atom.Input && strings.EqualFold(string(value), "password")
		default:
		}
	}
	if tag == atom.Meta && (called == "robots" || called == "googlebot") && strings.Contains(content, "noindex") {
		s.noIndex = true
	}
}

func (s *scanner) anchor(tag atom.Atom, id []byte) {
	if s.ids == nil || len(id) == 0 {
		return
	}
	s.ids[string(id)] = true
	if decoded, err := url.PathUnescape(string(id)); err == nil {
		s.ids[decoded] = true
	}
	switch tag {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Dt, atom.Section:
		s.anchored += 3
	case atom.A:
		s.anchored++
	default:
	}
}

// lost are those of some fragments that a page has no anchor for; none where it was not read whole, or
// may be made by a script.
func (p *page) lost(fragments []string) []string {
	const few = 3 // of what may as well be there to skip the menu
	if p == nil || !p.complete || p.anchored < few {
		return nil
	}
	var lost []string
	for _, f := range fragments {
		if !p.ids[f] && !p.ids["user-content-"+f] {
			lost = append(lost, f)
		}
	}
	return lost
}

// separators part the name of a page from that of its site.
var separators = strings.NewReplacer(" | ", "\n", " - ", "\n", " – ", "\n", " — ", "\n", " · ", "\n", " • ", "\n", " :: ", "\n", " » ", "\n", " « ", "\n", " / ", "\n")

// signs tells whether the title or heading of a page says that another was not found, and whether the page
// says nothing else. An article about such pages has a title like them, but also a text, and wants to be
// found by search engines.
func (t *table) signs(p *page) (said, empty bool) {
	said = t.saysMissing(p.title) || t.saysMissing(p.heading)
	return said, p.noIndex || p.complete && p.text < shortPage
}

// saysMissing reports whether a title, or the part of it that is not the site's name, says that a page
// was not found.
func (t *table) saysMissing(title string) bool {
	parts := strings.Split(separators.Replace(strings.Join(strings.Fields(title), " ")), "\n")
	const maxParts = 3 // the page, the section and the site
	if len(parts) > maxParts {
		return false
	}
	return slices.ContainsFunc(parts, t.isMissing)
}

// interjections are what pages for errors begin with.
var interjections = map[string]bool{
	"404": true, "error": true, "errors": true, "http": true, "status": true, "code": true, "oops": true, "ooops": true,
	"whoops": true, "ups": true, "uh": true, "oh": true, "no": true, "sorry": true, "maaf": true, "hmm": true, "we're": true,
	"we’re": true, "kesalahan": true, "galat": true, "fehler": true, "erreur": true, "erro": true, "errore": true,
	"1": true, // Google's "Error 404 (Not Found)!!1"
}

func (t *table) isMissing(text string) bool {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' && !unicode.IsMark(r)
	})
	numbered := false
	for len(words) > 0 && interjections[words[0]] {
		numbered = numbered || words[0] == "404"
		words = words[1:]
	}
	for len(words) > 0 && (words[len(words)-1] == "404" || words[len(words)-1] == "error" || words[len(words)-1] == "1") {
		numbered = numbered || words[len(words)-1] == "404"
		words = words[:len(words)-1]
	}
	phrase := strings.Join(words, " ")
	if phrase == "" {
		return numbered
	}
	return utf8.RuneCountInString(phrase) > 2 && t.missing[phrase]
}

// hintsAtErrors reports whether an address itself speaks of pages that are not found, so that a page
// there may well do so, too.
func hintsAtErrors(u *url.URL) bool {
	path := strings.ToLower(u.Path)
	for _, word := range []string{"404", "not-found", "notfound", "not_found", "not found", "tidak-ditemukan", "error"} {
		if strings.Contains(path, word) {
			return true
		}
	}
	return false
}
