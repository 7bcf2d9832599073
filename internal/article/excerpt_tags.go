package article

import (
	"bytes"
	"html"
)

// tags writes what a stretch of HTML shows. Nothing of it is copied: its tags only tell the writer what
// to open and close.
func (x *excerptor) tags(src []byte) {
	for len(src) > 0 {
		n := nextTag(src)
		x.text(html.UnescapeString(string(src[:n])))
		src = x.markupAt(src[n:])
	}
}

// markupAt reads the tag or comment at the start of src and gives what follows it.
func (x *excerptor) markupAt(src []byte) []byte {
	switch {
	case len(src) == 0:
		return nil
	case bytes.HasPrefix(src, []byte("<!--")):
		return behind(src, []byte("-->"))
	case src[1] == '!' || src[1] == '?':
		return behind(src, []byte(">"))
	}
	name := 1 + tagNameLength(src[1:])
	end, ok := tagEnd(src[:min(len(src), maxTagLength)], name)
	if !ok {
		return src[max(end, 1):]
	}
	x.tag(src[:end])
	src = src[end:]
	if x.skip != "" {
		src = untilClosing(src, x.skip)
		x.skip = ""
	}
	return src
}

// behind is what follows a mark, or nothing.
func behind(src, mark []byte) []byte {
	_, rest, _ := bytes.Cut(src, mark)
	return rest
}

// untilClosing is what begins with the closing tag of an element, or nothing.
func untilClosing(src []byte, name string) []byte {
	for {
		i := bytes.Index(src, []byte("</"))
		if i < 0 {
			return nil
		}
		src = src[i:]
		if len(src) >= 2+len(name) && bytes.EqualFold(src[2:2+len(name)], []byte(name)) {
			return src
		}
		src = src[2:]
	}
}

// unshown are the elements whose inside is no text of the article, besides those that are unseen, or does
// not hold any more.
var unshown = set("del", "s", "strike", "iframe", "object", "svg", "math", "video", "audio", "canvas", "select", "textarea", "title")

// tagNames are what becomes of the elements of HTML in an excerpt: those that it may have stay, others
// become the nearest of them. The rest is as if its tags were not there.
var tagNames = map[string]string{
	"p": "p", "h1": "h1", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h5", "h6": "h6",
	"ul": "ul", "ol": "ol", "li": "li", "menu": "ul", "dir": "ul", "table": "ul", "tr": "li",
	"b": "b", "strong": "strong", "i": "i", "em": "em",
	"dt": "p", "dd": "p", "summary": "p", "caption": "p", "figcaption": "p", "legend": "p", "pre": "p",
}

// parting are the elements that end the line before them and begin one inside.
var parting = set(
	"div", "blockquote", "section", "article", "figure", "center", "details", "main", "aside", "header", "footer",
	"address", "fieldset", "form", "dl", "hr", "nav",
)

// tag opens or closes what a tag says, within the elements that the passage itself has opened.
func (x *excerptor) tag(tag []byte) {
	isClosing := tag[1] == '/'
	start := 1
	if isClosing {
		start = 2
	}
	name := string(bytes.ToLower(tag[start : start+tagNameLength(tag[start:])]))
	switch {
	case x.skip != "":
		if isClosing && name == x.skip {
			x.skip = ""
		}
	case isClosing:
		x.closeTag(name)
	case unseen[name] || unshown[name]:
		if !bytes.HasSuffix(tag, []byte("/>")) {
			x.skip = name
		}
	default:
		x.openTag(name, tag)
	}
}

func (x *excerptor) openTag(name string, tag []byte) {
	inside := between(1+len(name), len(tag)-1)
	switch own := tagNames[name]; {
	case name == "br":
		x.lineBreak()
	case name == "a":
		if value, ok := attributeValue(tag, inside, "href"); ok {
			x.element("a", html.UnescapeString(string(value.Text(tag))))
		}
	case name == "img":
		if value, ok := attributeValue(tag, inside, "alt"); ok {
			x.text(html.UnescapeString(string(value.Text(tag))))
		}
	case name == "td" || name == "th":
		if x.inline {
			x.text("; ")
		}
	case parting[name]:
		x.endLine()
	case isBlockName(own):
		x.block(own)
	case own != "":
		x.element(own, "")
	}
}

// closeTag closes an element that the passage has opened, with all that is open in it.
func (x *excerptor) closeTag(name string) {
	own := tagNames[name]
	switch {
	case parting[name]:
		x.endLine()
		return
	case name == "a":
		own = name
	case own == "":
		return
	}
	for i := len(x.opened) - 1; i >= x.base; i-- {
		if x.opened[i] == own {
			x.closeTo(i)
			return
		}
	}
}
