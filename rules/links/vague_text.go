package links

import (
	"bytes"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

var vagueText = lint.ArticleRule[lint.None]{
	Meta: lint.Meta{
		ID:       "links/vague-text",
		Summary:  "The text of a link says where it leads.",
		Severity: lint.Hint,
	},
	Check: checkVagueText,
}

// longestVague is the length in bytes above which a text says something.
const longestVague = 80

func checkVagueText(p *lint.Pass, _ lint.None) {
	if p.Role() == article.Meta {
		return
	}
	links := p.Links()
	for i := range links {
		l := &links[i]
		if l.Syntax == article.BareURL || l.Syntax == article.AutoLink || l.Text.Len() > longestVague {
			continue
		}
		text := strings.TrimSpace(p.TextOf(l))
		if text == "" || !p.Lexicon.VagueLink(text) || !p.IsClosed(l) || isExplained(p, l) {
			continue
		}
		p.Report(l.Text, "\"%s\" does not say where the link leads; make the name of the page or file the link's text", strings.Trim(text, `"“”()[]`))
	}
}

// isExplained reports whether the place of a link says where it leads: a title or an ARIA label, a
// label before it ("Documentation: link"), or the row of a table whose cell it fills.
func isExplained(p *lint.Pass, l *article.Link) bool {
	if !isBlank(l.Title) {
		return true
	}
	for name := range p.Attributes(l) {
		if name == "title" || strings.HasPrefix(name, "aria-label") {
			return true
		}
	}
	passage := p.PassageAt(l.Span.Start)
	if passage == nil {
		return false
	}
	if passage.Kind == article.Cell && len(bytes.Trim(p.Source[passage.Span.Start:l.Span.Start], aroundLink)) == 0 {
		return true
	}
	label := labelBefore(p.Source[passage.Span.Start:l.Span.Start])
	return len(label) > 0 && !p.Lexicon.VagueLink(string(label))
}

// aroundLink is what may stand between a link and the edge of its cell, or the label before it.
const aroundLink = " \t*_([~`"

// longestLabel is the length in bytes above which what ends in a colon is a sentence.
const longestLabel = 40

// labelBefore is the label that a text ends in, without its colon: what comes behind the last sentence
// and is short.
func labelBefore(before []byte) []byte {
	before = before[max(0, len(before)-2*longestLabel):]
	label, ok := bytes.CutSuffix(bytes.TrimRight(before, aroundLink), []byte(":"))
	if !ok {
		return nil
	}
	label = bytes.Trim(label[bytes.LastIndexAny(label, ".!?;|>\n")+1:], aroundLink)
	if len(label) > longestLabel || len(bytes.Fields(label)) > maxLabelWords {
		return nil
	}
	return label
}

// maxLabelWords is how many words a label has at most.
const maxLabelWords = 4
