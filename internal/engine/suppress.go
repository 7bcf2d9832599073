package engine

import (
	"bytes"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/spelling"
)

// A suppression comment is an HTML or MDX comment that begins with one of the directives:
//
//	<!-- kblint-disable links danger/missing-warning -- the reason -->
//
// It names rules or families, or nothing for all. "disable" holds to the matching "enable" or
// the end of the file, "disable-line" for the comment's line, "disable-next-line" for the next
// line that is neither blank nor a comment, "disable-file" for the file, front matter included.

// suppression is one rule name in one comment, with the range of bytes where it holds.
type suppression struct {
	name  string       // rule id, family, or "" for all
	at    article.Span // the name, or the directive where it names none
	scope article.Span
	used  bool
}

// suppressions are those of one article.
type suppressions struct {
	list    []suppression
	unknown []article.Span // names that are no rule and no family
}

// directives in the order in which they must be tried.
var directives = []string{"disable-next-line", "disable-line", "disable-file", "disable", "enable"}

// parseSuppressions reads the suppression comments of an article; nil if it has none.
func parseSuppressions(a *article.Article, known *ruleNames) *suppressions {
	if !bytes.Contains(a.Source, []byte("kblint-")) {
		return nil
	}
	s := &suppressions{}
	for _, comment := range a.Comments() {
		s.read(a, comment, known)
	}
	if len(s.list) == 0 && len(s.unknown) == 0 {
		return nil
	}
	return s
}

// word is a part of a comment with its place.
type word struct {
	text string
	span article.Span
}

func (s *suppressions) read(a *article.Article, comment article.Span, known *ruleNames) {
	words := commentWords(a.Source, comment)
	if len(words) == 0 {
		return
	}
	directive, ok := strings.CutPrefix(words[0].text, "kblint-")
	if !ok || !slices.Contains(directives, directive) {
		return
	}
	names := words[1:]
	if len(names) == 0 {
		names = []word{{"", words[0].span}}
	}
	for _, name := range names {
		if name.text != "" && !known.has(name.text) {
			s.unknown = append(s.unknown, name.span)
			continue
		}
		if directive == "enable" {
			s.end(name.text, comment.Start)
			continue
		}
		if directive == "disable" && s.isOpen(name.text, len(a.Source)) {
			continue // disabled already
		}
		s.list = append(s.list, suppression{name: name.text, at: name.span, scope: scope(a, comment, directive)})
	}
}

// commentWords splits a comment at blanks and commas, up to the reason behind " -- ".
func commentWords(src []byte, comment article.Span) []word {
	text := comment.Text(src)
	start, cut := 0, len(text)
	for _, marks := range [][2]string{{"<!--", "-->"}, {"{/*", "*/}"}} {
		if bytes.HasPrefix(text, []byte(marks[0])) {
			start = len(marks[0])
			cut -= len(marks[1])
		}
	}
	var words []word
	for i := start; i < cut; {
		n := bytes.IndexAny(text[i:cut], " \t\r\n,")
		if n < 0 {
			n = cut - i
		}
		if n > 0 {
			w := word{string(text[i : i+n]), article.Span{Start: comment.Start + i, End: comment.Start + i + n}}
			if w.text == "--" || w.text == "—" {
				break
			}
			words = append(words, w)
		}
		i += n + 1
	}
	return words
}

// scope is the range of bytes that a directive in the comment is for. One that reaches the end
// of the file includes the end itself, where something missing may be reported.
func scope(a *article.Article, comment article.Span, directive string) article.Span {
	switch directive {
	case "disable-file":
		return article.Span{End: len(a.Source) + 1}
	case "disable-line":
		return lineAround(a.Source, comment.Start)
	case "disable-next-line":
		return nextLine(a, comment)
	default:
		return article.Span{Start: comment.Start, End: len(a.Source) + 1}
	}
}

// nextLine is the first line behind the comment that is neither blank nor a comment.
func nextLine(a *article.Article, comment article.Span) article.Span {
	for at := lineAround(a.Source, comment.End).End; at < len(a.Source); {
		line := lineAround(a.Source, at)
		text := bytes.TrimSpace(line.Text(a.Source))
		if len(text) > 0 && !bytes.HasPrefix(text, []byte("<!--")) && !bytes.HasPrefix(text, []byte("{/*")) {
			return line
		}
		at = line.End
	}
	return article.Span{Start: len(a.Source), End: len(a.Source)}
}

// lineAround is the line that holds the byte at offset, its line end included.
func lineAround(src []byte, offset int) article.Span {
	start := bytes.LastIndexByte(src[:offset], '\n') + 1
	if n := bytes.IndexByte(src[offset:], '\n'); n >= 0 {
		return article.Span{Start: start, End: offset + n + 1}
	}
	return article.Span{Start: start, End: len(src)}
}

// end closes the open "disable" of a name; without a name it closes all.
func (s *suppressions) end(name string, at int) {
	for i := range s.list {
		if sup := &s.list[i]; (name == "" || sup.name == name) && sup.scope.Start < at && sup.scope.End > at {
			sup.scope.End = at
		}
	}
}

// isOpen reports whether a "disable" of a name holds to the end of a file of that size.
func (s *suppressions) isOpen(name string, size int) bool {
	return slices.ContainsFunc(s.list, func(sup suppression) bool {
		return sup.name == name && sup.scope.Start > 0 && sup.scope.End > size
	})
}

// covers reports whether a finding is suppressed, and notes which comments did it.
func (s *suppressions) covers(rule string, at article.Span) bool {
	if s == nil {
		return false
	}
	covered := false
	for i := range s.list {
		sup := &s.list[i]
		if sup.names(rule) && sup.scope.Start <= at.Start && at.Start < sup.scope.End {
			sup.used, covered = true, true
		}
	}
	return covered
}

// names reports whether the comment is for a rule. One that names none is for all but the audit of
// comments: it would hide that it does nothing.
func (s *suppression) names(rule string) bool {
	return s.name == "" && rule != lint.UnusedDisableID || s.name == rule || s.name != "" &&
		strings.HasPrefix(rule, s.name) && rule[len(s.name)] == '/'
}

// ruleNames are the names that a suppression comment may use.
type ruleNames struct {
	ids      []string
	families map[string]bool
	set      map[string]bool
}

func newRuleNames(families []lint.Family) *ruleNames {
	n := &ruleNames{families: map[string]bool{}, set: map[string]bool{}}
	for _, f := range families {
		n.families[f.Name] = true
		n.ids = append(n.ids, f.Name)
		for _, r := range f.Rules {
			n.ids = append(n.ids, r.Describe().ID)
			n.set[r.Describe().ID] = true
		}
	}
	return n
}

func (n *ruleNames) has(name string) bool { return n.families[name] || n.set[name] }

// nearest is the known name that a misspelt one was meant to be.
func (n *ruleNames) nearest(name string) (string, bool) {
	if !strings.Contains(name, "/") {
		for _, id := range n.ids {
			if strings.HasSuffix(id, "/"+name) {
				return id, true
			}
		}
	}
	return spelling.Nearest(name, n.ids)
}
