package danger

import (
	"bytes"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/lint"
)

// tongue is the language of an article, as far as its body tells.
var tongue = &lint.Observed[lexicon.Tongue]{Observe: func(a *article.Article) lexicon.Tongue {
	return a.Lexicon.TongueOf(a.Source[a.Root().Span.Start:])
}}

// suggest offers to put a callout above the procedure of a step: in the language of the article, and in the
// notation that it uses elsewhere, or that its site shows. What exactly is lost only the author knows.
func suggest(p *lint.Pass, s step, d *lint.Diagnostic) {
	at, ok := above(p.Article, s)
	if !ok {
		return
	}
	label, text, ok := tongue.In(p).Advice(s.kind)
	if !ok {
		return
	}
	warning := notation(p).write(label, text) + "\n\n"
	if bytes.Contains(p.Source, []byte("\r\n")) {
		warning = strings.ReplaceAll(warning, "\n", "\r\n")
	}
	d.Suggest([]edit.Edit{{Start: at, End: at, New: warning}}, "put a warning above: \"%s\"", text)
}

// above is where the procedure of a step begins: the list that the step is an item of, or its paragraph or
// code, with the line above that announces it by a colon. ok is false where that is not at the margin.
func above(a *article.Article, s step) (at int, ok bool) {
	own := s.section.Own()
	i := beginning(own, s.span.Start)
	if i == len(own) {
		return 0, false
	}
	if i > 0 && own[i-1].Kind == article.Paragraph && own[i-1].Item == nil && bytes.HasSuffix(own[i-1].Span.Text(a.Source), []byte(":")) {
		i--
	}
	if own[i].Kind == article.HeadingText || own[i].Quote != nil || own[i].Container != nil {
		return 0, false
	}
	at = own[i].Span.Start
	if item := outermost(own[i].Item); item != nil {
		at = item.Span.Start
	}
	return at, at == 0 || a.Source[at-1] == '\n'
}

// beginning is the index of the passage at an offset, or of the first one of its list; of a heading that of
// what follows it.
func beginning(own []article.Passage, offset int) int {
	i := 0
	for i+1 < len(own) && own[i+1].Span.Start <= offset {
		i++
	}
	if i < len(own) && own[i].Kind == article.HeadingText {
		i++
	}
	if i == len(own) || own[i].Item == nil {
		return i
	}
	list := outermost(own[i].Item).List
	for i > 0 && own[i-1].Item != nil && outermost(own[i-1].Item).List == list {
		i--
	}
	return i
}

// outermost is the item of the list that is in no other; nil for nil.
func outermost(item *article.Item) *article.Item {
	for item != nil && item.Parent != nil {
		item = item.Parent
	}
	return item
}

// style is a way to set a warning off.
type style uint8

const (
	labelled    style = iota // **Warning:** …
	quotedLabel              // > **Warning:** …
	alert                    // > [!WARNING]
	colons                   // :::warning
	marks                    // !!! warning
)

// notation is that of the first callout of the article that warns, or else what its site shows as one.
func notation(p *lint.Pass) style {
	for _, c := range p.Callouts() {
		if !c.Strong {
			continue
		}
		text := p.Source[c.Span.Start:]
		switch {
		case bytes.HasPrefix(text, []byte(":::")):
			return colons
		case bytes.HasPrefix(text, []byte("!!!")):
			return marks
		case c.Notation == article.QuoteCallout && bytes.Contains(text[:min(len(text), len("> [!"))], []byte("[!")):
			return alert
		case c.Notation == article.QuoteCallout:
			return quotedLabel
		case c.Notation == article.LabelCallout:
			return labelled
		}
	}
	switch p.Generator {
	case "docusaurus", "vitepress", "starlight":
		return colons
	case "mkdocs":
		return marks
	case "plain":
		return alert
	default:
		return quotedLabel
	}
}

func (s style) write(label, text string) string {
	switch s {
	case colons:
		return ":::warning\n\n" + text + "\n\n:::"
	case marks:
		return "!!! warning\n\n    " + text
	case alert:
		return "> [!WARNING]\n> " + text
	case quotedLabel:
		return "> **" + label + ":** " + text
	default:
		return "**" + label + ":** " + text
	}
}
