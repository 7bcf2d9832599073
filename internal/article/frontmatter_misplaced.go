package article

import (
	"bytes"
)

// fmSureKeys are keys that only front matter has: with one of them, lines between what looks like
// fences are no notes of an author.
var fmSureKeys = set(
	"title", "layout", "permalink", "slug", "draft", "weight", "sidebar_label", "sidebar_position",
	"sidebarTitle", "redirect_from", "aliases", "categories", "tags", "description", "keywords", "lastmod",
	"nav_order", "nav_exclude", "linkTitle", "hide_title", "comments", "pagination_next", "pagination_prev",
)

// How far down a misplaced block is looked for.
const (
	fmMaxLinesBefore = 10
	fmMaxBytesBefore = 2 << 10
)

// fmMaxFence is the length in bytes up to which a line of hyphens or dashes may be a mistyped fence
// rather than a rule.
const fmMaxFence = 9

// fmMisplaced finds a block that generators do not take for one: its fence is mistyped ("--",
// "----", a dash), or text stands before it. It is nil, and the body begins at top, where there is
// none: most articles begin with something else for good reason.
func fmMisplaced(src []byte, top int) (fm *FrontMatter, body int) {
	at := top
	for range fmMaxLinesBefore {
		end, next := fmLine(src, at)
		if at >= len(src) || at > top+fmMaxBytesBefore || opensExample(src[at:end]) {
			break
		}
		first := len(bytes.TrimSpace(src[top:at])) == 0
		if line := src[at:end]; fmIsRule(line) && (first && len(line) <= fmMaxFence || string(line) == "---" || string(line) == "+++") {
			if fm, body = fmMisplacedAt(src, between(at, end), next); fm != nil {
				if !first {
					before := trimmed(src, between(top, at))
					fm.addProblem(Problem{Kind: ProblemTextBefore, Span: before, Detail: string(line)})
				}
				return fm, body
			}
		}
		at = next
	}
	return nil, top
}

// opensExample reports whether a line begins a block of code, in which examples of front matter stand,
// or a component whose properties look like it.
func opensExample(line []byte) bool {
	line = bytes.TrimLeft(line, " ")
	return bytes.HasPrefix(line, []byte("```")) || bytes.HasPrefix(line, []byte("~~~")) || bytes.HasPrefix(line, []byte("::"))
}

// fmMisplacedAt reads the block that a fence begins, which may be mistyped. The content starts at
// an offset.
func fmMisplacedAt(src []byte, fence Span, start int) (fm *FrontMatter, body int) {
	b := fmBlock{fmFence: fmFences[0], fence: fence, content: between(start, len(src))}
	if src[fence.Start] == '+' {
		b.fmFence = fmFences[1]
	}
	end, body := b.guessEnd(src)
	if end == start {
		return nil, 0
	}
	b.content.End = end
	root := b.parse(src).root
	if root == nil || !root.hasSureKey() {
		return nil, 0
	}
	fm = &FrontMatter{Format: b.format, Span: between(fence.Start, end), Content: b.content, Root: root}
	if string(fence.Text(src)) != b.open {
		fm.addProblem(Problem{Kind: ProblemFenceTypo, Span: fence, Detail: b.open})
	}
	lineEnd, _ := fmLine(src, end)
	switch shut := src[end:lineEnd]; {
	case string(shut) == b.shut:
		fm.Span.End = lineEnd
	case fmIsRule(shut):
		fm.Span.End = lineEnd
		fm.addProblem(Problem{Kind: ProblemFenceTypo, Span: between(end, lineEnd), Detail: b.shut})
	default:
		return nil, 0 // text below a line of hyphens is more likely meant as such
	}
	return fm, body
}

func (v *Value) hasSureKey() bool {
	for i := range v.Entries {
		if fmSureKeys[v.Entries[i].Key] {
			return true
		}
	}
	return false
}

// addProblem keeps the problems in order of place.
func (f *FrontMatter) addProblem(p Problem) { f.Problems = fmSortProblems(append(f.Problems, p)) }
