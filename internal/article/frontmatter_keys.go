package article

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// fmKey is a line that begins with a key.
type fmKey struct {
	length int  // of the key, quotes included
	sep    int  // index of the colon or equals sign in the line
	spaced bool // whether a blank or nothing follows the separator, as YAML demands
}

// The most that the key of a "key: value" line can be, where a line may as well be
// prose with a colon in it.
const (
	fmMaxKeyBytes = 64
	fmMaxKeyWords = 3
)

// fmKeyLine recognises a line that begins, without indentation, with a key and the
// given separator. Before an equals sign, and before a colon without a blank behind
// it, the key must be one word, and the whole must not be a URL.
func fmKeyLine(line []byte, sep byte) (key fmKey, ok bool) {
	length, words := fmKeyLen(line)
	if length == 0 {
		return key, false
	}
	at := length
	for at < len(line) && line[at] == ' ' {
		at++
	}
	if at == len(line) || line[at] != sep {
		return key, false
	}
	rest := line[at+1:]
	spaced := len(rest) == 0 || fmIsBlank(rest[0])
	if strict := !spaced || sep == '='; strict && (words > 1 || bytes.HasPrefix(rest, []byte("//"))) {
		return key, false
	}
	return fmKey{length, at, spaced}, true
}

// fmKeyLen is the length in bytes and words of the key that a line begins with, 0 if none.
func fmKeyLen(line []byte) (length, words int) {
	if len(line) == 0 {
		return 0, 0
	}
	if line[0] == '"' || line[0] == '\'' {
		if end := bytes.IndexByte(line[1:], line[0]); end > 0 && end <= fmMaxKeyBytes {
			return end + len(`""`), 1
		}
		return 0, 0
	}
	if bytes.HasPrefix(line, []byte("<<:")) {
		return len("<<"), 1
	}
	return fmBareKeyLen(line[:min(len(line), fmMaxKeyBytes)])
}

// fmBareKeyLen is fmKeyLen for a key without quotes: up to three words of letters,
// digits and the marks that keys are made of, of which the first is a letter.
func fmBareKeyLen(line []byte) (length, words int) {
	afterBlank := true
	for i := 0; i < len(line); {
		r, size := utf8.DecodeRune(line[i:])
		switch {
		case r == ' ' && length > 0:
			afterBlank = true
		case unicode.IsLetter(r) || r == '_' || length > 0 && (unicode.IsDigit(r) || bytes.ContainsRune([]byte("-./@$"), r)):
			if afterBlank {
				words++
			}
			afterBlank = false
			length = i + size
		default:
			return length, words
		}
		if words > fmMaxKeyWords {
			return 0, 0
		}
		i += size
	}
	return length, words
}

// fmLineClass is what a line between fences looks like.
type fmLineClass uint8

const (
	fmBlankLine fmLineClass = iota
	fmDataKey               // "key: value", "key = value", "[table]"
	fmInner                 // belongs to what stands above: indented, an item, a closing bracket; comments and template tags too
	fmProse                 // anything else
)

// fmClassify looks at one line, without its line break, of a block in a notation.
func fmClassify(line []byte, format Format) fmLineClass {
	text := bytes.TrimLeft(line, " \t")
	switch {
	case len(text) == 0:
		return fmBlankLine
	case len(text) < len(line) || fmIsInner(text):
		return fmInner
	case fmIsKey(text, format):
		return fmDataKey
	default:
		return fmProse
	}
}

// fmIsInner recognises comments, list items, closing brackets and template tags.
func fmIsInner(text []byte) bool {
	switch text[0] {
	case '#', ']', '}':
		return true
	case '-':
		return len(text) == 1 || fmIsBlank(text[1])
	case '{':
		return len(text) > 1 && (text[1] == '{' || text[1] == '%')
	default:
		return false
	}
}

// fmIsKey recognises a key of YAML or TOML, whichever of them the block is in, since
// people mix them up. A table header counts in TOML alone: elsewhere it is a link.
func fmIsKey(text []byte, format Format) bool {
	if _, ok := fmKeyLine(text, ':'); ok {
		return true
	}
	if _, ok := fmKeyLine(text, '='); ok {
		return true
	}
	return format == TOML && fmIsTable(text)
}

// fmIsTable recognises the header of a TOML table, which nothing but a comment follows.
func fmIsTable(text []byte) bool {
	end := bytes.IndexByte(text, ']')
	if text[0] != '[' || end < 2 || bytes.IndexByte(text[:end], ',') >= 0 {
		return false
	}
	rest := bytes.TrimLeft(text[end:], "] \t")
	return len(rest) == 0 || rest[0] == '#'
}

func fmIsBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// fmLooksLikeData reports whether lines that could not be read as data are meant as
// such: the first is a key, at least as many are keys as are prose, and no prose
// comes after a blank line, which is an article below an unclosed block.
func fmLooksLikeData(text []byte, format Format) bool {
	keys, prose, gap := 0, 0, false
	text = text[:min(len(text), fmMaxBytes)]
	for at := 0; at < len(text); {
		end, next := fmLine(text, at)
		line := text[at:end]
		at = next
		if keys == 0 && prose == 0 && len(line) > 0 && line[0] != '#' {
			line = bytes.TrimLeft(line, " \t")
		}
		switch fmClassify(line, format) {
		case fmBlankLine:
			gap = keys > 0
		case fmDataKey:
			keys++
		case fmProse:
			prose++
			if gap || keys == 0 {
				return false
			}
		case fmInner:
		}
	}
	return keys > 0 && keys >= prose
}

// readUnclosed reads a block whose fence never closes. It is nil if the fence is a
// thematic break.
func (b *fmBlock) readUnclosed(src []byte) (fm *FrontMatter, body int) {
	b.content.End = len(src)
	if !b.closed && b.format == YAML {
		if root := fmHomePage(src, b.content); root != nil {
			whole := between(b.fence.Start, len(src))
			return &FrontMatter{Format: YAML, Span: whole, Content: b.content, Root: root}, len(src)
		}
	}
	end, body := b.guessEnd(src)
	if end == b.content.Start {
		return nil, 0
	}
	b.content.End = end
	shut := b.shut
	if b.format == YAML {
		shut = "---"
	}
	fm = &FrontMatter{Format: b.format, Span: between(b.fence.Start, end), Content: b.content, Root: b.parse(src).root}
	if lineEnd, _ := fmLine(src, end); b.format != JSON && fmIsRule(src[end:lineEnd]) {
		fm.Span.End = lineEnd
		fm.addProblem(Problem{Kind: ProblemFenceTypo, Span: between(end, lineEnd), Detail: shut})
	} else {
		fm.addProblem(Problem{Kind: ProblemUnclosed, Span: b.fence, Detail: shut})
	}
	return fm, body
}

// fmHomePage reads a file that consists of front matter alone and lacks the closing
// fence: gray-matter, and so VitePress, takes the rest of the file as data, and the
// home pages of real sites are written that way. It is nil for any other file.
func fmHomePage(src []byte, content Span) *Value {
	text := content.Text(src)
	if len(text) > fmMaxBytes || !bytes.Contains(text, []byte("layout:")) {
		return nil
	}
	node, err := fmLoadYAML(text)
	if err != nil || !fmIsMapping(node) {
		return nil
	}
	root, _ := fmConvertYAML(src, content, node)
	if layout := root.lookup("layout"); layout == nil || layout.Text != "home" {
		return nil
	}
	return root
}

// guessEnd says where an unclosed block most likely ends and the body starts: at the
// first line that is blank or prose, or at a line like "--" that was meant to close
// it. The end is the block's start if the lines are no data.
func (b *fmBlock) guessEnd(src []byte) (end, body int) {
	start := b.content.Start
	if b.format == JSON {
		return b.guessObjectEnd(src)
	}
	keys, at := 0, start
	for at < len(src) {
		lineEnd, next := fmLine(src, at)
		line := src[at:lineEnd]
		if keys > 0 && fmIsRule(line) {
			return b.accept(src, keys, at), next
		}
		class := fmClassify(line, b.format)
		if class == fmBlankLine || class == fmProse {
			break
		}
		if class == fmDataKey {
			keys++
		}
		if keys == 0 && line[0] != '#' {
			return start, start
		}
		at = next
	}
	return b.accept(src, keys, at), at
}

// accept is the guessed end if the lines above it are surely data: two keys or
// more, or one that is a lower-case word, as the keys of generators are and the
// first word of a paragraph is not.
func (b *fmBlock) accept(src []byte, keys, end int) int {
	first := bytes.TrimLeft(src[b.content.Start:end], "\r\n")
	if keys > 1 || keys == 1 && (first[0] == '[' || 'a' <= first[0] && first[0] <= 'z') {
		return end
	}
	return b.content.Start
}

// guessObjectEnd ends an unclosed JSON block after its object. If not even that
// closes, it ends after the first line with nothing but a brace or before the first
// blank line.
func (b *fmBlock) guessObjectEnd(src []byte) (end, body int) {
	start := b.content.Start
	text := src[start:]
	object := bytes.TrimLeft(text, " \t\r\n")
	if len(object) == 0 || object[0] != '{' || !fmOpensObject(object) {
		return start, start
	}
	if n := fmObjectLen(object); n > 0 {
		end = len(src) - len(object) + n
		_, body = fmLine(src, end)
		return end, body
	}
	for at := start; at < len(src); {
		lineEnd, next := fmLine(src, at)
		if lineEnd == at && at > start {
			return at, at
		}
		if string(src[at:lineEnd]) == "}" {
			return lineEnd, next
		}
		at = next
	}
	return len(src), len(src)
}

// fmIsRule recognises a line that was meant to be a closing fence: hyphens, dashes or
// plus signs only, too few or too many of them, or indented.
func fmIsRule(line []byte) bool {
	line = bytes.TrimSpace(line)
	if len(line) < 2 {
		return false
	}
	mark, size := utf8.DecodeRune(line)
	if !bytes.ContainsRune([]byte("-–—+"), mark) {
		return false
	}
	return len(bytes.ReplaceAll(line, line[:size], nil)) == 0
}
