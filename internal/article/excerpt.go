package article

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Excerpt is a stretch of an article, reduced to the little HTML that search engines take in the
// answer of a FAQ page: headings, paragraphs, lists, links, line breaks and emphasis. It knows nothing
// of where links lead, and survives JSON.
//
// Tags nest and are closed in their order whatever the article holds, because an excerpt is written by
// an excerptWriter alone and texts are escaped when HTML is made of it: no piece of the article's own
// HTML is ever copied.
type Excerpt []Piece

// PieceKind is what a piece of an excerpt is.
type PieceKind uint8

// The kinds of pieces.
const (
	TextPiece  PieceKind = iota // a text
	OpenPiece                   // an opening tag
	ClosePiece                  // a closing tag
	BreakPiece                  // a line break
)

// Piece is a text or a tag of an excerpt.
type Piece struct {
	Kind PieceKind `json:"kind,omitempty"`
	Text string    `json:"text,omitempty"` // as a reader sees it; of a tag the name of its element
	URL  string    `json:"url,omitempty"`  // of <a>: the destination as it is written, unescaped
}

// escapeText and escapeValue escape what would be markup in a text, and in an attribute's value.
var (
	escapeText  = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	escapeValue = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;")
)

// HTML writes the excerpt as HTML. Resolve gives the address that a destination leads to; where it gives
// "", the text of the link remains.
func (e Excerpt) HTML(resolve func(destination string) string) string {
	var out strings.Builder
	isLink := false
	for _, p := range e {
		switch {
		case p.Kind == TextPiece:
			escapeText.WriteString(&out, p.Text) //nolint:errcheck // a strings.Builder takes all
		case p.Kind == BreakPiece:
			out.WriteString("<br>")
		case p.Text == "a" && p.Kind == OpenPiece:
			address := resolve(p.URL)
			if isLink = address != ""; isLink {
				out.WriteString(`<a href="` + escapeValue.Replace(address) + `">`)
			}
		case p.Kind == OpenPiece:
			out.WriteString("<" + p.Text + ">")
		case p.Text != "a" || isLink:
			out.WriteString("</" + p.Text + ">")
		}
	}
	return out.String()
}

// Text is the excerpt as plain text: paragraphs with a blank line between them, list items on lines of
// their own behind a hyphen or their number.
func (e Excerpt) Text() string {
	w := textWriter{}
	for _, p := range e {
		switch p.Kind {
		case TextPiece:
			w.text(p.Text)
		case BreakPiece:
			w.text("\n" + w.indent())
		case OpenPiece:
			w.open(p.Text)
		case ClosePiece:
			w.shut(p.Text)
		}
	}
	return strings.TrimSpace(w.out.String())
}

// textWriter writes plain text.
type textWriter struct {
	out   strings.Builder
	lines int   // line ends that are due before the next text
	fresh bool  // nothing stands behind the marker of an item yet
	lists []int // of each list around: the number of its last item; -1 for bullets
}

// indent is what stands before a line in the lists around it.
func (w *textWriter) indent() string { return strings.Repeat("  ", len(w.lists)) }

// hardBlank is the blank that keeps the indentation of code in HTML.
const hardBlank = "\u00a0"

func (w *textWriter) text(s string) {
	if w.lines > 0 && w.out.Len() > 0 {
		w.out.WriteString(strings.Repeat("\n", w.lines) + w.indent())
	}
	w.lines, w.fresh = 0, false
	w.out.WriteString(strings.ReplaceAll(s, hardBlank, " "))
}

func (w *textWriter) open(name string) {
	switch {
	case name == "ul":
		w.lists = append(w.lists, -1)
	case name == "ol":
		w.lists = append(w.lists, 0)
	case name == "li" && len(w.lists) > 0:
		w.item()
	case isBlockName(name):
		w.due()
	}
}

// item begins a list item.
func (w *textWriter) item() {
	last := len(w.lists) - 1
	marker := "- "
	if w.lists[last] >= 0 {
		w.lists[last]++
		marker = strconv.Itoa(w.lists[last]) + ". "
	}
	w.lines = max(w.lines, 1)
	w.lists = w.lists[:last] // the marker hangs
	w.text(marker)
	w.lists, w.fresh = w.lists[:last+1], true
}

// due asks for a new paragraph, unless a marker has just begun one. In lists they stand close.
func (w *textWriter) due() {
	switch {
	case w.fresh:
	case len(w.lists) > 0:
		w.lines = max(w.lines, 1)
	default:
		w.lines = max(w.lines, 2)
	}
}

func (w *textWriter) shut(name string) {
	if name == "ul" || name == "ol" {
		w.lists = w.lists[:max(len(w.lists)-1, 0)]
		w.due()
	}
}

// excerptWriter writes an excerpt. It decides alone what is opened and closed, so that whatever it is
// told, its tags are balanced and blocks do not stand in inline elements.
type excerptWriter struct {
	out    Excerpt
	line   []byte   // the text that is not a piece yet
	opened []string // the elements that are open, the outermost first
	blank  bool     // a blank is due before the next text
	inline bool     // the line that is open holds a text
}

// The bounds of how many elements are open at once, since the HTML of articles may nest without end. A
// list leaves room for what stands in it.
const (
	maxOpened      = 64
	maxOpenedLists = maxOpened - 8
)

// isBlockName reports whether an element is a block rather than a part of a line.
func isBlockName(name string) bool { return isLineName(name) || isListName(name) || name == "li" }

// isLineName reports whether an element is a block that holds no others.
func isLineName(name string) bool { return name == "p" || isHeadingName(name) }

func isListName(name string) bool { return name == "ul" || name == "ol" }

func isHeadingName(name string) bool {
	return len(name) == 2 && name[0] == 'h' && '1' <= name[1] && name[1] <= '6'
}

// top is the innermost element that is open, "" for none.
func (w *excerptWriter) top() string {
	if len(w.opened) == 0 {
		return ""
	}
	return w.opened[len(w.opened)-1]
}

// piece adds a tag behind the text that stands before it.
func (w *excerptWriter) piece(p Piece) {
	w.flush()
	w.out = append(w.out, p)
}

func (w *excerptWriter) flush() {
	if len(w.line) > 0 {
		w.out = append(w.out, Piece{Text: string(w.line)})
		w.line = w.line[:0]
	}
}

// block opens a block. A paragraph or heading that is open ends before it.
func (w *excerptWriter) block(name string) {
	w.endLine()
	if name == "li" && w.top() == "li" {
		w.pop()
	}
	switch isItem := name == "li"; {
	case isListName(w.top()) && !isItem:
		w.open("li")
	case isItem && !isListName(w.top()):
		name = "p"
	}
	w.open(name)
}

// open opens a block where one may stand.
func (w *excerptWriter) open(name string) {
	if len(w.opened) < maxOpenedLists || len(w.opened) < maxOpened && !isListName(name) {
		w.opened = append(w.opened, name)
		w.piece(Piece{Kind: OpenPiece, Text: name})
	}
	w.blank, w.inline = false, false
}

// endLine closes all inline elements, and the paragraph or heading around them.
func (w *excerptWriter) endLine() {
	for len(w.opened) > 0 && !isBlockName(w.top()) {
		w.pop()
	}
	if len(w.opened) > 0 && isLineName(w.top()) {
		w.pop()
	}
	w.trim()
	w.blank, w.inline = false, false
}

// element opens an inline element. One that stands in itself does not count.
func (w *excerptWriter) element(name, url string) {
	if slices.Contains(w.opened, name) {
		return
	}
	w.begin()
	if len(w.opened) >= maxOpened {
		return
	}
	w.space()
	w.opened = append(w.opened, name)
	w.piece(Piece{Kind: OpenPiece, Text: name, URL: url})
}

// begin makes sure that a text may stand here.
func (w *excerptWriter) begin() {
	switch w.top() {
	case "":
		w.open("p")
	case "ul", "ol":
		w.open("li")
	case "li":
		if !w.inline && w.followsText() {
			w.piece(Piece{Kind: BreakPiece})
		}
	}
}

// followsText reports whether a line of text has ended in the block that is open.
func (w *excerptWriter) followsText() bool {
	if len(w.out) == 0 {
		return false
	}
	last := &w.out[len(w.out)-1]
	return last.Kind == TextPiece || last.Kind == ClosePiece && !isBlockName(last.Text)
}

// space writes the blank that is due.
func (w *excerptWriter) space() {
	isDue := w.blank && w.inline
	w.blank = false
	switch last := len(w.out) - 1; {
	case !isDue || len(w.line) > 0 && w.line[len(w.line)-1] == ' ':
	case len(w.line) == 0 && last >= 0 && strings.HasSuffix(w.out[last].Text, " "):
	default:
		w.line = append(w.line, ' ')
	}
}

// closeTo closes the innermost elements until no more than depth are open.
func (w *excerptWriter) closeTo(depth int) {
	for len(w.opened) > depth {
		w.pop()
	}
}

// pop closes the innermost element. One without content is as if it had not been opened.
func (w *excerptWriter) pop() {
	name := w.top()
	if isBlockName(name) {
		w.trim()
		w.blank, w.inline = false, false
	}
	w.flush()
	w.opened = w.opened[:len(w.opened)-1]
	if last := len(w.out) - 1; w.out[last].Kind == OpenPiece {
		w.out = w.out[:last]
		return
	}
	w.out = append(w.out, Piece{Kind: ClosePiece, Text: name})
}

// trim cuts the blanks and line breaks at the end of a line.
func (w *excerptWriter) trim() {
	w.flush()
	for len(w.out) > 0 {
		last := &w.out[len(w.out)-1]
		if last.Kind == TextPiece {
			last.Text = strings.TrimRight(last.Text, " "+hardBlank)
		}
		if last.Kind != BreakPiece && (last.Kind != TextPiece || last.Text != "") {
			return
		}
		w.out = w.out[:len(w.out)-1]
	}
}

// lineBreak ends a line inside a block. One at the start of a line is none.
func (w *excerptWriter) lineBreak() {
	if w.inline {
		w.piece(Piece{Kind: BreakPiece})
	}
	w.blank, w.inline = false, false
}

// text writes a text with each run of blanks as one. Exporters leave hard blanks and characters without
// width; neither is meant, and control characters mean nothing.
func (w *excerptWriter) text(s string) {
	begun := false
	for _, r := range s {
		switch {
		case r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\u00a0':
			w.blank = true
		case r < ' ' || r == 0x7f || r == '\u200b' || r == '\ufeff':
		default:
			if !begun {
				w.begin()
				begun = true
			}
			if w.blank {
				w.space()
			}
			w.line, w.inline = utf8.AppendRune(w.line, r), true
		}
	}
}

// verbatim writes a line of code, of which the blanks count.
func (w *excerptWriter) verbatim(line string) {
	line = strings.ReplaceAll(strings.TrimRight(line, " \t\r\n"), "\t", "    ")
	text := strings.TrimLeft(line, " ")
	if text == "" {
		return
	}
	w.begin()
	w.line = append(w.line, strings.Repeat(hardBlank, len(line)-len(text))+strings.Map(printable, text)...)
	w.inline = true
}

// printable drops control characters.
func printable(r rune) rune {
	if r < ' ' || r == 0x7f {
		return -1
	}
	return r
}

// excerpt ends the writing.
func (w *excerptWriter) excerpt() Excerpt {
	w.closeTo(0)
	w.trim()
	return w.out
}
