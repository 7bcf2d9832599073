package links

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

// hasOtherName reports whether an image without alt text has a title or a label for screen readers,
// is hidden from them, or is too small to be seen.
func hasOtherName(p *lint.Pass, l *article.Link) bool {
	if !isBlank(l.Title) {
		return true
	}
	for name, value := range p.Attributes(l) {
		if namesImage(name, value) || hidesImage(name, value) {
			return true
		}
	}
	return false
}

func namesImage(name, value string) bool {
	switch name {
	case "alt", "title", "aria-label", "aria-labelledby", "aria-describedby", "caption":
		return !isBlank(value)
	default:
		return false
	}
}

func hidesImage(name, value string) bool {
	switch name {
	case "hidden", ".icon", ".emoji":
		return true
	case "aria-hidden":
		return value != "false"
	case "role":
		return value == "presentation" || value == "none"
	case "class":
		return strings.Contains(value, "icon") || strings.Contains(value, "emoji")
	case "width", "height":
		size := strings.TrimSuffix(value, "px")
		return size == "0" || size == "1"
	default:
		return false
	}
}

// beside looks at what stands beside the images of an article.
type beside struct {
	*lint.Pass
	link  *article.Link // around the last image, and
	named bool          // whether that has a text of its own
}

// How many bytes behind an image are looked at.
const (
	captionWindow = 400
	figureWindow  = 1_000
)

// speaksFor reports whether words beside an image say what it shows: the text of the link that it is
// in, a caption, or the words that it is put before as a sign.
func (b *beside) speaksFor(l *article.Link) bool {
	whole := l.Span
	if around := b.around(l); around != nil {
		if b.named {
			return true
		}
		whole.Start, whole.End = around.Span.Start, max(around.Span.End, around.Text.End)
	}
	p := b.PassageAt(whole.Start)
	if p == nil {
		return false
	}
	return b.inFigure(p, l) || b.isSign(p, whole) || b.hasCaption(p, whole)
}

// around is the link around an image, nil if there is none.
func (b *beside) around(l *article.Link) *article.Link {
	links := b.Links()
	i, _ := slices.BinarySearchFunc(links, l.Span.Start, func(x article.Link, offset int) int { return x.Span.Start - offset })
	if i == 0 || links[i-1].Text.End < l.Span.End || links[i-1].Text.Start > l.Span.Start {
		return nil
	}
	if b.link != &links[i-1] {
		b.link = &links[i-1]
		b.named = !isBlank(b.TextOf(b.link))
	}
	return b.link
}

// inFigure reports whether an image is in something that has a caption.
func (b *beside) inFigure(p *article.Passage, l *article.Link) bool {
	if c := p.Container; c != nil && (isCaption(c.Name) || bytes.Contains(c.Args.Text(b.Source), []byte("caption="))) {
		return true
	}
	if next := b.after(p); next != nil && next.Container != nil && next.Container != p.Container && isCaption(next.Container.Name) {
		return true
	}
	behind, _, found := bytes.Cut(b.Source[l.Span.End:min(len(b.Source), l.Span.End+figureWindow)], []byte("<figcaption"))
	return found && !bytes.Contains(behind, []byte("figure>"))
}

func isCaption(name string) bool {
	name = strings.ToLower(name)
	return strings.Contains(name, "figure") || strings.Contains(name, "caption")
}

// after is the passage behind another, nil if there is none.
func (b *beside) after(p *article.Passage) *article.Passage {
	if passages := b.Passages(); p.Index+1 < len(passages) {
		return &passages[p.Index+1]
	}
	return nil
}

// signWords is how many words a sign may stand before: more are a text that goes on.
const signWords = 8

// isSign reports whether an image begins a line, and stands for the few words behind it.
func (b *beside) isSign(p *article.Passage, image article.Span) bool {
	if p.Kind == article.HTML {
		return false
	}
	from := max(p.Span.Start, image.Start-captionWindow)
	before := b.Source[from:image.Start]
	before = before[bytes.LastIndexByte(before, '\n')+1:]
	if len(bytes.Trim(before, " \t>*_#|")) > 0 || from > p.Span.Start && len(before) == captionWindow {
		return false
	}
	line, _, _ := bytes.Cut(b.behind(p, image), []byte("\n"))
	return !bytes.ContainsAny(line, "<![") && bytes.ContainsFunc(line, unicode.IsLetter) && len(bytes.Fields(line)) <= signWords
}

// behind is what follows an image in its passage, attributes cut.
func (b *beside) behind(p *article.Passage, image article.Span) []byte {
	behind := b.Source[image.End:max(image.End, min(p.Span.End, image.End+captionWindow))]
	if len(behind) > 0 && behind[0] == '{' {
		_, behind, _ = bytes.Cut(behind, []byte("}"))
	}
	return behind
}

// hasCaption reports whether the line below an image, or the paragraph, is all in italics or small
// print, as captions are written where there is nothing else for them.
func (b *beside) hasCaption(p *article.Passage, image article.Span) bool {
	rest := bytes.TrimSpace(b.behind(p, image))
	if len(rest) > 0 {
		line, _, _ := bytes.Cut(rest, []byte("\n"))
		return isItalic(line)
	}
	next := b.after(p)
	return next != nil && next.Kind == article.Paragraph && next.Item == p.Item && next.Span.Len() < captionWindow && isItalic(next.Span.Text(b.Source))
}

func isItalic(text []byte) bool {
	text = bytes.TrimSpace(text)
	for _, br := range []string{"<br>", "<br/>", "<br />"} {
		text = bytes.TrimSpace(bytes.TrimPrefix(text, []byte(br)))
	}
	for _, tag := range []string{"<em>", "<i>", "<small>", "<sub>", "<center>", "<figcaption"} {
		if bytes.HasPrefix(text, []byte(tag)) {
			return true
		}
	}
	n := len(text)
	if n < 3 || text[0] != '*' && text[0] != '_' || text[1] == text[0] {
		return false
	}
	return text[n-1] == text[0] || bytes.HasSuffix(text, []byte{text[0], '.'})
}
