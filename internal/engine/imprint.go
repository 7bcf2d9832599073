package engine

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/secret"
)

// Imprint is what tells a finding from the others of its rule and article when a later run finds it
// again. It knows neither lines, which move with what is inserted above, nor messages, which change
// with the language and the figures in them.
type Imprint struct {
	// Section is the heading above the finding, "" in front matter and before the first heading.
	Section string
	// Text is what the finding points at, with white space folded. A short text has words around it,
	// one in front matter the key before it.
	Text string
}

const (
	// telling is how many bytes a flagged text must have to tell its finding from others. A shorter
	// one ("4.", an empty span) is told by what stands around it on its line.
	telling = 16
	// around is how many bytes on either side of a short text are looked at. The rest of a long line
	// may be edited without touching the finding.
	around = 24
	// maxImprint is how many characters of a text or a heading are kept. Findings that are alike so far
	// are counted by whoever compares them.
	maxImprint = 80
)

// landmarks are the places in an article that imprints need: what is left of it once its memory is
// used for the next one.
type landmarks struct {
	list []landmark // in source order
	body int        // where the front matter ends
}

// landmark is a key of the front matter or a heading of the body.
type landmark struct {
	start int
	name  string
}

func landmarksOf(a *article.Article) landmarks {
	m := landmarks{body: a.Body.Start, list: make([]landmark, 0, len(a.Headings())+8)}
	if root := a.FrontMatter.Root; root != nil {
		m.keys("", root)
	}
	for _, h := range a.Headings() {
		if h.Quote == nil {
			m.list = append(m.list, landmark{h.Span.Start, fold([]byte(h.Title), nil, nil)})
		}
	}
	return m
}

// keys notes the keys of a map and of the maps in it, but for those that a reference brings in, whose
// places are elsewhere.
func (m *landmarks) keys(prefix string, v *article.Value) {
	for i := range v.Entries {
		e := &v.Entries[i]
		name := prefix + e.Key
		m.list = append(m.list, landmark{e.KeySpan.Start, fold([]byte(name), nil, nil)})
		if e.Value != nil && !e.Value.Alias {
			m.keys(name+".", e.Value)
		}
	}
}

// above is the name of the last landmark at or before an offset, of the front matter's or of the body's.
func (m *landmarks) above(offset int) string {
	i, exact := slices.BinarySearchFunc(m.list, offset, func(l landmark, offset int) int { return l.start - offset })
	if !exact {
		i--
	}
	if i < 0 || offset >= m.body && m.list[i].start < m.body {
		return ""
	}
	return m.list[i].name
}

// imprint is that of a finding in an article with the text src.
func (m *landmarks) imprint(src []byte, f *Finding) Imprint {
	at := f.Span
	if at.IsZero() || at.Start < 0 || at.Start > at.End || at.End > len(src) {
		return Imprint{Text: argument(f)}
	}
	if at.Start < m.body {
		return Imprint{Text: m.keyed(src, f)}
	}
	text := fold(at.Text(src), nil, nil)
	if len(text) < telling {
		text = fold(at.Text(src), before(src, at.Start), behind(src, at.End))
	}
	return Imprint{Section: m.above(at.Start), Text: text}
}

// keyed is the text of a finding in front matter: with the key before it, so that two empty values are
// told apart. What points at the block as a whole is told by what the message names.
func (m *landmarks) keyed(src []byte, f *Finding) string {
	text, key := fold(f.Span.Text(src), nil, nil), m.above(f.Span.Start)
	switch {
	case key == "" && strings.IndexFunc(text, isTelling) < 0:
		return argument(f)
	case key == "" || strings.HasPrefix(text, key):
		return text
	default:
		return strings.TrimSpace(key + ": " + text)
	}
}

func isTelling(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// argument is what the message of a finding without a place of its own names last, such as the key
// that is missing. Names with figures in them may be counts or dates, and that of the article's folder
// goes when the article moves.
func argument(f *Finding) string {
	for _, arg := range slices.Backward(f.Message.Args) {
		name, ok := arg.(string)
		if ok && strings.IndexFunc(name, unicode.IsDigit) < 0 && !strings.Contains("/"+f.Path, "/"+name+"/") {
			return fold(secret.Hidden([]byte(name)), nil, nil)
		}
	}
	return ""
}

// before is the end of the line's part before an offset: all of it, or the whole words in its last bytes.
func before(src []byte, offset int) []byte {
	from := max(0, offset-around)
	part := src[from:offset]
	if i := bytes.LastIndexAny(part, lineEnds); i >= 0 {
		return part[i+1:]
	}
	if from == 0 || strings.IndexByte(lineEnds, src[from-1]) >= 0 {
		return part
	}
	if i := bytes.IndexByte(part, ' '); i >= 0 {
		return part[i:]
	}
	for len(part) > 0 && !utf8.RuneStart(part[0]) {
		part = part[1:]
	}
	return part
}

// behind is the beginning of the line's part from an offset on, cut likewise.
func behind(src []byte, offset int) []byte {
	to := min(len(src), offset+around)
	part := src[offset:to]
	if i := bytes.IndexAny(part, lineEnds); i >= 0 {
		return part[:i]
	}
	if to == len(src) || strings.IndexByte(lineEnds, src[to]) >= 0 {
		return part
	}
	if i := bytes.LastIndexByte(part, ' '); i >= 0 {
		return part[:i]
	}
	for len(part) > 0 && !utf8.RuneStart(src[offset+len(part)]) {
		part = part[:len(part)-1]
	}
	return part
}

const lineEnds = "\r\n"

// fold joins three texts and folds their white space, so that another indentation, wrapping or line end
// changes nothing. What is too long is cut.
func fold(text, before, behind []byte) string {
	var b strings.Builder
	b.Grow(min(len(before)+len(text)+len(behind), maxImprint+maxImprint/4))
	f := folder{out: &b}
	f.add(before)
	f.add(text)
	f.add(behind)
	return b.String()
}

// folder folds white space.
type folder struct {
	out   *strings.Builder
	chars int
	space bool // white space is pending
}

func (f *folder) add(text []byte) {
	for len(text) > 0 && f.chars < maxImprint {
		r, size := utf8.DecodeRune(text)
		text = text[size:]
		if unicode.IsSpace(r) || r == '\ufeff' {
			f.space = f.chars > 0
			continue
		}
		if f.space {
			f.out.WriteByte(' ')
			f.chars, f.space = f.chars+1, false
		}
		f.out.WriteRune(r) // what is no UTF-8 becomes U+FFFD
		f.chars++
	}
}

// imprint gives imprints to the findings that have none yet. They end up in files, so there are no passwords
// in them.
func (l *linted) imprint(src []byte) {
	if len(l.findings) == 0 {
		return
	}
	src = secret.Hidden(src)
	for i := range l.findings {
		if f := &l.findings[i]; f.Imprint == (Imprint{}) {
			f.Imprint = l.landmarks.imprint(src, f)
		}
	}
}

// imprint reads the articles again that corpus rules or the audit have found something in. One that cannot be
// read any more tells nothing; the report complains of it.
func (r *run) imprint() {
	queue := make(chan *linted)
	var workers sync.WaitGroup
	for range r.Workers {
		workers.Go(func() {
			for l := range queue {
				src, err := l.source.read()
				if err != nil {
					src = nil
				}
				l.imprint(src)
			}
		})
	}
	for _, l := range slices.AppendSeq(slices.Clone(r.results), maps.Values(r.gone)) {
		if slices.ContainsFunc(l.findings, func(f Finding) bool { return f.Imprint == (Imprint{}) }) {
			queue <- l
		}
	}
	close(queue)
	workers.Wait()
}
